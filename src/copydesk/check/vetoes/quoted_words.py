"""Words between quotation marks: there, whose, and not cut against their sense."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from copydesk.check.vetoes.scene import Scene, Veto
from copydesk.check.vetoes.sources_called import (
    is_person,
    may_be_one,
    mentions,
    names_of,
)
from copydesk.check.words import is_mark, read_words
from copydesk.english import lists
from copydesk.model import Attribution, Reason, Span

#: From so many quoted words on two speakers cannot both be right: fewer are anybody's.
_FEWEST = 6


def quoted_otherwise(scene: Scene) -> Iterator[Veto]:
    """Words between quotation marks that are not there, or are somebody else's."""
    claim = scene.claim.annotated
    for quotation in claim.quotations:
        for segment in quotation.segments:
            text = claim.article.text[segment.start : segment.end]
            words = [w.norm for w in read_words(text) if not is_mark(w)]
            if not words:
                continue
            places = list(_places(scene, words))
            if not places:
                yield Veto(
                    Reason("quotations", "The cited text does not have these quoted words.", text)
                )
                return
            ours = names_of(claim, quotation.attribution)
            if not ours:
                continue
            speakers = [s for n, at, end in places if (s := _speaker(scene, n, at, end))]
            alone = len(claim.quotations) == 1
            if alone and any(mentions(scene, n, s) for n, s in speakers):
                continue
            if speakers and not any(may_be_one(scene, ours, n, s) for n, s in speakers):
                n, who = speakers[0]
                span = Span(scene.text(n).article.id, places[0][1], places[0][2])
                yield Veto(
                    Reason(
                        "speaker",
                        f"Given to {quotation.attribution.name}; the source gives these words "
                        f"to {who.name}.",
                        text,
                        span,
                    ),
                    contradicts=len(words) >= _FEWEST
                    and is_person(quotation.attribution)
                    and is_person(who)
                    and quotation.attribution.kind == who.kind == "person",
                )
                return


def _places(scene: Scene, words: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Where the cited reports have these words in a row: number of the report, code points."""
    size = len(words)
    for n, report in enumerate(scene.evidence):
        theirs = [w for w in report.words if not is_mark(w)]
        sentences = [report.report.sentences[s] for s in report.usable]
        for i, w in enumerate(theirs):
            if w.norm == words[0] and [x.norm for x in theirs[i : i + size]] == list(words):
                start, end = w.start, theirs[i + size - 1].end
                if any(s.start - 400 <= start and end <= s.end + 400 for s in sentences):
                    yield n, start, end


def _speaker(scene: Scene, n: int, start: int, end: int) -> tuple[int, Attribution] | None:
    for quotation in scene.text(n).quotations:
        if any(s.start <= start and end <= s.end + 2 for s in quotation.segments):
            known = quotation.attribution
            return (n, known) if known.name else None
    for statement in scene.text(n).statements:
        if statement.start <= start < statement.end and statement.attribution.name:
            return n, statement.attribution
    return None


_CUT_BEFORE = lists.words("vetoes", "quoted words cut before")
_CUT_AFTER = lists.words("vetoes", "quoted words cut after")


def cut_short(scene: Scene) -> Iterator[Veto]:
    """A quotation cut behind "but" or "not", or before "if", which turns its sense."""
    claim = scene.claim.annotated
    for quotation in claim.quotations:
        for segment in quotation.segments:
            text = claim.article.text[segment.start : segment.end]
            words = [w.norm for w in read_words(text) if not is_mark(w)]
            found = []
            for n, start, end in _places(scene, words) if words else ():
                theirs = [w for w in scene.evidence[n].words if not is_mark(w) and w.quoted]
                before = [w for w in theirs if w.end <= start and start - w.end < 3][-1:]
                after = [w for w in theirs if w.start >= end and w.start - end < 60][:1]
                found.append(
                    next((w for w in before if w.norm in _CUT_BEFORE), None)
                    or next((w for w in after if w.norm in _CUT_AFTER), None)
                )
            first = found[0] if found and all(found) else None
            if first is not None and first.norm not in scene.lower:
                yield Veto(
                    Reason(
                        "quotations",
                        f"The quotation is cut at “{first.text}”, which turns its sense.",
                        text,
                    )
                )
                return


ALL = (quoted_otherwise, cut_short)
