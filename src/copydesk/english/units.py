"""Units of measure and money, as they stand beside a numeral.

Currency codes follow ISO 4217. Lengths in miles, areas in square miles are turned into
kilometres; the international mile is 1.609344 km (International Yard and Pound Agreement, 1959).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from copydesk.english.numbers import Numeral

_MILE = 1.609344

_SIGNS = {
    "US$": "USD",
    "A$": "AUD",
    "AU$": "AUD",
    "C$": "CAD",
    "CA$": "CAD",
    "NZ$": "NZD",
    "HK$": "HKD",
    "S$": "SGD",
    "NT$": "TWD",
    "R$": "BRL",
    "$": "USD",
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "₹": "INR",
    "₽": "RUB",
    "₩": "KRW",
    "₺": "TRY",
    "₴": "UAH",
    "₪": "ILS",
    "₦": "NGN",
    "฿": "THB",
    "₱": "PHP",
    "Rs.": "INR",
    "Rs": "INR",
}
_CODES_TEXT = (
    "USD EUR GBP JPY CNY RMB INR RUB CHF AUD CAD NZD HKD SGD SEK NOK DKK PLN CZK HUF TRY UAH "
    "ZAR NGN KES EGP ILS SAR AED QAR KWD IRR IQD PKR BDT LKR THB IDR MYR PHP VND KRW TWD BRL "
    "MXN ARS CLP COP PEN"
)
_CODES = _CODES_TEXT.split()
_MONEY_WORDS = {
    r"(?:u\.?s\.?\s+|american\s+)?dollars?": "USD",
    r"australian\s+dollars?": "AUD",
    r"canadian\s+dollars?": "CAD",
    r"hong\s+kong\s+dollars?": "HKD",
    r"bucks": "USD",
    r"euros?": "EUR",
    r"pounds?\s+sterling|british\s+pounds?|quid": "GBP",
    r"(?:japanese\s+)?yen": "JPY",
    r"yuan|renminbi": "CNY",
    r"(?:indian\s+)?rupees?": "INR",
    r"rubles?|roubles?": "RUB",
    r"swiss\s+francs?|francs?": "CHF",
    r"hryvnias?|hryvnya": "UAH",
    r"nairas?": "NGN",
    r"rials?": "IRR",
    r"rand": "ZAR",
    r"(?:turkish\s+)?liras?": "TRY",
    r"shekels?": "ILS",
    r"baht": "THB",
    r"rupiah": "IDR",
    r"ringgit": "MYR",
    r"(?:south\s+korean\s+)?won\b(?=\s*[,.;)]|\s+(?:in|to|for|from|of)\b)": "KRW",
    r"reais|reals?\b": "BRL",
    r"pesos?": "MXN",
    r"zlotys?|zloty": "PLN",
    r"kronor|kroner|krona|krone": "SEK",
    r"dirhams?": "AED",
    r"riyals?": "SAR",
    r"shillings?": "KES",
    r"cents?": "USD",
}


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: its name in the model, its kind, and the factor that converts into it."""

    name: str
    kind: str
    factor: float = 1.0


_PLAIN = {
    r"percentage\s+points?|percent|per\s+cent|pct\.?|%": Unit("percent", "percent"),
    r"(?:square|sq\.?)\s*-?\s*(?:kilomet(?:er|re)s?|kms?)|km2|km²": Unit("km2", "area"),
    r"(?:square|sq\.?)\s*-?\s*miles?": Unit("km2", "area", _MILE**2),
    r"(?:square|sq\.?)\s*-?\s*met(?:er|re)s?|m2|m²": Unit("m2", "area"),
    r"(?:square|sq\.?)\s*-?\s*f(?:ee|oo)t|sq\.?\s?ft": Unit("square foot", "area"),
    r"acres?": Unit("acre", "area"),
    r"hectares?": Unit("hectare", "area"),
    r"kilomet(?:er|re)s?\s+(?:per|an)\s+hour|km/h|kph|kmh": Unit("km/h", "speed"),
    r"miles?\s+(?:per|an)\s+hour|mph": Unit("km/h", "speed", _MILE),
    r"knots?": Unit("knot", "speed"),
    r"nautical\s+miles?": Unit("km", "distance", 1.852),
    r"kilomet(?:er|re)s?|kms?": Unit("km", "distance"),
    r"miles?": Unit("km", "distance", _MILE),
    r"centimet(?:er|re)s?|cms?": Unit("cm", "distance"),
    r"millimet(?:er|re)s?|mm": Unit("mm", "distance"),
    r"met(?:er|re)s?": Unit("m", "distance"),
    r"feet|foot|ft\.?": Unit("foot", "distance"),
    r"yards?": Unit("yard", "distance"),
    r"inch(?:es)?": Unit("inch", "distance"),
    r"kilogram(?:me)?s?|kilos?|kgs?": Unit("kg", "mass"),
    r"grams?|grammes?": Unit("g", "mass"),
    r"(?:metric\s+)?ton(?:ne)?s?": Unit("t", "mass"),
    r"lbs?\.?": Unit("pound", "mass"),
    r"ounces?": Unit("ounce", "mass"),
    r"lit(?:er|re)s?": Unit("l", "volume"),
    r"gallons?": Unit("gallon", "volume"),
    r"barrels?": Unit("barrel", "volume"),
    r"cubic\s+met(?:er|re)s?": Unit("m3", "volume"),
    r"degrees?(?:\s+(?:celsius|fahrenheit|c|f)\b)?|°\s?[cf]?": Unit("degree", "temperature"),
    r"seconds?|secs?": Unit("second", "duration"),
    r"minutes?|mins?": Unit("second", "duration", 60.0),
    r"hours?|hrs?": Unit("hour", "duration"),
    r"days?": Unit("day", "duration"),
    r"nights?": Unit("night", "duration"),
    r"weeks?": Unit("week", "duration"),
    r"months?": Unit("month", "duration"),
    r"years?": Unit("year", "duration"),
    r"decades?": Unit("decade", "duration"),
    r"centur(?:y|ies)": Unit("century", "duration"),
}
_JOIN = r"(?:\s?[-‐‑]\s?|\s*)"
_ADJECTIVE = (
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
    r"(?:\s*-\s*|\s+)(?:"
    + "|".join(f"(?P<c{i}>{pattern})" for i, pattern in enumerate(_MONEY_WORDS))
    + r")(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_MONEY_CODES = tuple(_MONEY_WORDS.values())
_CODE_AFTER = re.compile(rf"\s?(?P<code>{'|'.join(_CODES)})\b")
_OF_MONEY = re.compile(r"\s+of(?=\s+(?:u\.?s\.?\s+)?(?:dollars|euros|pounds|yen))", re.IGNORECASE)
_SIGN_BEFORE = re.compile(
    "(?:" + "|".join(re.escape(s) for s in sorted(_SIGNS, key=len, reverse=True)) + r")\s?$"
)
_CODE_BEFORE = re.compile(rf"\b(?P<code>{'|'.join(_CODES)})\s?$")
_POUNDS = re.compile(r"(?:\s*-\s*|\s+)pounds?\b", re.IGNORECASE)
_METRE = re.compile(r"\s?m\b(?!\s*[-.]?\s*people)")
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


def measure(text: str, numeral: Numeral) -> Measure | None:  # noqa: PLR0911 (one return a case)
    """The numeral with the unit that stands with it.

    Args:
        text: the scanned text.
        numeral: of `copydesk.annotate.numbers.scan` over that text.

    Returns:
        bare counts have the unit "count"; None when the numeral's magnitude letter has no
        currency beside it and reads as something else ("5m" is then five metres).
    """
    before, after = text[: numeral.start], text[numeral.end :]
    money = _money(before, after, numeral)
    if money is not None:
        return money
    if numeral.short:
        return _letter(text, numeral)
    if _is_magnitude(before, after, numeral):
        return Measure(numeral.start, numeral.end, Unit("magnitude", "ratio"), numeral)
    plain = _PLAIN_RE.match(after)
    if plain is not None and not (plain.group().strip().lower() == "second" and numeral.step):
        return Measure(numeral.start, numeral.end + plain.end(), _plain_unit(plain), numeral)
    if numeral.form == "digits" and (metre := _METRE.match(after)):
        return Measure(numeral.start, numeral.end + metre.end(), Unit("m", "distance"), numeral)
    if pounds := _POUNDS.match(after):
        heavy = after[pounds.end() :].lstrip().lower().startswith(("of explosive", "of tnt"))
        unit = Unit("pound", "mass") if heavy else Unit("GBP", "money")
        return Measure(numeral.start, numeral.end + pounds.end(), unit, numeral)
    if numeral.form == "fraction":
        return Measure(numeral.start, numeral.end, Unit("fraction", "ratio"), numeral)
    return Measure(numeral.start, numeral.end, Unit("count", "count"), numeral)


def _plain_unit(match: re.Match[str]) -> Unit:
    index = next(i for i in range(len(_PLAIN_UNITS)) if match.group(f"u{i}") is not None)
    return _PLAIN_UNITS[index]


def _money(before: str, after: str, numeral: Numeral) -> Measure | None:
    start, end = numeral.start, numeral.end
    if sign := _SIGN_BEFORE.search(before):
        code = _SIGNS[sign.group().strip()]
        return Measure(sign.start(), end, Unit(code, "money"), numeral)
    if prefix := _CODE_BEFORE.search(before):
        return Measure(prefix.start(), end, Unit(_iso(prefix["code"]), "money"), numeral)
    if suffix := _CODE_AFTER.match(after):
        return Measure(start, end + suffix.end(), Unit(_iso(suffix["code"]), "money"), numeral)
    if re.match(r"\s?[€£]", after):
        code = "EUR" if "€" in after[:2] else "GBP"
        return Measure(
            start,
            end + after.index("€" if code == "EUR" else "£") + 1,
            Unit(code, "money"),
            numeral,
        )
    of = _OF_MONEY.match(after)
    skip = of.end() if of is not None else 0
    if word := _MONEY_RE.match(after[skip:]):
        index = next(i for i in range(len(_MONEY_CODES)) if word.group(f"c{i}") is not None)
        cents = word.group().strip().lower().startswith("cent")
        unit = Unit(_MONEY_CODES[index], "money", 0.01 if cents else 1.0)
        return Measure(start, end + skip + word.end(), unit, numeral)
    return None


def _iso(code: str) -> str:
    return "CNY" if code == "RMB" else code


def _letter(text: str, numeral: Numeral) -> Measure | None:
    """A magnitude letter without a currency: people by the million, or metres, or nothing."""
    letter = text[numeral.end - 1].lower()
    after = text[numeral.end :].lstrip().lower()
    if letter in "mkb" and re.match(r"(?:people|users|customers|accounts|americans|jobs)\b", after):
        return Measure(numeral.start, numeral.end, Unit("count", "count"), numeral)
    if letter == "m" and numeral.value is not None:
        written = Numeral(
            numeral.start,
            numeral.end,
            round(numeral.value / 1e6, 6),
            "digits",
            step=numeral.step / 1e6,
            bare_end=numeral.bare_end,
        )
        return Measure(numeral.start, numeral.end, Unit("m", "distance"), written)
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
