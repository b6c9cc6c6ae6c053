"""Articles in, sentences, tokens, names and chains out, with the shipped pipeline."""

from __future__ import annotations

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from copydesk.annotate.parsing import Language, load, parse
from copydesk.model import Annotated, Article, Block, Chain, CitedOutlet, Role

ROLES = [role for role in Role if role is not Role.FURNITURE]


def article(*parts: tuple[Role, str], language: str = "en") -> Article:
    text, blocks, at = "\n".join(part for _, part in parts), list[Block](), 0
    for role, part in parts:
        label = part.split(":")[0].strip("• ") if role is Role.BULLET and ":" in part else None
        blocks.append(Block(at, at + len(part), role, label))
        at += len(part) + 1
    return Article("a", text, tuple(blocks), language=language)


def read(*parts: tuple[Role, str]) -> Annotated:
    return parse(article(*parts), load())


def texts(read: Annotated) -> list[str]:
    return [read.sentence_text(i) for i in range(len(read.sentences))]


def chain(read: Annotated, name: str) -> Chain:
    return next(c for c in read.chains if c.name == name)


def mentions(read: Annotated, name: str) -> list[str]:
    return [read.article.text[m.start : m.end] for m in chain(read, name).mentions]


def sound(read: Annotated) -> None:
    """What must hold of every annotated report."""
    text = read.article.text
    assert [t.start for t in read.tokens] == sorted({t.start for t in read.tokens})
    for token in read.tokens:
        assert token.start < token.end
        assert not token.text[0].isspace()
        sentence = read.sentences[token.sentence]
        assert sentence.first <= token.head < sentence.last
        assert sentence.start <= token.start < token.end <= sentence.end
    last = 0
    for sentence in read.sentences:
        assert sentence.first == last
        last = sentence.last
        block = read.article.blocks[sentence.block]
        assert block.start <= sentence.start < sentence.end <= block.end
        assert text[sentence.start : sentence.end].strip() == text[sentence.start : sentence.end]
        roots = [i for i in range(sentence.first, last) if read.tokens[i].head == i]
        assert len(roots) == 1
        for i in range(sentence.first, last):
            seen = set[int]()
            while i not in roots:
                assert i not in seen
                seen.add(i)
                i = read.tokens[i].head
    assert last == len(read.tokens)
    for i, entity in enumerate(read.entities):
        assert read.tokens[entity.first].start == entity.start
        assert read.tokens[entity.last - 1].end == entity.end
        assert i == 0 or read.entities[i - 1].last <= entity.first
        assert entity.chain is None or entity.chain < len(read.chains)


def test_blocks_are_units_and_furniture_is_not_read() -> None:
    got = read(
        (Role.HEADLINE, "Minister Visits Flood Zone. Pledges Aid"),
        (Role.FURNITURE, "Rate this article"),
        (Role.BODY, "The minister arrived early. She met residents."),
        (Role.BULLET, "• Aid: Two million dollars were pledged."),
    )
    assert texts(got) == [
        "Minister Visits Flood Zone. Pledges Aid",
        "The minister arrived early.",
        "She met residents.",
        "Aid: Two million dollars were pledged.",
    ]
    assert [s.role for s in got.sentences][-1] is Role.BULLET
    sound(got)


def test_a_label_hangs_on_its_sentence() -> None:
    got = read((Role.BULLET, "• Flood Aid: The minister promised money."))
    sound(got)
    root = next(t for i, t in enumerate(got.tokens) if t.head == i)
    assert root.text == "promised"


def test_a_dateline_is_a_place_and_part_of_its_sentence() -> None:
    got = read((Role.BODY, "BRESTOVA, Norway (AP) — The ferry sank on Monday."))
    assert len(got.sentences) == 1
    assert ("BRESTOVA", "LOC") in {
        (got.article.text[e.start : e.end], e.label) for e in got.entities
    }
    sound(got)


def test_markers_are_neither_tokens_nor_part_of_the_sentence() -> None:
    text = "The ferry sank in the storm Harbour Daily1. Nobody was hurt."
    at = text.index("Harbour")
    marker = CitedOutlet(at, at + len("Harbour Daily1"), "Harbour Daily", "1", 1)
    got = parse(
        Article("a", text, (Block(0, len(text), Role.BODY),), cited_outlets=(marker,)), load()
    )
    assert texts(got) == ["The ferry sank in the storm", "Nobody was hurt."]
    assert "Daily1" not in {token.text for token in got.tokens}
    sound(got)


def test_one_person_is_one_chain() -> None:
    got = read(
        (Role.BODY, "Norwegian Prime Minister Jonas Berg visited London on Tuesday."),
        (Role.BODY, "Berg said the talks went well. He thanked the crowd."),
        (Role.BODY, "The Norwegian prime minister left on Friday."),
    )
    assert mentions(got, "Jonas Berg") == [
        "Jonas Berg", "Berg", "He", "The Norwegian prime minister",
    ]  # fmt: skip
    assert chain(got, "Jonas Berg").title == "Norwegian Prime Minister"


def test_two_who_share_a_surname_are_not_linked() -> None:
    got = read(
        (Role.BODY, "Robert Miller and Laura Miller testified on Monday."),
        (Role.BODY, "Miller said nothing. He smiled."),
    )
    linked = {name: mentions(got, name) for name in ("Robert Miller", "Laura Miller")}
    assert all("Miller" not in names[1:] for names in linked.values())


def test_an_acronym_and_its_expansion_are_one() -> None:
    got = read(
        (Role.BODY, "The United Nations met in Geneva. The U.N. said it would stay."),
    )
    assert mentions(got, "United Nations") == ["United Nations", "U.N."]


def test_days_are_resolved_against_the_day_of_the_report() -> None:
    text = "The ferry sank on Tuesday."
    report = Article(
        "a", text, (Block(0, len(text), Role.BODY),),
        published=datetime(2023, 6, 14, tzinfo=UTC), language="en",
    )  # fmt: skip
    assert [(t.first, t.last) for t in parse(report, load()).times] == [
        (date(2023, 6, 13), date(2023, 6, 13))
    ]


def test_another_language_gets_sentences_only() -> None:
    got = parse(article((Role.BODY, "Der Minister kam. Er ging."), language="de"), load())
    assert not got.parsed
    assert got.tokens == ()
    assert texts(got) == ["Der Minister kam.", "Er ging."]


def test_nothing_gives_nothing() -> None:
    assert parse(Article("a", "", ()), load()).sentences == ()
    assert parse(article((Role.BODY, " \n ")), load()).sentences == ()


LINE = "The minister said U.S. Dr. Vance “ ” ( ) . ? ! … — 5 p.m. • 2025 – and rose, 's"
WORDS = st.sampled_from([*LINE.split(), '"', "\n"])


@given(st.lists(st.tuples(st.sampled_from(ROLES), st.lists(WORDS, max_size=14)), max_size=4))
def test_any_text_is_annotated_soundly(parts: list[tuple[Role, list[str]]]) -> None:
    sound(read(*((role, " ".join(words)) for role, words in parts)))


def test_reading_twice_gives_the_same() -> None:
    language: Language = load()
    report = article((Role.BODY, "Laura Miller, the mayor, said on Monday that she would go."))
    assert parse(report, language) == parse(report, language)


def test_a_bare_name_before_a_relative_of_that_name_is_not_the_relative() -> None:
    got = read(
        (Role.BODY, "“I was angry,” Marlow said on Monday."),
        (Role.BODY, "Ms. Marlow lives in Port Hale, where her father, Robert Marlow, teaches."),
    )
    assert mentions(got, "Robert Marlow") == ["Robert Marlow"]
    plain = read(
        (Role.BODY, "“I was angry,” Marlow said on Monday."),
        (Role.BODY, "The teacher, Robert Marlow, lives in Port Hale."),
    )
    assert mentions(plain, "Robert Marlow") == ["Marlow", "Robert Marlow"]
