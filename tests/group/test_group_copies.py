"""What grouping promises of copies and shared passages."""

from __future__ import annotations

from dataclasses import replace

import pytest
from group_reports import EVENTS, article, reports
from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk import group
from copydesk.group.word_arrays import cut

LONG = " ".join(text for told in EVENTS.values() for _, text in told)
HALF = len(LONG) // 2


def test_a_copy_with_another_frame_is_a_copy() -> None:
    framed = f"By our own staff, Eastholm.\n{LONG}\nRead more in tomorrow's paper."
    (found,) = group.copies([article("a", LONG), article("b", framed)])
    assert (found.a, found.b) == ("a", "b")
    assert found.score >= group.COPY


def test_independent_reports_share_nothing() -> None:
    assert group.copies(reports()) == ()


def test_passages_are_the_same_words_in_both() -> None:
    other = "Something else entirely came first here. " + LONG[100:HALF] + " And this came after."
    (found,) = group.copies([article("a", LONG), article("b", other)])
    assert found.passages
    for passage in found.passages:
        a, b = passage.a.of(LONG), passage.b.of(other)
        assert [w.strip(".,").lower() for w in a.split()] == [
            w.strip(".,").lower() for w in b.split()
        ]
    longest = max(len(passage.a) for passage in found.passages)
    assert longest > 0.9 * (HALF - 100)


@pytest.mark.parametrize(("left", "right"), [("“", "”"), ('"', '"')])
def test_shared_quotations_do_not_make_a_copy(left: str, right: str) -> None:
    quote = left + LONG[:HALF].replace('"', "") + right
    one = f"The minister spoke in Quorn. {quote} Reporters asked nothing after that, said one."
    two = f"In a long speech at night, he said: {quote} The hall was half empty by the end of it."
    assert group.copies([article("a", one), article("b", two)]) == ()


@pytest.mark.parametrize("before", [" ", "\n"])
def test_embedded_posts_do_not_make_a_copy(before: str) -> None:
    post = f"{LONG[:HALF]}{before}— Ines Talvik (@talvik) March 4, 2031"
    one = f"The minister wrote at night.\n{post}\nReporters asked nothing after that, said one."
    two = f"Here is what we know so far of the post.\n{post}\nThe hall was half empty by then."
    assert group.copies([article("a", one), article("b", two)]) == ()


def test_what_an_outlet_always_prints_is_not_a_copy() -> None:
    footer = " Thank you for reading the Ledger. If you find our work useful please share it with "
    footer += "a friend and consider a subscription, which pays for our reporters and their travel."
    texts = [told[0][1] + footer for told in EVENTS.values()]
    assert group.copies([article(str(n), t, outlet="Ledger") for n, t in enumerate(texts)]) == ()


def test_word_for_word_copies_are_paired_with_the_first() -> None:
    found = group.copies([article(str(n), LONG) for n in range(4)])
    assert [(copy.a, copy.b, copy.score) for copy in found] == [
        ("0", "1", 1.0),
        ("0", "2", 1.0),
        ("0", "3", 1.0),
    ]


def test_odd_input() -> None:
    assert group.copies([]) == ()
    assert group.copies([article("a", ""), article("b", ""), article("c", "one two")]) == ()


def test_of_two_reports_with_one_id_the_later_is_compared() -> None:
    first, second = article("a", LONG), article("a", f"Now rewritten. {LONG[HALF:]}")
    assert group.copies([first, article("b", LONG[:HALF]), second]) == ()
    (found,) = group.copies([first, second, article("b", LONG[HALF:])])
    assert (found.a, found.b) == ("a", "b")


def test_a_very_long_report_is_compared_as_any_other() -> None:
    filler = " ".join(f"item {n} of list {n // 7}" for n in range(100_000))
    assert len(filler) > 2_000_000
    (found,) = group.copies([article("a", LONG), article("b", f"{LONG} {filler}")])
    assert found.score >= group.COPY


def test_each_of_very_many_framed_copies_leads_back_to_the_first() -> None:
    framed = [
        article(str(n), f"Our {n * 7} readers in town {n} know.\n{LONG}\nMore on page {n * 3}.")
        for n in range(250)
    ]
    joined = {copy.b for copy in group.copies(framed) if copy.score >= group.COPY}
    assert joined == {str(n) for n in range(1, 250)}


def test_order_of_input_does_not_change_who_copies_whom() -> None:
    cut_short = replace(article("b", LONG[:HALF]), outlet="Other")
    forth = group.copies([article("a", LONG), cut_short])
    back = group.copies([cut_short, article("a", LONG)])
    assert [c.score for c in forth] == [c.score for c in back]


@settings(deadline=None, max_examples=200)
@given(st.lists(st.text(max_size=40), max_size=5))
def test_words_lie_in_their_text(texts: list[str]) -> None:
    words = cut(texts)
    for owner, start, end in zip(words.text, words.start, words.end, strict=True):
        assert 0 <= start < end <= len(texts[owner])
        assert "\n" not in texts[owner][start:end]
    assert words.bounds[-1] == len(words.hash)


@settings(deadline=None, max_examples=100)
@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=20))
def test_words_are_known_whatever_their_case_and_company(word: str) -> None:
    company = cut([f"({word.upper()}), then", f"and {word}."])
    assert company.hash[0] == cut([word]).hash[0] == company.hash[3]


def test_numbers_are_whole_and_accents_do_not_matter() -> None:
    thousand, plain, half, fifteen, accented, folded = cut(
        ["1,000", "1000", "1.5", "15", "Zürich", "zurich"]
    ).hash
    assert thousand == plain
    assert half != fifteen
    assert accented == folded
