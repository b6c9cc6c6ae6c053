"""Numerals as news writes them: digits, words, halves and compounds, shares, vague amounts.

`scan` finds them in a sentence. How a numeral may be built stands in `_KINDS`, one pattern a way
of writing; number words and the bounds of vague amounts stand in ``data/numbers.txt``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from copydesk.english import number_words
from copydesk.english.currencies import CODES
from copydesk.english.lists import alternatives, table, words
from copydesk.english.number_words import (
    COUPLE,
    FRACTIONS,
    LONG,
    MAGNITUDES,
    MULTIPLES,
    ONES,
    SEVERAL,
    SHORT,
    SMALL,
    TENS,
    VAGUE,
)
from copydesk.english.patterns import DIGIT, Patterns

#: What parts of a whole "N in M" is told of ("one in five").
_SHARED: Final = frozenset((*range(2, 11), 12, 15, 20, 25, 30, 40, 50, 100, 1000, 10_000, 100_000))
_SIGNS: Final = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3, "⅛": 0.125}

_HYPHEN: Final = r"\s?[-‐‑]\s?"
_GAP: Final = rf"(?:\s+|{_HYPHEN})"
_SMALL: Final = (
    rf"(?:(?:{'|'.join(TENS)})(?:(?:{_HYPHEN}|\s)(?:{'|'.join(ONES[1:10])})\b)?|"
    rf"(?:{alternatives(ONES)}))"
)
_BIG: Final = rf"(?:{'|'.join(LONG)})"
_MAGNITUDE: Final = rf"(?:(?:{alternatives(tuple(MAGNITUDES.keys() - SHORT))})s?|lac|lacs)"
_SIGN: Final = f"[{''.join(_SIGNS)}]"
#: Thousands by commas, Western or Indian ("2,50,000"), by a fixed space or by a plain one.
_GROUPED: Final = r"\d{1,3}(?:,\d{3})+|\d{1,2}(?:,\d{2})+,\d{3}"
_SPACED: Final = (
    r"\d{1,3}(?:[\u00a0\u2009\u202f]\d{3})+(?!\d)|[1-9]\d{0,2}(?:\s\d{3})+(?![\d,.]*\d)"
)
_TORN: Final = r"\d{1,3}(?:,\s\d{3})+(?!\d|,\d)"
_DIGITS: Final = rf"(?:{_TORN}|(?:{_GROUPED})(?:\.\d+)?|{_SPACED}|\d+(?:\.\d+)?|\.\d+)"
_WHOLE: Final = rf"(?:an?{_GAP}{_BIG}|{_SMALL}(?:{_GAP}{_BIG})?|\d+(?:{_GAP}{_BIG})?)"
_PARTS: Final = alternatives(tuple(f"{f}s" for f in FRACTIONS if f != "half"))
_ONE_PART: Final = alternatives(tuple(f for f in FRACTIONS if f not in ("half", "halve")))
_HALVED: Final = (
    r"(?:hour|day|week|month|year|decade|century|mile|minute|second|kilomet(?:er|re)|met(?:er|re)|"
    r"inch|foot|acre|hectare|litre|liter|pint|gallon|tonne|ton|kilo(?:gram)?|pound|ounce|degree|"
    r"per\s?cent|percentage\s+point|point|barrel)"
)
_ONE_LONG: Final = (
    r"(?:minute|hour|day|week|month|year|decade|century|mile|kilomet(?:er|re)|met(?:er|re))"
)

#: Not inside a word or number, but for a currency glued before it ("Rs50,000", "R20m").
_GLUED: Final = "|".join(
    rf"(?-i:(?<=\b{re.escape(name)}))"
    for name in (
        *table("units", "abbreviations"),
        *table("units", "letters"),
        *CODES,
    )
)
_BEGINS: Final = rf"(?:(?<![\w.,/])|{_GLUED})"

#: Ways of writing a numeral, each with its pattern; the first that matches is taken.
_KINDS: Final = {
    "vague": rf"(?:{alternatives(tuple(VAGUE.keys() - {'tens', 'several', 'scores'}))}"
    rf"|tens(?=\s+of))\b|scores\b(?!\s+(?:\d|an?\b|the\b|his\b|her\b|its\b|twice\b|{_SMALL}\b))",
    "loose": rf"(?P<how>several|(?:a\s+)?couple(?:\s+of)?|(?:a\s+)?few)\s+(?P<loosebig>{_BIG})s?\b",
    "couple": r"an?\s+couple\s+of(?=\s+[a-z])",
    "several": r"several\b",
    # two and a half million; a million and a half; 2 and three quarters
    "mixed": rf"(?P<whole>{_WHOLE}){_GAP}and{_GAP}(?P<more>an?|one|two|three){_GAP}"
    rf"(?P<part>half|quarters?|thirds?)(?:{_GAP}(?P<mixedbig>{_BIG}))?\b",
    # an hour and a half
    "and_half": rf"an?(?=\s+{_ONE_LONG}\s+(?:and\s+a\s+(?:half|quarter)|or\s+two)\b)",
    # half a million; a half-dozen; quarter of a million; three quarters of a million
    "partial": rf"(?:an?\s+)?(?P<share>(?:(?P<count>{_SMALL}){_GAP})?(?:half|quarters?|thirds?))"
    rf"(?:{_GAP}of)?(?:{_GAP}an?)?{_GAP}(?P<of>{_BIG})\b",
    "half_unit": rf"(?:an?\s+)?(?:half|quarter)(?:(?:\s+of)?\s+an?(?=\s+{_HALVED}\b)"
    rf"|(?=-{_HALVED}\b))",
    # four in ten; one out of every eight
    "ratio": rf"(?P<top>{_SMALL}|\d{{1,4}})"
    r"(?:(?:\s+in|(?:\s+[a-z]+)?\s+(?:out\s+of|in(?=\s+every))|\s+of)\s+|-in-)(?P<every>every\s+)?"
    rf"(?P<bottom>{_SMALL}|an?\s+hundred|hundred|\d{{1,6}}(?:,\d{{3}})*)(?!\s?[-‐‑]|[\d,.:]*\d)\b",
    "fraction": rf"(?P<tops>{_SMALL})(?:{_HYPHEN}|\s)(?P<bottoms>{_PARTS})\b"
    rf"|(?:an?|one|(?:first|last|final)(?!\s+quarter)){_GAP}(?:good\s)?(?P<single>{_ONE_PART})"
    r"(?=\s+of\b)|one-(?P<hyphened>half|third|quarter)\b"
    r"|(?<!first )(?<!second )(?<!other )(?P<half>half)"
    r"(?=\s+(?:of\s+(?!who)|the\b|its\b|their\b|his\b|her\b|and\s+two|"
    r"are\b|were\b|have\b|had\b))",
    "by_part": rf"(?<=\bby )(?:an?{_GAP}(?P<by>{_ONE_PART})|half)\b(?!{_GAP}(?:past|an?\b|{_BIG}))",
    "score": r"an?\s+score(?=\s+of\b)",
    "single_thing": r"a\s+single(?=\s+[a-z])",
    "pair": r"(?:an?|the)\s+pair\s+of(?=\s+(?!trousers|pants|jeans|shorts|shoes|boots|gloves|socks|"
    r"glasses|scissors|binoculars|goggles|tights)[a-z])",
    "multiple": rf"(?:double|twin|triple)\b(?=(?:\s+[\w-]+)?\s+(?:"
    rf"{alternatives(words('numbers', 'doubled things'))})\b)",
    "times": r"double(?=\s+the\b)\b|twice\b|thrice\b"
    rf"|(?P<fold>{_SMALL}|\d+)(?:{_HYPHEN})?fold\b",
    # three point five
    "point": rf"(?P<before>{_SMALL})\s+point\s+(?P<after>(?:{alternatives(ONES[:10])})"
    rf"(?:\s+(?:{alternatives(ONES[:10])}))*)\b(?:\s+(?P<pointbig>{_BIG})\b)?",
    # 1 1/2; 7½
    "sign": rf"{_BEGINS}(?P<signed>\d*)(?:\s?(?P<glyph>{_SIGN})|\s(?P<over>[1-3]\s?/\s?[2-8])\b)"
    rf"(?:\s?(?P<signbig>{_MAGNITUDE})\b)?",
    "digits": rf"{_BEGINS}(?:{_DIGITS})(?!\d)(?:(?:\s|{_HYPHEN})?"
    rf"(?P<magnitude>{_MAGNITUDE}|[kmbt](?=\b))\b(?:\s(?P<again>crore|million|billion)s?\b)?)?",
    "words": rf"(?:{_SMALL}\b|(?:an?\s+)?{_BIG}\b)"
    rf"(?:(?:(?:\s+and)?{_GAP}|(?<=thousand),\s+(?={_SMALL}\s+hundred\b)"
    rf"|(?<=million),\s+(?=[a-z -]+\s+thousand\b))(?:{_SMALL}|{_BIG})\b)*",
}
_NUMERAL: Final = re.compile(
    # every numeral begins so
    r"(?:\b(?=[\dabcdefhlmnoqstz])|(?<=[A-Za-z])(?=\d)|(?<=[\s(])(?=\.\d)|(?=" + _SIGN + r"))(?:"
    + "|".join(f"(?P<{name}>{pattern})" for name, pattern in _KINDS.items())
    + ")",
    re.IGNORECASE,
)  # fmt: skip
_NUMERAL_PLAIN: Final = re.compile(
    "|".join(f"(?P<{name}>{_KINDS[name]})" for name in ("sign", "digits", "words")), re.IGNORECASE
)
#: What every numeral holds some part of.
SCANNED: Final = Patterns(
    [
        (
            "numeral",
            _NUMERAL,
            (
                rf"(?i:{DIGIT}|.*{_SIGN}.*|{_SMALL}|{_BIG}s?|tens|scores|several|couple|few|single|pair|score|half|"
                rf"twice|thrice|[a-z]+fold|double|twin|triple|{_PARTS}|{_ONE_PART})",
            ),
        )
    ]
)
_WORD: Final = re.compile(r"[A-Za-z]+")
_TORN_FULL: Final = re.compile(_TORN)
_PLAIN_SPACED: Final = re.compile(r"\d{1,3}(?: \d{3})+")
_TOKENISED: Final = re.compile(r"\d,\s000\b|\w - \w")
_MONTH_BEFORE: Final = re.compile(
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*\.?\s*$", re.IGNORECASE
)
#: After "one in three" these tell a time, not a share.
_NO_SHARE: Final = re.compile(
    r"\s*(?:[a-z]+\s+)?(?:days?|weeks?|months?|years?|hours?|minutes?|games?|matches|"
    r"goes|attacks?|places?|cities|states|countries|provinces|separate|different|other)\b", re.I
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Numeral:
    """A numeral in a text.

    Attributes:
        start, end: in the text that was scanned.
        value: the number named; None when it is vague.
        lo, hi: bounds of a vague amount; None otherwise.
        form: "digits", "words", "vague", "fraction", "multiple", "times".
        step: the unit of the last digit written, for rounding: 0.1 for "5.9", 1 for "120",
            1e8 for "2.6 million".
        short: a magnitude letter was read ("5m"), which only money or counted things justify.
        bare_end: where the digits end, without a magnitude.
    """

    start: int
    end: int
    value: float | None
    form: str
    lo: float | None = None
    hi: float | None = None
    step: float = 1.0
    short: bool = False
    bare_end: int = 0


def scan(text: str) -> tuple[Numeral, ...]:
    """All numerals of a text, in order, not overlapping."""
    if not any(SCANNED.tried(text)):
        return ()
    found: list[Numeral] = []
    position = 0
    while match := _NUMERAL.search(text, position):
        numeral = _READERS[match.lastgroup or "words"](text, match)
        if numeral is not None:
            found.append(numeral)
        position = max(numeral.end if numeral is not None else match.end("top"), position + 1)
    return tuple(found)


def _vague(text: str, match: re.Match[str]) -> Numeral:
    lo, hi = VAGUE[" ".join(match.group().lower().split())]
    return Numeral(*match.span(), None, "vague", lo, hi)


def _loose(text: str, match: re.Match[str]) -> Numeral:
    low, high = COUPLE if "couple" in match["how"].lower() else SEVERAL
    size = number_words.size(match["loosebig"])
    return Numeral(*match.span(), None, "vague", low * size, high * size)


def _couple(text: str, match: re.Match[str]) -> Numeral:
    return Numeral(*match.span(), None, "vague", *COUPLE)


def _mixed(text: str, match: re.Match[str]) -> Numeral:
    whole, more = match["whole"], match["more"].lower()
    part = number_words.part(f"{more if more in ('two', 'three') else ''} {match['part']}".strip())
    own = re.search(rf"{_BIG}$", whole, re.IGNORECASE)
    size = number_words.size(own.group() if own else None)
    value = (number_words.amount(whole) + part * size) * number_words.size(match["mixedbig"])
    step = size * number_words.size(match["mixedbig"])
    return Numeral(*match.span(), _exact(value), "words", step=step / 2)


def _and_half(text: str, match: re.Match[str]) -> Numeral:
    return Numeral(*match.span(), 1.0, "words", step=0.5)


def _partial(text: str, match: re.Match[str]) -> Numeral:
    size = number_words.size(match["of"]) * number_words.part(match["share"])
    return Numeral(*match.span(), _exact(size), "words", step=size)


def _half_unit(text: str, match: re.Match[str]) -> Numeral:
    value = 0.5 if "half" in match.group().lower() else 0.25
    return Numeral(*match.span(), value, "words", step=value)


def _ratio(text: str, match: re.Match[str]) -> Numeral | None:
    """A share ("one in five"); where it reads as none, the first number alone."""
    top, bottom = number_words.amount(match["top"]), number_words.amount(match["bottom"])
    joined = match.group().lower()
    plain_of = re.search(r"(?<!out)\s+of\s+(?!every)", joined) is not None
    told = top < bottom and bottom in _SHARED and not plain_of
    if told and (match["every"] or not _NO_SHARE.match(text, match.end())):
        return Numeral(*match.span(), round(top / bottom, 4), "fraction", step=1e-4)
    alone = _NUMERAL_PLAIN.match(text, match.start())
    return None if alone is None else _READERS[alone.lastgroup or "words"](text, alone)


def _fraction(text: str, match: re.Match[str]) -> Numeral:
    """To four places, as the gold data writes two thirds."""
    if match["half"]:
        value = 0.5
    elif match["single"] or match["hyphened"]:
        value = number_words.part(match["single"] or match["hyphened"])
    else:
        value = number_words.read_words(match["tops"]) * number_words.part(match["bottoms"])
    return Numeral(*match.span(), round(value, 4), "fraction", step=1e-4)


def _single_thing(text: str, match: re.Match[str]) -> Numeral:
    return Numeral(*match.span(), 1.0, "words")


def _pair(text: str, match: re.Match[str]) -> Numeral:
    return Numeral(*match.span(), 2.0, "words")


def _by_part(text: str, match: re.Match[str]) -> Numeral:
    value = number_words.part(match["by"] or "half")
    return Numeral(*match.span(), round(value, 4), "fraction", step=1e-4)


def _score(text: str, match: re.Match[str]) -> Numeral:
    return Numeral(*match.span(), 20.0, "words")


def _multiple(text: str, match: re.Match[str]) -> Numeral:
    return Numeral(*match.span(), MULTIPLES[match.group().lower()], "multiple")


def _times(text: str, match: re.Match[str]) -> Numeral:
    fold = match["fold"]
    value = number_words.amount(fold) if fold else MULTIPLES[match.group().lower()]
    return Numeral(*match.span(), value, "times")


def _point(text: str, match: re.Match[str]) -> Numeral:
    places = [f"{SMALL[word.lower()]:.0f}" for word in match["after"].split()]
    size = number_words.size(match["pointbig"])
    value = float(f"{number_words.read_words(match['before']):.0f}.{''.join(places)}") * size
    return Numeral(*match.span(), _exact(value), "words", step=size / 10 ** len(places))


def _sign(text: str, match: re.Match[str]) -> Numeral:
    over = match["over"]
    part = float(over[0]) / float(over[-1]) if over else _SIGNS[match["glyph"]]
    size = number_words.size(match["signbig"])
    value = (float(match["signed"] or 0) + part) * size
    end = match.end("over" if over else "glyph")
    return Numeral(*match.span(), _exact(value), "digits", step=_exact(size / 4), bare_end=end)


def _digits(text: str, match: re.Match[str]) -> Numeral:
    start, end = match.span()
    magnitude = (match["magnitude"] or "").lower()
    written = text[start : match.start("magnitude")] if magnitude else text[start:end]
    written = re.sub(r"[\s‐‑-]+$", "", written)
    if _TORN_FULL.fullmatch(written) and not _one_number(text, start, written):
        written = written.split(",")[0]
        magnitude, end = "", start + len(written)
    elif _PLAIN_SPACED.fullmatch(written) and _apart(text, start, end):
        written = written.split(" ")[0]
        magnitude, end = "", start + len(written)
    factor = number_words.size(magnitude) * (
        number_words.size(match["again"]) if magnitude else 1.0
    )
    digits = re.sub(r"[^\d.]", "", written)
    decimals = len(digits.partition(".")[2])
    return Numeral(
        start,
        end,
        _scaled(digits, factor),
        "digits",
        step=factor / 10**decimals,
        short=magnitude in SHORT and bool(magnitude),
        bare_end=start + len(written),
    )


def _scaled(digits: str, factor: float) -> float:
    """Exact in decimals: 5.2 billion is 5200000000, not 5200000000.000001."""
    whole, _, part = digits.partition(".")
    return float(int(whole + part) * factor / 10 ** len(part))


def _exact(value: float) -> float:
    """Without the dust of binary fractions."""
    return round(value, 9)


def _one_number(text: str, start: int, written: str) -> bool:
    """Whether "170, 000" is one number and not a day followed by a count ("14, 200 girls")."""
    if _MONTH_BEFORE.search(text[max(0, start - 12) : start]):
        return False
    sum_of_money = text[max(0, start - 1) : start] in ("$", "€", "£")
    tokenised = _TOKENISED.search(text) is not None
    return written.endswith("000") or ((tokenised or sum_of_money) and written.endswith("00"))


def _apart(text: str, start: int, end: int) -> bool:
    """Whether "14 200" are a day or a name's number, and a count: "on May 14 200 girls"."""
    before = text[max(0, start - 20) : start]
    named = re.search(r"[\w,;] [A-Z][\w.]*\s$|[\d#]\s$|\bNo\.?\s$", before) is not None
    month = _MONTH_BEFORE.search(before) is not None
    return named or month or not re.match(r"\s[a-z]|\s?[%°€£$]", text[end:])


def _words(text: str, match: re.Match[str]) -> Numeral:
    start, end = match.span()
    written = text[start:end]
    pieces = re.split(r"\s+and\s+", written, flags=re.IGNORECASE)
    # "two and three" are two numbers, "two hundred and three" is one
    if len(pieces) > 1 and not re.search(rf"{_BIG}$", pieces[0], re.I):
        end = start + len(pieces[0])
        written = pieces[0]
    parts = [w.lower() for w in _WORD.findall(written)]
    for i in range(1, len(parts)):
        if parts[i] in SMALL and parts[i - 1] in SMALL and not _compound(parts[i - 1], parts[i]):
            # "seven five" are two numbers: keep the first
            second = re.search(rf"\b{parts[i - 1]}\b", written, re.IGNORECASE)
            if second is not None:
                end = start + second.end()
                written = text[start:end]
            break
    value = number_words.read_words(written)
    big = [LONG[w] for w in parts if w in LONG]
    return Numeral(start, end, value, "words", step=min(big) if big and value >= 100 else 1.0)


def _compound(ten: str, one: str) -> bool:
    return SMALL[ten] >= 20 and 1 <= SMALL[one] <= 9


_READERS: Final[dict[str, Callable[[str, re.Match[str]], Numeral | None]]] = {
    "vague": _vague, "loose": _loose, "couple": _couple, "several": _vague, "mixed": _mixed,
    "and_half": _and_half, "pair": _pair,
    "partial": _partial, "half_unit": _half_unit, "ratio": _ratio, "fraction": _fraction,
    "by_part": _by_part, "score": _score, "single_thing": _single_thing, "times": _times,
    "multiple": _multiple, "point": _point, "sign": _sign, "digits": _digits, "words": _words,
}  # fmt: skip
