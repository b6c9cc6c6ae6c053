"""What hangs together: a time with what it times, a place in a row with what is counted."""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.check.lexicon import MONTHS, WEEKDAYS
from copydesk.check.predications import Predication
from copydesk.check.support import kin as kinds
from copydesk.check.support.sheet import Item
from copydesk.check.vetoes.scene import Scene, Veto
from copydesk.english import lists
from copydesk.model import Reason, Span

_CALENDAR = frozenset((*WEEKDAYS, *MONTHS))
_ORDINALS = ("first", *lists.phrases("logic", "small ordinals")[0].split())


def timed_by_another(scene: Scene) -> Iterator[Veto]:
    """A time with something of which no cited sentence with that time has a word, and which the
    source gives another time."""
    for ours in scene.claim.predications.all:
        for item in ours.said:
            if not _is_time(item):
                continue
            there = list(_sentences_with(scene, item))
            if not there or any(_has_more(scene, n, s, ours, item) for n, s in there):
                continue
            if not _timed_otherwise(scene, ours):
                continue
            n, s = there[0]
            at = scene.text(n).sentences[s]
            yield Veto(
                Reason(
                    "dates",
                    f"The source has “{scene.words_of(item.token)}” with something else.",
                    scene.words_of(item.token),
                    Span(scene.text(n).article.id, at.start, at.end),
                )
            )
            return


def _is_time(item: Item) -> bool:
    return item.low in _CALENDAR or (
        item.value is not None and 1800 <= item.value <= 2100 and item.low.isdigit()
    )


def _sentences_with(scene: Scene, item: Item) -> Iterator[tuple[int, int]]:
    for n, e in enumerate(scene.evidence):
        for s in e.usable:
            items = [e.sheet.items[i] for i in e.sheet.by_sentence.get(s, ())]
            if any(
                i.value == item.value if item.value is not None else i.low == item.low
                for i in items
            ):
                yield n, s


def _has_more(scene: Scene, n: int, sentence: int, ours: Predication, time: Item) -> bool:
    """Whether a sentence has anything else of what is timed, in any near word."""
    sheet = scene.sheets[n]
    theirs = [sheet.items[i] for i in sheet.by_sentence[sentence]]
    keys = {i.key for i in theirs}
    if ours.subject.names & keys or not ours.subject.known:
        return True
    lemmas = [i.lemma_number for i in theirs if i.lemma_number >= 0]
    for item in ours.said:
        if item is time or _is_time(item):
            continue
        if item.value is not None:
            if any(i.value == item.value for i in theirs):
                return True
            continue
        if item.key in keys:
            return True
        if item.lemma_number >= 0 and lemmas:
            near = kinds.kin().relations(item.lemma_number)[lemmas]
            if int(near.min()) <= kinds.NARROWER:
                return True
    return False


def _timed_otherwise(scene: Scene, ours: Predication) -> bool:
    """Whether a cited sentence has the same subject, the same deed and a time."""
    said = {ours.deed.key} if ours.deed is not None else set()
    for sheet, e in zip(scene.sheets, scene.evidence, strict=True):
        for s in e.usable:
            theirs = [sheet.items[i] for i in sheet.by_sentence.get(s, ())]
            keys = {i.key for i in theirs}
            if ours.subject.names & keys and said & keys and any(map(_is_time, theirs)):
                return True
    return False


def another_place_in_row(scene: Scene) -> Iterator[Veto]:
    """ "The first" of what the source counts as the third."""
    for index, token in enumerate(scene.tokens):
        low = token.text.lower()
        if low not in _ORDINALS:
            continue
        noun = scene.by_token.get(token.head)
        if noun is None or noun.item.pos != "NOUN":
            # "the derailment was the first": the ordinal is told of the subject.
            noun = next(
                (
                    m
                    for c in scene.claim.clauses.children[index]
                    if scene.tokens[c].dep == "nsubj" and (m := scene.by_token.get(c)) is not None
                ),
                None,
            )
        if noun is None or low in scene.cited:
            continue
        others = list(_ordinals_of(scene, noun.item))
        if others and low not in [w for w, _ in others]:
            word, span = others[0]
            yield Veto(
                Reason(
                    "numbers", f"The source has “{word}”, the sentence “{low}”.", token.text, span
                ),
                contradicts=True,
            )
            return


def _ordinals_of(scene: Scene, noun: Item) -> Iterator[tuple[str, Span]]:
    """The ordinals that stand with a noun in the cited sentences."""
    for e in scene.evidence:
        tokens = e.report.tokens
        for s in e.usable:
            for i in e.sheet.by_sentence.get(s, ()):
                item = e.sheet.items[i]
                if item.alias or item.key != noun.key:
                    continue
                for child in e.clauses.children[item.token]:
                    word = tokens[child].text.lower()
                    if word in _ORDINALS:
                        t = tokens[child]
                        yield word, Span(e.report.article.id, t.start, t.end)


def no_longer_so(scene: Scene) -> Iterator[Veto]:
    """Told as of today what the source has as former, or of one alone what several did."""
    for ours, theirs, message in (
        (_NOW, _NO_LONGER, "The source has it as no longer so"),
        (_ALONE, _JOINTLY, "In the source it is not one alone"),
    ):
        here = next((t for t in scene.tokens if t.text.lower() in ours), None)
        lemmas = {t.lemma.lower() for n, ts in scene.cited_sentences() for t in ts} | scene.cited
        there = sorted(lemmas & theirs)
        if here is None or not there or lemmas & ours or (theirs & scene.lower):
            continue
        yield Veto(Reason("dates", f"{message}: “{there[0]}”.", here.text))
        return


_NOW, _NO_LONGER = lists.words("logic", "now"), lists.words("logic", "no longer")
_ALONE = lists.words("logic", "apart")
_JOINTLY = lists.words("logic", "jointly") - {"with", "both"}

ALL = (timed_by_another, another_place_in_row, no_longer_so)
