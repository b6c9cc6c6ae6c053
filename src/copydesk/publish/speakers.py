"""Who said what: each speaker with the words that reports put in quotation marks."""

from __future__ import annotations

from dataclasses import dataclass

from copydesk.model import Claim, Dossier, Point, QuotedClaim
from copydesk.publish import wording
from copydesk.publish.comparison_page import Mark, marks
from copydesk.publish.source_list import outlets_of

_MOST_SPEAKERS = 8
_MOST_QUOTATIONS = 3
_MOST_WORDINGS = 4
# Fewer words than these are a term in quotation marks more often than something said.
_SHORTEST = 6


@dataclass(frozen=True, slots=True)
class Wording:
    """One wording with the reports that have it. Wordings are never blended.

    ``relation``: to the first wording of the utterance, in words; None for that one.
    """

    text: str
    relation: str | None
    marks: tuple[Mark, ...]
    language: str | None


@dataclass(frozen=True, slots=True)
class Utterance:
    """One utterance in the wordings that reports give it."""

    wordings: tuple[Wording, ...]


@dataclass(frozen=True, slots=True)
class Speaker:
    """A speaker. ``more`` counts utterances that only the compare page shows."""

    name: str
    utterances: tuple[Utterance, ...]
    more: int


def speakers(dossier: Dossier, numbers: dict[str, int]) -> tuple[Speaker, ...]:
    """The speakers that most origins quote, each with the best carried utterances.

    Args:
        dossier: the story.
        numbers: number in the source list by article id.
    """
    spoken: dict[str, list[tuple[int, str, Utterance]]] = {}
    outlets = outlets_of(dossier)
    full = _full_names(dossier)
    for point in dossier.points:
        name = _speaker(point)
        utterance = _utterance(point, name, dossier, outlets, numbers)
        if name is not None and utterance is not None:
            key = full.get(name, name)
            spoken.setdefault(key, []).append((-len(point.origins), point.id, utterance))
    ranked = sorted(spoken.items(), key=lambda item: (min(item[1])[0], -len(item[1]), item[0]))
    return tuple(
        Speaker(
            name,
            tuple(u for _, _, u in sorted(said, key=lambda s: s[:2])[:_MOST_QUOTATIONS]),
            max(0, len(said) - _MOST_QUOTATIONS),
        )
        for name, said in ranked[:_MOST_SPEAKERS]
    )


def _speaker(point: Point) -> str | None:
    """The proper name given to the fullest quotation of the point; on a tie what most give.

    Two words that a report quotes in passing do not say whose the whole statement is.
    """
    told = [
        (len(claim.text.split()) if isinstance(claim, QuotedClaim) else 0, name)
        for claim in point.claims
        # "one officer" and "the statement" speak on the compare page; here people are found again.
        if (name := wording.speaker(claim)) is not None and not name[:1].islower()
    ]
    names = [name for words, name in told if words == max(told)[0]]
    return max(names, key=lambda n: (names.count(n), -names.index(n))) if names else None


def _of_another(claim: Claim, name: str) -> bool:
    """Whether a report gives the words to somebody of another last name."""
    own = wording.speaker(claim)
    return own is not None and own.split()[-1] != name.rsplit(maxsplit=1)[-1]


def _full_names(dossier: Dossier) -> dict[str, str]:
    """Short name to the one full name of the story that ends in it."""
    names = sorted({n for p in dossier.points if (n := _speaker(p)) is not None})
    full: dict[str, str] = {}
    for name in names:
        longer = [n for n in names if n.endswith(f" {name}")]
        if len(longer) == 1:
            full[name] = longer[0]
    return full


def _utterance(
    point: Point,
    name: str | None,
    dossier: Dossier,
    outlets: dict[str, str],
    numbers: dict[str, int],
) -> Utterance | None:
    if point.kind != "quotation":
        return None
    chosen = point.representatives or tuple(range(len(point.claims)))
    found: dict[str, list[QuotedClaim]] = {}
    for index in chosen:
        claim = point.claims[index]
        if not isinstance(claim, QuotedClaim) or claim.kind not in ("direct", "fragment"):
            continue
        if name is None or not _of_another(claim, name):
            key = wording.same_words(claim, dossier.report(claim.article))
            found.setdefault(key, []).append(claim)
    if not found or max(len(key.split()) for key in found) < _SHORTEST:
        return None
    # The fullest wording first: the others are read against it.
    fullest, *others = sorted(found, key=lambda key: -len(key.split()))
    relations = {key: "In part" if key in fullest else "Also worded" for key in others}
    return Utterance(
        tuple(
            _wording(found[key], relations.get(key), dossier, outlets, numbers)
            for key in (fullest, *others)[:_MOST_WORDINGS]
        )
    )


def _wording(
    claims: list[QuotedClaim],
    relation: str | None,
    dossier: Dossier,
    outlets: dict[str, str],
    numbers: dict[str, int],
) -> Wording:
    report = dossier.report(claims[0].article)
    return Wording(
        text=wording.value(claims[0], report),
        relation=relation,
        marks=marks((c.article for c in claims), numbers, outlets),
        language=report.article.language if report.article.language != "und" else None,
    )
