"""``import copydesk``: what it gives, that it costs nothing, and that its documentation is true."""

from __future__ import annotations

import ast
import doctest
import importlib.util
import inspect
import json
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

import pytest

import copydesk
from copydesk import errors, model

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS = sorted((ROOT / "docs/notebook").glob("*.ipynb"))
VERBS = {"annotate", "audit", "check", "claims", "compare", "compose", "group", "publish", "read"}
KINDS = {"Finding", "Published", "Reading", "Settings"}


def test_the_public_api_is_the_verbs_the_model_the_settings_and_the_errors() -> None:
    own = [c for c in vars(errors).values() if isinstance(c, type)]
    tree = {c.__name__ for c in own if c.__module__ == errors.__name__}
    assert set(copydesk.__all__) == VERBS | KINDS | set(model.__all__) | tree
    assert len(copydesk.__all__) == len(set(copydesk.__all__))
    for name in copydesk.__all__:
        assert getattr(copydesk, name) is not None


def test_type_checkers_are_told_what_there_is() -> None:
    stub = ast.parse(Path(copydesk.__file__).with_suffix(".pyi").read_text("utf-8"))
    bound = {alias.name for n in stub.body if isinstance(n, ast.ImportFrom) for alias in n.names}
    (names,) = (n.value for n in stub.body if isinstance(n, ast.Assign))
    assert set(ast.literal_eval(names)) == bound == set(copydesk.__all__)


@pytest.mark.parametrize("verb", sorted(VERBS))
def test_every_verb_can_be_called_and_says_how(verb: str) -> None:
    from copydesk import library

    function = getattr(library, verb)
    assert callable(getattr(copydesk, verb))
    assert inspect.signature(getattr(copydesk, verb)) == inspect.signature(function)
    assert "Args:" in function.__doc__ or "Raises:" in function.__doc__
    assert f"copydesk.{verb}(" in function.__doc__ or verb == "annotate"


def test_a_verb_is_still_the_package_that_has_its_name() -> None:
    from copydesk.compare import claims

    assert isinstance(copydesk.compare, ModuleType)
    assert copydesk.compare.claims is claims


def test_importing_the_package_loads_nothing_of_the_line() -> None:
    probe = (
        "import sys; before = set(sys.modules); import copydesk; dir(copydesk)\n"
        "print(*sorted(set(sys.modules) - before))"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    loaded = done.stdout.split()
    assert {n.partition(".")[0] for n in loaded} - set(sys.stdlib_module_names) == {"copydesk"}
    assert {n for n in loaded if n.startswith("copydesk")} == {
        "copydesk",
        "copydesk.lazy",
        "copydesk.version",
    }


def test_a_name_that_is_not_there_is_told() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'comparison'"):
        copydesk.comparison  # noqa: B018


def test_the_version_is_that_of_the_distribution() -> None:
    import tomllib

    stated = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    assert copydesk.__version__ == stated


def test_stories_of_one_headline_get_pages_of_their_own(tmp_path: Path) -> None:
    dossiers = []
    for number, place in enumerate(("north", "south")):
        report = tmp_path / f"{number}.txt"
        report.write_text(f"Bridge closed\n\nThe bridge in the {place} was closed on Monday.\n")
        reading = copydesk.read(report)
        (story,) = copydesk.group(reading.articles)
        dossiers.append(copydesk.compose(story, reading.articles))
    dossiers[1] = replace(dossiers[1], slug=dossiers[0].slug)
    copydesk.publish(dossiers, tmp_path / "site")
    assert len(list((tmp_path / "site/stories").glob("*.html"))) == len(dossiers)


def test_a_list_of_inputs_is_refused_with_what_to_write() -> None:
    with pytest.raises(TypeError, match=r"read\(\*inputs\)"):
        copydesk.read(["examples/ferry-fire"])  # type: ignore[arg-type]


def test_reports_at_hand_are_read_like_those_of_a_file(tmp_path: Path) -> None:
    reports = [
        {
            "id": "a",
            "text": "Four people were hurt.",
            "published": datetime(2031, 5, 6, tzinfo=UTC),
        },
        {"id": "b", "title": "Fire on ferry", "text": "It burned.", "url": float("nan")},
        {"id": "a", "text": "Nobody was hurt."},
        {"id": "c"},
    ]
    path = tmp_path / "more.jsonl"
    path.write_text('{"id": "z", "text": "It is over."}', "utf-8")
    reading = copydesk.read(reports[0], path, *reports[1:])
    assert [article.id for article in reading.articles] == ["z", "a", "b"]
    assert reading.articles[1].published == reports[0]["published"]
    assert reading.articles[2].url is None
    assert sorted(r.source for r in reading.refused) == ["report 3", "report 4"]


def test_every_example_of_the_python_page_gives_what_it_says(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    failed, tried = doctest.testfile(
        str(ROOT / "docs/reference/python.md"),
        module_relative=False,
        optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE,
    )
    assert (failed, tried > 20) == (0, True)


def _runner() -> ModuleType:
    path = ROOT / "docs/notebook/execute.py"
    spec = importlib.util.spec_from_file_location("execute_notebooks", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.name)
def test_a_notebook_shows_what_its_cells_give(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    runner = _runner()
    text = path.read_text("utf-8")
    notebook = json.loads(text)
    assert runner.written(notebook, runner.executed(notebook)) == text, "run `make docs`"
