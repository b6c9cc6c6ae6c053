"""Rewrite a report's sentence so that it can stand by itself: the licensed edits, no others.

1. Leading connectives ("Meanwhile,", "But") and datelines are cut.
2. Parentheses and clauses that the parse shows to be asides may be cut (`cuts`).
3. A pronoun or role noun whose referent the page has not named becomes the name, cut from a
   mention in the same report and declared as a `Substitution` (`references`).
4. A relative day becomes the day where the reports bear it out; declared as a `Substitution`
   whose mention is the expression's own span (`days`).
5. "Also" goes, which hangs on a sentence that may not be there; "says" becomes "said" (`voice`).
6. The first letter becomes a capital, a shouted first word loses its capitals.

Every character of the result comes from the evidence sentence, from a declared mention, or
from the writing of a resolved day.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from copydesk.compose.edit.absolute_days import Calendar, day_edits
from copydesk.compose.edit.asides import cuts
from copydesk.compose.edit.edits import Edit, apply
from copydesk.compose.edit.house_style import style_edits
from copydesk.compose.edit.introductions import Named
from copydesk.compose.edit.mends import (
    comment_edits,
    full_stop,
    judging_edits,
    quote_edits,
    speech_edits,
)
from copydesk.compose.edit.recast import recast_edits
from copydesk.compose.edit.references import name_edits
from copydesk.compose.edit.voice import said_edits, spacing_edits, without_also
from copydesk.compose.record import blemishes
from copydesk.compose.record import judging as wording_rules
from copydesk.model import RUNNING, Annotated, Substitution, Token
from copydesk.remembered import remembered

__all__ = ["Named", "Rewritten", "rewrite"]

#: Words that a sentence may have with the introduction of a person.
LONGEST = 40
#: Words of a sentence that may stand whole where it was to be cut.
LONGEST_WHOLE = 58


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A sentence as the page will have it, with what was replaced."""

    text: str
    substitutions: tuple[Substitution, ...]


def rewrite(
    report: Annotated,
    number: int,
    named: Named,
    *,
    calendar: Calendar | None = None,
    words: int | None = None,
    fewest: int | None = None,
) -> tuple[Rewritten, ...]:
    """A sentence made fit to stand by itself.

    Args:
        report, number: the report and the index of the sentence.
        named: who the page has named; the caller adds the new names when it keeps the sentence.
        calendar: to make relative days absolute; None leaves them.
        words: length to reach by cuts; None cuts nothing.
        fewest: length above which the sentence does not stand uncut; None lets it.

    Returns:
        the sentence in the wordings that may stand, the one wanted most first, each later one
        with fewer edits; nothing when it cannot stand: something in it points outside the
        sentence and no name for it is known.
    """
    sentence = report.sentences[number]
    tokens = report.tokens[sentence.first : sentence.last]
    head = head_length(report.sentence_text(number))
    if head is None:
        return ()
    start = sentence.start + head
    mends = _mends(report, number, start)
    named_only, introduced = (
        name_edits(report, tokens, sentence, start, named, roles=roles) for roles in (False, True)
    )
    if named_only is None and opens_report(report, number) and _names_first(tokens):
        # Nothing comes before it: whatever it points to stands in it.
        named_only = introduced = []
    if named_only is None or introduced is None:
        return ()
    dated = day_edits(report, start, sentence.end, calendar) if calendar else []
    if dated is None:
        return ()
    dated += mends.put_right
    mended, unjoined = mends.mended, [*mends.unjoined, *mends.mended]
    voiced = [*unjoined, *mends.voiced]
    reach = min((n for n in (words, fewest) if n is not None), default=None)
    short = [] if reach is None else cuts(report, tokens, start, reach)
    names = [*named_only, *mends.spaced]
    full = [*names, *dated, *short]
    choices = [[*full, *voiced], [*full, *unjoined], [*full, *mended], full]
    if fewest is None:
        choices += [[*names, *dated, *mended], [*names, *dated], names]
    elif words is None and len(report.sentence_text(number).split()) <= LONGEST_WHOLE:
        # Where the gate lets nothing be cut, a sentence that is too long is better than none.
        choices += [[*names, *dated, *mended], names]
    usual = len(choices)
    if introduced != named_only:
        choices.insert(0, [*introduced, *mends.spaced, *dated, *short, *voiced])
    wordings: list[Rewritten] = []
    tried: set[tuple[int, ...]] = set()
    for index, edits in enumerate(choices):
        same = tuple(map(id, edits))
        if same in tried:
            continue
        wording = Rewritten(*apply(report, start, sentence.end, edits))
        stop = full_stop(report, sentence.end, wording.text)
        wording = Rewritten(wording.text + stop, wording.substitutions)
        # Who somebody is can wait for a sentence that has room for it.
        most = LONGEST if words is None else words
        if index == 0 and len(choices) > usual and len(wording.text.split()) > most:
            continue
        tried.add(same)
        if wording not in wordings and is_clean(wording.text) and not dangles(wording.text):
            wordings.append(wording)
    return tuple(wordings)


@dataclass(frozen=True, slots=True)
class _Mends:
    """Edits of a sentence that do not depend on what the page has said.

    Attributes:
        put_right: cuts of insertions, and quotation marks. mended: comments, judging words, speech.
        unjoined: without "also". voiced: "said" and house style. spaced: spaces.
    """

    put_right: list[Edit]
    mended: list[Edit]
    unjoined: list[Edit]
    voiced: list[Edit]
    spaced: list[Edit]


@remembered()
def _mends(report: Annotated, number: int, start: int) -> _Mends:
    """The edits of a sentence from an offset on, where its head is cut."""
    sentence = report.sentences[number]
    tokens = report.tokens[sentence.first : sentence.last]
    return _Mends(
        *_plain_mends(report, number, start),
        without_also(report, tokens, start),
        [
            *said_edits(report, tokens, start),
            *style_edits(report, tokens, start),
            *recast_edits(report, tokens, start),
        ],
        spacing_edits(report, start, sentence.end),
    )


@remembered()
def _plain_mends(report: Annotated, number: int, start: int) -> tuple[list[Edit], list[Edit]]:
    """The first two of `_Mends`: all that a preview has."""
    sentence = report.sentences[number]
    tokens = report.tokens[sentence.first : sentence.last]
    put_right = [
        *_insertions(report, start, sentence.end),
        *quote_edits(report, start, sentence.end),
    ]
    mended = [
        *comment_edits(report, tokens, start),
        *judging_edits(report, tokens, start),
        *speech_edits(report, tokens, start),
    ]
    return put_right, mended


_THINGS = frozenset({"it", "its", "they", "their", "them", "itself", "themselves"})


def _names_first(tokens: Sequence[Token]) -> bool:
    """Whether all its pronouns are of things, and a name stands before the first."""
    pronouns = [i for i, t in enumerate(tokens) if t.pos == "PRON" and t.tag in ("PRP", "PRP$")]
    if not pronouns or any(tokens[i].text.lower() not in _THINGS for i in pronouns):
        return False
    return any(t.pos == "PROPN" for t in tokens[: pronouns[0]])


def opens_report(report: Annotated, number: int) -> bool:
    """Whether a sentence is the first of its report's running text."""
    running = (i for i, s in enumerate(report.sentences) if s.role in RUNNING)
    return next(running, None) == number


def preview(report: Annotated, number: int, words: int | None = None) -> str | None:
    """A sentence with all mends that need nothing of the page: head, stop, judging words, length.

    Args:
        report, number: the report and the index of the sentence.
        words: length to reach by cuts; None cuts nothing.

    Returns:
        the text; None when the sentence opens on what cannot go.
    """
    sentence = report.sentences[number]
    tokens = report.tokens[sentence.first : sentence.last]
    head = head_length(report.sentence_text(number))
    if head is None:
        return None
    start = sentence.start + head
    put_right, mended = _plain_mends(report, number, start)
    edits = [*put_right, *mended]
    if words is not None:
        edits += cuts(report, tokens, start, words)
    text = apply(report, start, sentence.end, edits)[0]
    return text + full_stop(report, sentence.end, text)


def _insertions(report: Annotated, start: int, end: int) -> list[Edit]:
    """Cuts of connectives that stand between commas, outside quotation marks."""
    text = blemishes.outside_quotations(report.article.text[start:end])
    return [Edit(start + m.start(), start + m.end(), "") for m in blemishes.INSERTED.finditer(text)]


#: A name put in for the pronoun of a contraction ("Brandt'll").
_CONTRACTED = re.compile(
    r"\b(?!(?:He|She|It|We|You|They|That|There|Who|What|How|This)[’'])[A-Z][a-z]+[’'](?:ll|ve|re|d)\b"
)


def is_clean(text: str) -> bool:
    """Whether nothing was left over that must not stand in a story."""
    return not (
        blemishes.is_page_matter(text)
        or blemishes.DATELINE.match(text)
        or blemishes.CONNECTIVE.match(text)
        or blemishes.OUTLET_MARK.match(text)
        or _CONTRACTED.search(text)
        or not blemishes.balanced(text)
    )


def dangles(text: str) -> bool:
    """Whether it still opens on a pronoun that stands for something."""
    pronoun = wording_rules.PRONOUN_OPENING.match(text)
    return pronoun is not None and wording_rules.EXPLETIVE.match(text) is None


def head_length(text: str) -> int | None:
    """Length of the dateline and the connectives at the head of a sentence; None when it opens
    on a connective that cannot be cut."""
    length = 0
    match = blemishes.DATELINE.match(text)
    if match:
        length = match.end()
    while match := blemishes.DROPPED.match(text[length:]):
        length += match.end()
    return None if blemishes.CONNECTIVE.match(text[length:]) else length
