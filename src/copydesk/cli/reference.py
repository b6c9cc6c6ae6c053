"""The reference pages of the commands and of the settings, made from themselves.

``python -m copydesk.cli.reference commands`` and ``… settings`` print them.
"""

from __future__ import annotations

import sys

import click

from copydesk.cli import COMMANDS, cli

HEAD = """# Commands

Made from the commands' own help by `make docs`.

```
{help}
```
"""


def page() -> str:
    """The page as Markdown, the same on every terminal."""
    root = click.Context(
        cli,
        info_name="copydesk",
        terminal_width=96,
        max_content_width=96,
        help_option_names=["-h", "--help"],
    )
    parts = [HEAD.format(help=cli.get_help(root).strip())]
    for name in COMMANDS:
        command = cli.get_command(root, name)
        if command is None:
            raise LookupError(f"the command {name} is listed and not there")
        context = click.Context(
            command, info_name=name, parent=root, terminal_width=96, max_content_width=96
        )
        parts.append(f"## copydesk {name}\n\n```\n{command.get_help(context).strip()}\n```\n")
        for inner in sorted(command.commands.items()) if isinstance(command, click.Group) else ():
            within = click.Context(
                inner[1],
                info_name=inner[0],
                parent=context,
                terminal_width=96,
                max_content_width=96,
            )
            text = inner[1].get_help(within).strip()
            parts.append(f"### copydesk {name} {inner[0]}\n\n```\n{text}\n```\n")
    return "\n".join(parts)


SETTINGS_HEAD = """# Settings

Made from the settings themselves by `make docs`.

copydesk reads `copydesk.toml` in the working folder, or the file that `--config` names. In the
environment a setting is called as in the second column. The command line wins over the
environment, and the environment over the file. A key that names no setting is an error;
`copydesk config check` says so before a run does, and `copydesk config show` prints what is in
force.

| key | in the environment | takes | without it | what it does |
|---|---|---|---|---|
"""


def settings_page() -> str:
    """The page of the settings as Markdown."""
    from copydesk.setting_list import all_settings

    rows = [
        f"| `{s.key}` | `{s.variable}` | {s.kind} | {f'`{s.default}`' if s.default else '–'} "
        f"| {s.meaning.replace('``', '`')} |"
        for s in all_settings()
    ]
    return SETTINGS_HEAD + "\n".join(rows) + "\n"


if __name__ == "__main__":
    click.echo(settings_page() if sys.argv[1:] == ["settings"] else page(), nl=False)
