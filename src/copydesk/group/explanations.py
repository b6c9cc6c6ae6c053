"""Why reports stand together, in words: for one who doubts a story or an origin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from copydesk.group.views import BODY, LEAD, rarity, read
from copydesk.group.word_arrays import cut
from copydesk.model import Article, Story

#: Words named in a reason.
_NAMED = 6
_HOUR, _DAY = 3600, 86400


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a report is in its story, and why it is of its origin; sentences."""

    article: str
    story: str
    origin: str


def reasons(story: Story, articles: Sequence[Article]) -> tuple[Reason, ...]:
    """A reason for each report of a story, in the story's order.

    Each report is set beside the one of its story that is most like it (by the cosine that
    grouping begins with), and the rarest words that both have in title or first lines are named.

    Args:
        story: one of `group`'s.
        articles: its reports, in its order.
    """
    readings = read(articles)
    size = max((int(r.place[-1]) for r in readings if len(r.place)), default=0) + 1
    vectors = np.zeros((len(readings), size), dtype=np.float32)
    for row, reading in enumerate(readings):
        vectors[row, reading.place] = reading.all
    likeness = vectors @ vectors.T
    np.fill_diagonal(likeness, -1.0)
    found = []
    for index, article in enumerate(articles):
        if len(articles) == 1:
            why = "No other report of its event was given."
        else:
            other = int(likeness[index].argmax())
            why = _beside(article, articles[other], float(likeness[index, other]))
        found.append(Reason(article.id, why, _origin(story, article)))
    return tuple(found)


def _beside(article: Article, other: Article, likeness: float) -> str:
    words = _shared(article, other)
    named = f"both have “{'”, “'.join(words)}”" if words else "they share no rare word"
    return f"Most like {_name(other)} (likeness {likeness:.2f}): {named}{_apart(article, other)}."


def _shared(one: Article, other: Article) -> list[str]:
    """The rarest words that two reports have in title and first lines, as the first has them."""
    texts = [f"{a.title or ''}\n{a.text[: LEAD + BODY]}" for a in (one, other)]
    words = cut(texts)
    second = set(words.hash[words.bounds[1] :].tolist())
    weights = rarity(words.hash[: words.bounds[1]])
    seen: dict[int, tuple[float, str]] = {}
    for place in range(int(words.bounds[1])):
        key = int(words.hash[place])
        if key in second and not words.number[place]:
            printed = texts[0][words.start[place] : words.end[place]]
            seen.setdefault(key, (float(weights[place]), printed))
    ranked = sorted(seen.values(), key=lambda item: (-item[0], item[1].casefold(), item[1]))
    return [printed for _, printed in ranked[:_NAMED]]


def _apart(one: Article, other: Article) -> str:
    if one.published is None or other.published is None:
        return ""
    seconds = abs((one.published - other.published).total_seconds())
    if seconds < _HOUR:
        return "; published within the hour"
    if seconds < 2 * _DAY:
        return f"; published {round(seconds / _HOUR)} h apart"
    return f"; published {round(seconds / _DAY)} days apart"


def _origin(story: Story, article: Article) -> str:
    origin = story.origin_of(article.id)
    if len(origin.articles) == 1:
        return "A voice of its own: no copy, agency mark or owner joins it to another report."
    details = [j.detail or j.rule for j in origin.joins if article.id in (j.a, j.b)]
    why = "; ".join(dict.fromkeys(details)) or "joined through another report of this origin"
    return f"One voice with {len(origin.articles) - 1} other of this story: {why}."


def _name(article: Article) -> str:
    return article.outlet or article.title or article.id
