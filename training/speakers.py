"""Weigh what speaks for a speaker: ``python -m training speakers``.

Fits the softmax of `copydesk.annotate.speech.who_speaks` on the quotations of the told and
the real events (`corpus`), the speaker before each being the true one while it learns, and prints
what it does on events left out, beside the rules alone. Writes ``language/speakers.json``.
Nothing else is learned from: PolNeAR has no licence and only measures.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from corpus.gold import GoldQuotation
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from copydesk.annotate.speech import attributions, quotation_marks
from copydesk.annotate.speech.utterances import Candidate, Decider, Evidence, Utterance
from copydesk.annotate.speech.who_speaks import UNSURE, sure, way
from copydesk.language import choice
from copydesk.model import Annotated, Quotation, Segment
from training.events import Learned

TARGET = Path(__file__).parents[1] / "src/copydesk/language/speakers.json"
#: Strength of the ridge, and how many times events are left out, a tenth of them each time.
RIDGE = 4.0
FOLDS = 10
#: Probabilities below which nobody is named, for the table; None for those of `UNSURE`.
BOUNDS = (None, 0.0, 0.35, 0.5, 0.6, 0.7, 0.8, 0.9)
#: Weights smaller than this are left out of the file.
LEAST = 0.02
HALF = 0.5
_KINDS = {"frag": "fragment"}

Floats = NDArray[np.float64]


def same(gold: str | None, said: str | None) -> bool:
    """Whether two names are one speaker: either's last word stands in the other, accents aside."""
    if not gold or not said:
        return not gold and not said
    g, s = (re.findall(r"\w+", plain(name)) for name in (gold, said))
    return bool(g and s) and (g[-1] in s or s[-1] in g)


def plain(name: str) -> str:
    """A name in lower case without accents, which reports set or leave out as they please."""
    apart = unicodedata.normalize("NFD", name.lower())
    return "".join(c for c in apart if not unicodedata.combining(c))


@dataclass
class Lesson:
    """One quotation: evidence of each candidate, and which of them are right."""

    evidence: Sequence[Evidence]
    right: tuple[int, ...]


@dataclass
class Teacher:
    """Notes what each quotation shows, and answers with the true speaker where it is known.

    With ``answers`` it lets those stand instead: what follows is learned after mistakes too.
    """

    wanted: Sequence[GoldQuotation]
    answers: Decider | None = None
    lessons: list[Lesson] = field(default_factory=list)

    def decide(
        self, utterance: Utterance, candidates: Sequence[Candidate], evidence: Sequence[Evidence]
    ) -> int:
        """The true speaker, as a decider of `copydesk.annotate.speech.who_speaks`."""
        ruled = next((i for i, c in enumerate(candidates) if c.ruled), 0)
        gold = _over(self.wanted, utterance.start, utterance.end)
        if gold is None or _KINDS.get(gold.kind, gold.kind) not in ("direct", "fragment"):
            return ruled
        right = tuple(i for i, c in enumerate(candidates) if same(gold.speaker, c.attribution.name))
        if not right:
            return ruled
        self.lessons.append(Lesson(evidence, right))
        if self.answers is not None:
            return self.answers(utterance, candidates, evidence)
        return ruled if ruled in right else right[0]


def _over(wanted: Iterable[GoldQuotation], start: int, end: int) -> GoldQuotation | None:
    """The quotation of the gold that shares most of a stretch, at least half of one of the two."""
    best, most = None, 0
    for gold in wanted:
        shared = sum(max(0, min(e, end) - max(s, start)) for s, e in gold.segments)
        if shared > most and 2 * shared >= min(end - start, sum(e - s for s, e in gold.segments)):
            best, most = gold, shared
    return best


def _read(report: Annotated, decide: Decider) -> tuple[Quotation, ...]:
    marked = quotation_marks.find(report.article, report.sentences)
    return attributions.attribute(
        report.article,
        report.sentences,
        report.tokens,
        report.entities,
        report.chains,
        marked,
        decide,
    )[0]


def lessons(learned: Learned, answers: Decider | None = None) -> list[Lesson]:
    """What the quotations of an event teach."""
    found: list[Lesson] = []
    for report in learned.reports:
        wanted = [q for q in learned.gold.quotations if q.document == report.article.id]
        teacher = Teacher(wanted, answers)
        _read(report, teacher.decide)
        found += teacher.lessons
    return found


def fit(taught: Sequence[Lesson], ridge: float = RIDGE) -> dict[str, float]:
    """Weights by feature: the likeliest under a ridge, all candidates that are right counting."""
    names = sorted({name for lesson in taught for row in lesson.evidence for name in row})
    column = {name: i for i, name in enumerate(names)}
    data, indices, starts, rows = list[float](), list[int](), [0], list[int]()
    right, ends = list[bool](), [0]
    for lesson in taught:
        for i, row in enumerate(lesson.evidence):
            for name, value in sorted(row.items()):
                data.append(value)
                indices.append(column[name])
            starts.append(len(data))
            right.append(i in lesson.right)
        ends.append(ends[-1] + len(lesson.evidence))
        rows.append(len(lesson.evidence))
    table = csr_matrix((data, indices, starts), shape=(len(right), len(names)))
    of, truth = np.repeat(np.arange(len(rows)), rows), np.array(right)
    begin = np.array(ends[:-1])

    def loss(w: Floats) -> tuple[float, Floats]:
        scores = table @ w
        scores -= np.maximum.reduceat(scores, begin)[of]
        grown = np.exp(scores)
        whole = np.add.reduceat(grown, begin)
        good = np.add.reduceat(np.where(truth, grown, 0.0), begin)
        slope = grown / whole[of] - np.where(truth, grown, 0.0) / good[of]
        return (
            float(np.sum(np.log(whole) - np.log(good)) + ridge * (w @ w) / 2),
            table.T @ slope + ridge * w,
        )

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B")
    return {
        name: round(float(w), 3) for name, w in zip(names, found.x, strict=True) if abs(w) >= LEAST
    }


def twice(learned: Sequence[Learned], ridge: float = RIDGE) -> dict[str, float]:
    """Weights fitted on what the true answers show, then also on what its own answers lead to."""
    true = [x for e in learned for x in lessons(e)]
    first = fit(true, ridge)
    return fit([*true, *(x for e in learned for x in lessons(e, by(first)))], 2 * ridge)


def by(weights: Mapping[str, float], least: float | None = None) -> Decider:
    """A decider with other weights than the shipped ones; the bounds of `UNSURE` where none."""

    def decide(
        utterance: Utterance, candidates: Sequence[Candidate], evidence: Sequence[Evidence]
    ) -> int:
        found, likely = choice.likeliest(weights, evidence)
        bound = UNSURE[way(utterance, candidates, evidence, found)] if least is None else least
        return sure(candidates, found, likely, bound)

    return decide


def ruled(
    utterance: Utterance, candidates: Sequence[Candidate], evidence: Sequence[Evidence]
) -> int:
    """The rules alone, as a decider."""
    return next((i for i, c in enumerate(candidates) if c.ruled), 0)


def measure(learned: Learned, decide: Decider) -> Counter[str]:
    """Speakers right, others named and only described, of the quotations of one event."""
    count: Counter[str] = Counter()
    for report in learned.reports:
        said = _read(report, decide)
        for gold in learned.gold.quotations:
            kind = _KINDS.get(gold.kind, gold.kind)
            if gold.document != report.article.id or kind not in ("direct", "fragment"):
                continue
            found = next(
                (q for q in said if any(_meets(s, g) for s in q.segments for g in gold.segments)),
                None,
            )
            name = found.attribution.name if found is not None else None
            good = found is not None and same(gold.speaker, name)
            count[kind] += 1
            count[f"{kind} right"] += good
            if gold.speaker:
                count["named"] += 1
                count["named right"] += good
                if name and not good:
                    count["described" if name[:1].islower() else "another named"] += 1
            else:
                count["nobody"] += 1
                count["nobody right"] += good
    return count


def _meets(segment: Segment, span: tuple[int, int]) -> bool:
    start, end = segment.start, segment.end
    return min(end, span[1]) - max(start, span[0]) > HALF * min(end - start, span[1] - span[0])


def _row(name: str, count: Counter[str]) -> str:
    def share(a: str, b: str) -> str:
        return f"{count[a] / count[b]:.3f}" if count[b] else "  –  "

    return (
        f"{name:34} direct {share('direct right', 'direct')} of {count['direct']:4}  fragment "
        f"{share('fragment right', 'fragment')} of {count['fragment']:3}  named "
        f"{share('named right', 'named')}  another {share('another named', 'named')}  described "
        f"{share('described', 'named')}  "
        f"nobody {share('nobody right', 'nobody')} of {count['nobody']}"
    )


def left_out(
    learned: Sequence[Learned], least: Sequence[float | None], ridge: float = RIDGE
) -> dict[float | None, list[Counter[str]]]:
    """What is reached on each event by weights that were fitted without it, by ``least``."""
    found: dict[float | None, list[Counter[str]]] = {x: [Counter() for _ in learned] for x in least}
    for fold in range(FOLDS):
        weights = twice([x for i, x in enumerate(learned) if i % FOLDS != fold], ridge)
        for i in range(fold, len(learned), FOLDS):
            for bound, counts in found.items():
                counts[i] = measure(learned[i], by(weights, bound))
    return found


def main(learned: Sequence[Learned]) -> None:
    """Fit, print what events left out show, write the weights."""
    kept = [x for x in sorted(learned, key=lambda x: x.gold.name) if x.gold.quotations]
    sets = {"told": [not x.gold.real for x in kept], "real": [x.gold.real for x in kept]}
    table = {"rules alone": [measure(x, ruled) for x in kept]}
    for least, counts in left_out(kept, BOUNDS).items():
        table[f"left out, nobody below {'its bound' if least is None else f'{least:g}'}"] = counts
    for kind, chosen in sets.items():
        for name, counts in table.items():
            own = (c for c, k in zip(counts, chosen, strict=True) if k)
            print(_row(f"{kind}: {name}", sum(own, Counter())))
    weights = twice(kept)
    record = {
        "question": "who speaks",
        "made by": "python -m training speakers",
        "quotations": sum(len(lessons(x)) for x in kept),
        "events": len(kept),
        "weights": weights,
    }
    TARGET.write_text(json.dumps(record, indent=1, sort_keys=True) + "\n", "utf-8")
    print(f"{len(weights)} weights, {TARGET.stat().st_size} bytes")


__all__ = ["fit", "lessons", "main", "measure"]
