"""Names of free prose: those that no report has, titles given to another, days of another event."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from copydesk.check.claim_reading import Reading
from copydesk.check.evidence import Evidence, Passage
from copydesk.check.lexicon import FUNCTION_WORDS, MONTHS, TIME_WORDS, UNITS, words_of
from copydesk.check.words import Word, content_words, is_mark, key, stem
from copydesk.english import lists
from copydesk.model import Annotated, Reason, Span

#: Forms of address that a report may leave out.
_ADDRESS = words_of("mr mrs ms miss sir dame lord lady")
_NO_NAMES = TIME_WORDS | _ADDRESS | frozenset(MONTHS)
#: From this share of words with capitals a sentence is set as headlines are.
_HEADLINE = 0.8
#: Letters that two forms of one name share at least ("China", "Chinese"), and the longest ending.
_SHARED, _ENDING = 4, 5
_INITIALS = 2
_STOPS = frozenset({".", "!", "?", ":", '"', "'", "("})
#: Verbs that only say that something came about.
_HAPPENS = words_of("happen happened occurred began started came took place was")
_ORDER = words_of("after before since following")
#: A day stands for another event when at most this many words go from the order to that event.
_NEXT = 4


def absent_names(claim: Reading, reports: Sequence[Evidence]) -> tuple[Word, ...]:
    """Words of names in the sentence that no report has anywhere, in no form.

    Forms of one name are an adjective or plural of it and its initials. Left alone are the first
    word of a sentence, which may be no name; common words of a headline; words of the calendar, a
    matter of dates; and states by their letters ("U.K."), which have names of other roots.
    """
    parts = [report.once(_names_known) for report in reports]
    known, capitals, initials = (frozenset().union(*(p[i] for p in parts)) for i in range(3))
    ours = [w for w in claim.words if not is_mark(w)]
    covered = {
        w.start for run in _runs(ours) if _first_letters(run) in capitals | known for w in run
    }
    return tuple(
        w
        for w in _names_of(claim)
        if not w.text.lower().endswith("'s")
        and key(w) not in known
        and w.start not in covered
        and w.norm.replace(".", "") not in initials
        and not any(_is_form(w.norm, other) for other in capitals)
    )


def _names_known(report: Evidence) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """The stems of a report's words, its words with capitals, and initials of its names."""
    words = [w for w in report.words if not is_mark(w)]
    return (
        frozenset(key(w) for w in words),
        frozenset(w.norm for w in words if w.text[:1].isupper()),
        frozenset(_initials(words)),
    )


def _names_of(claim: Reading) -> Iterator[Word]:
    """Its names; where all words have capitals, as in headlines, those that the parse calls so."""
    found = list(_names(claim.words))
    content = [w for w in content_words(claim.words) if w.kind == "word"]
    if len([w for w in content if w.text[:1].isupper()]) < _HEADLINE * len(content):
        yield from found
        return
    names = {t.start for t in claim.annotated.tokens if t.pos == "PROPN"}
    yield from (w for w in found if w.start in names)


def _names(words: Sequence[Word]) -> Iterator[Word]:
    content = {(w.start, w.norm) for w in content_words(words)}
    before = ""
    for word in words:
        opens = not before or before in _STOPS
        before = word.norm
        if opens or (word.start, word.norm) not in content or not word.text[:1].isupper():
            continue
        if word.kind == "word" and word.norm not in _NO_NAMES and "." not in word.norm:
            yield word


def _is_form(one: str, other: str) -> bool:
    """Whether two words differ in their endings only."""
    shared = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        shared += 1
    return shared >= _SHARED and max(len(one), len(other)) - shared <= _ENDING


def _runs(words: Sequence[Word]) -> Iterator[tuple[Word, ...]]:
    """Capitalised words in a row, function words between them left out."""
    run: list[Word] = []
    for word in words:
        if word.text[:1].isupper():
            run.append(word)
        elif run and word.norm not in FUNCTION_WORDS:
            yield tuple(run)
            run = []
    yield tuple(run)


def _first_letters(run: Sequence[Word]) -> str:
    return "".join(w.norm[:1] for w in run) if len(run) >= _INITIALS else ""


def _initials(words: Sequence[Word]) -> Iterator[str]:
    """What every part of a run of capitalised words is called by its first letters."""
    for run in _runs(words):
        letters = "".join(w.norm[:1] for w in run)
        for first in range(len(letters)):
            for last in range(first + _INITIALS, min(len(letters), first + 6) + 1):
                yield letters[first:last]


def other_given_name(
    claim: Reading, report: Evidence, passages: Sequence[Passage]
) -> Reason | None:
    """Why a person of the sentence is another of that surname in the sentence that has most of it.

    Both must be persons of the report.
    """
    theirs = list(_persons(report.report))
    known = {(first, last) for first, last, _ in theirs}
    ours = {w.norm for w in claim.words}
    for passage in passages[:1]:
        there = [
            p for p in theirs if passage.span.start <= p[2].start and p[2].end <= passage.span.end
        ]
        for first, last, person in _persons(claim.annotated):
            other = [p for p in there if p[1] == last]
            firsts = {p[0] for p in other}
            if not other or (first, last) not in known or firsts & (ours | {first}):
                continue
            span = other[0][2]
            message = f"The source has {span.of(report.report.article.text)} in this place."
            return Reason("names", message, person.of(claim.annotated.article.text), span)
    return None


def _persons(text: Annotated) -> Iterator[tuple[str, str, Span]]:
    """First and last word of each person's name of two words or more."""
    for entity in text.entities:
        name = text.article.text[entity.start : entity.end].casefold().split()
        if entity.label == "PERSON" and len(name) >= 2:
            yield name[0], name[-1], Span(text.article.id, entity.start, entity.end)


def moved_title(claim: Reading, report: Evidence) -> Reason | None:
    """Why a title stands before a name in the sentence that the source gives only to others."""
    ours = list(_titled(claim.words))
    if not ours:
        return None
    theirs = report.once(_titles)
    persons = report.once(_with_capitals)
    for title, name in ours:
        if not any(key(w) in persons for w in name):
            continue
        uses = sum(k == key(title) for k in report.run_of_keys)
        held = [(t, n) for t, n in theirs if key(t) == key(title)]
        same = {key(w) for w in name}
        if held and len(held) == uses and not any(same & {key(w) for w in n} for _, n in held):
            other = " ".join(w.text for w in held[0][1])
            start, end = held[0][0].start, held[0][1][-1].end
            message = f"The source calls {other} “{title.text}”, nobody else."
            span = Span(report.report.article.id, start, end)
            return Reason("names", message, title.text, span)
    return None


def _titles(report: Evidence) -> tuple[tuple[Word, tuple[Word, ...]], ...]:
    return tuple(_titled(report.words))


def _with_capitals(report: Evidence) -> frozenset[str]:
    return frozenset(key(w) for w in report.words if w.text[:1].isupper() and not is_mark(w))


def _titled(words: Sequence[Word]) -> Iterator[tuple[Word, tuple[Word, ...]]]:
    """Each word that ends as titles do and stands before a name of two words, with the name."""
    for index, word in enumerate(words[:-2]):
        if word.kind != "word" or not word.norm.endswith(_TITLE_ENDINGS) or word.quoted:
            continue
        if word.norm in _NO_TITLES:
            continue
        if word.text[:1].isupper() and word.norm.endswith(_PEOPLES):
            continue
        name = []
        for after in words[index + 1 : index + 4]:
            if after.kind != "word" or not after.text[:1].isupper():
                break
            name.append(after)
        if name:
            yield word, tuple(name)


#: Nouns of agents and offices; "-er" and "-or" hold most of them.
_TITLE_ENDINGS = (
    "er", "or", "ist", "ant", "ent", "man", "woman", "person", "ian", "chief", "head", "judge",
    "general", "coach", "captain", "king", "queen", "prince", "princess", "pope", "attorney",
)  # fmt: skip


#: These end so as well, and stand before names: "played for Northgate".
_NO_TITLES = lists.words("vetoes", "named no titles")
#: With a capital these are of peoples and places ("Canadian").
_PEOPLES = ("ian", "ean")


def other_event(claim: Reading, report: Evidence, passages: Sequence[Passage]) -> Reason | None:
    """Why a day of the sentence is that of another event, to which the source sets this one.

    "On 3 March, two days after the fire" dates what stands before it, not the fire.
    """
    day = _day(claim.words)
    ours = {key(w) for w in content_words(claim.words) if w.norm not in _HAPPENS} - set(day)
    if not day or not ours or any(w.norm in _ORDER for w in claim.words):
        return None
    for passage in passages:
        words = [w for w in passage.words if not is_mark(w)]
        keys = [key(w) for w in words]
        shared = [i for i, k in enumerate(keys) if k in ours]
        if not set(day) <= set(keys) or not shared:
            continue
        for index, (unit, order) in enumerate(pairwise(words)):
            behind = range(index + 2, index + 2 + _NEXT)
            if order.norm in _ORDER and unit.norm in UNITS and all(i in behind for i in shared):
                message = f"The source dates another event, {unit.text} {order.text} this one."
                start, end = passage.span.start, passage.span.end
                span = Span(report.report.article.id, start, end)
                said = " ".join(w.text for w in claim.words if key(w) in day)
                return Reason("dates", message, said, span)
    return None


def _day(words: Sequence[Word]) -> tuple[str, ...]:
    """A month with its number, or a weekday, as keys; empty without one."""
    for one, other in pairwise(words):
        pair = (one, other)
        if {w.kind for w in pair} == {"number", "word"} and any(w.norm in MONTHS for w in pair):
            return tuple(key(w) for w in pair)
    weekdays = [w for w in words if w.norm.endswith("day") and w.norm in TIME_WORDS]
    return (stem(weekdays[0].norm),) if weekdays else ()
