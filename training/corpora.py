"""Read the openly licensed treebanks and name corpora as paragraphs to train on.

Two readers (CoNLL-U with names in MISC, and two-column IOB2) give :class:`Sentence` values, which
are joined into paragraphs of the length that blocks of news have.
"""

from __future__ import annotations

import gzip
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from spacy.tokens import Doc
from spacy.vocab import Vocab

SEED = 20250415
#: What is trained on, in order: treebanks, then corpora of names only, each with the guideline by
#: which its names were marked. A guideline has a head of its own.
TREEBANKS = (("ewt-train", "uner"), ("gum-train", "gum"), ("gum_news-train", "gum"))
NAMES = (
    ("crossner_politics-train", "crossner"),
    ("crossner_science-train", "crossner"),
    ("crossner_literature-train", "crossner"),
    ("wikigold-all", "wikigold"),
    ("re3d-free", "re3d"),
)
#: Further corpora of names, for the second leg.
FURTHER = (
    ("crossner_music-train", "crossner"),
    ("crossner_ai-train", "crossner"),
    ("btc-all", "btc"),
    ("wnut17-train", "wnut"),
)


def guidelines(names: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """The guidelines of the treebanks and of the named corpora, in order of first use."""
    return tuple(dict.fromkeys(guideline for _, guideline in (*TREEBANKS, *names)))


_OPENING = frozenset("([{$£€#“‘") | {"``"}
_CLOSING = frozenset(")]},.;:!?%”’") | {"''", "'s", "n't", "'re", "'ve", "'ll", "'d", "'m", "’s"}


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a corpus; the annotation tuples are empty where the corpus has none."""

    words: tuple[str, ...]
    spaces: tuple[bool, ...]
    names: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    pos: tuple[str, ...] = ()
    morphs: tuple[str, ...] = ()
    lemmas: tuple[str, ...] = ()
    heads: tuple[int, ...] = ()
    deps: tuple[str, ...] = ()
    opens_paragraph: bool = False


def read_conllu(path: Path) -> Iterator[Sentence]:
    """Sentences of a gzipped CoNLL-U file; ``heads`` are positions in the sentence."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        opens, rows = False, list[list[str]]()
        for line in [*lines, ""]:
            line = line.rstrip("\n")
            if line.startswith(("# newpar", "# newdoc")):
                opens = True
            elif not line:
                if rows:
                    yield _sentence(rows, opens)
                opens, rows = False, []
            elif line[0] != "#":
                cells = line.split("\t")
                if cells[0].isdigit():
                    rows.append(cells)


def _sentence(rows: Sequence[Sequence[str]], opens: bool) -> Sentence:
    names = []
    for row in rows:
        misc = dict(part.split("=", 1) for part in row[9].split("|") if "=" in part)
        names.append(misc.get("NE", "O"))
    return Sentence(
        words=tuple(row[1] for row in rows),
        spaces=tuple("SpaceAfter=No" not in row[9] for row in rows),
        names=tuple(names),
        tags=tuple(row[4] for row in rows),
        pos=tuple(row[3] for row in rows),
        morphs=tuple("" if row[5] == "_" else row[5] for row in rows),
        lemmas=tuple(row[2] for row in rows),
        heads=tuple(int(row[6]) - 1 if row[6] != "0" else i for i, row in enumerate(rows)),
        deps=tuple("ROOT" if row[7] == "root" else row[7] for row in rows),
        opens_paragraph=opens,
    )


def read_iob2(path: Path) -> Iterator[Sentence]:
    """Sentences of a gzipped two-column IOB2 file, with spaces put back by rule."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        words, names = list[str](), list[str]()
        for line in [*lines, ""]:
            line = line.rstrip("\n")
            if line.strip():
                word, name = line.split("\t")
                words.append(word)
                names.append(name)
            elif words:
                yield Sentence(tuple(words), _spaces(words), tuple(names))
                words, names = [], []


def _spaces(words: Sequence[str]) -> tuple[bool, ...]:
    quoted = False
    spaces = []
    for i, word in enumerate(words):
        follower = words[i + 1] if i + 1 < len(words) else ""
        if word == '"':
            quoted = not quoted
        glued = (
            follower in _CLOSING
            or word in _OPENING
            or (word == '"' and quoted)
            or (follower == '"' and quoted)
        )
        spaces.append(bool(follower) and not glued)
    return tuple(spaces)


def repaired(sentence: Sentence) -> Sentence:
    """The sentence with its IOB2 made consistent (an ``I-`` without a ``B-`` opens a name)."""
    names = list(sentence.names)
    for i, name in enumerate(names):
        if name.startswith("I-") and (i == 0 or names[i - 1][2:] != name[2:]):
            names[i] = "B-" + name[2:]
    return replace(sentence, names=tuple(names))


def to_doc(vocab: Vocab, sentences: Sequence[Sentence]) -> Doc:
    """One ``Doc`` of consecutive sentences; the last word keeps no space."""
    words = [word for s in sentences for word in s.words]
    spaces = [space for s in sentences for space in s.spaces]
    ends, total = set[int](), 0
    for s in sentences:
        total += len(s.words)
        ends.add(total - 1)
    spaces = [space or (i in ends and i + 1 < total) for i, space in enumerate(spaces)]
    spaces[-1] = False
    names = [name for s in sentences for name in s.names]
    if not all(s.heads for s in sentences):
        return Doc(vocab, words=words, spaces=spaces, ents=names)
    heads, offset = list[int](), 0
    for s in sentences:
        heads.extend(offset + head for head in s.heads)
        offset += len(s.words)
    return Doc(
        vocab,
        words=words,
        spaces=spaces,
        tags=[tag for s in sentences for tag in s.tags],
        pos=[pos for s in sentences for pos in s.pos],
        morphs=[morph for s in sentences for morph in s.morphs],
        lemmas=[lemma for s in sentences for lemma in s.lemmas],
        heads=heads,
        deps=[dep for s in sentences for dep in s.deps],
        ents=names,
    )


def paragraphs(sentences: Iterable[Sentence], rng: random.Random) -> Iterator[list[Sentence]]:
    """Group sentences into paragraphs of at most five, single ones often, as blocks of news are."""
    group, limit = list[Sentence](), 1
    for sentence in sentences:
        if group and (sentence.opens_paragraph or len(group) >= limit):
            yield group
            group = []
        if not group:
            limit = rng.choice((1, 1, 2, 2, 3, 5))
        group.append(sentence)
    if group:
        yield group


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Consecutive sentences of one corpus, and by which guideline their names are marked."""

    sentences: tuple[Sentence, ...]
    guideline: int


def read(data: Path, names: Sequence[tuple[str, str]] = NAMES) -> list[Paragraph]:
    """All paragraphs to train on, the same each time.

    Args:
        data: folder with ``treebank`` and ``ner``.
        names: corpora that carry names only, with their guidelines.
    """
    known = guidelines(names)
    rng = random.Random(SEED)
    found = list[Paragraph]()
    for name, guideline in (*TREEBANKS, *names):
        treebank = (name, guideline) in TREEBANKS
        path = data / ("treebank" if treebank else "ner")
        path /= f"{name}.conllu.gz" if treebank else f"{name}.iob2.gz"
        sentences = read_conllu(path) if treebank else read_iob2(path)
        found.extend(
            Paragraph(tuple(group), known.index(guideline))
            for group in paragraphs(map(repaired, sentences), rng)
        )
    return found
