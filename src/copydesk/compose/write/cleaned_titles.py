"""Titles of reports as headlines of a page: without what is not the title, in one style."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from copydesk.english.calendar import DAYS_AND_MONTHS
from copydesk.english.plain import unshouted
from copydesk.model import Annotated, Role

#: Section marks that outlets set before a title ("WATCH:", "Live updates -"), and their own
#: name behind it (" | The Example", " - Example News").
_BEFORE = re.compile(
    r"^(?:(?:watch|video|photos?|pictures|live(?: updates?)?|breaking(?: news)?|exclusive|update|"
    r"opinion|analysis|explainer|fact check|report|just in|developing|in pictures|latest)"
    r"\s*[:|–—-]\s+)+",
    re.IGNORECASE,
)
_BEHIND = re.compile(r"\s+[|»]\s+[^|»]{2,40}$|\s+[–—-]{1,2}\s+(?:[A-Z][\w.&']*\s?){1,4}$")
_TAG = re.compile(r"^[A-Z]{2,5}:\s+")
#: A dateline or an agency's mark that ran into it from the text.
_AGENCY = re.compile(r"\s*(?:\([A-Z]{2,6}\)\s*[–—-]*|(?<=[a-z]) [A-Z]{4,}\s*[–—-]+)\s*$")
_MARKS = re.compile(r"\s*\[?\((?:video|photos?|updated?|pictures|watch)\)\]?\s*$", re.IGNORECASE)
#: A tail that only promises to tell (", here's what it does").
_PROMISE = re.compile(
    r"\s*(?:[,:;]|\s[–—-])\s+(?:here['’]s (?:what|how|why|everything|the)|"
    r"(?:what|everything|all) (?:you|we) (?:need to|should|have to)? ?know|and here['’]s)\b.*$",
    re.IGNORECASE,
)
#: What somebody is quoted with behind a title that tells what happened.
_QUOTED = re.compile(r"\s*:\s+(?:['‘].*['’]|[“\"].*[”\"])\s*$")
_ORDINALS = dict(
    zip(
        ("1st", "2nd", "3rd", "4th", "5th", "6th", "7th", "8th", "9th"),
        ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"),
        strict=True,
    )
)
_ORDINAL = re.compile(r"(?<![\w-])(?:1st|2nd|3rd|[4-9]th)(?![\w-])")
#: Words that a tail or a tag may be cut down to.
_LEAST = 4


def clean(title: str, outlet: str | None = None) -> str:
    """A title without section marks, the outlet's name, a promise to tell and a closing full stop.

    Args:
        title: as the report has it.
        outlet: the outlet's name; a tail that is its name goes even when it is not spelt as
            names are.
    """
    text = " ".join(re.sub(r"\\[nrt]\b", " ", title).replace("`", "‘").split())
    text = _AGENCY.sub("", text)
    if text.count('"') % 2:
        text = text.replace('"', "").strip()
    text = _BEFORE.sub("", text)
    text = _MARKS.sub("", text)
    if outlet:
        text = re.sub(rf"\s+[|»–—-]+\s+{re.escape(outlet)}\s*$", "", text, flags=re.IGNORECASE)
    for pattern in (_BEHIND, _TAG, _PROMISE, _QUOTED):
        cut = pattern.sub("", text)
        if len(cut.split()) >= _LEAST:
            text = cut
    text = _ORDINAL.sub(lambda match: _ORDINALS[match.group()], text)
    if not text.isupper():
        text = unshouted(text)
    return re.sub(r"(?<!\.)(?<!\b[A-Z])\.$", "", text).strip()


_WORD = re.compile(r"[A-Za-z][A-Za-z’'-]*")
#: Share of the longer words with a capital from which on a title capitalises all of them, and how
#: long these are.
_CAPITALISED, _LONG = 0.7, 4


#: A letter of an abbreviation ("U.S."), and what stands behind a name.
_SHORTENED = re.compile(r"[A-Z]\.|(?<=[A-Z]\.)[A-Z]\b|(?:Jr|Sr|II+)\b")


@dataclass(frozen=True, slots=True)
class Casing:
    """How the running text of the reports writes words inside sentences.

    Attributes:
        capital, plain: how often it writes a word, in lower case here, with a capital and without.
    """

    capital: Counter[str]
    plain: Counter[str]

    def of_sentence(self, title: str) -> str:
        """A title that capitalises its words as a sentence would be written: a capital stays
        where the reports have it too; other titles as they are."""
        first = re.match(r"[a-z](?=[a-z]+\b)", title)
        if first is not None:
            # What a mark such as "Breaking:" left.
            title = title[:1].upper() + title[1:]
        words = [m.group() for m in _WORD.finditer(title)]
        long = [w for w in words if len(w) >= _LONG]
        if len(long) < 2 or sum(w[0].isupper() for w in long) < _CAPITALISED * len(long):
            return title

        def written(match: re.Match[str]) -> str:
            word = match.group()
            before = title[: match.start()]
            if _SHORTENED.match(title, match.start()):
                return word
            opens = not re.search(r"\w", before) or re.search(r"[:?!]\W*$", before)
            return word if opens else "-".join(map(self._inside, word.split("-")))

        return _WORD.sub(written, title)

    def _inside(self, word: str) -> str:
        """A word as it stands inside a sentence."""
        plain = re.sub(r"['’]s?$", "", word).lower()
        kept = not word[1:].islower() and len(word) > 1
        named = self.capital[plain] > self.plain[plain] or plain in DAYS_AND_MONTHS or word == "I"
        return word if kept or named or not word[:1].isupper() else word.lower()


def casing(reports: Sequence[Annotated]) -> Casing:
    """How the running text of the reports writes words inside sentences."""
    capital: Counter[str] = Counter()
    plain: Counter[str] = Counter()
    for report in reports:
        for sentence in report.sentences:
            tokens = report.tokens[sentence.first + 1 : sentence.last]
            words = [t.text for t in tokens if t.text[:1].isalpha()]
            # A head that capitalises its words says nothing of them.
            prose = any(w[0].islower() for w in words if len(w) >= _LONG)
            if sentence.role is Role.HEADLINE or not prose:
                continue
            capital.update(w.lower() for w in words if w[0].isupper())
            plain.update(w.lower() for w in words if w[0].islower())
    return Casing(capital, plain)
