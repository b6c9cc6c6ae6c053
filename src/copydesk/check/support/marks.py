"""What the model of support sees: a row of marks for each content word, and one for the whole."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from copydesk.check.lexicon import HEDGES, MODALS, NEGATIONS, NEGATORS, words_of
from copydesk.check.support import kin as kinds
from copydesk.check.support.matching import Match, Matching, weight
from copydesk.check.support.sheet import Sheet

KINDS = ("NOUN", "NAME", "VERB", "ADJ", "ADV", "NUM")
BUCKETS = (
    "exact",
    "stem",
    "derived",
    "synonym",
    "broader",
    "narrower",
    "sister",
    "opposite",
    "near6",
    "near4",
    "near2",
    "none",
)
ONE = (
    *(f"kind:{k}" for k in KINDS),
    *(f"is:{b}" for b in BUCKETS),
    "worth",
    "cosine",
    "elsewhere",
    "weight",
    "alias",
    "head:known",
    "head:matched",
    "head:same sentence",
    "head:1",
    "head:2",
    "head:far",
    "role:same",
    "role:swapped",
    "role:other",
    "root",
    "verb:both",
    "negation:differs",
    "undone:lost",
    "undone:gained",
    "condition:differs",
    "rank",
    "attributed:lost",
    "attributed:gained",
    "quoted:theirs",
    "quantifier:lost",
    "quantifier:gained",
    "future:differs",
)
WHOLE = (
    "items",
    "numbers",
    "names",
    "sentences",
    "length",
    "coverage",
    "least",
    "second least",
    "unmatched",
    "unmatched names",
    "unmatched numbers",
    "opposites",
    "swapped",
    "negation more",
    "negation less",
    "modal more",
    "modal less",
    "hedge more",
    "hedge less",
    "only",
    "heads apart",
    "undone lost",
    "attributed lost",
    "all",
    "verbs least",
    "nouns least",
    "first covers",
)
_QUANTIFIERS = words_of("all every each any most many few some half both only several no none")
_ALL = words_of("all every each always everyone everybody everything entire whole never none")
_FUTURE = words_of("will shall 'll ’ll would")
_MATCHED = 0.4


def rows(claim: Sheet, sheets: Sequence[Sheet], found: Matching) -> NDArray[np.float32]:
    """A row a content word, in the order of `ONE`."""
    table = np.zeros((len(found.matches), len(ONE)), np.float32)
    place = {name: n for n, name in enumerate(ONE)}
    by_token = {m.item.token: m for m in found.matches}
    ours = _Around(claim)
    theirs = [_Around(s) for s in sheets]
    for n, m in enumerate(found.matches):
        marks = _of_match(claim, sheets, found, m, by_token, ours, theirs)
        for name, value in marks.items():
            table[n, place[name]] = value
    return table


def bucket(m: Match) -> str:
    """Which kind of likeness it is."""
    if m.other < 0 or m.worth <= 0:
        return "none"
    if m.exact or m.item.value is not None:
        return "exact"
    if m.relation == kinds.SAME:
        return "stem"
    named = {
        kinds.DERIVED: "derived",
        kinds.SYNONYM: "synonym",
        kinds.BROADER: "broader",
        kinds.NARROWER: "narrower",
        kinds.SISTER: "sister",
        kinds.OPPOSITE: "opposite",
    }.get(m.relation)
    if named:
        return named
    return "near6" if m.worth >= 0.55 else "near4" if m.worth >= 0.35 else "near2"


def _of_match(
    claim: Sheet,
    sheets: Sequence[Sheet],
    found: Matching,
    m: Match,
    by_token: dict[int, Match],
    ours: _Around,
    theirs: Sequence[_Around],
) -> dict[str, float]:
    marks: dict[str, float] = {f"kind:{m.item.pos}": 1, f"is:{bucket(m)}": 1}
    marks |= {"worth": m.worth, "cosine": m.cosine, "weight": weight(m.item)}
    marks["elsewhere"] = max(0.0, m.anywhere - m.worth)
    marks["root"] = float(m.item.role == "root")
    if m.item.head >= 0:
        marks["head:known"] = 1
    if m.other < 0:
        return marks
    sheet = sheets[m.sheet]
    other = sheet.items[m.other]
    marks["alias"] = float(other.alias)
    chosen = [c for c in found.chosen if c == (m.sheet, other.sentence)]
    marks["rank"] = found.chosen.index(chosen[0]) / 3 if chosen else 1
    head = by_token.get(claim.items[m.item.head].token) if m.item.head >= 0 else None
    if head is not None and head.other >= 0 and head.worth >= _MATCHED:
        marks["head:matched"] = 1
        marks |= _beside(m, head, sheet)
    here, there = claim.state.get(m.item.token), sheet.state.get(other.token)
    if here and there:
        marks["verb:both"] = 1
        marks["negation:differs"] = float(here.negated != there.negated)
        marks["undone:lost"] = float(there.undone and not here.undone)
        marks["undone:gained"] = float(here.undone and not there.undone)
        marks["condition:differs"] = float(here.conditional != there.conditional)
        future = ours.aux(m.item.token) & _FUTURE, theirs[m.sheet].aux(other.token) & _FUTURE
        marks["future:differs"] = float(bool(future[0]) != bool(future[1]))
    said, was = ours.speaker(m.item.token), theirs[m.sheet].speaker(other.token)
    marks["attributed:lost"] = float(was > said)
    marks["attributed:gained"] = float(said > was)
    marks["quoted:theirs"] = float(was == 2)
    if m.item.pos in ("NOUN", "NAME", "VERB"):
        mine = ours.around(m.item.token) & _QUANTIFIERS
        held = theirs[m.sheet].around(other.token) & _QUANTIFIERS
        marks["quantifier:lost"] = float(bool(held - mine))
        marks["quantifier:gained"] = float(bool(mine - held))
    return marks


def _beside(m: Match, head: Match, sheet: Sheet) -> dict[str, float]:
    if m.sheet != head.sheet:
        return {}
    one, other = sheet.items[m.other], sheet.items[head.other]
    if one.sentence != other.sentence:
        return {}
    far = sheet.depth_between(m.other, head.other)
    marks = {"head:same sentence": 1.0}
    marks["head:1" if far <= 1 else "head:2" if far == 2 else "head:far"] = 1
    if far == 1 and one.head == head.other:
        if one.role == m.item.role:
            marks["role:same"] = 1
        elif {one.role, m.item.role} == {"subject", "object"}:
            marks["role:swapped"] = 1
        else:
            marks["role:other"] = 1
    return marks


class _Around:
    """What hangs on a word, and whether somebody says it."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.tokens = sheet.text.tokens
        self._said: list[tuple[int, int, int]] | None = None

    def around(self, token: int) -> set[str]:
        """The words that hang on it, lower case."""
        return {self.tokens[c].text.lower() for c in self.sheet.clauses.children[token]}

    def aux(self, token: int) -> set[str]:
        """Its auxiliaries."""
        children = self.sheet.clauses.children[token]
        return {self.tokens[c].text.lower() for c in children if self.tokens[c].dep == "aux"}

    def speaker(self, token: int) -> int:
        """2 in a quotation, 1 in somebody's speech without marks, 0 in the text's own voice."""
        at = self.tokens[token].start
        if self._said is None:
            text = self.sheet.text
            self._said = [(s.start, s.end, 2) for q in text.quotations for s in q.segments]
            self._said += [
                (s.start, s.end, 1) for s in text.statements if s.attribution.kind != "narrator"
            ]
        return max((k for s, e, k in self._said if s <= at < e), default=0)


def whole(
    claim: Sheet, sheets: Sequence[Sheet], found: Matching, table: NDArray[np.float32]
) -> NDArray[np.float32]:
    """The marks of the sentence, in the order of `WHOLE`."""
    matches = found.matches
    if not matches:
        return np.zeros(len(WHOLE), np.float32)
    weights = np.array([weight(m.item) for m in matches])
    worth = np.array([m.worth for m in matches])
    heavy = sorted(m.worth for m in matches if m.item.pos != "ADV") or [0.0]
    col = {name: table[:, n] for n, name in enumerate(ONE)}
    ours = {t.text.lower() for t in claim.text.tokens}
    theirs = _words(sheets, found)
    first = found.chosen[:1]
    covers = [m.worth if (m.sheet, _sentence(sheets, m)) in first else 0.0 for m in matches]
    kinds_of = [m.item.pos for m in matches]
    values = {
        "items": math.log(len(matches)),
        "numbers": kinds_of.count("NUM"),
        "names": kinds_of.count("NAME"),
        "sentences": len(found.chosen),
        "length": math.log1p(len(theirs)),
        "coverage": float((worth * weights).sum() / weights.sum()),
        "least": heavy[0],
        "second least": heavy[min(1, len(heavy) - 1)],
        "unmatched": sum(m.worth < _MATCHED for m in matches),
        "unmatched names": sum(m.worth < 0.6 and m.item.pos == "NAME" for m in matches),
        "unmatched numbers": sum(m.worth < 0.6 and m.item.pos == "NUM" for m in matches),
        "opposites": float(col["is:opposite"].sum()),
        "swapped": float(col["role:swapped"].sum()),
        "heads apart": float((col["head:matched"] - col["head:same sentence"]).sum()),
        "undone lost": float(col["undone:lost"].sum()),
        "attributed lost": float(col["attributed:lost"].mean()),
        "only": float(bool(({"only", "alone", "first"} & ours) - theirs)),
        "all": float(bool((_ALL & ours) - theirs)),
        "verbs least": min((m.worth for m in matches if m.item.pos == "VERB"), default=1.0),
        "nouns least": min((m.worth for m in matches if m.item.pos == "NOUN"), default=1.0),
        "first covers": float((np.array(covers) * weights).sum() / weights.sum()),
    }
    for name, words in (("negation", NEGATORS | NEGATIONS), ("modal", MODALS), ("hedge", HEDGES)):
        values[f"{name} more"] = float(bool((words & ours) - theirs))
        values[f"{name} less"] = float(bool((words & _words(sheets, found, 1)) - ours))
    return np.array([values[n] for n in WHOLE], np.float32)


def _sentence(sheets: Sequence[Sheet], m: Match) -> int:
    return sheets[m.sheet].items[m.other].sentence if m.other >= 0 else -1


def _words(sheets: Sequence[Sheet], found: Matching, most: int | None = None) -> set[str]:
    """The words of the sentences that were chosen."""
    words: set[str] = set()
    for sheet, sentence in found.chosen[:most]:
        text = sheets[sheet].text
        at = text.sentences[sentence]
        words |= {t.text.lower() for t in text.tokens[at.first : at.last]}
    return words
