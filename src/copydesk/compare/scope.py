"""For what a figure holds: place, time, event, population.

Figures of different scopes are not comparable, whatever their values. Places and times are
read from the figure's own clause; a place or time that the report's opening does not name is a
mark of another event (an earlier attack told as background).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from babel import Locale

from copydesk.annotate import gazetteer
from copydesk.compare import predicates
from copydesk.compare.frames import Frame
from copydesk.compare.lines import Clauses
from copydesk.compare.words import STOP, Word, lexicon
from copydesk.model import Annotated, Quantity, Role

_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_MONTH_RE = re.compile(
    r"\b(?P<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|"
    r"Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
    r"(?:\s+\d{1,2}\b(?:st|nd|rd|th)?(?!\d|,\d))?(?:,?\s+(?P<year>(?:19|20)\d\d)\b)?"
)
_YEAR_RE = re.compile(r"\b(?P<year>(?:19|20)\d\d)(?:s\b|(?!\s?[-/]?\d|,\d))")
_PERIOD_RE = re.compile(
    r"\b(?:since\s+(?:the\s+\w+ing|its|their|his|\d{4}|(?-i:[A-Z]))|(?:past|last)\s+(?:\w+\s+)?(?:years|decades?|months)|"
    r"over\s+the\s+(?:years|decades)|so\s+far\s+this\s+year|(?:past|last)\s+year|"
    r"each\s+year|every\s+year|a\s+year\b|annually|in\s+recent\s+years)",
    re.IGNORECASE,
)
_AGO_WORDS = ["_", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
_AGO_RE = re.compile(rf"\b(?P<years>{'|'.join(_AGO_WORDS[1:])})\s+years?\s+ago\b", re.IGNORECASE)
_LOCATIVE = re.compile(
    r"\b(?:in|at|near|outside|across|around|on|of|hit|hits|struck|strikes|rocked|rocks|shook|jolted|jolts)\s+"
    r"(?:(?:the|a|an|ancient|southern|northern|eastern|western|central|capital|city|town|village|"
    r"island|province|port|region|district|state|of|south|north|east|west|suburb|area|town)\s+)*"
    r"(?P<name>[A-ZÀ-Þ][\w’'-]+(?:\s+(?:[A-ZÀ-Þ][\w’'-]+|de|des|la|el|al))*)"
)
#: The place that a distance is measured from.
_REFERENCE = re.compile(
    r"\b(?:of|from|to)\s+(?:(?:the|port|city|town|village|capital|of|coast|border|main)\s+)*"
    r"(?P<name>[A-ZÀ-Þ][\w’'-]+(?:\s+[A-ZÀ-Þ][\w’'-]+)*)"
)
_NAME_ATTACK = re.compile(
    r"\b(?P<name>[A-ZÀ-Þ][\w-]+(?:\s+[A-ZÀ-Þ][\w-]+)?)\s+(?:attack|strike|bombing|shooting|massacre|"
    r"quake|earthquake|crash|blast|explosion|siege|disaster)s?\b"
)
#: How far behind a distance its place of reference may stand: code points.
_REFERENCE_REACH = 60
_WAS_HIT = re.compile(
    r"\b(?P<name>[A-ZÀ-Þ][\w-]+)(?:\s+itself)?\s+(?:was|were)\s+(?:also\s+)?"
    r"(?:hit|struck|attacked|rocked|shaken|targeted|bombed|shelled)\b"
)
_DAYS = lexicon(
    "monday tuesday wednesday thursday friday saturday sunday sun mon tue wed thu fri sat "
    "jan feb mar apr jun jul aug sep sept oct nov dec"
) | frozenset(_MONTHS)
_SOURCE = re.compile(
    r"\b(?:said|says|told|according|quoted|reported|statement|spokesman|spokeswoman|as\s+saying)\b"
)
#: Roles that open a report.
_OPENING = frozenset({Role.HEADLINE, Role.STANDFIRST, Role.LEDE, Role.DATELINE})
#: Sentences of running text that count as the opening.
_LEDE_SENTENCES = 3
#: Months either way of publication that a month named in the text still belongs to.
_NEAR_MONTHS = 1


@dataclass(frozen=True, slots=True)
class Setting:
    """What a report's opening names, and when it was published.

    Attributes:
        names: words of the names in the headline and the first sentences, in lower case.
        headline: those of the headline alone; of the first sentence where it has none.
        month: of publication, "2016-10"; None when unknown.
        places: starts of the words that the pipeline took for names of places.
        people: starts of the names that it took for persons and organisations.
    """

    names: frozenset[str]
    headline: frozenset[str]
    month: str | None
    places: frozenset[int] = frozenset()
    people: frozenset[int] = frozenset()


def setting(report: Annotated) -> Setting:
    """The setting of a report, from its headline and its first sentences."""
    text = report.article.text
    names: set[str] = set()
    headline: set[str] = set()
    running = 0
    for sentence in report.sentences:
        opening = sentence.role in _OPENING
        if not opening:
            if sentence.role is not Role.BODY or running >= _LEDE_SENTENCES:
                continue
            running += 1
        found = _name_words(text[sentence.start : sentence.end])
        names |= found
        if sentence.role is Role.HEADLINE or not headline:
            headline |= found
    if report.article.dateline:
        names |= _name_words(report.article.dateline)
    published = report.article.published
    return Setting(
        names=frozenset(names),
        headline=frozenset(headline),
        month=published.strftime("%Y-%m") if published else None,
        places=frozenset(
            token.start
            for e in report.entities
            if e.label == "LOC"
            for token in report.tokens[e.first : e.last]
        ),
        people=frozenset(e.start for e in report.entities if e.label in ("PERSON", "ORG")),
    )


def _name_words(text: str) -> set[str]:
    return {w.lower() for w in re.findall(r"\b[A-ZÀ-Þ][\w-]+", text)}


@dataclass(frozen=True, slots=True)
class Where:
    """Place, time and event of one figure; the event is None for the report's own."""

    place: str | None
    time: str | None
    event: str | None


def where(clauses: Clauses, quantity: Quantity, found: Frame, about: Setting) -> Where:
    """Place, time and event that the figure's clause names."""
    text = clauses.report.article.text
    start, end = _clause(clauses, quantity, found)
    clause = text[start:end]
    inner = (quantity.start - start, quantity.end - start)
    time = _time(clause, inner, about)
    if time is None and quantity.unit == "magnitude":
        time = _weekday(clause)
    names: list[str] = []
    if quantity.kind not in ("money", "percent") and found.predicate != "population":
        names = _places(text, (start, end), quantity, about)
    foreign = [n for n in names if not _own(n, about)]
    if any(_own(n, about) for n in names) and not all(map(is_country, _own_names(names, about))):
        foreign = []
    keys = [key for key in (time, *(_key(n) for n in foreign)) if key]
    place = next(iter(foreign or names), None)
    return Where(place, time, "|".join(sorted(set(keys))) or None)


def _key(name: str) -> str:
    """A place name as a key: without "Island" and the like, "Iran's Kerman" by its second part.

    What belongs to a town is the town's ("Springfield's Main Street").
    """
    owner, _, thing = name.replace("’", "'").partition("'s ")
    chosen = thing if thing and is_country(owner) else owner
    words = chosen.lower().removesuffix("'s").split()
    while len(words) > 1 and words[-1] in _KINDS_OF_PLACE:
        words.pop()
    return " ".join(words)


_KINDS_OF_PLACE = lexicon("island city province region district county state area town port")


def _own(name: str, about: Setting) -> bool:
    """Whether the headline names the place; "Iran's Kerman" is Kerman."""
    return bool(set(_key(name).split()) & about.headline)


def _own_names(names: list[str], about: Setting) -> list[str]:
    return [n for n in names if _own(n, about)]


def is_country(name: str) -> bool:
    """Whether a name is a country's, in English (CLDR)."""
    return name.replace("’", "'").removesuffix("'s").lower() in _countries()


@cache
def _countries() -> frozenset[str]:
    """English names of countries (CLDR)."""
    names = Locale("en").territories
    return frozenset(n.lower() for code, n in names.items() if len(code) == 2)


def _clause(clauses: Clauses, quantity: Quantity, found: Frame) -> tuple[int, int]:
    """The stretch of the sentence that the figure's place and time stand in.

    A semicolon, "but", "while" end it; so does "and" before a new number with its own verb
    ("... in 2003, and 600 were killed in ..."), and a relative clause that is not what is said
    of the number.
    """
    line = clauses.words(quantity.sentence)
    start, end = line[0].start, line[-1].end
    for position, word in enumerate(line):
        if not _ends_clause(line, position):
            continue
        if word.end <= quantity.start:
            start = word.end
        elif word.start >= quantity.end:
            end = word.start
            break
    if found.attribute is not None and found.attribute[0] < end <= found.attribute[1]:
        end = max(found.attribute[0], quantity.end)
    if found.predicate and not found.finite and found.definite:
        start = quantity.start
    return start, end


_HEDGES_BEFORE = frozenset(
    ["at", "about", "around", "some", "more", "nearly", "almost", "up", "as", "over"]
)


def _ends_clause(line: tuple[Word, ...], position: int) -> bool:
    word = line[position]
    if word.text in (";", "—", "–", "(", ")", ":"):
        return True
    if word.low in ("but", "while", "whereas", "although"):
        return True
    if word.low != "and" or position == 0 or line[position - 1].text != ",":
        return False
    after = line[position + 1 : position + 4]
    numbers = [i for i, w in enumerate(after) if w.text[0].isdigit()]
    return bool(numbers) and all(
        w.low in _HEDGES_BEFORE | {"least", "than", "to"} for w in after[: numbers[0]]
    )


def _time(clause: str, inner: tuple[int, int], about: Setting) -> str | None:
    best: tuple[int, str] | None = None
    for match in _MONTH_RE.finditer(clause):
        if (
            match["month"] in ("May", "March")
            and not match["year"]
            and not re.search(r"\d$", match.group())
        ):
            if not re.search(r"\b(?:in|since|last|of|by)\s+$", clause[: match.start()]):
                continue
        month = 1 + next(
            i for i, m in enumerate(_MONTHS) if m.startswith(match["month"][:3].lower())
        )
        value = f"{match['year'] or _year(month, about)}-{month:02d}"
        best = _nearer(best, match, inner, value)
    if best is None:
        for match in _YEAR_RE.finditer(clause):
            if match.end() <= inner[0] or match.start() >= inner[1]:
                best = _nearer(best, match, inner, match["year"])
    ago = _AGO_RE.search(clause)
    if best is None and ago is not None and about.month is not None:
        return str(int(about.month[:4]) - _AGO_WORDS.index(ago["years"].lower()))
    period = _PERIOD_RE.search(clause)
    if period is not None and (best is None or period.start() >= inner[1]):
        return "period"
    if best is None or _same_month(best[1], about.month):
        return None
    return best[1]


_WEEKDAY = re.compile(r"\b(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")


def _weekday(clause: str) -> str | None:
    """The one day of the week that the clause names: the day of a quake, not of its toll."""
    found = {m.group(1).lower() for m in _WEEKDAY.finditer(clause)}
    return f"day {found.pop()}" if len(found) == 1 else None


def _nearer(
    best: tuple[int, str] | None, match: re.Match[str], inner: tuple[int, int], value: str
) -> tuple[int, str]:
    gap = match.start() - inner[1] if match.start() >= inner[1] else inner[0] - match.end() + 20
    return (gap, value) if best is None or gap < best[0] else best


def _year(month: int, about: Setting) -> str:
    """A month without a year is the last such month before publication."""
    if about.month is None:
        return "????"
    year, published = (int(part) for part in about.month.split("-"))
    return str(year if month <= published else year - 1)


def _same_month(time: str, published: str | None) -> bool:
    if published is None or "?" in time:
        return False
    if len(time) == 4:
        return time == published[:4]
    a = int(time[:4]) * 12 + int(time[5:])
    b = int(published[:4]) * 12 + int(published[5:])
    return 0 <= b - a <= _NEAR_MONTHS


def _places(text: str, clause: tuple[int, int], quantity: Quantity, about: Setting) -> list[str]:
    """The places that the clause names, those behind the number where there are any."""
    behind: list[str] = []
    before: list[str] = []
    number = (quantity.start, quantity.end)
    if quantity.kind == "distance":
        match = _REFERENCE.search(text, quantity.end, quantity.end + _REFERENCE_REACH)
        return [match["name"]] if match is not None else []
    for pattern in (_LOCATIVE, _NAME_ATTACK, _WAS_HIT):
        for match in pattern.finditer(text, *clause):
            name, at = match["name"], match.start("name")
            if _is_place(name, at, about) and not _in_source(text, match, clause, number, about):
                (behind if at >= quantity.end else before).append(name)
    return behind or before


def _is_place(name: str, at: int, about: Setting) -> bool:
    """Whether a capitalised name behind "in" or "hit" may be a place."""
    words = re.findall(r"[\w-]+", name.lower())
    if gazetteer.is_people(name.split()[-1]) or set(words) & (_DAYS | STOP):
        return False
    if name.endswith(("’s", "'s")) or words[-1] in _NOT_PLACES:
        return False
    return at in about.places or (at not in about.people and len(words) <= 3)


_NOT_PLACES = lexicon(
    "corp inc ltd law act visit summit agency party league cup government congress parliament "
    "senate war trade twitter facebook islam christmas easter ramadan ebola covid mr mrs richter powerful massive deadly major "
    "day night eve holiday festival week weekend"
)


def _in_source(
    text: str,
    match: re.Match[str],
    clause: tuple[int, int],
    number: tuple[int, int],
    about: Setting,
) -> bool:
    """Whether the name belongs to who says it and not to what is said."""
    at = match.start("name")
    if any(number[1] <= person < at for person in about.people):
        return True
    if match.end() <= number[0]:
        return bool(_SOURCE.search(text, clause[0], number[0]))
    return bool(_SOURCE.search(text, number[1], match.start()))


#: Heads that stand for people of any kind.
_GENERIC = lexicon(
    "people person persons others other victims victim civilians civilian individuals "
    "lives life casualties fatalities dead injured wounded souls deaths injuries them "
    "whom survivors residents inhabitants homeless"
)
_MINORS = lexicon(
    "child children baby babies infant infants toddler kids teenager teenagers minors"
)


_PEOPLE_ENDINGS = ("girl", "girls", "boy", "boys", "women", "men", "people")


def _people_head(counted: str) -> str:
    """The head noun without what it is joined to ("schoolgirls", "#Someplacegirls")."""
    low = counted.lower()
    if low in ("women", "men", "them"):
        return low
    return next((e for e in _PEOPLE_ENDINGS if low.endswith(e)), low)


def population(found: Frame, about: Setting) -> str | None:
    """Who is counted, where it is not simply people: "children", "chinese tourist".

    Names that the report's opening has (the event's own place or people) tell nothing apart.
    """
    if found.unit not in ("people", ""):
        return found.owner
    head = _people_head(found.counted)
    if found.more and found.counted and head not in ("", "others"):
        return f"other {predicates.singular(head)}"
    marks = [m.lower() for m in found.modifiers if m[0].isupper() and m.lower() not in about.names]
    if not head or head in _GENERIC:
        return " ".join([*marks, "people"]) if marks else None
    if head in _MINORS:
        head = "children"
    return " ".join([*marks, predicates.singular(head)])
