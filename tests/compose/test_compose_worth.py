"""What most origins tell early is worth most, and worth little once it was told."""

from __future__ import annotations

from hypothesis import given as drawn
from hypothesis import strategies as some

from copydesk.compose.choose.selection import content_stems
from copydesk.compose.choose.themes import grouped, themes
from copydesk.compose.choose.worth import by_worth, worth
from copydesk.compose.record.candidates import Unit
from copydesk.model import Span

FIRE = "A fire on the ferry Northern Star killed eleven people off Port Maren on Tuesday."
FLAMES = "Eleven people died on Tuesday when fire broke out on the ferry Northern Star."
COLOUR = "The old lighthouse keeper still polishes his brass lamp each morning at sunrise."


def unit(text, report, position):
    return Unit(
        report=report,
        sentence=position,
        position=position,
        span=Span(f"a{report}", position * 100, position * 100 + len(text)),
        text=text,
        origin=f"o{report}",
        stems=content_stems(text),
        points=(),
        speaker=None,
    )


def test_what_two_origins_tell_is_worth_more_than_what_one_does():
    units = [unit(COLOUR, 0, 0), unit(FIRE, 0, 1), unit(FLAMES, 1, 0)]
    value = worth(units, ["Ferry fire kills eleven", "Eleven die on ferry"])
    assert value[0, 1] > value[0, 0]


def test_what_stands_early_is_worth_more():
    units = [unit(FIRE, 0, 0), unit(COLOUR, 1, 0), unit(COLOUR, 1, 9)]
    value = worth(units, ["", ""])
    assert value[1, 0] > value[1, 9]


def test_what_was_told_comes_last():
    units = [unit(FIRE, 0, 0), unit(FIRE, 1, 0), unit(COLOUR, 1, 5)]
    value = worth(units, ["Ferry fire kills eleven"] * 2)
    ordered = by_worth(units, value)
    assert [u.key for u in ordered] == [(0, 0), (1, 5), (1, 0)]


WORDS = some.lists(
    some.sampled_from(
        ["fire", "ferry", "port", "eleven", "people", "coast", "guard", "engine", "room", "dawn"]
    ),
    min_size=3,
    max_size=9,
)


@drawn(some.lists(WORDS, min_size=1, max_size=8))
def test_every_unit_is_ordered_once_and_put_in_one_group(texts):
    units = [unit(" ".join(words), i % 3, i // 3) for i, words in enumerate(texts)]
    value = worth(units, ["Fire on ferry"])
    assert all(0 <= v <= 3 for v in value.values())
    keys = sorted(u.key for u in units)
    assert sorted(u.key for u in by_worth(units, value)) == keys
    assert sorted(u.key for group in grouped(units) for u in group) == keys
    assert sorted(u.key for theme in themes(units) for group in theme for u in group) == keys
