"""From words of time to days."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk import annotate
from copydesk.annotate.times import resolution
from copydesk.english.calendar import WEEKDAYS
from copydesk.model import Article, Block, Entity, Role, Sentence, Token

#: A Wednesday.
PUBLISHED = datetime(2023, 6, 14, 9, tzinfo=UTC)


def resolve(
    text: str,
    phrase: str,
    tag: str = "VBD",
    published: datetime | None = PUBLISHED,
    role: Role = Role.BODY,
    helper: str | None = None,
    before: str | None = None,
) -> tuple[date | None, date | None]:
    """Days of ``phrase``, which hangs on a verb with that tag (and a helping verb).

    ``before`` is the word right before it.
    """
    start = text.index(phrase)
    verb = Token(0, 1, "v", "v", tag, "VERB", "root", "", 0, 0)
    word = Token(start - 1, start, before or "on", before or "on", "IN", "ADP", "case", "", 2, 0)
    when = Token(start, start + len(phrase), phrase, phrase, "NNP", "PROPN", "obl", "", 0, 0)
    tokens = [verb, word, when]
    if helper:
        tokens.append(Token(0, 1, helper, helper, "MD", "AUX", "aux", "", 0, 0))
    sentence = Sentence(0, len(text), role, 0, 0, len(tokens))
    entity = Entity(start, start + len(phrase), "DATE", 2, 3)
    article = Article("a", text, (Block(0, len(text), role),), published=published)
    found = resolution.resolve(article, [sentence], tokens, [entity])
    assert [(t.start, t.end) for t in found] == [(start, start + len(phrase))]
    return found[0].first, found[0].last


def day(*parts: int) -> tuple[date, date]:
    return date(*parts), date(*parts)


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("Tuesday", day(2023, 6, 13)),
        ("Wednesday", day(2023, 6, 14)),
        ("Thursday", day(2023, 6, 8)),
        ("Easter Sunday", day(2023, 6, 11)),
        ("May 3", day(2023, 5, 3)),
        ("3 May", day(2023, 5, 3)),
        ("Dec. 30", day(2022, 12, 30)),
        ("May 3, 2019", day(2019, 5, 3)),
        ("Friday, May 3, 2019", day(2019, 5, 3)),
        ("2019-05-03", day(2019, 5, 3)),
        ("today", day(2023, 6, 14)),
        ("yesterday", day(2023, 6, 13)),
        ("three days ago", day(2023, 6, 11)),
        ("last week", (date(2023, 6, 5), date(2023, 6, 11))),
        ("last month", (date(2023, 5, 1), date(2023, 5, 31))),
        ("this year", (date(2023, 1, 1), date(2023, 12, 31))),
        ("March", (date(2023, 3, 1), date(2023, 3, 31))),
        ("November", (date(2022, 11, 1), date(2022, 11, 30))),
        ("February 2024", (date(2024, 2, 1), date(2024, 2, 29))),
        ("2014", (date(2014, 1, 1), date(2014, 12, 31))),
        ("the 1990s", (date(1990, 1, 1), date(1999, 12, 31))),
        ("the first quarter of 2025", (date(2025, 1, 1), date(2025, 3, 31))),
        ("the second half of 2025", (date(2025, 7, 1), date(2025, 12, 31))),
    ],
)
def test_sure_days(phrase: str, expected: tuple[date, date]) -> None:
    assert resolve(f"It happened {phrase}.", phrase) == expected


@pytest.mark.parametrize(
    "phrase",
    ["last Tuesday", "next Friday", "recent weeks", "Monday, May 3, 2019", "Feb. 30", "9999"],
)
def test_unsure_is_none(phrase: str) -> None:
    assert resolve(f"It happened {phrase}.", phrase) == (None, None)


def test_a_future_verb_looks_ahead() -> None:
    text = "They will meet Friday."
    assert resolve(text, "Friday", tag="VB", helper="will") == day(2023, 6, 16)


def test_without_a_tense_a_weekday_stays_open() -> None:
    assert resolve("Talks Friday", "Friday", tag="NN") == (None, None)


def test_the_day_of_a_speaker_is_not_known() -> None:
    assert resolve("“It began yesterday,” she said.", "yesterday") == (None, None)


def test_without_a_day_of_report_only_full_dates_are_sure() -> None:
    assert resolve("It was Tuesday.", "Tuesday", published=None) == (None, None)
    assert resolve("It was May 3.", "May 3", published=None) == (None, None)
    assert resolve("It was May 3, 2019.", "May 3, 2019", published=None) == day(2019, 5, 3)


LIMITS = st.sampled_from(["until", "till", "by", "before"])
DAYS = st.dates(date(1990, 1, 1), date(2090, 1, 1)).map(
    lambda day: datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
)


@given(LIMITS, st.sampled_from(WEEKDAYS), DAYS, st.sampled_from([("VBZ", None), ("VB", "must")]))
def test_a_limit_lies_ahead(
    limit: str, weekday: str, published: datetime, verb: tuple[str, str | None]
) -> None:
    tag, helper = verb
    text = f"They must leave {limit} {weekday.title()}."
    first, last = resolve(text, weekday.title(), tag, published, helper=helper, before=limit)
    if published.weekday() == WEEKDAYS.index(weekday):
        assert first is None
    else:
        assert first == last
        assert first is not None
        assert first.weekday() == WEEKDAYS.index(weekday)
        assert 0 < (first - published.date()).days < 7


@given(LIMITS, st.sampled_from(WEEKDAYS), DAYS)
def test_a_limit_with_a_past_verb_is_left_open(
    limit: str, weekday: str, published: datetime
) -> None:
    text = f"It stayed shut {limit} {weekday.title()}."
    assert resolve(text, weekday.title(), "VBD", published, before=limit) == (None, None)


def test_only_the_saying_is_past(language: annotate.Language) -> None:
    """The verb that the day belongs to decides, not the one that tells of it."""
    published = datetime(2023, 6, 14, 9, tzinfo=UTC)
    for line, expected in (
        ("Officials said the bridge will open on Friday.", date(2023, 6, 16)),
        ("Officials said the bridge would open on Friday.", None),
        ("Officials said the bridge opened on Friday.", date(2023, 6, 9)),
        ("The bridge is expected to open on Friday.", date(2023, 6, 16)),
        ("Officials gave them until Friday to leave.", None),
        ("They must leave the town by Friday.", date(2023, 6, 16)),
        ("Officials said they must leave the town by Friday.", date(2023, 6, 16)),
    ):
        article = Article(
            "a", line, (Block(0, len(line), Role.BODY),), published=published, language="en"
        )
        found = annotate.annotate(article, language).times
        assert [time.first for time in found] == [expected], line
