"""The reference page of the commands, from their own help: ``python -m copydesk.cli.reference``."""

from __future__ import annotations

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
    return "\n".join(parts)


if __name__ == "__main__":
    click.echo(page(), nl=False)
