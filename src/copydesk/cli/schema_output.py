"""The JSON Schemas of what the commands print.

Only click is imported here; see `copydesk.cli.single_stages`.
"""

from __future__ import annotations

import click


@click.command()
@click.argument("name", metavar="[NAME]", required=False)
def schema(name: str | None) -> None:
    """Print the JSON Schema of a record, or without NAME the names there are.

    \b
    copydesk schema
    copydesk schema comparison
    """
    from copydesk.contracts.schema_files import CONTRACTS, text_of

    if name is None:
        width = max(map(len, CONTRACTS))
        for key, contract in CONTRACTS.items():
            click.echo(f"{key:{width}}  {contract.where.replace('`', '')}")
    elif name in CONTRACTS:
        click.echo(text_of(name), nl=False)
    else:
        names = ", ".join(CONTRACTS)
        raise click.BadParameter(f"there is no {name!r}; there are {names}", param_hint="NAME")
