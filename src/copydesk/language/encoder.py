"""The shipped encoder: words of many texts in, scores of tags, names and arcs out.

The weights are kept as bytes (one scale a row of the word pieces, one a column of a product) and
run by ONNX Runtime on one thread, so the same text has the same scores whatever else runs.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from copydesk.language import lemmas
from copydesk.language.vectors import piece_table
from copydesk.language.wordpieces import capitals, pieces_of

#: Most pieces of one window, both ends included; the encoder knows 512 places.
WINDOW: Final = 256
#: Most pieces of one run; larger runs gain no speed and need more memory.
_RUN: Final = 1024
_ENDS: Final = frozenset({".", "!", "?", "…", "”", '"', ";"})

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Scores:
    """What the encoder says of a window of ``n`` words.

    Attributes:
        first: number of the window's first word in its text.
        tags, morphs: best class of each word, n.
        edits: best lemma edits of each word, the best first, n x 4.
        starts: score of opening a sentence less that of not doing so, n.
        names: scores of the name classes, n x classes.
        arcs: scores of heads, n x (1 + n), place 0 the root.
        dependents, governors: what `Encoder.relation` compares, n and 1 + n rows.
    """

    first: int
    tags: NDArray[np.int64]
    morphs: NDArray[np.int64]
    edits: NDArray[np.int64]
    starts: Floats
    names: Floats
    arcs: Floats
    dependents: Floats
    governors: Floats


@dataclass(frozen=True, slots=True)
class Window:
    """Consecutive words of one text and their pieces."""

    text: int
    first: int
    words: Sequence[str]
    pieces: Sequence[tuple[int, ...]]

    def length(self) -> int:
        """Pieces, both ends included."""
        return 2 + sum(map(len, self.pieces))


class Encoder:
    """A loaded encoder.

    Args:
        folder: with ``encoder.onnx``, ``tables.npz``, ``vocabulary.txt``, ``classes.json``
            and ``lemmas.txt``.

    Raises:
        OSError: when a file is missing.
    """

    def __init__(self, folder: Path) -> None:
        self.classes: dict[str, list[str]] = json.loads(
            (folder / "classes.json").read_text("utf-8")
        )
        self.pieces = pieces_of(folder / "vocabulary.txt")
        self.lexicon = lemmas.read_lexicon(folder / "lemmas.txt")
        self._bytes, self._scale = piece_table(folder / "tables.npz")
        with np.load(folder / "tables.npz") as tables:
            self._positions: Floats = tables["positions"].astype(np.float32)
            self._capitals: Floats = tables["capitals"].astype(np.float32)
            self._relations: Floats = tables["relations"].astype(np.float32)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        model = folder / "encoder.onnx"
        if not model.is_file():
            raise FileNotFoundError(f"no such file: {model}")
        self._session = onnxruntime.InferenceSession(
            str(model), options, providers=["CPUExecutionProvider"]
        )
        self._outputs = [output.name for output in self._session.get_outputs()]

    def read(self, texts: Sequence[Sequence[str]]) -> list[list[Scores]]:
        """Scores of every text, window by window; a text without words has none."""
        found: list[dict[int, Scores]] = [{} for _ in texts]
        windows = [w for i, words in enumerate(texts) for w in self._windows(i, words)]
        for run in _runs(windows):
            for window, scores in zip(run, self._run(run), strict=True):
                found[window.text][window.first] = scores
        return [[scores[first] for first in sorted(scores)] for scores in found]

    def relation(self, dependents: Floats, governors: Floats) -> NDArray[np.int64]:
        """The best relation of each pair of rows, pairs."""
        width, count, _ = self._relations.shape
        one = np.ones((len(dependents), 1), np.float32)
        left = np.hstack([dependents, one]) @ self._relations.reshape(width, -1)
        right = np.hstack([governors, one])
        scores = np.matmul(left.reshape(-1, count, width), right[:, :, None])[:, :, 0]
        best: NDArray[np.int64] = scores.argmax(1)
        return best

    def _windows(self, text: int, words: Sequence[str]) -> Iterator[Window]:
        pieces = [self.pieces.of(word)[: WINDOW - 2] for word in words]
        first = 0
        while first < len(words):
            last, room = first, WINDOW - 2
            while last < len(words) and len(pieces[last]) <= room:
                room -= len(pieces[last])
                last += 1
            if last < len(words):
                ends = (i for i in range(last, (first + last) // 2, -1) if words[i - 1] in _ENDS)
                last = next(ends, last)
            yield Window(text, first, words[first:last], pieces[first:last])
            first = last

    def _run(self, windows: Sequence[Window]) -> Iterator[Scores]:
        lengths = np.array([w.length() for w in windows], np.int64)
        ids = np.full((len(windows), int(lengths.max())), self.pieces.pad, np.int64)
        cases = np.zeros_like(ids)
        places = np.zeros((len(windows), max(len(w.words) for w in windows)), np.int64)
        for row, window in enumerate(windows):
            sizes = [len(p) for p in window.pieces]
            flat = [self.pieces.first, *(i for p in window.pieces for i in p), self.pieces.last]
            ids[row, : len(flat)] = flat
            cases[row, 1 : len(flat) - 1] = np.repeat([capitals(w) for w in window.words], sizes)
            places[row, : len(sizes)] = 1 + np.cumsum([0, *sizes[:-1]])
        embedded = self._bytes[ids].astype(np.float32) * self._scale[ids][:, :, None]
        embedded += self._positions[: ids.shape[1]]
        embedded += self._capitals[cases]
        given = {"embedded": embedded, "lengths": lengths, "words": places}
        outputs: dict[str, Any] = dict(
            zip(self._outputs, self._session.run(None, given), strict=True)
        )
        for row, window in enumerate(windows):
            n = len(window.words)
            starts = outputs["starts"][row, :n]
            yield Scores(
                window.first,
                **{head: outputs[head][row, :n] for head in ("tags", "morphs", "edits", "names")},
                starts=starts[:, 1] - starts[:, 0],
                arcs=outputs["arcs"][row, :n, : n + 1],
                dependents=outputs["dependents"][row, :n],
                governors=outputs["governors"][row, : n + 1],
            )


def _runs(windows: Sequence[Window]) -> Iterator[list[Window]]:
    """Windows of like length together, so that little is padded."""
    run = list[Window]()
    for window in sorted(windows, key=Window.length):
        length = window.length()
        if run and ((len(run) + 1) * length > _RUN or length > 1.25 * run[0].length() + 8):
            yield run
            run = []
        run.append(window)
    if run:
        yield run
