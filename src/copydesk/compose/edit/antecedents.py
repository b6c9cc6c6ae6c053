"""Antecedents: what a sentence takes for granted, and whether the page has said it.

"The group", "the two men", "another victim", "that day" stand for something that was told before.
In its report it was; on the page the sentence may stand without it. Before a sentence is written
in its place, each noun phrase that points back must have its introduction in front of it: the same
noun, a word that tells the same ("agreed" for "the deal"), or a name of its kind.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from copydesk.compose.choose.selection import content_stems, stem
from copydesk.compose.edit.edits import is_quoted
from copydesk.english.lists import phrases, words
from copydesk.model import Annotated, Sentence, Token

#: Sentences of the page in which a name introduces "the company" or "the man".
NEAR = 3
_POINTERS = frozenset({"the", "that", "this", "those", "these", "both"})
#: What may stand between "the" and a noun that still only points back.
_COUNTS = frozenset({"two", "three", "four", "five", "six", "seven", "pair", "same", "latter"})
#: What hangs behind a noun and says which one is meant.
_EXPLAINS = ("nmod", "acl", "appos", "obl", "advcl", "amod", "relcl", "prep", "flat")
_DAYS = re.compile(
    r"\b(?:that|the same|the (?:next|following|previous)) "
    r"(?:day|night|morning|evening|afternoon)\b",
    re.IGNORECASE,
)
_SUCH = re.compile(
    r"\b(?:such an?|any such|no such|one such|such) ([a-z]+)\b(?! as\b)", re.IGNORECASE
)
_DOES_SO = re.compile(r"\b(?:do|does|did|doing|done) (?:this|that|so)\b(?! [a-z]+ing)")
#: A day that is told from the day of writing, in a form that no date takes the place of.
_TODAYS = re.compile(r"\b(?:today|yesterday|tomorrow|tonight)['’]s\b", re.IGNORECASE)
#: A time that is told from one that was told before, at the head of a sentence or behind its verb.
_FROM_THEN = re.compile(
    r"^(?:(?:Just |Only |Shortly |Soon |Moments |Minutes |Hours |Days |Weeks |Months |Years )*"
    r"(?:earlier|later|afterwards?|thereafter|beforehand)\b(?! (?:this|than|on|in|today)\b)"
    r"|(?:Earlier|Later)(?: on)? (?:in the |that |the same )?"
    r"(?:day|week|month|year|morning|afternoon|evening|night|on|\w+day|she|he|they|it)\b"
    r"|(?:Half an hour|(?:An|One) (?:hour|minute|day|week|month|year)"
    r"|\w+ (?:hours|minutes|days|weeks))"
    r" (?:later|earlier|after that|before that)\b"
    r"|(?:By|At|Since|Until|Before|After) (?:then|that (?:time|point|moment|stage)|the time)\b"
    r"(?! of| that))"
    r"|\b(?:(?:earlier|later) (?:in the|that|the same) (?:day|evening|morning|night|week)"
    r"|(?:hours|minutes|days|moments) (?:later|earlier|afterwards?))\b",
    re.IGNORECASE,
)
_SUCH_AS = re.compile(r"\bsuch (?:\w+ )?as\b|\bsuch that\b", re.IGNORECASE)


@dataclass(slots=True)
class Said:
    """What the page has said so far.

    Attributes:
        stems: of all content words.
        near: labels of the names in the last sentences, latest first.
        names_told: names that it has had in full.
        known: stems of the titles of the reports: who stands there needs no introduction.
    """

    stems: set[str] = field(default_factory=set)
    near: list[tuple[str, ...]] = field(default_factory=list)
    names_told: set[str] = field(default_factory=set)
    known: frozenset[str] = frozenset()

    def add(self, text: str, labels: Sequence[str] = ()) -> None:
        """The page says this now.

        Args:
            text: of the sentence. labels: of the names in it.
        """
        self.stems |= content_stems(text)
        self.near = [tuple(labels), *self.near[: NEAR - 1]]

    def behind(self, text: str, labels: Sequence[str] = ()) -> Said:
        """What it would have said once it says this too; arguments as of `add`."""
        supposed = Said(set(self.stems), list(self.near), set(self.names_told), self.known)
        supposed.add(text, labels)
        return supposed

    def names(self, *labels: str) -> int:
        """How many names of these kinds its last sentences have."""
        return sum(label in labels for had in self.near for label in had)


def labels_in(report: Annotated, number: int, text: str) -> tuple[str, ...]:
    """Labels of the names of a sentence that its wording on the page has."""
    sentence = report.sentences[number]
    return tuple(
        e.label
        for e in report.entities
        if sentence.start <= e.start < sentence.end
        and report.article.text[e.start : e.end].split()[-1] in text
    )


def hangs(text: str) -> str | None:
    """The words of a sentence that join it to the one before it in its report, outside quotation
    marks; None when it has none."""
    plain = re.sub(r"[“\"][^”\"]*[”\"]", " ", text)
    found = _FROM_THEN.search(plain) or _joins().search(plain)
    return found.group() if found is not None else None


@cache
def _joins() -> re.Pattern[str]:
    """Words by which a sentence goes on from the one before it, wherever they stand in it."""
    return re.compile("|".join(rf"(?:{line})" for line in phrases("antecedents", "joins")))


def missing(
    report: Annotated, number: int, text: str, said: Said, *, follows: bool = False
) -> str | None:
    """The first phrase of a sentence that points to what nothing before it has introduced.

    Args:
        report, number: the report and the index of the sentence.
        text: the sentence as the page will have it.
        said: what the page has said before it.
        follows: whether the sentence before it in its report stands right before it.

    Returns:
        the phrase; None when the sentence can stand in this place.
    """
    sentence = report.sentences[number]
    tokens = report.tokens[sentence.first : sentence.last]
    joined = None if follows else hangs(text) or _pointing_subject(report, tokens)
    if joined is not None:
        return joined
    low = text.lower()
    before: set[str] = set()
    stranger = None if follows else _stranger(report, sentence, text, said)
    if stranger is not None:
        return stranger
    for at, token in enumerate(tokens):
        quoted = is_quoted(report, token.start)
        if not quoted and token.pos == "NOUN" and f"{token.text.lower()}" in low:
            phrase = _pointing(tokens, at, sentence.first)
            if (
                phrase is not None
                and " ".join(phrase.split()).lower() in low
                and not _is_introduced(report, sentence, tokens, at, phrase, before, said)
            ):
                return phrase
            sorted_out = _sorted_out(tokens, at, sentence.first) if phrase is None else None
            if sorted_out is not None and sorted_out.lower() in low:
                own = frozenset({stem(token.text.lower()), stem(token.lemma.lower())})
                sorts = {stem(word) for word in sorted_out.lower().split()[1:]}
                known = _is_told(own, before, said) or token.lemma.lower() in _known()
                known |= bool(sorts & (said.stems | before))
                if not known and _had_before(report, sentence, own):
                    return sorted_out
        if token.pos in ("NOUN", "PROPN", "VERB", "ADJ"):
            before.add(stem(token.text.lower()))
    return _missing_word(text, said)


def _pointing_subject(report: Annotated, tokens: Sequence[Token]) -> str | None:
    """A bare "that" or "this" which is the subject of what is said: "said that qualified her"."""
    for before, token in pairwise(tokens):
        if (
            token.text.lower() in ("that", "this", "these", "those")
            and token.dep in ("nsubj", "nsubj:pass", "nsubjpass")
            and before.pos == "VERB"
            and not is_quoted(report, token.start)
        ):
            return token.text
    return None


def _stranger(report: Annotated, sentence: Sentence, text: str, said: Said) -> str | None:
    """Somebody named by one word of whom neither the page nor a title has said who it is."""
    for entity in report.entities:
        inside = sentence.start <= entity.start and entity.end <= sentence.end
        if entity.label != "PERSON" or entity.last - entity.first != 1 or not inside:
            continue
        if is_quoted(report, entity.start):
            continue
        name = re.sub(r"['’]s?$", "", report.article.text[entity.start : entity.end])
        stems = content_stems(name) | {stem(name.lower())}
        if stems & (said.stems | said.known):
            continue
        # A first name, a title or who it is may stand beside it.
        if re.search(rf"\b{re.escape(name)}(?:,| (?:is|was) (?:an?|the)\b)", text):
            continue
        front = re.search(rf"([\w.’'-]+) {re.escape(name)}\b", text)
        titled = front is not None and (
            front[1][0].isupper() or "-" in front[1] or _is_title(report, entity.first)
        )
        if re.search(rf"\b{re.escape(name)}\b", text) and not titled:
            return name
    return None


def _is_title(report: Annotated, first: int) -> bool:
    """Whether the word in front of a name says who it is: "coach", "lawyer"."""
    if first == 0:
        return False
    token = report.tokens[first - 1]
    return token.pos in ("NOUN", "PROPN") and token.dep in ("compound", "nmod", "flat", "appos")


def _missing_word(text: str, said: Said) -> str | None:
    """A phrase outside quotation marks that points back without a noun to be looked up."""
    plain = re.sub(r"[“\"][^”\"]*[”\"]", " ", text)
    day = _DAYS.search(plain)
    if day is not None and not said.near:
        return day.group()
    such = None if _SUCH_AS.search(plain) else _SUCH.search(plain)
    if such is not None and stem(such[1].lower()) not in said.stems:
        return such.group()
    for pattern in (_DOES_SO, _TODAYS):
        found = pattern.search(plain)
        if found is not None:
            return found.group()
    opens = re.match(r"(?:Others|Another|Other|The others?)\b(?: [a-z]+)?", plain)
    if (
        opens is not None
        and not content_stems(opens.group()) & said.stems
        and not said.names("PERSON")
    ):
        return opens.group()
    return None


def _pointing(tokens: Sequence[Token], at: int, first: int) -> str | None:
    """The phrase of a noun that points back: a bare "the", a number at most, and nothing behind
    that says which one is meant; None when it does not."""
    if tokens[at].dep in ("compound", "flat"):
        return None
    begin = at - 1
    while begin >= 0 and tokens[begin].text.lower() in _COUNTS:
        begin -= 1
    if begin < 0 or tokens[begin].text.lower() not in _POINTERS:
        return None
    if tokens[at].tag in ("NNP", "NNPS") or not tokens[at].text.islower():
        return None
    explained = any(t.head == first + at and t.dep.startswith(_EXPLAINS) for t in tokens[at + 1 :])
    behind = tokens[at + 1].text.lower() if at + 1 < len(tokens) else ""
    if explained or behind in ("of", "who", "that", "which", "where"):
        return None
    return " ".join(t.text for t in tokens[begin : at + 1])


#: Words in front of a noun that say by themselves which one is meant.
_UNIQUE = frozenset({"first", "last", "next", "only", "latest", "previous", "new", "sole", "own"})


def _sorted_out(tokens: Sequence[Token], at: int, first: int) -> str | None:
    """The phrase of a noun with "the" and plain words between, and nothing behind that says which
    one is meant: "the archaic connector"; None for any other."""
    if tokens[at].dep in ("compound", "flat") or not tokens[at].text.islower():
        return None
    begin = at - 1
    while begin > 0 and tokens[begin].pos in ("ADJ", "NOUN") and tokens[begin].text.islower():
        if tokens[begin].tag in ("JJS", "RBS") or tokens[begin].text in _UNIQUE:
            return None
        begin -= 1
    if begin < 0 or begin == at - 1 or tokens[begin].text.lower() not in _POINTERS:
        return None
    behind = tokens[at + 1].text.lower() if at + 1 < len(tokens) else ""
    explained = any(t.head == first + at and t.dep.startswith(_EXPLAINS) for t in tokens[at + 1 :])
    if explained or behind in ("of", "who", "that", "which", "where"):
        return None
    return " ".join(t.text for t in tokens[begin : at + 1])


def _is_told(own: frozenset[str], before: Collection[str], said: Said) -> bool:
    """Whether the page, or the sentence before it, has a noun or a word of its family."""
    told = said.stems | set(before)
    return bool(own & told) or any(own & f and f & told for f in _families())


@cache
def _known() -> frozenset[str]:
    """Nouns of which everybody knows which one is meant."""
    return words("antecedents", "understood") | words("antecedents", "known")


def _is_introduced(
    report: Annotated,
    sentence: Sentence,
    tokens: Sequence[Token],
    at: int,
    phrase: str,
    before: Collection[str],
    said: Said,
) -> bool:
    """Whether the page, or the sentence itself before it, has what a phrase points to."""
    word = tokens[at].text.lower()
    lemma = tokens[at].lemma.lower()
    kinds = _kinds()
    own = frozenset({stem(word), stem(lemma)})
    families = [family for family in _families() if own & family]
    people = word in kinds["people"] or lemma in kinds["people"]
    body = lemma in kinds["bodies"]
    place = lemma in kinds["places"]
    listed = bool(families or people or body or place)
    introduced = bool(own & said.stems or own & set(before))
    understood = lemma in kinds["understood"] or (not listed and {word, lemma} & _known())
    if introduced or understood:
        return True
    if not listed:
        return not _had_before(report, sentence, own)
    if any(family & (said.stems | set(before)) for family in families):
        return True
    here = [e.label for e in report.entities if sentence.start <= e.start < tokens[at].start]
    if people:
        return _has_people(word, phrase, here, before, said)
    if body:
        others = frozenset(stem(noun) for noun in kinds["bodies"])
        return "ORG" in here or said.names("ORG") > 0 or bool(others & set(before))
    return place and ("LOC" in here or said.names("LOC") > 0)


def _had_before(report: Annotated, sentence: Sentence, stems: Collection[str]) -> bool:
    """Whether the report has a noun before a sentence, so that "the" points back to it there."""
    return any(
        token.pos == "NOUN" and stem(token.text.lower()) in stems
        for token in report.tokens[: sentence.first]
    )


def _has_people(
    word: str, phrase: str, here: Sequence[str], before: Collection[str], said: Said
) -> bool:
    """Whether somebody was named, or told of, whom a noun can stand for; two for more than one."""
    stems = _people_stems()
    several = word in _kinds()["several"] or bool(re.search(r"\b(?:two|both|three)\b", phrase))
    named = here.count("PERSON") + said.names("PERSON")
    if several:
        return named > 1
    return named > 0 or bool(stems & set(before))


@cache
def _families() -> tuple[frozenset[str], ...]:
    return tuple(
        frozenset(stem(word) for word in line.split())
        for line in phrases("antecedents", "families")
    )


@cache
def _kinds() -> Mapping[str, frozenset[str]]:
    names = ("people", "several", "bodies", "places", "understood")
    return {name: words("antecedents", name) for name in names}


@cache
def _people_stems() -> frozenset[str]:
    return frozenset(stem(word) for word in words("antecedents", "people"))
