"""Numbers whose surroundings have changed places: what stands by one number in the sentence stands
by the other in the source, and the reverse.

It asks no parse and no verb, so that it holds for sentences in other words: "a poll gave her 34
percent and him 29" of what the source has the other way round. How far two words are apart is
counted in words, and a stop, a comma or "while" between them counts for several.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from copydesk.check.support.matching import Match
from copydesk.check.support.sheet import Item
from copydesk.check.vetoes.scene import Scene, Veto
from copydesk.model import Reason, Token

#: From this worth on a word is the same word.
_STRICT = 0.84
#: For how many words a mark or word counts that parts what stands before from what stands behind.
_MARKS = {";": 9, ":": 7, ".": 11, ",": 4, "–": 7, "—": 7, "(": 4}
_WORDS = {"while": 9, "whereas": 9, "but": 7, "although": 9, "though": 9, "than": 5, "where": 6}
_WEAK_WORDS = {"and": 5, "against": 5, "with": 3, "from": 3}
_APART = {**_MARKS, **_WORDS, **_WEAK_WORDS}
#: Between two sentences, and by how much a word must be nearer to one number than to another.
_SENTENCE, _CLEARLY = 12, 1.5
_Place = tuple[int, int]


def changed_places(scene: Scene) -> Iterator[Veto]:
    """Two numbers of which each stands in the sentence by what the source has by the other."""
    numbers = [m for m in scene.matching.matches if _is_amount(scene, m)]
    if len(numbers) < 2:
        return
    here = _distances(scene.tokens, 0, len(scene.tokens))
    there = _source(scene)
    places = [_places(scene, there, m.item) for m in numbers]
    moved: Counter[tuple[int, int]] = Counter()
    kept: Counter[int] = Counter()
    for m in scene.matching.matches:
        if m.other < 0 or m.worth < _STRICT or m.item.value is not None:
            continue
        own = [abs(here[m.item.token] - here[n.item.token]) for n in numbers]
        word = _places(scene, there, scene.item(m))
        ours, theirs = _nearest(own), _nearest([_between(p, word) for p in places])
        if ours is None or theirs is None:
            continue
        if ours == theirs:
            kept[ours] += 1
        else:
            moved[ours, theirs] += 1
    for one, other in sorted(moved):
        back = moved[other, one]
        if one < other and back and moved[one, other] + back > kept[one] + kept[other]:
            m, rival = numbers[one], numbers[other]
            yield Veto(
                Reason(
                    "numbers",
                    f"In the source {scene.words_of(m.item.token)} and "
                    f"{scene.words_of(rival.item.token)} stand the other way round.",
                    scene.words_of(m.item.token),
                    scene.sentence_span(m),
                )
            )
            return


def _is_amount(scene: Scene, m: Match) -> bool:
    """Whether a word is a number that the source has, and no year, date, time of day, nor part of
    another number ("two of the six")."""
    if m.item.value is None or m.other < 0 or m.worth < 1 or ":" in m.item.low:
        return False
    start = scene.tokens[m.item.token].start
    if 1800 <= m.item.value <= 2100 or any(
        t.start <= start < t.end for t in scene.claim.annotated.times
    ):
        return False
    before = [t.text.lower() for t in scene.tokens[max(0, m.item.token - 3) : m.item.token]]
    return "of" not in before


def _distances(tokens: Sequence[Token], first: int, last: int) -> dict[int, int]:
    """Where each token stands, counted in words with what parts them."""
    found, at = {}, 0
    for index in range(first, last):
        at += 1 + _APART.get(tokens[index].text.lower(), 0)
        found[index] = at
    return found


def _source(scene: Scene) -> dict[_Place, int]:
    """The same for the tokens of the cited sentences, by report and token."""
    found: dict[_Place, int] = {}
    for n, e in enumerate(scene.evidence):
        behind = 0
        for s in e.usable:
            sentence = e.report.sentences[s]
            inside = _distances(e.report.tokens, sentence.first, sentence.last)
            found |= {(n, token): behind + at for token, at in inside.items()}
            behind += max(inside.values(), default=0) + _SENTENCE
    return found


def _places(scene: Scene, there: dict[_Place, int], wanted: Item) -> list[_Place]:
    """Where the cited sentences have a word or number, as report and distance."""
    return [
        (n, there[n, item.token])
        for n, sheet in enumerate(scene.sheets)
        for s in scene.evidence[n].usable
        for i in sheet.by_sentence.get(s, ())
        if not (item := sheet.items[i]).alias
        and (item.value == wanted.value if wanted.value is not None else item.key == wanted.key)
    ]


def _between(ones: Sequence[_Place], others: Sequence[_Place]) -> float:
    return min((abs(a - b) for n, a in ones for k, b in others if n == k), default=float("inf"))


def _nearest(distances: Sequence[float]) -> int | None:
    """Which is clearly the least; None where none is."""
    order = sorted(range(len(distances)), key=lambda n: distances[n])
    first, second = distances[order[0]], distances[order[1]]
    return order[0] if second < float("inf") and second - first >= _CLEARLY else None


ALL = (changed_places,)
