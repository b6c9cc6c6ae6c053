"""Stories, origins and points."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from copydesk.model.claims import Claim
from copydesk.model.span import Span


@dataclass(frozen=True, slots=True, order=True)
class SharedPassage:
    """A run of words that two reports have in common, outside quotation marks.

    ``a`` and ``b`` are the same words in both reports.
    """

    a: Span
    b: Span


@dataclass(frozen=True, slots=True, order=True)
class Join:
    """Why two reports count as one origin.

    ``rule``: "copy", "wire mark", "family", "cited outlet", "same outlet"; ``detail`` in
    words ("both carry (AP)"). ``a`` and ``b`` are article ids.
    """

    a: str
    b: str
    rule: str
    detail: str


@dataclass(frozen=True, slots=True)
class Origin:
    """Who really says it: one or more reports that are one voice.

    Attributes:
        id: stable within the story.
        name: printed name ("AP via six outlets", "The Example", "The Example with one copy"); of a
            report whose outlet is unknown its title, shortened, in quotation marks.
        kind: "outlet", "agency", "official", "aggregator".
        articles: ids of its reports, in order of publication.
        joins: why they were joined.
    """

    id: str
    name: str
    kind: str
    articles: tuple[str, ...]
    joins: tuple[Join, ...] = ()


@dataclass(frozen=True, slots=True)
class Story:
    """The reports of one event.

    Attributes:
        id: stable; kept by greatest overlap when stories split or merge.
        articles: ids in order of publication.
        origins: every article is in exactly one.
        passages: shared passages between reports of *different* origins: a claim whose
            sentence lies in one is not independent.
        redirects: former ids of this story.
    """

    id: str
    articles: tuple[str, ...]
    origins: tuple[Origin, ...]
    passages: tuple[SharedPassage, ...] = ()
    redirects: tuple[str, ...] = ()

    def origin_of(self, article: str) -> Origin:
        """The origin that holds the article.

        Raises:
            KeyError: when the article is not of this story.
        """
        for origin in self.origins:
            if article in origin.articles:
                return origin
        raise KeyError(article)


class Verdict(StrEnum):
    """How the claims of one point stand to each other."""

    AGREE = "agree"
    COMPATIBLE = "compatible"
    DIFFER = "differ"
    UPDATED = "updated"
    SINGLE = "single"


@dataclass(frozen=True, slots=True)
class Pair:
    """Verdict of two claims; ``a`` < ``b`` index ``Point.claims``. ``reason`` in words."""

    a: int
    b: int
    verdict: Verdict
    reason: str


class Standing(StrEnum):
    """How a value of a figure stands among the others over time.

    FIRST is the earliest, LATER a newer one that follows it, CORRECTED one that takes an earlier
    back, DISPUTED one that others contradict at the same time, LAGGING an old value told again
    after a newer one was known.
    """

    FIRST = "first"
    LATER = "later"
    CORRECTED = "corrected"
    DISPUTED = "disputed"
    LAGGING = "lagging"


@dataclass(frozen=True, slots=True)
class Stage:
    """One value in the history of a figure.

    Attributes:
        standing: among the other values.
        claims: index into ``Point.claims`` of those that give it, in order of publication.
        since: when the first of them was published; None when that is not known.
        origins: how many independent origins give it.
    """

    standing: Standing
    claims: tuple[int, ...]
    since: datetime | None
    origins: int


@dataclass(frozen=True, slots=True)
class Point:
    """All claims in a story about the same thing.

    Attributes:
        id: stable for the same claims.
        kind: "figure", "quotation", "statement", "commitment", "event", "role", "fact".
        about: noun phrase an editor would use ("killed in the strike").
        verdict, reason: over all reports; the reason is one plain sentence.
        claims: in order of publication, then of text.
        pairs: those between different reports.
        origins: ids of the independent origins that carry it, sorted.
        representatives: index into ``claims`` of the claim that speaks for each report
            (the first non-vague claim of the body), in order of claims.
        internal: pairs inside one report that do not fit each other.
        history: of a figure with several values, its values in order of time; else empty.
        current: index into ``history`` of the newest well supported value; None without history.
        event: short name of another event that the claims are of; None for the story's own.
    """

    id: str
    kind: str
    about: str
    verdict: Verdict
    reason: str
    claims: tuple[Claim, ...]
    pairs: tuple[Pair, ...]
    origins: tuple[str, ...]
    representatives: tuple[int, ...] = ()
    internal: tuple[Pair, ...] = ()
    history: tuple[Stage, ...] = ()
    current: int | None = None
    event: str | None = None
