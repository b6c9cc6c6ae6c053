"""Points from linked claims: order, representatives, independent origins, a stable id."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from copydesk.model import RUNNING, Claim, Pair, Point, Story, Verdict
from copydesk.unions import Unions

_SEVERITY = (Verdict.DIFFER, Verdict.UPDATED, Verdict.COMPATIBLE, Verdict.AGREE)


@dataclass(frozen=True, slots=True)
class Link:
    """Two claims of one thing (ids), with the verdict of the pair."""

    a: str
    b: str
    verdict: Verdict
    reason: str


def clusters(ids: Sequence[str], links: Iterable[Link]) -> list[list[str]]:
    """Groups of claims that the links hold together, in the order of ``ids``."""
    found = Unions(ids)
    for link in links:
        found.join(link.a, link.b)
    return found.groups()


@dataclass(frozen=True)
class Assembly:
    """Makes the points of one story."""

    story: Story

    @cached_property
    def _place(self) -> dict[str, int]:
        return {article: n for n, article in enumerate(self.story.articles)}

    @cached_property
    def _passages(self) -> Mapping[str, list[tuple[int, int, str]]]:
        found: dict[str, list[tuple[int, int, str]]] = {}
        for passage in self.story.passages:
            a, b = passage.a, passage.b
            found.setdefault(a.article, []).append((a.start, a.end, b.article))
            found.setdefault(b.article, []).append((b.start, b.end, a.article))
        return found

    def point(
        self, kind: str, about: str, claims: Iterable[Claim], links: Sequence[Link], alone: str
    ) -> Point:
        """A point from its claims and the links among them.

        Args:
            claims: in any order; they are put in order of publication, then of text.
            links: verdicts of pairs; those inside one report become ``internal``.
            alone: the reason used when no link gives one.
        """
        ordered = self.order(claims)
        index = {claim.id: n for n, claim in enumerate(ordered)}
        pairs: list[Pair] = []
        internal: list[Pair] = []
        for link in links:
            a, b = sorted((index[link.a], index[link.b]))
            within = ordered[a].article == ordered[b].article
            (internal if within else pairs).append(Pair(a, b, link.verdict, link.reason))
        pairs.sort(key=lambda p: (p.a, p.b))
        internal.sort(key=lambda p: (p.a, p.b))
        origins = self.origins(ordered)
        verdict, reason = _overall(pairs, origins, alone)
        digest = hashlib.sha256("|".join([kind, *index]).encode()).hexdigest()[:12]
        return Point(
            f"{kind}-{digest}",
            kind,
            about,
            verdict,
            reason,
            ordered,
            tuple(pairs),
            origins,
            _representatives(ordered),
            tuple(p for p in internal if p.verdict is Verdict.DIFFER),
        )

    def order(self, claims: Iterable[Claim]) -> tuple[Claim, ...]:
        """Claims in order of publication, then of text."""
        return tuple(sorted(claims, key=lambda c: (self._place[c.article], c.span.start, c.id)))

    def origins(self, claims: Sequence[Claim]) -> tuple[str, ...]:
        """Ids of the origins that say it in their own words, sorted.

        A claim inside a passage that its report shares with an earlier carrier of the same
        point adds no origin.
        """
        counted: dict[str, str] = {}  # article: origin
        for claim in claims:
            others = {
                other
                for start, end, other in self._passages.get(claim.article, ())
                if start <= claim.span.start and claim.span.end <= end
            }
            if not any(other in counted for other in others):
                counted.setdefault(claim.article, self.story.origin_of(claim.article).id)
        return tuple(sorted(set(counted.values())))


def _overall(pairs: Sequence[Pair], origins: Sequence[str], alone: str) -> tuple[Verdict, str]:
    for verdict in _SEVERITY:
        chosen = next((p for p in pairs if p.verdict is verdict), None)
        if chosen is None:
            continue
        if len(origins) < 2 and verdict is not Verdict.DIFFER:
            return Verdict.SINGLE, "Several reports carry it, but they are one origin."
        return verdict, chosen.reason
    return Verdict.SINGLE, alone


def _representatives(claims: Sequence[Claim]) -> tuple[int, ...]:
    chosen: dict[str, int] = {}
    for n, claim in enumerate(claims):
        held = chosen.get(claim.article)
        if held is None or (claim.role in RUNNING and claims[held].role not in RUNNING):
            chosen[claim.article] = n
    return tuple(sorted(chosen.values()))
