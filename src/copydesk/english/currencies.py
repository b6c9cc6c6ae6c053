"""Currencies by their full names, as CLDR (through Babel) has them: "Kenyan shillings"."""

from __future__ import annotations

from typing import Final

from babel.numbers import get_currency_name

from copydesk.english.lists import in_order, table

#: What countries write for their currency in place of the ISO 4217 code, with that.
LOCAL: Final = table("units", "local codes")
#: All that is written for a currency in capitals.
CODES: Final = (*in_order("units", "codes"), *LOCAL)


def names() -> dict[str, str]:
    """Patterns of the names by the ISO 4217 codes of the data file.

    Each is a regular expression for lower case in which one space stands for any white space. "New"
    may be left out or stand elsewhere: "Israeli shekels", "new Israeli shekels". Other nouns for
    what CLDR names ("crowns" for koruna) stand in the data file.
    """
    also = table("units", "currency nouns")
    found: dict[str, str] = {}
    for code in in_order("units", "codes"):
        one, many = (get_currency_name(code, n, locale="en").lower().split() for n in (1, 2))
        if len(one) == 1:
            continue  # the euro, and what has no name but its code
        whose = " ".join(word for n, word in enumerate(one[:-1]) if n == 0 or word != "new")
        nouns = {one[-1], many[-1], *also.get(one[-1], "").split()}
        longest_first = "|".join(sorted(nouns, key=lambda noun: (-len(noun), noun)))
        found[code] = f"(?:new )?{whose} (?:new )?(?:{longest_first})"
    return found
