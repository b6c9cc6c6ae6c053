"""What a run did, and what the desk's interface for programs answers, as JSON."""

from __future__ import annotations

from typing import Annotated, Literal

from typing_extensions import TypedDict

from copydesk.contracts.shapes import As, Record, Time
from copydesk.model import DraftSentence, State, Verdict


class RefusedRecord(TypedDict):
    """An input that was set aside, and why."""

    source: str
    reason: str


class FilesRecord(TypedDict):
    """What publishing did to the files of the site."""

    written: int
    unchanged: int
    removed: int


class SummaryRecord(TypedDict):
    """What a run did, as ``copydesk run --json`` prints it."""

    reports: int
    new: int
    stories: int
    recomposed: int
    origins: int
    points: Annotated[dict[str, int], As(dict[Verdict, int])]
    sentences: int
    refused_sentences: int
    broken_checks: int
    refused: list[RefusedRecord]
    site: str
    files: FilesRecord


class LockRecord(TypedDict):
    """Who is at work on a story."""

    who: str
    since: Time
    until: Time


class EditedRecord(TypedDict):
    """What an edit came to."""

    revision: int
    sentence: Annotated[Record | None, As(DraftSentence | None)]


class SteppedRecord(TypedDict):
    """Where a story stands after a step."""

    revision: int
    state: Annotated[str, As(State)]
    shown: int | None


class WordsRecord(TypedDict):
    """Words that stand in both versions, or in one of them."""

    side: Literal["both", "before", "after"]
    text: str


class LineRecord(TypedDict):
    """A sentence that two versions of a story do not share."""

    place: str
    runs: list[WordsRecord]
