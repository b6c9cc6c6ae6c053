"""Sentences of the corpora as numbers, changed a little each time they are shown, in batches."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import torch
from torch import Tensor

from copydesk.language import lemmas
from copydesk.language.wordpieces import WordPieces, capitals
from training.corpora import Paragraph, Sentence

#: Marks a place without a gold class.
NONE = -100
#: Most pieces of a row; the encoder knows 512 places.
LONGEST = 500
#: Chance a paragraph of being shown in other capitals: of a headline, all, none.
TITLE, UPPER, LOWER = 0.06, 0.02, 0.03
#: Chance of a name being swapped for another of its length and kind, and of a piece being hidden.
SWAP, HIDE = 0.25, 0.05


@dataclass(frozen=True, slots=True)
class Classes:
    """The classes of every head, in the order of their numbers."""

    tags: tuple[str, ...]
    morphs: tuple[str, ...]
    edits: tuple[str, ...]
    relations: tuple[str, ...]
    names: tuple[str, ...]
    guidelines: tuple[str, ...]


def morph(sentence: Sentence, i: int) -> str:
    """Universal part of speech and features as one class, ``POS|Feature=Value|…``."""
    return "|".join(part for part in (sentence.pos[i], sentence.morphs[i]) if part)


def classes(paragraphs: Sequence[Paragraph], guidelines: Sequence[str]) -> Classes:
    """All classes that the paragraphs hold; morphs and edits seen once only are left out."""
    counts = defaultdict[str, Counter[str]](Counter)
    for sentence in (s for p in paragraphs for s in p.sentences if s.heads):
        counts["tags"].update(sentence.tags)
        counts["relations"].update(dep.lower() for dep in sentence.deps)
        counts["morphs"].update(morph(sentence, i) for i in range(len(sentence.words)))
        counts["edits"].update(map(lemmas.edit, sentence.words, sentence.lemmas))
    kinds = ("PERSON", "ORG", "LOC", "NORP")

    def kept(head: str, least: int) -> tuple[str, ...]:
        return tuple(sorted(name for name, n in counts[head].items() if n >= least))

    return Classes(
        kept("tags", 1),
        kept("morphs", 2),
        kept("edits", 2),
        kept("relations", 1),
        ("O", *(f"{mark}-{kind}" for kind in kinds for mark in "BI")),
        tuple(guidelines),
    )


def mentions(paragraphs: Sequence[Paragraph]) -> dict[tuple[str, int], list[tuple[str, ...]]]:
    """Names of the corpora by kind and number of words, to swap with."""
    found = defaultdict[tuple[str, int], set[tuple[str, ...]]](set)
    for sentence in (s for p in paragraphs for s in p.sentences):
        for first, last, kind in _spans(sentence.names):
            words = sentence.words[first:last]
            if all(word[:1].isupper() for word in words):
                found[kind, last - first].add(words)
    return {key: sorted(words) for key, words in sorted(found.items())}


def _spans(names: Sequence[str]) -> list[tuple[int, int, str]]:
    spans = list[tuple[int, int, str]]()
    for i, name in enumerate(names):
        if name.startswith("B-"):
            spans.append((i, i + 1, name[2:]))
        elif name.startswith("I-") and spans and spans[-1][1] == i:
            spans[-1] = (spans[-1][0], i + 1, spans[-1][2])
    return spans


def changed(
    paragraph: Paragraph,
    pools: dict[tuple[str, int], list[tuple[str, ...]]],
    rng: random.Random,
) -> Paragraph:
    """The paragraph with some names swapped, and now and then in other capitals."""
    sentences = list[Sentence]()
    roll = rng.random()
    for sentence in paragraph.sentences:
        words = list(sentence.words)
        for first, last, kind in _spans(sentence.names):
            pool = pools.get((kind, last - first), ())
            plain = not sentence.tags or all(t == "NNP" for t in sentence.tags[first:last])
            if kind != "NORP" and plain and len(pool) > 20 and rng.random() < SWAP:
                words[first:last] = rng.choice(pool)
        sentences.append(replace(sentence, words=tuple(_recased(words, roll))))
    return replace(paragraph, sentences=tuple(sentences))


def _recased(words: Sequence[str], roll: float) -> list[str]:
    if roll < TITLE:
        return [w[:1].upper() + w[1:] if len(w) > 3 or i == 0 else w for i, w in enumerate(words)]
    if roll < TITLE + UPPER:
        return [w.upper() for w in words]
    if roll < TITLE + UPPER + LOWER:
        return [w.lower() for w in words]
    return list(words)


class Numbers:
    """Turns paragraphs into tensors."""

    def __init__(self, pieces: WordPieces, of: Classes) -> None:
        self.pieces = pieces
        self.of = of
        self._ids = {
            head: {name: i for i, name in enumerate(getattr(of, head))}
            for head in ("tags", "morphs", "edits", "relations", "names")
        }

    def length(self, paragraph: Paragraph) -> int:
        """Pieces of the paragraph, both ends included."""
        return 2 + sum(len(self.pieces.of(w)) for s in paragraph.sentences for w in s.words)

    def batch(
        self, paragraphs: Sequence[Paragraph], rng: random.Random | None
    ) -> dict[str, Tensor]:
        """One batch; with ``rng`` some pieces are hidden."""
        rows = [self._row(paragraph, rng) for paragraph in paragraphs]
        wide = {
            key: max(len(row[key]) for row in rows) for key in rows[0] if rows[0][key] is not None
        }
        out = {}
        for key, width in wide.items():
            fill = {"ids": self.pieces.pad, "capitals": 0, "words": 0}.get(key, NONE)
            out[key] = torch.tensor([row[key] + [fill] * (width - len(row[key])) for row in rows])
        out["lengths"] = torch.tensor([len(row["ids"]) for row in rows])
        out["guideline"] = torch.tensor([p.guideline for p in paragraphs])
        return out

    def _row(self, paragraph: Paragraph, rng: random.Random | None) -> dict[str, list[int]]:
        row: dict[str, list[int]] = {
            "ids": [self.pieces.first], "capitals": [0], "words": [], "sentence": [], "tags": [],
            "morphs": [], "edits": [], "starts": [], "names": [], "heads": [], "relations": [],
        }  # fmt: skip
        offset = 0
        for number, sentence in enumerate(paragraph.sentences):
            for i, word in enumerate(sentence.words):
                row["words"].append(len(row["ids"]))
                row["sentence"].append(number)
                ids = self.pieces.of(word)
                if rng is not None:
                    ids = tuple(self.pieces.mask if rng.random() < HIDE else x for x in ids)
                row["ids"].extend(ids)
                row["capitals"].extend([capitals(word)] * len(ids))
                row["names"].append(self._ids["names"][sentence.names[i]])
                self._syntax(row, sentence, i, offset)
            offset += len(sentence.words)
        row["ids"].append(self.pieces.last)
        row["capitals"].append(0)
        return row

    def _syntax(self, row: dict[str, list[int]], sentence: Sentence, i: int, offset: int) -> None:
        if not sentence.heads:
            for key in ("tags", "morphs", "edits", "starts", "heads", "relations"):
                row[key].append(NONE)
            return
        row["tags"].append(self._ids["tags"].get(sentence.tags[i], NONE))
        row["morphs"].append(self._ids["morphs"].get(morph(sentence, i), NONE))
        edit = lemmas.edit(sentence.words[i], sentence.lemmas[i])
        row["edits"].append(self._ids["edits"].get(edit, NONE))
        row["starts"].append(int(i == 0))
        head = sentence.heads[i]
        row["heads"].append(0 if head == i else 1 + offset + head)
        row["relations"].append(self._ids["relations"].get(sentence.deps[i].lower(), NONE))


def batches(
    paragraphs: Sequence[Paragraph], numbers: Numbers, most: int, rng: random.Random
) -> Iterator[list[Paragraph]]:
    """All paragraphs once, shuffled, those of like length together, ``most`` pieces a batch."""
    order = list(paragraphs)
    rng.shuffle(order)
    groups = list[list[Paragraph]]()
    for at in range(0, len(order), 2000):
        chunk = sorted(order[at : at + 2000], key=numbers.length)
        group, widest = list[Paragraph](), 0
        for paragraph in chunk:
            length = numbers.length(paragraph)
            if length > LONGEST:
                continue
            if group and max(widest, length) * (len(group) + 1) > most:
                groups.append(group)
                group, widest = [], 0
            group.append(paragraph)
            widest = max(widest, length)
        if group:
            groups.append(group)
    rng.shuffle(groups)
    yield from groups
