"""Given names that tell a gender in English-language news, and titles that do.

Only names that are borne almost by one gender alone stand in ``data/given_names.txt``; every other
name tells nothing.
"""

from __future__ import annotations

from typing import Final

from copydesk.english.lists import words

MALE: Final = words("given_names", "male")
FEMALE: Final = words("given_names", "female")
MALE_TITLES: Final = words("given_names", "male titles")
FEMALE_TITLES: Final = words("given_names", "female titles")


def gender_of(given: str, title: str | None) -> str | None:
    """``"female"``, ``"male"``, or None where neither the title nor the given name tells.

    Args:
        given: the given name as written; empty when unknown.
        title: words before the name ("Mrs.", "British Prime Minister"); None without.
    """
    own = {word.strip(".,").lower() for word in (title or "").split()}
    by_title = {
        gender
        for gender, titles in (("female", FEMALE_TITLES), ("male", MALE_TITLES))
        if own & titles
    }
    if len(by_title) == 1:
        return by_title.pop()
    name = given.lower()
    if name in FEMALE:
        return "female"
    return "male" if name in MALE else None
