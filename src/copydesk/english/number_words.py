"""Number words and what they are worth."""

from __future__ import annotations

import re
from typing import Final

from copydesk.english.lists import in_order, table


def _values(section: str) -> dict[str, float]:
    return {word: float(value) for word, value in table("numbers", section).items()}


ONES: Final = in_order("numbers", "ones")
TENS: Final = in_order("numbers", "tens")
#: Value of each small number word.
SMALL: Final = {word: float(n) for n, word in enumerate(ONES)} | {
    word: 20.0 + 10 * n for n, word in enumerate(TENS)
}
LONG: Final = _values("magnitudes")
#: Value of each word and letter for a magnitude.
MAGNITUDES: Final = LONG | _values("short magnitudes") | _values("letters")
#: Letters that stand for a magnitude only beside a currency or counted things.
SHORT: Final = frozenset(_values("letters"))
#: Lower and upper bound of vague amounts.
VAGUE: Final = {
    phrase: (float(bounds.split()[0]), float(bounds.split()[1]))
    for phrase, bounds in table("numbers", "vague").items()
}
#: "several hundred" is three to nine of them, "a couple of hundred" one and a half to three.
SEVERAL: Final = (3.0, 9.0)
COUPLE: Final = (1.5, 3.0)
FRACTIONS: Final = _values("fractions")
MULTIPLES: Final = _values("multiples")
_WORD: Final = re.compile(r"[A-Za-z]+")


def in_words(number: int) -> str:
    """A number from 0 to 99 in words ("fifty-nine").

    Raises:
        ValueError: for any other.
    """
    if not 0 <= number < 100:
        raise ValueError(f"{number} is not between 0 and 99")
    if number < len(ONES):
        return ONES[number]
    ten, one = divmod(number, 10)
    return f"{TENS[ten - 2]}-{ONES[one]}" if one else TENS[ten - 2]


def read_words(text: str) -> float:
    """Value of a numeral in words ("two hundred and five", "forty-two", "a dozen").

    Raises:
        ValueError: when a word is no number word.
    """
    total, current = 0.0, 0.0
    for word in _WORD.findall(text.lower()):
        if word in ("and", "a", "an"):
            continue
        if word in SMALL:
            current += SMALL[word]
        elif word in ("hundred", "dozen"):
            current = max(current, 1.0) * LONG[word]
        elif word not in LONG:
            raise ValueError(f"{word!r} is no number word")
        elif total and not current:  # "two lakh crore"
            total *= LONG[word]
        else:
            total, current = total + max(current, 1.0) * LONG[word], 0.0
    return total + current


def amount(written: str) -> float:
    """Value of a plain number in digits or words ("3", "three", "a million", "2 thousand")."""
    digits = re.match(r"[\d.,]+", written)
    if digits is None:
        return read_words(written)
    rest = written[digits.end() :].strip(" -‐‑").lower()
    return float(digits.group().replace(",", "")) * (size(rest) if rest else 1.0)


def size(magnitude: str | None) -> float:
    """Value of a word or letter for a magnitude, singular or plural; 1 for None."""
    if not magnitude:
        return 1.0
    low = magnitude.lower()
    if low.startswith("lac"):
        return MAGNITUDES["lakh"]
    return MAGNITUDES[low if low in MAGNITUDES else low.rstrip("s")]


def part(words_of_it: str) -> float:
    """ "half", "three quarters", "a third"."""
    count, _, name = words_of_it.lower().replace("‑", "-").replace("-", " ").rpartition(" ")
    of = FRACTIONS.get(name) or FRACTIONS[name.removesuffix("s")]
    return (read_words(count) if count not in ("", "a", "an", "one") else 1.0) / of
