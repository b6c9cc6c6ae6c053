"""Accounts of the desk.

Only click is imported here; see `copydesk.cli.single_stages`.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from copydesk.store import Store

ROLES = ("reader", "editor", "administrator")
_AT = "command line"

store_option = click.option(
    "--store",
    "url",
    metavar="URL",
    help="Database of the newsroom, as for `serve`. Default: that of the settings.",
)


@click.group()
def users() -> None:
    """Who may sign in at the desk: readers, editors and administrators.

    A reader sees drafts and their evidence; an editor changes, publishes, corrects and withdraws
    stories; an administrator also breaks locks, reinstates stories and keeps the accounts.

    \b
    copydesk users add vera --role editor --store sqlite:///desk.sqlite
    """


def _open(url: str | None) -> Store:
    from copydesk.cli.options import store_in_force

    return store_in_force(url)


def _password(given: bool) -> str:
    """From standard input when it is piped, else asked for twice."""
    if given:
        return sys.stdin.readline().rstrip("\r\n")
    asked: str = click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
    return asked


stdin_option = click.option(
    "--password-stdin",
    is_flag=True,
    help="Take the password from the first line of standard input and do not ask for it.",
)


@users.command("add")
@click.argument("name")
@click.option("--role", type=click.Choice(ROLES), default="editor", show_default=True)
@stdin_option
@store_option
def add(name: str, role: str, password_stdin: bool, url: str | None) -> None:
    """Make an account; its password is asked for."""
    from copydesk.model.newsroom import DeskRole
    from copydesk.newsroom.desk import credentials

    with _open(url) as store:
        secret = _password(password_stdin)
        credentials.add(store, name, DeskRole(role), secret, datetime.now(UTC), _AT)
    click.echo(f"{name} may sign in as {role}")


@users.command("list")
@store_option
def list_(url: str | None) -> None:
    """Name, role, since when and whether it may sign in: a line an account, tabs between."""
    with _open(url) as store:
        for account in store.accounts.all():
            state = "active" if account.active else "closed"
            click.echo(f"{account.name}\t{account.role}\t{account.since:%Y-%m-%d}\t{state}")


@users.command("remove")
@click.argument("name")
@store_option
def remove(name: str, url: str | None) -> None:
    """Close an account: it signs in no more, and its acts stay under its name."""
    from copydesk.newsroom.desk import credentials

    with _open(url) as store:
        credentials.close(store, name, datetime.now(UTC), _AT)
    click.echo(f"{name} may sign in no more")


@users.command("password")
@click.argument("name")
@stdin_option
@store_option
def password(name: str, password_stdin: bool, url: str | None) -> None:
    """Give an account another password; wherever it was signed in, it is signed out."""
    from copydesk.newsroom.desk import credentials

    with _open(url) as store:
        credentials.set_password(store, name, _password(password_stdin), datetime.now(UTC), _AT)
    click.echo(f"{name} has a new password")


@users.command("key")
@click.argument("name")
@click.option(
    "--scope",
    "scopes",
    type=click.Choice(("read", "edit", "publish")),
    multiple=True,
    default=("read",),
    show_default=True,
    help="What the key opens; may be given again.",
)
@click.option("--label", default="command line", show_default=True, help="What it is for.")
@click.option("--days", type=click.IntRange(min=1), help="Runs out after so many days.")
@store_option
def key(name: str, scopes: tuple[str, ...], label: str, days: int | None, url: str | None) -> None:
    """Make a key with which a program uses the API in the account's name. It is shown once."""
    from copydesk.newsroom.desk import credentials

    now = datetime.now(UTC)
    until = now + timedelta(days=days) if days else None
    with _open(url) as store:
        click.echo(credentials.add_key(store, name, label, scopes, now, until))
