"""Packages whose names are loaded when somebody asks for them (PEP 562).

A package that imports all its modules makes everyone pay for all of them: who only reads pages
would wait for the language model. Type checkers see the same names through ``TYPE_CHECKING``.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any


def names_of(package: str, homes: Mapping[str, str]) -> Callable[[str], Any]:
    """A ``__getattr__`` for a package.

    Args:
        package: its ``__name__``.
        homes: for each name, the module of the package that it lives in.

    Raises:
        ValueError: when a name is also a module of the package: importing that module would put
            it in the name's place.
    """
    if taken := sorted(set(homes) & set(homes.values())):
        raise ValueError(f"{package}: {', '.join(taken)} is a name and a module")

    def find(name: str) -> Any:
        if name not in homes:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        found = getattr(import_module(f"{package}.{homes[name]}"), name)
        setattr(sys.modules[package], name, found)
        return found

    return find
