"""Numerals that are no figures: dates, clock times, ages, ordinals, labels, furniture.

Each rejection is typed, so that a reader of the output can see why a numeral was left out.
"""

from __future__ import annotations

import re

from copydesk.annotate.numbers import designations
from copydesk.annotate.numbers.masks import Masked, Why
from copydesk.english import hedges
from copydesk.english.lists import alternatives, words
from copydesk.english.numbers import Numeral
from copydesk.english.units import Measure

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
#: Times reckoned from the day of the report, which no two reports need share.
_RELATIVE_AFTER = re.compile(r"\s*(?:ago|from\s+now|now\b|since\b|hence|away\b)", re.IGNORECASE)
#: Units so long that the day of the report does not matter.
_LONG = frozenset({"month", "year", "decade", "century"})
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
#: What a number word joined to it says the kind of, and no number: "two-state", "three-pronged".
_COMPOUND = re.compile(
    rf"\s?[-‐‑]\s?(?:{alternatives(words('numbers', 'kinds by number'))}|[a-z]{{2,}}ed)\b",
    re.IGNORECASE,
)
_NOT_ONE = re.compile(r"\s+(?:else|another)\b")
#: "Could one day fly" against "in one day".
_SOME_DAY = re.compile(r"\s+(?:day|night)\b")
_IN_DAYS = re.compile(r"\b(?:in|for|within|than|only|just|of|per|another|after)\s+$", re.IGNORECASE)
_NO_ONE = re.compile(r"\b(?:no|the|this|that|which|any|every|loved|last)\s*-?\s*$", re.IGNORECASE)
_NO_NUMBER = re.compile(r"\s+(?:who|that|which|thing|way|another|of\s+the\s+most)\b")
#: Words before "one" that make a number of it, whatever is counted.
_ONE_AFTER = re.compile(
    r"(?:\b(?:only|plus|kill(?:ing|ed)|leav(?:es|ing)|all\s+but|just)|:)\s+$", re.IGNORECASE
)
#: What one may be the number of though no harm is told: people, charges, what is won and cast.
_ONE_THING = re.compile(
    r"\s+(?:[a-z-]+\s+){0,3}?(?:counts?|charge|vote|win|race|game|goal|seat|round|wicket|year)\b"
)
#: "One Australian and one Briton", "two women and one man": one beside another number.
_ONE_BESIDE = re.compile(
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|\d+)\s+(?:\w+\s+){1,3}and\s+$",
    re.IGNORECASE,
)
_AND_ONE = re.compile(
    r"\s+(?:\w+\s+){1,3}and\s+(?:one|two|three|four|five|six|\d+)\b", re.IGNORECASE
)
_ONE_OF_THEM = re.compile(
    r"\s+of\s+(?:them|the\s+[a-z]+)\s+(?:was|were|is|had|died|has|remains?|survived)\b"
)
#: What a general sentence says of any thing of that size ("a magnitude 6 quake can").
_GENERAL = re.compile(
    r"[^.;]{0,30}\b(?:can|could|may|usually|typically)\s+(?:cause|be|do|destroy)\b"
)


def reason(  # noqa: PLR0911 (one return a case)
    text: str,
    measure: Measure,
    masked: tuple[Masked, ...],
    named: frozenset[str],
    *,
    title: bool,
) -> Why | None:
    """Why the numeral is no figure; None when it may be one.

    Args:
        text: the scanned sentence.
        measure: the numeral with its unit.
        masked: of `copydesk.annotate.numbers.masks.masks` over the same text.
        named: of `copydesk.annotate.numbers.designations.repeated` over the whole report.
        title: the sentence is set in title case, where capitals tell nothing.
    """
    numeral = measure.numeral
    for mask in masked:
        if mask.start < numeral.end and numeral.start < mask.end:
            if mask.why is Why.SCORE or _counts_masked(mask, measure):
                continue
            return mask.why
    before, after = text[: numeral.start], text[numeral.end :]
    kind = measure.unit.kind
    if not title and _is_named(text[numeral.start : numeral.end], before, after):
        return Why.LABEL
    if kind == "count" and _is_year(text, numeral, before, after):
        return Why.DATE
    some = text[numeral.start : numeral.end].lower() == "one" and _SOME_DAY.match(after)
    if some and not _IN_DAYS.search(before):
        return Why.IDIOM
    soon = kind == "duration" and measure.unit.name not in _LONG
    if soon and _RELATIVE_AFTER.match(text[measure.end :]):
        return Why.RELATIVE_TIME
    if measure.unit.name == "magnitude" and re.search(r"\b[Aa]n?\s+(?:magnitude\s+)?$", before):
        return Why.IDIOM if _GENERAL.match(after) else None
    if numeral.form == "vague" and _is_vague_idiom(text, numeral, kind):
        return Why.IDIOM
    if numeral.form in ("words", "digits") and kind == "count":
        return _count_reason(text, numeral, named, title=title)
    return None


def _counts_masked(mask: Masked, measure: Measure) -> bool:
    """Money and per cents are never labels or ages, whatever stands around them."""
    return measure.unit.kind in ("money", "percent") and mask.why in (Why.LABEL, Why.AGE)


def _is_year(text: str, numeral: Numeral, before: str, after: str) -> bool:
    written = text[numeral.start : numeral.end]
    if not _YEAR_NUMBER.match(written):
        return False
    return bool(_PREPOSITION_BEFORE.search(before)) or not _COUNTED_AFTER.match(after)


def _is_named(written: str, before: str, after: str) -> bool:
    """Whether a numeral is part of a name: "the Six-Day War", a port of the kind "XYZ 2.0"."""
    if written[0].isupper():
        return bool(
            re.search(r"[a-z,]\s+$", before) and re.match(r"[-\s][A-Z][a-z]+\s[A-Z]", after)
        )
    return bool(re.fullmatch(r"\d\.0", written) and re.search(r"\b[A-Z]{2,}\s$", before))


def _is_vague_idiom(text: str, numeral: Numeral, kind: str) -> bool:
    words, after = text[numeral.start : numeral.end].lower(), text[numeral.end :]
    if words == "several" and re.match(r"\s+(?:who|which|that|of\s+whom|others)\b", after):
        return not _harmed(text[: numeral.start], after)
    if kind == "duration":
        return False
    return bool(re.match(r"\s+(?:of\s+)?(?:ways|reasons)\b", after))


def _count_reason(  # noqa: PLR0911 (one return a case)
    text: str, numeral: Numeral, named: frozenset[str], *, title: bool
) -> Why | None:
    before, after = text[: numeral.start], text[numeral.end :]
    written = text[numeral.start : numeral.end]
    if numeral.form == "words":
        if written.lower() == "one" and _is_idiom_one(before, after):
            return Why.IDIOM
        if written.lower().endswith("single") and not _harmed(before, after):
            return Why.IDIOM
        if _COMPOUND.match(after):
            return Why.IDIOM
        inside = re.search(r"[A-Za-z,]\s+$", before) is not None
        shouted = written.isupper() and len(written) > 2
        if written[0].isupper() and inside and not title and not shouted:
            return Why.LABEL
        return None
    if re.match(r"(?:['’]?s\b|[A-Za-z])", after):
        return Why.LABEL
    previous = re.search(r"(?<![.!?:;\"“”\n] )(?<!^)\b([A-Z][a-z]+)\s$", before)
    if previous and not title and not re.match(r"\s+[a-z]", after):
        return Why.LABEL
    if designations.is_part(before, written, after, named, title=title):
        return Why.LABEL
    return None


def _is_idiom_one(before: str, after: str) -> bool:
    """ "One" is a number only where the harm done to it is told, or a hedge stands before it."""
    if _NOT_ONE.match(after):
        return True
    beside = _ONE_BESIDE.search(before) or _AND_ONE.match(after) or _ONE_THING.match(after)
    if beside and not _NO_ONE.search(before):
        return False
    led = _ONE_AFTER.search(before) is not None and not _NO_NUMBER.match(after)
    if led or _ONE_OF_THEM.match(after):
        return False
    if hedges.find(before + "one", len(before), len(before) + 3):
        return False
    if not _ONE_COUNTS.match(after) or _ONE_TELLS.match(after) or re.match(r"\s+\w+ly\b", after):
        return True
    return not _harmed(before, after)


def _harmed(before: str, after: str) -> bool:
    """Whether harm is told right beside a number."""
    return _HARM.search(before[-50:] + "|" + after[:60]) is not None
