"""What one version has that another has not, sentence by sentence and word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from copydesk.model import Draft, DraftSentence

#: Above this share of words in common two sentences are two wordings of one.
_ONE_SENTENCE = 0.45


class Side(StrEnum):
    """In which version words stand."""

    BOTH = "both"
    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Run:
    """Words that stand in both versions, or in one of them."""

    side: Side
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence in both versions: where it stands, and its words."""

    place: str
    runs: tuple[Run, ...]

    @property
    def changed(self) -> bool:
        """Whether the versions differ in it."""
        return any(run.side is not Side.BOTH for run in self.runs)


def differences(before: Draft, after: Draft) -> tuple[Line, ...]:
    """Both versions side by side, in order of the page; sentences that stand in both as they are
    included, so that who reads them sees what is around a change."""
    lines: list[Line] = []
    old, new = list(_places(before)), list(_places(after))
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            lines += [Line(place, (Run(Side.BOTH, text),)) for place, text in old[a:b]]
        else:
            lines += _reworded(old[a:b], new[c:d])
    return tuple(lines)


def _places(draft: Draft) -> Iterator[tuple[str, str]]:
    yield "Kicker", draft.kicker
    yield "Headline", draft.headline.text
    yield from (("Introduction", _with_label(s)) for s in draft.standfirst)
    yield from (("Quick Looks", _with_label(s)) for s in draft.quick_looks)
    for section in draft.sections:
        yield from ((section.title, s.text) for p in section.paragraphs for s in p)
    if draft.hero is not None:
        yield "Picture", draft.hero.url


def _with_label(sentence: DraftSentence) -> str:
    return f"{sentence.label}: {sentence.text}" if sentence.label else sentence.text


def _reworded(old: Sequence[tuple[str, str]], new: Sequence[tuple[str, str]]) -> Iterator[Line]:
    """Sentences of a stretch that changed: each with its other wording where it has one."""
    left = list(old)
    for place, text in new:
        best = max(left, key=lambda entry: _likeness(entry, (place, text)), default=None)
        if best is None or _likeness(best, (place, text)) < _ONE_SENTENCE:
            yield Line(place, (Run(Side.AFTER, text),))
            continue
        for passed in left[: left.index(best)]:
            yield Line(passed[0], (Run(Side.BEFORE, passed[1]),))
        left = left[left.index(best) + 1 :]
        yield Line(place, tuple(_words(best[1], text)))
    yield from (Line(place, (Run(Side.BEFORE, text),)) for place, text in left)


def _likeness(one: tuple[str, str], other: tuple[str, str]) -> float:
    alone = {"Kicker", "Headline", "Picture"}
    if one[0] != other[0] and alone & {one[0], other[0]}:
        return 0.0
    if one[0] == other[0] and one[0] in alone:
        return 1.0
    return SequenceMatcher(None, one[1].split(), other[1].split(), autojunk=False).ratio()


def _words(before: str, after: str) -> Iterator[Run]:
    old, new = re.findall(r"\s+|\S+", before), re.findall(r"\s+|\S+", after)
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Run(Side.BOTH, "".join(old[a:b]))
            continue
        if b > a:
            yield Run(Side.BEFORE, "".join(old[a:b]))
        if d > c:
            yield Run(Side.AFTER, "".join(new[c:d]))
