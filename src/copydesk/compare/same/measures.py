"""Units of measure that are set against each other, and what one of each is worth in the others."""

from __future__ import annotations

from typing import Final

#: Kind of a unit and its worth in the kind's own unit.
_KINDS: Final[dict[str, tuple[str, float]]] = {
    "km": ("length", 1000.0), "m": ("length", 1.0), "cm": ("length", 0.01), "mm": ("length", 0.001),
    "foot": ("length", 0.3048), "inch": ("length", 0.0254), "yard": ("length", 0.9144),
    "mile": ("length", 1609.344), "kg": ("mass", 1.0), "g": ("mass", 0.001),
    "tonne": ("mass", 1000.0), "t": ("mass", 1000.0), "ounce": ("mass", 0.02834952),
    "ha": ("area", 1.0), "hectare": ("area", 1.0), "acre": ("area", 0.40468564),
    "km2": ("area", 100.0), "minute": ("duration", 1.0), "second": ("duration", 1 / 60),
    "hour": ("duration", 60.0), "day": ("days", 1.0), "week": ("days", 7.0),
    "month": ("days", 30.4), "year": ("years", 1.0), "percent": ("percent", 1.0),
    "fraction": ("percent", 100.0),
    "degree": ("temperature", 1.0), "fahrenheit": ("temperature", 5 / 9),
    "clock": ("clock", 1.0), "km/h": ("speed", 1.0), "litre": ("volume", 1.0),
}  # fmt: skip


def kind(unit: str) -> str | None:
    """Class of units that may be one thing; None for what is counted.

    Currencies (ISO 4217 codes) are kinds of their own: their rates are not known.
    """
    if unit in _KINDS:
        return _KINDS[unit][0]
    return unit if is_money(unit) else None


def is_money(unit: str) -> bool:
    """Whether the unit is a currency (an ISO 4217 code)."""
    return len(unit) == 3 and unit.isupper() and unit.isalpha()


def size(value: float, unit: str) -> float:
    """An amount in its kind's own unit: metres, per cents, degrees Celsius; a count as it is."""
    return (value - 32 if unit == "fahrenheit" else value) * factor(unit)


def factor(unit: str) -> float:
    """What one of the unit is worth in its kind's own unit; 1.0 for what is counted."""
    return _KINDS[unit][1] if unit in _KINDS else 1.0
