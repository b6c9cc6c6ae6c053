"""The state of things: which stage the event has reached, and which sentences tell an earlier one.

Reports of several days tell a matter at several stages: charged, convicted, sentenced. What was to
come when one report was written has happened in another; told beside the outcome it is false. Two
ways find such sentences. Known processes (a case at law, a contest, a vote, a search) have their
stages in order, with words by which a stage is still pending (``english/data/stages.txt``); and
whatever a report says will be done is overtaken where another, no earlier, says that it was done.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from copydesk.compose.choose.selection import content_stems, stem
from copydesk.compose.edit.edits import is_quoted
from copydesk.compose.record.hopes import PLANNED, hoped_stems, is_done_later
from copydesk.english.lists import phrases, sections
from copydesk.model import RUNNING, Annotated, Sentence, Token

#: Running sentences at the head of a report that tell where things stand.
OPENING = 4
#: Of these, those that tell how far a process has come; and the share of the reports that tell any
#: stage of a process which the event goes through.
LEADS, TELLERS = 2, 0.3
#: Stems that a plan and its deed have in common, beside the deed, when they are of one thing.
SHARED = 2
_TO_BE = re.compile(r"\b(?:to|will|would|may|could|might|must|should|faces?|if|not|awaits?)\b")
_WILL = re.compile(
    r"\b(?:will|to|may|could|set to|due to|expected to|plans? to) (?:be )?([a-z]{3,})\b"
)
_PREVIOUS = re.compile(r"\b(?:previous(?:ly)?|prior|earlier|already|past|former(?:ly)?)\b")


@dataclass(frozen=True, slots=True)
class Process:
    """A process and its stages.

    Attributes:
        name: "legal", "contest" …
        stages: stems of the words that tell each stage, earliest first.
        pending: how a sentence says that a stage is still to come, by its index.
    """

    name: str
    stages: tuple[frozenset[str], ...]
    pending: Mapping[int, re.Pattern[str]]


@cache
def processes() -> tuple[Process, ...]:
    """All processes of the data file."""
    found: list[Process] = []
    for name in sections("stages"):
        if name.endswith(" pending"):
            continue
        lines = [line.split(": ", 1) for line in phrases("stages", name)]
        order = [key for key, _ in lines]
        pending = {
            order.index(key): re.compile(
                r"\b(?:" + "|".join(re.escape(w.strip()) for w in words.split(";")) + r")\b"
            )
            for key, words in (line.split(": ", 1) for line in phrases("stages", f"{name} pending"))
        }
        stages = tuple(frozenset(stem(w) for w in words.split()) for _, words in lines)
        found.append(Process(name, stages, pending))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class State:
    """Where an event stands.

    Attributes:
        reached: the highest stage that reports tell as reached, by name of the process.
        people: last names, in lower case, that sentences which tell that stage have.
        done: stems of what first sentences tell as done.
    """

    reached: Mapping[str, int]
    people: Mapping[str, frozenset[str]]
    done: frozenset[str] = frozenset()

    def stage(self, text: str) -> tuple[int, int]:
        """How far a title or sentence is in the processes that the event went through: the sum of
        the stages that it tells, and how many stages short of the last it stops."""
        return self._stage(content_stems(text), text)

    def stage_of(self, report: Annotated, number: int) -> tuple[int, int]:
        """As `stage`, of a sentence of a report, by what its main clause tells as done."""
        deeds = done_stems(report, report.sentences[number], states=True)
        return self._stage(deeds, report.sentence_text(number))

    def _stage(self, stems: Collection[str], text: str) -> tuple[int, int]:
        told = short = 0
        for process in processes():
            top = self.reached.get(process.name, 0)
            if not top:
                continue
            has = [i for i, words in enumerate(process.stages) if words.intersection(stems)]
            ahead = process.pending.get(top)
            if has:
                told += max(has)
                short += top - max(has)
            elif ahead is not None and ahead.search(text.lower()):
                short += 1
        ahead_of = {stem(m.group(1)) for m in _WILL.finditer(text.lower())}
        return told, short + len(ahead_of & self.done)


def state_of(reports: Sequence[Annotated]) -> State:
    """The stages that an event has reached, by what titles and first sentences say was done."""
    reached: dict[str, int] = {}
    people: dict[str, set[str]] = {}
    tellers: Counter[str] = Counter()
    for report in reports:
        title = (report.article.title or "").lower()
        told = set(_deeds_of(title)) if title and not _TO_BE.search(title) else set()
        _reach(told, set(), reached, people)
        for _, sentence in _openings(report)[:LEADS]:
            deeds = done_stems(report, sentence, states=True)
            _reach(deeds, _people(report, sentence), reached, people)
            told |= deeds
        tellers.update(p.name for p in processes() if any(words & told for words in p.stages))
    for name, count in tellers.items():
        # What one report mentions of somebody's past is not what the event goes through.
        if count < TELLERS * len(reports):
            reached.pop(name, None)
    done = frozenset(_done(reports)) - VAGUE
    return State(reached, {name: frozenset(names) for name, names in people.items()}, done)


#: What stands behind the verb of a title, and not behind a word that only says which ("Convicted").
_BEHIND = re.compile(
    r"([a-z]+)(?=\s*(?:$|[,.;:–—-]|(?:to|of|in|for|by|with|over|after|as|on|at|from|during|near|"
    r"against|amid|the|a|an|his|her|their|its)\b))"
)


#: A verb in the present in front of the thing that it acts on.
_ACTS_ON = re.compile(r"\b([a-z]+s) (?=(?:[a-z]+ ){0,2}(?:bills?|packages?|laws?|orders?|acts?)\b)")


def _deeds_of(title: str) -> frozenset[str]:
    """Stems of the words of a title that may be its verb or what the verb is about."""
    found = [m.group(1) for pattern in (_BEHIND, _ACTS_ON) for m in pattern.finditer(title)]
    return frozenset(stem(word) for word in found)


def _reach(
    done: Collection[str],
    names: set[str],
    reached: dict[str, int],
    people: dict[str, set[str]],
) -> None:
    """Note the stages that some words tell, and whom they are about."""
    for process in processes():
        for index, words in enumerate(process.stages):
            if not words & set(done):
                continue
            if index > reached.get(process.name, 0):
                reached[process.name] = index
                people[process.name] = set(names)
            elif index == reached.get(process.name, 0):
                people.setdefault(process.name, set()).update(names)


def done_stems(report: Annotated, sentence: Sentence, *, states: bool = False) -> frozenset[str]:
    """Stems of what the main clause of a sentence, or the clause of what is said in it, tells as
    done; and of the noun or adjective that its verb links or acts on ("found guilty").

    Args:
        states: whether what "is charged" counts, too.
    """
    tokens = report.tokens[sentence.first : sentence.last]
    found: set[str] = set()
    for at, token in _main_verbs(tokens, sentence.first):
        near = [t for t in tokens if t.head == at]
        if any(t.text.lower() in ("not", "n't", "n’t", "never") for t in near):
            continue
        if any(t.tag == "MD" for t in near) or (token.tag == "VB" and token.head != at):
            continue
        helps = {t.tag for t in near if t.pos == "AUX" or t.dep.startswith(("aux", "cop"))}
        has = any(t.lemma.lower() == "have" and t.pos == "AUX" for t in near)
        past = token.tag == "VBD" or "VBD" in helps or (token.tag == "VBN" and (has or not helps))
        past |= states and token.tag == "VBN"
        past &= token.lemma.lower() not in PLANNED
        if not past or is_quoted(report, token.start):
            continue
        found.add(stem(token.lemma.lower()))
        found |= {
            stem(t.lemma.lower())
            for t in near
            if t.dep in ("obj", "dobj", "xcomp", "acomp", "oprd", "attr", "nsubj:pass", "amod")
            and t.pos in ("NOUN", "ADJ")
            and not _PREVIOUS.search(report.article.text[max(0, t.start - 12) : t.end].lower())
        }
        if token.lemma.lower() in _FINDS:
            # "Found the former pilot guilty": the parse may hang the adjective on the noun.
            found |= {
                stem(t.text.lower())
                for t in tokens
                if t.pos == "ADJ" and 0 < t.start - token.end < REACH and t.head != at
            }
    return frozenset(found)


#: Verbs that say how somebody was found to be, and how far behind it stands, in code points.
_FINDS = frozenset(("find", "plead", "declare", "pronounce"))
REACH = 60


def future_stems(report: Annotated, sentence: Sentence) -> frozenset[str]:
    """Stems of what a sentence says will be done, or is planned or due, in its main clause or in
    the clause of what is said in it; without what somebody says between quotation marks."""
    tokens = report.tokens[sentence.first : sentence.last]
    found: set[str] = set()
    main = {at for at, _ in _main_verbs(tokens, sentence.first)}
    for at, token in _main_verbs(tokens, sentence.first):
        near = [(sentence.first + i, t) for i, t in enumerate(tokens) if t.head == at]
        if is_quoted(report, token.start):
            continue
        # "Will Artino scored": a name is no future.
        if any(t.text in ("will", "’ll", "'ll") and t.tag == "MD" for _, t in near):
            found.add(stem(token.lemma.lower()))
        now = token.tag in ("VBZ", "VBP") or any(t.tag in ("VBZ", "VBP") for _, t in near)
        if token.lemma.lower() in PLANNED and now:
            found |= {
                stem(t.lemma.lower()) for _, t in near if t.dep in ("xcomp", "ccomp", "advcl")
            }
        if token.lemma.lower() == "be" and token.tag in ("VBZ", "VBP"):
            found |= {stem(t.lemma.lower()) for i, t in near if t.dep == "xcomp" and i not in main}
    return frozenset(found)


def undone_stems(report: Annotated, sentence: Sentence) -> frozenset[str]:
    """Stems of what a sentence says has not been done yet."""
    tokens = report.tokens[sentence.first : sentence.last]
    found: set[str] = set()
    for at, token in _main_verbs(tokens, sentence.first):
        near = [t for t in tokens if t.head == at]
        denied = any(t.text.lower() in ("not", "n't", "n’t", "never") for t in near)
        has = any(t.lemma.lower() == "have" and t.tag in ("VBZ", "VBP") for t in near)
        if denied and has and token.tag == "VBN" and not is_quoted(report, token.start):
            found.add(stem(token.lemma.lower()))
    return frozenset(found)


def _main_verbs(tokens: Sequence[Token], first: int) -> list[tuple[int, Token]]:
    """The root of a sentence, the verbs beside it, and those of what its subject is said to say."""
    roots = [first + i for i, t in enumerate(tokens) if t.head == first + i]
    found = list(roots)
    for at in roots:
        found += [
            first + i
            for i, t in enumerate(tokens)
            if t.head == at and first + i != at and t.dep in ("ccomp", "conj", "parataxis")
        ]
    return [
        (i, tokens[i - first]) for i in found if tokens[i - first].pos in ("VERB", "AUX", "ADJ")
    ]


def overtaken_by_state(reports: Sequence[Annotated], state: State) -> frozenset[tuple[int, int]]:
    """(report, sentence) of what is told as pending or planned and has come to pass."""
    done = _done(reports)
    found: set[tuple[int, int]] = set()
    for index, report in enumerate(reports):
        for number, sentence in enumerate(report.sentences):
            if sentence.role not in RUNNING:
                continue
            text = report.sentence_text(number)
            if _is_pending(report, sentence, text, state) or _was_done(
                index, report, sentence, text, done, reports
            ):
                found.add((index, number))
    return frozenset(found)


def _is_pending(report: Annotated, sentence: Sentence, text: str, state: State) -> bool:
    low = text.lower()
    for process in processes():
        top = state.reached.get(process.name, 0)
        if not any(p.search(low) for stage, p in process.pending.items() if stage <= top):
            continue
        names, own = state.people.get(process.name, frozenset()), _people(report, sentence)
        # What is told of somebody else is another's case.
        if not own or not names or own & names:
            return True
    return False


def _done(
    reports: Sequence[Annotated],
) -> dict[str, list[tuple[int, frozenset[str]]]]:
    """What first sentences of the reports tell as done: for each deed the reports, and the stems of
    the sentence."""
    found: dict[str, list[tuple[int, frozenset[str]]]] = {}
    for index, report in enumerate(reports):
        for number, sentence in _openings(report):
            stems = content_stems(report.sentence_text(number))
            for deed in done_stems(report, sentence):
                found.setdefault(deed, []).append((index, stems))
    return found


def _was_done(
    index: int,
    report: Annotated,
    sentence: Sentence,
    text: str,
    done: Mapping[str, Sequence[tuple[int, frozenset[str]]]],
    reports: Sequence[Annotated],
) -> bool:
    at = report.article.changed
    stems = content_stems(text)
    for deed in future_stems(report, sentence) | undone_stems(report, sentence):
        if deed in VAGUE:
            continue
        for other, theirs in done.get(deed, ()):
            then = reports[other].article.changed
            if other == index or (at is not None and then is not None and then < at):
                continue
            if len((stems & theirs) - {deed}) >= SHARED:
                return True
    return at is not None and any(
        deed not in VAGUE and is_done_later(deed, stems, at, reports)
        for deed in hoped_stems(report, sentence)
    )


#: Verbs that say too little for two sentences with one to be of one deed.
VAGUE = frozenset(
    stem(w) for w in ("be", "have", "do", "make", "take", "get", "go", "come", "say", "give")
)


def _openings(report: Annotated) -> list[tuple[int, Sentence]]:
    return [(i, s) for i, s in enumerate(report.sentences) if s.role in RUNNING][:OPENING]


def _people(report: Annotated, sentence: Sentence) -> set[str]:
    text = report.article.text
    names = (
        re.sub(r"['’]s$|,? (?:[JS]r\.?|II+)$", "", text[e.start : e.end])
        for e in report.entities
        if e.label == "PERSON" and sentence.start <= e.start < sentence.end
    )
    return {name.split()[-1].lower() for name in names if name.split()}
