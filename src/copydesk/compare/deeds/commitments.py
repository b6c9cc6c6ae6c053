"""Pledges, agreements, plans, demands, conditions, endorsements and negotiations.

Lexicon and dependency parse: a verb of committing with its object or clause, or a noun of
committing with the verb that carries it ("reach an agreement", "talks are under way").
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from copydesk.annotate.lookup import Reading
from copydesk.annotate.speech.subjects import child_range
from copydesk.compare.deeds.acts import AMBIGUOUS, COMMITTING, COMMITTING_WITH, TALKS, third_person
from copydesk.compare.deeds.deed_clauses import (
    Clause,
    modality,
    names,
    negated,
    spoken_by,
    subjects,
)
from copydesk.model import REPORTING, Annotated, Commitment, Role

_CONDITION_MARKS = frozenset(["if", "unless", "once", "until", "provided", "after", "when"])
_CONDITION_CASES = frozenset(["after", "until", "unless", "pending", "following"])
_TO = frozenset(["to", "for", "with"])
_BENEFICIARY_LABELS = ("PERSON", "ORG", "LOC", "NORP")


@dataclass(frozen=True, slots=True)
class _Found:
    clause: Clause
    type: str
    status: str
    agent: tuple[str, ...]
    content: tuple[int, int]


def read(report: Annotated, reading: Reading) -> tuple[Commitment, ...]:
    """The commitments of a report, in order of text; none where nothing was parsed.

    Args:
        report: an annotated report.
        reading: of that report.
    """
    if not report.parsed or not report.tokens:
        return ()
    found: list[Commitment] = []
    for item in _find(reading):
        sentence = reading.tokens[item.clause.head].sentence
        start, end = item.clause.span()
        first, last = item.content
        found.append(
            Commitment(
                f"{report.article.id}:c{len(found)}",
                report.article.id,
                start,
                end,
                sentence,
                report.sentences[sentence].role,
                item.type,
                item.agent,
                reading.text(first, last),
                _beneficiary(item.clause),
                _condition(item.clause),
                _status(item),
                spoken_by(report, start, end),
            )
        )
    return tuple(found)


def _find(reading: Reading) -> Iterator[_Found]:
    for sentence in reading.sentences:
        if sentence.role not in REPORTING:
            continue
        for index in range(sentence.first, sentence.last):
            found = _at(reading, index, headline=sentence.role is Role.HEADLINE)
            if found is not None:
                yield found


def _at(reading: Reading, index: int, *, headline: bool) -> _Found | None:
    kind = reading.tokens[index].pos
    if headline and (found := _in_headline(Clause(reading, index))) is not None:
        return found
    if kind == "VERB":
        return _verb(Clause(reading, index))
    if kind == "NOUN" and not headline and reading.tokens[index].lemma.lower() in TALKS:
        return _talks(Clause(reading, index))
    return None


def _in_headline(clause: Clause) -> _Found | None:
    """X Visits Y, Pledges Z: headlines in title case defeat the parser, their verbs do not hide.

    A verb of committing in the third person, after a name: the first name is its doer.
    """
    reading, index = clause.reading, clause.head
    token = reading.tokens[index]
    low = token.text.lower()
    lemma = third_person(low)
    if lemma is None or lemma not in COMMITTING or lemma in AMBIGUOUS:
        return None
    sentence = reading.sentences[token.sentence]
    before = reading.tokens[index - 1] if index > sentence.first else None
    if before is None or before.pos in ("DET", "ADJ") or before.text.endswith(("’s", "'s")):
        return None
    end = next(
        (i for i in range(index + 1, sentence.last) if reading.tokens[i].text in (",", ";", ":")),
        sentence.last,
    )
    agent = _first_name(reading, sentence.first, index)
    if agent is None or end - index < 2:
        return None
    return _Found(clause, *COMMITTING[lemma], (agent,), (index + 1, end))


def _first_name(reading: Reading, first: int, last: int) -> str | None:
    """The person of the report whose surname comes first, else the first named body."""
    people = {c.name.rpartition(" ")[2]: c.name for c in reading.chains if c.label == "PERSON"}
    for index in range(first, last):
        if reading.tokens[index].text in people:
            return people[reading.tokens[index].text]
    for index in range(first, last):
        entity = reading.entity_at.get(index)
        if entity is not None and entity.label in ("ORG", "LOC"):
            found = names(reading, entity.last - 1)
            return found[0] if found else None
    return None


def _verb(clause: Clause) -> _Found | None:
    lemma = clause.lemma
    # "Its intended course" says nothing of who means to do what.
    meant = clause.reading.tokens[clause.head].dep == "amod" and not clause.dependents("obl")
    if meant or (lemma not in COMMITTING and lemma not in COMMITTING_WITH):
        return None
    content = _complement(clause)
    if content is None:
        return None
    if lemma in COMMITTING:
        kind, status = COMMITTING[lemma]
        agent = subjects(clause)
        if lemma in AMBIGUOUS and not agent:
            return None
        return _Found(clause, kind, status, agent, content)
    if lemma in COMMITTING_WITH:
        nouns, kind, status = COMMITTING_WITH[lemma]
        objects = {clause.reading.tokens[i].lemma.lower() for i in _heads(clause)}
        bound = bool(objects & nouns) if nouns else bool(_to_phrase(clause))
        if bound:
            return _Found(clause, kind, status, subjects(clause), content)
    return None


def _talks(clause: Clause) -> _Found | None:
    """talks with X over Y; X and Y are in talks."""
    reading = clause.reading
    token = reading.tokens[clause.head]
    governor = reading.tokens[token.head]
    if governor.pos == "VERB" and governor.lemma.lower() in (*COMMITTING_WITH, *COMMITTING):
        return None
    cases = {reading.tokens[c].text.lower() for c in clause.dependents("case")}
    cop = bool(clause.dependents("cop"))
    agents = list(subjects(clause)) if cop and "in" in cases else []
    topic: tuple[int, int] | None = None
    for child in clause.dependents("nmod", "obl"):
        case = {reading.tokens[c].text.lower() for c in reading.children[child]}
        if case & {"with", "between"} and any(
            i in reading.entity_at for i in range(*child_range(reading, child))
        ):
            agents.extend(n for n in names(reading, child) if n not in agents)
        elif case & {"over", "about", "on"}:
            topic = child_range(reading, child)
    if len(agents) < 1 or (topic is None and not cop):
        return None
    content = topic or reading.subtree(clause.head)
    return _Found(clause, "negotiation", "negotiating", tuple(agents), content)


def _heads(clause: Clause) -> list[int]:
    return clause.dependents("obj", "nsubj:pass", "xcomp", "ccomp")


def _complement(clause: Clause) -> tuple[int, int] | None:
    """Token range of what is committed to: object, clause, or "to" phrase."""
    heads = _heads(clause)
    if heads:
        first = child_range(clause.reading, heads[0])[0]
        last = (
            max(clause.reading.subtree(h)[1] for h in heads if h > clause.head)
            if any(h > clause.head for h in heads)
            else clause.reading.subtree(heads[0])[1]
        )
        return first, last
    phrases = _to_phrase(clause)
    if phrases:
        return child_range(clause.reading, phrases[0])
    if clause.reading.tokens[clause.head].dep in ("acl", "amod"):
        return _modified(clause)
    return None


def _modified(clause: Clause) -> tuple[int, int]:
    """The noun phrase that a participle modifies, with the amount it is part of."""
    reading = clause.reading
    head = reading.tokens[clause.head].head
    while reading.tokens[head].dep == "nmod":
        above = reading.tokens[reading.tokens[head].head]
        if above.pos not in ("SYM", "NUM") and not above.text[:1].isdigit():
            break
        head = reading.tokens[head].head
    first, last = child_range(reading, head)
    after = [c for c in reading.children[clause.head] if c > clause.head]
    end = reading.subtree(clause.head)[1] if after else clause.head + 1
    return first, clause.head if clause.head > head and end >= last else last


def _to_phrase(clause: Clause) -> list[int]:
    reading = clause.reading
    return [
        c
        for c in clause.dependents("obl")
        if {reading.tokens[k].text.lower() for k in reading.children[c]} & {"to", "on"}
    ]


def _beneficiary(clause: Clause) -> str | None:
    """Name after "to", "for" or "with" in the clause."""
    reading = clause.reading
    for index in range(clause.head + 1, reading.subtree(clause.head)[1]):
        entity = reading.entity_at.get(index)
        if entity is None or entity.label not in _BENEFICIARY_LABELS or entity.first != index:
            continue
        head = entity.last - 1
        case = {reading.tokens[c].text.lower() for c in reading.children[head]}
        if case & _TO:
            found = names(reading, head)
            return found[0] if found else None
    return None


def _condition(clause: Clause) -> str | None:
    reading = clause.reading
    for child in reading.children[clause.head]:
        dep = reading.tokens[child].dep
        inner = {reading.tokens[c].text.lower() for c in reading.children[child]}
        clausal = dep == "advcl" and inner & _CONDITION_MARKS
        if clausal or (dep == "obl" and inner & _CONDITION_CASES):
            return reading.text(*reading.subtree(child))
    return None


def _status(found: _Found) -> str:
    if found.type == "endorsement" and found.status == "rejected":
        return "rejected"
    if negated(found.clause):
        return "rejected"
    mood = modality(found.clause)
    if mood in ("possible", "conditional", "planned") and found.status in ("made", "done"):
        return "proposed"
    return found.status
