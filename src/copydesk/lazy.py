"""Packages whose names are loaded when somebody asks for them (PEP 562).

A package that imports all its modules makes everyone pay for all of them: who only reads pages
would wait for the language model. Type checkers see the same names through ``TYPE_CHECKING``.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import inspect


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


class _Verb(ModuleType):
    """A package that can be called: as the function of the public API that has its name."""

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._function()(*args, **kwargs)

    @property
    def __signature__(self) -> inspect.Signature:
        from inspect import signature  # noqa: PLC0415  costs more than all the rest here

        return signature(self._function())

    def _function(self) -> Callable[..., Any]:
        package, _, verb = self.__name__.rpartition(".")
        found: Callable[..., Any] = getattr(import_module(f"{package}.library"), verb)
        return found


def also_a_function(package: str) -> None:
    """Let a package be called by the name that the public API has for its function.

    A stage's package and the verb of the public API have one name, and Python puts a package
    there as soon as it is imported (decision 8). Type checkers see the function: ``__init__.pyi``.

    Args:
        package: its ``__name__``.
    """
    sys.modules[package].__class__ = _Verb
