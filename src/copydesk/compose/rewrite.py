"""Rewrite a report's sentence so that it can stand by itself: the licensed edits, no others.

1. Leading connectives ("Meanwhile,", "But") and datelines are cut.
2. Parentheses, and clauses that the parse shows to be non-restrictive, may be cut.
3. A pronoun or role noun whose referent the page has not named becomes the name, cut from a
   mention in the same report and declared as a `Substitution`.
4. A relative day becomes the day, where annotate was sure and the story spans days; declared as
   a `Substitution` whose mention is the expression's own span.
5. The first letter becomes a capital.

Every character of the result comes from the evidence sentence, from a declared mention, or
from the writing of a resolved day.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from copydesk.compose import blemishes
from copydesk.compose.selection import word_set
from copydesk.model import Annotated, Chain, Mention, Sentence, Span, Substitution, Token

_PERSONAL = word_set("he she him her his hers they them their theirs it its")
_DEMONSTRATIVE = word_set("this that these those such")
_POSSESSIVE = word_set("his her their its")


@dataclass(slots=True)
class Named:
    """Who the page has named so far, by the last word of the name."""

    surnames: set[str] = field(default_factory=set)

    def knows(self, name: str) -> bool:
        """Whether the page has named them."""
        return _surname(name) in self.surnames

    def add(self, name: str) -> None:
        """The page names them now."""
        self.surnames.add(_surname(name))


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A sentence as the page will have it, with what was replaced. ``edited`` is False when it
    stands as the report has it; ``dangling`` when the report's own wording could not stand."""

    text: str
    substitutions: tuple[Substitution, ...]
    edited: bool
    dangling: bool


@dataclass(frozen=True, slots=True)
class _Edit:
    """Replace code points ``start:end`` of the report by ``text``."""

    start: int
    end: int
    text: str
    mention: Span | None = None


def _surname(name: str) -> str:
    words = [w for w in re.findall(r"[\w'’\-]+", name) if w.rstrip(".").lower() not in ("jr", "sr")]
    return words[-1].lower() if words else name.lower()


def rewrite(
    report: Annotated, number: int, named: Named, *, days: bool = False, short: bool = False
) -> Rewritten | None:
    """A sentence made fit to stand by itself.

    Args:
        report, number: the report and the index of the sentence.
        named: who the page has named; the caller adds the new names when it keeps the sentence.
        days: make relative days absolute.
        short: cut what the parse shows can be cut.

    Returns:
        the sentence, or None when it cannot stand: something in it points outside the
        sentence and no name for it is known.
    """
    sentence = report.sentences[number]
    tokens = report.tokens[sentence.first : sentence.last]
    start = sentence.start + _head_length(report.sentence_text(number))
    edits: list[_Edit] = []
    names = _name_edits(report, tokens, sentence, start, named)
    if names is None:
        return None
    edits += names
    if days:
        edits += _day_edits(report, start, sentence.end)
    if short:
        edits += _cuts(report, tokens, start)
    text, substitutions = _apply(report, start, sentence.end, edits)
    verbatim = report.sentence_text(number)
    return Rewritten(text, substitutions, text != verbatim, bool(names))


def _head_length(text: str) -> int:
    """Length of the dateline and the connectives at the head of a sentence."""
    length = 0
    match = blemishes.DATELINE.match(text)
    if match:
        length = match.end()
    while match := blemishes.CONNECTIVE.match(text[length:]):
        length += match.end()
    return length


def _name_edits(
    report: Annotated, tokens: Sequence[Token], sentence: Sentence, start: int, named: Named
) -> list[_Edit] | None:
    """Names for what points outside the sentence; None when one of them has no name."""
    mentions = {
        mention.start: (chain, mention)
        for chain in report.chains
        for mention in chain.mentions
        if sentence.start <= mention.start < sentence.end
    }
    edits: list[_Edit] = []
    told: set[str] = set()
    opened = False
    for token in tokens:
        if token.start < start or _is_quoted(report, token.start):
            continue
        if token.start in mentions:
            chain, mention = mentions[token.start]
            edit = _edit_for(report, chain, mention, sentence.end, told, named)
            if edit is None:
                return None
            if mention.kind != "noun" or not opened:
                edits += edit
            told.add(chain.name)
            opened = True
        elif not opened and _points_outside(token):
            return None
        elif token.pos in ("NOUN", "PROPN"):
            opened = True
    return edits


def _points_outside(token: Token) -> bool:
    """Whether an opening word without a chain stands for something not in the sentence."""
    word = token.text.lower()
    if word in _DEMONSTRATIVE:
        return True
    return token.pos == "PRON" and word in _PERSONAL and "expl" not in token.dep


def _is_quoted(report: Annotated, offset: int) -> bool:
    return any(
        segment.start <= offset < segment.end
        for quotation in report.quotations
        if quotation.kind != "name"
        for segment in quotation.segments
    )


def _edit_for(
    report: Annotated, chain: Chain, mention: Mention, last: int, told: set[str], named: Named
) -> list[_Edit] | None:
    """What a mention needs: nothing, the full name, or the name; None when there is no name."""
    if mention.kind == "name":
        new = chain.label == "PERSON" and chain.name not in told and not named.knows(chain.name)
        return _full_name(report, chain, mention) if new else []
    if chain.name in told or _is_named_later(chain, mention, last):
        return []
    edit = _name_for(report, chain, mention, named)
    return None if edit is None else [edit]


def _is_named_later(chain: Chain, mention: Mention, last: int) -> bool:
    """Whether the same sentence names the referent behind the mention ("In his speech, X")."""
    return any(m.kind == "name" and mention.end <= m.start < last for m in chain.mentions)


def _full_name(report: Annotated, chain: Chain, mention: Mention) -> list[_Edit]:
    """The full name in place of the surname at the page's first mention."""
    text = report.article.text
    short = text[mention.start : mention.end]
    full = _mention_of(report, chain, longest=True)
    if full is None:
        return []
    name = text[full.start : full.end]
    if name == short or not name.endswith(short) or len(name.split()) > 4:
        return []
    return [_Edit(mention.start, mention.end, name, full)]


def _name_for(report: Annotated, chain: Chain, mention: Mention, named: Named) -> _Edit | None:
    """The name in place of a pronoun or role noun."""
    span = _mention_of(report, chain, longest=not named.knows(chain.name))
    if span is None:
        return None
    text = report.article.text
    name = re.sub(r"['’]s$", "", text[span.start : span.end])
    span = Span(span.article, span.start, span.start + len(name))
    word = text[mention.start : mention.end]
    if word.lower() in _POSSESSIVE and _is_possessive(report, mention):
        name += "’" if name.endswith("s") else "’s"
    elif word.lower().endswith(("'s", "’s")):
        name += "’s"
    return _Edit(mention.start, mention.end, name, span)


def _is_possessive(report: Annotated, mention: Mention) -> bool:
    return any(token.start == mention.start and token.tag == "PRP$" for token in report.tokens)


def _mention_of(report: Annotated, chain: Chain, *, longest: bool) -> Span | None:
    """Where the report writes the name: in full, or the shortest way."""
    text = report.article.text
    names = [m for m in chain.mentions if m.kind == "name" and "\n" not in text[m.start : m.end]]
    if not names:
        return None
    if longest:
        best = min(
            names, key=lambda m: (text[m.start : m.end] != chain.name, m.start - m.end, m.start)
        )
    else:
        best = min(names, key=lambda m: (m.end - m.start, m.start))
    return Span(report.article.id, best.start, best.end)


_DAY = re.compile(
    r"(?:on )?(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
    r"|today|yesterday|tomorrow",
    re.IGNORECASE,
)
_PART_OF_DAY = re.compile(r"\s*(?:['’]s|morning|afternoon|evening|night|\w*\s*[-–])", re.IGNORECASE)


def _day_edits(report: Annotated, start: int, end: int) -> list[_Edit]:
    """The day in place of a weekday's name, "today", "yesterday", where it is sure."""
    text = report.article.text
    edits: list[_Edit] = []
    for time in report.times:
        if not start <= time.start < end or time.first is None or time.first != time.last:
            continue
        words = text[time.start : time.end]
        if not _DAY.fullmatch(words) or _PART_OF_DAY.match(text[time.end : time.end + 12]):
            continue
        inside = any(s.start <= time.start < s.end for q in report.quotations for s in q.segments)
        if inside:
            continue
        day = write_day(time.first)
        if words.lower().startswith("on ") or words.lower() in ("today", "yesterday", "tomorrow"):
            day = ("On " if words[0].isupper() else "on ") + day
        edits.append(
            _Edit(time.start, time.end, day, Span(report.article.id, time.start, time.end))
        )
    return edits


_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def write_day(day: date) -> str:
    """A day as the page writes it: "April 15"."""
    return f"{_MONTHS[day.month - 1]} {day.day}"


def _cuts(report: Annotated, tokens: tuple[Token, ...], start: int) -> list[_Edit]:
    """What may be cut: parentheses, and clauses set off by commas that hang on a noun."""
    text = report.article.text
    if not tokens:
        return []
    last = tokens[-1].end
    edits = [
        _Edit(start + m.start(), start + m.end(), "")
        for m in re.finditer(r"\s*\([^()]*\)", text[start:last])
    ]
    base = report.sentences[tokens[0].sentence].first
    for offset, token in enumerate(tokens):
        if token.dep not in ("acl:relcl", "relcl", "appos", "acl"):
            continue
        inside = _subtree(tokens, base, base + offset)
        left, right = inside[0], inside[-1]
        if right - left + 1 != len(inside) or left == 0 or right + 1 >= len(tokens):
            continue
        before, after = tokens[left - 1], tokens[right + 1]
        if before.text == "," and after.text in (",", "."):
            cut_end = after.end if after.text == "," else after.start
            if before.start >= start and not _overlaps(edits, before.start, cut_end):
                edits.append(_Edit(before.start, cut_end, ""))
    return edits


def _subtree(tokens: tuple[Token, ...], base: int, root: int) -> list[int]:
    """Offsets of a token and all that hangs on it, in order, without its outer commas."""
    found = {root}
    grown = True
    while grown:
        grown = False
        for offset, token in enumerate(tokens):
            if base + offset not in found and token.head in found and token.head != base + offset:
                found.add(base + offset)
                grown = True
    inside = sorted(i - base for i in found)
    while len(inside) > 1 and tokens[inside[0]].text in (",", "–", "—"):
        inside.pop(0)
    while len(inside) > 1 and tokens[inside[-1]].text in (",", "–", "—"):
        inside.pop()
    return inside


def _overlaps(edits: list[_Edit], start: int, end: int) -> bool:
    return any(edit.start < end and start < edit.end for edit in edits)


def _apply(
    report: Annotated, start: int, end: int, edits: list[_Edit]
) -> tuple[str, tuple[Substitution, ...]]:
    """The text with all edits made; of two that overlap the first in the text holds."""
    text = report.article.text
    pieces: list[str] = []
    substitutions: list[Substitution] = []
    at, length = start, 0
    for edit in sorted(edits, key=lambda e: (e.start, -e.end)):
        if edit.start < at or edit.end > end:
            continue
        pieces.append(text[at : edit.start])
        length += edit.start - at
        if edit.mention is not None:
            substitutions.append(
                Substitution(
                    length, length + len(edit.text), text[edit.start : edit.end], edit.mention
                )
            )
        pieces.append(edit.text)
        length += len(edit.text)
        at = edit.end
    pieces.append(text[at:end])
    joined = "".join(pieces)
    return _capital(_plain_breaks(joined)), tuple(substitutions)


def _plain_breaks(text: str) -> str:
    """Line breaks inside a sentence as spaces; the length stays."""
    return re.sub(r"\s", " ", text)


def _capital(text: str) -> str:
    """The first letter as a capital; the length stays."""
    match = re.match(r"[“‘\"'(\[]*[a-z]", text)
    if match is None:
        return text
    last = match.end()
    return text[: last - 1] + text[last - 1].upper() + text[last:]
