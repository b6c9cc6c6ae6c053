"""The three legs of training, each from where the one before it ended.

The first trains MiniLM's lower layers on the treebanks and the names corpora nearest to news; the
second goes on from its averaged weights, with a fresh learning rate and further names corpora; the
third makes the encoder narrower, with the second's as teacher.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor

from copydesk.language.wordpieces import WordPieces, read_vocabulary
from training import batches, corpora, encoder, export, fit, narrow

#: Paragraphs from which the ranges of activations and the use of units are read.
SAMPLE = 200


@dataclass(frozen=True, slots=True)
class Legs:
    """Where training reads and writes: corpora, MiniLM's folder, ``out`` with a folder a leg."""

    data: Path
    minilm: Path
    out: Path

    def train(self, steps: tuple[int, int, int]) -> None:
        """Train, or go on training; ``steps`` is the number of batches of each leg."""
        torch.set_num_threads(1)  # the order of sums, and so the weights, hang on it
        for name in ("first", "second", "third"):
            (self.out / name).mkdir(parents=True, exist_ok=True)
        self._first(steps[0])
        self._second(steps[1])
        self._third(steps[2])

    def export(self) -> None:
        """Write what the third leg left as the encoder's files, to ``out/encoder``."""
        torch.set_num_threads(1)
        model, numbers = self._trained("third", narrow.NARROW)
        known = export.lexicon(corpora.read(self.data))
        vocabulary = list(numbers.pieces.ids)
        sample = self._sample(numbers)
        export.export(model, numbers.of, vocabulary, known, sample, self.out / "encoder")

    def _first(self, steps: int) -> None:
        shown = corpora.read(self.data, corpora.NAMES)
        numbers = self._numbers(batches.classes(shown, corpora.guidelines(corpora.NAMES)))
        fit.train(self._minilm(numbers), shown, numbers, self.out / "first", steps)

    def _second(self, steps: int) -> None:
        former = fit.read_classes(self.out / "first")
        names = (*corpora.NAMES, *corpora.FURTHER)
        numbers = self._numbers(replace(former, guidelines=corpora.guidelines(names)))
        model = self._minilm(numbers)
        weights = torch.load(self.out / "first" / "weights.pt", weights_only=True)
        sizes = encoder.sizes(former), encoder.sizes(numbers.of)
        model.load_state_dict(encoder.widened(weights, *sizes), strict=False)
        fit.train(model, corpora.read(self.data, names), numbers, self.out / "second", steps)

    def _third(self, steps: int) -> None:
        wide, numbers = self._trained("second", encoder.WIDE)
        torch.manual_seed(fit.SEED)
        model = narrow.narrowed(wide, narrow.NARROW, self._sample(numbers))
        shown = corpora.read(self.data, (*corpora.NAMES, *corpora.FURTHER))
        taught = narrow.Teacher(wide).losses
        fit.train(model, shown, numbers, self.out / "third", steps, taught=taught)

    def _numbers(self, of: batches.Classes) -> batches.Numbers:
        return batches.Numbers(WordPieces(read_vocabulary(self.minilm / "vocab.txt")), of)

    def _minilm(
        self, numbers: batches.Numbers, shape: encoder.Shape = encoder.WIDE
    ) -> encoder.Model:
        """A model with MiniLM's weights and fresh heads."""
        torch.manual_seed(fit.SEED)
        model = encoder.Model(encoder.sizes(numbers.of), len(numbers.pieces.ids), shape=shape)
        encoder.take_over(model, load_file(self.minilm / "model.safetensors"))
        return model

    def _trained(self, leg: str, shape: encoder.Shape) -> tuple[encoder.Model, batches.Numbers]:
        """What a leg left: its averaged weights, and the embeddings, which stay MiniLM's."""
        numbers = self._numbers(fit.read_classes(self.out / leg))
        pieces = self._minilm(numbers).pieces.state_dict()
        model = encoder.Model(encoder.sizes(numbers.of), len(numbers.pieces.ids), shape=shape)
        model.pieces.load_state_dict(pieces)
        weights = torch.load(self.out / leg / "weights.pt", weights_only=True)
        model.load_state_dict(weights, strict=False)
        return model, numbers

    def _sample(self, numbers: batches.Numbers) -> Sequence[dict[str, Tensor]]:
        shown = random.Random(corpora.SEED).sample(corpora.read(self.data), SAMPLE)
        return [numbers.batch(shown[i : i + 10], None) for i in range(0, SAMPLE, 10)]
