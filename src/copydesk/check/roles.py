"""Who did it to whom: participants of a verb that change places, or are others."""

from __future__ import annotations

from collections.abc import Sequence

from copydesk.check.claim_reading import Reading
from copydesk.check.clauses import Clause, Clauses, within
from copydesk.check.evidence import Evidence, Passage
from copydesk.check.lexicon import words_of
from copydesk.check.words import content_words, key
from copydesk.model import Reason, Sentence, Span

#: Share of a sentence's content words from which a sentence of the source speaks of the same.
#: Below, WiCE has sentences with the same verb about something else.
_MOST = 0.6
#: What one does to another, the other does as well.
_MUTUAL = words_of("blame meet marry wed divorc join face fight play resembl match accompani")
_AROUND = frozenset(
    {"flat", "flat:name", "compound", "nmod:desc", "appos", "nmod", "nmod:poss", "conj", "amod"}
)


def same_verb(ours: Clause, report: Evidence, passages: Sequence[Passage]) -> list[Clause]:
    """The clauses of these passages that have the verb of a clause of the sentence."""
    ranges = [(p.first, p.last) for p in passages]
    return [c for c in within(report.clauses, ranges) if c.verb == ours.verb]


def covering(claim: Reading, report: Evidence, passages: Sequence[Passage]) -> list[Passage]:
    """Those of the passages that each have most of the sentence's content words."""
    ours = [key(w) for w in content_words(claim.words)]
    found = []
    for passage in passages:
        theirs = {key(w) for w in passage.words}
        if sum(k in theirs for k in ours) >= _MOST * len(ours):
            found.append(passage)
    return found


def swapped_roles(claim: Reading, report: Evidence, passages: Sequence[Passage]) -> Reason | None:
    """Why somebody does in the sentence what the report has done to them, or the reverse.

    Args:
        claim: the sentence.
        report: the report.
        passages: the sentences of it that bear the claim out best.
    """
    theirs = report.clauses
    for ours in claim.clauses.all:
        same = same_verb(ours, report, passages) if ours.verb not in _MUTUAL else []
        doing = _names(theirs, [i for c in same for i in _outright(theirs, c, c.agents)])
        suffering = _names(theirs, [i for c in same for i in _outright(theirs, c, c.patients)])
        agents = _names(claim.clauses, _outright(claim.clauses, ours, ours.agents))
        patients = _names(claim.clauses, _outright(claim.clauses, ours, ours.patients))
        wrong = (agents & suffering - doing) | (patients & doing - suffering)
        if not wrong:
            turned = next((c for c in same if _both_turned(claim, report, ours, c)), None)
            if turned:
                message = "In the source it is the other way round with"
                return verb_reason(claim, report, ours, turned, "roles", message)
            continue
        name = min(wrong)
        other = next(c for c in same if name in _names(theirs, (*c.agents, *c.patients)))
        message = f"In the source {name.title()} stands on the other side of"
        return verb_reason(claim, report, ours, other, "roles", message)
    return None


def _both_turned(claim: Reading, report: Evidence, ours: Clause, theirs: Clause) -> bool:
    """Whether who does it in one has it done to them in the other, and the reverse."""
    here, there = claim.clauses, report.clauses
    if not (ours.agents and ours.patients and theirs.agents and theirs.patients):
        return False
    agents, patients = here.forms(ours.agents), here.forms(ours.patients)
    doing, suffering = there.forms(theirs.agents), there.forms(theirs.patients)
    turned = agents & suffering and patients & doing
    return bool(turned) and not agents & doing and not patients & suffering


def _names(clauses: Clauses, heads: Sequence[int]) -> frozenset[str]:
    return frozenset(
        clauses.tokens[i].text.lower().removesuffix("'s").removesuffix("’s")
        for head in heads
        for i in clauses.parts(head)
        if clauses.tokens[i].pos == "PROPN"
    )


def other_participant(
    claim: Reading, report: Evidence, passages: Sequence[Passage]
) -> Reason | None:
    """Why somebody else than in the source does what the sentence says, or has it done to them.

    Only where one sentence of the source has most of the sentence, says outright who does it, and
    names whom the sentence names in another place of it.
    """
    chosen = covering(claim, report, passages)
    for ours in claim.clauses.all:
        same = same_verb(ours, report, chosen)
        for role in ("agents", "patients"):
            wrong = [_other(claim, report, ours, theirs, role) for theirs in same]
            if wrong and all(wrong):
                message = f"In the source it is {wrong[0]} at the place of this one with"
                return verb_reason(claim, report, ours, same[0], "roles", message)
    return None


def _other(claim: Reading, report: Evidence, ours: Clause, theirs: Clause, role: str) -> str:
    """Who has this role in the clause of the source; empty where it may be the same."""
    mine: tuple[int, ...] = getattr(ours, role)
    here, there = claim.clauses, report.clauses
    mutual = ours.verb in _MUTUAL
    held: tuple[int, ...] = _everyone(there, theirs) if mutual else getattr(theirs, role)
    named = here.named(mine)
    told = here.spoken_of(mine) and there.spoken_of(held)
    if not told or (not mutual and len(_outright(there, theirs, held)) < len(held)):
        return ""
    # A name may be that of whom the source calls by an office; what things are done to
    # has too many other names.
    if (named and not there.named(held)) or (role == "patients" and not named):
        return ""
    around = {i for head in held for i in there.parts(head, _AROUND)}
    alike = there.forms(sorted(around)) & here.forms([i for h in mine for i in here.parts(h)])
    words = here.forms(_told(here, mine))
    if alike or not _elsewhere(claim, report, theirs, words, around, named=named):
        return ""
    if not _tells_the_same(claim, report, ours, theirs, role):
        return ""
    return " ".join(there.tokens[i].text for i in there.parts(held[0]))


def _everyone(clauses: Clauses, clause: Clause) -> tuple[int, ...]:
    """All who take part in what one does with another."""
    beside = (
        c
        for c in clauses.children[clause.token]
        if clauses.tokens[c].dep.startswith("obl")
        and any(clauses.tokens[i].text.lower() == "with" for i in clauses.children[c])
    )
    return (*clause.agents, *clause.patients, *beside)


def _told(clauses: Clauses, heads: Sequence[int]) -> list[int]:
    """The heads, and of names all parts."""
    flat = frozenset({"flat", "flat:name"})
    return [i for head in heads for i in clauses.parts(head, flat)]


def _outright(clauses: Clauses, clause: Clause, heads: Sequence[int]) -> list[int]:
    """Those of the heads that hang on the verb itself."""
    return [
        i
        for i in heads
        if clauses.tokens[i].head == clause.token or clauses.tokens[i].dep == "conj"
    ]


def _elsewhere(
    claim: Reading,
    report: Evidence,
    clause: Clause,
    ours: frozenset[str],
    around: set[int],
    *,
    named: bool,
) -> bool:
    """Whether the source has these words in another place: a name anywhere in the sentence, or in
    the report where the sentence has all else of ours; another noun as the agent of another
    verb of the sentence."""
    clauses = report.clauses
    if named:
        sentence = report.report.sentences[clause.sentence]
        span = range(sentence.first, sentence.last)
        if _all_else(claim, report, sentence, ours):
            span = range(len(clauses.tokens))
        places = [i for i in span if i not in around and clauses.tokens[i].pos == "PROPN"]
    else:
        places = [
            i
            for other in clauses.all
            if other.sentence == clause.sentence and other.token != clause.token
            for i in other.agents
        ]
    return bool(clauses.forms(places) & ours) if places else False


def _all_else(claim: Reading, report: Evidence, sentence: Sentence, ours: frozenset[str]) -> bool:
    """Whether a sentence of the source has all content words of ours but these."""
    theirs = {key(w) for w in report.words_between(sentence.start, sentence.end)}
    return all(key(w) in theirs | ours for w in content_words(claim.words))


def _tells_the_same(
    claim: Reading, report: Evidence, ours: Clause, theirs: Clause, role: str
) -> bool:
    """Whether something else than who it is about hangs on both verbs, where ours has more."""
    here, there = claim.clauses, report.clauses
    mine = _rest(here, ours, role)
    return not mine or bool(here.forms(mine) & there.forms(_rest(there, theirs, role)))


def _rest(clauses: Clauses, clause: Clause, role: str) -> list[int]:
    """Content words that hang on a verb, without those in this role and other clauses."""
    found: list[int] = []
    about: tuple[int, ...] = getattr(clause, role)
    stack = [
        c
        for c in clauses.children[clause.token]
        if c not in about and not _opens_clause(clauses, c)
    ]
    while stack:
        index = stack.pop()
        if clauses.tokens[index].pos in ("NOUN", "PROPN", "NUM", "ADJ", "ADV"):
            found.append(index)
        stack += [c for c in clauses.children[index] if not _opens_clause(clauses, c)]
    return sorted(found)


def _opens_clause(clauses: Clauses, index: int) -> bool:
    return clauses.tokens[index].dep in ("conj", "ccomp", "advcl", "parataxis", "acl:relcl")


def verb_reason(
    claim: Reading, report: Evidence, ours: Clause, theirs: Clause, check: str, message: str
) -> Reason:
    """A reason that names the verb of the sentence and shows that of the source."""
    at = claim.annotated.tokens[ours.token]
    words = claim.text[at.start : at.end]
    there = report.report.tokens[theirs.token]
    span = Span(report.report.article.id, there.start, there.end)
    return Reason(check, f"{message} “{words}”.", words, span)
