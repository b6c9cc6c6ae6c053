"""One utterance in other words: variants, and what marks in one report show and hide."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from copydesk.compare.assembly import Link
from copydesk.compare.speech import same_speaker
from copydesk.compare.speech.altered import Change, altered
from copydesk.compare.speech.meaning import of_words
from copydesk.compare.speech.variants import FUNCTION_WORDS, Wording, printed, wording
from copydesk.model import Annotated, Claims, QuotedClaim, StatedClaim, Verdict

_WORD = re.compile(r"[\w’'-]+")
#: Words after a quoted fragment that must go on alike where the fragment is not in marks.
_GOES_ON = 2
_FULL = 10  # words of a quotation that may be the whole of which another report has pieces


@dataclass(frozen=True, slots=True)
class Utterance:
    """A quotation with its comparable words, the outlet that prints it, the words before it, and
    its segments as printed."""

    claim: QuotedClaim
    words: Wording
    outlet: str
    before: tuple[str, ...] = ()
    pieces: tuple[str, ...] = ()

    @property
    def speaker(self) -> str | None:
        """Name of the speaker; None when the report gives none."""
        return self.claim.attribution.name


def variant(a: Utterance, b: Utterance, *, sure: bool = False) -> Link:
    """Two wordings of one utterance; the reason has both with outlets.

    They differ where they are other words in one sentence (or where that is known, ``sure``): what
    one report leaves out, or spells otherwise, is no difference.
    """
    change = altered(a.pieces, b.pieces)
    if change is not None:
        return differing(a, b, change)
    words = f"“{a.claim.text}” ({a.outlet}) against “{b.claim.text}” ({b.outlet})"
    if sure:
        reason = f"One utterance in two wordings: {words}."
        return Link(a.claim.id, b.claim.id, Verdict.DIFFER, reason)
    reason = f"One utterance; one report quotes more of it, or writes it otherwise: {words}."
    return Link(a.claim.id, b.claim.id, Verdict.COMPATIBLE, reason)


def differing(a: Utterance, b: Utterance, change: Change) -> Link:
    """Two wordings of one utterance that are not the same in one place."""
    first, second = (
        printed(u.pieces, words.split()) for u, words in ((a, change.first), (b, change.second))
    )
    here = f"“{first}”" if first else f"nothing for “{second}”"
    there = f"“{second}”" if second else f"nothing for “{first}”"
    how = "in two wordings, perhaps two translations" if change.free else "with another word in it"
    reason = f"One utterance {how}: {a.outlet} has {here}, {b.outlet} {there}."
    return Link(a.claim.id, b.claim.id, Verdict.DIFFER, reason)


def neighbours(uttered: Sequence[Utterance], links: Iterable[Link]) -> list[Link]:
    """Fragments whose neighbour in the sentence another report has in a fuller quotation.

    Where one report quotes two pieces of a remark in one sentence, and one piece stands in
    the fuller quotation of another report while the other says the same as it in other
    words, the second piece is a variant of it.
    """
    by_id = {u.claim.id: u for u in uttered}
    beside: dict[tuple[str, int], list[Utterance]] = defaultdict(list)
    linked: set[tuple[str, str]] = set()
    agreeing: list[tuple[Utterance, Utterance]] = []
    for item in uttered:
        beside[item.claim.article, item.claim.sentence].append(item)
    for link in links:
        a, b = by_id[link.a], by_id[link.b]
        linked |= {(a.claim.id, b.claim.article), (b.claim.id, a.claim.article)}
        if link.verdict is Verdict.AGREE and a.claim.article != b.claim.article:
            agreeing.append((a, b) if len(a.words.words) <= len(b.words.words) else (b, a))
    found: list[Link] = []
    for piece, full in agreeing:
        if len(full.words.words) < _FULL:
            continue
        for other in beside[piece.claim.article, piece.claim.sentence]:
            if (other.claim.id, full.claim.article) in linked or not _one_voice(other, full):
                continue
            means = of_words(other.claim.text.split()).concepts
            if len(means) >= 2 and means <= of_words(_WORD.findall(full.claim.text)).concepts:
                linked.add((other.claim.id, full.claim.article))
                found.append(variant(other, full, sure=True))
    return found


def _one_voice(a: Utterance, b: Utterance) -> bool:
    return (
        a.speaker is not None and b.speaker is not None and same_speaker.same(a.speaker, b.speaker)
    )


def unmarked(
    uttered: Sequence[Utterance], claims: Sequence[Claims], reports: Sequence[Annotated]
) -> tuple[list[StatedClaim], list[Link]]:
    """Statements that give a quoted fragment with one word changed and without marks.

    Returns:
        the statements, and a difference for each.
    """
    texts = {r.article.id: r.article.text for r in reports}
    outlets = {r.article.id: r.article.called for r in reports}
    index: dict[tuple[str, str], list[tuple[StatedClaim, Wording]]] = defaultdict(list)
    for held in claims:
        for statement in held.statements:
            words = wording([texts[statement.article][statement.start : statement.end]])
            for pair in sorted(set(pairwise(words.words))):
                index[pair].append((statement, words))
    found: dict[str, StatedClaim] = {}
    links: dict[tuple[str, str], Link] = {}
    for item in uttered:
        if item.claim.kind != "fragment" or len(item.words.words) < 3:
            continue
        fragment = item.words.words
        ahead = _following(texts[item.claim.article], item.claim)
        for pair in pairwise(fragment):
            for statement, words in index.get(pair, ()):
                key = (item.claim.id, statement.id)
                if statement.article == item.claim.article or key in links:
                    continue
                said = _with_one_change(fragment, ahead, words.words)
                if said is not None:
                    found[statement.id] = statement
                    text = texts[statement.article][statement.start : statement.end]
                    links[key] = _difference(
                        item, statement, _as_printed(text, said), outlets[statement.article]
                    )
    return list(found.values()), list(links.values())


def _following(text: str, claim: QuotedClaim) -> tuple[str, ...]:
    after = text[claim.span.end : claim.span.end + 60].partition("\n")[0]
    return wording([after]).words[:_GOES_ON]


@lru_cache(maxsize=4096)
def _with_one_change(
    fragment: tuple[str, ...], ahead: tuple[str, ...], words: tuple[str, ...]
) -> tuple[str, ...] | None:
    """The words of ``words`` that are the fragment but for one content word."""
    whole = fragment + ahead
    if len(ahead) < _GOES_ON:
        return None
    for at in range(len(words) - len(whole) + 1):
        window = words[at : at + len(whole)]
        changed = [n for n, (x, y) in enumerate(zip(whole, window, strict=True)) if x != y]
        if len(changed) != 1 or changed[0] >= len(fragment):
            continue
        kept = [w for n, w in enumerate(fragment) if n != changed[0] and w not in FUNCTION_WORDS]
        content = {fragment[changed[0]], window[changed[0]]}.isdisjoint(FUNCTION_WORDS)
        if content and len(kept) >= 2:
            return window[: len(fragment)]
    return None


def _as_printed(text: str, words: Sequence[str]) -> str:
    """The words as the text has them; as compared where the spelling was made alike."""
    pattern = r"\W+(?:s\W+)?".join(re.escape(w) for w in words)
    match = re.search(rf"\b{pattern}\b", text, re.I)
    return match.group() if match else " ".join(words)


def _difference(item: Utterance, statement: StatedClaim, said: str, outlet: str) -> Link:
    voice = statement.attribution.name
    reason = (
        f"“{item.claim.text}” in quotation marks from {item.speaker or 'nobody named'} "
        f"({item.outlet}); {outlet} has “{said}” without marks, "
        + (f"from {voice}." if voice else "and names nobody.")
    )
    return Link(item.claim.id, statement.id, Verdict.DIFFER, reason)
