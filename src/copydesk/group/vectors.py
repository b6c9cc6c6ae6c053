"""Reports as weighted words."""

from __future__ import annotations

import gzip
from collections.abc import Sequence
from functools import cache
from importlib import resources

import numpy as np
import numpy.typing as npt
from scipy import sparse

from copydesk.group.words import Hashes, cut
from copydesk.model import Article

#: Code points of the body that are read; what comes later is background.
_BODY = 2000
_BATCH = 256


@cache
def _background() -> tuple[Hashes, npt.NDArray[np.float64], float]:
    """Known words, their weights, and the weight of an unknown one."""
    packed = resources.files("copydesk.group").joinpath("background.txt.gz").read_bytes()
    total, *lines = gzip.decompress(packed).decode("utf-8").splitlines()
    counts, words = zip(*(line.split(" ", 1) for line in lines), strict=True)
    hashes = cut(words).hash
    order = np.argsort(hashes)
    frequency = np.array(counts, dtype=np.float64)[order]
    rarest = np.log((int(total) + 1) / 2)
    return hashes[order], np.log((int(total) + 1) / (frequency + 1)), float(rarest)


def weights(hashes: Hashes) -> npt.NDArray[np.float64]:
    """Inverse document frequency of words (Spärck Jones 1972), from the shipped table."""
    known, idf, rarest = _background()
    place = np.minimum(np.searchsorted(known, hashes), len(known) - 1)
    return np.where(known[place] == hashes, idf[place], rarest)


def matrix(articles: Sequence[Article]) -> sparse.csr_matrix:
    """Unit vectors of (1 + log tf) * idf over title, twice, and the start of the body."""
    texts = [f"{(article.title or '')}\n" * 2 + article.text[:_BODY] for article in articles]
    pointers, columns, values = [0], [], []
    for start in range(0, len(texts), _BATCH):
        words = cut(texts[start : start + _BATCH])
        for lo, hi in zip(words.bounds[:-1], words.bounds[1:], strict=True):
            terms, count = np.unique(words.hash[lo:hi], return_counts=True)
            value = (1 + np.log(count)) * weights(terms)
            values.append(value / max(float(np.linalg.norm(value)), 1e-9))
            columns.append(terms)
            pointers.append(pointers[-1] + len(terms))
    if not columns:
        return sparse.csr_matrix((0, 0))
    known, column = np.unique(np.concatenate(columns), return_inverse=True)
    return sparse.csr_matrix(
        (np.concatenate(values), column, pointers), shape=(len(articles), len(known))
    )
