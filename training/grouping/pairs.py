"""Fit the pair scorer, and write the table of weights that grouping ships.

    python -m training.grouping.pairs ../shared/data/stories/dev src/copydesk/group/pairs.json

Trained on sets whose licence allows it: gw1h (Apache-2.0), AllSides roundups (MIT), ECB+ (CC BY
3.0), each also without its titles, and the titles of the UCI News Aggregator (CC BY 4.0). BASIL
states no licence and is measured only. A pair of one story weighs 1 / (size - 1), so that a
large story counts as often as it has reports, which is what BCubed measures.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from copydesk.group.live import Live
from copydesk.group.order import in_order
from copydesk.group.pairwise import each_with_each
from copydesk.group.scorer import FEATURES, KINDS, LEAST, features, kinds
from copydesk.group.views import read
from copydesk.model import Article

Values = npt.NDArray[np.float64]

REPORTS = ("gw1h", "allsides", "ecbplus")
HEADLINES = ("uci_titles",)
#: Inverse strength of the penalty on the weights, chosen by cross-validation over events.
STRENGTH = 0.02
#: Added to the constant of headlines, so that one threshold of value_parts serves both kinds: their
#: development stories are broad, and stand best at a probability of .08 instead of .35.
SHIFT = {"headlines": 2.5, "mixed": 0.0, "reports": 0.0}
#: Features that a kind cannot learn: the headlines all lie within three days of each other.
LEFT_OUT = {
    "headlines": ("within ten days", "within sixty days"),
    "mixed": (),
    "reports": (),
}


@dataclass(frozen=True, slots=True)
class Pairs:
    """All pairs of one set that are alike at all.

    Attributes:
        rows: `FEATURES` of each pair.
        a, b: places of the two reports.
        kind: index in `KINDS` of each pair.
        together: whether both are of one event.
        weight: of the pair in training.
        events: the event of each report.
    """

    rows: Values
    a: npt.NDArray[np.int64]
    b: npt.NDArray[np.int64]
    kind: npt.NDArray[np.int64]
    together: npt.NDArray[np.bool_]
    weight: Values
    events: npt.NDArray[np.int64]


def load(path: Path) -> tuple[list[Article], dict[str, str]]:
    """Reports of a JSON Lines file, and the event of each id."""
    articles, events = [], {}
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        stamp = row["published"] and datetime.fromisoformat(row["published"])
        articles.append(
            Article(
                id=row["id"],
                text=row["text"] or "",
                blocks=(),
                url=row.get("url"),
                outlet=row["outlet"],
                title=row["title"],
                published=stamp and stamp.replace(tzinfo=stamp.tzinfo or UTC),
            )
        )
        events[row["id"]] = row.get("event")
    return articles, events


def untitled(articles: Sequence[Article]) -> list[Article]:
    """The same reports without titles; where the title opens the text, it moves there."""
    return [
        replace(a, title="", text=a.text if len(a.text) > 200 else f"{a.title or ''}\n{a.text}")
        for a in articles
    ]


def pairs(articles: Sequence[Article], events: dict[str, str]) -> Pairs:
    """Features of all pairs of a set, as they stand once all reports are in."""
    ordered = in_order(articles)
    live = Live()
    for start in range(0, len(ordered), 256):
        for reading in read(ordered[start : start + 256]):
            live.enter(live.look(reading))
    count = len(ordered)
    slots = np.arange(count)
    parts = [
        (features(live, p.a, p.b, p.cosines, p.shared), p.a, p.b, kinds(live, p.a, p.b))
        for p in each_with_each(live, slots, np.zeros_like(slots), LEAST)
    ]
    rows, a, b, kind = (np.concatenate(part) for part in zip(*parts, strict=True))
    names = np.array([events[article.id] for article in ordered])
    _, number, size = np.unique(names, return_inverse=True, return_counts=True)
    together = number[a] == number[b]
    weight = np.where(together, 1 / np.maximum(size[number[a]] - 1, 1), 1.0) / count
    return Pairs(rows, a, b, kind, together, weight, number)


def fit(sets: Sequence[tuple[Values, npt.NDArray[np.bool_], Values]]) -> tuple[Values, float]:
    """Weights and constant of a logistic regression over the features as they are."""
    rows, together, weight = (np.concatenate(part) for part in zip(*sets, strict=True))
    scaler = StandardScaler().fit(rows)
    model = LogisticRegression(C=STRENGTH, max_iter=3000)
    model.fit(scaler.transform(rows), together, sample_weight=1000 * weight)
    weights = model.coef_[0] / scaler.scale_
    return weights, float(model.intercept_[0] - weights @ scaler.mean_)


def halved(articles: Sequence[Article]) -> list[Article]:
    """The same reports, every other one without its body."""
    return [replace(a, text="") if place % 2 else a for place, a in enumerate(articles)]


def undated(articles: Sequence[Article]) -> list[Article]:
    """The same reports without their times."""
    return [replace(article, published=None) for article in articles]


def training_sets(folder: Path) -> Iterator[tuple[str, Pairs]]:
    """Pairs of each set, as it is and with parts taken away."""
    for name in (*REPORTS, *HEADLINES):
        articles, events = load(folder / f"{name}.jsonl")
        yield name, pairs(articles, events)
        if name in REPORTS:
            yield f"{name} untitled", pairs(untitled(articles), events)
            yield f"{name} halved", pairs(halved(articles), events)
            yield f"{name} undated", pairs(undated(articles), events)
        else:
            yield f"{name} undated", pairs(undated(articles), events)


def fit_all(sets: Sequence[Pairs]) -> dict[str, tuple[Values, float]]:
    """Weights and constant of each kind of pair."""
    table = {}
    for number, kind in enumerate(KINDS):
        used = np.array([name not in LEFT_OUT[kind] for name in FEATURES])
        chosen = [(p, p.kind == number) for p in sets]
        weights = np.zeros(len(FEATURES))
        weights[used], constant = fit(
            [(p.rows[m][:, used], p.together[m], p.weight[m]) for p, m in chosen if m.any()]
        )
        table[kind] = weights, constant + SHIFT[kind]
    return table


def main(folder: Path, out: Path) -> None:
    """Fit on all, and write."""
    table = {
        kind: {
            "constant": round(constant, 4),
            "weights": {
                name: round(float(w), 4) for name, w in zip(FEATURES, weights, strict=True)
            },
        }
        for kind, (weights, constant) in fit_all([p for _, p in training_sets(folder)]).items()
    }
    out.write_text(json.dumps(table, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
