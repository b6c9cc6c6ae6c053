"""What a language model is given: the event record, the passages by number, and the rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from copydesk.compose.record.candidates import Unit
from copydesk.compose.record.event_record import EventRecord
from copydesk.compose.record.scenes import Scene
from copydesk.model import Annotated

#: Passages shown to the model at most.
MOST_EVIDENCE = 120
#: People and facts of the record that are listed at most.
MOST_PEOPLE, MOST_FACTS = 12, 20
RULES = (
    "You are a news editor. You write one story from numbered passages of several outlets. "
    "Write only what the passages say; no knowledge of your own. Keep every number with its unit "
    "and its hedge ('at least', 'about'). Where the record gives a newest value, use that one. "
    "Say who says it where one outlet or one person says it; name nobody for what three outlets "
    "agree on. Put quotation marks only around words that stand between quotation marks in a "
    "passage, unchanged, with their speaker. Do not copy more than twelve words in a row. "
    "Passages marked 'other event' may be told under background only, named by place or year. "
    "No opinion, no question, no advice to the reader. Every sentence lists the numbers of the "
    "passages it rests on, best first, and must be true of them. A quick look has at most twenty "
    "words and a label of one to three words that names a thing in it. A section has a title of "
    "one to five words that names its content, and paragraphs of two to four sentences. Answer "
    "with one JSON object of this form and nothing else: "
    '{"headline": S, "standfirst": [S], "quick_looks": [L], "sections": [{"key": K, "title": T, '
    '"paragraphs": [[S]]}]} where S is {"text": "...", "evidence": ["e1"]}, L is S with "label", '
    "and K is one of developments, reactions, background, next."
)
_MARKS = {Scene.OTHER: ", other event", Scene.PAST: ", background", Scene.NONE: "", Scene.EVENT: ""}


def number_evidence(units: Sequence[Unit]) -> dict[str, Unit]:
    """The passages shown to the model, by number: opening sentences of all reports first."""
    shown = sorted(units, key=lambda u: (u.position, u.report))[:MOST_EVIDENCE]
    return {f"e{i}": unit for i, unit in enumerate(sorted(shown, key=lambda u: u.key), start=1)}


def messages(
    record: EventRecord, evidence: Mapping[str, Unit], reports: Sequence[Annotated]
) -> list[dict[str, str]]:
    """The first question: the rules, then the record and the passages."""
    return [
        {"role": "system", "content": RULES},
        {
            "role": "user",
            "content": f"{_record(record, evidence)}\n\n{_passages(evidence, reports)}",
        },
    ]


def _record(record: EventRecord, evidence: Mapping[str, Unit]) -> str:
    numbers = {unit.key: number for number, unit in evidence.items()}
    lines = ["RECORD"]
    if record.days:
        first, last = (day.isoformat() for day in record.days)
        lines.append(f"when: {first}" + (f" to {last}" if last != first else ""))
    if record.places:
        lines.append(f"places: {', '.join(record.places)}")
    for history in record.histories:
        values = ", ".join(f"{v.point:g} ({len(v.origins)} origins)" for v in history.values)
        lines.append(f"{history.deed}: newest {history.newest.point:g}; told: {values}")
    for person in record.people[:MOST_PEOPLE]:
        lines.append(f"person: {person.name}" + (f", {person.role}" if person.role else ""))
    for fact in [f for f in record.facts if len(f.origins) > 1][:MOST_FACTS]:
        cited = [numbers[u.key] for u in fact.wordings if u.key in numbers]
        if cited:
            lines.append(f"fact of {len(fact.origins)} origins: {', '.join(cited)}")
    return "\n".join(lines)


def _passages(evidence: Mapping[str, Unit], reports: Sequence[Annotated]) -> str:
    lines = ["PASSAGES"]
    for number, unit in evidence.items():
        article = reports[unit.report].article
        day = article.published.date().isoformat() if article.published else "no date"
        outlet = article.outlet or "unknown outlet"
        lines.append(f"[{number}] ({outlet}, {day}{_MARKS[unit.scene]}) {unit.text}")
    return "\n".join(lines)


def complaint(reasons: Mapping[str, tuple[str, str]]) -> str:
    """The second question: what did not stand, and why.

    Args:
        reasons: text and reason of each failing sentence, by the number it is given.
    """
    lines = [
        "These sentences are not borne out by the passages they cite. Write each anew so that it "
        'is, or leave it out. Answer with {"sentences": [{"id": "s1", "text": "...", "evidence": '
        '["e1"]}]} and nothing else.'
    ]
    lines += [f"[{number}] {text} -- {reason}" for number, (text, reason) in reasons.items()]
    return "\n".join(lines)
