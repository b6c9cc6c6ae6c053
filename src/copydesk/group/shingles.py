"""Hashed runs of words that stand for what a report says in its own words.

Runs that touch a quotation or an embedded post are left out: two independent reports of one
speech share its quotations. One run in four is kept (Manku, Jain & Das Sarma, "Detecting
near-duplicates for web crawling", 2007, sample alike); the choice depends on the hash alone, so
the same words are kept in every report.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from copydesk.group.word_arrays import Flags, Hashes, Integers, Words, cut, mix

#: Words in a run. Five was tuned on the development copies; four lets set phrases through.
WIDTH = 5
_KEPT_OF = np.uint64(4)
_SPREAD = np.uint64(0x9E3779B97F4A7C15)

#: A quotation ends at its closing mark or with its paragraph.
_QUOTATION = re.compile(r"“[^”\n]*”?|\"[^\"\n]*\"?")
#: An embedded post bears no quotation marks but ends in its author: "— Name (@name) date".
_SIGNED = re.compile(r"[—–][^\n(]{1,60}\(@\w+\)[^\n]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Runs:
    """All runs of a batch of texts.

    Attributes:
        words: the words of the batch.
        first: index into ``words`` of each run's first word.
        hash: identity of the run's words.
        bounds: runs of text ``i`` are ``bounds[i]:bounds[i + 1]``.
    """

    words: Words
    first: Integers
    hash: Hashes
    bounds: Integers


def runs(texts: Sequence[str], width: int = WIDTH) -> Runs:
    """Every run of ``width`` words that lies in one text and outside quotation marks."""
    words = cut(texts)
    count = max(len(words.hash) - width + 1, 0)
    total = np.zeros(count, dtype=np.uint64)
    for place in range(width):
        total = total * _SPREAD + words.hash[place : place + count]
    quoted = np.concatenate(([0], np.cumsum(quoted_words(texts, words))))
    first = np.flatnonzero(
        (words.text[:count] == words.text[width - 1 :])
        & (quoted[width : width + count] == quoted[:count])
    )
    bounds = np.searchsorted(first, words.bounds)
    return Runs(words, first, mix(total[first]), bounds)


def sampled(texts: Sequence[str]) -> list[Hashes]:
    """For each text the identities of its sampled runs, sorted, each once."""
    found = runs(texts)
    keep = found.hash % _KEPT_OF == 0
    owner = np.repeat(np.arange(len(texts)), np.diff(found.bounds))[keep]
    kept = found.hash[keep]
    order = np.lexsort((kept, owner))
    owner, kept = owner[order], kept[order]
    fresh = np.ones(len(kept), dtype=np.bool_)
    fresh[1:] = (kept[1:] != kept[:-1]) | (owner[1:] != owner[:-1])
    owner, kept = owner[fresh], kept[fresh]
    return np.split(kept, np.searchsorted(owner, np.arange(1, len(texts))))


def quoted_words(texts: Sequence[str], words: Words) -> Flags:
    """Which words stand inside quotation marks."""
    quoted = np.zeros(len(words.hash), dtype=np.bool_)
    # A quotation ends with its paragraph, so it never runs from one text into the next.
    joined = "\n".join(texts)
    spans = [match.span() for match in _QUOTATION.finditer(joined)]
    if "(@" in joined:
        spans += _posts(joined)
    if spans:
        lengths = np.fromiter((len(text) + 1 for text in texts), dtype=np.int64, count=len(texts))
        starts = words.start + (np.cumsum(lengths) - lengths)[words.text]
        for start, end in np.searchsorted(starts, np.array(spans)).tolist():
            quoted[start:end] = True
    return quoted


def _posts(text: str) -> list[tuple[int, int]]:
    """Spans of embedded posts: the paragraph that ends in the author, or the one before it."""
    found = []
    for match in _SIGNED.finditer(text):
        start = text.rfind("\n", 0, match.start()) + 1
        if not text[start : match.start()].strip():
            start = text.rfind("\n", 0, max(start - 1, 0)) + 1
        found.append((start, match.end()))
    return found
