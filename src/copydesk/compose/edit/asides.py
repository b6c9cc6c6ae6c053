"""Cuts: what a sentence can lose without the rest saying anything else.

Parentheses, and clauses between commas or at either end that the parse shows to hang by one
word on the rest. Never one with a negation, a condition, a modal or an attribution in it, and
nothing inside a quotation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from copydesk.compose.choose.selection import word_set
from copydesk.compose.edit.edits import Edit
from copydesk.model import Annotated, Token

_ASIDE = word_set("which who whose whom where when including such")
_TRAILING = _ASIDE | word_set("and while as after following with amid before in")
_LEADING = word_set("when after as in on at while since during following with")
_TURNS = re.compile(
    r"\b(?:no|not|n['’]t|never|none|nobody|nothing|neither|nor|without|hardly|barely|denied|denies|"
    r"deny|refused|failed|may|might|could|would|should|can|will|shall|must|ought|likely|unlikely|"
    r"possibly|perhaps|apparently|allegedly|reportedly|alleged|suspected|if|unless|until|except|"
    r"although|though|despite|but|only|whether|said|says|say|told|tells|according|announced|"
    r"confirmed|claimed|insisted|argued|warned|noted|tweeted|reported|acknowledged|admitted|"
    r"called|described|promised|pledged|vowed|urged|asked|suggests?|suggested|revealed|indicated|"
    r"concluded|replied|responded|accused|predicted|wrote|writes|added|stated|tried|trying|attempt|"
    r"hoping|hopes|seeking|lacking|unable|failing|refusing|denying|threatening|"
    r"believed|believes|expected|expects?|planned|plans|estimated|estimates?|suggesting|almost|"
    r"nearly|potential|potentially|possible|probable|probably|proposed|thought|intended)\b"
)
_AMOUNT = re.compile(r"\d")
#: Words by which what follows is weighed against what stood before.
_AGAINST = re.compile(
    r"\b(?:as opposed to|instead of|rather than|compared (?:to|with)|in comparison|against|versus|"
    r"(?:up|down) from|more than|less than|fewer than|far (?:from|below|above)|short of)\b"
)
#: What stands behind an aside when the comma closes it; a noun may go on with its list.
_GOES_ON = frozenset({"VERB", "AUX", "ADP", "ADV", "PART"})
_SHORTEST_REST = 7


def cuts(report: Annotated, tokens: Sequence[Token], start: int, words: int) -> list[Edit]:
    """Cuts that bring a sentence down to so many words, fewest first; all that can be made when
    that is not enough.

    Args:
        report, tokens: the report and the tokens of the sentence.
        start: where the sentence begins once its head is cut.
        words: length to reach.
    """
    if not tokens:
        return []
    text = report.article.text
    end = max(token.end for token in tokens)
    made: list[Edit] = []
    for edit in (*_parentheses(text, start, end), *_clauses(report, tokens, start)):
        if _length(text, start, end, made) <= words:
            break
        if any(e.start < edit.end and edit.start < e.end for e in made):
            continue
        if _length(text, start, end, [*made, edit]) >= _SHORTEST_REST:
            made.append(edit)
    return made


def _length(text: str, start: int, end: int, edits: Sequence[Edit]) -> int:
    whole = len(text[start:end].split())
    return whole - sum(len(text[e.start : e.end].split()) for e in edits)


def _parentheses(text: str, start: int, end: int) -> Iterator[Edit]:
    for match in re.finditer(r"\s*\([^()]*\)", text[start:end]):
        if not _TURNS.search(match.group().lower()):
            yield Edit(start + match.start(), start + match.end(), "")


def _clauses(report: Annotated, tokens: Sequence[Token], start: int) -> Iterator[Edit]:
    """Asides between commas first, then trailing clauses from the end, then a leading one."""
    commas = [i for i, t in enumerate(tokens) if t.text == "," and t.start >= start]
    stop = len(tokens) - 1 if tokens[-1].text in (".", "!") else len(tokens)
    for left, right in pairwise(commas):
        goes_on = right + 1 < len(tokens) and tokens[right + 1].pos in _GOES_ON
        if goes_on and _may_cut(report, tokens, left + 1, right, _ASIDE):
            yield Edit(tokens[left].start, tokens[right].end, "")
    for left in reversed(commas):
        if _may_cut(report, tokens, left + 1, stop, _TRAILING):
            yield Edit(tokens[left].start, tokens[stop - 1].end, "")
    if commas:
        first = next((i for i, t in enumerate(tokens) if t.start >= start), 0)
        if _may_cut(report, tokens, first, commas[0], _LEADING) and commas[0] + 1 < len(tokens):
            yield Edit(tokens[first].start, tokens[commas[0] + 1].start, "")


def _may_cut(
    report: Annotated, tokens: Sequence[Token], first: int, last: int, heads: frozenset[str]
) -> bool:
    inside = tokens[first:last]
    opens = inside[0].text.lower() if inside else ""
    # The gate lets any clause go that trails on a participle.
    participle = heads is _TRAILING and opens.endswith("ing")
    if len(inside) < 2 or not (opens in heads or participle):
        return False
    if opens == "and" and not _goes_on_from_verb(report, tokens, first, last):
        return False
    words = report.article.text[inside[0].start : inside[-1].end].lower()
    behind = report.article.text[inside[-1].end : tokens[-1].end].lower()
    # "$1.4 billion, as opposed to the $5.7 billion": what is weighed against it stands on it.
    if _AMOUNT.search(words) and _AGAINST.search(behind):
        return False
    if _TURNS.search(words) or re.search(r"[“”\"]", words):
        return False
    if any(s.start <= inside[0].start < s.end for q in report.quotations for s in q.segments):
        return False
    return _hangs_by_one(report, tokens, first, last)


def _goes_on_from_verb(report: Annotated, tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether what follows "and" is a clause with a subject of its own, and no end of a list."""
    base = report.sentences[tokens[0].sentence].first
    inside = range(base + first, base + last)
    return any(
        t.dep == "conj"
        and t.pos in ("VERB", "AUX")
        and t.head not in inside
        and any(s.dep.startswith("nsubj") and s.head == i for s in tokens[first:last])
        for i, t in zip(inside, tokens[first:last], strict=True)
    )


def _hangs_by_one(report: Annotated, tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether the stretch is one subtree: one word of it hangs on the rest, none of the rest
    hangs on it but marks."""
    base = report.sentences[tokens[0].sentence].first
    low, high = base + first, base + last
    roots = sum(
        not low <= t.head < high or t.head == low + i for i, t in enumerate(tokens[first:last])
    )
    rest = (t for i, t in enumerate(tokens) if not first <= i < last)
    return roots == 1 and not any(low <= t.head < high and t.pos != "PUNCT" for t in rest)
