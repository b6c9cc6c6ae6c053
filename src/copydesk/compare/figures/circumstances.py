"""What two sentences say of two figures besides their values: one thing, part, place, day, hour?

Two values differ only where nothing says that they are of two things. Sentences that count the
same noun may still tell of another quake of that night, another model, another town, a part of
those counted, or of what is asked for and not had; each says so by a word of its own beside the
number, for which the other has another word.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Final

from copydesk.compare.deeds.moments import Moment, apart, moments_of
from copydesk.compare.figures import places
from copydesk.compare.same import measures
from copydesk.compare.same.groups import FATES
from copydesk.compare.stems import STOP, stem
from copydesk.english.lists import alternatives, words
from copydesk.model import Annotated, Figure, Role, Token

#: Words that a restriction behind the counted noun begins with.
_RESTRICTS: Final = words("comparing", "restrictions")
#: Before a number: that it counts some of more, which others need not be counting.
_SOME: Final = re.compile(
    r"\bone of (?:the|several|many|those|these|its|their|two|three|four|five|six|\d+)\b[^.;]*$"
    r"|(?:^|[,;(] ?)(?:of|among) (?:them|those|these|the)\b(?: \w+){0,3},? "
    r"(?:about |some |at least )?$",
    re.IGNORECASE,
)
#: What is told of people beside the dead.
_HARMED: Final = frozenset({"injured", "badly injured", "slightly injured"})
_FROM: Final = re.compile(r"\bfrom (?:an? |the |about |some )?(?:revised )?$", re.IGNORECASE)
_OTHERS: Final = re.compile(rf"(?i)\b(?:{alternatives(words('comparing', 'others'))})\b")
#: What is asked for, offered or advised is not what there is.
_WANTED: Final = words("comparing", "wanted")
#: What befalls people: a number of the killed is not one of those who were there.
_FATES: Final = frozenset(FATES)
#: Kinds of measures that say how large a thing is, and not what it is.
_SIZES: Final = frozenset(
    {"length", "mass", "area", "duration", "days", "years", "speed", "volume", "temperature"}
)
_STRETCHES: Final = frozenset({"duration", "days", "years"})
#: Beside a stretch of time: from when it is told.
_FROM_WHEN: Final = words("comparing", "from when")
_STATISTICS: Final = words("comparing", "statistics")
#: Minutes that two times of one happening may be apart in two reports.
_HOUR: Final = 60.0
#: Code points before a number that may say what it is a number of.
_BEFORE: Final = 60
_CLAUSE_ENDS: Final = frozenset('.,;:()—–“”"')
#: Sentences that open a report.
_OPENING: Final = 3
_OPENING_ROLES: Final = frozenset({Role.HEADLINE, Role.STANDFIRST, Role.DATELINE})
#: Steps up the parse to a verb.
_UP: Final = 6


class Circumstances:
    """The reports of a story, read around figures when two of them seem to differ."""

    def __init__(self, reports: Sequence[Annotated]) -> None:
        self._pages = {r.article.id: _Page(r) for r in reports}

    def apart(self, a: Figure, b: Figure) -> str | None:
        """What says that two figures of unlike value are of two things; None when nothing does.

        Returns:
            the end of a sentence that begins with both values.
        """
        x, y = self._pages[a.article], self._pages[b.article]
        if a.predicate == "age" and not _one_person(a, b):
            return "are not said to be one person's"
        if (a.predicate in _FATES) != (b.predicate in _FATES):
            return "are not said of one deed"
        for said, reason in (
            (a.predicate == "age" and x.past(a) != y.past(b), "are told of other years"),
            (_apart(x.moments(a), y.moments(b)), "are told of other days"),
            (x.hour(a, y, b), "are told of other hours"),
            (x.some(a) != y.some(b), "are not both of all of them"),
            (x.wanted(a) != y.wanted(b), "are not both of what there is"),
            (_two(x.restriction(a), y.restriction(b)), "are told of two things"),
            (x.named(a) != y.named(b) or _two(x.makes(a), y.makes(b)), "are not of one make"),
            (x.converted(a) or y.converted(b), "are one measure in two units, rounded"),
            (x.elsewhere(a, y, b) or y.elsewhere(b, x, a), "are told of two places"),
            (_measured(a) and not x.words(a) & y.words(b), "are told of two things"),
            (_measured(a) and _two(x.places(a), y.places(b)), "are told of two places"),
            (_lasting(a) and x.span(a) != y.span(b), "are not told from one time on"),
            (x.start(a) != y.start(b), "are not both what it came to"),
            (x.statistic(a) != y.statistic(b), "are not both averages or forecasts"),
        ):
            if said:
                return reason
        return None


def _measured(figure: Figure) -> bool:
    """Whether it is the size of something, and what it measures stands around it only."""
    return figure.predicate != "age" and measures.kind(figure.unit) in _SIZES


def _lasting(figure: Figure) -> bool:
    """Whether it is a stretch of time that is nobody's age."""
    return figure.predicate != "age" and measures.kind(figure.unit) in _STRETCHES


def _one_person(a: Figure, b: Figure) -> bool:
    """Whether two ages are of one name."""
    x, y = ((f.scope.population or "").lower().split() for f in (a, b))
    return bool(x and y and x[-1] == y[-1])


def _apart(own: Moment | None, other: Moment | None) -> bool:
    return own is not None and other is not None and apart(own, other)


def _two(own: frozenset[str], other: frozenset[str]) -> bool:
    return bool(own and other) and not own & other


class _Page:
    """A report, read around its figures."""

    def __init__(self, report: Annotated) -> None:
        self.report = report

    @cached_property
    def _starts(self) -> list[int]:
        return [t.start for t in self.report.tokens]

    @cached_property
    def _moments(self) -> Mapping[int, Sequence[Moment]]:
        return moments_of(self.report)

    @cached_property
    def _opening(self) -> frozenset[str]:
        """Words of the title and of the report's first sentences, in lower case."""
        return self._first(_OPENING)

    @cached_property
    def _subject(self) -> frozenset[str]:
        """The same of its title and first sentence alone."""
        return self._first(1)

    def _first(self, most: int) -> frozenset[str]:
        report, found = self.report, [self.report.article.title or ""]
        running = 0
        for sentence in report.sentences:
            running += sentence.role not in _OPENING_ROLES
            if running > most:
                break
            found.append(report.article.text[sentence.start : sentence.end])
        return _lower(found)

    def moments(self, figure: Figure) -> Moment | None:
        """The day that the sentence names nearest to the figure."""
        held = self._moments.get(figure.sentence, ())
        return min(
            held,
            key=lambda m: (max(m.start - figure.end, figure.start - m.end), m.start),
            default=None,
        )

    def past(self, figure: Figure) -> bool:
        """Whether the sentence names a year that is not that of publication."""
        near, published = self.moments(figure), self.report.article.published
        if near is None or near.year is None:
            return False
        return published is None or near.year != published.year

    def words(self, figure: Figure) -> frozenset[str]:
        """Stems of the figure's sentence without its amounts and words of no content."""
        sentence = self.report.sentences[figure.sentence]
        text, at, parts = self.report.article.text, sentence.start, []
        for quantity in self.report.quantities:
            if quantity.sentence == figure.sentence:
                parts.append(text[at : quantity.start])
                at = quantity.end
        found = _lower([*parts, text[at : sentence.end]])
        return frozenset(stem(w) for w in found if w.isalpha() and w not in STOP)

    def places(self, figure: Figure) -> frozenset[str]:
        """Words of the places that its sentence names, without the one measured from."""
        sentence = self.report.sentences[figure.sentence]
        text = self.report.article.text
        named = _lower(
            text[e.start : e.end]
            for e in self.report.entities
            if e.label == "LOC" and sentence.start <= e.start < sentence.end
        )
        reference = figure.scope.place if measures.kind(figure.unit) == "length" else None
        return named - _lower([reference or ""])

    def span(self, figure: Figure) -> str:
        """From when a stretch of time is told: "ago", "previous"; "" for how long a thing was."""
        before = self._before(figure).lower().split()[-1:]
        ahead = [t.text.lower() for t in self._behind(figure, 2)]
        found = [w for w in (*ahead, *before) if w in _FROM_WHEN]
        return found[0] if found else ""

    def start(self, figure: Figure) -> bool:
        """Whether it is where a change began: "fell from 590 a week earlier"."""
        lasting = measures.kind(figure.unit) in _SIZES
        return not lasting and bool(_FROM.search(self._before(figure)))

    def statistic(self, figure: Figure) -> bool:
        """Whether what leads to it in its sentence says that it is an average, or a forecast."""
        return bool(_lower([self._before(figure)]) & _STATISTICS)

    def _before(self, figure: Figure) -> str:
        start = self.report.sentences[figure.sentence].start
        return self.report.article.text[start : figure.start]

    def hour(self, own: Figure, page: _Page, other: Figure) -> bool:
        """Whether both sentences give times of day, of which none is near the other's."""
        mine, others = self._hours(own), page._hours(other)
        return bool(mine and others) and all(abs(x - y) > _HOUR for x in mine for y in others)

    def _hours(self, figure: Figure) -> list[float]:
        return [
            q.point
            for q in self.report.quantities
            if q.kind == "clock" and q.sentence == figure.sentence and q.point is not None
        ]

    def some(self, figure: Figure) -> bool:
        """Whether it counts some of more: "one of the", "of those", "two other", "three more".

        The "others hurt" are those beside the dead, and all the hurt there are.
        """
        before = self._before(figure)[-_BEFORE:]
        ahead = " ".join(t.text for t in self._behind(figure, 2))
        last = " ".join(before.split()[-2:])
        others = bool(_OTHERS.search(last) or _OTHERS.search(ahead))
        return bool(_SOME.search(before)) or (others and figure.predicate not in _HARMED)

    def wanted(self, figure: Figure) -> bool:
        """Whether the verb over it asks, offers or advises."""
        return figure.predicate in _WANTED or self._verb(figure) in _WANTED

    def _verb(self, figure: Figure) -> str:
        tokens = self.report.tokens
        at = bisect_left(self._starts, figure.start)
        for _ in range(_UP):
            if at >= len(tokens) or tokens[at].pos == "VERB" or tokens[at].head == at:
                break
            at = tokens[at].head
        return tokens[at].lemma.lower() if at < len(tokens) and tokens[at].pos == "VERB" else ""

    def _behind(self, figure: Figure, most: int) -> list[Token]:
        first = bisect_left(self._starts, figure.end)
        return [
            t for t in self.report.tokens[first : first + most] if t.sentence == figure.sentence
        ]

    def restriction(self, figure: Figure) -> frozenset[str]:
        """Stems of what restricts the counted noun: "people in 13 countries", "voting for life".

        It begins with a preposition or "who" right behind the noun and ends with the clause.
        Times are left out.
        """
        found: set[str] = set()
        begun = False
        times = [(t.start, t.end) for t in self.report.times]
        for token in self._behind(figure, 24):
            low = token.text.lower()
            if token.text in _CLAUSE_ENDS or low in ("and", "but", "while", "where", "when"):
                break
            if not begun:
                if low in _RESTRICTS and token.pos != "ADV":
                    begun = True
                elif token.pos not in ("NOUN", "ADJ", "PROPN", "SYM", "DET", "NUM", "PUNCT"):
                    break
                continue
            timed = any(start <= token.start < end for start, end in times)
            if low not in STOP and not timed and any(letter.isalpha() for letter in low):
                found.add(stem(low))
        return frozenset(found)

    def named(self, figure: Figure) -> frozenset[str]:
        """Names and designations between the number and the thing counted: "seven AB-47 rifles".

        Whose people are tells their scope.
        """
        if figure.unit == "people" or not figure.counted:
            return frozenset()
        found = set()
        for token in self._behind(figure, 6):
            if token.text == figure.counted or token.pos not in ("NOUN", "PROPN", "ADJ", "NUM"):
                break
            if any(c.isupper() or c.isdigit() for c in token.text):
                found.add(token.text.lower())
        return frozenset(found)

    def makes(self, figure: Figure) -> frozenset[str]:
        """The sizes by which its sentence tells models apart: "the 11-inch model"."""
        text = self.report.article.text
        return frozenset(
            f"{q.point} {q.unit}"
            for q in self.report.quantities
            if q.sentence == figure.sentence
            and q.start != figure.start
            and measures.kind(q.unit) in ("length", "mass", "volume")
            and "-" in text[q.start : q.end]
        )

    def converted(self, figure: Figure) -> bool:
        """Whether it stands in brackets behind the same measure in another unit."""
        before = self._before(figure).rstrip()
        at = figure.start - len(self._before(figure)) + len(before) - 1
        return before.endswith("(") and any(
            q.end <= at
            and not self.report.article.text[q.end : at].strip()
            and q.unit != "count"
            and measures.kind(q.unit) == measures.kind(figure.unit)
            for q in self.report.quantities
            if q.sentence == figure.sentence
        )

    def elsewhere(self, own: Figure, page: _Page, other: Figure) -> bool:
        """Whether it names places of which neither the other sentence nor an opening has one.

        Those of the clause, else of the sentence.
        """
        if "population" in (own.predicate, other.predicate):
            return False
        place = own.scope.place
        named = frozenset(places.key(place).split()) if place else self.places(own)
        if not named:
            return False
        sentence = page.report.sentences[other.sentence]
        there = _lower([page.report.article.text[sentence.start : sentence.end]])
        return not named & (there | page._opening | self._subject)


def _lower(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", " ".join(texts).lower()))
