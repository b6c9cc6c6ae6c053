"""Sentences that set reports against each other, each side against the report that has it.

The forms are those of compose, and closed: what fits none of them is refused. In every form
a side names its reports and gives what they have, word for word::

    {names} reported {figure} {people killed in Osk}; {names} put the number at {figure}.
    {names} first reported {figure} {people killed}; {names} later put the number at {figure}.
    {names} put {the magnitude of the quake} at {figure}; {names} at {figure}.
    {names} first put {turnout} at {figure}; {names} later at {figure}.
    Reports differ on {about}: {names} say {figure}; {name} says {figure}.
    Reports of {about} changed: {name} first had {figure}; {names} later had {figure}.
    Reports quote {speaker} in different words: {name} has “{words}”; {name} has “{words}”.
    Reports differ on who {deed} {amount}: {name} names {agent}; {name} names {agent} in its
    headline and {agent} in its text.
    Reports differ on {fact}: {name} has “{words}”; {name} has “{words}”.

A figure must stand in a cited span of every report it is given to, with no hedge in front of it
there that the sentence leaves out. Quoted words must be a whole segment that the report gives to
that speaker. An agent must be the one whose deed the report tells in the cited span. What figures
are of must stand in a cited span, word by word, or be a name of the harm that is told there.
Reports without a name are "one report", "another report", "two other reports"; so many must have
it, none on two sides.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from copydesk.check.comparison_figures import FIGURE_FORMS
from copydesk.check.comparison_sides import (
    ANOTHER,
    Cited,
    ComparisonRefused,
    has_run,
    names_of,
    norms,
    refused,
    sides_of,
)
from copydesk.check.evidence import ready
from copydesk.check.normalise import fold
from copydesk.check.words import key, read_words
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

_QUOTE = re.compile(
    r"Reports quote (?P<speaker>[^:;“”\"]+) in different words: "
    r"(?P<one>[^“”]+) has “(?P<first>[^“”]+)”; (?P<other>[^“”]+) has “(?P<second>[^“”]+)”\."
)
_FACT = re.compile(
    r"Reports differ on (?P<fact>who did it|whether it was so|(?:a|the) [a-z]+): "
    r"(?P<one>[^“”]+) has “(?P<first>[^“”]+)”; (?P<other>[^“”]+) has “(?P<second>[^“”]+)”\."
)
_ROLE = re.compile(
    r"Reports differ on who (?P<deed>[a-z]+) (?P<amount>[^:;“”\"]+): (?P<sides>[^“”\"]+)\."
)
_AGENTS = re.compile(
    r"names (?P<title>[^,;]+?) in its headline and (?P<text>[^,;]+?) in its text"
    r"|names (?P<headline>[^,;]+?) in its headline|names (?P<plain>[^,;]+)"
)


def judge_comparison(text: str, cited: Sequence[tuple[Span, Annotated]]) -> SentenceVerdict:
    """The verdict on a comparison.

    Args:
        text: the sentence.
        cited: its spans with their reports.
    """
    spans = [Cited(s, r, norms(s.of(r.article.text)), names_of(r)) for s, r in cited]
    try:
        shown = set(_shown(text, spans))
    except ComparisonRefused as error:
        return _verdict(Outcome.CONTRADICTED, error.reason, spans, set())
    reason = Reason("source", "Each side stands where its report has it.")
    return _verdict(Outcome.SUPPORTED, reason, spans, shown)


def _verdict(
    outcome: Outcome, reason: Reason, spans: Sequence[Cited], shown: set[Span]
) -> SentenceVerdict:
    citations = tuple(
        CitationVerdict(
            c.span, Outcome.SUPPORTED if c.span in shown else Outcome.NOT_FOUND, (reason,)
        )
        for c in spans
    )
    return SentenceVerdict(outcome, (reason,), citations)


def _shown(text: str, spans: Sequence[Cited]) -> list[Span]:
    """The spans that show a side.

    Raises:
        ComparisonRefused: when the sentence has none of the forms, or a side does not stand.
    """
    for form, shows in _FORMS:
        match = form.fullmatch(text)
        if match:
            return shows(match, spans)
    raise refused("source", "It has none of the forms of a comparison.", text)


# Quoted words


def _wordings(match: re.Match[str], spans: Sequence[Cited]) -> list[Span]:
    """One utterance in two wordings."""
    return _two_sides(match, spans, match["speaker"])


def _facts(match: re.Match[str], spans: Sequence[Cited]) -> list[Span]:
    """One fact told in two ways, each in its report's own words."""
    return _two_sides(match, spans, None)


def _two_sides(match: re.Match[str], spans: Sequence[Cited], speaker: str | None) -> list[Span]:
    """The spans in which each of two reports has its own words, that speaker's where one is named.

    Raises:
        ComparisonRefused: when the words are the same, of one report, or not where they should be.
    """
    check, whose = ("source", "") if speaker is None else ("quotations", " from that speaker")
    if _spelt(match["first"]) == _spelt(match["second"]):
        raise refused(check, "Both sides have the same words.", match["first"])
    shown: list[Span] = []
    reports: set[str] = set()
    for name, words in ((match["one"], match["first"]), (match["other"], match["second"])):
        held = [
            c
            for c in spans
            if _is_called(c, name)
            and (_says(c, speaker, words) if speaker else words in c.span.of(c.report.article.text))
        ]
        if not held:
            message = f"No cited span of that report has these words{whose}."
            raise refused(check, message, f"{name} has “{words}”")
        shown += [c.span for c in held]
        reports |= {c.span.article for c in held}
    if len(reports) < 2:
        raise refused("source", "Both sides are of one report.", match[0])
    return shown


def _is_called(cited: Cited, name: str) -> bool:
    """Whether a sentence may call the report that; of two without a name the first is "one"."""
    return name in cited.names or (name == "one report" and ANOTHER in cited.names)


def _says(cited: Cited, speaker: str, words: str) -> bool:
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


def _agents(match: re.Match[str], spans: Sequence[Cited]) -> list[Span]:
    """Who did it, where reports name different ones."""
    deed, amount = match["deed"], norms(match["amount"])
    shown: list[Span] = []
    given: set[str] = set()
    for side in sides_of(match["sides"], spans):
        said = _AGENTS.fullmatch(side.said)
        if said is None:
            raise refused("agent", "It names no agent.", side.said)
        for agent, headline in _named_agents(said):
            given.add(agent.lower())
            for held in side.named:
                holders = [c.span for c in held if _did(c, agent, deed, amount, headline=headline)]
                if not holders:
                    message = "No cited span of that report has this agent do it."
                    raise refused("agent", message, agent, held[0].span)
                shown += holders
    if len(given) < 2:
        raise refused("agent", "It does not name two agents.", match["sides"])
    return shown


def _named_agents(said: re.Match[str]) -> Iterator[tuple[str, bool]]:
    """Each agent of a side, and whether it stands in the headline."""
    for group, headline in (("title", True), ("headline", True), ("text", False), ("plain", False)):
        if said[group]:
            yield said[group], headline


def _did(cited: Cited, agent: str, deed: str, amount: tuple[str, ...], *, headline: bool) -> bool:
    text = cited.span.of(cited.report.article.text)
    in_headline = cited.report.article.role_at(cited.span.start) is Role.HEADLINE
    if agent not in text or in_headline is not headline or not has_run(cited.words, amount):
        return False
    if not any(key(w) == key(read_words(deed)[0]) for w in read_words(text)):
        return False
    return any(_is_agent(agent, c) for c in _commitments(cited))


def _commitments(cited: Cited) -> Iterator[Commitment]:
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


_Shows = Callable[[re.Match[str], Sequence[Cited]], list[Span]]
#: A form is tried only where none before it fits.
_FORMS: tuple[tuple[re.Pattern[str], _Shows], ...] = (
    (_QUOTE, _wordings),
    (_FACT, _facts),
    (_ROLE, _agents),
    *FIGURE_FORMS,
)
