"""Train one part of the pipeline in legs: each continues the last with a fresh learning rate."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spacy.cli.train import train as spacy_train
from spacy.pipeline.edit_tree_lemmatizer import EditTreeLemmatizer
from spacy.util import load_config

from copydesk.language.blas import faster_products


@dataclass(frozen=True, slots=True)
class Leg:
    """One training run.

    Attributes:
        corpus: name of the ``DocBin`` file.
        steps: updates; the learning rate falls linearly to zero over them.
        words: words of a batch.
        rate: learning rate after the warm-up.
        dropout: of the whole pipeline.
    """

    corpus: str
    steps: int
    words: int
    rate: float
    dropout: float


SYNTAX = (Leg("syntax", 1100, 900, 0.002, 0.15), Leg("syntax", 4500, 1000, 0.0012, 0.15))
NAMES = (Leg("names-wide", 1500, 900, 0.001, 0.25), Leg("names", 2600, 900, 0.0012, 0.2))


def mend_lemmatizer() -> None:
    """Let a loaded edit-tree lemmatizer be trained on.

    spaCy 3.8 does not restore the map from tree to label, so that every word of a continued
    training would be taught the first tree.
    """
    read = EditTreeLemmatizer.from_disk

    def from_disk(
        lemmatizer: EditTreeLemmatizer, path: Path, exclude: tuple[str, ...] = ()
    ) -> EditTreeLemmatizer:
        read(lemmatizer, path, exclude)
        lemmatizer.tree2label = {tree: n for n, tree in enumerate(lemmatizer.cfg["labels"])}
        return lemmatizer

    EditTreeLemmatizer.from_disk = from_disk


def train(part: str, legs: Sequence[Leg], out: Path) -> Path:
    """Train ``part`` ("syntax" or "names") leg by leg; returns the folder of the last best model.

    Args:
        part: names the config file beside this module.
        legs: in order.
        out: holds the corpora and the vectors, and takes the result.
    """
    mend_lemmatizer()
    source: Path | None = None
    for number, leg in enumerate(legs, 1):
        folder = out / f"{part}-leg{number}"
        config = out / f"{part}-leg{number}.cfg"
        written = load_config(Path(__file__).with_name(f"{part}.cfg"), interpolate=False)
        written.to_disk(config, interpolate=False)
        if source is not None:
            sourced = load_config(config, interpolate=False)
            for name in sourced["components"]:
                sourced["components"][name] = {"source": str(source)}
            sourced.to_disk(config, interpolate=False)
        with faster_products():
            spacy_train(config, folder, overrides=overrides(leg, out))
        source = folder / "model-best"
    if source is None:
        raise ValueError("no legs")
    final = out / part
    shutil.rmtree(final, ignore_errors=True)
    shutil.copytree(source, final)
    return final


def overrides(leg: Leg, out: Path) -> dict[str, Any]:
    """The settings of a leg, as spaCy's command line would take them."""
    return {
        "paths.train": str(out / f"{leg.corpus}.spacy"),
        "paths.dev": str(out / "dev.spacy"),
        "paths.vectors": str(out / "vectors"),
        "training.max_steps": leg.steps,
        "training.dropout": leg.dropout,
        "training.batcher.size.start": leg.words,
        "training.batcher.size.stop": leg.words * 1.2,
        "training.optimizer.learn_rate.total_steps": leg.steps,
        "training.optimizer.learn_rate.initial_rate": leg.rate,
    }
