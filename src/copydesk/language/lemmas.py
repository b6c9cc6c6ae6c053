"""Lemmas: known ones from a lexicon, base forms as they stand, the rest by edits of the word.

An edit says how many characters to cut at a word's end and what to add; it is one class of the
encoder's lemma head, as in UDPipe 2 (Straka 2018, K18-2020).
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from itertools import chain
from pathlib import Path
from typing import Final

#: Penn tags of words that are lemmas as they stand, in lower case.
BASE: Final = frozenset({"NN", "VB", "VBP", "JJ", "RB", "IN", "CC", "UH", "TO", "RP", "EX", "WRB"})


def edit(word: str, lemma: str) -> str:
    """The edit that makes ``lemma`` of ``word``, e.g. ``"l 3 y"`` for Parties -> party.

    The first letter says whether the word is taken in lower case (``l``) or as it stands (``a``);
    a lemma that shares no beginning with its word is kept whole (``w be``).
    """
    for case, text in (("a", word), ("l", word.lower())):
        shared = 0
        while shared < min(len(text), len(lemma)) and text[shared] == lemma[shared]:
            shared += 1
        if shared or not lemma:
            return f"{case} {len(text) - shared} {lemma[shared:]}"
    return f"w {lemma}"


def apply(word: str, edit: str) -> str:
    """The lemma that an edit makes of a word; the word itself where the edit does not fit."""
    case, rest = edit.split(" ", 1)
    if case == "w":
        return rest
    cut, added = rest.split(" ", 1)
    text = word.lower() if case == "l" else word
    if int(cut) > len(text):
        return text
    return (text[: len(text) - int(cut)] + added) or text


def read_lexicon(path: Path) -> dict[tuple[str, str], str]:
    """Lemmas by lower-case word and Penn tag, from lines of word, tag and lemma."""
    rows = (line.split("\t") for line in path.read_text("utf-8").splitlines())
    return {(word, tag): lemma for word, tag, lemma in rows}


def choose(
    word: str,
    tag: str,
    edits: Iterable[str],
    lexicon: Mapping[tuple[str, str], str],
    known: Container[str],
) -> str:
    """The lemma of a word.

    Args:
        word: as it stands.
        tag: its Penn tag.
        edits: the best edits, the best first; at least one.
        lexicon: from `read_lexicon`.
        known: words, in lower case.
    """
    found = lexicon.get((word.lower(), tag))
    if found is not None:
        return found
    if tag in BASE:
        return word.lower()
    made = (apply(word, edit) for edit in edits)
    best = next(made)
    if tag in {"NNP", "NNPS"} or not word.isalpha():
        return best
    # the first that is a known word and keeps enough of the word to be its stem
    least = min(len(word), max(3, len(word) - 4))
    likely = (lemma for lemma in chain((best,), made) if len(lemma) >= least)
    return next((lemma for lemma in likely if lemma.lower() in known), best)
