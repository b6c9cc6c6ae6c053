"""Each content word of a sentence set beside the word of the reports that says it best."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from copydesk.check.support import kin as kinds
from copydesk.check.support.sheet import Item, Sheet

#: Sentences of the reports that may bear a sentence out between them.
SENTENCES = 4
#: What a word is worth that stands in this relation; the best of this and of the vectors counts.
_WORTH = {
    kinds.SAME: 0.95,
    kinds.DERIVED: 0.9,
    kinds.SYNONYM: 0.85,
    kinds.BROADER: 0.75,
    kinds.NARROWER: 0.5,
    kinds.SISTER: 0.35,
    kinds.OPPOSITE: 0.05,
}
#: The same by the number of a relation; below nought for those that say nothing.
_WORTHS = np.array([_WORTH.get(r, -1.0) for r in range(kinds.UNRELATED + 1)], np.float32)
#: Worth below which a relation counts against a near vector.
_LESS = 0.4
#: From this nearness of vectors on WordNet is asked.
_ASK_FROM = 0.15
_COSINE_FROM, _COSINE_TOP = 0.15, 0.85
#: A small bonus for a word of the sentence that has most, and beside the head's own match.
_OF_BEST, _BESIDE_HEAD = 0.08, 0.12
_ENOUGH = 0.45
EXACT, STEM, RELATED, NEAR, FAR = range(5)


@dataclass(frozen=True, slots=True)
class Match:
    """What bears out one content word.

    Attributes:
        item: the word of the sentence.
        worth: 0 to 1.
        sheet, other: which text, and which of its items; -1 when none comes near.
        relation: of `copydesk.check.support.kin`, SAME for one stem.
        exact: whether it is the very word.
        cosine: of the vectors.
        anywhere: the best worth in the reports outside what is cited.
    """

    item: Item
    worth: float
    sheet: int
    other: int
    relation: int
    exact: bool
    cosine: float
    anywhere: float


@dataclass(frozen=True, slots=True)
class Matching:
    """A sentence beside the reports: a match a content word, and the sentences that were chosen.

    Attributes:
        matches: in order of the sentence's items.
        chosen: (text, sentence) pairs, best first.
    """

    matches: tuple[Match, ...]
    chosen: tuple[tuple[int, int], ...]


def match(claim: Sheet, sheets: Sequence[Sheet], usable: Sequence[Sequence[int]]) -> Matching:
    """Set a sentence beside reports.

    Args:
        claim: the sentence.
        sheets: the reports.
        usable: for each report the sentences that are cited.
    """
    mine = [i for i in claim.items if not i.alias]
    if not mine:
        return Matching((), ())
    tables = [_Table(mine, claim, s, u) for s, u in zip(sheets, usable, strict=True)]
    chosen = _choose(mine, tables)
    found: list[tuple[float, int, int]] = []
    for row in range(len(mine)):
        found.append(_best(row, tables, chosen, None))
    second = []
    by_item = {claim.items.index(m): n for n, m in enumerate(mine)}
    for row, item in enumerate(mine):
        above = by_item.get(item.head)
        head = found[above] if above is not None and found[above][0] >= _ENOUGH else None
        second.append(_best(row, tables, chosen, head) if head else found[row])
    matches = []
    for row, (item, (worth, sheet, other)) in enumerate(zip(mine, second, strict=True)):
        best = max((t.anywhere(row) for t in tables), default=0.0)
        if other < 0:
            matches.append(Match(item, 0.0, -1, -1, kinds.UNRELATED, False, 0.0, best))
            continue
        table = tables[sheet]
        theirs = sheets[sheet].items[other]
        matches.append(
            Match(
                item,
                worth,
                sheet,
                other,
                _relation(item, theirs),
                item.low == theirs.low,
                float(table.cosine[row, other]),
                best,
            )
        )
    return Matching(tuple(matches), chosen)


class _Table:
    """The worth of each word of one report for each word of the sentence."""

    def __init__(
        self, mine: Sequence[Item], claim: Sheet, sheet: Sheet, usable: Sequence[int]
    ) -> None:
        self.sheet = sheet
        rows = [n for n, i in enumerate(claim.items) if not i.alias]
        own = claim.vectors[rows]
        self.cosine: NDArray[np.float32] = own @ sheet.vectors.T
        spread = (self.cosine - _COSINE_FROM) / (_COSINE_TOP - _COSINE_FROM)
        worth = np.clip(spread, 0, 1) * np.float32(0.8)
        theirs = sheet.items
        for row, item in enumerate(mine):
            if item.value is not None:
                worth[row] = 0
                worth[row, sheet.values.get(item.value, [])] = 1
                continue
            worth[row, sheet.is_number] = 0
            if item.pos == "NAME":
                worth[row] = np.where(sheet.is_name, 0, worth[row] * 0.6)
                alike = [
                    n for low, at in sheet.lows.items() if _one_name(item.low, low) for n in at
                ]
                worth[row, alike] = 0.85
            else:
                related = kinds.kin().relations(item.lemma_number)[sheet.lemmas]
                value = _WORTHS[related]
                asked = (self.cosine[row] > _ASK_FROM) & ~sheet.is_number & (value >= 0)
                told = np.where(value < _LESS, value, np.maximum(value, worth[row]))
                worth[row] = np.where(asked, told, worth[row])
            worth[row, sheet.keys.get(item.key, [])] = 0.97
            worth[row, sheet.lows.get(item.low, [])] = 1
        worth[:, sheet.is_alias] *= np.float32(0.97)
        self.worth = worth
        self.usable = [s for s in usable if s in sheet.by_sentence]
        self._inside = np.zeros(len(theirs), bool)
        for s in self.usable:
            self._inside[sheet.by_sentence[s]] = True
        self._anywhere = worth.max(1) if len(theirs) else np.zeros(len(mine))

    def anywhere(self, row: int) -> float:
        """The best worth in the whole report."""
        return float(self._anywhere[row])

    def of_sentence(self, sentence: int) -> NDArray[np.float32]:
        """The best worth in one sentence of each word."""
        found: NDArray[np.float32] = self.worth[:, self.sheet.by_sentence[sentence]].max(1)
        return found


def weight(item: Item) -> float:
    """How much hangs on a word: names and numbers most, common words least."""
    if item.value is not None or item.pos == "NAME":
        return 1.3
    rank = item.number if item.number >= 0 else 30_000
    return float(0.4 + 0.6 * min(1.0, np.log1p(rank) / np.log(20_000)))


def _choose(mine: Sequence[Item], tables: Sequence[_Table]) -> tuple[tuple[int, int], ...]:
    """Greedily the sentences that add most."""
    weights = np.array([weight(i) for i in mine], np.float32)
    scores = {(n, s): table.of_sentence(s) for n, table in enumerate(tables) for s in table.usable}
    have = np.zeros(len(mine), np.float32)
    chosen: list[tuple[int, int]] = []
    while scores and len(chosen) < SENTENCES:
        gains = {k: float((np.maximum(v - have, 0) * weights).sum()) for k, v in scores.items()}
        best = min(gains, key=lambda k: (-round(gains[k], 5), k))
        if gains[best] < (0.25 if chosen else 1e-6):
            break
        chosen.append(best)
        have = np.maximum(have, scores.pop(best))
    return tuple(chosen)


def _best(
    row: int,
    tables: Sequence[_Table],
    chosen: Sequence[tuple[int, int]],
    head: tuple[float, int, int] | None,
) -> tuple[float, int, int]:
    best: tuple[float, float, int, int] = (0.0, 0.0, -1, -1)
    for rank, (sheet, sentence) in enumerate(chosen):
        table = tables[sheet]
        for other in table.sheet.by_sentence[sentence]:
            worth = float(table.worth[row, other])
            if worth <= 0:
                continue
            score = worth + (_OF_BEST if rank == 0 else 0)
            if head and head[1] == sheet and table.sheet.items[head[2]].sentence == sentence:
                far = table.sheet.depth_between(head[2], other)
                score += _BESIDE_HEAD * max(0, 3 - far) / 2
            if score > best[0] + 1e-9:
                best = (score, worth, sheet, other)
    return best[1:]


def _relation(ours: Item, theirs: Item) -> int:
    if ours.low == theirs.low or ours.key == theirs.key:
        return kinds.SAME
    return kinds.kin().relation(ours.lemma_number, theirs.lemma_number)


def _one_name(a: str, b: str) -> bool:
    """Whether two words name one place or people: "Indonesia", "Indonesian"."""
    return (
        a[:5] == b[:5]
        and len(a) > 4
        and len(b) > 4
        and a != b
        and (a.startswith(b[:-1]) or b.startswith(a[:-1]))
    )
