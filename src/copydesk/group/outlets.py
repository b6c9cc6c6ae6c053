"""Who publishes: names, domains, families and kinds of outlets, as data users can extend."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from pathlib import Path
from urllib.parse import urlsplit

from copydesk.errors import SettingsError

KINDS = ("outlet", "agency", "official", "aggregator")


@dataclass(frozen=True, slots=True)
class Outlet:
    """One outlet.

    Attributes:
        name: as printed.
        kind: one of `KINDS`.
        family: the house that owns it; its own name when it stands alone.
        domains: registered domains or hosts; a host counts for all hosts under it.
        names: other names and short forms.
        country: where it has its seat, ISO 3166-1 alpha-2; "" when not known or of no country.
        known: False for an outlet that no table lists.
    """

    name: str
    kind: str = "outlet"
    family: str = ""
    domains: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    country: str = ""
    known: bool = True


@dataclass(frozen=True, slots=True)
class Outlets:
    """A table of outlets that answers for names and addresses.

    Later entries win over earlier ones of the same name or domain.
    """

    entries: tuple[Outlet, ...]
    _names: dict[str, Outlet] = field(default_factory=dict, compare=False)
    _domains: dict[str, Outlet] = field(default_factory=dict, compare=False)

    def __post_init__(self) -> None:
        for entry in self.entries:
            self._names.update({fold(name): entry for name in (entry.name, *entry.names)})
            self._domains.update(dict.fromkeys(entry.domains, entry))

    def named(self, name: str | None) -> Outlet | None:
        """The outlet with that name or domain; None when the table has none."""
        if not name:
            return None
        found = self._names.get(fold(name))
        if found is None and "." in name and " " not in name:
            found = self._at(name.lower())
        return found

    def of(self, name: str | None, url: str | None) -> Outlet | None:
        """The outlet of a report; one of its own when the table has none.

        None when neither a name nor an address is given.
        """
        host = (urlsplit(url or "").hostname or "").removeprefix("www.")
        found = self.named(name) or self._at(host)
        if found is not None:
            return found
        shown = (name or "").strip() or host
        return Outlet(shown, family=fold(shown), known=False) if shown else None

    def _at(self, host: str) -> Outlet | None:
        parts = host.split(".")
        tails = (".".join(parts[start:]) for start in range(len(parts) - 1))
        return next((self._domains[tail] for tail in tails if tail in self._domains), None)


def fold(name: str) -> str:
    """A name without case, accents, punctuation, "www." and a leading article."""
    plain = unicodedata.normalize("NFKD", name.lower().removeprefix("www."))
    words = re.findall(r"[^\W_]+", plain)
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


@cache
def shipped() -> Outlets:
    """The table that comes with copydesk."""
    text = resources.files("copydesk.group").joinpath("outlets.json").read_text("utf-8")
    return Outlets(tuple(_entries(json.loads(text), "outlets.json")))


def extended(path: Path) -> Outlets:
    """The shipped table with the entries of a user's file, which win.

    The file is a JSON list of objects with ``name`` and, as wanted, ``kind``, ``family``,
    ``domains``, ``names`` and ``country``.

    Raises:
        SettingsError: when the file cannot be read as such a list.
    """
    try:
        rows = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise SettingsError(f"{path}: no table of outlets can be read: {error}") from error
    return Outlets((*shipped().entries, *_entries(rows, str(path))))


def _entries(rows: object, source: str) -> Iterable[Outlet]:
    if not isinstance(rows, list):
        raise SettingsError(f"{source}: a table of outlets is a JSON list of objects")
    for number, row in enumerate(rows, start=1):
        if not isinstance(row, dict) or not isinstance(row.get("name"), str):
            raise SettingsError(f'{source}: entry {number} needs a "name"')
        kind = row.get("kind", "outlet")
        if kind not in KINDS:
            raise SettingsError(f"{source}: entry {number}: kind is one of {', '.join(KINDS)}")
        yield Outlet(
            name=row["name"],
            kind=kind,
            family=row.get("family") or row["name"],
            domains=tuple(row.get("domains", ())),
            names=tuple(row.get("names", ())),
            country=row.get("country", ""),
        )
