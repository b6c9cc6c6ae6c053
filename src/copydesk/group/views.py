"""Reports as weighted words, in several views.

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

import numpy as np
import numpy.typing as npt

from copydesk.group.words import Hashes, Integers, Words, cut, mix
from copydesk.model import Article

BUCKETS = 1 << 17
#: Code points of the body that are read (what comes later is background), and of its lead.
BODY, LEAD = 2000, 500
#: The views, in order of `Reading.views`.
ALL, TITLE, TOP, NAMES, PAIRS = range(5)
#: With fewer words in the body a report is known by its title alone.
_FEW_WORDS = 10

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class View:
    """A sparse unit vector: places, ascending, and weights."""

    place: npt.NDArray[np.int32]
    weight: Floats


@dataclass(frozen=True, slots=True)
class Reading:
    """What grouping keeps of one report.

    Attributes:
        views: *all* (title twice and the start of the body), *title*, *top* (title and lead),
            *names* (capitalised words), *pairs* (neighbouring words of title and lead).
        headline_only: there is no body to speak of.
        titled: there is a title.
        day: time of publication in days since 1970, None when unknown.
    """

    views: tuple[View, ...]
    headline_only: bool
    titled: bool
    day: float | None


def read(articles: Sequence[Article]) -> list[Reading]:
    """Read a batch of reports."""
    count = len(articles)
    title = cut([article.title or "" for article in articles])
    body = cut([article.text[:BODY] for article in articles])
    lead = body.start < LEAD
    title_rarity, body_rarity = rarity(title.hash), rarity(body.hash)
    top = _terms((title, np.ones_like(title.capital)), (body, lead))
    named = (title, title.capital), (body, body.capital & body.joined)
    both = np.concatenate((title_rarity, body_rarity))
    views = (
        _view(
            count,
            _terms((title, None), (title, None), (body, None)),
            np.concatenate((title_rarity, both)),
        ),
        _view(count, _terms((title, None)), title_rarity),
        _view(count, top, np.concatenate((title_rarity, body_rarity[lead]))),
        _view(
            count,
            _terms(*named),
            np.concatenate((title_rarity[named[0][1]], body_rarity[named[1][1]])),
        ),
        _view(count, *_neighbours(title, body, lead)),
    )
    lengths = np.diff(body.bounds)
    return [
        Reading(
            tuple(view[i] for view in views),
            bool(lengths[i] < _FEW_WORDS),
            bool(title.bounds[i + 1] > title.bounds[i]),
            None if article.published is None else article.published.timestamp() / 86400,
        )
        for i, article in enumerate(articles)
    ]


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


def _terms(*parts: tuple[Words, npt.NDArray[np.bool_] | None]) -> tuple[Integers, Hashes]:
    """Owner and hash of the chosen words."""
    owners = [words.text if chosen is None else words.text[chosen] for words, chosen in parts]
    hashes = [words.hash if chosen is None else words.hash[chosen] for words, chosen in parts]
    return np.concatenate(owners), np.concatenate(hashes)


def _neighbours(
    title: Words, body: Words, lead: npt.NDArray[np.bool_]
) -> tuple[tuple[Integers, Hashes], npt.NDArray[np.float64]]:
    """Pairs of neighbouring words of title and lead; all count alike."""
    owners, hashes = [], []
    for words, stop in ((title, None), (body, lead)):
        chosen = words.text[1:] == words.text[:-1]
        if stop is not None:
            chosen &= stop[1:]
        owners.append(words.text[1:][chosen])
        hashes.append(mix(words.hash[:-1][chosen] * np.uint64(3) + words.hash[1:][chosen]))
    flat = np.concatenate(hashes)
    return (np.concatenate(owners), flat), np.ones(len(flat))


def _view(
    count: int, terms: tuple[Integers, Hashes], weight: npt.NDArray[np.float64]
) -> list[View]:
    """One unit vector an owner."""
    owner, hashes = terms
    key = owner * BUCKETS + (hashes >> np.uint64(47)).astype(np.int64)
    term, first, times = np.unique(key, return_index=True, return_counts=True)
    value = (1 + np.log(times)) * weight[first]
    holder = term // BUCKETS
    norm = np.sqrt(np.bincount(holder, value * value, minlength=count))
    unit = (value / np.maximum(norm, 1e-9)[holder]).astype(np.float32)
    place = (term % BUCKETS).astype(np.int32)
    cuts = np.searchsorted(holder, np.arange(1, count))
    return [View(p, v) for p, v in zip(np.split(place, cuts), np.split(unit, cuts), strict=True)]
