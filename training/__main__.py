"""Make the English model: ``python -m training --data DATA --minilm FOLDER [--out FOLDER]``.

Runs all steps or the ones named: ``fit`` trains the encoder and goes on where a stopped run was,
``export`` writes it in bytes, ``package`` puts it into ``src/copydesk/language``, ``scores``
measures it. Needs what ``requirements/training.txt`` pins.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from dataclasses import replace
from pathlib import Path

from training import corpora

STEPS = ("fit", "export", "package", "scores")
#: Batches of about 1,300 word pieces in the two legs: five times all that the first trains on, then
#: once and a half all that the second does.
FIRST_LEG, SECOND_LEG = 2500, 1100
#: Paragraphs from which the ranges of activations are read.
SAMPLE = 200


def fit(data: Path, minilm: Path, out: Path, steps: tuple[int, int]) -> None:
    """Train, or go on training: the first leg into ``out/first``, the second into ``out/second``.

    The second leg starts from the averaged weights of the first, with a fresh learning rate and
    with further corpora of names.
    """
    import torch  # noqa: PLC0415  only two steps need it
    from safetensors.torch import load_file  # noqa: PLC0415

    from copydesk.language.wordpieces import WordPieces, read_vocabulary  # noqa: PLC0415
    from training import batches, encoder, fit  # noqa: PLC0415

    torch.set_num_threads(1)  # the order of sums, and so the weights, hang on it
    vocabulary = read_vocabulary(minilm / "vocab.txt")
    start = load_file(minilm / "model.safetensors")
    former = None
    for leg, names, count in (
        ("first", corpora.NAMES, steps[0]),
        ("second", (*corpora.NAMES, *corpora.FURTHER), steps[1]),
    ):
        (out / leg).mkdir(parents=True, exist_ok=True)
        paragraphs = corpora.read(data, names)
        guidelines = corpora.guidelines(names)
        classes = (
            replace(former, guidelines=guidelines)
            if former
            else batches.classes(paragraphs, guidelines)
        )
        torch.manual_seed(fit.SEED)
        model = encoder.Model(encoder.sizes(classes), len(vocabulary))
        encoder.take_over(model, start)
        if former:
            weights = torch.load(out / "first" / "weights.pt", weights_only=True)
            sizes = encoder.sizes(former), encoder.sizes(classes)
            model.load_state_dict(encoder.widened(weights, *sizes), strict=False)
        numbers = batches.Numbers(WordPieces(vocabulary), classes)
        fit.train(model, paragraphs, numbers, out / leg, count)
        former = classes


def export(data: Path, minilm: Path, out: Path) -> None:
    """Write what ``fit`` left in ``out/second`` as the encoder's files, to ``out/encoder``."""
    import torch  # noqa: PLC0415
    from safetensors.torch import load_file  # noqa: PLC0415

    from copydesk.language.wordpieces import WordPieces, read_vocabulary  # noqa: PLC0415
    from training import batches, encoder, export, fit  # noqa: PLC0415

    vocabulary = read_vocabulary(minilm / "vocab.txt")
    classes = fit.read_classes(out / "second")
    model = encoder.Model(encoder.sizes(classes), len(vocabulary))
    encoder.take_over(model, load_file(minilm / "model.safetensors"))
    weights = torch.load(out / "second" / "weights.pt", weights_only=True)
    model.load_state_dict(weights, strict=False)
    numbers = batches.Numbers(WordPieces(vocabulary), classes)
    paragraphs = corpora.read(data)
    shown = random.Random(corpora.SEED).sample(paragraphs, SAMPLE)
    sample = [numbers.batch(shown[i : i + 10], None) for i in range(0, SAMPLE, 10)]
    known = export.lexicon(paragraphs)
    export.export(model, classes, vocabulary, known, sample, out / "encoder")


def scores(data: Path) -> None:
    """Write ``scores.json`` and print the table."""
    from copydesk import language  # noqa: PLC0415
    from copydesk.annotate.pipeline import load  # noqa: PLC0415
    from training import scoring  # noqa: PLC0415

    found = scoring.everything(load(None), language.path(), data)
    Path(__file__).with_name("scores.json").write_text(json.dumps(found, indent=1) + "\n", "utf-8")
    print(scoring.table(found))


def package(out: Path) -> None:
    """Replace the package data by the encoder in ``out``."""
    from copydesk import language  # noqa: PLC0415
    from training import package  # noqa: PLC0415

    print(package.write(out / "encoder", language.path(), {}), "bytes")


def main() -> None:
    """Run the steps asked for, and say how long each took."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("steps", nargs="*", choices=[*STEPS, []], help="all when none is named")
    parser.add_argument("--data", type=Path, required=True, help="folder of the corpora")
    parser.add_argument("--minilm", type=Path, help="folder with MiniLM's vocab and weights")
    parser.add_argument("--out", type=Path, default=Path("training/out"))
    parser.add_argument("--first", type=int, default=FIRST_LEG, help="batches of the first leg")
    parser.add_argument("--second", type=int, default=SECOND_LEG, help="batches of the second leg")
    asked = parser.parse_args()
    for step in asked.steps or STEPS:
        if step in {"fit", "export"} and asked.minilm is None:
            parser.error(f"{step} needs --minilm")
        begun = time.monotonic()
        if step == "fit":
            fit(asked.data, asked.minilm, asked.out, (asked.first, asked.second))
        elif step == "export":
            export(asked.data, asked.minilm, asked.out)
        elif step == "package":
            package(asked.out)
        else:
            scores(asked.data)
        print(f"{step}: {time.monotonic() - begun:.0f} s")


if __name__ == "__main__":
    main()
