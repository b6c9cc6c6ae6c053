"""Numerals that are no figures: dates, clock times, ages, ordinals, labels, furniture.

Each rejection is typed, so that a reader of the output can see why a numeral was left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from copydesk.annotate import hedges
from copydesk.annotate.numbers import Numeral
from copydesk.annotate.units import Measure


class Why(StrEnum):
    """Why a numeral is no figure."""

    DATE = "date"
    CLOCK = "clock time"
    AGE = "age"
    ORDINAL = "ordinal"
    LABEL = "label"
    FURNITURE = "furniture"
    PHONE = "phone number"
    RATING = "rating or score"
    ADDRESS = "address or handle"
    MARKER = "citation marker"
    IDIOM = "idiom"
    RELATIVE_TIME = "relative time"
    SHARED = "part of a figure"


@dataclass(frozen=True, slots=True, order=True)
class Masked:
    """A stretch of text whose numerals are no figures; ``start:end`` in the scanned text."""

    start: int
    end: int
    why: Why


_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?"
)
_DAY = r"(?:\d{1,2}(?:st|nd|rd|th)?)"
_YEAR = r"(?:1[5-9]\d\d|20\d\d)"
_ZONE = r"(?:GMT|UTC|BST|CET|CEST|EST|EDT|ET|CST|CDT|PST|PDT|PT|IST|AEST|local|hours?\b|hrs)"
_NAMED_NUMBER = (
    r"Flight|Formula|Article|Section|Chapter|Route|Highway|Interstate|Terminal|Gate|Channel|Room|"
    r"Phase|Stage|Tier|Title|No\.|Number|Part|Volume|Page|Resolution|Proposition|Category|Version|"
    r"Platform|Windows|iPhone|Galaxy|Apollo|Soyuz|Boeing|Airbus|Cessna|Embraer|Antonov|Euro|Radio|"
    r"Area|District|Precinct|Ward|Zone|Sector|Unit|Camp|Pier|Runway|Exit|Floor|Question|Rule|Day|"
    r"Week|Season|Episode|Series|Super Bowl|Opus|Psalm|Basel|Catch|Studio|Expo|Olympics|Games|Cup"
)

_MASKS: tuple[tuple[Why, str, int], ...] = (
    (Why.ADDRESS, r"https?://\S+|www\s?\.\s?\S+|\S+@\S+\.\w+|[@#]\w+", 0),
    (
        Why.PHONE,
        r"\+\d{1,3}[\s().-]?\d[\d\s().-]{6,}\d|\(\d{3}\)\s?\d{3}[-.\s]\d{4}|"
        r"\b\d{3}[-.]\d{3}[-.]\d{4}\b|\b\d{3}-\d{4}\b|\b0\d{2,4}[\s-]\d{3,4}[\s-]?\d{3,4}\b|\b1-800-[\w-]+",
        0,
    ),
    (Why.DATE, rf"\b{_YEAR}\s?[-/.]\s?\d{{1,2}}\s?[-/.]\s?\d{{1,2}}\b", 0),
    (Why.DATE, rf"\b\d{{1,2}}\s?[/.]\s?\d{{1,2}}\s?[/.]\s?(?:{_YEAR}|\d\d)\b", 0),
    (
        Why.DATE,
        rf"\b{_MONTH}\s?{_DAY}(?![\d,]*\d\s+(?:people|killed|dead))(?:\s?,?\s?{_YEAR}\b)?",
        0,
    ),
    (Why.DATE, rf"\b{_DAY}(?:\s+of)?\s+{_MONTH}(?:,?\s+{_YEAR}\b)?", 0),
    (Why.DATE, rf"\b{_MONTH},?\s+(?:of\s+)?{_YEAR}\b", 0),
    (Why.DATE, r"\b(?:1[5-9]|20)\d0['’]?s\b|\b['’]\d0s\b|['’]\d\d\b(?![\w%])", 0),
    (Why.DATE, r"\b(?:the|of|on)\s+\d{1,2}(?:st|nd|rd|th)\b(?=\s+of\b)", 0),
    (Why.CLOCK, rf"\b\d{{1,2}}\s?[:.]\s?\d\d(?:\s?:\s?\d\d)?\s?(?:[ap]\.?\s?m\b\.?|{_ZONE})", re.I),
    (Why.CLOCK, r"\b\d{1,2}\s?(?:[ap]\.\s?m\b\.?|[ap]m\b|o['’]\s?clock)", re.I),
    (Why.CLOCK, rf"\b(?:[01]\d|2[0-3])[0-5]\d\s?(?:{_ZONE}|\(\d{{4}}\s?{_ZONE})", 0),
    (Why.CLOCK, r"\b(?:[01]?\d|2[0-3])\s?:\s?[0-5]\d(?:\s?:\s?[0-5]\d)?\b", 0),
    (Why.RATING, r"(?<![\d,.])\d{1,4}(?:\.\d)?\s?/\s?\d{1,4}\b(?!\s?/)", 0),
    (Why.RATING, r"\b\d{1,2}\s?[-–]\s?\d{1,2}\s+(?:win|loss|defeat|victory|draw|lead)\b", 0),
    (
        Why.RATING,
        r"\bvote count:?\s*\d+|\brating:?\s*\d+(?:\.\d+)?|\b\d+\s+(?:comments?|shares|stars?)\b",
        re.I,
    ),
    (Why.ORDINAL, r"\b\d[\d,]*(?:st|nd|rd|th)\b", 0),
    (
        Why.AGE,
        r"\b(?:\d{1,3}|[a-z]+(?:\s?-\s?[a-z]+)?)\s?[-‐‑\s]\s?(?:year|month|week|day)s?\s?[-‐‑\s]\s?olds?\b",
        re.I,
    ),
    (
        Why.AGE,
        r"\b(?:aged?|age\s+of|ages)\s+(?:\w+\s+)?(?:between\s+)?\d{1,3}(?:\s?(?:to|and|-|–)\s?\d{1,3})?\b",
        re.I,
    ),
    (
        Why.AGE,
        r"(?<=[a-z.”\"])\s?,\s?\(?\d{1,2}(?=\)?\s?(?:,|;|\.\s|\.$|\)|and\b|was\b|who\b|from\b|of\b))(?!\s?,\s\d{3})",
        0,
    ),
    (Why.AGE, r"(?<=[A-Za-z])\s\(\d{1,2}\)", 0),
    (Why.AGE, r"\b(?:in|into)\s+(?:his|her|their)\s+(?:early\s+|mid-?\s?|late\s+)?\d0s\b", 0),
    (
        Why.AGE,
        r"\b(?:under|over)[-\s]\d{2}s?\b(?=\s*(?:[,.;)]|years\b))|\bunder[-\s]1[0-9]s?\b",
        re.I,
    ),
    (
        Why.LABEL,
        rf"\b(?:{_NAMED_NUMBER})\s?[-#]?\s?(?:\d[\d,]*[A-Z]?|One|Two|Three|Four|Five|Six)\b",
        0,
    ),
    (
        Why.LABEL,
        r"\b(?!Magnitude|Mid|Post|Pre)[A-Z][A-Za-z]{0,9}\s?[-‐‑]\d+[A-Za-z]*\b|\b[A-Z]{1,5}[a-z]{0,8}\d+\w*\b",
        0,
    ),
    (Why.LABEL, r"\b\d{1,2}[A-Z][A-Za-z]*\b|\bNo\.?\s?\d+\b|#\d+", 0),
    (
        Why.LABEL,
        r"\b9/11\b|\b7/7\b|\b24/7\b|\b(?:dial(?:l?ed)?|call(?:ed|ing)?|rang)\s+(?:911|999|112)\b|\b911\s+call",
        0,
    ),
    (
        Why.LABEL,
        r"\b(?:Group of|Big|Fortune|Nifty|Nasdaq|S&P|FTSE|Stoxx|Russell|Nikkei|Dow|CAC|DAX)"
        r"\s+(?:\d+|[A-Z][a-z]+)\b",
        0,
    ),
    (Why.LABEL, r"\b[Tt]op[\s-](?:\d+|ten|five)\b", 0),
    (Why.LABEL, r"(?:\.\s?)?\d+[\s-]?(?:gauge|calib(?:er|re))\b", re.I),
    (Why.LABEL, r"\b0\d{3,}\b|\b\d+\s?[*×x]\s?\d+\b", 0),
    (
        Why.LABEL,
        r"\b(?:lap|room|floor|page|step|stage|phase|level|chapter|grade|channel|gate|hole|pick|seed|"
        r"round|season|episode|unit|block|runway|platform|article|section)\s+"
        r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten)\b",
        0,
    ),
    (
        Why.LABEL,
        r"\b(?:registration|licen[cs]e|case|order|serial|reference|account|badge)\s+"
        r"(?:number|no\.?)\s*:?\s*\d+",
        re.I,
    ),
    (
        Why.ADDRESS,
        r"\b\d+\s+(?:(?:[A-Z][\w.]+|\d+(?:st|nd|rd|th))\s+){1,3}"
        r"(?:Street|St\.?|Avenue|Ave\.?|Road|Rd\.?|Boulevard|Blvd\.?|Drive|Lane|Square|Place)(?=\W)",
        0,
    ),
    (
        Why.RATING,
        r"(?<![\d$€£%-])\b\d{1,3}\s?[-–]\s?\d{1,3}\b(?:\s?[-–]\s?\d{1,3}\b)?"
        r"(?!\s*(?:[a-z]*\s*(?:people|percent|per\s+cent|years?|months?|days?|hours?|minutes?|miles?|"
        r"km|million|billion)|%|[-–]))(?=\s*(?:[.,;()]|win|loss|lead|vote|record|decision|ruling|"
        r"victory|defeat|to\b|on\b|in\b|at\b|over\b|against\b|conservative|majority|$))",
        0,
    ),
    (Why.RATING, r"\b\d+-for-\d+\b|\b\d{1,3}[-–]\d{1,3}(?=\s+\([^)]*KOs?\))", 0),
    (Why.FURNITURE, r"(?:©|\bCopyright\b|\(c\))[^\n]*", re.I),
    (
        Why.FURNITURE,
        r"\bpage\s?\d+\b|\b\d+\s+of\s+\d+\s*$|\b(?:tweet|photo|image|slide)\s+\d+\b",
        re.I,
    ),
)
_COMPILED = tuple((why, re.compile(pattern, flags)) for why, pattern, flags in _MASKS)
#: A line that points to another report or to the page itself.
_POINTER = re.compile(
    r"^\W*(?:related|read\s+more|read\s+also|see\s+also|more\s+on|most\s+read|watch|listen|"
    r"sign\s+up|subscribe|email\s+us|follow\s+us|updated|published|posted)\b\s*:",
    re.IGNORECASE,
)


def masks(text: str, markers: Iterable[tuple[int, int]] = ()) -> tuple[Masked, ...]:
    """Stretches of the text that no figure may stand in, in order.

    Args:
        text: one sentence.
        markers: spans of citation markers within it.
    """
    found = [Masked(start, end, Why.MARKER) for start, end in markers]
    if _POINTER.search(text):
        found.append(Masked(0, len(text), Why.FURNITURE))
    for why, pattern in _COMPILED:
        found += [Masked(m.start(), m.end(), why) for m in pattern.finditer(text)]
    return tuple(sorted(found))


_YEAR_NUMBER = re.compile(r"(?:1[5-9]\d\d|20\d\d)$")
_PREPOSITION_BEFORE = re.compile(
    r"\b(?:in|since|of|by|until|till|from|to|during|for|before|after|through|early|late|mid|and|or|"
    r"the|a|this|that|year|spring|summer|autumn|fall|winter|quarter|its|his|her|their|own|"
    r"['’]s|s['’]|['’])\s*[-‐‑]?\s*$",
    re.IGNORECASE,
)
_COUNTED_AFTER = re.compile(
    r"\s+(?:[a-z-]+\s+)?(?:people|men|women|children|troops|soldiers|jobs|homes|houses|buildings|"
    r"families|workers|employees|members|students|refugees|migrants|victims|officers|residents|"
    r"protesters|passengers|patients|cases|deaths|votes|customers|shares|vehicles|cars)\b"
)
_RELATIVE_AFTER = re.compile(
    r"\s*(?:ago|from\s+now|later|earlier|now\b|since\b|prior\b|hence|away\b)", re.IGNORECASE
)
_RELATIVE_BEFORE = re.compile(
    r"\b(?:past|last|next|coming|recent|following|these|those|every|in\s+just|within|preceding)\s+"
    r"(?:the\s+)?(?:about\s+|nearly\s+|almost\s+|more\s+than\s+|few\s+)?[\"“‘]?$",
    re.IGNORECASE,
)
_HARM = re.compile(
    r"\b(?:kill|injur|wound|dead\b|died|dies|dying|death|hurt|arrest|detain|missing|surviv|fatal|"
    r"abduct|kidnap|rescu|hospitali|charged|shot|destroy|crash)",
    re.IGNORECASE,
)
_ONE_TELLS = re.compile(r"\s+[a-z]+\s+(?:in\s+\w+\s+)?(?:told|said|says|wrote|recalled|added)\b")
_ONE_COUNTS = re.compile(
    r"\s+(?!(?:of|after|by|that|which|who|where|with|for|from|can|could|would|will|was|were|has|"
    r"had|and|but|more|another|such)\b|day|point|time|side|way|thing|hand|place)[a-z-]{3,}"
)
_ONE_OF_THEM = re.compile(
    r"\s+of\s+(?:them|the\s+[a-z]+)\s+(?:was|were|is|had|died|has|remains?|survived)\b"
)
#: What a general sentence says of any thing of that size ("a magnitude 6 quake can").
_GENERAL = re.compile(
    r"[^.;]{0,30}\b(?:can|could|may|usually|typically)\s+(?:cause|be|do|destroy)\b"
)


def reason(text: str, measure: Measure, masked: tuple[Masked, ...], title: bool) -> Why | None:  # noqa: PLR0911 (one return a case)
    """Why the numeral is no figure; None when it may be one.

    Args:
        text: the scanned sentence.
        measure: the numeral with its unit.
        masked: of `masks` over the same text.
        title: the sentence is set in title case, where capitals tell nothing.
    """
    numeral = measure.numeral
    for mask in masked:
        if mask.start < numeral.end and numeral.start < mask.end:
            if _counts_masked(mask, measure):
                continue
            return mask.why
    before, after = text[: numeral.start], text[numeral.end :]
    kind = measure.unit.kind
    if kind == "count" and _is_year(text, numeral, before, after):
        return Why.DATE
    if kind == "duration" and (
        _RELATIVE_AFTER.match(text[measure.end :]) or _RELATIVE_BEFORE.search(before)
    ):
        return Why.RELATIVE_TIME
    if measure.unit.name == "magnitude" and re.search(r"\b[Aa]n?\s+(?:magnitude\s+)?$", before):
        return Why.IDIOM if _GENERAL.match(after) else None
    if numeral.form == "vague" and _is_vague_idiom(text, numeral, kind):
        return Why.IDIOM
    if numeral.form in ("words", "digits") and kind == "count":
        return _count_reason(text, numeral, before, after, title)
    return None


def _counts_masked(mask: Masked, measure: Measure) -> bool:
    """Money and per cents are never labels or ages, whatever stands around them."""
    return measure.unit.kind in ("money", "percent") and mask.why in (Why.LABEL, Why.AGE)


def _is_year(text: str, numeral: Numeral, before: str, after: str) -> bool:
    written = text[numeral.start : numeral.end]
    if not _YEAR_NUMBER.match(written):
        return False
    return bool(_PREPOSITION_BEFORE.search(before)) or not _COUNTED_AFTER.match(after)


def _is_vague_idiom(text: str, numeral: Numeral, kind: str) -> bool:
    words, after = text[numeral.start : numeral.end].lower(), text[numeral.end :]
    if words == "several" and re.match(r"\s+(?:who|which|that|of\s+whom|others)\b", after):
        return True
    if words.endswith("billions") or (kind == "duration" and words == "several"):
        return True
    return bool(
        re.match(
            r"\s+(?:of\s+)?(?:times|ways|reasons|years|months|weeks|days|hours|decades)\b", after
        )
    )


def _count_reason(text: str, numeral: Numeral, before: str, after: str, title: bool) -> Why | None:  # noqa: PLR0911 (one return a case)
    written = text[numeral.start : numeral.end]
    if numeral.form == "words":
        if written.lower() == "one" and _is_idiom_one(before, after):
            return Why.IDIOM
        if re.match(r"\s?[-‐‑]\s?(?:time|off|way|year|sided|fold|thirds?|faced)\b", after, re.I):
            return Why.IDIOM
        inside = re.search(r"[A-Za-z,]\s+$", before) is not None
        if written[0].isupper() and inside and not title:
            return Why.LABEL
        return None
    if re.match(r"(?:['’]?s\b|[A-Za-z])", after):
        return Why.LABEL
    previous = re.search(r"(?<![.!?:;\"“”\n] )(?<!^)\b([A-Z][a-z]+)\s$", before)
    if previous and not title and not re.match(r"\s+[a-z]", after):
        return Why.LABEL
    return None


def _is_idiom_one(before: str, after: str) -> bool:
    """ "One" is a number only where the harm done to it is told, or a hedge stands before it."""
    if _ONE_OF_THEM.match(after) or hedges.find(before + "one", len(before), len(before) + 3):
        return False
    if not _ONE_COUNTS.match(after) or _ONE_TELLS.match(after) or re.match(r"\s+\w+ly\b", after):
        return True
    return not _HARM.search(before[-50:] + "|" + after[:60])
