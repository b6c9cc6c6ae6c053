"""Which reports carry each other's text, and where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from copydesk.group.shingles import WIDTH, runs, sampled
from copydesk.group.word_arrays import Hashes, Integers, Words
from copydesk.model import Article, SharedPassage, Span

#: From this share on, a report is a copy and counts once with its original.
COPY = 0.5
#: From this share on, two reports share passages, which are judged claim by claim.
SHARES = 0.2
#: Runs that an outlet has in this many of its own reports are its boilerplate.
_REPEATED = 3
#: A run is compared among its first holders, and each further one with the earliest alone: a run of
#: so many is a set phrase or a flood, and cost stays linear.
_HOLDERS, _EARLIEST = 100, 3
#: Fewer sampled runs in common are chance.
_LEAST_SHARED = 3
#: Between these scores a pair is looked at again by runs of three words, which outlive rewording:
#: it shares passages from `_REWORDED` on, and a score of `SHARES` or more stands from
#: `_CONFIRMED` on. Tuned on the development copies.
_DOUBTFUL_FROM, _DOUBTFUL_TO, _REWORDED, _CONFIRMED, _SHORT = 0.09, 0.32, 0.31, 0.22, 3
#: A shared passage has at least this many words.
_LEAST_WORDS = 7
#: Texts that are cut at once: few enough for a cache, enough to spread the cost of a call.
_BATCH = 64


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
    holder's other pairs; `COPY` and `SHARES` say how to read the score. Of several articles with
    one id the last stands.
    """
    articles = list({article.id: article for article in articles}.values())
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
    row, column, score = common.row[strong], common.col[strong], score[strong]
    doubtful = score < _DOUBTFUL_TO
    short = _short_runs(texts, np.union1d(row[doubtful], column[doubtful]))
    for i, j, value in zip(row.tolist(), column.tolist(), score.tolist(), strict=True):
        seen = value if value >= _DOUBTFUL_TO else _again(short[i], short[j], value)
        if seen >= SHARES:
            yield i, j, round(seen, 4)


def _short_runs(texts: Sequence[str], wanted: Integers) -> dict[int, Hashes]:
    """The short runs of the wanted texts, each once."""
    found: dict[int, Hashes] = {}
    for start in range(0, len(wanted), _BATCH):
        batch = wanted[start : start + _BATCH].tolist()
        every = runs([texts[place] for place in batch], _SHORT)
        parts = np.split(every.hash, every.bounds[1:-1])
        found.update(zip(batch, map(np.unique, parts), strict=True))
    return found


def _again(first: Hashes, second: Hashes, score: float) -> float:
    """The score of a doubtful pair after a look at its short runs; 0 when it does not stand."""
    common = len(_places(first, second)[0])
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
    """How many runs each pair of texts shares, above the diagonal.

    A run counts between its first `_HOLDERS` texts, and between the first `_EARLIEST` of them and
    each later one, so that a text carried by hundreds leads back to where it came from.
    """
    rank = _rank_in_column(table)
    near, late = (_keep_entries(table, kept) for kept in (rank < _HOLDERS, rank >= _HOLDERS))
    common = near @ near.T
    if late.nnz:
        common = common + _keep_entries(table, rank < _EARLIEST) @ late.T
    return sparse.triu(common, k=1).tocoo()


def _rank_in_column(table: sparse.csr_matrix) -> Integers:
    """Of each entry, how many rows have the same column before."""
    order = np.argsort(table.indices, kind="stable")
    column = table.indices[order]
    rank = np.empty(len(column), dtype=np.int64)
    rank[order] = np.arange(len(column)) - np.searchsorted(column, column)
    return rank


def _keep_entries(table: sparse.csr_matrix, keep: np.ndarray) -> sparse.csr_matrix:
    pointers = np.concatenate(([0], np.cumsum(keep)))[table.indptr]
    return sparse.csr_matrix((table.data[keep], table.indices[keep], pointers), shape=table.shape)


def _first_holders(texts: Sequence[str]) -> list[int]:
    """For each text the index of the first one with the same words."""
    seen: dict[str, int] = {}
    return [seen.setdefault(" ".join(text.split()), index) for index, text in enumerate(texts)]


@dataclass(frozen=True, slots=True)
class _Text:
    """The runs of one text, by identity: each once, with the word where it first stands."""

    words: Words
    hash: Hashes
    first: Integers


class _Passages:
    """Shared words of pairs of these texts."""

    def __init__(self, texts: Sequence[str], wanted: Sequence[int]) -> None:
        self._texts: dict[int, _Text] = {}
        for start in range(0, len(wanted), _BATCH):
            batch = wanted[start : start + _BATCH]
            every = runs([texts[place] for place in batch])
            for number, place in enumerate(batch):
                part = slice(every.bounds[number], every.bounds[number + 1])
                hashes, at = np.unique(every.hash[part], return_index=True)
                self._texts[place] = _Text(every.words, hashes, every.first[part][at])

    def between(self, articles: Sequence[Article], i: int, j: int) -> tuple[SharedPassage, ...]:
        a, b = self._texts[i], self._texts[j]
        first_a, first_b, length = _shared_runs(a, b)
        edges = (
            a.words.start[first_a],
            a.words.end[first_a + length - 1],
            b.words.start[first_b],
            b.words.end[first_b + length - 1],
        )
        one, other = articles[i].id, articles[j].id
        return tuple(
            SharedPassage(Span(one, start, end), Span(other, their_start, their_end))
            for start, end, their_start, their_end in zip(*(e.tolist() for e in edges), strict=True)
        )


def _shared_runs(a: _Text, b: _Text) -> tuple[Integers, Integers, Integers]:
    """Where two texts run along the same words: word index in both, and how many words."""
    at_a, at_b = _places(a.hash, b.hash)
    p, q = a.first[at_a], b.first[at_b]
    order = np.lexsort((p, p - q))
    p, q = p[order], q[order]
    first = np.ones(len(p), dtype=np.bool_)
    first[1:] = (p[1:] - p[:-1] != 1) | (q[1:] - q[:-1] != 1)
    start = np.flatnonzero(first)
    length = np.append(start[1:], len(p)) - start + WIDTH - 1
    long = length >= _LEAST_WORDS
    p, q, length = p[start[long]], q[start[long]], length[long]
    order = np.lexsort((length, q, p))
    return p[order], q[order], length[order]


def _places(a: Hashes, b: Hashes) -> tuple[Integers, Integers]:
    """Where two ascending arrays without repetition hold the same values."""
    if len(b) == 0:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    place = np.minimum(np.searchsorted(b, a), len(b) - 1)
    same = np.flatnonzero(b[place] == a)
    return same, place[same]
