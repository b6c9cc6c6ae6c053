"""Units of measure and money, as they stand beside a numeral.

Currency codes follow ISO 4217; units, their forms and the factors that convert into them stand in
``data/units.txt``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from copydesk.english import currencies
from copydesk.english.inflection import is_plural
from copydesk.english.lists import alternatives, table, words
from copydesk.english.numbers import Numeral


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: its name in the model, its kind, and the factor that converts into it."""

    name: str
    kind: str
    factor: float = 1.0


def _written(pattern: str) -> str:
    """A pattern of the data file, where one space stands for any run of white space."""
    return re.sub(r" (?![*?])", r"\\s+", pattern).replace(" ?", r"\s?").replace(" *", r"\s*")


def _measures() -> dict[str, Unit]:
    found = dict[str, Unit]()
    for key, pattern in table("units", "measures").items():
        name, kind, *factor = key.split()
        unit = Unit(name.replace("-", " "), kind, float(factor[0]) if factor else 1.0)
        found[_written(pattern)] = unit
    return found


def _money_words() -> dict[str, Unit]:
    found = dict[str, Unit]()
    for key, pattern in table("units", "money").items():
        code, *factor = key.split()
        found[_written(pattern)] = Unit(code, "money", float(factor[0]) if factor else 1.0)
    named = {_written(pattern): Unit(code, "money") for code, pattern in currencies.names().items()}
    return named | found


_PLAIN: Final = _measures()
_MONEY: Final = _money_words()
_SIGNS: Final = table("units", "signs")
_ABBREVIATIONS: Final = table("units", "abbreviations")
_LETTERS: Final = table("units", "letters")
_CODES: Final = "|".join(currencies.CODES)
_JOIN: Final = r"(?:\s?[-‐‑]\s?|\s*)"
_ADJECTIVE: Final = (
    r"(?:(?:straight|consecutive|full|whole|more|further|additional|previous|nautical)\s+)?"
)
_PLAIN_RE = re.compile(
    rf"{_JOIN}{_ADJECTIVE}(?:"
    + "|".join(f"(?P<u{i}>{pattern})" for i, pattern in enumerate(_PLAIN))
    + r")(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_PLAIN_UNITS = tuple(_PLAIN.values())
_MONEY_RE = re.compile(
    r"(?:\s*-\s*|\s*)(?:"
    + "|".join(f"(?P<c{i}>{pattern})" for i, pattern in enumerate(_MONEY))
    + r")(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_MONEY_UNITS = tuple(_MONEY.values())
_PAID: Final = words("units", "money before")
_NAMED: Final = words("units", "never a currency before")
_CODE_AFTER = re.compile(rf"\s?(?P<many>[MT](?=[A-Z]{{3}}))?(?P<code>{_CODES})\b")
_OF_MONEY = re.compile(r"\s+of(?=\s+(?:u\.?s\.?\s+)?(?:dollars|euros|pounds|yen))", re.IGNORECASE)
_SIGN_BEFORE = re.compile(
    rf"(?:{'|'.join(re.escape(s) for s in sorted(_SIGNS, key=len, reverse=True))})\s?$"
)
_SHORT_BEFORE = re.compile(rf"(?<![\w.])(?P<name>{alternatives(tuple(_ABBREVIATIONS))})\s?$")
_LETTER_BEFORE = re.compile(rf"(?<![\w.$/-])(?P<name>{alternatives(tuple(_LETTERS))})$")
_CODE_BEFORE = re.compile(rf"\b(?P<code>{_CODES})\s?$")
_HEAVY = re.compile(rf"\b(?:{alternatives(words('units', 'weight'))})\b", re.IGNORECASE)
_SOLD = re.compile(rf"£|\b(?:{alternatives(words('units', 'price'))})\b", re.IGNORECASE)
_POUNDS = re.compile(r"(?:\s*-\s*|\s+)pounds?\b", re.IGNORECASE)
_METRE = re.compile(r"\s?m\b(?!\s*[-.]?\s*people)")
_GLUED_DEGREES = re.compile(r"\s?[CF]\b(?!\.|-)")
_TWO_DIGITS = 10
_WEATHER = re.compile(
    r"temperature|degree|thermometer|mercury|heat|cold|warm|\b(?:highs?|lows?|minus)\b|[-−]$|°",
    re.I,
)
_MINUS_WORD = re.compile(r"\b(?:minus|negative)\s+$", re.IGNORECASE)
_MINUS_SIGN = re.compile(r"(?:^|[\s(])[-‐‑−–]$")
_BELOW = re.compile(r"\s+below\s+zero\b", re.IGNORECASE)
_AND_HALF = re.compile(r"\s+and\s+a\s+(?P<part>half|quarter)\b", re.IGNORECASE)
#: "Nine hours and 30 minutes", "1hr 4 mins".
_HOUR_MINUTES = re.compile(r"\s+(?:and\s+)?(?P<minutes>[1-5]?\d)\s?min(?:ute)?s?\b")
_FOOT_INCHES = re.compile(r"[ -]?(?P<inches>\d{1,2})(?:in\b|[-\s]inch(?:es)?\b|(?=\s*,|\s+tall))")
_CENTS = re.compile(r"\s+(?:and\s+)?(?P<cents>\d{1,2})\s+cents?\b", re.IGNORECASE)
_TIMES = re.compile(
    r"\s+times\b(?=\s+(?:as|the|that|what|more|less|fewer|higher|lower|larger|bigger|greater|"
    r"smaller|faster|stronger|over|its|their)\b)",
    re.IGNORECASE,
)
#: A magnitude letter before these counts them ("2m people", "3m of its homes").
_COUNTED_BY_LETTER = re.compile(
    r"\s+(?:of\s+(?:its|their|his|her|the|them|those|these|our)\b|(?:more|new|other|extra)\s+)?"
    r"(?:[a-z]+ed\s+)?(?P<noun>[A-Za-z][A-Za-z-]*)?|-(?P<strong>strong)\b"
)
_MAGNITUDE_BEFORE = re.compile(
    r"\bmagnitude\s*(?:[-‐‑]\s*)?(?:of\s+|at\s+|was\s+|is\s+)?"
    r"(?:(?:at\s+least|about|around|approximately|roughly|some|over|more\s+than|nearly)\s+)?$"
    r"|\b(?:registering|registered|measuring|measured)\s+(?:a\s+)?(?:(?:at\s+least|about|around)\s+)?$",
    re.IGNORECASE,
)
_MAGNITUDE_AFTER = re.compile(
    r"\s?[-‐‑]?\s?magnitude\b|\s+on\s+the\s+(?:open-ended\s+)?richter\b|\s+on\s+the\s+moment"
    r"|\s+(?:earth)?quake\b",
    re.IGNORECASE,
)
_MAGNITUDES_RANGE = re.compile(
    r"\bmagnitudes?\s+(?:ranging\s+|between\s+|of\s+|was\s+|is\s+)*(?:from\s+|between\s+)?$|"
    r"\bmagnitude\s+(?:\w+\s+){0,2}at\s+$|\baftershocks?\s+of\s+(?:about\s+|around\s+)?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Measure:
    """A numeral with its unit; ``start:end`` in the scanned text, without hedge words."""

    start: int
    end: int
    unit: Unit
    numeral: Numeral

    @property
    def converted(self) -> bool:
        """Whether the numeral was written in another unit."""
        return self.unit.factor != 1.0


def measure(text: str, numeral: Numeral) -> Measure | None:
    """The numeral with the unit that stands with it, and its sign.

    Args:
        text: the scanned text.
        numeral: of `copydesk.english.numbers.scan` over that text.

    Returns:
        bare counts have the unit "count"; None when the numeral's magnitude letter has neither a
        currency nor counted things beside it and reads as something else ("5m" is five metres).
    """
    found = _unsigned(text, numeral)
    if found is None or numeral.value is None or found.start != numeral.start:
        return found
    before = text[: numeral.start]
    word, sign = _MINUS_WORD.search(before), _MINUS_SIGN.search(before)
    if word is None and (sign is None or found.unit.kind == "count"):
        return found
    start = word.start() if word is not None else numeral.start - 1
    return replace(found, start=start, numeral=replace(numeral, value=-numeral.value))


def _unsigned(text: str, numeral: Numeral) -> Measure | None:  # noqa: PLR0911 (one return a case)
    before, after = text[: numeral.start], text[numeral.end :]
    money = _money(before, after, numeral)
    if money is not None:
        return money
    if numeral.short:
        return _letter(text, numeral)
    if numeral.form == "times":
        return Measure(numeral.start, numeral.end, Unit("times", "ratio"), numeral)
    if _is_magnitude(before, after, numeral):
        return Measure(numeral.start, numeral.end, Unit("magnitude", "ratio"), numeral)
    plain = _PLAIN_RE.match(after)
    if plain is not None and not (plain.group().strip().lower() == "second" and numeral.step):
        return _measured(text, numeral, plain)
    if numeral.form == "digits" and (degrees := _degrees(before, after, numeral)):
        end = numeral.end + degrees.end()
        scale = "fahrenheit" if "F" in degrees.group().upper() else "degree"
        return Measure(numeral.start, end, Unit(scale, "temperature"), numeral)
    if numeral.form == "digits" and (metre := _METRE.match(after)):
        return Measure(numeral.start, numeral.end + metre.end(), Unit("m", "distance"), numeral)
    if times := _TIMES.match(after):
        return Measure(numeral.start, numeral.end + times.end(), Unit("times", "ratio"), numeral)
    if pounds := _POUNDS.match(after):
        heavy = _HEAVY.search(text) is not None and _SOLD.search(text) is None
        unit = Unit("pound", "mass") if heavy else Unit("GBP", "money")
        return Measure(numeral.start, numeral.end + pounds.end(), unit, numeral)
    if numeral.form == "fraction":
        return Measure(numeral.start, numeral.end, Unit("fraction", "ratio"), numeral)
    return Measure(numeral.start, numeral.end, Unit("count", "count"), numeral)


def _degrees(before: str, after: str, numeral: Numeral) -> re.Match[str] | None:
    """C or F glued to a number; below ten it may be a model ("5C") unless weather is told."""
    found = _GLUED_DEGREES.match(after)
    plain = numeral.value is not None and numeral.value < _TWO_DIGITS
    return None if found is None or (plain and not _WEATHER.search(before)) else found


def _measured(text: str, numeral: Numeral, unit_found: re.Match[str]) -> Measure:
    """With a unit behind it, and what may follow that: "and a half", inches after feet."""
    index = next(i for i in range(len(_PLAIN_UNITS)) if unit_found.group(f"u{i}") is not None)
    unit, end = _PLAIN_UNITS[index], numeral.end + unit_found.end()
    if unit.kind == "temperature" and (below := _BELOW.match(text, end)) and numeral.value:
        return Measure(numeral.start, below.end(), unit, replace(numeral, value=-numeral.value))
    half, inches = _AND_HALF.match(text, end), _FOOT_INCHES.match(text, end)
    minutes = _HOUR_MINUTES.match(text, end)
    if half is not None and numeral.value is not None:
        part = 0.5 if half["part"].lower() == "half" else 0.25
        numeral = replace(numeral, value=numeral.value + part, step=part)
        end = half.end()
    elif unit.name == "foot" and inches is not None and numeral.value is not None:
        numeral = replace(numeral, value=numeral.value + int(inches["inches"]) / 12, step=1 / 12)
        end = inches.end()
    elif unit.name == "hour" and minutes is not None and numeral.value is not None:
        value = numeral.value + int(minutes["minutes"]) / 60
        numeral = replace(numeral, value=value, step=1 / 60)
        end = minutes.end()
    return Measure(numeral.start, end, unit, numeral)


def _money(before: str, after: str, numeral: Numeral) -> Measure | None:
    start, end = numeral.start, numeral.end
    prefixed = _prefix(before, numeral)
    if prefixed is not None:
        return Measure(prefixed[0], end, Unit(prefixed[1], "money"), numeral)
    if suffix := _CODE_AFTER.match(after):
        many = {"M": 1e6, "T": 1e3}.get(suffix["many"] or "", 1.0)
        held = numeral
        if many != 1.0 and numeral.value is not None:
            held = replace(numeral, value=numeral.value * many, step=numeral.step * many)
        return Measure(start, end + suffix.end(), Unit(_iso(suffix["code"]), "money"), held)
    if sign := re.match(r"\s?[€£]", after):
        code = "EUR" if "€" in sign.group() else "GBP"
        return Measure(start, end + sign.end(), Unit(code, "money"), numeral)
    of = _OF_MONEY.match(after)
    skip = of.end() if of is not None else 0
    word = _MONEY_RE.match(after[skip:])
    if word is None:
        return None
    index = next(i for i in range(len(_MONEY_UNITS)) if word.group(f"c{i}") is not None)
    unit, last = _MONEY_UNITS[index], end + skip + word.end()
    cents = _CENTS.match(after, skip + word.end())
    if cents is not None and numeral.value is not None and unit.name in ("USD", "EUR"):
        value = round(numeral.value + int(cents["cents"]) / 100, 2)
        return Measure(start, end + cents.end(), unit, replace(numeral, value=value, step=0.01))
    return Measure(start, last, unit, numeral)


def _prefix(before: str, numeral: Numeral) -> tuple[int, str] | None:
    """Where a currency begins that stands before the numeral, and its code."""
    if sign := _SIGN_BEFORE.search(before):
        return sign.start(), _SIGNS[sign.group().strip()]
    if numeral.form != "digits":
        return None
    if name := _SHORT_BEFORE.search(before):
        return name.start(), _ABBREVIATIONS[name["name"]]
    if code := _CODE_BEFORE.search(before):
        return code.start(), _iso(code["code"])
    return _lettered(before, numeral)


def _lettered(before: str, numeral: Numeral) -> tuple[int, str] | None:
    """A letter that is a currency beside a large sum, or where something is paid."""
    letter = _LETTER_BEFORE.search(before)
    large = numeral.step > 1 or numeral.short or (numeral.value or 0) >= 1000
    if letter is None:
        return None
    word = before[: letter.start()].lower().split()[-1:] or [""]
    if word[0] in _NAMED or not (large or word[0] in _PAID):
        return None
    return letter.start(), _LETTERS[letter["name"]]


def _iso(code: str) -> str:
    return currencies.LOCAL.get(code, code)


def _letter(text: str, numeral: Numeral) -> Measure | None:
    """A magnitude letter without a currency: millions of things, or metres, or nothing."""
    letter = text[numeral.end - 1].lower()
    measured = _PLAIN_RE.match(text[numeral.end :])
    if letter in "mkb" and measured is not None and len(measured.group().strip()) > 2:
        return _measured(text, numeral, measured)
    counted = _COUNTED_BY_LETTER.match(text, numeral.end)
    noun = (counted["strong"] or counted["noun"] or "") if counted is not None else ""
    near = re.search(r"\bwithin\s+(?:about\s+)?$", text[: numeral.start]) is not None
    whose = counted is not None and counted.group().lstrip().startswith("of ") and not near
    dimension = noun in words("units", "counted by letter")
    plural = noun == "strong" or is_plural(noun.lower())
    if letter in "mkb" and (whose or (plural and not dimension)):
        return Measure(numeral.start, numeral.end, Unit("count", "count"), numeral)
    if letter == "m" and text[numeral.end - 1] == "m" and numeral.value is not None:
        held = replace(
            numeral,
            value=round(numeral.value / 1e6, 6),
            step=numeral.step / 1e6,
            short=False,
        )
        return Measure(numeral.start, numeral.end, Unit("m", "distance"), held)
    return None


def _is_magnitude(before: str, after: str, numeral: Numeral) -> bool:
    """An earthquake's magnitude: below ten, beside the word."""
    if numeral.form != "digits" or numeral.value is None or not 1 <= numeral.value < 10:
        return False
    decimal = numeral.step < 1
    if _MAGNITUDE_BEFORE.search(before) or _MAGNITUDES_RANGE.search(before):
        return decimal or "magnitude" in before[-14:].lower()
    if match := _MAGNITUDE_AFTER.match(after):
        return decimal or "quake" not in match.group().lower()
    return (
        decimal
        and "magnitude" in before.lower()[-200:]
        and bool(
            re.search(
                r"\b(?:was|at|of|is|to|around|about)\s+(?:at\s+least\s+|about\s+|around\s+)?$",
                before,
                re.IGNORECASE,
            )
        )
    )
