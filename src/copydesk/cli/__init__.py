"""The command line: the stages of the line as commands, and the whole line as one."""

from __future__ import annotations

import errno
import logging
import os
import sys
from importlib import import_module
from typing import Any

import click

from copydesk.errors import CopydeskError
from copydesk.version import VERSION

#: Exit status after Ctrl-C, as shells count it: 128 and the number of the signal.
INTERRUPTED = 130

#: Where each command lives and its line in ``--help``. Commands are loaded when they are
#: called, so that help and completion need not load a language model.
COMMANDS = {
    "run": ("line", "Reports in, a finished site of cited and checked stories out."),
    "demo": ("line", "The whole line over the example reports, served on loopback."),
    "watch": ("watcher", "Sources watched, stories and the site kept up to date."),
    "sources": ("watcher", "The sources that watch watches: add, list, test, import, export."),
    "extract": ("single_stages", "Pages and text into structured articles."),
    "group": ("single_stages", "Reports into stories and independent origins."),
    "copies": ("single_stages", "Reports that carry each other's text."),
    "claims": ("single_stages", "Figures, quotations, commitments and events of each report."),
    "compare": ("single_stages", "What the reports of a story agree and differ on."),
    "compose": ("single_stages", "Reports into checked stories."),
    "check": ("verify", "Is each claim supported by the text it cites?"),
    "audit": ("verify", "Is this cited article true to its sources?"),
    "mcp": ("verify", "Audit, check, compare and differences for assistants, over MCP."),
    "lint": ("verify", "What an editor would strike out of a story."),
    "serve": ("serving", "Readers' pages, the desk and an interface for programs, from a store."),
    "users": ("desk_accounts", "Who may sign in at the desk."),
    "schema": ("schema_output", "The JSON Schema of what a command prints."),
    "config": ("configuration", "The settings in force; whether a settings file makes sense."),
}

#: Commands that keep their work in a store; the others print, and keep nothing.
_KEEPING = frozenset({"run", "demo", "watch", "serve"})


class _Lazy(click.Group):
    """A group that loads a command's module when the command is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"copydesk.cli.{COMMANDS[cmd_name][0]}")
        command: click.Command = getattr(module, cmd_name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except CopydeskError as error:
            click.echo(f"copydesk: {error}", err=True)
            ctx.exit(1)
        except KeyboardInterrupt:
            kept = "; what was done is kept" if ctx.invoked_subcommand in _KEEPING else ""
            click.echo(f"copydesk: interrupted{kept}", err=True)
            ctx.exit(INTERRUPTED)


@click.group(
    cls=_Lazy,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Each stage reads and writes JSON Lines; '-' is standard input. Exit status: 0 done, "
    "1 some inputs were refused (each is named with its reason), 2 wrong usage, 130 interrupted.",
)
@click.version_option(VERSION, prog_name="copydesk")
@click.option("--quiet", "-q", is_flag=True, help="No progress and no table, only what is asked.")
@click.option("--verbose", "-v", is_flag=True, help="Say on standard error what is being done.")
@click.option(
    "--log-file",
    type=click.Path(dir_okay=False),
    metavar="FILE",
    help="Add to this file what is being done, a line each with its time.",
)
@click.pass_context
def cli(context: click.Context, quiet: bool, verbose: bool, log_file: str | None) -> None:
    """Read what many outlets reported; publish one story that is cited and checked.

    Start with:  copydesk run REPORTS/ --site out
    """
    context.meta[QUIET] = quiet
    listen(verbose, log_file)


#: Under this name a command finds whether progress and tables are wanted.
QUIET = "copydesk.quiet"


def listen(verbose: bool, log_file: str | None) -> None:
    """Send what copydesk logs to standard error, to a file, or nowhere.

    Raises:
        click.FileError: when the file cannot be written.
    """
    log = logging.getLogger("copydesk")
    for handler in [h for h in log.handlers if getattr(h, "of_the_command_line", False)]:
        log.removeHandler(handler)
        handler.close()
    handlers: list[logging.Handler] = [logging.StreamHandler()]
    handlers[0].setLevel(logging.INFO if verbose else logging.WARNING)
    handlers[0].setFormatter(logging.Formatter("copydesk: %(message)s"))
    if log_file is not None:
        try:
            handlers.append(logging.FileHandler(log_file, encoding="utf-8"))
        except OSError as error:
            raise click.FileError(log_file, error.strerror or "cannot be written") from error
        form = "%(asctime)s %(levelname)s %(name)s: %(message)s"
        handlers[-1].setFormatter(logging.Formatter(form))
    log.setLevel(logging.INFO)
    for handler in handlers:
        handler.of_the_command_line = True  # type: ignore[attr-defined]
        log.addHandler(handler)


#: What a full device says. Commands tell of files that they write themselves.
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def main() -> None:
    """Entry point of the ``copydesk`` command."""
    try:
        cli(prog_name="copydesk")
    except BrokenPipeError:
        # The reader of the pipe has gone (``| head``): nothing is left to tell it.
        sys.stderr.close()
        raise SystemExit(0) from None
    except OSError as error:
        if error.errno not in _FULL:
            raise
        click.echo(f"copydesk: standard output cannot be written: {error.strerror}", err=True)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what is left
        raise SystemExit(1) from None
