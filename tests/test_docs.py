"""The documentation shows commands that work, and names every command."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest

from copydesk.cli import COMMANDS, cli
from copydesk.cli.reference import page, settings_page
from copydesk.setting_list import all_settings

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
SKETCH = re.compile(r"^```(?:sh|bash|shell)\n(.*?)^```", re.M | re.S)
CONSOLE = re.compile(r"^```console\n(.*?)^```", re.M | re.S)
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)")

#: Commands that set up the machine or run this very suite: `.ci/run` runs them.
BY_CI = ("make ",)


def shown_commands() -> dict[str, list[str]]:
    """The commands that each page shows, in order."""
    shown: dict[str, list[str]] = {}
    for path in PAGES:
        for block in CONSOLE.findall(path.read_text("utf-8")):
            lines = [x for x in block.strip().splitlines() if x and not x.startswith(BY_CI)]
            shown.setdefault(path.relative_to(ROOT).as_posix(), []).extend(lines)
    return {where: lines for where, lines in shown.items() if lines}


def test_the_reference_of_the_commands_is_their_own_help() -> None:
    there = (ROOT / "docs/reference/commands.md").read_text("utf-8")
    assert there == page(), "run `make docs`"


def test_the_reference_of_the_settings_is_their_own() -> None:
    there = (ROOT / "docs/reference/settings.md").read_text("utf-8")
    assert there == settings_page(), "run `make docs`"


def test_every_setting_says_what_it_does() -> None:
    silent = [setting.key for setting in all_settings() if not setting.meaning]
    assert silent == []


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_has_a_section(name: str) -> None:
    assert f"## copydesk {name}\n" in (ROOT / "docs/reference/commands.md").read_text("utf-8")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder where the commands find what a checkout has."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    shutil.copytree(ROOT / "docs", tmp_path / "docs", ignore=shutil.ignore_patterns("images"))
    binaries = tmp_path / ".venv/bin"
    binaries.mkdir(parents=True)
    (binaries / "copydesk").symlink_to(Path(sys.executable).parent / "copydesk")
    return tmp_path


@pytest.mark.slow
@pytest.mark.parametrize("where", sorted(shown_commands()))
def test_the_commands_a_page_shows_work_in_order(where: str, checkout: Path) -> None:
    for command in shown_commands()[where]:
        words = shlex.split(command)
        redirect = None
        if ">" in words:
            redirect = checkout / words[words.index(">") + 1]
            words = words[: words.index(">")]
        if words[:2] == ["mkdir", "-p"]:
            (checkout / words[2]).mkdir(parents=True, exist_ok=True)
            continue
        assert words[0] == ".venv/bin/copydesk", f"{where} shows {command}, which no test can run"
        done = subprocess.run(
            words,
            cwd=checkout,
            capture_output=True,
            env={**os.environ, "COPYDESK_WORKERS": "1"},
            check=False,
        )
        if redirect is not None:
            redirect.write_bytes(done.stdout)
        # An audit that finds something unsupported says so by its status.
        allowed = {0, 1} if words[1] == "audit" else {0}
        assert done.returncode in allowed, f"{command}: {done.stderr.decode()}"
        assert done.stdout, command


def sketched_commands() -> list[tuple[str, list[str]]]:
    """The copydesk commands of examples that nobody can run here, with the page that shows them."""
    found = []
    for path in PAGES:
        for block in SKETCH.findall(path.read_text("utf-8")):
            for line in block.replace("\\\n", " ").splitlines():
                shown = re.match(r"(?:[A-Z_]+=\S+ |\$ )*(?:\S+/)?copydesk (\S.*)$", line.strip())
                if shown:
                    words = shlex.split(re.split(r"\s[>|&]", shown[1])[0], comments=True)
                    found.append((path.relative_to(ROOT).as_posix(), words))
    return found


@pytest.mark.parametrize(("where", "words"), sketched_commands())
def test_a_command_that_is_only_shown_could_be_given(where: str, words: list[str]) -> None:
    given, command = list(words), cli
    while isinstance(command, click.Group):
        while given[0].startswith("-"):
            given.pop(0)
        named = command.get_command(click.Context(command), given.pop(0))
        assert named is not None, f"{where} shows {words}"
        command = named
    command.make_parser(click.Context(command)).parse_args(given)  # raises where an option is none


@pytest.mark.parametrize("path", PAGES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(path: Path) -> None:
    for target in LINK.findall(path.read_text("utf-8")):
        assert (path.parent / target).exists(), f"{path.name} links to {target}"
