"""Reports as weighted words, in two views.

A view is a unit vector: (1 + log count) times inverse document frequency (Spärck Jones 1972) of
each word, from a frozen table, so that a report's vector never changes as others come in. Words
are hashed into `BUCKETS` places; at a hundred and fifty words a report, two reports share a
place by chance once in five pairs, which moves a cosine by a thousandth.
"""

from __future__ import annotations

import gzip
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from copydesk.group.forms import OPENING, Filling, filling
from copydesk.group.word_arrays import Hashes, Integers, Words, cut, mix
from copydesk.model import Article

BUCKETS = 1 << 17
#: Code points of the body that are read (what comes later is background), and of a title or lead.
BODY, LEAD = 2000, 500
#: With fewer words in the body a report is known by its title alone.
_FEW_WORDS = 10

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Reading:
    """What grouping keeps of one report: its words, and two unit vectors over them.

    Attributes:
        place: identity of each word, ascending.
        all: weights in title twice and the start of the body.
        title: weights in the title alone, all of whose words are also in *all*; 0 elsewhere.
        headline_only: there is no body to speak of.
        day: time of publication in days since 1970, None when unknown.
        filling: what fills its form.
    """

    place: npt.NDArray[np.int32]
    all: Floats
    title: Floats
    headline_only: bool
    day: float | None
    filling: Filling


def read(articles: Sequence[Article]) -> list[Reading]:
    """Read a batch of reports."""
    count = len(articles)
    title = cut([(article.title or "")[:LEAD] for article in articles])
    body = cut([article.text[:BODY] for article in articles])
    in_title, in_body = rarity(title.hash), rarity(body.hash)
    in_title_key, title_weight = _units(count, title.text, title.hash, in_title)
    key, weight = _units(
        count,
        np.concatenate((title.text, title.text, body.text)),
        np.concatenate((title.hash, title.hash, body.hash)),
        np.concatenate((in_title, in_title, in_body)),
    )
    beside = np.zeros(len(key), dtype=np.float32)
    beside[np.searchsorted(key, in_title_key)] = title_weight
    place = (key % BUCKETS).astype(np.int32)
    bounds = np.searchsorted(key, np.arange(count + 1) * BUCKETS).tolist()
    lengths = np.diff(body.bounds)
    return [
        Reading(
            place[start:end],
            weight[start:end],
            beside[start:end],
            bool(lengths[i] < _FEW_WORDS),
            None if article.published is None else article.published.timestamp() / 86400,
            _filling(i, title, in_title, body, in_body, place[start:end]),
        )
        for i, (article, (start, end)) in enumerate(zip(articles, pairwise(bounds), strict=True))
    ]


def _filling(
    place: int,
    title: Words,
    in_title: npt.NDArray[np.float64],
    body: Words,
    in_body: npt.NDArray[np.float64],
    words: npt.NDArray[np.int32],
) -> Filling:
    head = slice(*title.bounds[place : place + 2].tolist())
    rest = slice(*body.bounds[place : place + 2].tolist())
    number = body.number[rest]
    return filling(
        title.hash[head],
        title.number[head],
        in_title[head],
        body.hash[rest],
        number,
        body.capital[rest] & body.joined[rest] & ~number,
        int(np.searchsorted(body.start[rest], OPENING)),
        in_body[rest],
        words,
    )


def same_order(a: Article, b: Article) -> float:
    """Cosine of the pairs of neighbouring words that open two reports, each pair once."""
    words = cut([f"{article.title or ''}\n{article.text[:LEAD]}" for article in (a, b)])
    pairs = mix(words.hash[:-1] * np.uint64(3) + words.hash[1:])
    first = np.unique(pairs[: max(words.bounds[1] - 1, 0)])
    second = np.unique(pairs[words.bounds[1] :])
    common = len(np.intersect1d(first, second, assume_unique=True))
    return float(common / np.sqrt(max(len(first) * len(second), 1)))


def rarity(hashes: Hashes) -> npt.NDArray[np.float64]:
    """Inverse document frequency of words, from the shipped table."""
    known, weight, rarest = _background()
    place = np.minimum(np.searchsorted(known, hashes), len(known) - 1)
    return np.where(known[place] == hashes, weight[place], rarest)


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


def _units(
    count: int, owner: Integers, hashes: Hashes, weight: npt.NDArray[np.float64]
) -> tuple[Integers, Floats]:
    """A unit vector an owner, end to end: ``owner * BUCKETS + place``, ascending, and weights."""
    key = owner * BUCKETS + (hashes >> np.uint64(47)).astype(np.int64)
    term, first, times = np.unique(key, return_index=True, return_counts=True)
    value = (1 + np.log(times)) * weight[first]
    holder = term // BUCKETS
    norm = np.sqrt(np.bincount(holder, value * value, minlength=count))
    return term, (value / np.maximum(norm, 1e-9)[holder]).astype(np.float32)
