"""Check pairs of claims: ``python -m corpus.pairs.check`` prints what is wrong, and counts.

Reads the form that ``README.md`` beside this file defines: whether the cited words occur in the
told report, whether each pair has a true and a false claim of the same words, and whether
something that says nothing of the truth (length, cites, single words) tells the two apart. Ends
with 1 when something is wrong.
"""

from __future__ import annotations

import json
import math
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from corpus.told_events import read_folder

FOLDER = Path(__file__).resolve().parent
TOLD = FOLDER.parent / "told" / "open"
LABELS = ("true", "false")
#: The most that an area under the curve may be, either way from a half.
MOST_BY_LENGTH = 0.6
MOST_BY_CITES = 0.6
MOST_BY_WORDS = 0.65
FOLDS = 10


class PairsError(ValueError):
    """A line that is no claim; the message says which and why."""


@dataclass(frozen=True, slots=True)
class Citation:
    """Words of one report, and where they stand."""

    event: str
    report: str
    text: str


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence, the words it cites, and whether they bear it out.

    ``pair`` joins the true and the false claim of the same words; ``kind`` says what makes the
    claim another sentence than its source; ``sealed`` whether it is kept from training.
    """

    id: str
    pair: str
    text: str
    true: bool
    kind: str
    citations: tuple[Citation, ...]
    why: str
    sealed: bool


def read(folder: Path = FOLDER) -> list[Claim]:
    """All claims under ``open`` and ``sealed`` of a folder, by file and line.

    Raises PairsError where a line is no claim, OSError where a file cannot be read.
    """
    return [
        _claim(line, f"{path.name}:{number}", sealed=path.parent.name == "sealed")
        for path in sorted(folder.glob("*/*.jsonl"))
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1)
        if line.strip()
    ]


def _claim(line: str, place: str, *, sealed: bool) -> Claim:
    try:
        given = json.loads(line)
        label = given["label"]
        if label not in LABELS:
            raise PairsError(f"{place}: label {label!r}")
        return Claim(
            id=given["id"],
            pair=given["pair"],
            text=given["claim"],
            true=label == "true",
            kind=given["kind"],
            citations=tuple(
                Citation(each["event"], each["report"], each["text"]) for each in given["citations"]
            ),
            why=given["why"],
            sealed=sealed,
        )
    except (json.JSONDecodeError, KeyError, TypeError) as error:
        raise PairsError(f"{place}: no claim: {error!r}") from error


def told_texts(folder: Path = TOLD) -> dict[tuple[str, str], str]:
    """The text of each told report, without marks, by event and report."""
    return {
        (event.name, report.id): report.text
        for event in read_folder(folder)
        for report in event.reports
    }


def errors(claims: Sequence[Claim], texts: Mapping[tuple[str, str], str]) -> list[str]:
    """What is wrong in the form, one line each."""
    found = [f"{name}: stands {times} times" for name, times in _twice(c.id for c in claims)]
    pairs: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        pairs[claim.pair].append(claim)
        found += [f"{claim.id}: {fault}" for fault in _faults(claim, texts)]
    for name, both in pairs.items():
        if sorted(claim.true for claim in both) != [False, True]:
            found.append(f"{name}: needs one true and one false claim")
        elif both[0].citations != both[1].citations:
            found.append(f"{name}: its two claims cite different words")
        elif both[0].sealed != both[1].sealed:
            found.append(f"{name}: open and sealed at once")
    return found


def _twice(names: Iterable[str]) -> list[tuple[str, int]]:
    return [(name, times) for name, times in Counter(names).items() if times > 1]


def _faults(claim: Claim, texts: Mapping[tuple[str, str], str]) -> Iterable[str]:
    if not claim.citations:
        yield "cites nothing"
    if not claim.kind or not claim.why:
        yield "lacks its kind or why"
    for citation in claim.citations:
        text = texts.get((citation.event, citation.report))
        if text is None:
            yield f"no told report {citation.event} {citation.report}"
        elif not citation.text or citation.text not in text:
            yield f"{citation.report} does not hold {citation.text[:40]!r}"
        elif claim.text in citation.text:
            yield "is a mere copy"


def words(claim: Claim) -> list[str]:
    """Its words in small letters, without the marks around them."""
    bare = (word.strip(".,;:!?()“”‘’\"'").lower() for word in claim.text.split())
    return [word for word in bare if word]


def area(true: Sequence[float], false: Sequence[float]) -> float:
    """Area under the curve: how often a true claim scores above a false one, ties half."""
    if not true or not false:
        return 0.5
    scores = Counter(false)
    below, seen = {}, 0
    for score in sorted({*true, *false}):
        below[score] = seen + scores[score] / 2
        seen += scores[score]
    return sum(below[score] for score in true) / (len(true) * len(false))


def area_by(claims: Sequence[Claim], measure: Callable[[Claim], float]) -> float:
    """How well one measure of a claim tells the true from the false."""
    return area(
        [measure(claim) for claim in claims if claim.true],
        [measure(claim) for claim in claims if not claim.true],
    )


def area_by_words(claims: Sequence[Claim], folds: int = FOLDS) -> float:
    """How well single words and pairs of words tell them apart, learned on other events."""
    fold_of = {
        event: number % folds
        for number, event in enumerate(sorted({claim.citations[0].event for claim in claims}))
    }
    scores: dict[str, float] = {}
    for fold in range(folds):
        held = [claim for claim in claims if fold_of[claim.citations[0].event] == fold]
        rest = [claim for claim in claims if fold_of[claim.citations[0].event] != fold]
        weights = _weights(rest)
        scores |= {c.id: sum(weights.get(term, 0.0) for term in _terms(c)) for c in held}
    return area_by(claims, lambda claim: scores[claim.id])


def _terms(claim: Claim) -> set[str]:
    each = words(claim)
    return {*each, *(f"{one} {two}" for one, two in pairwise(each))}


def _weights(claims: Sequence[Claim]) -> dict[str, float]:
    """Log of the odds for truth that a word gives, smoothed by one."""
    counts = {label: Counter[str]() for label in (True, False)}
    totals = Counter(claim.true for claim in claims)
    for claim in claims:
        counts[claim.true].update(_terms(claim))
    return {
        term: math.log((counts[True][term] + 1) / (totals[True] + 2))
        - math.log((counts[False][term] + 1) / (totals[False] + 2))
        for term in counts[True] | counts[False]
    }


def areas(claims: Sequence[Claim]) -> dict[str, tuple[float, float]]:
    """What must not tell true from false: the area found, and the most it may be."""
    return {
        "length": (area_by(claims, lambda claim: len(words(claim))), MOST_BY_LENGTH),
        "cites": (area_by(claims, lambda claim: len(claim.citations)), MOST_BY_CITES),
        "words": (area_by_words(claims), MOST_BY_WORDS),
    }


def main() -> int:
    """Check all claims; 1 when something is wrong."""
    claims = read()
    wrong = errors(claims, told_texts())
    for name, (found, most) in areas(claims).items():
        sys.stdout.write(f"area by {name}: {found:.3f}\n")
        if not 1 - most <= found <= most:
            wrong.append(f"{name} tells true from false: {found:.3f}")
    for hand in sorted({claim.id.split("-")[0] for claim in claims}):
        for sealed in (False, True):
            part = [c for c in claims if c.id.split("-")[0] == hand and c.sealed is sealed]
            events = {citation.event for claim in part for citation in claim.citations}
            where = "sealed" if sealed else "open"
            sys.stdout.write(f"{hand} {where}: {len(part)} claims of {len(events)} events\n")
    for label in LABELS:
        kinds = Counter(claim.kind for claim in claims if claim.true is (label == "true"))
        counts = ", ".join(f"{kind} {number}" for kind, number in kinds.most_common())
        sys.stdout.write(f"{label}: {counts}\n")
    sys.stdout.writelines(f"! {fault}\n" for fault in wrong)
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
