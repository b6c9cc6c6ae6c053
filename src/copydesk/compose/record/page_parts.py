"""Parts of a page that are not its report: the box about the author, the summary above it."""

from __future__ import annotations

import re

from copydesk.model import RUNNING, Annotated, Role

_TRADE = (
    r"(?:writer|journalist|reporter|correspondent|editor|blogger|columnist|contributor|"
    r"enthusiast|freelancer|author|producer)"
)
_BOX = re.compile(
    rf"^(?P<name>[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){{1,3}}),? "
    rf"(?:is|has been) (?:an? |the )(?:[^,.]{{0,60}} )?{_TRADE}\b"
    rf"(?: (?:who|living|based|with|at|for|covering|on|in)\b|[.,])"
    rf"|^(?P<writer>[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){{1,3}}) "
    r"(?:covers|writes (?:about|for|on)|reports (?:on|for|from)|blogs)\b"
)
#: Characters of a report's running text in which a person of the news would be named again.
_HEAD = 600


def author_box(report: Annotated) -> frozenset[int]:
    """Indices of the sentences that say who wrote a report.

    The first says so in the present; those behind it in which the same person is the subject
    belong to it. Somebody whom the title names is no author's box.
    """
    found: set[int] = set()
    name = ""
    for number, sentence in enumerate(report.sentences):
        if sentence.role not in RUNNING:
            continue
        text = report.sentence_text(number)
        match = _BOX.match(text)
        if match is not None:
            who = match["name"] or match["writer"]
            if not _is_of_news(report, who, sentence.start):
                found.add(number)
                name = who
                continue
        if name and number - 1 in found and _is_about(report, number, name):
            found.add(number)
    return frozenset(found)


def _is_of_news(report: Annotated, name: str, start: int) -> bool:
    """Whether somebody is named in the title, or before in the text, so that who he is tells on."""
    last = name.rsplit(maxsplit=1)[-1]
    title = report.article.title or ""
    before = report.article.text[:start]
    return last in title or re.search(rf"\b{re.escape(last)}\b", before[:_HEAD]) is not None


def _is_about(report: Annotated, number: int, name: str) -> bool:
    """Whether a sentence opens on somebody: by name or by a pronoun of his."""
    text = report.sentence_text(number)
    last = name.rsplit(maxsplit=1)[-1]
    opens = rf"(?:{re.escape(name)}|{re.escape(last)}|He|She|His|Her|They)\b"
    return re.match(opens, text) is not None


#: Running sentences that a report has behind its dateline when what is above it is a summary.
BODY = 6


def begins_at(report: Annotated) -> int:
    """Index of the sentence that a report begins with: behind a dateline that stands below a
    summary in points, else the first."""
    roles = [s.role for s in report.sentences]
    if Role.DATELINE not in roles:
        return 0
    line = roles.index(Role.DATELINE)
    behind = sum(role in RUNNING for role in roles[line:])
    return line if Role.BULLET in roles[:line] and behind >= BODY else 0
