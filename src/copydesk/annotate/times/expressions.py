"""Expressions of time and amount by rule: DATE, TIME, MONEY, PERCENT, QUANTITY, numbers.

Labels follow OntoNotes: DATE is a day or longer, TIME shorter than a day, QUANTITY a measured
amount with its unit, CARDINAL and ORDINAL numbers of nothing above.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from copydesk.english.calendar import FEASTS, MONTH, WEEKDAYS, YEAR
from copydesk.english.currencies import CODES
from copydesk.english.number_words import ONES, TENS
from copydesk.english.patterns import DIGIT, Patterns
from copydesk.model import Token

_WORDS: Final = "|".join((*ONES, *TENS))
_SCALE: Final = "hundred|thousand|million|billion|trillion|dozen|mn|bn|tn|m|k"
_NUMBER: Final = (
    rf"(?=[\dabdefhmnostz])(?:\d[\d,]*(?:\.\d+)?(?: ?(?:{_SCALE})\b)?|"
    rf"(?:(?:a|several) (?:{_SCALE})\b|(?:{_WORDS}|half)\b)"
    rf"(?:(?:-| and | )(?:{_WORDS}|{_SCALE})\b)*|"
    r"(?:hundreds|thousands|millions|billions|dozens|tens)"
    r"(?: of (?:hundreds|thousands|millions))?\b)"
)
_DAY: Final = (
    rf"(?:(?:{FEASTS}) )?(?:{'|'.join(d.title() for d in WEEKDAYS)}|"
    r"Mon\.|Tues?\.|Wed\.|Thurs?\.|Fri\.|Sat\.|Sun\.)"
)
_PERIOD: Final = (
    "day|week|weekend|fortnight|month|quarter|year|decade|century|season|spring|summer|autumn|"
    "fall|winter"
)
_ORDINAL_WORD: Final = (
    "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|twentieth"
)
_ORDINAL: Final = (
    rf"(?:\d+(?:st|nd|rd|th)|{_ORDINAL_WORD}|"
    r"\w+-(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth))"
)
_MONEY_WORD: Final = (
    "dollars?|euros?|pounds?|cents?|pence|yen|yuan|renminbi|rubles?|roubles?|rupees?|francs?|"
    "pesos?|reais|rand|won|hryvnias?|shekels?|riyals?|dirhams?|dinars?|lira|liras|crowns?|kronor|kroner"
)
_CODE: Final = "|".join(CODES)
_UNIT: Final = (
    "kilomet(?:er|re)s?|met(?:er|re)s?|centimet(?:er|re)s?|millimet(?:er|re)s?|miles?|feet|foot|"
    "inch(?:es)?|yards?|km|kms|cm|mm|mi|ft|kilograms?|kilogrammes?|kilos?|kg|grams?|tons?|tonnes?|"
    "pounds|ounces?|lbs?|lit(?:er|re)s?|gallons?|barrels?|acres?|hectares?|degrees|mph|kph|knots|"
    "megawatts?|gigawatts?|kilowatts?|MW|GW|kW|megatons?|kilotons?|light[- ]years?"
)
_SQUARE: Final = "(?:square |cubic |nautical |metric )?"

#: Nouns after which four digits are a count and no year.
_COUNTED: Final = "people|troops|soldiers|dead|civilians|miles|km|men|women|homes|jobs|votes"

#: Words that an expression of days may begin with, beside names of days and months.
_OPENERS: Final = frozenset(
    (
        *ONES, *TENS, "last", "next", "this", "past", "early", "late", "mid", "recent",
        "several", "few", "the", "a", "an", "in", "since", "of", "until", "by",
        "today", "yesterday", "tomorrow",
    )
)  # fmt: skip

#: Patterns of days and longer, case as written but for the capital that opens a sentence, and what
#: each needs (`Patterns`).
_DATES: Final = (
    (
        rf"(?:(?:last|next|this|early|late) )?{_DAY}(?:, {MONTH} \d{{1,2}}(?:st|nd|rd|th)?"
        rf"(?:, {YEAR})?|, \d{{1,2}} {MONTH}(?: {YEAR})?)?",
        (rf"{'|'.join(d.title() for d in WEEKDAYS)}|Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun",),
    ),
    (
        rf"(?:the )?{MONTH} \d{{1,2}}(?:st|nd|rd|th)?(?: ?[–-] ?\d{{1,2}})?(?:,? {YEAR})?"
        r"(?![\d:])",
        (MONTH, DIGIT),
    ),
    (
        rf"(?:the )?\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {MONTH}(?:,? {YEAR})?",
        (MONTH, DIGIT),
    ),
    (rf"(?:(?:early|late|mid)[- ])?{MONTH},? (?:of )?{YEAR}", (MONTH, DIGIT)),
    (
        rf"(?:the )?(?:first|second|third|fourth|last|final|1st|2nd|3rd|4th) "
        rf"(?:quarter|half|week|weekend|months?)"
        rf"(?: of (?:{MONTH} )?{YEAR}| of (?:the|this|last|next) year)?",
        ("quarter|half|week|weekend|months?",),
    ),
    (rf"(?:the )?(?:(?:early|late|mid)[- ])?{YEAR}s", (DIGIT, "s")),
    (rf"(?:early|late|mid)[- ]{YEAR}", (DIGIT, "early|late|mid")),
    (
        rf"(?:{_NUMBER}|a|an|a few|several|recent|"
        rf"the (?:past|last|next|previous)(?: {_NUMBER}| few| several)?|"
        rf"(?:past|last|next)(?: {_NUMBER}| few| several)) (?:{_PERIOD})s?"
        rf"(?: (?:ago|earlier|later|before|after|old))?",
        (rf"(?:{_PERIOD})s?",),
    ),
    (
        rf"(?:last|next|this|the (?:previous|following|same|past)) (?:{_PERIOD})(?: of {YEAR})?",
        (_PERIOD,),
    ),
    (rf"(?:last|next|this) {MONTH}", (MONTH,)),
    (
        r"today|yesterday|tomorrow|the day (?:before|after)(?: (?:yesterday|tomorrow))?",
        ("today|yesterday|tomorrow|day",),
    ),
    (
        rf"(?<=\bin ){MONTH}|(?<=\bsince ){MONTH}|(?<=\bof ){MONTH}|(?<=\buntil ){MONTH}|"
        rf"(?<=\bby ){MONTH}|(?<=\bnext ){MONTH}",
        (MONTH,),
    ),
    (rf"(?!May\b|March\b|Mar\b|Jun\b|Dec\b)\b{MONTH}", (MONTH,)),
    (r"\b\d{4}-\d{2}-\d{2}|\b\d{1,2}/\d{1,2}/(?:\d{4}|\d{2})", (DIGIT, "[-/]")),
    (rf"(?<![\d$€£,.-])\b{YEAR}(?![\d,]\d| (?:{_COUNTED}))\b", (DIGIT,)),
)
_ZONE: Final = "(?: (?:GMT|UTC|ET|EST|EDT|PT|PST|PDT|BST|CET|CEST|local time))?"
#: The same of stretches shorter than a day, in any case.
_TIMES: Final = (
    (
        rf"\b\d{{1,2}}(?:[:.]\d{{2}})? ?(?:a\.m\.?|p\.m\.?|am|pm|o'clock|o’clock){_ZONE}",
        (DIGIT, "(?i:[ap]?m|o)"),
    ),
    (rf"\b\d{{1,2}}:\d{{2}}{_ZONE}\b|\b\d{{4}} (?:GMT|UTC)", (DIGIT, "(?i::|GMT|UTC)")),
    (r"\b(?:noon|midnight|tonight|overnight)\b", ("(?i:noon|midnight|tonight|overnight)",)),
    (
        r"\b(?:the|this|that|early|late|yesterday|tomorrow|last|next|in the|"
        rf"{_DAY}) (?:morning|afternoon|evening|night)\b",
        ("(?i:morning|afternoon|evening|night)",),
    ),
    (
        rf"\b(?:{_NUMBER}|a few|several|an?) (?:hours?|minutes?|seconds?)"
        r"(?: (?:ago|earlier|later))?",
        ("(?i:(?:hour|minute|second)s?)",),
    ),
)
_AMOUNTS: Final = (
    (
        "MONEY",
        rf"(?:US|A|C|HK|NZ)?[$€£¥₹₽₴₪] ?\d[\d,]*(?:\.\d+)?(?:[ -]?(?:{_SCALE})\b)?"
        rf"(?: ?[–-] ?[$€£]?\d[\d,.]*(?: ?(?:{_SCALE})\b)?)?",
        ("[$€£¥₹₽₴₪]", DIGIT),
    ),
    (
        "MONEY",
        rf"\b{_NUMBER}[ -](?:U\.S\. |US |American |Canadian |Australian )?(?:{_MONEY_WORD})\b",
        (f"(?i:{_MONEY_WORD})",),
    ),
    ("MONEY", rf"\b(?:{_CODE}) ?\d[\d,.]*(?: (?:{_SCALE})\b)?", (f"(?i:{_CODE})", DIGIT)),
    (
        "PERCENT",
        rf"\b{_NUMBER}(?:-| )?(?:%|percentage points?|per ?cent\b|percent\b)",
        ("(?i:%|percentage|percent|per)",),
    ),
    ("QUANTITY", rf"\b{_NUMBER}[ -]{_SQUARE}(?:{_UNIT})\b", (f"(?i:{_UNIT}|light)",)),
    ("ORDINAL", rf"\b{_ORDINAL}\b", (f"(?i:st|nd|rd|th|{_ORDINAL_WORD})",)),
    (
        "CARDINAL",
        rf"\b{_NUMBER}(?!\w)",
        (rf"(?i:\d|{_WORDS}|{_SCALE}|half|(?:hundred|thousand|million|billion|dozen|ten)s)",),
    ),
)
RULES: Final = Patterns(
    [
        *(("TIME", re.compile(p, re.IGNORECASE), needs) for p, needs in _TIMES),
        *(("DATE", re.compile(rf"\b(?:{p})"), needs) for p, needs in _DATES),
        *((label, re.compile(p, re.IGNORECASE), needs) for label, p, needs in _AMOUNTS),
    ]
)
#: Number words that are mostly no number: "one of", "no one", "second thoughts".
_NO_CARDINAL: Final = frozenset({"half", "a"})


def find(tokens: Sequence[Token]) -> list[tuple[int, int, str]]:
    """Expressions of one sentence as token ranges, not overlapping, in order.

    Args:
        tokens: the sentence's tokens; the ranges count from its first.
    """
    if not tokens:
        return []
    spaced, at = list[str](), tokens[0].start
    for token in tokens:
        spaced.append(token.text if token.start == at else f" {token.text}")
        at = token.end
    joined = "".join(spaced)
    opened = _uncapitalised(joined)
    tried = list(RULES.tried(opened))
    if not tried:
        return []
    starts, ends, position = dict[int, int](), dict[int, int](), 0
    for i, text in enumerate(spaced):
        starts[position + len(text) - len(tokens[i].text)] = i
        position += len(text)
        ends[position] = i + 1
    found, taken = list[tuple[int, int, str]](), set[int]()
    for label, pattern in tried:
        for match in pattern.finditer(opened if label == "DATE" else joined):
            first, last = starts.get(match.start()), ends.get(match.end())
            if first is None or last is None or not taken.isdisjoint(range(first, last)):
                continue
            if label == "CARDINAL" and _no_number(tokens, first, last):
                continue
            taken.update(range(first, last))
            found.append((first, last, label))
    return sorted(found)


_OPENING: Final = re.compile(r"(?:\A\W*|[“\"‘]\s?)([A-Z][a-z]+)\b")


def _uncapitalised(text: str) -> str:
    """A sentence without the capitals that are there since it, or a quotation in it, begins."""
    return _OPENING.sub(
        lambda m: m[0][: -len(m[1])] + m[1].lower() if m[1].lower() in _OPENERS else m[0], text
    )


def _no_number(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether "one" is a pronoun here, or the number is part of a name."""
    if last - first > 1:
        return False
    token = tokens[first]
    return token.text.lower() in _NO_CARDINAL or (
        token.text.lower() == "one" and token.pos in {"PRON", "NOUN", "DET"}
    )
