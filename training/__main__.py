"""Make the English model: ``python -m training --data DATA --minilm FOLDER [--out FOLDER]``.

Runs all steps or the ones named: ``fit`` trains the encoder and goes on where a stopped run was,
``export`` writes it in bytes, ``package`` puts it into ``src/copydesk/language``, ``scores``
measures it. Needs what ``requirements/training.txt`` pins.

``python -m training passages`` makes the head that says which event a sentence tells, ``speakers``
the weights that say who speaks, ``linker`` the linker of figures, from the annotated events in
``corpus`` and ``../shared``: they need no more than the development environment.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path

STEPS = ("fit", "export", "package", "scores")
#: Models over the annotated events, each made by the module of its name.
EVENTS = ("passages", "speakers", "linker")
#: Batches of about 1,300 word pieces in the three legs: five times all that the first trains on,
#: then about once and a half all that the others do.
LEGS = (2500, 1100, 1300)


def scores(data: Path) -> None:
    """Write ``scores.json`` and print the table."""
    from copydesk import language  # noqa: PLC0415
    from copydesk.annotate.parsing import load  # noqa: PLC0415
    from training import scoring  # noqa: PLC0415

    found = scoring.everything(load(None), language.path(), data)
    Path(__file__).with_name("scores.json").write_text(json.dumps(found, indent=1) + "\n", "utf-8")
    print(scoring.table(found))


def package(out: Path) -> None:
    """Replace the package data by the encoder in ``out``."""
    from copydesk import language  # noqa: PLC0415
    from training import package  # noqa: PLC0415

    print(package.write(out / "encoder", language.path(), {}), "bytes")


def of_events(step: str) -> None:
    """Make one of the models over annotated events."""
    from importlib import import_module  # noqa: PLC0415

    from corpus.real_events import Texts  # noqa: PLC0415

    from training import events  # noqa: PLC0415

    texts = Texts()
    found = [*events.told(), *events.real(texts)]
    marked = events.sheets([event.name for event in found], texts)
    import_module(f"training.{step}").main(events.annotated([*found, *marked]))


def main() -> None:
    """Run the steps asked for, and say how long each took."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    choices = [*STEPS, *EVENTS, []]
    parser.add_argument(
        "steps", nargs="*", choices=choices, help="the encoder's when none is named"
    )
    parser.add_argument("--data", type=Path, help="folder of the corpora")
    parser.add_argument("--minilm", type=Path, help="folder with MiniLM's vocab and weights")
    parser.add_argument("--out", type=Path, default=Path("training/out"))
    parser.add_argument("--legs", type=int, nargs=3, default=LEGS, help="batches of each leg")
    asked = parser.parse_args()
    for step in asked.steps or STEPS:
        if step in {"fit", "export"} and asked.minilm is None:
            parser.error(f"{step} needs --minilm")
        if step not in EVENTS and asked.data is None:
            parser.error(f"{step} needs --data")
        begun = time.monotonic()
        if step in {"fit", "export"}:
            from training.legs import Legs  # noqa: PLC0415  only these steps need PyTorch

            legs = Legs(asked.data, asked.minilm, asked.out)
            legs.train(tuple(asked.legs)) if step == "fit" else legs.export()
        elif step in EVENTS:
            of_events(step)
        elif step == "package":
            package(asked.out)
        else:
            scores(asked.data)
        print(f"{step}: {time.monotonic() - begun:.0f} s")


if __name__ == "__main__":
    main()
