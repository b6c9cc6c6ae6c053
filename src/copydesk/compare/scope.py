"""For what a figure holds: place, time, event, population.

Figures of different scopes are not comparable, whatever their values. Places and times are
read from the figure's own clause; a place or time that the report's opening does not name is a
mark of another event (an earlier attack told as background).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from copydesk.compare import predicates
from copydesk.compare.frames import Clauses, Frame
from copydesk.compare.words import Word
from copydesk.model import Annotated, Quantity, Role

_MONTHS = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"]
_MONTH_RE = re.compile(
    r"\b(?P<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|"
    r"Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
    r"(?:\s+\d{1,2}\b(?:st|nd|rd|th)?(?!\d|,\d))?(?:,?\s+(?P<year>(?:19|20)\d\d)\b)?"
)
_YEAR_RE = re.compile(r"\b(?P<year>(?:19|20)\d\d)(?:s\b|(?!\s?[-/]?\d|,\d))")
_PERIOD_RE = re.compile(
    r"\b(?:since\s+(?:the|its|their|his|\d{4}|[A-Z])|(?:past|last)\s+(?:\w+\s+)?(?:years|decades?|months)|"
    r"over\s+the\s+(?:years|decades)|so\s+far\s+this\s+year|(?:past|last)\s+year|"
    r"each\s+year|every\s+year|a\s+year\b|annually|in\s+recent\s+years)",
    re.IGNORECASE,
)
_LOCATIVE = re.compile(
    r"\b(?:in|at|near|outside|across|around|on|of|hit|hits|struck|strikes|rocked|rocks|shook|jolted|jolts)\s+"
    r"(?:(?:the|a|an|ancient|southern|northern|eastern|western|central|capital|city|town|village|"
    r"island|province|port|region|district|state|of|south|north|east|west|suburb|area|town)\s+)*"
    r"(?P<name>[A-ZÀ-Þ][\w’'-]+(?:\s+(?:[A-ZÀ-Þ][\w’'-]+|de|des|la|el|al))*)"
)
_NAME_ATTACK = re.compile(
    r"\b(?P<name>[A-ZÀ-Þ][\w-]+(?:\s+[A-ZÀ-Þ][\w-]+)?)\s+(?:attack|strike|bombing|shooting|massacre|"
    r"quake|earthquake|crash|blast|explosion|siege|disaster)s?\b"
)
_DAYS = frozenset(
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "sun", "mon", "tue", "wed", "thu", "fri", "sat"]
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
    """What a report's opening names: the places of its event, and when it was published."""

    names: frozenset[str]
    month: str | None  # "2016-10"


def setting(report: Annotated) -> Setting:
    """The setting of a report, from its headline and its first sentences."""
    text = report.article.text
    names: set[str] = set()
    running = 0
    for sentence in report.sentences:
        opening = sentence.role in _OPENING
        if not opening:
            if sentence.role is not Role.BODY or running >= _LEDE_SENTENCES:
                continue
            running += 1
        names |= _name_words(text[sentence.start : sentence.end])
    if report.article.dateline:
        names |= _name_words(report.article.dateline)
    published = report.article.published
    return Setting(frozenset(names), published.strftime("%Y-%m") if published else None)


def _name_words(text: str) -> set[str]:
    return {w.lower() for w in re.findall(r"\b[A-ZÀ-Þ][\w-]+", text)}


@dataclass(frozen=True, slots=True)
class Where:
    """Place, time and event of one figure; all None for the report's own event."""

    place: str | None
    time: str | None
    event: str | None


def where(clauses: Clauses, quantity: Quantity, about: Setting) -> Where:
    """Place, time and event that the figure's clause names."""
    text = clauses.report.article.text
    start, end = _clause(clauses, quantity)
    clause = text[start:end]
    inner = (quantity.start - start, quantity.end - start)
    time = _time(clause, inner, about)
    place, foreign = _place(clause, inner, about)
    keys = [key for key in (time if time != about.month else None, foreign) if key]
    return Where(place, time, "|".join(sorted(keys)) or None)


def _clause(clauses: Clauses, quantity: Quantity) -> tuple[int, int]:
    """The stretch of the sentence that the figure's place and time stand in.

    A semicolon, "but", "while" and an attribution end it; so does "and" before a new number
    with its own predicate ("... in 2003, and 600 were killed in ...").
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
    return start, end


def _ends_clause(line: tuple[Word, ...], position: int) -> bool:
    word = line[position]
    if word.text in (";", "—", "–", "(", ")", ":"):
        return True
    if word.low in ("but", "while", "whereas", "although"):
        return True
    if word.low != "and" or position == 0 or line[position - 1].text != ",":
        return False
    after = line[position + 1 : position + 4]
    return bool(after) and any(w.text[0].isdigit() for w in after)


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
    period = _PERIOD_RE.search(clause)
    if period is not None and (best is None or "since" in period.group().lower()):
        return "period"
    if best is None or _same_month(best[1], about.month):
        return None
    return best[1]


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


def _place(clause: str, inner: tuple[int, int], about: Setting) -> tuple[str | None, str | None]:
    """The place of the clause, and the same as a key where it is not one of the opening's."""
    found: list[str] = []
    for pattern in (_LOCATIVE, _NAME_ATTACK):
        for match in pattern.finditer(clause):
            name = match["name"]
            if name.split()[0].lower() in _DAYS or _in_source(clause, match, inner):
                continue
            found.append(name)
    if not found:
        return None, None
    if any(_name_words(name) & about.names for name in found):
        return found[0], None
    return found[0], found[0].lower().removesuffix("'s").removesuffix("’s")


def _in_source(clause: str, match: re.Match[str], inner: tuple[int, int]) -> bool:
    """Whether the name belongs to who says it and not to what is said."""
    if match.end() <= inner[0]:
        return bool(_SOURCE.search(clause[: inner[0]]))
    return bool(_SOURCE.search(clause[inner[1] : match.start()]))


#: Heads that stand for people of any kind.
_GENERIC = frozenset(
    ["people", "person", "persons", "others", "other", "victims", "victim", "civilians", "civilian", "individuals", "lives", "life", "casualties", "fatalities", "dead", "injured", "wounded", "souls", "deaths", "injuries", "them", "whom", "survivors", "residents", "inhabitants", "homeless"]
)
_MINORS = frozenset(
    ["child", "children", "baby", "babies", "infant", "infants", "toddler", "kids", "teenager", "teenagers", "minors"]
)


def population(found: Frame, about: Setting) -> str | None:
    """Who is counted, where it is not simply people: "children", "chinese tourist".

    Names that the report's opening has (the event's own place or people) tell nothing apart.
    """
    if found.unit not in ("people", ""):
        return None
    head = found.counted.lower()
    marks = [m.lower() for m in found.modifiers if m[0].isupper() and m.lower() not in about.names]
    if not head or head in _GENERIC:
        return " ".join([*marks, "people"]) if marks else None
    if head in _MINORS:
        head = "children"
    return " ".join([*marks, predicates.singular(head)])
