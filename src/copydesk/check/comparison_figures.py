"""Figures that reports give one thing, side by side: every one where its report has it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from copydesk.check.comparison_sides import ANOTHER, Cited, Side, norms, refused, sides_of
from copydesk.check.counted import SAID
from copydesk.check.lexicon import HEDGES, words_of
from copydesk.check.words import Word, is_mark, key, read_words
from copydesk.model import Span

#: Words that hedge the number behind them; "gave up three" hedges nothing.
_BEFORE = words_of("about around roughly approximately nearly almost least most than over under")
_DIFFER = re.compile(r"Reports differ on (?P<about>[^:;“”\"]+): (?P<sides>[^“”\"]+)\.")
_CHANGED = re.compile(r"Reports of (?P<about>[^:;“”\"]+) changed: (?P<sides>[^“”\"]+)\.")
_REPORTED = re.compile(
    r"(?P<sides>[^“”\"]+? (?:first )?(?:reported|counted) [^“”\";]+; [^“”\"]+)\."
)
_PUT = re.compile(r"(?P<sides>[^“”\"]+? (?:first )?put [^“”\";]+ at [^“”\";]+; [^“”\"]+)\.")
#: What a side behind the first says; "at at least" does not read.
_AGAIN = r"(?:later )?(?:put the (?:number|sum) at|had) (.+)"
_AT = r"(?:later )?(?:at|had) (.+)"
#: Words of what is counted that stand for any such thing.
_ANY = words_of("the a an of in at on number people person distance price age by to and 's")


def _differing(match: re.Match[str], spans: Sequence[Cited]) -> list[Span]:
    """Figures on which reports differ."""
    _names_nothing_new(match["about"], spans)
    return _figures(sides_of(match["sides"], spans), r"says? (.+)")


def _changed(match: re.Match[str], spans: Sequence[Cited]) -> list[Span]:
    """Figures that changed from report to report: who is said to come later came later."""
    _names_nothing_new(match["about"], spans)
    sides = sides_of(match["sides"], spans)
    _are_in_order(sides, "first had ", "later had ")
    return _figures(sides, r"(?:first|later) had (.+)")


def _reported(match: re.Match[str], spans: Sequence[Cited]) -> list[Span]:
    """How many of something: the first side says of what."""
    sides = sides_of(match["sides"], spans)
    told = re.fullmatch(r"(?:first )?(?:reported|counted) (?P<rest>.+)", sides[0].said)
    figure, thing = _split(told["rest"]) if told else ("", "")
    if not figure or not thing:
        raise refused("numbers", "It gives no figure of a thing.", sides[0].said)
    if sides[0].said.startswith("first "):
        _are_in_order(sides, "first ", "later ")
    _is_told(thing, spans)
    said = [figure, *(_match(s, _AGAIN) for s in sides[1:])]
    return _held(sides, said)


def _put(match: re.Match[str], spans: Sequence[Cited]) -> list[Span]:
    """What something measures: the first side says what."""
    sides = sides_of(match["sides"], spans)
    told = re.fullmatch(r"(?:first )?put (?P<thing>.+) at (?P<figure>.+)", sides[0].said)
    if told is None:
        raise refused("numbers", "It gives no figure of a thing.", sides[0].said)
    if sides[0].said.startswith("first "):
        _are_in_order(sides, "first ", "later ")
    _is_told(told["thing"], spans)
    return _held(sides, [told["figure"], *(_match(s, _AT) for s in sides[1:])])


#: The forms, each with what shows it.
FIGURE_FORMS: tuple[
    tuple[re.Pattern[str], Callable[[re.Match[str], Sequence[Cited]], list[Span]]], ...
] = ((_CHANGED, _changed), (_DIFFER, _differing), (_REPORTED, _reported), (_PUT, _put))


def _figures(sides: Sequence[Side], form: str) -> list[Span]:
    return _held(sides, [_match(side, form) for side in sides])


def _match(side: Side, form: str) -> str:
    said = re.fullmatch(form, side.said)
    return said[1] if said is not None else ""


def _held(sides: Sequence[Side], said: Sequence[str]) -> list[Span]:
    """The spans that have the figures, each of every report that it is given to."""
    shown: list[Span] = []
    given: set[tuple[str, ...]] = set()
    had: set[str] = set()
    for side, told in zip(sides, said, strict=True):
        figure = norms(told)
        if not figure or not _is_figure(told):
            raise refused("numbers", "It gives no figure.", side.said)
        given.add(figure)
        reports: set[str] = set()
        for held, least in zip(side.named, side.least, strict=True):
            holders = [
                c.span for c in held if _holds(c.words, figure) and c.span.article not in had
            ]
            # Of reports without a name the next ones: those of a side are cited one after another.
            some = list(dict.fromkeys(span.article for span in holders))
            if ANOTHER in (held[0].names if held else ()):
                holders = [span for span in holders if span.article in some[:least]]
            if len({span.article for span in holders}) < least:
                message = "No cited span of that report has this figure."
                raise refused("numbers", message, side.said, held[0].span if held else None)
            shown += holders
            reports |= {span.article for span in holders}
        had |= reports
    if len(given) < 2:
        raise refused("numbers", "It does not give two figures.", "; ".join(said))
    return shown


def _are_in_order(sides: Sequence[Side], first: str, later: str) -> None:
    """Who is said to have had it first came no later than who had it later."""
    told = sides[0].said.startswith(first) and all(s.said.startswith(later) for s in sides[1:])
    if not told:
        raise refused("dates", "It does not say which report came first.", sides[0].said)
    early = [c.report.article.changed for cs in sides[0].named for c in cs]
    late = [c.report.article.changed for s in sides[1:] for cs in s.named for c in cs]
    if not all(a is not None and b is not None and a <= b for a in early for b in late):
        raise refused("dates", "The reports did not come in this order.", sides[0].said)


def _split(words: str) -> tuple[str, str]:
    """The figure at the head of words, hedge and all, and what it counts."""
    tokens = [w for w in read_words(words) if not is_mark(w)]
    last = 0
    while last < len(tokens) and (tokens[last].kind == "number" or _hedges(tokens[last])):
        last += 1
    if not last or last == len(tokens):
        return "", ""
    return words[: tokens[last - 1].end].strip(), words[tokens[last].start :].strip()


def _hedges(word: Word) -> bool:
    return word.norm in HEDGES or word.norm in ("at", "a", "hundred", "dozen")


def _names_nothing_new(about: str, spans: Sequence[Cited]) -> None:
    """What they differ on brings in no number and no name that no span has."""
    for word in read_words(about):
        named = word.kind == "number" or word.text[:1].isupper()
        if named and word.norm != "'s" and not any(word.norm in c.words for c in spans):
            raise refused("names", "No cited span has this.", word.text)


def _is_told(thing: str, spans: Sequence[Cited]) -> None:
    """Each word of what is counted stands in a cited span, or is the name of a harm told there."""
    _names_nothing_new(thing, spans)
    known = {key(w) for c in spans for w in read_words(c.span.of(c.report.article.text))}
    harms = {deed for deed, words in SAID.items() for c in spans if set(words) & set(c.words)}
    harms |= {deed for deed in SAID if key(read_words(deed)[0]) in known}
    for word in read_words(thing):
        free = is_mark(word) or word.norm in _ANY or word.norm in harms
        if not free and key(word) not in known:
            raise refused("names", "No cited span has this.", word.text)


def _is_figure(text: str) -> bool:
    return any(w.kind == "number" or w.norm in HEDGES for w in read_words(text))


def _holds(words: tuple[str, ...], figure: tuple[str, ...]) -> bool:
    """Whether the figure stands there, and no hedge in front of it was left out."""
    size = len(figure)
    places = [i for i in range(len(words) - size + 1) if words[i : i + size] == figure]
    return any(
        not (i > 0 and words[i - 1] in _BEFORE and words[i - 1] not in figure) for i in places
    )
