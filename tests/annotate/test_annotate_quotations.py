"""Quotation marks: every way news prints them, and every way they go wrong."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.annotate.speech import quotation_marks
from copydesk.model import Article, Block, Role, Sentence


def article(text: str, *furniture: tuple[int, int]) -> Article:
    """One body block, cut by furniture."""
    blocks: list[Block] = []
    at = 0
    for start, end in furniture:
        blocks += [Block(at, start, Role.BODY), Block(start, end, Role.FURNITURE)]
        at = end
    blocks.append(Block(at, len(text), Role.BODY))
    return Article(id="a", text=text, blocks=tuple(blocks))


def found(text: str, *furniture: tuple[int, int]) -> list[str]:
    """The quoted words of a text."""
    marked = quotation_marks.find(article(text, *furniture), ())
    return [text[m.start : m.end] for m in marked]


CASES = [
    ("“We will rebuild,” the mayor said.", ["We will rebuild,"]),
    ('"We will rebuild," the mayor said.', ["We will rebuild,"]),
    ("''We will rebuild,'' the mayor said.", ["We will rebuild,"]),
    ("``We will rebuild,'' the mayor said.", ["We will rebuild,"]),
    ("«We will rebuild», the mayor said.", ["We will rebuild"]),
    ("‘We will rebuild,’ the mayor said.", ["We will rebuild,"]),
    ("'We will rebuild,' the mayor said.", ["We will rebuild,"]),
    ("Mayor: 'we won't rebuild'", ["we won't rebuild"]),
    ("‘It’s the owners’ fault,’ she said.", ["It’s the owners’ fault,"]),
    ("The owners' dogs' food is 'fine'.", ["fine"]),
    ("In the '90s they sang rock 'n' roll.", []),
    ("It’s Mills’ house, and the dogs’ too.", []),
    ("“He told me, ‘Go home,’ and I went,” she said.", ["He told me, ‘Go home,’ and I went,"]),
    ('"He told me "no" twice," she said.', ['He told me "no" twice,']),
    ("“One,” he said. “Two,” she said.", ["One,", "Two,"]),
    ('He is 6\'2" tall and said "hello" twice.', ["hello"]),
    ('It is "full of people, "the agency said.', ["full of people,"]),
    ("He said: “We stay.\n“We never leave.”", ["We stay.", "We never leave."]),
    ('He said: "We stay.\n"We never leave."', ["We stay.", "We never leave."]),
    ("“We stay.\n“We go,” he said.\n“No,” she said.", ["We stay.", "We go,", "No,"]),
    ("A stray ” mark.\n“We stay,” he said.", ["We stay,"]),
    ("An open “mark that never ends\nNext line, “all well,” he said.", ["all well,"]),
    ('One " stray.\nThen "all well," he said.', ["all well,"]),
    ("“” and “ ” are empty.", []),
    ("The so-called 'quick fix' of the firm's staff", ["quick fix"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_words_between_marks(text: str, expected: list[str]) -> None:
    assert found(text) == expected


def test_a_stray_mark_costs_itself_and_not_the_rest() -> None:
    lines = [
        '"First," said one.',
        'A 12" pipe broke.',
        '"Second," said two.',
        '"Third," said three.',
    ]
    assert found("\n".join(lines)) == ["First,", "Second,", "Third,"]


def test_furniture_is_not_read() -> None:
    text = "He said it.\n“Subscribe now”\n“We stay,” he said."
    start = text.index("“Subscribe")
    assert found(text, (start, start + len("“Subscribe now”"))) == ["We stay,"]


def test_an_utterance_goes_on_past_furniture() -> None:
    text = "“We stay in the town and\nRead also: more news\nwe rebuild it,” he said."
    start = text.index("Read also")
    marked = quotation_marks.find(article(text, (start, start + len("Read also: more news"))), ())
    assert [text[m.start : m.end] for m in marked] == [
        "We stay in the town and",
        "we rebuild it,",
    ]
    assert marked[0].continues
    assert not marked[1].continues


def test_the_sentence_of_a_quotation_is_where_its_words_begin() -> None:
    text = "It rained. “We stay,” he said."
    sentences = (Sentence(0, 10, Role.BODY, 0, 0, 0), Sentence(11, len(text), Role.BODY, 0, 0, 0))
    assert [m.sentence for m in quotation_marks.find(article(text), sentences)] == [1]


MARKS = st.sampled_from([*"\"“”„‘’'«»`´″ \n.,!?:—-", "''", "``", "said", "Word", "5", "s"])


@given(st.lists(MARKS, max_size=80).map("".join))
def test_odd_marks_never_break_it(text: str) -> None:
    marked = quotation_marks.find(article(text), ())
    last = 0
    for m in marked:
        assert last <= m.opened <= m.start < m.end <= m.closed <= len(text)
        words = text[m.start : m.end]
        assert words == words.strip()
        assert "\n" not in words
        last = m.closed


WORDS = st.lists(
    st.sampled_from(["rain", "town", "old", "bridge", "near", "river"]), min_size=2, max_size=6
)


@given(
    st.lists(WORDS, min_size=1, max_size=6), st.sampled_from([("“", "”"), ('"', '"'), ("''", "''")])
)
def test_any_run_of_plain_quotations_is_found_word_for_word(
    said: list[list[str]], marks: tuple[str, str]
) -> None:
    opening, closing = marks
    quoted = [" ".join(words).capitalize() + "," for words in said]
    text = " ".join(f"{opening}{q}{closing} he said." for q in quoted)
    assert found(text) == quoted
