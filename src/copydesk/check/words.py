"""Words in one canonical spelling, so that two ways of writing the same thing compare equal."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import snowballstemmer

from copydesk.check.lexicon import FUNCTION_WORDS
from copydesk.check.normalise import fold
from copydesk.english import lists


@dataclass(frozen=True, slots=True)
class Word:
    """A word, number or mark.

    Attributes:
        start, end: code points of the text that was read.
        text: as a reader sees it.
        norm: canonical spelling: lower case, contractions opened, numbers as plain decimals.
        kind: "word", "number" or "mark".
        quoted: whether it stands inside quotation marks.
    """

    start: int
    end: int
    text: str
    norm: str
    kind: str
    quoted: bool = False


_TOKEN = re.compile(
    r"""
    (?P<acronym>(?:[A-Za-z]\.){2,}(?:[A-Z](?![A-Za-z]))?)
  | (?P<number>\d{1,3}(?:,\ ?\d{3})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?)
  | (?P<word>[^\W\d_]+(?:'[^\W\d_]+)*'?)
  | (?P<ellipsis>\.(?:\ ?\.){2,})
  | (?P<mark>--+|\S)
    """,
    re.VERBOSE,
)

_UNITS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_VALUES = {w: i for i, w in enumerate(_UNITS)} | {w: 20 + 10 * i for i, w in enumerate(_TENS)}
_SCALES = {
    "hundred": 100,
    "thousand": 1_000,
    "million": 1_000_000,
    "billion": 1_000_000_000,
    "trillion": 1_000_000_000_000,
    "mn": 1_000_000,
    "bn": 1_000_000_000,
    "m": 1_000_000,
    "k": 1_000,
}
_ORDINALS = {
    "first": "1st", "second": "2nd", "third": "3rd", "fourth": "4th", "fifth": "5th",
    "sixth": "6th", "seventh": "7th", "eighth": "8th", "ninth": "9th", "tenth": "10th",
}  # fmt: skip
_CONTRACTED = {
    "won't": ("will", "not"), "can't": ("can", "not"), "cannot": ("can", "not"),
    "shan't": ("shall", "not"), "ain't": ("is", "not"), "'twas": ("it", "was"),
    "let's": ("let", "us"),
}  # fmt: skip
_SUFFIXES = {"'re": "are", "'ll": "will", "'ve": "have", "'m": "am"}
_SAME = {
    "%": "percent", "percentage": "percentage", "us": "us", "usa": "u.s.", "uk": "u.k.",
    "un": "u.n.", "eu": "e.u.", "adviser": "advisor", "mr": "mr", "mrs": "mrs",
    "&": "and", "sr": "senior", "jr": "junior", "sen": "senator", "gov": "governor",
    "rep": "representative", "gen": "general", "lt": "lieutenant", "sgt": "sergeant",
    "dr": "doctor", "prof": "professor", "jan": "january", "feb": "february",
    "aug": "august", "sept": "september", "sep": "september", "oct": "october",
    "nov": "november", "dec": "december", "okay": "ok", "km": "kilometer",
    "kilometre": "kilometer", "kilometres": "kilometers", "metres": "meters",
    "metre": "meter", "centre": "center", "theatre": "theater", "programme": "program",
    "programmes": "programs", "grey": "gray", "whilst": "while", "amongst": "among",
    "towards": "toward", "defence": "defense", "offence": "offense", "licence": "license",
    "cheque": "check", "tyre": "tire", "tyres": "tires", "cancelled": "canceled",
    "travelled": "traveled", "travelling": "traveling", "labelled": "labeled",
    "percents": "percent", "kg": "kilogram", "kilo": "kilogram", "lb": "pound", "lbs": "pounds",
    "cm": "centimeter", "mm": "millimeter", "centimetres": "centimeters",
    "millimetres": "millimeters", "centimetre": "centimeter", "millimetre": "millimeter",
}  # fmt: skip
_BRITISH = (
    (re.compile(r"(?<=..)our(s|ed|ing|able|ite|hood)?$"), r"or\1"),
    (re.compile(r"(?<=...)is(e|es|ed|ing|ation|ations)$"), r"iz\1"),
    (re.compile(r"(?<=...)yse(s|d)?$"), r"yze\1"),
)
_NOT_BRITISH = lists.words("check", "words not british")


#: In small letters these are words or parts of names: "Kang-un".
_INITIALS = frozenset({"un", "eu", "uk", "usa"})


@lru_cache(maxsize=16384)
def spelling(word: str) -> str:
    """One spelling for words that are spelt in two ways; lower case."""
    low = word.lower()
    if word == "US":
        return "u.s."
    if low in _SAME and (low not in _INITIALS or word.isupper()):
        return _SAME[low]
    if low not in _NOT_BRITISH and len(low) > 4:
        for pattern, american in _BRITISH:
            low = pattern.sub(american, low)
    return _ORDINALS.get(low, low)


def plain_number(text: str) -> str:
    """A numeral without separators and idle zeros: "1, 500.0" is "1500"."""
    digits = re.sub(r"[, ]", "", text)
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    return digits.lstrip("0") or "0" if "." not in digits else digits


@lru_cache(maxsize=16384)
def _open_contraction(word: str) -> tuple[str, ...]:
    low = word.lower()
    if low in _CONTRACTED:
        return _CONTRACTED[low]
    if low.endswith("n't") and len(low) > 3:
        return (low[:-3], "not")
    for suffix, full in _SUFFIXES.items():
        if low.endswith(suffix):
            return (low[: -len(suffix)], full)
    for suffix in ("'s", "'d"):
        if low.endswith(suffix):
            return (spelling(word[:-2]), suffix)
    return (spelling(word.strip("'")),)


def _raw(text: str) -> list[Word]:
    folded = fold(text)
    found: list[Word] = []
    for match in _TOKEN.finditer(folded.text):
        kind, piece = match.lastgroup or "mark", match.group()
        start = folded.origin[match.start()]
        end = folded.origin[match.end() - 1] + 1
        if kind == "number":
            number = plain_number(piece)
            if _is_minus(folded.text, match.start()) and found[-1].norm == "-":
                start, number = found.pop().start, f"-{number}"
            found.append(Word(start, end, piece, number, "number"))
        elif kind == "acronym":
            low = piece.lower()
            norm = low if low.endswith(".") else low + "."
            norm = {"u.s.a.": "u.s.", "f.b.i.": "fbi", "c.i.a.": "cia"}.get(norm, norm)
            if norm not in ("u.s.", "u.k.", "u.n.", "e.u.", "a.m.", "p.m."):
                norm = norm.replace(".", "")
            found.append(Word(start, end, piece, norm, "word"))
        elif kind == "word":
            found.extend(
                Word(start, end, piece, norm, "word") for norm in _open_contraction(piece) if norm
            )
            if piece.endswith("'"):
                # A closing single quotation mark or a plural's apostrophe: keep it as a mark.
                found.append(Word(end - 1, end, "'", "'", "mark"))
        elif kind == "ellipsis":
            found.append(Word(start, end, piece, "...", "mark"))
        else:
            norm = "percent" if piece == "%" else ("-" if piece.startswith("-") else piece)
            found.append(Word(start, end, piece, norm, "word" if piece in "%&" else "mark"))
    return found


def _is_minus(text: str, at: int) -> bool:
    """Whether a sign stands before the number at an offset, and no word before the sign."""
    return text[at - 1 : at] == "-" and (at == 1 or text[at - 2] in " (\n\t")


def _number_run(words: Sequence[Word], at: int) -> tuple[int, str] | None:
    """The end of a number in words or with a scale that starts at ``at``, and its value."""
    total = current = 0.0
    index, seen, last = at, False, ""
    while index < len(words):
        word = words[index]
        if word.kind == "number" and not seen:
            current = float(word.norm)
        elif word.norm in _VALUES and word.kind == "word" and last in ("", "scale", "tens"):
            if last == "tens" and _VALUES[word.norm] >= 10:
                break
            current += _VALUES[word.norm]
        elif word.norm in _SCALES and seen and (len(word.norm) > 2 or last == "digits"):
            scale = _SCALES[word.norm]
            current *= scale
            if scale >= 1000:
                total, current = total + current, 0.0
        elif (
            seen
            and word.norm == "-"
            and index + 1 < len(words)
            and last == "tens"
            and words[index + 1].norm in _VALUES
        ):
            index += 1
            continue
        elif last in ("units", "digits") and (half := _and_a_half(words, index)):
            current, index = current + 0.5, half
            continue
        else:
            break
        last = (
            "digits"
            if word.kind == "number"
            else "scale"
            if word.norm in _SCALES
            else "tens"
            if word.norm in _TENS
            else "units"
        )
        seen, index = True, index + 1
    if not seen:
        return None
    value = total + current
    return index, (str(int(value)) if value == int(value) else repr(round(value, 9)))


def _and_a_half(words: Sequence[Word], at: int) -> int | None:
    """Where "and a half" ends that begins at a word, written with hyphens or without; None where
    it does not begin there."""
    wanted = ["and", "a", "half"]
    index = at
    for norm in wanted:
        if index < len(words) and words[index].norm == "-":
            index += 1
        if index >= len(words) or words[index].norm != norm:
            return None
        index += 1
    return index


def _join_numbers(words: list[Word]) -> list[Word]:
    joined: list[Word] = []
    index = 0
    while index < len(words):
        run = _number_run(words, index)
        if run is None:
            joined.append(words[index])
            index += 1
            continue
        end, value = run
        first, last = words[index], words[end - 1]
        if end == index + 1 and first.kind == "number":
            joined.append(first)
        else:
            text = " ".join(w.text for w in words[index:end])
            joined.append(Word(first.start, last.end, text, value, "number"))
        index = end
    return joined


_PHRASES = {
    ("united", "states", "of", "america"): "u.s.",
    ("united", "states"): "u.s.",
    ("united", "kingdom"): "u.k.",
    ("united", "nations"): "u.n.",
    ("european", "union"): "e.u.",
    ("per", "cent"): "percent",
}


_OPENING = frozenset(phrase[0] for phrase in _PHRASES)


def _join_phrases(words: list[Word]) -> list[Word]:
    joined: list[Word] = []
    index = 0
    while index < len(words):
        for size in (4, 2) if words[index].norm in _OPENING else ():
            key = tuple(w.norm for w in words[index : index + size])
            if len(key) == size and key in _PHRASES:
                first, last = words[index], words[index + size - 1]
                text = " ".join(w.text for w in words[index : index + size])
                joined.append(Word(first.start, last.end, text, _PHRASES[key], "word"))
                index += size
                break
        else:
            joined.append(words[index])
            index += 1
    return joined


_CURRENCIES = {"$": "dollars", "€": "euros", "£": "pounds", "¥": "yen"}


def _name_currencies(words: list[Word]) -> list[Word]:
    """A sign before a number as the word behind it: "$5" reads "5 dollars"."""
    named: list[Word] = []
    for word in words:
        sign = named[-1] if named and word.kind == "number" else None
        if sign is None or sign.norm not in _CURRENCIES or sign.end != word.start:
            named.append(word)
            continue
        named[-1] = replace(word, start=sign.start)
        named.append(Word(word.end, word.end, sign.text, _CURRENCIES[sign.norm], "word"))
    return named


@lru_cache(maxsize=512)
def read_words(text: str) -> tuple[Word, ...]:
    """The words of a text in canonical spelling, with offsets, numbers joined."""
    return tuple(_name_currencies(_join_phrases(_join_numbers(_raw(text)))))


def is_mark(word: Word) -> bool:
    """Whether it is punctuation."""
    return word.kind == "mark"


_STEMMER = snowballstemmer.stemmer("english")


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """The Snowball stem of a word in canonical spelling."""
    found: str = _STEMMER.stemWord(word)
    return found


def content_words(words: Sequence[Word]) -> tuple[Word, ...]:
    """The words that carry content: neither marks nor function words."""
    return tuple(
        w
        for w in words
        if not is_mark(w)
        and (w.kind == "number" or (w.norm not in FUNCTION_WORDS and len(w.norm) > 1))
    )


def key(word: Word) -> str:
    """What words are matched by: the number, or the stem."""
    return word.norm if word.kind == "number" else stem(word.norm)
