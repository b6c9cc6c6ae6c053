"""Which words name the speaker of a quotation: the cue beside it and the source of the cue.

Close patterns come first (O'Keefe et al. 2012; Muzny et al. 2017): "…," X said, "…," said X,
according to X, X said: "…". For words inside the reporter's own sentence the dependency
parse, where there is one, tells which verb governs them and whose verb it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from copydesk.annotate.lookup import Reading
from copydesk.annotate.speech import cue_after, cue_before
from copydesk.annotate.speech.cue import Cue
from copydesk.annotate.speech.marked import Marked
from copydesk.english import speech


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Tokens of the reporter around one pair of marks.

    ``before`` and ``after`` are token ranges within its sentence, without quoted words.
    """

    before: tuple[int, int]
    after: tuple[int, int]
    ended: bool
    starts_sentence: bool


def surroundings(reading: Reading, marked: Sequence[Marked], index: int) -> Surroundings:
    """The reporter's words before and after ``marked[index]``, up to the next marks."""
    mark = marked[index]
    text = reading.article.text
    ended = text[mark.end - 1 : mark.end] in tuple(".!?…") and text[
        mark.closed : mark.closed + 1
    ].strip() not in tuple(",;")
    left_limit = marked[index - 1].closed if index else 0
    right_limit = marked[index + 1].opened if index + 1 < len(marked) else len(text)
    line_start = text.rfind("\n", 0, mark.opened) + 1
    line_end = text.find("\n", mark.closed)
    right_limit = min(right_limit, line_end if line_end >= 0 else len(text))
    left = max(left_limit, line_start, _sentence_start(reading, mark.opened))
    right = min(right_limit, _sentence_end(reading, mark))
    before = (reading.from_offset(left), reading.from_offset(mark.opened))
    after = (reading.from_offset(mark.closed), reading.from_offset(right))
    begins = not text[max(left, line_start) : mark.opened].strip(" \t\"“'‘-–—,")
    return Surroundings(before, after, ended, begins)


def _sentence_start(reading: Reading, offset: int) -> int:
    if not reading.sentences:
        return 0
    return reading.sentences[reading.sentence_at(offset)].start


def _sentence_end(reading: Reading, mark: Marked) -> int:
    """End of the sentence that goes on after the closing mark."""
    if not reading.sentences:
        return len(reading.article.text)
    following = reading.from_offset(mark.closed)
    if following >= len(reading.tokens):
        return len(reading.article.text)
    token = reading.tokens[following]
    if token.text in (",", "-", "–", "—") and following + 1 < len(reading.tokens):
        token = reading.tokens[following + 1]
    return reading.sentences[token.sentence].end if reading.sentences else mark.closed


def _passes_on(reading: Reading, after: Cue, before: Cue) -> bool:
    """Whether an outlet behind the words only reports what somebody before them says.

    "Doe said the fighters had been sent “…,” Example News reported": the words are Doe's.
    """
    reports = reading.cue_lemma(after.token) in ("report", "quote", "cite")
    outlet = after.source.kind in ("outlet", "organisation")
    says = reading.cue_lemma(before.token) in speech.SPEECH_ALONE and before.source.human
    return reports and outlet and says and before.source.name != after.source.name


def find_cue(reading: Reading, mark: Marked, around: Surroundings, *, whole: bool) -> Cue | None:
    """The cue of one pair of marks.

    Args:
        whole: the marks hold a clause of their own, not words in the reporter's sentence.
    """
    apart = reading.article.text[mark.end - 1 : mark.end] == ","
    after = cue_after.find_after(
        reading, around.after, ended=around.ended, apart=apart, whole=whole
    )
    before = cue_before.find_before(reading, mark, around.before, whole=whole)
    if around.ended and whole:
        return before or after
    if after is not None and before is not None and _passes_on(reading, after, before):
        return before
    if whole and after is not None and before is not None:
        return before if cue_before.ends_in_colon(reading, around.before) else after
    if after is not None and apart and cue_after.closes(reading, around.after, after):
        return after
    return (after or before) if whole else (before or after)
