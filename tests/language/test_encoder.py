"""What the encoder's parts promise: pieces, lemma edits, trees, windows."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from copydesk import language
from copydesk.annotate.parsing import load
from copydesk.language import lemmas
from copydesk.language.encoder import WINDOW, Encoder
from copydesk.language.trees import best_tree
from copydesk.language.wordpieces import WordPieces, capitals

PIECES = WordPieces(
    [
        "[PAD]",
        "[UNK]",
        "[CLS]",
        "[SEP]",
        "[MASK]",
        "un",
        "##fold",
        "##ed",
        "fold",
        "-",
        "s",
        "u",
        ".",
    ]
)


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder(language.path() / "encoder")


def test_pieces_are_the_longest_first_and_marks_stand_alone() -> None:
    assert PIECES.of("Unfolded") == (5, 6, 7)
    assert PIECES.of("fold-un") == (8, 9, 5)
    assert PIECES.of("U.S.") == (11, 12, 10, 12)
    assert PIECES.of("xyz") == (1,)
    assert PIECES.of("\u200b") == (1,)


@given(st.text(max_size=30))
def test_every_word_has_pieces_and_a_class_of_capitals(word: str) -> None:
    assert len(PIECES.of(word)) >= 1
    assert 0 <= capitals(word) <= 7


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("—", 0),
        ("bread", 1),
        ("A", 2),
        ("Bread", 3),
        ("BREAD", 4),
        ("McBread", 5),
        ("12", 6),
        ("5G", 7),
    ],
)
def test_capitals(word: str, expected: int) -> None:
    assert capitals(word) == expected


@given(st.text(min_size=1, max_size=15), st.text(min_size=1, max_size=15))
def test_an_edit_makes_the_lemma_it_was_read_from(word: str, lemma: str) -> None:
    assert lemmas.apply(word, lemmas.edit(word, lemma)) == lemma


def test_an_edit_carries_over_to_other_words() -> None:
    assert lemmas.apply("Cities", lemmas.edit("parties", "party")) == "City"
    assert lemmas.apply("a", lemmas.edit("parties", "party")) == "a"


def test_a_lemma_is_looked_up_then_taken_as_it_stands_then_made_of_a_known_word() -> None:
    lexicon, known = {("ran", "VBD"): "run"}, {"pledge", "ran"}
    edits = ["l 2 ", "l 1 "]
    assert lemmas.choose("Ran", "VBD", edits, lexicon, known) == "run"
    assert lemmas.choose("Pledge", "NN", edits, lexicon, known) == "pledge"
    assert lemmas.choose("pledged", "VBD", edits, lexicon, known) == "pledge"
    assert lemmas.choose("glorped", "VBD", edits, lexicon, known) == "glorp"
    assert lemmas.choose("Banks", "NNPS", ["a 1 "], lexicon, known) == "Bank"


def _total(scores: np.ndarray, heads: tuple[int, ...] | list[int]) -> float:
    return float(sum(scores[i, head + 1] for i, head in enumerate(heads)))


def _is_tree(heads: tuple[int, ...] | list[int]) -> bool:
    if sum(head == -1 for head in heads) != 1:
        return False
    for at in range(len(heads)):
        seen = set[int]()
        while at != -1:
            if at in seen:
                return False
            seen.add(at)
            at = heads[at]
    return True


@given(
    st.integers(1, 4).flatmap(
        lambda n: arrays(np.float32, (n, n + 1), elements=st.floats(-8, 8, width=32))
    )
)
def test_the_tree_is_the_best_of_all(scores: np.ndarray) -> None:
    n = len(scores)
    heads = best_tree(scores)
    assert _is_tree(heads)
    every = (h for h in product(range(-1, n), repeat=n) if _is_tree(h))
    assert _total(scores, heads) == pytest.approx(max(_total(scores, h) for h in every), abs=1e-3)


@given(st.integers(5, 30), st.integers(0, 1000))
def test_long_sentences_have_one_root_and_no_cycle(n: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(n, n + 1)).astype(np.float32)
    assert _is_tree(best_tree(scores))


def test_a_text_has_the_same_scores_whatever_it_is_read_with(encoder: Encoder) -> None:
    texts = [
        ["The", "mayor", "opened", "the", "bridge", "."],
        ["Rain", "fell", "."],
        [
            "A",
            "long",
            "report",
            "of",
            "the",
            "council",
            "'s",
            "meeting",
            "on",
            "Monday",
            "evening",
            ",",
            "in",
            "the",
            "town",
            "hall",
            ".",
        ],
    ]
    alone = [encoder.read([text])[0][0] for text in texts]
    together = [windows[0] for windows in encoder.read(texts)]
    for one, other in zip(alone, together, strict=True):
        assert one.tags.tolist() == other.tags.tolist()
        assert np.allclose(one.arcs, other.arcs, atol=1e-3)
        assert np.allclose(one.names, other.names, atol=1e-3)


def test_a_long_text_is_read_in_windows_that_end_with_sentences(encoder: Encoder) -> None:
    words = ["The", "council", "met", "again", "."] * 200
    windows = encoder.read([words])[0]
    assert len(windows) > 1
    assert sum(len(w.tags) for w in windows) == len(words)
    for window in windows:
        assert len(window.tags) <= WINDOW
        assert window.first % 5 == 0


def test_white_space_only_and_endless_words_are_read() -> None:
    nlp = load().nlp
    assert [t.tag_ for t in nlp("  \n ")] == ["_SP"]
    assert len(nlp("x" * 5000 + " met Ada.")) == 4
    assert [len(nlp(text)) for text in ("", "\u200b", "🙂")] == [0, 1, 1]
    doc = nlp("Ada   Byron met\n\nBram .")
    assert all(t.head.i < len(doc) for t in doc)
