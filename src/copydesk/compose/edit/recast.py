"""Recasting: the desk's own build for a clause, where the parse shows that it says the same.

- "a girl who was filmed" is "a girl filmed";
- "hit the city, killing 35" is "hit the city and killed 35", where the main verb is in the past;
- "the city of Marlow" is "Marlow";
- a bracket with another unit or a time zone goes;
- "Sunday" behind a verb is "on Sunday".

The gate has a licence for each of these (`copydesk.check.recasting`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from copydesk.compose.edit import namesakes
from copydesk.compose.edit.edits import Edit, is_quoted
from copydesk.english.calendar import FEASTS, WEEKDAY
from copydesk.english.inflection import past_forms
from copydesk.english.lists import words
from copydesk.model import Annotated, Token

_BE = frozenset({"is", "are", "was", "were"})
_PRONOUNS = frozenset({"who", "which", "that"})
_PLACES = words("plain", "places")
_BRACKET = re.compile(r" \([\d.,]+ ?[\w./]+(?: \w+)?\)")
_DAY, _FEAST = re.compile(WEEKDAY), re.compile(FEASTS)
#: Participles that open a phrase and are no second deed of the subject.
_PHRASES = words("plain", "opening participles")


def recast_edits(report: Annotated, tokens: Sequence[Token], start: int) -> list[Edit]:
    """The edits, none of which overlaps another.

    Args:
        report, tokens: the report and the tokens of the sentence.
        start: where the sentence begins once its head is cut.
    """
    if not tokens:
        return []
    base = report.sentences[tokens[0].sentence].first
    found: list[Edit] = []
    for edit in sorted(_all(report, tokens, base), key=lambda e: (e.start, e.end)):
        if edit.start < start or is_quoted(report, edit.start):
            continue
        if not any(e.start < edit.end and edit.start < e.end for e in found):
            found.append(edit)
    return found


def _all(report: Annotated, tokens: Sequence[Token], base: int) -> Iterator[Edit]:
    text = report.article.text
    for at, token in enumerate(tokens):
        yield from _without_who(tokens, at, base)
        yield from _and_did(tokens, at, base)
        yield from _without_class(text, tokens, at)
        yield from _on_day(text, tokens, at)
        courtesy = token.text in ("Mr.", "Mrs.", "Ms.") and at + 1 < len(tokens)
        if courtesy and not namesakes.is_shared(report, tokens[at + 1].text):
            yield Edit(token.start, tokens[at + 1].start, "")
    for match in _BRACKET.finditer(text, tokens[0].start, tokens[-1].end):
        yield Edit(match.start(), match.end(), "")


def _without_who(tokens: Sequence[Token], at: int, base: int) -> Iterator[Edit]:
    """ "Who was" goes in front of a participle that hangs on the noun before."""
    if at == 0 or at + 2 >= len(tokens) or tokens[at].text not in _PRONOUNS:
        return
    be, verb = tokens[at + 1], tokens[at + 2]
    if be.text not in _BE or verb.tag not in ("VBN", "VBG") or tokens[at - 1].text == ",":
        return
    clause = verb.dep in ("acl:relcl", "relcl", "acl") and verb.head == base + at - 1
    if clause and tokens[at - 1].pos in ("NOUN", "PROPN"):
        yield Edit(tokens[at].start, verb.start, "")


def _and_did(tokens: Sequence[Token], at: int, base: int) -> Iterator[Edit]:
    """ "…, killing 35" is "… and killed 35" behind a main verb in the past."""
    token = tokens[at]
    if token.tag != "VBG" or at < 3 or tokens[at - 1].text != ",":
        return
    if token.text.lower() in _PHRASES or token.dep != "advcl":
        return
    head = token.head - base
    if not 0 <= head < at or tokens[head].tag != "VBD" or tokens[head].head != token.head:
        return
    between = tokens[head + 1 : at]
    if any(t.head == token.head and t.dep in ("ccomp", "conj", "advcl") for t in between):
        return
    if any(t.text in (",", ";", "—", "–") for t in between[:-1]):
        return
    past = past_forms(token.lemma)
    if len(past) == 1:
        yield Edit(tokens[at - 1].start, token.end, f" and {past[0]}")


def _without_class(text: str, tokens: Sequence[Token], at: int) -> Iterator[Edit]:
    """ "The city of" goes in front of its name."""
    if at + 3 >= len(tokens) or tokens[at].text.lower() != "the":
        return
    noun, of, name = tokens[at + 1 : at + 4]
    if noun.text in _PLACES and of.text == "of" and name.pos == "PROPN":
        start = text[tokens[at].start]
        if start == "t":
            yield Edit(tokens[at].start, name.start, "")


def _on_day(text: str, tokens: Sequence[Token], at: int) -> Iterator[Edit]:
    """ "On" in front of a day that stands bare behind a verb or a noun."""
    token = tokens[at]
    if at == 0 or not _DAY.fullmatch(token.text) or at + 1 >= len(tokens):
        return
    before, behind = tokens[at - 1], tokens[at + 1]
    bare = before.pos in ("VERB", "NOUN", "PROPN", "ADV") and before.tag != "VBG"
    plain = behind.pos in ("PUNCT", "ADP", "SCONJ", "CCONJ", "VERB", "AUX", "DET", "PRON")
    if bare and plain and behind.text not in ("'s", "’s") and not _DAY.fullmatch(before.text):
        if before.pos == "PROPN" and before.text[0].isupper() and text[before.end] != " ":
            return
        if _FEAST.fullmatch(before.text):  # "Palm Sunday" has its "on" in front
            return
        if before.text.lower() in ("last", "next", "this", "early", "late", "every", "each"):
            return
        yield Edit(token.start, token.start, "on ")
