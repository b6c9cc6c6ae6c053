"""Events: what happened, is under way or is planned, with participants, place and time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from copydesk.annotate.lookup import Reading
from copydesk.compare.deeds.acts import EVENT_NOUNS, EVENT_VERBS, TAKING_PLACE, WEAPONS
from copydesk.compare.deeds.deed_clauses import Clause, modality, names, spoken_by, subjects
from copydesk.english.speech import DETERMINERS
from copydesk.model import REPORTING, Annotated, Event, ResolvedTime

_PLACE_CASES = frozenset(["in", "at", "near", "outside", "on", "to", "of", "across", "inside"])
_DOERS = ("PERSON", "ORG", "LOC", "NORP")


@dataclass(frozen=True, slots=True)
class _Found:
    clause: Clause
    type: str
    participants: tuple[str, ...]
    where: str | None
    governor: Clause


def read(report: Annotated, reading: Reading) -> tuple[Event, ...]:
    """The events of a report, in order of text; none where nothing was parsed.

    Args:
        report: an annotated report.
        reading: of that report.

    An event needs a named participant or a place: others are too vague to compare.
    """
    if not report.parsed or not report.tokens:
        return ()
    found: list[Event] = []
    seen: set[tuple[int, str]] = set()
    for item in _find(reading):
        sentence = reading.tokens[item.clause.head].sentence
        if (sentence, item.type) in seen or not (item.participants or item.where):
            continue
        seen.add((sentence, item.type))
        start, end = item.clause.span()
        found.append(
            Event(
                f"{report.article.id}:e{len(found)}",
                report.article.id,
                start,
                end,
                sentence,
                report.sentences[sentence].role,
                item.type,
                item.participants,
                item.where,
                _when(report.times, start, end),
                modality(item.governor),
                spoken_by(report, start, end),
            )
        )
    return tuple(found)


def _find(reading: Reading) -> Iterator[_Found]:
    for sentence in reading.sentences:
        if sentence.role not in REPORTING:
            continue
        for index in range(sentence.first, sentence.last):
            found: _Found | None = None
            if reading.tokens[index].pos == "VERB":
                found = _verb(Clause(reading, index))
            elif reading.tokens[index].pos == "NOUN":
                found = _noun(Clause(reading, index))
            if found is not None:
                yield found


def _verb(clause: Clause) -> _Found | None:
    kind = EVENT_VERBS.get(clause.lemma)
    if kind is None and clause.lemma in ("hit", "kill"):
        subject = clause.dependents("nsubj", "obl:agent")
        armed = {clause.reading.tokens[i].lemma.lower() for i in subject}
        kind = "strike" if armed & WEAPONS else None
    if kind is None:
        return None
    done_to = [
        n
        for i in clause.dependents("obj", "nsubj:pass")
        if i in clause.reading.entity_at
        for n in names(clause.reading, i)
    ]
    where = _place(clause) or (_place_within(clause) if kind in ("visit", "strike") else None)
    taking_part = (*_named(subjects(clause)), *(d for d in done_to if d != where))
    return _Found(clause, kind, tuple(dict.fromkeys(taking_part)), where, clause)


def _named(found: Sequence[str]) -> list[str]:
    """Those that are names."""
    return [n for n in found if n[:1].isupper() and n.split()[0].lower() not in DETERMINERS]


def _place_within(clause: Clause) -> str | None:
    """The place in what is hit or visited: "the port city of X", "a hospital in X"."""
    reading = clause.reading
    for child in clause.dependents("obj", "nsubj:pass", "nmod"):
        first, last = reading.subtree(child)
        for index in range(last - 1, first - 1, -1):
            entity = reading.entity_at.get(index)
            if entity is not None and entity.label == "LOC":
                found = names(reading, index)
                return found[0] if found else None
    return None


def _noun(clause: Clause) -> _Found | None:
    kind = EVENT_NOUNS.get(clause.lemma)
    if kind is None:
        return None
    reading = clause.reading
    token = reading.tokens[clause.head]
    governor = Clause(reading, token.head)
    carried = reading.tokens[token.head].pos == "VERB" and governor.lemma in TAKING_PLACE
    owners = _owners(clause)
    where = _place(clause) or (_place(governor) if carried else None) or _place_within(clause)
    if where is None and carried and token.dep == "obl:agent":
        where = _place_within(governor)
    if not carried and not (owners and where):
        return None
    doers = [*owners]
    if carried and token.dep == "obj":
        doers.extend(subjects(governor))
    return _Found(
        clause, kind, tuple(dict.fromkeys(_named(doers))), where, governor if carried else clause
    )


def _owners(clause: Clause) -> list[str]:
    """Whose event it is: "X's visit", "the visit by X", "an X strike"."""
    reading = clause.reading
    found: list[str] = []
    for child in clause.dependents("nmod:poss", "nmod", "compound", "amod"):
        entity = reading.entity_at.get(child)
        if entity is None or entity.label not in _DOERS:
            continue
        dep = reading.tokens[child].dep
        case = {reading.tokens[c].text.lower() for c in reading.children[child]}
        if dep == "nmod" and not case & {"by", "between", "of", "with"}:
            continue
        if dep == "nmod" and entity.label == "LOC" and "of" in case:
            continue
        found.extend(n for n in names(reading, child) if n not in found)
    return found


def _place(clause: Clause) -> str | None:
    reading = clause.reading
    for child in clause.dependents("obl", "nmod", "obj"):
        entity = reading.entity_at.get(child)
        if entity is None or entity.label != "LOC":
            continue
        case = {reading.tokens[c].text.lower() for c in reading.children[child]}
        if case & _PLACE_CASES or reading.tokens[child].dep == "obj":
            found = names(reading, child)
            if found:
                return found[0]
    return None


def _when(times: Sequence[ResolvedTime], start: int, end: int) -> str | None:
    """ISO day or interval of the one time in the clause that is sure; None otherwise."""
    for time in times:
        if start <= time.start and time.end <= end and time.first and time.last:
            if time.first == time.last:
                return time.first.isoformat()
            if (time.last - time.first).days <= 1:
                return f"{time.first.isoformat()}/{time.last.isoformat()}"
    return None
