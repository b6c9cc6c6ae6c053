"""The core of a sentence: its main clause without the clause of time or reason behind it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from copydesk.compose.edit.rewrite import Rewritten
from copydesk.compose.record.candidates import Unit
from copydesk.model import Annotated, DraftSentence

#: Words that a headline made of a main clause has at least, and at most for its own sake.
FEWEST, MOST = 6, 14
#: Words that open a clause or phrase of time or reason, which a headline can do without.
_OPENERS = frozenset({"after", "as", "while", "when", "following", "amid", "because", "since"})


def with_core(
    wordings: Sequence[Rewritten], report: Annotated, unit: Unit
) -> tuple[Rewritten, ...]:
    """Wordings of a sentence, in front of them its main clause alone where it has another behind.

    Args:
        wordings: as the page may have the sentence, the one wanted most first.
        report, unit: the report and the sentence.
    """
    if not wordings or unit.quotation is not None or len(wordings[0].text.split()) <= MOST:
        return tuple(wordings)
    text = wordings[0].text
    sentence = report.sentences[unit.sentence]
    roots = [i for i in range(sentence.first, sentence.last) if report.tokens[i].head == i]
    if not roots:
        return tuple(wordings)
    for at in range(roots[0] + 2, sentence.last):
        token = report.tokens[at]
        hangs = token.head != at and report.tokens[token.head].head == roots[0]
        opens = token.dep in ("mark", "case", "prep") and token.text.lower() in _OPENERS
        if not (opens and hangs and report.tokens[token.head].dep.startswith(("advcl", "obl"))):
            continue
        found = re.search(rf",? {re.escape(token.text)} ", text)
        if found is None:
            continue
        core = text[: found.start()]
        if len(core.split()) < FEWEST or core.count("“") != core.count("”") or '"' in core:
            return tuple(wordings)
        kept = tuple(s for s in wordings[0].substitutions if s.end <= len(core))
        return (Rewritten(core, kept), *wordings)
    return tuple(wordings)


#: Words that a title has at least.
LEAST = 4
#: What a title is filed under, and a clause or phrase behind what it tells.
_FILED = re.compile(r"^[^:]{3,40}:\s+(?=[A-Z])")
_BEHIND = re.compile(r",?\s+(?:after|amid|while|following|despite|in wake of|as (?![$€£\d]))\s+.*$")


def titles_with_cores(
    titles: Sequence[DraftSentence], tells: Callable[[str], bool]
) -> list[DraftSentence]:
    """Titles, each followed by what it tells without what it is filed under and without the clause
    behind it: where the text bears out no more, that is still the news.

    Args:
        titles: as the page may have them. tells: whether words tell that something happened.
    """
    found: list[DraftSentence] = []
    for title in titles:
        found.append(title)
        shorter = title.text
        for pattern in (_FILED, _BEHIND):
            cut = pattern.sub("", shorter)
            if cut != shorter and len(cut.split()) >= LEAST and tells(cut):
                shorter = cut
                found.append(replace(title, text=cut[0].upper() + cut[1:]))
    return found
