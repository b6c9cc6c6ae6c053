"""Mends: what a good sentence can lose or gain instead of being thrown away.

A citation marker in the place of the full stop, a word that judges where the sentence says as
much without it, speech told as "added" of which the page has not had the first half.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from copydesk.compose.edit.edits import Edit, is_quoted
from copydesk.compose.record.judging import is_weighed, judging_places
from copydesk.model import Annotated, Token

_ENDED = re.compile(r"[.!?…][”’\"')\]]*$")
_MODIFIERS = ("amod", "advmod", "compound", "nmod")
#: In front of a word that goes, words that would stand wrongly without it.
_HOLDS = frozenset({"more", "most", "so", "too", "as", "less", "least", "how", "a", "an", "not"})
_CONTINUES = {"added": "said", "adding": "saying"}


def full_stop(report: Annotated, end: int, text: str) -> str:
    """The stop that a sentence lacks because a citation marker stands in its place, or because the
    page forgot it at the end of a paragraph; empty when it has one, or when nothing shows that the
    sentence ends here."""
    if _ENDED.search(text):
        return ""
    marked = any(0 <= marker.start - end <= 2 for marker in report.article.cited_outlets)
    behind = report.article.text[end : end + 3]
    closed = len(text.split()) >= PARAGRAPH_WORDS and (
        not behind.strip() or behind.lstrip(" \t").startswith("\n")
    )
    return "." if (marked or closed) and (text[-1:].isalnum() or text[-1:] in "”\"')") else ""


#: Words from which on what stands alone in a paragraph is a sentence without its stop and no head.
PARAGRAPH_WORDS = 14
#: Two single marks for one double, as some agencies' and corpora's texts have them.
_DOUBLED = re.compile(r"(?: (?=''(?:[\s.,;:!?)]|$)))?(?:''|``)")


#: Two marks, the second of which belongs to the comma before it.
_ASTRAY = re.compile(
    r"(?:[^\"“”]* )?(?P<opens>\")(?=\w)[^\"“”]*?[,.?!](?P<closes> \")(?=[A-Za-z])[^\"“”]*",
    re.DOTALL,
)


def quote_edits(report: Annotated, start: int, end: int) -> list[Edit]:
    """Double quotation marks for two single ones; a closing mark that stands before the next word
    ("…, "Brandt said") behind the one it closes."""
    text = report.article.text[start:end]
    found = [Edit(start + m.start(), start + m.end(), '"') for m in _DOUBLED.finditer(text)]
    astray = _ASTRAY.fullmatch(text)
    if found or astray is None:
        return found
    opens, closes = start + astray.start("opens"), start + astray.start("closes")
    return [Edit(opens, opens + 1, "“"), Edit(closes, closes + 2, "” ")]


def judging_edits(report: Annotated, tokens: Sequence[Token], start: int) -> list[Edit]:
    """Cuts of words that judge, outside quotation marks, where nothing hangs on them."""
    if not tokens:
        return []
    base = report.sentences[tokens[0].sentence].first
    text = report.article.text
    edits: list[Edit] = []
    for word in judging_places(text[start : tokens[-1].end]):
        first, last = start + word.start(), start + word.end()
        own = [i for i, t in enumerate(tokens) if t.start < last and first < t.end]
        if not own or is_quoted(report, first) or own[-1] + 1 >= len(tokens):
            continue
        token, behind = tokens[own[-1]], tokens[own[-1] + 1]
        held = any(t.head == base + i for i in own for k, t in enumerate(tokens) if k not in own)
        if token.dep not in _MODIFIERS or held or behind.start - last != 1:
            continue
        before = tokens[own[0] - 1].text.lower() if own[0] else ""
        vowel = behind.text[0].lower() in "aeiou"
        wrong = (before == "a" and vowel) or (before == "an" and not vowel)
        if wrong or before in _HOLDS - {"a", "an"} or not behind.text[0].isalnum():
            continue
        edits.append(Edit(first, behind.start, ""))
    return edits


def speech_edits(report: Annotated, tokens: Sequence[Token], start: int) -> list[Edit]:
    """ "Said" for "added" where somebody speaks: the page may not have had what came before."""
    if not tokens:
        return []
    sentence = tokens[0].sentence
    cues = {q.attribution.cue for q in report.quotations if q.sentence == sentence}
    cues |= {s.attribution.cue for s in report.statements if s.sentence == sentence}
    # Behind "said" the page has had the first half: "Brandt said, adding that" stands.
    said = next((t.start for t in tokens if t.text in ("said", "told")), tokens[-1].end)
    return [
        Edit(t.start, t.end, _CONTINUES[t.text])
        for t in tokens
        if start <= t.start < said
        and t.text in _CONTINUES
        and t.text in cues
        and t.tag in ("VBD", "VBG")
        and not is_quoted(report, t.start)
    ]


#: Participles by which an outlet says what it makes of the news it has just told.
_WEIGHING = frozenset(
    """underscoring underlining highlighting emphasizing emphasising signaling signalling marking
    demonstrating illustrating reinforcing reflecting showcasing cementing epitomizing exemplifying
    fueling fuelling sparking raising prompting""".split()  # noqa: SIM905
)
#: Of these, those whose clause may be a fact.
_TOLD = frozenset({"sparking", "raising", "prompting", "fueling", "fuelling", "marking"})


#: An apposition behind a dash, at the end of a sentence.
_WEIGHED = re.compile(r"\s*[—–]\s*(?:an?|the) [^—–“”\".]+(?=\.)")


def comment_edits(report: Annotated, tokens: Sequence[Token], start: int) -> list[Edit]:
    """The cut of a last clause in which the outlet weighs what it told ("…, underscoring …", "… —
    a move widely seen as …")."""
    tail = _WEIGHED.search(report.article.text, start, tokens[-1].end) if tokens else None
    if tail is not None and not is_quoted(report, tail.start()) and is_weighed(tail.group()):
        return [Edit(tail.start(), tail.end(), "")]
    for at in range(len(tokens) - 1, 6, -1):
        token = tokens[at]
        opens = token.text.lower() in _WEIGHING - _TOLD and tokens[at - 1].text == ","
        if not opens or token.start < start or is_quoted(report, token.start):
            continue
        rest = report.article.text[token.start : tokens[-1].end]
        if re.search(r"[“”\"]|, (?!and )", rest):
            return []
        last = tokens[-1] if tokens[-1].text not in (".", "!") else tokens[-2]
        return [Edit(tokens[at - 1].start, last.end, "")]
    return []
