"""Single-pass clustering of TF-IDF vectors, the plain way (Allan et al., TDT 1998).

Each report, in order, goes into the story whose centroid is nearest by cosine, or opens a new one.
Weights come from the reports seen so far. Plain Python over dictionaries, no index but the
inverted one that every implementation has.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from copydesk.model import Article

#: The best of .1 to .5 on the development sets.
THRESHOLD = 0.25
_WORD = re.compile(r"\w+")


def group(articles: Sequence[Article], threshold: float = THRESHOLD) -> list[int]:
    """The number of each report's story."""
    seen: Counter[str] = Counter()
    stories: list[dict[str, float]] = []
    holders: dict[str, set[int]] = defaultdict(set)
    labels = []
    for count, article in enumerate(articles, start=1):
        words = Counter(_WORD.findall(f"{article.title or ''} {article.text}".lower()))
        seen.update(words.keys())
        vector = _unit(
            {w: (1 + math.log(n)) * math.log(1 + count / seen[w]) for w, n in words.items()}
        )
        best, where = 0.0, -1
        for story in sorted({s for word in vector for s in holders[word]}):
            cosine = _cosine(vector, stories[story])
            if cosine > best:
                best, where = cosine, story
        if best < threshold:
            where = len(stories)
            stories.append({})
        for word, weight in vector.items():
            stories[where][word] = stories[where].get(word, 0.0) + weight
            holders[word].add(where)
        labels.append(where)
    return labels


def _unit(vector: dict[str, float]) -> dict[str, float]:
    norm = math.sqrt(sum(weight * weight for weight in vector.values())) or 1.0
    return {word: weight / norm for word, weight in vector.items()}


def _cosine(vector: dict[str, float], story: dict[str, float]) -> float:
    norm = math.sqrt(sum(weight * weight for weight in story.values())) or 1.0
    return sum(weight * story.get(word, 0.0) for word, weight in vector.items()) / norm
