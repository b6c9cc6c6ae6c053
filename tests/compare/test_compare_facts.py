"""Facts without a figure that reports tell otherwise: days, places, names, homes, directions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from copydesk.compare.deeds import fact_points, told_alike
from copydesk.compare.deeds.moments import Moment, apart
from copydesk.compare.speech.altered import altered
from copydesk.compare.speech.variants import printed
from copydesk.model import Verdict

DIFFER = [
    (
        "the day",
        "The leaders Orin Dask and Pell Marrow were arrested by troopers on Tuesday.",
        "The leaders Orin Dask and Pell Marrow were arrested by troopers on Wednesday.",
    ),
    (
        "the year",
        "Voters in 2009 approved a new bond for the Larkin library.",
        "Larkin voters in 2010 approved a bond for the library.",
    ),
    (
        "a name",
        "Marcus Welzer was hurt in the fire, police said. He is a driver.",
        "Marcus Wetzer was hurt in the fire. He had been asleep.",
    ),
    (
        "the direction",
        "The dhow was seized 150 nautical miles west of Aden by a navy ship.",
        "A navy ship seized the dhow 150 nautical miles east of Aden.",
    ),
    (
        "the weapon",
        "He walked into the office with a shotgun on Monday.",
        "The man brought a rifle into the building on Monday.",
    ),
]
NONE = [
    # two deeds: one report tells both
    (
        "Orin Dask was arrested on Tuesday. Pell Marrow was arrested on Wednesday.",
        "Orin Dask was arrested on Tuesday.",
    ),
    # other people
    ("Orin Dask was arrested on Tuesday.", "Pell Marrow was arrested on Wednesday."),
    # one name from another script
    ("Police named him as Gurban Tolder.", "Police named him as Kurban Tolder."),
    # the dhow moved on
    (
        "The dhow was seen 90 nautical miles west of Aden by a navy ship.",
        "A navy ship seized the dhow 150 nautical miles east of Aden.",
    ),
    # what somebody speaks of, and what was in the truck
    (
        "The truck held a grenade, police said.",
        "“Smash his head with a rock or use a knife,” the group's spokesman said in Osk.",
    ),
    # a town, and the part of the country that it lies in
    (
        "Police held Orin Dask of Marlow, North Dorsha, on Friday.",
        "Police held Orin Dask, 56, of South Dorsha, on Friday.",
    ),
    # a letter that German papers write in two ways
    ("The Süddorfer Anzeiger reported it.", "The Sueddorfer Anzeiger reported it."),
    # what comes later
    ("The results have not been released.", "The results were released."),
]


@pytest.mark.parametrize(("slot", "first", "second"), DIFFER)
def test_what_is_told_otherwise_is_a_difference(
    tell: Callable, slot: str, first: str, second: str
) -> None:
    (point,) = fact_points.points(*tell(f"News\n{first}\n", f"News\n{second}\n"))
    assert (point.kind, point.verdict) == ("fact", Verdict.DIFFER)
    assert point.about.startswith(f"{slot}: ")
    assert {c.article for c in point.claims} == {"r0", "r1"}


@pytest.mark.parametrize(("first", "second"), NONE)
def test_two_things_are_no_difference(tell: Callable, first: str, second: str) -> None:
    assert fact_points.points(*tell(f"News\n{first}\n", f"News\n{second}\n")) == ()


def moment(**given: object) -> Moment:
    held = dict.fromkeys(("weekday", "year", "month", "day", "first", "last"))
    return Moment(0, 1, **{**held, "night": False, "morning": False, **given})  # type: ignore[arg-type]


def test_two_sides_of_a_midnight_can_be_one() -> None:
    night, morning = moment(weekday=3, night=True), moment(weekday=4, morning=True)
    assert not apart(night, morning)
    assert apart(night, moment(weekday=4))


def test_a_stretch_holds_its_days() -> None:
    month = moment(month=3, first=date(2020, 3, 1), last=date(2020, 3, 31))
    day = moment(month=3, day=9, first=date(2020, 3, 9), last=date(2020, 3, 9))
    assert not apart(month, day)
    assert apart(day, moment(month=3, day=8, first=date(2020, 3, 8), last=date(2020, 3, 8)))


@pytest.mark.parametrize(
    ("first", "second", "differ"),
    [
        ("They get closer to a nuclear bomb.", "They get closer to nuclear arms. We wait.", True),
        ("We requested an emergency meeting there.", "We requested an urgent meeting there.", True),
        ("We never said the bridge was safe.", "We said the bridge was safe.", False),
        ("We did say it was not safe then.", "We did say it was safe then.", True),
        ("The programme has analysed all of it.", "The program has analyzed all of it.", False),
        ("I will not pay for that d***n bridge now.", "I will not pay for that damn bridge now.",
         False),
        ("It hurts our work force and the town.", "It hurts our workforce and the town.", False),
        ("It may hurt the town and our work force.", "It may hurt the town and our workforce.",
         False),
        ("The bridge was safe … and was new then.", "The bridge was safe and was new then.", False),
    ],
)  # fmt: skip
def test_another_word_in_a_sentence_alters_a_quotation(
    first: str, second: str, differ: bool
) -> None:
    assert (altered([first], [second]) is not None) is differ


def test_the_words_at_odds_are_told_as_they_are_printed() -> None:
    said = ["“Let’s find out what is in it,” he said.", "Let us FIND OUT"]
    assert printed(said, ("let", "is", "find")) == "Let’s find"
    assert printed(said, ("find", "out")) == "find out"
    assert printed(said, ("not", "there")) == "not there"


def test_sentences_of_two_things_do_not_agree_for_a_common_verb(tell: Callable) -> None:
    points = told_alike.points(
        *tell(
            "News\nThe roof of the old pier fell in, Martha Lind said.\n",
            "News\nThe old pier has a roof of tin and fell out of use, Martha Lind said.\n",
        )
    )
    assert Verdict.AGREE not in {point.verdict for point in points}


def test_two_sentences_that_tell_one_thing_agree_but_for_a_number(tell: Callable) -> None:
    first = "The old ferry Larkin sank in the harbour of Osk with seven cars."
    for second, verdict in (
        ("The old ferry Larkin sank with seven cars in the harbour of Osk.", Verdict.AGREE),
        ("The old ferry Larkin sank in the harbour of Osk with nine cars.", Verdict.COMPATIBLE),
    ):
        told = tell(f"News\n{first}\n", f"News\n{second}\n")
        (point,) = told_alike.points(*told)
        assert point.verdict is verdict


def test_one_thing_told_in_other_words_is_linked(tell: Callable) -> None:
    told = tell(
        "News\nThe old ferry Larkin, which sank in the harbour of Osk, was built in Dremm.\n",
        "News\nBuilt in Dremm, the vessel went down in Osk.\n",
    )
    (point,) = told_alike.points(*told)
    assert {claim.article for claim in point.claims} == set(told[0].articles)


def test_a_point_of_sentences_alike_keeps_to_one_matter(tell: Callable) -> None:
    matters = [
        "Ferry captain Larkin sank off Osk harbour.",
        "Ferry captain Larkin hired lifeboat crews gladly.",
        "Council levies fund lifeboat crews gladly.",
        "Council levies fund theatre roof repairs.",
        "Theatre roof repairs hurt actors in Dremm.",
    ]
    points = told_alike.points(*tell(*(f"News\n{matter}\n" for matter in matters)))
    assert len(points) > 1
