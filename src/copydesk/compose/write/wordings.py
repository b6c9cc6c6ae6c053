"""One utterance in two wordings, and one deed of two agents, in the words of the reports."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from copydesk.compose.choose.selection import content_stems
from copydesk.model import (
    Annotated,
    Commitment,
    DraftSentence,
    Point,
    QuotedClaim,
    Role,
    Segment,
    Span,
    Verdict,
)

#: Share of the content stems of the shorter of two wordings that the other has, from which on
#: a reader sees that both render one utterance. Set by reading the pairs of dev stories.
ALIKE = 0.4
#: Words of a quoted segment, at least and at most.
FEWEST_WORDS, MOST_WORDS = 4, 30
_ABOUT = re.compile(r"who (?P<deed>[a-z]+) (?:(?P<code>[A-Z]{3}) )?(?P<amount>.+)")
_SIGNS = {"EUR": "€", "USD": "$", "GBP": "£"}


def report_name(report: Annotated) -> str:
    """What the page calls a report: its outlet; without one, the outlets that it was put
    together from, or just another report."""
    if report.article.outlet:
        return report.article.outlet
    return f"a {report.article.digest}" if report.article.digest else "another report"


def two_names(one: Annotated, other: Annotated) -> tuple[str, str] | None:
    """What the page calls two reports side by side; None where both have one name."""
    names = report_name(one), report_name(other)
    if names[0] != names[1]:
        return names
    nameless = not one.article.outlet and not one.article.digest
    return ("one report", names[1]) if nameless else None


def wordings(point: Point, reports: Mapping[str, Annotated]) -> DraftSentence | None:
    """The sentence for a quotation that two reports word differently; None when no pair of
    segments shows it."""
    for a, b in _pairs(point):
        if not (isinstance(a, QuotedClaim) and isinstance(b, QuotedClaim)):
            continue
        one, other = reports[a.article], reports[b.article]
        speaker = a.attribution.name
        names = two_names(one, other)
        if speaker is None or names is None or b.attribution.name is None:
            continue
        if speaker.split()[-1] != b.attribution.name.split()[-1]:
            continue
        pair = _most_different(a, b, one, other)
        if pair is None or not (
            _named_beside(one, pair[0], speaker) and _named_beside(other, pair[1], speaker)
        ):
            continue
        has = [
            f"{name} has “{_words(report, segment)}”"
            for name, report, segment in zip(names, (one, other), pair, strict=True)
        ]
        return DraftSentence(
            id=f"differ-{point.id}",
            text=f"Reports quote {speaker} in different words: {has[0]}; {has[1]}.",
            evidence=(_around(one, pair[0]), _around(other, pair[1])),
            kind="comparison",
            points=(point.id,),
        )
    return None


def _pairs(point: Point) -> Iterator[tuple[object, object]]:
    """The claims that differ, each pair once, in order."""
    for pair in point.pairs:
        if pair.verdict is Verdict.DIFFER:
            yield point.claims[pair.a], point.claims[pair.b]


def _most_different(
    a: QuotedClaim, b: QuotedClaim, one: Annotated, other: Annotated
) -> tuple[Segment, Segment] | None:
    """The segments that render the same words, with most in which they differ."""
    best: tuple[Segment, Segment] | None = None
    most = 0
    for left, right in product(a.segments, b.segments):
        texts = _words(one, left), _words(other, right)
        if not all(_can_be_quoted(text) for text in texts):
            continue
        lengths = sorted(len(text.split()) for text in texts)
        stems = [content_stems(text) for text in texts]
        least = min(map(len, stems))
        contained = any(_plain(x) in _plain(y) for x, y in (texts, texts[::-1]))
        if 2 * lengths[0] < lengths[1] or contained or not least:
            continue
        if len(stems[0] & stems[1]) / least < ALIKE:
            continue
        different = len(stems[0] ^ stems[1])
        if best is None or different > most:
            best, most = (left, right), different
    return best


def _words(report: Annotated, segment: Segment) -> str:
    return report.article.text[segment.start : segment.end].strip().rstrip(".,;")


#: Spellings of one word: "analysed" and "analyzed", "modelling" and "modeling".
_SPELT = ((r"(?<=\w)yz(?=e|i)", "ys"), (r"(?<=\w\w)iz(?=e|i|a)", "is"), (r"our\b", "or"))


def _plain(text: str) -> str:
    """The words in lower case, in one spelling."""
    plain = " ".join(re.findall(r"\w+", text.lower()))
    for pattern, spelling in _SPELT:
        plain = re.sub(pattern, spelling, plain)
    return re.sub(r"ll(?=ing\b|ed\b)", "l", plain)


def _named_beside(report: Annotated, segment: Segment, name: str) -> bool:
    """Whether the sentences that hold a quotation, or those next to them, name its speaker."""
    held = [
        i for i, s in enumerate(report.sentences) if s.start < segment.end and segment.start < s.end
    ]
    if not held:
        return False
    first, last = max(held[0] - 1, 0), min(held[-1] + 1, len(report.sentences) - 1)
    text = report.article.text[report.sentences[first].start : report.sentences[last].end]
    return re.search(rf"\b{re.escape(name.rsplit(maxsplit=1)[-1])}\b", text) is not None


def _can_be_quoted(text: str) -> bool:
    return FEWEST_WORDS <= len(text.split()) <= MOST_WORDS and not re.search(r"[“”\"\n]", text)


def _around(report: Annotated, segment: Segment) -> Span:
    """The sentences that hold a segment."""
    held = [s for s in report.sentences if s.start < segment.end and segment.start < s.end]
    start = min((s.start for s in held), default=segment.start)
    end = max((s.end for s in held), default=segment.end)
    return Span(report.article.id, min(start, segment.start), max(end, segment.end))


def agents(point: Point, reports: Mapping[str, Annotated]) -> DraftSentence | None:
    """The sentence for a deed that reports give to different agents."""
    about = _ABOUT.fullmatch(point.about)
    if about is None or (about["code"] and about["code"] not in _SIGNS):
        return None
    amount = f"{_SIGNS.get(about['code'] or '', '')}{about['amount']}"
    sides: list[str] = []
    evidence: list[Span] = []
    named: set[str] = set()
    for article in dict.fromkeys(c.article for c in point.claims):
        report = reports[article]
        told = _told(point, report)
        if not told:
            continue
        name = report_name(report)
        if any(side.startswith(f"{name} names ") for side in sides):
            continue
        sides.append(f"{name} names {_joined_agents(told)}")
        evidence += [span for _, _, span in told]
        named |= {agent.lower() for agent, _, _ in told}
    if len(sides) < 2 or len(named) < 2:
        return None
    return DraftSentence(
        id=f"differ-{point.id}",
        text=f"Reports differ on who {about['deed']} {amount}: {'; '.join(sides)}.",
        evidence=tuple(dict.fromkeys(evidence)),
        kind="comparison",
        points=(point.id,),
    )


def _told(point: Point, report: Annotated) -> list[tuple[str, bool, Span]]:
    """The agent in the headline and the one in the text, if they differ both, with the
    sentence; a headline's agent that the text has too goes without saying."""
    found: dict[bool, tuple[str, bool, Span]] = {}
    for claim in point.claims:
        if not isinstance(claim, Commitment) or claim.article != report.article.id:
            continue
        sentence = report.sentences[claim.sentence]
        text = report.sentence_text(claim.sentence)
        agent = next((a for c in claim.agent if (a := _as_written(c, text))), None)
        if agent is None or re.search(r"[,;“”\"]", agent):
            continue
        headline = sentence.role is Role.HEADLINE
        span = Span(claim.article, sentence.start, sentence.end)
        found.setdefault(headline, (agent, headline, span))
    if len(found) == 2 and found[True][0].lower() == found[False][0].lower():
        del found[True]
    return [found[key] for key in (True, False) if key in found]


def _as_written(agent: str, text: str) -> str | None:
    """The agent's name as far as the sentence has it: in full, or its last words."""
    words = agent.split()
    endings = (" ".join(words[i:]) for i in range(len(words)))
    return next((e for e in endings if re.search(rf"\b{re.escape(e)}\b", text)), None)


def _joined_agents(told: Sequence[tuple[str, bool, Span]]) -> str:
    if len(told) == 2:
        return f"{told[0][0]} in its headline and {told[1][0]} in its text"
    agent, headline, _ = told[0]
    return f"{agent} in its headline" if headline else agent
