"""Whose surname it is, and how short a name may be: a name put in for another is a statement.

A surname alone becomes a full name only where the report itself leaves no doubt: news names
somebody in full first and by the surname after it, so a surname in front of the full name, one
with a title that the full name does not have, or one with a pronoun of the other gender may be
somebody else's. Which word of a name is its short form (the first of a name whose family name
comes first) is read from the reports.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from copydesk.compose.edit import people
from copydesk.english.given_names import gender_of
from copydesk.english.nicknames import full_form
from copydesk.model import RUNNING, Annotated, Chain, Mention, Token
from copydesk.remembered import remembered

_GENDERS = {
    "he": "male", "him": "male", "his": "male", "himself": "male",
    "she": "female", "her": "female", "hers": "female", "herself": "female",
}  # fmt: skip
_BEFORE_PERSON = {"Mr": "male", "Mrs": "female", "Ms": "female", "Miss": "female"}
#: Letters of a last word that by itself is no surname ("Un").
_TOO_SHORT = 2


@remembered()
def is_surely(report: Annotated, chain: Chain, mention: Mention) -> bool:
    """Whether a mention is surely the person whose full name the chain of its report has.

    Args:
        report, chain: the report, and the chain by which the mention was linked.
        mention: by name; one of more words than one is what it says.
    """
    text = report.article.text
    if " " in text[mention.start : mention.end] or " " not in chain.name:
        return True
    full = [
        m
        for m in chain.mentions
        if m.kind == "name" and " " in text[m.start : m.end] and _is_running(report, m)
    ]
    title = title_of(report, mention)
    if title is not None:
        return title in {title_of(report, m) for m in full}
    return any(m.end <= mention.start for m in full) and fits(report, chain.name, mention)


def title_of(report: Annotated, mention: Mention) -> str | None:
    """The word in front of a name that belongs to it ("president"); None for "Mr." or none."""
    before = people.token_before(report, mention.start)
    if before is None or before.pos not in ("NOUN", "PROPN") or not before.text[0].isalpha():
        return None
    word = before.text.rstrip(".")
    return word.lower() if word not in _BEFORE_PERSON else None


def fits(report: Annotated, name: str, mention: Mention) -> bool:
    """Whether the pronouns around a surname, and its "Mr.", allow somebody of that full name.

    Pronouns count where nobody else is named in the sentence whom they could mean.
    """
    gender = gender_of(name.split(maxsplit=1)[0], None)
    before = people.token_before(report, mention.start)
    honorific = _BEFORE_PERSON.get(before.text.rstrip(".")) if before is not None else None
    if gender is None:
        return True
    if honorific is not None:
        return honorific == gender
    number = next(
        (i for i, s in enumerate(report.sentences) if s.start <= mention.start < s.end), None
    )
    if number is None:
        return True
    sentence = report.sentences[number]
    others = any(
        e.label == "PERSON"
        and sentence.start <= e.start < sentence.end
        and report.article.text[e.start : e.end].split()[-1].lower() != people.surname(name)
        for e in report.entities
    )
    told = {
        _GENDERS[t.text.lower()]
        for t in report.tokens[sentence.first : sentence.last]
        if t.text.lower() in _GENDERS
    }
    return others or not told or gender in told


def is_shared(report: Annotated, surname: str) -> bool:
    """Whether two people of a report have a surname, so that only the "Mr." before it says whose
    it is: two full names have it, or "Mr." stands before it and "Mrs." or "Ms." does, too."""
    if surname.lower() in people.shared_surnames((report,)):
        return True
    told = re.findall(rf"\b(Mr|Mrs|Ms|Miss)\.? {re.escape(surname)}\b", report.article.text)
    return len({_BEFORE_PERSON[title] for title in told}) > 1


@remembered()
def is_modifier(report: Annotated, mention: Mention) -> bool:
    """Whether a name stands in front of a noun and limits it ("a Brandt campaign adviser")."""
    tokens = report.tokens
    first = bisect_left(tokens, mention.start, key=_start)
    last = bisect_left(tokens, mention.end, key=_start)
    if last >= len(tokens) or tokens[last].start - mention.end > 1 or last == first:
        return False
    return tokens[last].pos in ("NOUN", "ADJ") and any(
        tokens[i].head >= last and tokens[i].dep.startswith(("compound", "nmod", "amod"))
        for i in range(first, last)
        if not tokens[i].dep.endswith("poss")
    )


def named_late(report: Annotated, chain: Chain) -> bool:
    """Whether running text has the surname before the full name, and with no title of the full
    name: whoever that is, readers were taken to know him."""
    text = report.article.text
    named = [m for m in chain.mentions if m.kind == "name" and _is_running(report, m)]
    full = [m for m in named if " " in text[m.start : m.end]]
    titles = {title_of(report, m) for m in full} - {None}
    first = min((m.start for m in full), default=None)
    return first is not None and any(
        m.start < first and title_of(report, m) not in titles for m in named
    )


def short_forms(reports: Sequence[Annotated]) -> dict[str, str]:
    """The word by which the reports name people after the first time, by full names in lower case.

    It is the first or the last word of the name, whichever more mentions have; without any the
    last word where the first is a known given name. A name whose word is not known, or is
    another's too, has none and is told in full.
    """
    used: dict[str, Counter[str]] = {}
    for report in reports:
        for chain in report.chains:
            if chain.label == "PERSON" and len(chain.name.split()) > 1:
                counted = used.setdefault(chain.name, Counter())
                for m in chain.mentions:
                    word = report.article.text[m.start : m.end].removesuffix("'s")
                    if m.kind == "name" and " " not in word and not _is_cut(report, m):
                        counted[word.removesuffix("’s")] += 1
    found = {name.lower(): _short(name, counted) for name, counted in used.items()}
    first_words = {n: w for n, w in found.items() if w and w.lower() == n.split()[0]}
    several = {word for word, count in Counter(first_words.values()).items() if count > 1}
    return {n: "" if n in first_words and w in several else w for n, w in found.items()}


def _short(name: str, used: Counter[str]) -> str:
    words = name.split()
    first, last = words[0], words[-1]
    if used[first] > used[last]:
        return first
    if used[last]:
        return last
    letters = first.rstrip(".")
    given = gender_of(first, None) is not None or full_form(letters) != letters.lower()
    whole = len(last) > _TOO_SHORT and not any(part[:1].islower() for part in last.split("-"))
    return last if whole and (given or len(letters) == 1) else ""


def _is_cut(report: Annotated, mention: Mention) -> bool:
    return people.is_part(report.article.text, mention)


def _is_running(report: Annotated, mention: Mention) -> bool:
    return any(s.start <= mention.start < s.end and s.role in RUNNING for s in report.sentences)


def _start(token: Token) -> int:
    return token.start
