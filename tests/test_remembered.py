"""What is read off a report is remembered by which report it is."""

from __future__ import annotations

import gc
import weakref
from dataclasses import dataclass

from copydesk.remembered import forget, remembered


@dataclass
class Thing:
    """Equal to another one of the same name, and not the same."""

    name: str


def test_the_same_object_is_asked_once_and_another_one_anew() -> None:
    asked = []

    @remembered()
    def read(thing: Thing, place: int, *, whole: bool) -> tuple[str, int, bool]:
        asked.append(thing)
        return thing.name, place, whole

    one, other = Thing("a"), Thing("a")
    assert read(one, 1, whole=True) == read(one, 1, whole=True) == ("a", 1, True)
    assert len(asked) == 1
    assert read(other, 1, whole=True) == ("a", 1, True)
    assert read(one, 2, whole=True) == ("a", 2, True)
    assert read(one, 1, whole=False) == ("a", 1, False)
    assert len(asked) == 4


def test_an_object_that_is_gone_lends_its_answer_to_no_other() -> None:
    @remembered()
    def read(thing: Thing) -> str:
        return thing.name

    assert [read(Thing(str(number))) for number in range(200)] == [str(n) for n in range(200)]


def test_no_more_is_kept_than_asked_for_and_all_is_let_go_at_the_end() -> None:
    @remembered(most=2)
    def read(thing: Thing) -> str:
        return thing.name

    first, last = Thing("first"), Thing("last")
    gone, held = weakref.ref(first), weakref.ref(last)
    for thing in (first, Thing("b"), last):
        read(thing)
    del first, last, thing
    gc.collect()
    assert gone() is None
    assert held() is not None
    forget()
    gc.collect()
    assert held() is None
