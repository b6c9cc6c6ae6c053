"""Read the openly licensed treebanks and name corpora and turn them into spaCy ``DocBin`` files.

Two readers (CoNLL-U with names in MISC, and two-column IOB2) give :class:`Sentence` values; the
builders below join sentences into paragraphs, apply the augmentations and write one ``.spacy``
file a purpose: ``syntax``, ``names``, ``names-wide`` to train on, ``dev`` to stop by.
"""

from __future__ import annotations

import gzip
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab

SEED = 20250415
TREEBANK_TRAIN = ("ewt-train", "gum-train", "gum_news-train")
TREEBANK_DEV = ("ewt-dev", "gum-dev", "gum_news-dev")
#: Corpora that carry names only, near to news.
NAMES_TRAIN = (
    "crossner_politics-train",
    "crossner_science-train",
    "crossner_literature-train",
    "wikigold-all",
    "re3d-free",
)
#: Further ones, for the first leg only: they lie farther from news.
NAMES_WIDE = ("crossner_music-train", "crossner_ai-train", "wnut17-train")

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


def curly(sentence: Sentence) -> Sentence:
    """The sentence with typographic quotation marks and apostrophes, as news sites do."""
    words, opened = list[str](), False
    for i, word in enumerate(sentence.words):
        tag = sentence.tags[i] if sentence.tags else ""
        if word == '"':
            opened = tag == "``" or (tag != "''" and not opened)
            word = "“" if opened else "”"
        elif word == "'":
            word = "‘" if tag == "``" else "’"
        else:
            word = word.replace("'", "’")
        words.append(word)
    return replace(sentence, words=tuple(words))


def headline_case(sentence: Sentence) -> Sentence:
    """The sentence in the capitals of an American headline, without its full stop."""
    words = [
        word[:1].upper() + word[1:] if len(word) > 3 or i == 0 else word
        for i, word in enumerate(sentence.words)
    ]
    return replace(sentence, words=tuple(words), opens_paragraph=True)


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


def augmented(
    groups: Iterable[list[Sentence]], rng: random.Random, *, headlines: float = 0.06
) -> Iterator[list[Sentence]]:
    """The groups, two in five with curly marks, and a share of sentences again as headlines."""
    for group in groups:
        yield [curly(s) for s in group] if rng.random() < 0.4 else group
        for sentence in group:
            if 5 <= len(sentence.words) <= 20 and rng.random() < headlines:
                words = sentence.words
                if words[-1] == "." and sentence.heads:
                    sentence = _without_last(sentence)
                yield [headline_case(sentence)]


def _without_last(sentence: Sentence) -> Sentence:
    last = len(sentence.words) - 1
    if last in sentence.heads[:last]:
        return sentence
    return Sentence(
        *(getattr(sentence, name)[:last] for name in ("words", "spaces", "names", "tags", "pos")),
        morphs=sentence.morphs[:last],
        lemmas=sentence.lemmas[:last],
        heads=sentence.heads[:last],
        deps=sentence.deps[:last],
    )


def treebank(data: Path, names: Sequence[str]) -> list[list[Sentence]]:
    """All sentences of the named treebank files, one list a file."""
    return [
        [repaired(s) for s in read_conllu(data / "treebank" / f"{name}.conllu.gz")]
        for name in names
    ]


def build(data: Path, out: Path, *, news_copies: int = 2) -> dict[str, int]:
    """Write the four ``DocBin`` files under ``out``; returns the words in each.

    ``news_copies``: how often the news genre of GUM stands in the training set.
    """
    vocab = Vocab()
    rng = random.Random(SEED)
    out.mkdir(parents=True, exist_ok=True)
    train = treebank(data, TREEBANK_TRAIN) + treebank(data, ["gum_news-train"]) * (news_copies - 1)
    dev = treebank(data, TREEBANK_DEV)
    syntax = [g for s in train for g in augmented(paragraphs(s, rng), rng)]
    near, far = (
        [
            group
            for name in names
            for group in augmented(
                paragraphs(map(repaired, read_iob2(data / "ner" / f"{name}.iob2.gz")), rng), rng
            )
        ]
        for names in (NAMES_TRAIN, NAMES_WIDE)
    )
    counts = {}
    for label, groups in (
        ("syntax", syntax),
        ("names", syntax + near),
        ("names-wide", syntax + near + far),
        ("dev", [list(g) for s in dev for g in paragraphs(s, rng)]),
    ):
        docs = [to_doc(vocab, group) for group in groups]
        rng.shuffle(docs)
        DocBin(docs=docs, store_user_data=False).to_disk(out / f"{label}.spacy")
        counts[label] = sum(len(doc) for doc in docs)
    return counts
