"""The commands keep their contracts: JSON Lines in and out, and the exit status."""

from __future__ import annotations

import csv
import json
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from copydesk.cli import COMMANDS, cli

FERRY = "examples/ferry-fire/reports.jsonl"


@pytest.fixture
def run(root: Path, monkeypatch: pytest.MonkeyPatch):
    """Runs a command from the checkout, in one process."""
    monkeypatch.chdir(root)
    monkeypatch.setenv("COPYDESK_WORKERS", "1")

    def call(*words: str, stdin: str | bytes | None = None) -> Result:
        result = CliRunner().invoke(cli, list(words), input=stdin)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return call


def lines(result: Result) -> list[dict]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_extract_keeps_ids_and_texts_as_given(run, root: Path) -> None:
    result = run("extract", FERRY)
    given = [json.loads(line) for line in (root / FERRY).read_text().splitlines()]
    assert result.exit_code == 0
    got = lines(result)
    assert [(a["id"], a["text"], a["outlet"]) for a in got] == [
        (g["id"], g["text"], g["outlet"]) for g in given
    ]
    for article in got:
        end = 0
        for block in article["blocks"]:
            assert end <= block["start"] <= block["end"] <= len(article["text"])
            end = block["end"]


def test_what_extract_prints_is_read_again_unchanged(run, tmp_path: Path) -> None:
    first = run("extract", "examples/odesa-visit").stdout
    path = tmp_path / "articles.jsonl"
    path.write_text(first, "utf-8")
    assert run("extract", str(path)).stdout == first
    assert run("extract", "-", stdin=first).stdout == first


def test_group_prints_story_and_origin_in_order_of_publication(run) -> None:
    rows = lines(run("group", "examples/ferry-fire", "examples/plant-closure"))
    assert len({r["article"] for r in rows}) == len(rows) == 8
    assert len({r["story"] for r in rows}) == 2
    assert [r["article"] for r in rows][:4] == [
        "courier-ferry-1", "post-ferry", "tidewater-ferry", "halvard-ferry",
    ]  # fmt: skip
    assert all(set(r) >= {"article", "story", "origin"} for r in rows)


def test_claims_have_spans_inside_the_text(run, root: Path) -> None:
    texts = {a["id"]: a["text"] for a in map(json.loads, (root / FERRY).read_text().splitlines())}
    rows = lines(run("claims", FERRY))
    assert [r["article"] for r in rows] == list(texts)
    for row in rows:
        text = texts[row["article"]]
        assert row["figures"]
        for figure in row["figures"]:
            assert 0 <= figure["start"] < figure["end"] <= len(text)
        for quoted in row["quotations"]:
            for segment in quoted["segments"]:
                assert text[segment["start"] - 1] in "\"'“‘"


def test_compare_prints_points_whose_pairs_index_their_claims(run) -> None:
    (story,) = lines(run("compare", FERRY))
    verdicts = {"agree", "compatible", "differ", "updated", "single"}
    assert story["points"]
    for point in story["points"]:
        assert point["verdict"] in verdicts
        assert point["reason"]
        assert point["origins"]
        for pair in point["pairs"]:
            a, b = point["claims"][pair["a"]], point["claims"][pair["b"]]
            assert a["article"] != b["article"]
            assert pair["verdict"] in verdicts


def test_a_broken_line_is_named_and_the_rest_goes_through(run, tmp_path: Path, root: Path) -> None:
    good = (root / FERRY).read_text().splitlines()
    path = tmp_path / "mixed.jsonl"
    path.write_text("\n".join([good[0], '{"id": "x", "text": "tr', good[1]]), "utf-8")
    result = run("extract", str(path))
    assert result.exit_code == 1
    assert [a["id"] for a in lines(result)] == ["courier-ferry-1", "post-ferry"]
    assert f"{path}:2" in result.stderr


def test_an_input_that_is_not_there_is_refused_by_name(run, tmp_path: Path) -> None:
    result = run("extract", str(tmp_path / "nothing.html"), FERRY)
    assert result.exit_code == 1
    assert "nothing.html" in result.stderr
    assert len(lines(result)) == 4


@pytest.mark.parametrize(
    "words", [["no-such-command"], ["run", FERRY], ["extract"], ["group", "--workers", "0", FERRY]]
)
def test_wrong_usage_exits_with_2(run, words: list[str]) -> None:
    assert run(*words).exit_code == 2


def test_a_setting_that_makes_no_sense_is_named(run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COPYDESK_WORKERS", "many")
    result = run("extract", FERRY)
    assert result.exit_code == 1
    assert "workers" in result.stderr


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_teaches_itself(run, name: str) -> None:
    result = run(name, "--help")
    assert result.exit_code == 0
    assert "copydesk " + name in result.stdout


def test_check_prints_a_verdict_for_each_pair(run) -> None:
    rows = lines(run("check", "docs/how-to/pairs.jsonl"))
    assert [r["id"] for r in rows] == ["1", "2", "3"]
    assert rows[0]["verdict"] == "supported"
    assert rows[1]["verdict"] == "contradicted"
    assert rows[1]["reasons"][0]["words"]
    assert rows[2]["verdict"] in {"contradicted", "not_found"}


def test_a_pair_without_its_source_is_unavailable_and_says_so_by_status(run) -> None:
    pair = json.dumps({"id": "1", "claim": "Nine people were hurt.", "source_text": ""})
    result = run("check", "-", stdin=pair)
    assert lines(result)[0]["verdict"] == "unavailable"
    assert result.exit_code == 1


def test_completion_is_offered(run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_COPYDESK_COMPLETE", "bash_source")
    with pytest.raises(SystemExit) as stopped:
        cli.main([], prog_name="copydesk")
    assert stopped.value.code == 0


def test_grouping_says_why(run) -> None:
    rows = lines(run("group", "examples/ferry-fire", "--explain"))
    assert len(rows) == 4
    for row in rows:
        assert row["why_story"].startswith("Most like ")
        assert "both have “" in row["why_story"]
        assert row["why_origin"]
    (alone,) = lines(run("group", "-", "--explain", stdin=json.dumps({"id": "a", "text": "Rain."})))
    assert alone["why_story"]
    assert not alone["why_story"].startswith("Most like ")


def test_a_comparison_is_taken_away_as_a_table(run, tmp_path: Path) -> None:
    (story,) = lines(run("compare", FERRY))
    claims = sum(len(point["claims"]) for point in story["points"])
    text = run("compare", FERRY, "--format", "csv").stdout.removeprefix("\ufeff")
    rows = list(csv.DictReader(text.splitlines()))
    assert len(rows) == claims
    assert {row["verdict"] for row in rows} == {point["verdict"] for point in story["points"]}
    assert {row["story"] for row in rows} == {story["story"]}
    book = tmp_path / "claims.xlsx"
    run("compare", FERRY, "--format", "xlsx", "--output", str(book))
    first = book.read_bytes()
    run("compare", FERRY, "--format", "xlsx", "--output", str(book))
    assert book.read_bytes() == first
    with zipfile.ZipFile(book) as parts:
        assert parts.read("xl/worksheets/sheet1.xml").count(b"<row ") == claims + 1


def test_a_comparison_is_read_on_a_terminal(run) -> None:
    shown = run("compare", FERRY, "--format", "table").stdout
    assert "4 reports, 4 independent origins" in shown
    assert shown.index("differ") < shown.index("agree")


def test_a_table_that_cannot_be_written_is_told(run, tmp_path: Path) -> None:
    nowhere = str(tmp_path / "nowhere" / "claims.csv")
    result = run("compare", FERRY, "--format", "csv", "--output", nowhere)
    assert result.exit_code == 1
    assert "No such file or directory" in result.stderr
