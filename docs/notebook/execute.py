"""Run a notebook's cells in this process, and say or write what they print.

``python docs/notebook/execute.py`` writes the outputs into the notebooks beside it (``make docs``).
A kernel of its own would bring forty packages for what `exec` does here.
"""

from __future__ import annotations

import ast
import contextlib
import io
import json
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


def executed(notebook: dict[str, Any]) -> list[list[dict[str, Any]]]:
    """The outputs of each code cell, in order: what it printed, and the value of its last line."""
    names: dict[str, Any] = {"__name__": "__main__"}
    return [
        _outputs("".join(cell["source"]), names, number)
        for number, cell in enumerate(_code(notebook), start=1)
    ]


def written(notebook: dict[str, Any], outputs: list[list[dict[str, Any]]]) -> str:
    """The notebook as JSON, with these outputs."""
    for number, (cell, own) in enumerate(zip(_code(notebook), outputs, strict=True), start=1):
        cell["execution_count"], cell["outputs"] = number, own
    return json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"


def _code(notebook: dict[str, Any]) -> list[dict[str, Any]]:
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


def _outputs(source: str, names: dict[str, Any], number: int) -> list[dict[str, Any]]:
    tree = ast.parse(source)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(tree, f"cell {number}", "exec"), names)
        value = (
            eval(compile(ast.Expression(last.value), f"cell {number}", "eval"), names)
            if isinstance(last, ast.Expr)
            else None
        )
    found: list[dict[str, Any]] = []
    if text := printed.getvalue():
        found.append({"name": "stdout", "output_type": "stream", "text": _lines(text)})
    if value is not None:
        found.append(
            {
                "data": {"text/plain": _lines(repr(value))},
                "execution_count": number,
                "metadata": {},
                "output_type": "execute_result",
            }
        )
    return found


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)


if __name__ == "__main__":
    for path in sorted(HERE.glob("*.ipynb")):
        notebook = json.loads(path.read_text("utf-8"))
        path.write_text(written(notebook, executed(notebook)), "utf-8")
