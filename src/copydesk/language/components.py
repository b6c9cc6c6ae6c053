"""The encoder's scores as a spaCy pipeline: ``encoder``, ``ner`` and ``parser``.

``encoder`` reads the texts and sets tags, features and lemmas; ``ner`` the names; ``parser`` the
heads and labels, within the sentence starts that other components have set in between: a token
marked as a start opens a sentence, one marked as none does not, the rest is the encoder's choice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice, pairwise
from pathlib import Path
from typing import Any, Final

import numpy as np
import spacy
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from copydesk.language import lemmas
from copydesk.language.encoder import Encoder, Scores
from copydesk.language.trees import best_tree

#: Key of ``Doc.user_data``: the scores, from ``encoder`` until ``parser`` has read them.
SCORES: Final = "copydesk_scores"
_WORDS: Final = "copydesk_words"
#: Score of a transition between name classes that cannot be.
_NEVER: Final = np.float32(-1e4)


class EncoderComponent:
    """Reads the texts; sets tag, part of speech, features and lemma."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab
        self.encoder: Encoder | None = None
        self._folder: Path | None = None
        self._classes: dict[str, NDArray[np.uint64]] = {}

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> EncoderComponent:
        """Load the encoder of a pipeline; spaCy calls this."""
        self.encoder = Encoder(Path(path))
        self._folder = Path(path)
        add = self.vocab.strings.add
        morphs = [label.partition("|") for label in self.encoder.classes["morphs"]]
        self._classes = {
            "tags": np.array([add(t) for t in self.encoder.classes["tags"]], np.uint64),
            "pos": np.array([add(pos) for pos, _, _ in morphs], np.uint64),
            "morphs": np.array(
                [self.vocab.morphology.add(features) for _, _, features in morphs], np.uint64
            ),
            "relations": np.array(
                [add("ROOT" if r == "root" else r) for r in self.encoder.classes["relations"]],
                np.uint64,
            ),
        }
        return self

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Copy the encoder's files; spaCy calls this."""
        if self._folder is None:
            raise ValueError("the encoder was not loaded")
        Path(path).mkdir(parents=True, exist_ok=True)
        for file in sorted(self._folder.iterdir()):
            (Path(path) / file.name).write_bytes(file.read_bytes())

    def __call__(self, doc: Doc) -> Doc:
        """Read one text."""
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 64) -> Iterator[Doc]:
        """Read texts together."""
        waiting = iter(stream)
        while docs := list(islice(waiting, batch_size)):
            kept = [[t.i for t in doc if not t.is_space] for doc in docs]
            texts = [[doc[i].text for i in places] for doc, places in zip(docs, kept, strict=True)]
            for doc, places, words, scores in zip(
                docs, kept, texts, self.loaded().read(texts), strict=True
            ):
                doc.user_data[SCORES] = scores
                doc.user_data[_WORDS] = places
                if len(doc):
                    self._set(doc, places, words, scores)
                yield doc

    def loaded(self) -> Encoder:
        """The encoder; raises ValueError when the pipeline was not loaded from disk."""
        if self.encoder is None:
            raise ValueError("the encoder was not loaded")
        return self.encoder

    def relations(self) -> NDArray[np.uint64]:
        """Ids of the relations' names in the vocabulary."""
        return self._classes["relations"]

    def _set(
        self, doc: Doc, places: Sequence[int], words: Sequence[str], scores: Sequence[Scores]
    ) -> None:
        table = np.zeros((len(doc), 4), np.uint64)
        space = self.vocab.strings.add
        table[:] = (space("_SP"), space("SPACE"), self.vocab.morphology.add(""), space(" "))
        classes = self.loaded().classes
        for window in scores:
            own = places[window.first : window.first + len(window.tags)]
            table[own, 0] = self._classes["tags"][window.tags]
            table[own, 1] = self._classes["pos"][window.morphs]
            table[own, 2] = self._classes["morphs"][window.morphs]
            table[own, 3] = [
                space(
                    lemmas.choose(
                        words[window.first + i],
                        classes["tags"][window.tags[i]],
                        (classes["edits"][edit] for edit in edits),
                        self.loaded().lexicon,
                        self.loaded().pieces.ids,
                    )
                )
                for i, edits in enumerate(window.edits)
            ]
        _write(doc, ["TAG", "POS", "MORPH", "LEMMA"], table)


class NameComponent:
    """Sets ``Doc.ents`` to the best sequence of name classes (Viterbi over BIO)."""

    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp
        self._kinds: list[tuple[str, int]] = []
        self._inside: list[int] = []
        self._allowed: NDArray[np.bool_] = np.zeros((0, 0), np.bool_)

    def _prepare(self) -> None:
        names = _encoder(self._nlp).loaded().classes["names"]
        self._kinds = [(name[:1], self._nlp.vocab.strings.add(name[2:])) for name in names]
        self._inside = [i for i, name in enumerate(names) if name[:1] == "I"]
        self._allowed = np.array(
            [[after[:1] != "I" or after[2:] == before[2:] for after in names] for before in names]
        )

    def __call__(self, doc: Doc) -> Doc:
        """Set the names of one text."""
        if not self._kinds:
            self._prepare()
        places: list[int] = doc.user_data[_WORDS]
        if not places:
            return doc
        table = np.zeros((len(doc), 2), np.uint64)
        table[:, 0] = 2
        at = 0
        for scores in doc.user_data[SCORES]:
            for number in self._best(scores.names):
                mark, kind = self._kinds[number]
                if mark != "O":
                    table[places[at]] = (3 if mark == "B" else 1, kind)
                at += 1
        _write(doc, ["ENT_IOB", "ENT_TYPE"], _bridged(table, places))
        return doc

    def _best(self, scores: NDArray[np.float32]) -> list[int]:
        """The best path, n; ``scores``: n x classes."""
        first = scores[0].copy()
        first[self._inside] += _NEVER
        alone = scores.argmax(1)
        alone[0] = first.argmax()
        if self._allowed[alone[:-1], alone[1:]].all():
            return [int(number) for number in alone]  # each choice is the best there can be
        steps = np.where(self._allowed, np.float32(0), _NEVER)
        total = first
        back = np.zeros(scores.shape, np.int64)
        for i in range(1, len(scores)):
            step = total[:, None] + steps
            back[i] = step.argmax(0)
            total = step.max(0) + scores[i]
        path = [int(total.argmax())]
        for i in range(len(scores) - 1, 0, -1):
            path.append(int(back[i, path[-1]]))
        return path[::-1]


def _write(doc: Doc, attributes: list[str], table: NDArray[np.uint64]) -> None:
    ids: Any = attributes  # spaCy's types know neither names of attributes nor plain arrays
    values: Any = table
    doc.from_array(ids, values)


def _bridged(table: NDArray[np.uint64], places: Sequence[int]) -> NDArray[np.uint64]:
    """White space inside a name belongs to it."""
    for before, after in pairwise(places):
        if after - before > 1 and table[after, 0] == 1:
            table[before + 1 : after] = table[after]
    return table


class TreeComponent:
    """Sets heads and labels, one tree a sentence."""

    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp

    def __call__(self, doc: Doc) -> Doc:
        """Parse one text."""
        scores: list[Scores] = doc.user_data.pop(SCORES)
        places: list[int] = doc.user_data.pop(_WORDS)
        component = _encoder(self._nlp)
        table = np.zeros((len(doc), 2), np.int64)
        relations = component.relations().astype(np.int64, casting="unsafe")
        for window in scores:
            heads = np.concatenate(
                [_heads(window, first, last) for first, last in _sentences(doc, places, window)]
            )
            labels = component.loaded().relation(window.dependents, window.governors[heads])
            own = np.array(places[window.first : window.first + len(heads)])
            table[own, 0] = np.where(heads == 0, 0, own[heads - 1] - own)
            table[own, 1] = relations[labels]
        self._hang_space(doc, places, table)
        _write(doc, ["HEAD", "DEP"], table.astype(np.uint64, casting="unsafe"))
        return doc

    def _hang_space(self, doc: Doc, places: Sequence[int], table: NDArray[np.int64]) -> None:
        """White space hangs on the word before it, or on the one after at the beginning."""
        words = set(places)
        if not words:
            return
        dep = self._nlp.vocab.strings.add("dep")
        hold = places[0]
        for i in range(len(doc)):
            if i in words:
                hold = i
            else:
                table[i] = (hold - i, np.array(dep, np.uint64).astype(np.int64))


def _heads(window: Scores, first: int, last: int) -> NDArray[np.int64]:
    """Heads of a sentence of a window, 0 for the root, else one more than the head's number."""
    arcs = window.arcs[first:last, [0, *range(first + 1, last + 1)]]
    heads = np.array(best_tree(arcs))
    return np.where(heads < 0, 0, heads + first + 1)


def _sentences(doc: Doc, places: Sequence[int], window: Scores) -> Iterator[tuple[int, int]]:
    """Sentences of a window, as numbers of its words."""
    first = 0
    for i in range(1, len(window.starts)):
        marked: Any = doc[places[window.first + i]].is_sent_start
        if marked or (marked is None and window.starts[i] > 0):
            yield first, i
            first = i
    yield first, len(window.starts)


def load(name: str) -> Language:
    """Any spaCy pipeline by name or path; from here the shipped factories are known to spaCy."""
    return spacy.load(name)


def _encoder(nlp: Language) -> EncoderComponent:
    component = nlp.get_pipe("encoder")
    if not isinstance(component, EncoderComponent):
        raise TypeError(f"component 'encoder' is a {type(component).__name__}")
    return component


@Language.factory(
    "copydesk_encoder", assigns=["token.tag", "token.pos", "token.morph", "token.lemma"]
)
def make_encoder(nlp: Language, name: str) -> EncoderComponent:
    """The component ``encoder``, empty until the pipeline is loaded from disk."""
    return EncoderComponent(nlp.vocab)


@Language.factory("copydesk_names", assigns=["doc.ents"])
def make_names(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """The component ``ner``."""
    return NameComponent(nlp)


@Language.factory("copydesk_trees", assigns=["token.head", "token.dep", "doc.sents"])
def make_trees(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """The component ``parser``."""
    return TreeComponent(nlp)
