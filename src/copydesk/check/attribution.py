"""Who says it: attributions that move inside a sentence, and attributions that get lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from copydesk.check.lexicon import DETERMINERS, NEUTRAL_SAYS, RELATIVE_DAYS, SAYS, words_of
from copydesk.check.words import Word, is_mark

_LONGEST_SOURCE = 14
_OCCASION = words_of("in on during at via") | RELATIVE_DAYS


_WHERE_SAID = words_of(
    "statement interview conference release email filing report post letter blog briefing speech "
    "tweet"
)


@dataclass(frozen=True, slots=True)
class Framed:
    """A sentence taken apart.

    Attributes:
        source: the words that name who says it.
        verb: the verb of speech in canonical spelling; "according" for "according to".
        rest: what is said, with punctuation.
        place: where the source stood: "front", "back" or "lead" (before "said that").
    """

    source: tuple[Word, ...]
    verb: str
    rest: tuple[Word, ...]
    place: str


def frames(words: Sequence[Word]) -> tuple[Framed, ...]:
    """All ways to read a sentence as "source says rest": in front, at the end, with "that"."""
    words = tuple(words)
    found = []
    found += _front_according(words)
    found += _back(words)
    found += _lead(words)
    return tuple(found)


def _front_according(words: tuple[Word, ...]) -> list[Framed]:
    if len(words) < 5 or [w.norm for w in words[:2]] != ["according", "to"]:
        return []
    return [
        Framed(words[2:i], "according", words[i + 1 :], "front")
        for i in range(3, min(len(words) - 1, _LONGEST_SOURCE + 3))
        if words[i].norm == ","
    ]


def _back(words: tuple[Word, ...]) -> list[Framed]:
    end = len(words)
    while end > 0 and words[end - 1].norm in (".", '"'):
        end -= 1
    found = []
    for comma in range(end - 2, max(0, end - _LONGEST_SOURCE - 6), -1):
        if words[comma].norm not in (",", '"'):
            continue
        tail, rest = words[comma + 1 : end], words[:comma]
        if len(tail) > 2 and (tail[0].norm, tail[1].norm) == ("according", "to"):
            found.append(Framed(tail[2:], "according", rest, "back"))
            continue
        for at, word in enumerate(tail):
            if word.norm not in SAYS:
                continue
            if at == 0 and len(tail) > 1:
                found.append(Framed(_bare(tail[1:]), word.norm, rest, "back"))
            elif at > 0 and _is_occasion(tail[at + 1 :]):
                found.append(Framed(_bare(tail[:at]), word.norm, rest, "back"))
            break
    return found


def _lead(words: tuple[Word, ...]) -> list[Framed]:
    found = []
    for at in range(1, min(len(words) - 2, _LONGEST_SOURCE)):
        if words[at].norm not in SAYS:
            continue
        rest = at + 1
        while rest < len(words) and words[rest].norm in ("that", ","):
            rest += 1
        found.append(Framed(_bare(words[:at]), words[at].norm, words[rest:], "lead"))
    return found


def _is_occasion(words: Sequence[Word]) -> bool:
    """Whether what follows the verb only tells when and where it was said."""
    norms = [w.norm for w in words]
    return not norms or (len(norms) <= 7 and (norms[0] in _OCCASION or norms[-1] in _OCCASION))


def _bare(source: Sequence[Word]) -> tuple[Word, ...]:
    return tuple(w for w in source if w.norm not in ("also", "has", "have", "had"))


def same_source(ours: Framed, theirs: Framed) -> bool:
    """Whether the attribution of one was moved to make the other, its verb claiming no more."""
    if ours.place == theirs.place:
        return False
    ours_norms = _source_norms(ours.source)
    if not ours_norms or ours_norms != _source_norms(theirs.source):
        return False
    return ours.verb == theirs.verb or ours.verb in NEUTRAL_SAYS


def _source_norms(source: Sequence[Word]) -> list[str]:
    norms = [w.norm for w in source if not is_mark(w)]
    while norms and norms[0] in DETERMINERS | {"and", "but", "however", "meanwhile"}:
        norms = norms[1:]
    return _without_occasion(norms)


def _without_occasion(norms: list[str]) -> list[str]:
    """Drop "in a statement", "on Tuesday" and their like from the end."""
    for at, norm in enumerate(norms):
        if at > 0 and norm in ("in", "on", "during", "at", "by", "via") and norms[at + 1 :]:
            last = norms[-1]
            if norms[at + 1] in ("a", "an", "the", "his", "her", "their") and last in _WHERE_SAID:
                return norms[:at]
    return norms
