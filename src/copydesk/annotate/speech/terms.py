"""Words between marks that are nobody's: titles, terms, nicknames."""

from __future__ import annotations

import re

from copydesk.annotate.lookup import Reading
from copydesk.annotate.speech.cue import Cue
from copydesk.annotate.speech.marked import Marked
from copydesk.english import speech
from copydesk.model import Role

_TERM_BEFORE = re.compile(
    r"(?:called|named|titled|entitled|known as|dubbed|nicknamed|codenamed|code-named|means|"
    r"meaning|translates as|translates to|translated as|slogan|hashtag|film|movie|book|novel|song|"
    r"album|series|show|play|operation|so-called|the word|the term|the phrase|acronym)"
    r"\s*[,:(]?\s*(?:a|an|the|of|in)?\s*$",
    re.I,
)
_TERM_AFTER = re.compile(
    r"^\s*(?:movement|campaign|slogan|hashtag|film|song|album|show|series|program|programme)\b",
    re.I,
)
_SMALL = re.compile(r"(?:an?|and|at|by|de|for|from|in|of|on|or|the|to|with|is|&)", re.I)


def is_nickname(text: str, mark: Marked) -> bool:
    """Joe "Example" Smith: one capitalised word between the parts of a name."""
    word = text[mark.start : mark.end]
    before, after = text[: mark.opened].rstrip(" "), text[mark.closed :].lstrip(" ")
    return (
        word[:1].isupper()
        and word.isalpha()
        and len(before) < mark.opened
        and re.search(r"\b[A-Z][\w.’'-]*$", before[-20:]) is not None
        and re.match(r"[A-Z][a-z]", after) is not None
    )


def is_term(reading: Reading, mark: Marked, cue: Cue | None) -> bool:
    """Whether the marks hold a title or a term."""
    text = reading.article.text
    words = re.findall(r"[\w’'&-]+", text[mark.start : mark.end])
    if not words or len(words) > 8 or (text[mark.end - 1] in ",.!?" and len(words) > 5):
        return False
    line = text.rfind("\n", 0, mark.opened) + 1
    named = _TERM_BEFORE.search(text[max(line, mark.opened - 40) : mark.opened]) is not None
    after = _TERM_AFTER.search(text[mark.closed : mark.closed + 20]) is not None
    capitals = [w[0].isupper() or w[0].isdigit() for w in words if not _SMALL.fullmatch(w)]
    headline = reading.article.role_at(mark.start) in (Role.HEADLINE, Role.KICKER, Role.SUBHEAD)
    titled = len(capitals) > 1 and all(capitals) and not headline
    near = cue is not None and speech.lemma_of(cue.text) in speech.SPEECH_ALONE
    if titled:
        return named or after or not near
    return (named or after) and not near and len(words) <= 4 and capitals[:1] == [True]
