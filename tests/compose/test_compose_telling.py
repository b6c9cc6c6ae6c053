"""What counts as told twice, and what does not."""

from copydesk.compose.choose.selection import content_stems
from copydesk.compose.choose.telling import Told
from copydesk.compose.record.candidates import Unit
from copydesk.model import Attribution, Span

OTHERS = (
    "The school choir sang in the market hall for an hour on Sunday.",
    "Snow closed the mountain road above the lake for two nights.",
    "A bakery in the lower town gave bread to the drivers.",
    "The library bought a lighter van and a set of maps.",
)


def unit(text: str, report: int, speaker: Attribution | None = None) -> Unit:
    """A sentence from the middle of a report."""
    return Unit(
        report=report,
        sentence=5,
        position=5,
        span=Span(f"r{report}", 0, len(text)),
        text=text,
        origin=f"o{report}",
        stems=content_stems(text),
        points=(),
        speaker=speaker,
    )


def repeats(first: Unit, second: Unit) -> bool:
    """Whether the second tells what the first told, in a story with other matter."""
    told = Told([first, second, *(unit(text, 9) for text in OTHERS)], {})
    told.add(first)
    return told.repeats(second)


FIRST = (
    "Inspectors found deep cracks in the northern wall of the dam after weeks of rain, and the "
    "valley road was shut."
)
SECOND = (
    "Deep cracks have opened in the northern wall, which engineers began to drain at noon while "
    "families packed their cars."
)


def test_two_reports_that_tell_one_thing_in_other_words_tell_it_twice() -> None:
    assert repeats(unit(FIRST, 0), unit(SECOND, 1))


def test_one_report_goes_on_about_a_thing() -> None:
    assert not repeats(unit(FIRST, 0), unit(SECOND, 0))


def test_two_people_may_say_two_things_of_one_matter() -> None:
    anna = Attribution(kind="person", name="Anna Berg")
    carl = Attribution(kind="person", name="Carl Brook")
    assert not repeats(unit(FIRST, 0, anna), unit(SECOND, 1, carl))


def test_names_in_common_are_no_repetition() -> None:
    first = "Anna Berg led the Port Maren council through floods, a merger and a dock strike."
    second = "A garden of plum trees behind the customs house of Port Maren is named for Anna Berg."
    assert not repeats(unit(first, 0), unit(second, 1))
