"""Reports that share a form and not an event: quarterly results, tables, issues of bonds, notices.

Two reports written in one form agree in the order of their words, as copies do, and differ in what
fills the form: names, numbers, what the title names. Copies and updates of one dispatch agree in
both. So a pair is of one form only where the order of its words is much the same *and* what
fills it is not. Reports that were written apart share too little of their order to be judged.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from copydesk.group.word_arrays import Flags, Hashes, mix

#: Code points of the body that show its form: openings, where a form is strictest.
OPENING = 800
#: Of the shorter opening's pairs of words the other has at least this share. Of 5,712 likely pairs
#: in the labelled development sets 362 have it, nearly all of them copies.
_SAME_FORM = 0.3
#: What fills two forms differs where they share less than a third of it: the cosine of names, the
#: share of numbers; of the titles, where each is for a third without a word in the other report.
_THIRD = 1 / 3
#: Two of these three must differ.
_SIGNS = 2
#: So many names or numbers are needed to say that they differ.
_ENOUGH = 2
_NUMBER = np.uint64(0x9E3779B97F4A7C15)

Weights = npt.NDArray[np.float64]
Places = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Filling:
    """The form of a report, and what fills it. Words are identities, ascending.

    Attributes:
        form: pairs of neighbouring words of the opening, its names left out, all numbers alike.
        numbers: of title and opening.
        names, name_weights: words with a capital inside a sentence; a vector of length one.
        title, title_weights: places of the title's words; weights add up to one.
        words: places of all words, as `Reading` has them.
    """

    form: Hashes
    numbers: Hashes
    names: Hashes
    name_weights: Weights
    title: Places
    title_weights: Weights
    words: Places


def filling(
    title: Hashes,
    title_number: Flags,
    title_rarity: Weights,
    body: Hashes,
    number: Flags,
    name: Flags,
    opening: int,
    body_rarity: Weights,
    words: Places,
) -> Filling:
    """The filling of one report.

    Args:
        title, body: identities of their words, in order.
        title_number, number: which of them are numbers.
        name: which words of the body are names.
        opening: how many words of the body belong to the opening.
        title_rarity, body_rarity: inverse document frequency of each word.
        words: places of all words, ascending.
    """
    begin = slice(0, opening)
    running = np.where(number[begin], _NUMBER, body[begin])[~name[begin]]
    pairs = mix(running[:-1] * np.uint64(3) + running[1:]) if len(running) > 1 else running[:0]
    names, first, times = np.unique(body[name], return_index=True, return_counts=True)
    weights = (1 + np.log(times)) * body_rarity[name][first]
    length = float(np.sqrt(weights @ weights)) or 1.0
    heads, at = np.unique(place_of(title[~title_number]), return_index=True)
    head_weights = title_rarity[~title_number][at]
    return Filling(
        form=np.unique(pairs),
        numbers=np.unique(np.concatenate((title[title_number], body[begin][number[begin]]))),
        names=names,
        name_weights=weights / length,
        title=heads,
        title_weights=head_weights / (float(head_weights.sum()) or 1.0),
        words=words,
    )


def place_of(hashes: Hashes) -> Places:
    """The place of each word in a view; see `copydesk.group.views`."""
    return (hashes >> np.uint64(47)).astype(np.int32)


def one_form(a: Filling, b: Filling) -> bool:
    """Whether two reports share a form and not what fills it."""
    least = min(len(a.form), len(b.form))
    if least == 0 or _common(a.form, b.form) < _SAME_FORM * least:
        return False
    names = min(len(a.names), len(b.names)) >= _ENOUGH and _names(a, b) < _THIRD
    least = min(len(a.numbers), len(b.numbers))
    numbers = least >= _ENOUGH and _common(a.numbers, b.numbers) < _THIRD * least
    titles = min(_missing(a, b), _missing(b, a)) >= _THIRD
    return names + numbers + titles >= _SIGNS


def _common(a: Hashes, b: Hashes) -> int:
    return len(np.intersect1d(a, b, assume_unique=True))


def _names(a: Filling, b: Filling) -> float:
    _, of_a, of_b = np.intersect1d(a.names, b.names, assume_unique=True, return_indices=True)
    return float(a.name_weights[of_a] @ b.name_weights[of_b])


def _missing(a: Filling, b: Filling) -> float:
    """Share of a title that the other report never mentions."""
    absent = ~np.isin(a.title, b.words, assume_unique=True)
    return float(a.title_weights[absent].sum())
