"""Which event a sentence tells: the story's, another one that a report mentions, or the past.

Comparison puts figures and deeds of one event together; a story must in addition keep what else
its reports mention apart: an earlier attack, the career of somebody named, a case like it
elsewhere. Three signs decide, strongest first: the days and years that a sentence names, against
the days of the event; words that set another case apart; and whom it is about, where nobody and
nothing of it belongs to the event and the sentence before was of another.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from copydesk.compose.choose.selection import content_stems
from copydesk.model import RUNNING, Annotated, Claims, Passage, Sentence, Told


class Scene(StrEnum):
    """Which event a sentence tells; NONE is opinion, asides and page matter."""

    EVENT = "event"
    PAST = "past"
    OTHER = "other"
    NONE = "none"


#: How sure the claims must be that a sentence tells nothing, and that it is of another event where
#: it names nobody and nothing of the story's.
SURE_NONE, SURE_OTHER = 0.75, 0.6


#: Days before the event that still belong to it: what led to it is told with it.
NEAR = timedelta(days=21)
#: Sentences of a report that name whom and what its event is about.
OPENING = 3
_YEAR = re.compile(
    r"(?:\b(?:[Ii]n|[Ss]ince|of|by|until|from|to|during|early|late|mid|and|"
    r"January|February|March|April|May|June|July|August|September|October|November|December)"
    r"[ -]|\d, |\()((?:19|20)\d\d)\b(?!-| \w+s\b)"
)
_PAST = re.compile(
    r"\b(?:last year|(?:years?|decades?|centur(?:y|ies)) (?:ago|earlier|before)|"
    r"(?:last|previous|past) (?:decade|century)|earlier this year|(?:several|a few|two|three|"
    r"four|five|six|\d+) months (?:ago|earlier)|in the (?:early |late |mid-)?(?:19|20)?\d0s)\b",
    re.IGNORECASE,
)
_APART = re.compile(
    r"(?:In|At|On) (?:an?|another|yet another) (?:separate|similar|unrelated|earlier|previous|"
    r"different|other)\b|At other\b|Separately\b|Elsewhere\b|In another\b"
    r"|In other (?:news|developments)\b"
    r"|Similar (?:\w+ ){1,2}(?:have|has|had|was|were)\b",
)
_SEPARATE = re.compile(r"In an? (?:separate|unrelated|different|similar) \w+")
_INSTANCE = re.compile(r"^[A-Z][\w ]+, for (?:instance|example),")
_RUNNING_ON = re.compile(r"(?:Months|Years|(?:One|Two|Three|A) (?:year|month)s?) later\b")
_LABELS = ("PERSON", "ORG", "LOC", "NORP")
#: Names of those who do something.
_ACTORS = ("PERSON",)


@dataclass(frozen=True, slots=True)
class Scenes:
    """The scene of every running sentence of a story.

    Attributes:
        of: by (report, sentence).
        days: first and last day of the event; None when no report tells or has one.
        core: words of the names that the event is about, in lower case.
    """

    of: Mapping[tuple[int, int], Scene]
    days: tuple[date, date] | None
    core: frozenset[str]

    def scene(self, report: int, sentence: int) -> Scene:
        """The scene of a sentence; of the event where nothing is known."""
        return self.of.get((report, sentence), Scene.EVENT)


def scenes(
    reports: Sequence[Annotated], origins: Sequence[str], claims: Sequence[Claims] = ()
) -> Scenes:
    """The scenes of a story.

    What the claims say of a sentence counts where they are sure; they see its report alone.

    Args:
        reports: of the story; origins: the id of the independent origin of each.
        claims: of the reports, in the same order; empty where there are none.
    """
    passages = [{p.sentence: p for p in own.passages} for own in claims] or [{}] * len(reports)
    days = event_days(reports)
    months = opening_months(reports)
    core = core_names(reports, origins)
    shared = _carried(reports, origins)
    widely = max(2, round(WIDELY * len(set(origins))))
    titles = [content_stems(r.article.title or "") for r in reports]
    named = {s for own in titles for s in own if 2 * sum(s in t for t in titles) > len(titles)}
    found: dict[tuple[int, int], Scene] = {}
    for index, report in enumerate(reports):
        last, block = Scene.EVENT, -1
        told: set[str] = set()
        strangers: set[str] = set()
        position = 0
        for number, sentence in enumerate(report.sentences):
            if sentence.role not in RUNNING:
                continue
            text = report.sentence_text(number)
            names = _names(report, sentence)
            known = bool(names & core)
            scene = _by_time(report, sentence, text, days)
            if scene is Scene.PAST and position >= OPENING and not known:
                scene = Scene.OTHER
            if position >= OPENING and (_INSTANCE.search(text) or _SEPARATE.match(text)):
                scene = Scene.OTHER
            if scene is None and position >= OPENING:
                stems = content_stems(text)
                ties = sum(len(shared.get(s, ())) >= widely for s in stems)
                first = _first_name(report, sentence)
                if _APART.match(text) and not known:
                    scene = Scene.OTHER
                elif last in (Scene.OTHER, Scene.PAST) and (
                    (
                        (last is Scene.OTHER or sentence.block == block)
                        and first
                        and not first & told
                        and not known
                    )
                    or (names and not known and names & strangers)
                    or (first & strangers and not first & (core | told))
                    or _RUNNING_ON.match(text)
                    or (_goes_on(report, sentence) and not known and ties < FEW_TIES)
                    or (_goes_on(report, sentence) and _is_of_strangers(report, sentence, core))
                    or (_goes_on(report, sentence) and not names and sentence.block == block)
                ):
                    scene = last
                elif (
                    names
                    and not known
                    and not stems & named
                    and ties < TIED * len(stems)
                    and not _is_speech(report, number)
                ):
                    scene = Scene.OTHER
            passage = passages[index].get(number)
            if scene is None and passage is not None and position >= OPENING:
                # Its country is no sign that somebody belongs to the event.
                apart = _is_of_strangers(report, sentence, core)
                scene = _by_passage(passage, known=known and not apart)
            scene = scene or Scene.EVENT
            at_head = position < OPENING and not times_apart(report, sentence, days)
            apart = days is None and months_apart(report, sentence, text, months)
            scene = Scene.EVENT if at_head else Scene.PAST if apart else scene
            strangers = (strangers if last is not Scene.EVENT else set()) | (names - core)
            if scene is Scene.EVENT:
                told |= names
            found[index, number] = last = scene
            block = sentence.block
            position += 1
    return Scenes(found, days, core)


def _is_of_strangers(report: Annotated, sentence: Sentence, core: frozenset[str]) -> bool:
    """Whether a sentence names people, and none of them belongs to the event."""
    people = _names(report, sentence, _ACTORS)
    return bool(people) and not people & core


def _by_passage(passage: Passage, *, known: bool) -> Scene | None:
    """What the claims say of a sentence, where they are sure; None where they are not."""
    if passage.event is Told.NONE and passage.confidence >= SURE_NONE:
        return Scene.NONE
    if passage.event is Told.OTHER and passage.confidence >= SURE_OTHER and not known:
        return Scene.OTHER
    return None


#: Stems that other origins have, below which a sentence that goes on from one of another event
#: is of it; and their share of a sentence that names nobody of the event.
FEW_TIES, TIED = 3, 0.4
#: Share of the origins that must have a stem for it to tie a sentence to the event, or a name of
#: one opening for it to be of the event: agencies' notes of the day's other news stand in several
#: reports alike. Asked where so many origins tell the story.
WIDELY, MANY = 0.25, 5


def event_days(reports: Sequence[Annotated]) -> tuple[date, date] | None:
    """First and last day of the event: what most reports open on, to the last publication."""
    published = [r.article.published.date() for r in reports if r.article.published]
    votes: Counter[date] = Counter()
    for report in reports:
        running = [s for s in report.sentences if s.role in RUNNING][:OPENING]
        if not running:
            continue
        own = report.article.published.date() if report.article.published else None
        days = {
            t.first
            for t in report.times
            if t.first and t.first == t.last and running[0].start <= t.start < running[-1].end
        }
        votes.update(d for d in days if own is None or timedelta(0) <= own - d <= NEAR)
    if not votes and not published:
        return None
    if not votes:
        return min(published), max(published)
    day, most = min(votes.items(), key=lambda v: (-v[1], v[0]))
    first = day if most > 1 or not published else min(day, *published)
    return first, max([*published, day])


def core_names(reports: Sequence[Annotated], origins: Sequence[str]) -> frozenset[str]:
    """Words of the names that titles or openings have, or two origins in a share of the reports."""
    carriers: dict[str, set[str]] = {}
    core: set[str] = set()
    opened: set[str] = set()
    for report, origin in zip(reports, origins, strict=True):
        running = [s for s in report.sentences if s.role in RUNNING]
        opening = running[min(OPENING, len(running)) - 1].end if running else 0
        title = (report.article.title or "").lower()
        for entity in report.entities:
            if entity.label not in _LABELS:
                continue
            words = _words(report.article.text[entity.start : entity.end])
            for word in words:
                carriers.setdefault(word, set()).add(origin)
            if any(re.search(rf"\b{re.escape(w)}\b", title) for w in words):
                core |= words
            elif entity.start < opening:
                opened |= words
    many = len(set(origins))
    if many >= MANY:
        opened = {w for w in opened if len(carriers[w]) >= max(2, round(WIDELY * many))}
    core |= opened
    least = max(2, round(0.4 * many))
    return frozenset(core | {word for word, had in carriers.items() if len(had) >= least})


def _words(name: str) -> set[str]:
    return {w for w in re.findall(r"[\w’'-]{3,}", name.lower()) if w not in _SMALL}


_SMALL = frozenset(
    ["the", "and", "for", "with", "mr.", "mrs.", "new", "north", "south", "east", "west", "united"]
)


def _is_speech(report: Annotated, number: int) -> bool:
    said = [(s.sentence, s.attribution.kind) for s in report.statements]
    said += [(q.sentence, q.attribution.kind) for q in report.quotations]
    return any(at == number and kind != "narrator" for at, kind in said)


def _first_name(report: Annotated, sentence: Sentence) -> set[str]:
    """Words of the first name in a sentence."""
    for entity in report.entities:
        if sentence.start <= entity.start < sentence.end and entity.label in _LABELS:
            return _words(report.article.text[entity.start : entity.end])
    return set()


def _names(report: Annotated, sentence: Sentence, labels: Sequence[str] = _LABELS) -> set[str]:
    """Words of the names in a sentence, and of those that its pronouns stand for."""
    found: set[str] = set()
    for entity in report.entities:
        if sentence.start <= entity.start < sentence.end and entity.label in labels:
            found |= _words(report.article.text[entity.start : entity.end])
    for chain in report.chains:
        here = any(sentence.start <= m.start < sentence.end for m in chain.mentions)
        if here and chain.label in labels:
            found |= _words(chain.name)
    return found


def _carried(reports: Sequence[Annotated], origins: Sequence[str]) -> dict[str, set[str]]:
    carriers: dict[str, set[str]] = {}
    for report, origin in zip(reports, origins, strict=True):
        for number, sentence in enumerate(report.sentences):
            if sentence.role in RUNNING:
                for item in content_stems(report.sentence_text(number)):
                    carriers.setdefault(item, set()).add(origin)
    return carriers


def _by_time(
    report: Annotated, sentence: Sentence, text: str, days: tuple[date, date] | None
) -> Scene | None:
    """What the times of a sentence say: past when all of them lie well before the event."""
    if days is None:
        return None
    bare = re.sub(r"[“\"][^”\"]*[”\"]", " ", text)
    times = [
        t
        for t in report.times
        if sentence.start <= t.start < sentence.end
        and t.last is not None
        and not _is_style(report, t.start, t.end)
    ]
    near = [t for t in times if t.last is not None and t.last >= days[0] - NEAR]
    years = [int(y) for y in _YEAR.findall(bare)]
    recent = [y for y in years if y >= days[0].year]
    old = [t for t in times if t.last is not None and t.last < days[0] - NEAR]
    if (old or any(y < days[0].year for y in years)) and not near and not recent:
        return Scene.PAST
    return Scene.PAST if _PAST.search(bare) and not near else None


def _is_style(report: Annotated, start: int, end: int) -> bool:
    """Whether a year only says which ("the 2007 world champion")."""
    text = report.article.text
    return text[start:end].isdigit() and text[max(0, start - 4) : start].lower() == "the "


def times_apart(report: Annotated, sentence: Sentence, days: tuple[date, date] | None) -> bool:
    """Whether a sentence names days, all of them well before the event."""
    last = [
        t.last
        for t in report.times
        if sentence.start <= t.start < sentence.end and t.last and dates_deed(report, t.start)
    ]
    return bool(days and last) and all(day < days[0] - NEAR for day in last if days)


def dates_deed(report: Annotated, start: int) -> bool:
    """Whether a time says when the main clause of its sentence happened: "musicals of the 1940s"
    and "who was hurt in 2010" only say which or who."""
    at = next((i for i, t in enumerate(report.tokens) if t.start <= start < t.end), None)
    while at is not None and report.tokens[at].head != at:
        if report.tokens[at].dep.split(":")[0] in _SAYS_WHICH:
            return False
        at = report.tokens[at].head
    return True


#: What hangs on a noun, or in a clause of its own.
_SAYS_WHICH = frozenset({"nmod", "acl", "relcl", "appos", "amod", "compound", "advcl", "nummod"})
_MONTH = re.compile(
    r"\b(?:[Ll]ast|[Ii]n|[Ss]ince|of) (January|February|March|April|May|June|July|August|September|"
    r"October|November|December)\b"
)


def opening_months(reports: Sequence[Annotated]) -> frozenset[str]:
    """The months that the first sentences of the reports name."""
    found: set[str] = set()
    for report in reports:
        running = [s for s in report.sentences if s.role in RUNNING][:OPENING]
        if running:
            text = report.article.text[running[0].start : running[0].end]
            found |= set(_MONTHS.findall(text))
    return frozenset(found)


_MONTHS = re.compile(
    r"\b(January|February|March|April|May|June|July|August|September|October|November|December)\b"
)


def months_apart(report: Annotated, sentence: Sentence, text: str, months: frozenset[str]) -> bool:
    """Whether a sentence tells what happened in a month that no report's opening names; asked where
    no report has a date and all else is told by days of the week."""
    named = {
        m.group(1) for m in _MONTH.finditer(text) if dates_deed(report, sentence.start + m.start(1))
    }
    return bool(named) and not named & months


def _goes_on(report: Annotated, sentence: Sentence) -> bool:
    """Whether its subject points back: a pronoun, or a noun with "the" or "that"."""
    tokens = report.tokens[sentence.first : sentence.last]
    for token in tokens:
        if token.dep.startswith("nsubj"):
            return token.pos == "PRON" or any(
                t.text.lower() in ("the", "that", "this", "those", "these", "his", "her", "their")
                and report.tokens[t.head] is token
                for t in tokens
            )
    return False
