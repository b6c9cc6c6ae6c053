"""Plain words in place of long ones: what a desk's style book asks for, both sides alike."""

from __future__ import annotations

import re
from functools import cache

from copydesk.english.lists import table, words


@cache
def plain_words() -> dict[tuple[str, ...], tuple[str, ...]]:
    """Long phrase to plain one, both as words as written in running text."""
    found = table("plain", "plain")
    return {tuple(long.split()): tuple(plain.split()) for long, plain in found.items()}


def unshouted(text: str) -> str:
    """A text with words in small letters that it writes in capitals only to stress them."""
    return _SHOUTED.sub(lambda m: m.group().lower(), text)


_SHOUTED = re.compile(rf"\b(?:{'|'.join(sorted(w.upper() for w in words('plain', 'shouted')))})\b")


def fits(phrase: tuple[str, ...], part_of_speech: str, tag: str) -> bool:
    """Whether the phrase may be replaced where its first word is of a part of speech.

    Args:
        phrase: a key of `plain_words`.
        part_of_speech: universal tag of its first word.
        tag: its Penn Treebank tag, which tells a participle from the plain form.
    """
    first = phrase[0]
    # "Due to" may be "because of"; what "is due to appear" is not.
    if first in words("plain", "adposition") and (len(phrase) == 1 or first == "due"):
        return part_of_speech in ("ADP", "SCONJ")
    if first in words("plain", "adverb"):
        return part_of_speech == "ADV"
    if first in words("plain", "participle"):
        return tag == "VBN"
    if first in words("plain", "verb"):
        return part_of_speech == "VERB"
    return True
