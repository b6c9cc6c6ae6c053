"""Labels of quick looks: what the sentence is about, in a word or three.

A toll is called one. The deed of the main clause, or a thing of it, gives the name of a facet
("Arrest", "Damage", see `facets`). Without one a noun with the words that sort it ("Air defence"),
as they stand there one after the other, never a compound that nobody wrote; of several the one that
tells this sentence from the others of the story, that many reports have, and that is what was done
or what was said something of. Else the name of whoever acts. A bare noun of another kind is no
label, and a sentence without one is no quick look.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from copydesk.compose.choose.selection import content_stems, stem
from copydesk.compose.choose.telling import tells_toll
from copydesk.compose.edit.edits import is_quoted
from copydesk.compose.record.candidates import Unit
from copydesk.compose.record.judging import is_judging_word, is_role
from copydesk.compose.write.facets import facet, further_facet, is_abstract, is_facet, names
from copydesk.english.calendar import MONTH_IN_FULL, WEEKDAY
from copydesk.english.lists import words
from copydesk.model import Annotated, Token

#: What a noun is worth by what it is to its verb; the noun that a verb acts on names a facet best.
_PLACES = {
    "obj": 1.3,
    "dobj": 1.3,
    "nsubj:pass": 1.3,
    "nsubjpass": 1.3,
    "nsubj": 1.1,
    "root": 1.2,
    "ROOT": 1.2,
    "attr": 1.1,
    "conj": 0.9,
    "obl": 0.8,
    "pobj": 0.8,
    "nmod": 0.8,
}
#: What a compound is worth over a bare noun, and a name over a noun.
COMPOUND, NAME = 1.35, 0.7
LONGEST = 3
#: What a noun of somebody's words is worth: what is said of something is named in plain words.
QUOTED = 0.6
#: Share of a story's sentences from which on a name is of all of it.
COMMON = 0.3
#: What a word of the titles loses.
USUAL = 0.9
_MODIFIERS = ("compound", "amod", "flat", "nmod:poss")
_SORTS = re.compile(r"(?:al|ic|ary|ory|an|ese|ear|ar|lar|ile|oor|line|based|free|ish|ive|ed|ing)$")
_EMPTY = words("labels", "empty")
_WEAK = words("labels", "weak")
TOLL = "Toll"


@dataclass(frozen=True, slots=True)
class Naming:
    """What labels of one story are chosen by.

    Attributes:
        weight: how widely each stem is carried, 0 to 1.
        often: in how many sentences of the story each stem stands; total: how many there are.
        people: words of the names of people in all reports.
        usual: stems that half of the titles have: they name the story.
    """

    weight: Mapping[str, float]
    often: Mapping[str, int]
    total: int
    people: Collection[str]
    usual: Collection[str] = frozenset()

    def is_usual(self, name: str) -> bool:
        """Whether a name names the story, and no facet of it."""
        stems = content_stems(name)
        often = min((self.often.get(s, 0) for s in stems), default=0)
        return bool(stems & set(self.usual)) or often > COMMON * self.total


def naming_of(units: Sequence[Unit], people: Collection[str], titles: Sequence[str] = ()) -> Naming:
    """The naming of a story from all its sentences; what half of the titles say names the story,
    and no facet of it."""
    carriers: dict[str, set[str]] = {}
    often: Counter[str] = Counter()
    for unit in units:
        for item in unit.stems:
            carriers.setdefault(item, set()).add(unit.origin)
        often.update(unit.stems)
    count = max(len({unit.origin for unit in units}), 1)
    said = [content_stems(title) for title in titles]
    usual = {s for own in said for s in own if 2 * sum(s in other for other in said) > len(said)}
    weight = {
        item: len(had) / count - (USUAL if item in usual else 0.0) for item, had in carriers.items()
    }
    return Naming(weight, often, len(units), people, frozenset(usual))


def label_for(
    unit: Unit,
    report: Annotated,
    naming: Naming,
    taken: Collection[str],
    written: str,
    *,
    general: bool = False,
) -> str:
    """A label; empty when the sentence gives none.

    Args:
        unit, report: the unit and its report.
        naming: of the story.
        taken: stems that other labels have used.
        written: the sentence as the page has it, in which the label's words must stand.
        general: whether a phrase of plain words will do: a story has five quick looks.
    """
    if tells_toll(written) and "toll" not in taken:
        return TOLL
    named = facet(report, unit, written)
    if named and _is_free(named, taken) and not naming.is_usual(named):
        return named
    phrase, sure = _best_phrase(unit, report, naming, taken, written)
    if _speaks(unit, phrase) or naming.is_usual(phrase):
        phrase, sure = "", False
    if sure:
        return _capital(phrase)
    other = further_facet(report, unit, written)
    if other and _is_free(other, taken) and not naming.is_usual(other):
        return other
    # Whom a sentence is about is told by its first words; only what it says something of besides
    # them, and nobody who merely speaks, is worth a label. A person is none, nor is a phrase of
    # plain words: "Opposing wall".
    if not general:
        return ""
    acting, _ = names(report, unit, written, ("ORG", "LOC"))
    free = (n for n in acting if _is_free(n, taken) and not naming.is_usual(n))
    named = next((n for n in free if not _opens(written, n) and not _speaks(unit, n)), "")
    return named or _capital(phrase)


def _opens(written: str, label: str) -> bool:
    """Whether a sentence opens on its label, which then tells nothing more."""
    return bool(label) and bool(
        re.match(rf"(?:(?:The|An?|This|These) )?{re.escape(label)}\b", written, re.IGNORECASE)
    )


def _speaks(unit: Unit, label: str) -> bool:
    """Whether a label is who says what the sentence tells."""
    name = unit.speaker.name if unit.speaker is not None else None
    return bool(name) and bool(label) and label.lower() in (name or "").lower()


def _is_free(label: str, taken: Collection[str]) -> bool:
    """Whether no other label uses a stem of this one."""
    stems = content_stems(label)
    return bool(stems) and not stems & set(taken)


def _best_phrase(
    unit: Unit, report: Annotated, naming: Naming, taken: Collection[str], written: str
) -> tuple[str, bool]:
    """The noun phrase of two words or three that names the sentence best, empty without one; and
    whether a name or a facet in it makes it sure."""
    sentence = report.sentences[unit.sentence]
    low = written.lower()
    best, text, sure = 0.0, "", False
    for index in range(sentence.first, sentence.last):
        phrase = _phrase(report, index, sentence.first, naming.people)
        if phrase is None or phrase.lower() not in low or " " not in phrase:
            continue
        if is_abstract(report.tokens[index].text) or is_quoted(report, report.tokens[index].start):
            continue
        if any(e.label == "LOC" and e.first <= index < e.last for e in report.entities):
            continue
        if not _is_free(phrase, taken) or _points_back(report, unit, index, naming):
            continue
        worth = _worth(report, unit, index, phrase, naming)
        if worth > best:
            best, text = worth, phrase
            # A whole name is no facet; one in front of a plain noun sorts it: "Russian attack".
            token = report.tokens[index]
            sorted_by_name = token.pos == "NOUN" and bool(re.search(r"[A-Z]", phrase))
            sure = is_facet(token.text) or sorted_by_name
    return text, sure


def phrases_of(unit: Unit, report: Annotated, naming: Naming) -> Iterator[tuple[str, str]]:
    """The noun phrases of two words or three of a sentence outside quotation marks, each with its
    noun."""
    sentence = report.sentences[unit.sentence]
    for index in range(sentence.first, sentence.last):
        phrase = _phrase(report, index, sentence.first, naming.people)
        if phrase and " " in phrase and not is_quoted(report, report.tokens[index].start):
            yield phrase, report.tokens[index].text


def _points_back(report: Annotated, unit: Unit, index: int, naming: Naming) -> bool:
    """Whether a noun with "the" is one that the report had before and few others have: the page has
    not said which."""
    heads = content_stems(report.tokens[index].text)
    if any(naming.weight.get(h, 0.0) >= KNOWN for h in heads):
        return False
    pointed = any(
        t.head == index and t.text.lower() in ("the", "that", "this", "these", "those")
        for t in report.tokens[max(0, index - 5) : index]
    )
    if not pointed:
        return False
    end = report.sentences[unit.sentence].start
    before = {stem(t.text.lower()) for t in report.tokens if t.start < end and t.pos == "NOUN"}
    return bool(heads & before)


#: Share of the origins from which on a noun belongs to the event, and needs no introduction.
KNOWN = 0.5


def _worth(report: Annotated, unit: Unit, index: int, phrase: str, naming: Naming) -> float:
    token = report.tokens[index]
    place = _PLACES.get(token.dep, 0.6)
    speaker = unit.speaker
    speaks = speaker is not None and speaker.start is not None and speaker.end is not None
    if speaker and speaks and (speaker.start or 0) <= token.start < (speaker.end or 0):
        # Who speaks is no facet: what is said is.
        place *= 0.4
    if is_quoted(report, token.start):
        place *= QUOTED
    heads = content_stems(token.text) or frozenset({stem(token.text.lower())})
    rare = max(math.log(1 + naming.total / naming.often.get(h, 1)) for h in heads)
    carried = max(0.45 + naming.weight.get(h, 0.0) for h in heads)
    worth = place * carried * math.sqrt(rare)
    worth *= COMPOUND if " " in phrase else 1.0
    return worth * (NAME if token.pos == "PROPN" else 1.0)


def _phrase(report: Annotated, index: int, first: int, people: Collection[str]) -> str | None:
    """The noun at an index with the words in front that sort it; None when it names no facet."""
    tokens = report.tokens
    token = tokens[index]
    if token.pos not in ("NOUN", "PROPN") or not _names(token, people):
        return None
    behind = tokens[index + 1] if index + 1 < len(tokens) else None
    # "House Speaker" of "House Speaker Holt" is a part of how somebody is called.
    if behind is not None and (behind.dep == "compound" or behind.pos == "PROPN"):
        return None
    if token.dep == "compound":
        return None
    begin = index
    while begin > first and index - begin + 1 < LONGEST:
        before = tokens[begin - 1]
        hangs = before.dep in _MODIFIERS and begin - 1 <= before.head <= index
        if not hangs or tokens[begin].start - before.end != 1 or not _sorts(before, people):
            break
        begin -= 1
    if _cuts_a_name(report, begin, index):
        return None
    if token.pos == "PROPN" and begin == index and _is_part_of_name(tokens, index):
        return None
    text, start = report.article.text, tokens[begin].start
    half = text[start - 1 : start] in "-–‑" if start else False
    return None if half else text[start : token.end]


def _cuts_a_name(report: Annotated, begin: int, last: int) -> bool:
    """Whether a phrase has a part of a name of which the rest stands in front of it or behind."""
    first = report.tokens[begin]
    before = report.tokens[begin - 1] if begin else None
    if before is not None and before.sentence == first.sentence and first.text[0].isupper():
        opens = report.sentences[first.sentence].first == begin - 1
        if before.text[0].isupper() and first.start - before.end == 1 and not opens:
            return True
    return any(
        e.first < begin < e.last or e.first <= last < e.last - 1
        for e in report.entities
        if e.label in ("PERSON", "ORG", "LOC", "NORP")
    )


def _names(token: Token, people: Collection[str]) -> bool:
    """Whether a noun can name a facet."""
    word, lemma = token.text, token.lemma.lower()
    if len(word) < 3 or not re.fullmatch(r"[A-Za-z][\w’'.-]+", word) or word in people:
        return False
    if lemma in _EMPTY or word.lower() in _EMPTY or is_role(word):
        return False
    return token.pos == "NOUN" or not _DAY_OR_MONTH.fullmatch(word)


_DAY_OR_MONTH = re.compile(rf"{WEEKDAY}|{MONTH_IN_FULL}|[A-Z][a-z]{{2,3}}\.")


def _sorts(token: Token, people: Collection[str]) -> bool:
    """Whether a word in front of a noun sorts it and does not judge it."""
    word = token.text
    if word in people or is_judging_word(word) or word.lower() in _WEAK | _EMPTY:
        return False
    if token.pos in ("NOUN", "PROPN"):
        return not _DAY_OR_MONTH.fullmatch(word) and token.dep in ("compound", "flat", "amod")
    return token.pos == "ADJ" and (word[0].isupper() or bool(_SORTS.search(word)))


def _is_part_of_name(tokens: Sequence[Token], index: int) -> bool:
    """Whether a name goes on to either side, so that the word alone is none."""
    beside = [tokens[i] for i in (index - 1, index + 1) if 0 <= i < len(tokens)]
    return any(
        t.pos == "PROPN" and t.sentence == tokens[index].sentence and t.text[0].isupper()
        for t in beside
    )


def _capital(text: str) -> str:
    """With a capital, but for a word that is written with one inside ("iPad")."""
    return text if text[1:2].isupper() else text[:1].upper() + text[1:]
