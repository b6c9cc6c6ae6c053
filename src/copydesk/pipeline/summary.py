"""What a run did."""

from __future__ import annotations

from dataclasses import dataclass

from copydesk.errors import InputRefused
from copydesk.model import Verdict
from copydesk.publish import Published


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run did, for the table at its end.

    Attributes:
        read, new: reports in the store, and those that this run added.
        refused: inputs and stories that were set aside, with reasons.
        stories, recomposed: stories on the site, and those written anew by this run.
        origins: independent origins over all stories.
        points: points by verdict.
        sentences, refused_sentences: on the pages, and those that the gate took out.
        broken_checks: of the refused, those that no check judged because one stopped with an error.
        site: what publishing did.
    """

    read: int
    new: int
    refused: tuple[InputRefused, ...]
    stories: int
    recomposed: int
    origins: int
    points: dict[Verdict, int]
    sentences: int
    refused_sentences: int
    broken_checks: int
    site: Published
