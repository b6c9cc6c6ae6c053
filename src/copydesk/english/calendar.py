"""Days, months and years as English writes them."""

from __future__ import annotations

from typing import Final

from copydesk.english.lists import in_order

WEEKDAYS: Final = in_order("calendar", "weekdays")
MONTHS: Final = in_order("calendar", "months")
#: Both, and months shortened, as words in lower case.
DAYS_AND_MONTHS: Final = frozenset((*WEEKDAYS, *MONTHS))
SHORT_MONTHS: Final = frozenset(m.lower() for m in in_order("calendar", "short months"))
#: Days with a name of their own ("Palm Sunday").
FEASTS: Final = "|".join(in_order("calendar", "feasts"))
#: Patterns of a weekday and of a month, each in full.
WEEKDAY: Final = f"(?:{'|'.join(day.title() for day in WEEKDAYS)})"
MONTH_IN_FULL: Final = f"(?:{'|'.join(month.title() for month in MONTHS)})"
_WRITTEN: Final = (*(month.title() for month in MONTHS), *in_order("calendar", "short months"))
#: Pattern of a month as written in running text, in full or shortened.
MONTH: Final = rf"(?:{'|'.join(_WRITTEN)})\b\.?"
#: Pattern of a year that news may mean.
YEAR: Final = r"(?:1[5-9]\d\d|20\d\d)"
