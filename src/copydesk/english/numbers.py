"""Numerals as news writes them: digits, words, magnitudes, vague amounts, fractions.

Source of the vague amounts' bounds: the conventions of copydesk-gold/1.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from copydesk.english.patterns import DIGIT, Patterns

_ONES_TEXT = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
)
_TENS_TEXT = "twenty thirty forty fifty sixty seventy eighty ninety"
_ONES, _TENS = _ONES_TEXT.split(), _TENS_TEXT.split()
SMALL = {word: float(n) for n, word in enumerate(_ONES)} | {
    word: 20.0 + 10 * n for n, word in enumerate(_TENS)
}
MAGNITUDES = {
    "hundred": 1e2,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
    "dozen": 12.0,
    "mln": 1e6,
    "mn": 1e6,
    "bln": 1e9,
    "bn": 1e9,
    "trn": 1e12,
    "tn": 1e12,
    "lakh": 1e5,
    "crore": 1e7,
    "k": 1e3,
    "m": 1e6,
    "b": 1e9,
    "t": 1e12,
}
#: Letters that stand for a magnitude only beside a currency sign ("$5m", never "5m deep").
SHORT = frozenset("kmbt")

#: Lower and upper bound of vague amounts, copydesk-gold/1.
VAGUE = {
    "several": (3.0, 12.0),
    "dozens": (24.0, 150.0),
    "scores": (40.0, 400.0),
    "tens": (20.0, 150.0),
    "hundreds": (200.0, 1999.0),
    "thousands": (2e3, 19999.0),
    "tens of thousands": (2e4, 199999.0),
    "hundreds of thousands": (2e5, 1999999.0),
    "millions": (2e6, 9.99e8),
    "tens of millions": (2e7, 1.99e8),
    "hundreds of millions": (2e8, 1.999e9),
    "billions": (2e9, 9.99e11),
    "tens of billions": (2e10, 1.99e11),
    "hundreds of billions": (2e11, 1.999e12),
}
#: "several hundred" is three to nine of them, "a couple of hundred" one and a half to three.
_SEVERAL = (3.0, 9.0)
_COUPLE = (1.5, 3.0)
_FRACTIONS = {"half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "tenth": 10}
_MULTIPLES = {"double": 2.0, "twin": 2.0, "triple": 3.0}
#: What is doubled when "double" counts things: attacks and what they are made with.
_MULTIPLIED = (
    r"(?:strikes?|attacks?|bombings?|blasts?|explosions?|bombs?|missiles?|rockets?|murders?|"
    r"killings?|shootings?|suicide|earthquakes?|quakes?)"
)

_HYPHEN = r"\s?[-‐‑]\s?"
_ONES_RE = "|".join(sorted(_ONES, key=len, reverse=True))
_SMALL_RE = (
    rf"(?:(?:{'|'.join(_TENS)})(?:(?:{_HYPHEN}|\s)(?:{'|'.join(_ONES[1:10])})\b)?|(?:{_ONES_RE}))"
)
_BIG_RE = r"(?:hundred|thousand|million|billion|trillion|dozen)"
_LONG_MAGNITUDE = (
    r"(?:hundred|thousand|million|billion|trillion|dozen|mln|mn|bln|bn|trn|tn|lakh|crore)s?"
)
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
#: "170, 000": tokenised text puts a space behind the comma.
_SPACED = r"\d{1,3}(?:,\s\d{3})+(?!\d|,\d)"

_NUMERAL = re.compile(
    rf"""
    \b(?=[\dabcdefhmnoqstz])  # every numeral begins so: most places are passed over at once
    (?:
    (?P<vague>\b(?:(?:tens|hundreds)\s+of\s+(?:thousands|millions|billions)
        |dozens|scores|tens(?=\s+of)|hundreds|thousands|millions|billions)\b)
  | (?P<loose>\b(?P<how>several|(?:a\s+)?couple(?:\s+of)?|(?:a\s+)?few)\s+
        (?P<loosebig>{_BIG_RE})s?\b)
  | (?P<several>\bseveral\b)
  | (?P<fraction>\b(?P<top>{_SMALL_RE})(?:{_HYPHEN}|\s)
            (?P<bottom>halves|thirds|quarters|fourths|fifths|tenths)\b
        |\b(?:a|one)(?:{_HYPHEN}|\s)(?P<single>third|quarter|fifth|tenth)(?=\s+of\b)
        |\b(?P<half>half)(?=\s+(?:of\s+(?!who)|the\b|its\b|their\b|his\b|her\b|and\s+two)))
  | (?P<single_thing>\ba\s+single(?=\s+[a-z]))
  | (?P<multiple>\b(?:double|twin|triple)\b(?=(?:\s+[\w-]+)?\s+{_MULTIPLIED}\b))
  | (?P<halfbig>\b(?:half|quarter)\s+(?:a|of\s+a)\s+(?P<halfof>{_BIG_RE})\b)
  | (?P<digits>(?<![\w.,/])(?:{_SPACED}|{_DIGITS})(?![\d])
        (?:(?:\s|{_HYPHEN})?(?P<magnitude>{_LONG_MAGNITUDE}|[kmbt](?=\b))\b)?)
  | (?P<words>\b(?:(?:{_SMALL_RE})\b|(?:an?\s+)?{_BIG_RE}\b)
        (?:(?:\s+and)?(?:\s+|{_HYPHEN})(?:{_SMALL_RE}|{_BIG_RE})\b)*)
    )
    """,
    re.IGNORECASE | re.VERBOSE,
)
#: What every numeral holds some part of.
SCANNED = Patterns(
    [
        (
            "numeral",
            _NUMERAL,
            (
                rf"(?i:{DIGIT}|{_SMALL_RE}|{_BIG_RE}s?|tens|scores|several|couple|few|single|half|"
                r"quarters?|halves|thirds?|fourths|fifths?|tenths?|double|twin|triple)",
            ),
        )
    ]
)
_WORD = re.compile(r"[A-Za-z]+")
_SPACED_FULL = re.compile(_SPACED)
_TOKENISED = re.compile(r"\d,\s000\b|\w - \w")
_MONTH_BEFORE = re.compile(
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*\.?\s*$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Numeral:
    """A numeral in a text.

    Attributes:
        start, end: in the text that was scanned.
        value: the number named; None when it is vague.
        lo, hi: bounds of a vague amount; None otherwise.
        form: "digits", "words", "vague", "fraction", "multiple".
        step: the unit of the last digit written, for rounding: 0.1 for "5.9", 1 for "120",
            1e8 for "2.6 million".
        short: a magnitude letter was read ("5m"), which only money justifies.
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
    tokenised = _TOKENISED.search(text) is not None
    found: list[Numeral] = []
    position = 0
    while match := _NUMERAL.search(text, position):
        numeral = _read(text, match, tokenised)
        if numeral is not None:
            found.append(numeral)
            position = max(numeral.end, match.start() + 1)
        else:
            position = match.end()
    return tuple(found)


def read_words(words: str) -> float:
    """Value of a numeral in words ("two hundred and five", "forty-two", "a dozen").

    Raises:
        ValueError: when a word is no number word.
    """
    total, current = 0.0, 0.0
    for word in _WORD.findall(words.lower()):
        if word in ("and", "a", "an"):
            continue
        if word in SMALL:
            current += SMALL[word]
        elif word in ("hundred", "dozen"):
            current = max(current, 1.0) * MAGNITUDES[word]
        elif word in MAGNITUDES:
            total += max(current, 1.0) * MAGNITUDES[word]
            current = 0.0
        else:
            raise ValueError(f"{word!r} is no number word")
    return total + current


def _read(text: str, match: re.Match[str], tokenised: bool) -> Numeral | None:  # noqa: PLR0911 (one return a case)
    start, end = match.span()
    if match["vague"]:
        lo, hi = VAGUE[" ".join(match["vague"].lower().split())]
        return Numeral(start, end, None, "vague", lo, hi)
    if match["several"]:
        lo, hi = VAGUE["several"]
        return Numeral(start, end, None, "vague", lo, hi)
    if match["loose"]:
        low, high = _COUPLE if "couple" in match["how"].lower() else _SEVERAL
        size = MAGNITUDES[match["loosebig"].lower()]
        return Numeral(start, end, None, "vague", low * size, high * size)
    if match["fraction"]:
        return Numeral(start, end, _fraction(match), "fraction", step=1e-4)
    if match["single_thing"]:
        return Numeral(start, end, 1.0, "words")
    if match["multiple"]:
        return Numeral(start, end, _MULTIPLES[match["multiple"].lower()], "multiple")
    if match["halfbig"]:
        share = 0.5 if match["halfbig"].lower().startswith("half") else 0.25
        size = MAGNITUDES[match["halfof"].lower()] * share
        return Numeral(start, end, size, "words", step=size)
    if match["digits"]:
        return _digits(text, match, tokenised)
    return _words(text, match)


def _fraction(match: re.Match[str]) -> float:
    """To four places, as the gold data writes two thirds."""
    if match["half"]:
        return 0.5
    if match["single"]:
        return round(1 / _FRACTIONS[match["single"].lower()], 4)
    bottom = match["bottom"].lower()
    below = 2 if bottom == "halves" else _FRACTIONS[bottom[:-1]]
    return round(read_words(match["top"]) / below, 4)


def _digits(text: str, match: re.Match[str], tokenised: bool) -> Numeral | None:
    start, end = match.span()
    magnitude = (match["magnitude"] or "").lower()
    written = text[start : match.start("magnitude")] if magnitude else text[start:end]
    written = re.sub(r"[\s‐‑-]+$", "", written)
    if _SPACED_FULL.fullmatch(written) and not _one_number(text, start, written, tokenised):
        written = written.split(",")[0]
        magnitude, end = "", start + len(written)
    factor = 1.0
    if magnitude:
        factor = MAGNITUDES[magnitude if magnitude in MAGNITUDES else magnitude.rstrip("s")]
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


def _one_number(text: str, start: int, written: str, tokenised: bool) -> bool:
    """Whether "170, 000" is one number and not a day followed by a count ("14, 200 girls")."""
    if _MONTH_BEFORE.search(text[max(0, start - 12) : start]):
        return False
    sum_of_money = text[max(0, start - 1) : start] in ("$", "€", "£")
    return written.endswith("000") or ((tokenised or sum_of_money) and written.endswith("00"))


def _words(text: str, match: re.Match[str]) -> Numeral:
    start, end = match.span()
    words = text[start:end]
    pieces = re.split(r"\s+and\s+", words, flags=re.IGNORECASE)
    # "two and three" are two numbers, "two hundred and three" is one
    if len(pieces) > 1 and not re.search(r"(?:hundred|thousand|million)$", pieces[0], re.I):
        end = start + len(pieces[0])
        words = pieces[0]
    parts = [w.lower() for w in _WORD.findall(words)]
    for i in range(1, len(parts)):
        if parts[i] in SMALL and parts[i - 1] in SMALL and not _compound(parts[i - 1], parts[i]):
            # "seven five" are two numbers: keep the first
            second = re.search(rf"\b{parts[i - 1]}\b", words, re.IGNORECASE)
            if second is not None:
                end = start + second.end()
                words = text[start:end]
            break
    value = read_words(words)
    big = [MAGNITUDES[w] for w in parts if w in MAGNITUDES]
    return Numeral(start, end, value, "words", step=min(big) if big and value >= 100 else 1.0)


def _compound(ten: str, one: str) -> bool:
    return SMALL[ten] >= 20 and 1 <= SMALL[one] <= 9
