"""Every output is what its published schema says, and the published schemas are the code's own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from copydesk.cli import cli
from copydesk.contracts.schema_files import CONTRACTS, file_name, schema, text_of
from schemas import hold, strict

ROOT = Path(__file__).resolve().parents[2]
PUBLISHED = ROOT / "docs/reference/schemas"
FERRY = "examples/ferry-fire/reports.jsonl"


@pytest.mark.parametrize("name", CONTRACTS)
def test_the_published_schema_is_the_codes_own(name: str) -> None:
    Draft202012Validator.check_schema(schema(name))
    assert (PUBLISHED / file_name(name)).read_text("utf-8") == text_of(name), "run `make docs`"


def test_nothing_else_is_published_and_the_page_names_all() -> None:
    assert {path.name for path in PUBLISHED.iterdir()} == set(map(file_name, CONTRACTS))
    page = (ROOT / "docs/reference/schemas.md").read_text("utf-8")
    rows = {
        f"| [{name}](schemas/{file_name(name)}) | {c.version} | {c.where} |"
        for name, c in CONTRACTS.items()
    }
    assert rows == {line for line in page.splitlines() if line.startswith("| [")}


def test_a_contract_refuses_what_it_does_not_have() -> None:
    good = {"id": "1", "verdict": "supported", "reasons": []}
    assert not list(strict("verdict").iter_errors(good))
    for bad in ({**good, "more": 1}, {**good, "verdict": "true"}, {"id": "1", "reasons": []}):
        assert list(strict("verdict").iter_errors(bad))


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch):
    """The records that a command prints, run from the checkout."""
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("COPYDESK_WORKERS", "1")

    def call(*words: str, stdin: str | None = None) -> list[dict]:
        result = CliRunner().invoke(cli, list(words), input=stdin)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return [json.loads(line) for line in result.stdout.splitlines()]

    return call


def test_schema_prints_what_is_published(printed) -> None:
    result = CliRunner().invoke(cli, ["schema", "claims"])
    assert result.stdout == text_of("claims")
    listed = CliRunner().invoke(cli, ["schema"]).stdout
    assert [line.split()[0] for line in listed.splitlines()] == list(CONTRACTS)
    assert CliRunner().invoke(cli, ["schema", "nothing"]).exit_code == 2


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("article", ["extract", "examples"]),
        ("group", ["group", "examples"]),
        ("group", ["group", "examples", "--explain"]),
        ("copy", ["copies", "examples"]),
        ("claims", ["claims", "examples/odesa-visit"]),
        ("comparison", ["compare", "examples/odesa-visit"]),
        ("composed", ["compose", FERRY]),
        ("finding", ["audit", "examples/odesa-visit/weekly-digest.txt", "--sources", FERRY]),
        ("lint", ["lint", "examples/odesa-visit/weekly-digest.txt"]),
    ],
)
def test_a_command_prints_what_its_contract_says(printed, name: str, words: list[str]) -> None:
    records = printed(*words)
    assert records
    for record in records:
        hold(name, record)


def test_check_prints_verdicts_with_and_without_citations(printed, tmp_path: Path) -> None:
    article = printed("extract", FERRY)[0]
    articles, pairs = tmp_path / "articles.jsonl", tmp_path / "claims.jsonl"
    articles.write_text(json.dumps(article) + "\n")
    cited = {"article": article["id"], "start": 0, "end": 60}
    claims = [
        {"id": 1, "claim": "Four were injured on a ferry.", "citations": [cited]},
        {"id": 2, "claim": "Nobody was hurt.", "source_text": "Nine people were hurt."},
    ]
    pairs.write_text("\n".join(map(json.dumps, claims)) + "\n")
    verdicts = printed("check", str(pairs), "--sources", str(articles))
    assert [v["id"] for v in verdicts] == ["1", "2"]
    assert "citations" in verdicts[0]
    for verdict in verdicts:
        hold("verdict", verdict)


def test_run_prints_its_summary_and_leaves_stories(printed, tmp_path: Path) -> None:
    (tmp_path / "broken.jsonl").write_text("{\n")
    words = ["run", FERRY, str(tmp_path / "broken.jsonl"), "--site", str(tmp_path / "site")]
    for _ in range(2):  # the second is told from a mark
        (summary,) = printed(*words, "--json")
        hold("summary", summary)
        assert summary["refused"]
    stories = [
        path
        for path in (tmp_path / "site/stories").glob("*.json")
        if not path.name.endswith(".ninjs.json")
    ]
    assert stories
    for path in stories:
        hold("story", json.loads(path.read_text("utf-8")))
