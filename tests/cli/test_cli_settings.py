"""Settings from a file, the environment and the command line; what is said, and where to."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from copydesk.cli import cli
from copydesk.setting_list import all_settings
from copydesk.settings import load


@pytest.fixture
def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Runs a command in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def run(*words: str) -> Result:
        result = CliRunner().invoke(cli, list(words))
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return run


def test_the_file_gives_way_to_the_environment_and_that_to_the_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "own.toml"
    file.write_text('workers = 3\n[site]\ntitle = "The Ledger"\ndescription = "Daily"\n', "utf-8")
    monkeypatch.setenv("COPYDESK_SITE__TITLE", "The Courier")
    read = load(file, workers=5)
    assert (read.site.title, read.site.description, read.workers) == ("The Courier", "Daily", 5)


def test_what_is_shown_can_be_read_back(call, tmp_path: Path) -> None:
    given = '[site]\ntitle = "A \\"quoted\\" title"\ntheme = { accent = "#004b87" }\n'
    (tmp_path / "copydesk.toml").write_text(given, "utf-8")
    shown = call("config", "show").stdout
    again = tmp_path / "again.toml"
    again.write_text(shown, "utf-8")
    assert load(again).model_dump() == load(tmp_path / "copydesk.toml").model_dump()
    assert {s.key for s in all_settings()} == {
        line.removeprefix("# ").split(" ")[0] for line in shown.splitlines()
    }


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[site]\ntitel = "x"\n', "site.titel names no setting"),
        ("workers = 0\n", "workers is 0"),
        ('[site]\nbase_url = "ftp://a"\n', "base_url 'ftp://a' is not an http"),
        ('[site]\ncontact = "nobody"\n', "contact 'nobody'"),
        ('[site]\ntheme = { accent = "red; }" }\n', "theme: accent"),
        ('[site]\ntemplates = "nowhere"\n', "there is no folder nowhere"),
        ("[site\n", "cannot be used"),
    ],
)
def test_a_fault_in_a_settings_file_is_told_in_one_line(
    call, tmp_path: Path, text: str, told: str
) -> None:
    file = tmp_path / "own.toml"
    file.write_text(text, "utf-8")
    result = call("config", "check", str(file))
    assert result.exit_code == 1
    (line,) = result.stderr.splitlines()
    assert told in line


def test_a_variable_that_names_no_setting_is_told(call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COPYDESK_WORKRES", "2")
    result = call("config", "check")
    assert result.exit_code == 1
    assert "COPYDESK_WORKRES" in result.stderr


def test_a_settings_file_that_is_not_there_is_told(call) -> None:
    result = call("extract", "x.html", "--config", "nowhere.toml")
    assert result.exit_code == 1
    (line,) = result.stderr.splitlines()
    assert line.startswith("copydesk: nowhere.toml: ")


def test_a_run_is_told_as_json_or_not_at_all(call, tmp_path: Path, root: Path) -> None:
    ferry = str(root / "examples/ferry-fire/reports.jsonl")
    log = tmp_path / "run.log"
    words = ["run", ferry, "--site", "out", "--workers", "1"]
    (record,) = map(json.loads, call("--log-file", str(log), *words, "--json").stdout.splitlines())
    assert (record["reports"], record["stories"], record["refused"]) == (4, 1, [])
    assert "INFO copydesk" in log.read_text("utf-8")
    assert call("--quiet", *words).stdout == ""


def test_a_log_that_cannot_be_written_is_told(call) -> None:
    result = call("--log-file", "nowhere/run.log", "config", "show")
    assert result.exit_code == 1
    assert "nowhere/run.log" in result.stderr
