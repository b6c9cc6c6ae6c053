"""What a figure is of, by the parse of its sentence: a key under which two reports count one thing,
and the words that name it.

- people harmed, things damaged: "people killed", "bridges damaged";
- a measure of something: "turnout" of "turnout was almost 90%", "the magnitude of the quake";
- how far or how long somebody did something: "the distance the boy fell";
- what a person has: "Brandt's boats" of "Brandt has two boats";
- money in something: "in foreign earnings" of "$31 billion in foreign earnings".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from copydesk.english import lists
from copydesk.english.inflection import singular
from copydesk.model import Annotated, Figure, Token

_PEOPLE = lists.words("roles", "human") | lists.words("roles", "roles")
_LENGTHS = frozenset({"foot", "km", "metre", "meter", "m", "mile", "yard", "inch", "cm"})
#: Verbs that say of something that it is so much, in whatever words.
_MEASURING = frozenset("be reach hit stand total average equal".split())  # noqa: SIM905
#: Verbs that say nothing of what is counted.
_EMPTY = frozenset(
    "be have do get make take see include say give put go come leave become need want use".split()  # noqa: SIM905
)
_CURRENCY = re.compile(r"[A-Z]{3}")
_SUBJECTS = ("nsubj", "nsubj:pass", "nsubj:outer")
_OBJECTS = ("obj", "obl:unmarked", "obl:npmod", "obl:tmod")
_ORDINALS = frozenset("first second third main last largest biggest".split())  # noqa: SIM905
_QUAKES = frozenset("quake earthquake tremor aftershock".split())  # noqa: SIM905
_FROM = frozenset("from off of".split())  # noqa: SIM905


@dataclass(frozen=True, slots=True)
class Thing:
    """What a figure is of.

    Attributes:
        key: equal for figures of one thing.
        words: "bridges damaged", "turnout", "the distance the boy fell".
        counted: whether the figure stands in front of the words ("seven bridges damaged"); else
            something is put at it ("turnout at 90%").
    """

    key: tuple[str, ...]
    words: str
    counted: bool

    @property
    def is_unique(self) -> bool:
        """Whether the key names somebody, or a sum at one time: of whatever event a report takes
        it for, it is of one thing."""
        return self.key[0] == "own" or (self.key[0] == "money" and bool(self.key[-1]))


def thing_of(figure: Figure, report: Annotated) -> Thing | None:
    """What a figure is of; None where the parse does not show it.

    Args:
        figure: a claim of the report. report: with its parse.
    """
    own = report.sentences[figure.sentence]
    tokens = report.tokens[own.first : own.last]
    head = _head(tokens, own.first, figure)
    if head is None or figure.implicit:
        return None
    read = _Read(tokens, own.first, report.article.text)
    if _CURRENCY.fullmatch(figure.unit):
        return _price(read, head, figure) or _money(read, figure)
    kind = "magnitude" if figure.predicate == "magnitude" else figure.unit
    if kind in _MEASURES:
        return _MEASURES[kind](read, head)
    return _counted(read, head, figure) if figure.counted and kind not in _TIMES else None


@dataclass(frozen=True, slots=True)
class _Read:
    """The tokens of a sentence, the index of the first in its report, and the report's text."""

    tokens: Sequence[Token]
    first: int
    text: str

    def up(self, at: int) -> int:
        """What a token hangs on; itself for the root."""
        head = self.tokens[at].head - self.first
        return head if 0 <= head < len(self.tokens) else at

    def below(self, at: int, *relations: str) -> list[int]:
        """What hangs on a token by these relations."""
        return [
            i
            for i, t in enumerate(self.tokens)
            if i != at and self.up(i) == at and t.dep in relations
        ]

    def subject(self, verb: int) -> int | None:
        """Who does it, a relative pronoun resolved, a joined verb's from the verb before it."""
        for _ in range(3):
            found = self.below(verb, *_SUBJECTS)
            if found:
                who = found[0]
                relative = self.tokens[verb].dep == "acl:relcl"
                return self.up(verb) if relative and self.tokens[who].pos == "PRON" else who
            if self.tokens[verb].dep == "acl":
                return self.up(verb)
            if self.tokens[verb].dep not in ("conj", "xcomp"):
                return None
            verb = self.up(verb)
        return None

    def phrase(self, noun: int, *, article: bool) -> str:
        """A noun with the modifiers in front of it, as the report has them."""
        own = [
            i
            for i in self.below(noun, "amod", "compound", "nmod:poss", "flat", *(["det"] * article))
            if i < noun
        ]
        begin = noun
        while begin - 1 in own:
            begin -= 1
        last = max([noun, *(i for i in self.below(noun, "flat") if i > noun)])
        return " ".join(self.text[self.tokens[begin].start : self.tokens[last].end].split())


def _head(tokens: Sequence[Token], first: int, figure: Figure) -> int | None:
    """The token on which all of the figure hangs."""
    inside = [i for i, t in enumerate(tokens) if figure.start <= t.start < figure.end]
    for at in inside:
        up = tokens[at].head - first
        if up not in inside and tokens[at].pos != "PUNCT":
            return at
    return None


def _governed(read: _Read, at: int) -> int:
    """The noun that a number counts, and of several joined ones the first."""
    while read.tokens[at].dep in ("nummod", "conj", "compound") and read.up(at) != at:
        at = read.up(at)
    return at


def _magnitude(read: _Read, head: int) -> Thing | None:
    at = head
    while read.up(at) != at and read.tokens[at].text.lower() not in _QUAKES:
        at = read.up(at)
    if read.tokens[at].text.lower() not in _QUAKES:
        return None
    which = [read.tokens[i].text.lower() for i in read.below(at, "amod")]
    ordinal = next((w for w in which if w in _ORDINALS), "")
    if not ordinal and not any(read.tokens[i].text.lower() == "the" for i in read.below(at, "det")):
        return None
    noun = f"{ordinal} {read.tokens[at].text}".strip()
    return Thing(("magnitude", ordinal), f"the magnitude of the {noun}", False)


def _measure(read: _Read, head: int) -> Thing | None:
    """Of what a share is said: the subject of "was", "reached"."""
    at = head
    if read.tokens[at].dep == "nummod":
        at = read.up(at)
    verb = at if read.below(at, "cop") else read.up(at)
    if verb != at and (
        read.tokens[verb].lemma not in _MEASURING or read.tokens[at].dep not in _OBJECTS
    ):
        return None
    who = read.subject(verb)
    if who is None or read.tokens[who].pos != "NOUN" or read.below(who, "acl:relcl", "conj"):
        return None
    noun = read.phrase(who, article=True)
    noun = f"{noun[0].lower()}{noun[1:]}" if read.tokens[who].pos == "NOUN" else noun
    if read.below(who, "nmod"):
        return None
    return Thing(("share", read.tokens[who].lemma.lower()), noun, False)


def _length(read: _Read, head: int) -> Thing | None:
    """How far somebody did it: "the boy fell about 12 feet"."""
    at = head
    if read.tokens[at].dep == "nummod":
        at = read.up(at)
    verb = read.up(at)
    moved = read.tokens[verb]
    if moved.pos != "VERB" or read.tokens[at].dep not in _OBJECTS or moved.lemma in _EMPTY:
        return None
    # "75 km west of", "12 miles from": how far away, and not how far it went.
    behind = read.tokens[at + 1 : at + 8]
    if read.below(at, "nmod", "advmod") or any(t.text.lower() in _FROM for t in behind[:4]):
        return None
    who = read.subject(verb)
    if who is None or read.tokens[who].pos not in ("NOUN", "PROPN") or moved.tag != "VBD":
        return None
    noun = read.phrase(who, article=True)
    noun = noun if read.tokens[who].pos == "PROPN" else f"{noun[0].lower()}{noun[1:]}"
    # "The boy" of one report is "Ben Holt" of another; a stone is neither.
    person = read.tokens[who].pos == "PROPN" or read.tokens[who].lemma.lower() in _PEOPLE
    what = "somebody" if person else read.tokens[who].lemma.lower()
    return Thing(("length", moved.lemma.lower(), what), f"the distance {noun} {moved.text}", False)


#: Verbs and nouns for things that go ("the loss of 1,200 jobs", "cut 1,400 jobs").
_LOSING = frozenset("lose loss cut cutting axe shed slash eliminate go disappear".split())  # noqa: SIM905
#: Bids and offers are each their bidder's, and no price.
#: What is bought, and what is done to it.
_DEALS = frozenset("acquisition purchase takeover sale buyout buy-out".split())  # noqa: SIM905
_BUYING = frozenset("buy acquire purchase pay sell value".split())  # noqa: SIM905


def _price(read: _Read, head: int, figure: Figure) -> Thing | None:
    """What something is bought for: "buy the firm for $13 billion", "a $13 billion purchase"."""
    if figure.scope.time or read.text[figure.end : figure.end + 1] in ("-", "–"):
        return None
    at = head
    for _ in range(3):
        up = read.up(at)
        token = read.tokens[up]
        if token.lemma.lower() in _DEALS or (
            token.pos == "VERB"
            and token.lemma.lower() in _BUYING
            and read.tokens[at].dep in ("obj", "obl", "obl:unmarked")
        ):
            return Thing(("price", figure.unit), "the price", False)
        if up == at or token.pos == "VERB":
            return None
        at = up
    return None


def _money(read: _Read, figure: Figure) -> Thing | None:
    """Money "in" something, at one time."""
    inside = [
        i
        for i, t in enumerate(read.tokens)
        if t.start >= figure.end and t.pos == "NOUN" and t.start < figure.end + 60
    ]
    behind = read.text[figure.end : figure.end + 4]
    if not inside or behind != " in ":
        return None
    noun = inside[0]
    between = read.text[figure.end + 4 : read.tokens[noun].start]
    if not re.fullmatch(r"(?:[a-z-]+ ){0,3}", between) or read.tokens[noun].lemma == "year":
        return None
    words = f"in {between}{read.tokens[noun].text}"
    key = ("money", figure.unit, read.tokens[noun].lemma.lower(), figure.scope.time or "")
    return Thing(key, words, True)


def _counted(read: _Read, head: int, figure: Figure) -> Thing | None:
    noun = _governed(read, head)
    verb = read.up(noun)
    if read.tokens[noun].pos != "NOUN" or verb == noun:
        return None
    relation, did = read.tokens[noun].dep, read.tokens[verb]
    kind = singular(figure.counted.lower())
    if did.lemma == "have" and relation == "obj":
        who = read.subject(verb)
        if who is None or read.tokens[who].pos != "PROPN":
            return None
        surname = read.tokens[max([who, *read.below(who, "flat")])].text
        words = f"the number of {surname}’s {figure.counted}"
        return Thing(("own", surname.lower(), kind), words, False)
    lost = did.lemma.lower() in _LOSING and relation in ("obj", "nmod", "nsubj:pass", "nsubj")
    if lost and figure.unit != "people" and figure.counted.endswith("s"):
        return Thing(("lost", kind), f"the number of {figure.counted}", False)
    # "Seven bridges were damaged", "the quake damaged seven bridges".
    suffered = relation == "nsubj:pass" or (
        relation == "obj" and (did.dep == "conj" or bool(read.below(verb, *_SUBJECTS)))
    )
    told = did.pos == "VERB" and did.lemma not in _EMPTY and did.tag in ("VBD", "VBN")
    if suffered and told and did.text.endswith("ed") and figure.counted.endswith("s"):
        return Thing(("count", kind, did.lemma.lower()), f"{figure.counted} {did.text}", True)
    return None


_TIMES = frozenset({"year", "second", "clock", "count"})
_MEASURES = {
    "magnitude": _magnitude,
    "percent": _measure,
    "fraction": _measure,
    **dict.fromkeys(_LENGTHS, _length),
}


_COUNTED = re.compile(
    r"(?P<noun>[a-z][a-z -]*?) (?P<deed>[a-z]+ed|hurt|dead|missing|held|shot|lost|sold|built|sent|"
    r"left|found|taken|seen|hit|cut|born|stolen|aboard)(?P<rest> .+| \(.+\))?"
)
_CURRENCY = re.compile(r"[A-Z]{3}")
#: What is done to things that is worth setting side by side.
_LOST = (
    "damaged",
    "destroyed",
    "burned",
    "burnt",
    "flooded",
    "hit",
    "lost",
    "evacuated",
    "seized",
    "cut",
    "aboard",
)
_PLURALS = {"person": "people", "man": "men", "woman": "women", "child": "children"}


def what_differs(about: str, unit: str) -> str | None:
    """A point's name as a noun phrase that can stand behind "on"; None when it has no such form.

    Args:
        about: as compare names the point ("people killed", "suspect arrested (Place)").
        unit: of its figures: an ISO 4217 code, "percent", or the class of what is counted.
    """
    match = _COUNTED.fullmatch(about)
    if match is None or not (
        unit == "people" or _CURRENCY.fullmatch(unit) or match["deed"] in _LOST
    ):
        return None
    noun, rest = match["noun"], match["rest"] or ""
    rest = re.sub(r"^ \((.+)\)$", r" in \1", rest)
    if _CURRENCY.fullmatch(unit):
        return f"the sum {match['deed']}{rest}"
    return f"the number of {_plural(noun)} {match['deed']}{rest}"


def _plural(noun: str) -> str:
    last = noun.rsplit(maxsplit=1)[-1]
    if last in _PLURALS:
        return noun[: -len(last)] + _PLURALS[last]
    if last.endswith("s") or last in _PLURALS.values():
        return noun
    if last.endswith("y") and last[-2:-1] not in "aeiou":
        return f"{noun[:-1]}ies"
    return f"{noun}es" if last.endswith(("ch", "sh", "x")) else f"{noun}s"
