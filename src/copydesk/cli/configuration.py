"""Commands about the settings: what is in force, and whether a settings file makes sense."""

from __future__ import annotations

from pathlib import Path

import click


@click.group()
def config() -> None:
    """Show the settings in force, or check a settings file.

    Settings come from copydesk.toml in the working folder (or --config FILE), then from the
    environment (COPYDESK_SITE__TITLE), then from the command line; later wins.

    \b
    copydesk config show
    copydesk config check copydesk.toml
    """


@config.command()
@click.option(
    "--config",
    "file",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Settings file. Default: copydesk.toml in the working folder, where there is one.",
)
def show(file: Path | None) -> None:
    """Print the settings in force, as a settings file has them.

    \b
    copydesk config show
    """
    from copydesk.setting_list import all_settings, written
    from copydesk.settings import load

    in_force = load(file)
    for setting in all_settings():
        value = written(in_force, setting)
        click.echo(f"{setting.key} = {value}" if value else f"# {setting.key} is not set")


@config.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), required=False)
def check(file: Path | None) -> None:
    """Say whether a settings file and the environment make sense.

    FILE is copydesk.toml in the working folder when none is given. Exit status 1 when a key or
    a variable names no setting, or a value cannot be used.

    \b
    copydesk config check copydesk.toml
    """
    from copydesk import pipeline
    from copydesk.setting_list import unknown_variables
    from copydesk.settings import load

    in_force = load(file)
    pipeline.site_of(in_force)
    if unknown_variables():  # each was named when the settings were loaded
        raise SystemExit(1)
    if in_force.site.base_url is None:
        click.echo("site.base_url is not set: feeds and cards name the address of a preview.")
    click.echo("All settings can be used.")
