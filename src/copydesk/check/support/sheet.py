"""A text laid out for matching: its content words with what hangs on what."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from copydesk.check.clauses import Clauses
from copydesk.check.lexicon import FUNCTION_WORDS
from copydesk.check.support.kin import kin
from copydesk.check.words import read_words, spelling, stem
from copydesk.english.inflection import present_of
from copydesk.model import Annotated, Token

_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "ADV", "NUM", "INTJ", "X", "SYM"})
#: Words that carry nothing of their own beside what hangs on them.
_LIGHT = frozenset({"be", "have", "do", "say", "tell", "add"})
_SUBJECT = frozenset({"nsubj", "csubj", "obl:agent"})
_OBJECT = frozenset({"obj", "iobj", "nsubj:pass", "ccomp", "xcomp"})
_MOST_ALIASES = 6


@dataclass(frozen=True, slots=True)
class Item:
    """A content word.

    Attributes:
        token: its index in the text; sentence: of its sentence.
        low: as written, lower case, in canonical spelling; key: its stem.
        pos: universal part of speech, "NAME" for words of a name.
        value: of a number; None else.
        number, lemma_number: places in the table of kin.
        head: index of the item that it hangs on; -1 for none.
        role: "subject", "object", "other" or "root" under that item.
        alias: whether it stands for the item by a chain of mentions only.
    """

    token: int
    sentence: int
    low: str
    key: str
    pos: str
    value: float | None
    number: int
    lemma_number: int
    head: int
    role: str
    alias: bool = False


class Sheet:
    """The content words of a text.

    Args:
        text: annotated.
        clauses: of the text.
    """

    def __init__(self, text: Annotated, clauses: Clauses) -> None:
        self.text = text
        self.clauses = clauses
        values = _numbers(text)
        kept = [i for i, t in enumerate(text.tokens) if _counts(t, i, values)]
        place = {token: item for item, token in enumerate(kept)}
        items = [self._item(i, values, place) for i in kept]
        items += self._aliases(place)
        self.items = tuple(items)
        self.by_sentence: dict[int, list[int]] = {}
        for number, item in enumerate(self.items):
            self.by_sentence.setdefault(item.sentence, []).append(number)
        table = kin()
        numbers = np.array([i.number for i in self.items], np.int64)
        width = table.vectors.shape[1]
        self.vectors: NDArray[np.float32] = np.zeros((len(self.items), width), np.float32)
        if len(self.items):
            known = numbers >= 0
            self.vectors[known] = table.vectors[numbers[known]]
        self.state = {c.token: c for c in clauses.all}
        #: Where each stem, written form and number stands, and what kind each item is.
        self.keys: dict[str, list[int]] = {}
        self.lows: dict[str, list[int]] = {}
        self.values: dict[float, list[int]] = {}
        for number, item in enumerate(self.items):
            if item.value is not None:
                self.values.setdefault(item.value, []).append(number)
            else:
                self.keys.setdefault(item.key, []).append(number)
                self.lows.setdefault(item.low, []).append(number)
        self.is_number = np.array([i.value is not None for i in self.items], bool)
        self.is_name = np.array([i.pos == "NAME" for i in self.items], bool)
        self.is_alias = np.array([i.alias for i in self.items], bool)
        self.lemmas = np.array([i.lemma_number for i in self.items], np.int64)

    def _item(self, index: int, values: dict[int, float], place: dict[int, int]) -> Item:
        token = self.text.tokens[index]
        head, role = self._governor(index, place)
        low = spelling(token.text)
        verb = token.pos in ("VERB", "AUX")
        lemma = present_of(low) if verb else token.lemma.lower()
        lemma = token.lemma.lower() if lemma == low else lemma
        key = stem(lemma if verb and lemma != low else low)
        return Item(
            index,
            token.sentence,
            low,
            key,
            _kind(token, index, values),
            values.get(index),
            *_numbers_of(low, lemma),
            head,
            role,
        )

    def _governor(self, index: int, place: dict[int, int]) -> tuple[int, str]:
        """The nearest content word above, and the role under it."""
        tokens = self.text.tokens
        role, at = tokens[index].dep, index
        for _ in range(8):
            head = tokens[at].head
            if head == at:
                return -1, "root"
            if head in place:
                kind = "subject" if role in _SUBJECT else "object" if role in _OBJECT else "other"
                return place[head], kind
            at, role = head, tokens[head].dep
        return -1, "root"

    def _aliases(self, place: dict[int, int]) -> list[Item]:
        """The words of a name and title at each mention that does not have them."""
        found = []
        tokens = self.text.tokens
        starts = {t.start: i for i, t in enumerate(tokens)}
        for chain in self.text.chains:
            words = [*chain.name.split(), *(chain.title or "").split()][:_MOST_ALIASES]
            for mention in chain.mentions:
                at = starts.get(mention.start)
                if at is None:
                    continue
                last = at
                while last + 1 < len(tokens) and tokens[last + 1].start < mention.end:
                    last += 1
                span = range(at, last + 1)
                own = {spelling(tokens[i].text) for i in span}
                head, role = self._governor(last, place)
                for word in words:
                    low = spelling(word)
                    if low in own or not low.isalpha():
                        continue
                    found.append(
                        Item(
                            at,
                            tokens[at].sentence,
                            low,
                            stem(low),
                            "NAME",
                            None,
                            *_numbers_of(low, low),
                            place.get(last, head),
                            role,
                            alias=True,
                        )
                    )
        return found

    def depth_between(self, one: int, other: int) -> int:
        """Steps along the content words from one item to another of one sentence; 9 for far."""
        above: dict[int, int] = {}
        at, steps = one, 0
        while at >= 0 and steps < 9 and at not in above:
            above[at] = steps
            at, steps = self.items[at].head, steps + 1
        at, steps = other, 0
        while at >= 0 and steps < 9:
            if at in above:
                return above[at] + steps
            at, steps = self.items[at].head, steps + 1
        return 9


@lru_cache(maxsize=16384)
def _numbers_of(low: str, lemma: str) -> tuple[int, int]:
    table = kin()
    own = table.number(low, lemma)
    return own, table.number(lemma, low)


def _counts(token: Token, index: int, values: dict[int, float]) -> bool:
    if index in values:
        return True
    if token.pos not in _CONTENT or not any(c.isalnum() for c in token.text):
        return False
    low = token.text.lower()
    if token.pos == "PROPN":
        return len(low) > 1
    return low not in FUNCTION_WORDS and token.lemma.lower() not in _LIGHT


def _kind(token: Token, index: int, values: dict[int, float]) -> str:
    if index in values:
        return "NUM"
    return {"PROPN": "NAME", "INTJ": "ADV", "X": "NOUN", "SYM": "NOUN", "NUM": "ADJ"}.get(
        token.pos, token.pos
    )


def _numbers(text: Annotated) -> dict[int, float]:
    """The value of each number, at its first token."""
    found: dict[int, float] = {}
    tokens = text.tokens
    for sentence in text.sentences:
        raw = text.article.text[sentence.start : sentence.end]
        for word in read_words(raw):
            if word.kind != "number":
                continue
            start, end = sentence.start + word.start, sentence.start + word.end
            for i in range(sentence.first, sentence.last):
                if start <= tokens[i].start < max(end, start + 1) and tokens[i].text not in "$€£¥-":
                    found[i] = float(word.norm)
                    break
    return found
