"""Train the line classifier of ``copydesk.extract`` and write it as plain JSON.

    python -m training.lines ../shared/data/pages/plain_text src/copydesk/extract/text/lines.json

Data: ``scraped_lines`` and ``fullpage_lines``, labels derived from fundus' test resources
(flairNLP/fundus, MIT). Prints scores of five folds; no publisher is in two of them.
"""

from __future__ import annotations

import gzip
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.model_selection import GroupKFold

from copydesk.extract.text.lines import Line
from copydesk.extract.text.report import features

KEPT = ("para", "heading", "summary")
#: Whole pages teach menus, but texts that reach copydesk are mostly main content.
WHOLE_PAGE_WEIGHT = 0.3
#: Every third whole-page line is enough of them.
WHOLE_PAGE_STEP = 3
FOLDS = 5
SETTINGS = {
    "n_estimators": 160,
    "max_depth": 3,
    "learning_rate": 0.09,
    "subsample": 0.7,
    "min_samples_leaf": 8,
    "random_state": 1,
}


@dataclass
class Lines:
    """Rows of features with what is known of each line."""

    rows: Any
    kept: Any
    paragraph: Any
    publisher: Any
    words: Any


def load(path: Path) -> Lines:
    """Read a file of labelled lines."""
    rows: list[list[float]] = []
    labels: list[str] = []
    publishers: list[str] = []
    words: list[int] = []
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        for record in map(json.loads, stream):
            lines = [Line(0, len(x["text"]), x["text"], 0) for x in record["lines"]]
            rows += features.rows(lines, record["title"])
            labels += [x["label"] for x in record["lines"]]
            publishers += [record["publisher"]] * len(lines)
            words += [len(line.words) for line in lines]
    names = np.array(labels)
    return Lines(
        np.array(rows), np.isin(names, KEPT), names == "para", np.array(publishers), np.array(words)
    )


def fit(scraped: Lines, chosen: Any, pages: Lines, held_out: Any) -> GradientBoostingClassifier:
    """Fit on the chosen scraped lines and on the pages of publishers not held out."""
    other = np.flatnonzero(~np.isin(pages.publisher, held_out))[::WHOLE_PAGE_STEP]
    rows = np.vstack([scraped.rows[chosen], pages.rows[other]])
    kept = np.concatenate([scraped.kept[chosen], pages.kept[other]])
    weights = np.ones(len(rows))
    weights[len(chosen) :] = WHOLE_PAGE_WEIGHT * WHOLE_PAGE_STEP
    return GradientBoostingClassifier(**SETTINGS).fit(rows, kept, sample_weight=weights)


def score(lines: Lines, kept: Any) -> str:
    """F1 of the kept lines and the share of paragraph words that is lost."""
    true = int((lines.kept & kept).sum())
    f1 = 2 * true / (2 * true + int((lines.kept ^ kept).sum()))
    lost = lines.words[lines.paragraph & ~kept].sum() / lines.words[lines.paragraph].sum()
    return f"F1 {f1:.4f}, words of paragraphs lost {lost:.4f}"


def exported(model: GradientBoostingClassifier) -> dict[str, Any]:
    """The model as numbers: start, and for each tree its nodes.

    A node is ``[feature, threshold, left, right]``, a leaf ``[value]``; values carry the
    learning rate.
    """
    trees = []
    for estimator in model.estimators_[:, 0]:
        tree = estimator.tree_
        nodes: list[list[float]] = []
        for node in range(tree.node_count):
            left, right = int(tree.children_left[node]), int(tree.children_right[node])
            if left < 0:
                nodes.append([round(float(tree.value[node][0][0]) * model.learning_rate, 5)])
            else:
                threshold = round(float(tree.threshold[node]), 5)
                nodes.append([int(tree.feature[node]), threshold, left, right])
        trees.append(nodes)
    prior = float(model.init_.class_prior_[1])
    return {
        "features": list(features.NAMES),
        "start": round(float(np.log(prior / (1 - prior))), 5),
        "trees": trees,
    }


def main(folder: Path, target: Path) -> None:
    """Print the folds' scores, train on everything, write the model."""
    scraped = load(folder / "scraped_lines.jsonl.gz")
    pages = load(folder / "fullpage_lines.jsonl.gz")
    chance = np.zeros(len(scraped.kept))
    for train, test in GroupKFold(FOLDS).split(scraped.rows, groups=scraped.publisher):
        model = fit(scraped, train, pages, scraped.publisher[test])
        chance[test] = model.predict_proba(scraped.rows[test])[:, 1]
    for threshold in (0.2, 0.3, 0.4, 0.5):
        print(f"keep above {threshold}: {score(scraped, chance > threshold)}")
    model = fit(scraped, np.arange(len(scraped.kept)), pages, [])
    target.write_text(json.dumps(exported(model), separators=(",", ":")), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
