"""Rewriting: only licensed edits, each declared; what cannot stand is not taken."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from copydesk.compose.edit.absolute_days import calendar_of, day_edits, write_day
from copydesk.compose.edit.edits import Edit, apply
from copydesk.compose.edit.introductions import Named
from copydesk.compose.edit.rewrite import head_length, rewrite
from copydesk.compose.record.blemishes import balanced, outside_quotations
from copydesk.model import (
    Annotated,
    Article,
    Block,
    Chain,
    Entity,
    Mention,
    ResolvedTime,
    Role,
    Sentence,
    Span,
)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("LIND, Velland (VPA) — The dam burst.", "The dam burst."),
        ("(VPA) -- The dam burst.", "The dam burst."),
        ("Meanwhile, the dam burst.", "the dam burst."),
        ("But the dam held.", "the dam held."),
        ("LIND — Meanwhile, the dam burst.", "the dam burst."),
        ("So far, the dam holds.", "So far, the dam holds."),
        ("U.S.-built dams held.", "U.S.-built dams held."),
    ],
)
def test_datelines_and_connectives_go(text, rest):
    length = head_length(text)
    assert length is not None
    assert text[length:] == rest


@pytest.mark.parametrize("text", ["Also on Monday it rained.", "Later, the dam burst."])
def test_a_sentence_that_hangs_on_another_is_not_taken(text):
    assert head_length(text) is None


def wordings(annotated, text: str, number: int, **options) -> tuple[str, ...]:
    report = annotated(text)
    return tuple(w.text for w in rewrite(report, number, Named(), **options))


def test_an_opening_pronoun_becomes_the_name_and_says_so(annotated):
    report = annotated(
        "Harbour master Mary Brandt said the crew was safe.\nShe praised the fishermen at the port."
    )
    text = report.article.text
    chain = Chain(
        "Mary Brandt",
        "PERSON",
        (
            Mention(text.index("Mary"), text.index("Mary") + len("Mary Brandt"), "name"),
            Mention(text.index("She"), text.index("She") + len("She"), "pronoun"),
        ),
    )
    wording = rewrite(replace(report, chains=(chain,)), 1, Named())[-1]
    assert wording.text == "Mary Brandt praised the fishermen at the port."
    (swap,) = wording.substitutions
    assert (wording.text[swap.start : swap.end], swap.original) == ("Mary Brandt", "She")
    assert swap.mention.of(report.article.text) == "Mary Brandt"


def test_a_pronoun_that_may_mean_somebody_else_is_not_taken(annotated):
    report = annotated(
        "Harbour master Mary Brandt said Anna Holt was safe.\nShe praised the fishermen there."
    )
    text = report.article.text
    names = [
        Entity(text.index(name), text.index(name) + len(name), "PERSON", 0, 0)
        for name in ("Mary Brandt", "Anna Holt")
    ]
    start = text.index("She")
    chain = Chain(
        "Mary Brandt",
        "PERSON",
        (Mention(names[0].start, names[0].end, "name"), Mention(start, start + 3, "pronoun")),
    )
    assert rewrite(replace(report, chains=(chain,), entities=tuple(names)), 1, Named()) == ()


def test_a_pronoun_without_a_name_is_not_taken(annotated):
    assert wordings(annotated, "It rained in the valley.\nThey had not slept for a night.", 1) == ()
    assert wordings(annotated, "It rained.\nThis was not what people had hoped for.", 1) == ()


def test_an_aside_is_cut_only_to_reach_the_length(annotated):
    text = (
        "The old dam, which was built by prisoners in 1911 and widened after the war, "
        "burst above Lind on Monday night after a week of rain."
    )
    whole, *_ = wordings(annotated, text, 0)
    assert whole == text
    short, *others = wordings(annotated, text, 0, words=20)
    assert short == ("The old dam burst above Lind on Monday night after a week of rain.")
    assert others == [text]


def test_no_cut_takes_a_doubt_with_it(annotated):
    text = (
        "The old dam, which may have been built by prisoners in 1911 and widened later, "
        "burst above Lind on Monday night after a week of rain."
    )
    assert wordings(annotated, text, 0, words=12)[0] == text


def test_a_weekday_becomes_the_day_where_reports_agree(annotated):
    first = annotated("The crews worked at the dam above Lind on Tuesday.", 0)
    second = annotated("Crews in Lind worked at the dam on Tuesday.", 0)
    calendar = calendar_of((first, second))
    (changed, plain) = rewrite(first, 0, Named(), calendar=calendar)
    assert changed.text == "The crews worked at the dam above Lind on March 4."
    assert changed.substitutions[0].mention.of(first.article.text) in ("Tuesday", "on Tuesday")
    assert plain.text == "The crews worked at the dam above Lind on Tuesday."


def test_a_weekday_that_says_which_of_a_thing_stays(annotated):
    text = "Crews in Lind left the Tuesday meeting at the dam early."
    first, second = annotated(text, 0), annotated("Crews worked at the dam on Tuesday.", 0)
    (only,) = rewrite(first, 0, Named(), calendar=calendar_of((first, second)))
    assert only.text == text


def test_a_weekday_stays_where_reports_mean_different_days(annotated):
    text = "Crews worked at the dam on Tuesday."
    reports = (annotated(text, 0), annotated(text, 0, published=datetime(2031, 3, 19, tzinfo=UTC)))
    calendar = calendar_of(reports)
    assert {r.times[0].first for r in reports} != {reports[0].times[0].first}
    assert calendar.days == {}


@drawn(st.dates())
def test_days_are_written_without_locale(day):
    month, number = write_day(day).split()
    assert month[0].isupper()
    assert int(number) == day.day


@drawn(st.text(alphabet='ab “”"().', max_size=30))
def test_blanking_quotations_keeps_the_length(text):
    assert len(outside_quotations(text)) == len(text)
    assert isinstance(balanced(text), bool)


@drawn(
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 12), st.sampled_from(["", "Ada Berg"])))
)
def test_substitutions_point_at_what_was_put_in(drawn_edits):
    text = "The mayor of Lind spoke in the old hall, he said."
    report = Annotated(
        Article("a", text, (Block(0, len(text), Role.BODY),)),
        (Sentence(0, len(text), Role.BODY, 0, 0, 0),),
    )
    edits = [
        Edit(start, min(start + length, len(text)), put, Span("a", 0, 3) if put else None)
        for start, length, put in drawn_edits
    ]
    result, swaps = apply(report, 0, len(text), edits)
    for swap in swaps:
        assert result[swap.start : swap.end] == "Ada Berg"
        assert swap.original in text


@pytest.mark.parametrize(
    ("text", "day", "stays"),
    [
        ("The line cancelled its crossings until Friday.", date(2031, 2, 28), True),
        ("The line cancelled its crossings until Friday.", date(2031, 3, 7), False),
        ("The ferry burned on Friday.", date(2031, 3, 7), True),
        ("The ferry burned on Friday.", date(2031, 2, 28), False),
        ("The ferry will sail on Friday.", date(2031, 2, 28), True),
    ],
)
def test_a_day_on_the_wrong_side_of_publication_is_no_reading(annotated, text, day, stays):
    report = annotated(text, 0, datetime(2031, 3, 4, 9, tzinfo=UTC))
    at = text.index("Friday")
    start = at - 3 if text[at - 3 : at] == "on " else at
    report = replace(report, times=(ResolvedTime(start, at + len("Friday"), day, day),))
    edits = day_edits(report, 0, len(text), calendar_of([report]))
    assert edits is not None
    assert (edits == []) is stays


def test_a_day_that_is_the_subject_keeps_its_words(annotated):
    text = "The fire broke out on Tuesday.\nTuesday saw three rescues in the harbour of the town."
    early = annotated(text, 1, datetime(2031, 3, 5, 9, tzinfo=UTC))
    assert not any("On March" in w for w in calendared(early))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The line cancelled all its crossings today.", True),
        ("The ferry will sail today in the evening.", True),
        ("Ferries today carry more freight than people.", False),
        ("The yard would build one of the largest ships afloat today.", False),
    ],
)
def test_today_is_a_day_only_of_what_is_done_on_it(annotated, text, day):
    before = "The fire broke out on Tuesday.\n"
    report = annotated(before + text, 1, datetime(2031, 3, 5, 9, tzinfo=UTC))
    edits = day_edits(report, len(before), len(before + text), calendar_of([report]))
    assert (edits is not None) is day


def calendared(report: Annotated) -> list[str]:
    calendar = calendar_of([report])
    return [w.text for w in rewrite(report, 1, Named(), calendar=calendar)]


def test_him_beside_the_only_name_is_somebody_else(annotated):
    text = "On the pier Anna Holt stood behind him for the length of the speech."
    report = annotated(text)
    start = text.index("Anna Holt")
    chain = Chain("Anna Holt", "PERSON", (Mention(start, start + len("Anna Holt"), "name"),))
    assert rewrite(replace(report, chains=(chain,)), 0, Named()) == ()


def test_he_in_a_quotation_is_not_who_said_it(annotated):
    text = "“He was very ill,” Tomas Reed said on the pier.\nHis pump had failed in the night."
    report = annotated(text)
    name, his = text.index("Tomas"), text.index("His")
    chain = Chain(
        "Tomas Reed",
        "PERSON",
        (Mention(name, name + len("Tomas Reed"), "name"), Mention(his, his + 3, "pronoun")),
    )
    assert rewrite(replace(report, chains=(chain,)), 1, Named()) == ()
