"""Sentences that set reports against each other, each side against the report that has it.

The forms are those of compose, and closed: what fits none of them is refused. In every form
a side names its reports and gives what they have, word for word::

    Reports differ on {about}: {names} say {figure}; {name} says {figure}.
    Reports of {about} changed: {name} first had {figure}; {names} later had {figure}.
    Reports quote {speaker} in different words: {name} has “{words}”; {name} has “{words}”.
    Reports differ on who {deed} {amount}: {name} names {agent}; {name} names {agent} in its
    headline and {agent} in its text.

A figure must stand in a cited span of every report it is given to, with no hedge in front of it
there that the sentence leaves out. Quoted words must be a whole segment that the report gives to
that speaker. An agent must be the one whose deed the report tells in the cited span.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from copydesk.check.evidence import ready
from copydesk.check.lexicon import HEDGES, words_of
from copydesk.check.normalise import fold
from copydesk.check.words import Word, is_mark, key, read_words
from copydesk.model import (
    Annotated,
    CitationVerdict,
    Commitment,
    Outcome,
    Reason,
    Role,
    SentenceVerdict,
    Span,
)

#: Words that hedge the number behind them; "gave up three" hedges nothing.
_BEFORE = words_of("about around roughly approximately nearly almost least most than over under")
_DIFFER = re.compile(r"Reports differ on (?P<about>[^:;“”\"]+): (?P<sides>[^“”\"]+)\.")
_CHANGED = re.compile(r"Reports of (?P<about>[^:;“”\"]+) changed: (?P<sides>[^“”\"]+)\.")
_QUOTE = re.compile(
    r"Reports quote (?P<speaker>[^:;“”\"]+) in different words: "
    r"(?P<one>[^“”]+) has “(?P<first>[^“”]+)”; (?P<other>[^“”]+) has “(?P<second>[^“”]+)”\."
)
_ROLE = re.compile(
    r"Reports differ on who (?P<deed>[a-z]+) (?P<amount>[^:;“”\"]+): (?P<sides>[^“”\"]+)\."
)
_AGENTS = re.compile(
    r"names (?P<title>[^,;]+?) in its headline and (?P<text>[^,;]+?) in its text"
    r"|names (?P<headline>[^,;]+?) in its headline|names (?P<plain>[^,;]+)"
)


@dataclass(frozen=True, slots=True)
class _Cited:
    span: Span
    report: Annotated
    words: tuple[str, ...]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Side:
    """The spans of each report that a side names, and what is said of them."""

    named: tuple[tuple[_Cited, ...], ...]
    said: str


class _Refused(Exception):
    """The sentence does not stand; carries the reason."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.message)
        self.reason = reason


def judge_comparison(text: str, cited: Sequence[tuple[Span, Annotated]]) -> SentenceVerdict:
    """The verdict on a comparison.

    Args:
        text: the sentence.
        cited: its spans with their reports.
    """
    spans = [_Cited(s, r, _norms(s.of(r.article.text)), names_of(r)) for s, r in cited]
    try:
        shown = set(_shown(text, spans))
    except _Refused as refused:
        return _verdict(Outcome.CONTRADICTED, refused.reason, spans, set())
    reason = Reason("source", "Each side stands where its report has it.")
    return _verdict(Outcome.SUPPORTED, reason, spans, shown)


def names_of(report: Annotated) -> tuple[str, ...]:
    """What a sentence may call a report: its outlet; without one, the outlets it was put
    together from, or just another report."""
    if report.article.outlet:
        return (report.article.outlet,)
    digest = report.article.digest
    return (f"a {digest}", "another report") if digest else ("another report",)


def _verdict(
    outcome: Outcome, reason: Reason, spans: Sequence[_Cited], shown: set[Span]
) -> SentenceVerdict:
    citations = tuple(
        CitationVerdict(
            c.span, Outcome.SUPPORTED if c.span in shown else Outcome.NOT_FOUND, (reason,)
        )
        for c in spans
    )
    return SentenceVerdict(outcome, (reason,), citations)


def _shown(text: str, spans: Sequence[_Cited]) -> list[Span]:
    """The spans that show a side.

    Raises:
        _Refused: when the sentence has none of the forms, or a side does not stand.
    """
    for form, shows in _FORMS:
        match = form.fullmatch(text)
        if match:
            return shows(match, spans)
    raise _refused("source", "It has none of the forms of a comparison.", text)


def _refused(check: str, message: str, words: str, span: Span | None = None) -> _Refused:
    return _Refused(Reason(check, message, words, span))


# Names of reports


def _sides(sides: str, spans: Sequence[_Cited]) -> list[_Side]:
    found = [_named(side, spans) for side in sides.split("; ")]
    if len(found) < 2:
        raise _refused("source", "It does not give two sides with their reports.", sides)
    return found


def _named(side: str, spans: Sequence[_Cited]) -> _Side:
    """The reports named at the head of a side; longer names first, so that a name within
    another is not taken for it."""
    names = sorted({n for c in spans for n in c.names}, key=lambda n: (-len(n), n))
    named: list[str] = []
    rest = side
    while True:
        name = next((n for n in names if rest.startswith(f"{n} ") or rest.startswith(f"{n},")), "")
        if not name:
            raise _refused("source", "No cited report is called that.", rest)
        named.append(name)
        rest = rest[len(name) :]
        joined = re.match(r", | and ", rest)
        if joined is None:
            break
        rest = rest[joined.end() :]
    return _Side(tuple(tuple(c for c in spans if n in c.names) for n in named), rest.strip())


# Figures


def _differing(match: re.Match[str], spans: Sequence[_Cited]) -> list[Span]:
    """Figures on which reports differ."""
    return _figures(match, spans, r"says? (.+)")


def _changed(match: re.Match[str], spans: Sequence[_Cited]) -> list[Span]:
    """Figures that changed from report to report: who is said to come later came later."""
    sides = _sides(match["sides"], spans)
    if not sides[0].said.startswith("first had ") or any(
        not s.said.startswith("later had ") for s in sides[1:]
    ):
        raise _refused("dates", "It does not say which report came first.", match["sides"])
    first = [c.report.article.changed for cs in sides[0].named for c in cs]
    later = [c.report.article.changed for s in sides[1:] for cs in s.named for c in cs]
    if not all(a is not None and b is not None and a <= b for a in first for b in later):
        raise _refused("dates", "The reports did not come in this order.", match["sides"])
    return _figures(match, spans, r"(?:first|later) had (.+)")


def _figures(match: re.Match[str], spans: Sequence[_Cited], form: str) -> list[Span]:
    _is_borne_out(match["about"], spans)
    shown: list[Span] = []
    given: set[tuple[str, ...]] = set()
    for side in _sides(match["sides"], spans):
        said = re.fullmatch(form, side.said)
        figure = _norms(said[1]) if said else ()
        if not figure or not _is_figure(said[1] if said else ""):
            raise _refused("numbers", "It gives no figure.", side.said)
        given.add(figure)
        for held in side.named:
            holders = [c.span for c in held if _holds(c.words, figure)]
            if not holders:
                message = "No cited span of that report has this figure."
                raise _refused("numbers", message, side.said, held[0].span)
            shown += holders
    if len(given) < 2:
        raise _refused("numbers", "It does not give two figures.", match["sides"])
    return shown


def _is_borne_out(about: str, spans: Sequence[_Cited]) -> None:
    """What they differ on brings in no number and no name that no span has."""
    for word in read_words(about):
        named = word.kind == "number" or word.text[:1].isupper()
        if named and not any(word.norm in c.words for c in spans):
            raise _refused("names", "No cited span has this.", word.text)


def _is_figure(text: str) -> bool:
    return any(w.kind == "number" or w.norm in HEDGES for w in read_words(text))


def _norms(text: str) -> tuple[str, ...]:
    return tuple(w.norm for w in read_words(text) if _counts(w))


def _counts(word: Word) -> bool:
    return not is_mark(word)


def _holds(words: tuple[str, ...], figure: tuple[str, ...]) -> bool:
    """Whether the figure stands there, and no hedge in front of it was left out."""
    size = len(figure)
    places = [i for i in range(len(words) - size + 1) if words[i : i + size] == figure]
    return any(
        not (i > 0 and words[i - 1] in _BEFORE and words[i - 1] not in figure) for i in places
    )


# Quoted words


def _wordings(match: re.Match[str], spans: Sequence[_Cited]) -> list[Span]:
    """One utterance in two wordings."""
    if _spelt(match["first"]) == _spelt(match["second"]):
        raise _refused("quotations", "Both wordings are the same.", match["first"])
    shown: list[Span] = []
    reports: set[str] = set()
    for name, words in ((match["one"], match["first"]), (match["other"], match["second"])):
        held = [c for c in spans if name in c.names and _says(c, match["speaker"], words)]
        if not held:
            message = "No cited span of that report has these words from that speaker."
            raise _refused("quotations", message, f"{name} has “{words}”")
        shown += [c.span for c in held]
        reports |= {c.span.article for c in held}
    if len(reports) < 2:
        raise _refused("source", "Both wordings are of one report.", match[0])
    return shown


def _says(cited: _Cited, speaker: str, words: str) -> bool:
    """Whether the report gives the speaker these words, a whole segment, in the cited span."""
    text = cited.report.article.text
    surname = speaker.rsplit(maxsplit=1)[-1].lower()
    return words in cited.span.of(text) and any(
        cited.span.start <= segment.start
        and segment.end <= cited.span.end
        and _spelt(text[segment.start : segment.end]) == _spelt(words)
        for quotation in cited.report.quotations
        if (quotation.attribution.name or "").lower().split()[-1:] == [surname]
        for segment in quotation.segments
    )


def _spelt(words: str) -> str:
    return fold(words).text.strip().rstrip(".,;").lower()


# Agents


def _agents(match: re.Match[str], spans: Sequence[_Cited]) -> list[Span]:
    """Who did it, where reports name different ones."""
    deed, amount = match["deed"], _norms(match["amount"])
    shown: list[Span] = []
    given: set[str] = set()
    for side in _sides(match["sides"], spans):
        said = _AGENTS.fullmatch(side.said)
        if said is None:
            raise _refused("agent", "It names no agent.", side.said)
        for agent, headline in _named_agents(said):
            given.add(agent.lower())
            for held in side.named:
                holders = [c.span for c in held if _did(c, agent, deed, amount, headline=headline)]
                if not holders:
                    message = "No cited span of that report has this agent do it."
                    raise _refused("agent", message, agent, held[0].span)
                shown += holders
    if len(given) < 2:
        raise _refused("agent", "It does not name two agents.", match["sides"])
    return shown


def _named_agents(said: re.Match[str]) -> Iterator[tuple[str, bool]]:
    """Each agent of a side, and whether it stands in the headline."""
    for group, headline in (("title", True), ("headline", True), ("text", False), ("plain", False)):
        if said[group]:
            yield said[group], headline


def _did(cited: _Cited, agent: str, deed: str, amount: tuple[str, ...], *, headline: bool) -> bool:
    text = cited.span.of(cited.report.article.text)
    in_headline = cited.report.article.role_at(cited.span.start) is Role.HEADLINE
    if agent not in text or in_headline is not headline or not _has_run(cited.words, amount):
        return False
    if not any(key(w) == key(read_words(deed)[0]) for w in read_words(text)):
        return False
    return any(_is_agent(agent, c) for c in _commitments(cited))


def _has_run(words: tuple[str, ...], run: tuple[str, ...]) -> bool:
    return any(words[i : i + len(run)] == run for i in range(len(words) - len(run) + 1))


def _commitments(cited: _Cited) -> Iterator[Commitment]:
    for commitment in ready(cited.report).told.commitments:
        if cited.span.start <= commitment.start and commitment.end <= cited.span.end:
            yield commitment


def _is_agent(agent: str, commitment: Commitment) -> bool:
    """Whether the agent's words end one of the commitment's agents, or the other way round."""
    ours = agent.lower()
    return any(
        f" {theirs.lower()}".endswith(f" {ours}") or f" {ours}".endswith(f" {theirs.lower()}")
        for theirs in commitment.agent
    )


_Shows = Callable[[re.Match[str], Sequence[_Cited]], list[Span]]
#: A form is tried only where none before it fits.
_FORMS: tuple[tuple[re.Pattern[str], _Shows], ...] = (
    (_QUOTE, _wordings),
    (_ROLE, _agents),
    (_CHANGED, _changed),
    (_DIFFER, _differing),
)
