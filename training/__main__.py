"""Make the English model: ``python -m training --data DATA --minilm FOLDER [--out FOLDER]``.

Runs all steps or the ones named: ``corpora``, ``vectors``, ``syntax``, ``names``, ``package``,
``scores``. Everything it writes goes under ``--out``, but for ``package``, which replaces the
package data in ``src/copydesk/language``.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from pathlib import Path

import spacy
from spacy.tokens import DocBin

from copydesk import language
from copydesk.annotate.pipeline import load
from training import corpora, package, scoring
from training.legs import NAMES, SYNTAX, train
from training.vectors import pipeline_with_vectors

STEPS = ("corpora", "vectors", "syntax", "names", "package", "scores")
#: Width of the vectors, and how often a word of the corpora must occur to get one.
WIDTH, LEAST = 96, 2


def make_vectors(out: Path, minilm: Path) -> None:
    """Write the blank pipeline with vectors that both parts are trained over."""
    nlp = spacy.blank("en")
    words = Counter[str]()
    for doc in DocBin().from_disk(out / "names-wide.spacy").get_docs(nlp.vocab):
        words.update(token.norm_ for token in nlp.make_doc(doc.text))
    pipeline_with_vectors(minilm, words, WIDTH, LEAST).to_disk(out / "vectors")


def main() -> None:
    """Run the steps asked for, and say how long each took."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("steps", nargs="*", choices=[*STEPS, []], help="all when none is named")
    parser.add_argument("--data", type=Path, required=True, help="folder of the corpora")
    parser.add_argument("--minilm", type=Path, help="folder with MiniLM's vocab and weights")
    parser.add_argument("--out", type=Path, default=Path("training/out"))
    asked = parser.parse_args()
    target = language.path()
    for step in asked.steps or STEPS:
        begun = time.monotonic()
        if step == "corpora":
            print(corpora.build(asked.data, asked.out))
        elif step == "vectors":
            make_vectors(asked.out, asked.minilm)
        elif step in {"syntax", "names"}:
            train(step, SYNTAX if step == "syntax" else NAMES, asked.out)
        elif step == "package":
            nlp = package.assemble(asked.out / "syntax", asked.out / "names")
            print(package.write(nlp, target, {}), "bytes")
        else:
            scores = scoring.everything(load(None), target, asked.data)
            text = json.dumps(scores, indent=1) + "\n"
            Path(__file__).with_name("scores.json").write_text(text, "utf-8")
            print(scoring.table(scores))
        print(f"{step}: {time.monotonic() - begun:.0f} s")


if __name__ == "__main__":
    main()
