"""``python -m benchmarks [NAME [ARGUMENT...]]``: one benchmark, or all of them in turn."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

HERE = Path(__file__).parent


def names() -> list[str]:
    """The benchmarks there are."""
    return sorted(p.stem for p in HERE.glob("*.py") if not p.stem.startswith("_"))


def main() -> None:
    """Run what was asked for.

    Raises:
        SystemExit: 2 for a name that is no benchmark.
    """
    wanted = sys.argv[1:2] or names()
    unknown = set(wanted) - set(names())
    if unknown:
        raise SystemExit(f"no benchmark {', '.join(unknown)}; there are: {', '.join(names())}")
    for name in wanted:
        print(f"== {name}", flush=True)
        import_module(f"benchmarks.{name}").main(sys.argv[2:])


if __name__ == "__main__":
    main()
