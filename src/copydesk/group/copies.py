"""Which reports carry each other's text, and where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from copydesk.group.shingles import WIDTH, Runs, runs, sampled
from copydesk.group.words import Hashes, Integers
from copydesk.model import Article, SharedPassage, Span

#: From this share on, a report is a copy and counts once with its original.
COPY = 0.5
#: From this share on, two reports share passages, which are judged claim by claim.
SHARES = 0.2
#: Runs that an outlet has in this many of its own reports are its boilerplate.
_REPEATED = 3
#: A run is compared among its first holders only; a run of more is a set phrase or a flood.
_HOLDERS = 100
#: Fewer sampled runs in common are chance.
_LEAST_SHARED = 3
#: Between these scores a pair is looked at again by runs of three words, which outlive rewording:
#: it shares passages from `_REWORDED` on, and a score of `SHARES` or more stands from
#: `_CONFIRMED` on. Tuned on the development copies.
_DOUBTFUL_FROM, _DOUBTFUL_TO, _REWORDED, _CONFIRMED, _SHORT = 0.09, 0.32, 0.31, 0.22, 3
#: A shared passage has at least this many words.
_LEAST_WORDS = 7
_BATCH = 256


@dataclass(frozen=True, slots=True)
class Copy:
    """Two reports that carry the same text.

    Attributes:
        a, b: article ids, in order of input.
        score: share of the shorter report's own words that stand in the other, 0 to 1.
        passages: the shared words, in order of ``a``'s text.
    """

    a: str
    b: str
    score: float
    passages: tuple[SharedPassage, ...]


def copies(articles: Sequence[Article]) -> tuple[Copy, ...]:
    """All pairs of reports that share passages, with score `SHARES` or more.

    Word-for-word duplicates of one text are paired with its first holder, and share that
    holder's other pairs; `COPY` and `SHARES` say how to read the score.
    """
    texts = [article.text for article in articles]
    first = _first_holders(texts)
    distinct = sorted(set(first))
    scored = score_pairs([texts[i] for i in distinct], [articles[i].outlet for i in distinct])
    found = [(distinct[i], distinct[j], score) for i, j, score in scored]
    found += [
        (holder, i, 1.0) for i, holder in enumerate(first) if holder != i and texts[i].strip()
    ]
    found.sort()
    passages = _Passages(texts, sorted({place for i, j, _ in found for place in (i, j)}))
    return tuple(
        Copy(articles[i].id, articles[j].id, score, passages.between(articles, i, j))
        for i, j, score in found
    )


def score_pairs(
    texts: Sequence[str], outlets: Sequence[str | None]
) -> Iterator[tuple[int, int, float]]:
    """Indices and containment of the pairs of distinct texts that share passages."""
    kept: list[Hashes] = []
    for start in range(0, len(texts), _BATCH):
        kept += sampled(texts[start : start + _BATCH])
    table = _table(kept)
    owner = _numbered(outlets)
    table = _without_boilerplate(table, owner, _versions(table, owner))
    sizes = np.diff(table.indptr)
    common = _common(table)
    least = np.minimum(sizes[common.row], sizes[common.col])
    score = common.data / np.maximum(least, 1)
    strong = (score >= _DOUBTFUL_FROM) & (common.data >= _LEAST_SHARED)
    for i, j, value in zip(common.row[strong], common.col[strong], score[strong], strict=True):
        seen = float(value) if value >= _DOUBTFUL_TO else _again(texts[i], texts[j], float(value))
        if seen >= SHARES:
            yield int(i), int(j), round(seen, 4)


def _again(a: str, b: str, score: float) -> float:
    """The score of a doubtful pair after a look at its short runs; 0 when it does not stand."""
    first, second = (np.unique(runs([text], _SHORT).hash) for text in (a, b))
    common = len(np.intersect1d(first, second, assume_unique=True))
    share = common / max(min(len(first), len(second)), 1)
    if share >= _REWORDED or (score >= SHARES and share >= _CONFIRMED):
        return max(score, SHARES)
    return 0.0


def _table(kept: Sequence[Hashes]) -> sparse.csr_matrix:
    """Texts by runs, one where the text has the run."""
    lengths = [len(hashes) for hashes in kept]
    flat = np.concatenate(kept) if kept else np.zeros(0, dtype=np.uint64)
    values, column = np.unique(flat, return_inverse=True)
    pointers = np.concatenate(([0], np.cumsum(lengths)))
    ones = np.ones(len(flat), dtype=np.int32)
    return sparse.csr_matrix((ones, column, pointers), shape=(len(kept), len(values)))


def _numbered(outlets: Sequence[str | None]) -> Integers:
    """A number for each outlet, -1 for none."""
    names = {name: index for index, name in enumerate(dict.fromkeys(o for o in outlets if o))}
    return np.array([names.get(outlet or "", -1) for outlet in outlets], dtype=np.int64)


def _versions(table: sparse.csr_matrix, owner: Integers) -> Integers:
    """A label for each text, shared by texts of one outlet that are copies of each other."""
    common = _common(table)
    sizes = np.diff(table.indptr)
    same = (owner[common.row] == owner[common.col]) & (owner[common.row] >= 0)
    same &= common.data >= COPY * np.minimum(sizes[common.row], sizes[common.col])
    edges = sparse.coo_matrix(
        (common.data[same], (common.row[same], common.col[same])), shape=common.shape
    )
    _, label = connected_components(edges, directed=False)
    return np.asarray(label, dtype=np.int64)


def _without_boilerplate(
    table: sparse.csr_matrix, owner: Integers, version: Integers
) -> sparse.csr_matrix:
    """The table without the runs that an outlet has in several different texts of its own."""
    texts, columns = table.shape
    row = np.repeat(np.arange(texts), np.diff(table.indptr))
    key = owner[row] * columns + table.indices
    owned = owner[row] >= 0
    said = np.unique(key[owned] * texts + version[row][owned]) // max(texts, 1)
    found, count = np.unique(said, return_counts=True)
    repeated = found[count >= _REPEATED]
    return _keep_entries(table, ~(owned & np.isin(key, repeated)))


def _common(table: sparse.csr_matrix) -> sparse.coo_matrix:
    """How many runs each pair of texts shares, above the diagonal."""
    limited = _first_per_column(table)
    return sparse.triu(limited @ limited.T, k=1).tocoo()


def _first_per_column(table: sparse.csr_matrix) -> sparse.csr_matrix:
    """The table with at most the first `_HOLDERS` rows of each column."""
    order = np.argsort(table.indices, kind="stable")
    column = table.indices[order]
    rank = np.arange(len(column)) - np.searchsorted(column, column)
    keep = np.zeros(len(column), dtype=np.bool_)
    keep[order] = rank < _HOLDERS
    return _keep_entries(table, keep)


def _keep_entries(table: sparse.csr_matrix, keep: np.ndarray) -> sparse.csr_matrix:
    pointers = np.concatenate(([0], np.cumsum(keep)))[table.indptr]
    return sparse.csr_matrix((table.data[keep], table.indices[keep], pointers), shape=table.shape)


def _first_holders(texts: Sequence[str]) -> list[int]:
    """For each text the index of the first one with the same words."""
    seen: dict[str, int] = {}
    return [seen.setdefault(" ".join(text.split()), index) for index, text in enumerate(texts)]


class _Passages:
    """Shared words of pairs of these texts."""

    def __init__(self, texts: Sequence[str], wanted: Sequence[int]) -> None:
        self._runs: dict[int, Runs] = {}
        for start in range(0, len(wanted), _BATCH):
            batch = wanted[start : start + _BATCH]
            every = runs([texts[place] for place in batch])
            for number, place in enumerate(batch):
                part = slice(every.bounds[number], every.bounds[number + 1])
                self._runs[place] = replace(every, first=every.first[part], hash=every.hash[part])

    def between(self, articles: Sequence[Article], i: int, j: int) -> tuple[SharedPassage, ...]:
        a, b = self._runs[i], self._runs[j]
        return tuple(
            SharedPassage(
                Span(articles[i].id, int(a.words.start[p]), int(a.words.end[p + length - 1])),
                Span(articles[j].id, int(b.words.start[q]), int(b.words.end[q + length - 1])),
            )
            for p, q, length in shared_runs(a, b)
        )


def shared_runs(a: Runs, b: Runs) -> list[tuple[int, int, int]]:
    """Where two texts run along the same words: word index in both, and how many words."""
    _, at_a, at_b = np.intersect1d(a.hash, b.hash, return_indices=True)
    p, q = a.first[at_a], b.first[at_b]
    order = np.lexsort((p, p - q))
    p, q = p[order], q[order]
    breaks = np.flatnonzero((np.diff(p) != 1) | (np.diff(q) != 1)) + 1
    found = [
        (int(part_p[0]), int(part_q[0]), len(part_p) + WIDTH - 1)
        for part_p, part_q in zip(_split(p, breaks), _split(q, breaks), strict=True)
    ]
    return sorted(run for run in found if run[2] >= _LEAST_WORDS)


def _split(values: Integers, breaks: Integers) -> list[Integers]:
    return [part for part in np.split(values, breaks) if len(part)]
