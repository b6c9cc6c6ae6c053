"""Recomposition: an editor's locked sentences survive, and what changed is said in words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from copydesk.compose.choose.bearers import likeness
from copydesk.compose.choose.selection import content_stems
from copydesk.model import Draft, DraftSentence, Section

#: Above this share of common stems a new sentence is another wording of an old one.
SAME_SENTENCE = 0.6
_FIGURE = re.compile(r"(?<![\w.,])[€$£]?\d[\d,.]*\d(?!\w)|(?<![\w.,])[€$£]?\d(?!\w)")


def recompose(previous: Draft, draft: Draft) -> Draft:
    """The new draft with the locked sentences of the previous one.

    A locked sentence takes the place of the new sentence that tells the same (same id, or
    nearly the same words); without one it is set where it stood.

    Args:
        previous: the version that an editor has worked on.
        draft: the story written anew.
    """
    headline = previous.headline if previous.headline.locked else draft.headline
    return replace(
        draft,
        headline=headline,
        standfirst=_kept(previous.standfirst, draft.standfirst),
        quick_looks=_kept(previous.quick_looks, draft.quick_looks),
        sections=_sections(previous, draft),
    )


def _kept(
    before: Sequence[DraftSentence], now: Sequence[DraftSentence]
) -> tuple[DraftSentence, ...]:
    result = list(now)
    for index, sentence in enumerate(before):
        if not sentence.locked:
            continue
        twin = next((i for i, new in enumerate(result) if _same(sentence, new)), None)
        if twin is not None:
            result[twin] = sentence
        else:
            result.insert(min(index, len(result)), sentence)
    return tuple(result)


def _same(a: DraftSentence, b: DraftSentence) -> bool:
    if a.id == b.id:
        return True
    return likeness(content_stems(a.text), content_stems(b.text)) >= SAME_SENTENCE


def _sections(previous: Draft, draft: Draft) -> tuple[Section, ...]:
    sections = list(draft.sections)
    for old in previous.sections:
        if not any(s.locked for paragraph in old.paragraphs for s in paragraph):
            continue
        index = next((i for i, new in enumerate(sections) if new.key == old.key), None)
        if index is None:
            locked = tuple(
                kept for p in old.paragraphs if (kept := tuple(s for s in p if s.locked))
            )
            sections.append(replace(old, paragraphs=locked))
            continue
        sections[index] = _with_locked(old, sections[index])
    order = [s.key for s in draft.sections]
    known = ["developments", "differences", "reactions", "background", "next"]
    places = {key: i for i, key in enumerate([*known, *(k for k in order if k not in known)])}
    return tuple(sorted(sections, key=lambda s: places.get(s.key, len(places))))


def _with_locked(old: Section, new: Section) -> Section:
    """The new section with each locked sentence in place of its twin, else in its paragraph."""
    paragraphs = [list(p) for p in new.paragraphs]
    for number, paragraph in enumerate(old.paragraphs):
        for sentence in paragraph:
            if not sentence.locked:
                continue
            for other in paragraphs:
                twin = next((i for i, s in enumerate(other) if _same(sentence, s)), None)
                if twin is not None:
                    other[twin] = sentence
                    break
            else:
                paragraphs.insert(min(number, len(paragraphs)), [sentence])
    return replace(new, paragraphs=tuple(tuple(p) for p in paragraphs))


def changes(previous: Draft, draft: Draft) -> tuple[str, ...]:
    """What the new draft changed, in words, in order of the page; empty when nothing did.

    Args:
        previous: the published version.
        draft: the version that replaces it.
    """
    told: list[str] = []
    if previous.headline.text != draft.headline.text:
        told.append(f"The headline “{previous.headline.text}” became “{draft.headline.text}”.")
    old = list(_body(previous))
    fresh: list[DraftSentence] = []
    for sentence in _body(draft):
        if any(sentence.text == other.text for other in old):
            old = [other for other in old if other.text != sentence.text]
        else:
            fresh.append(sentence)
    for sentence in fresh:
        twin = next((other for other in old if _same(sentence, other)), None)
        if twin is None:
            told.append(f"Added: “{sentence.text}”")
            continue
        old.remove(twin)
        told.append(_reworded(twin.text, sentence.text))
    told += [f"Taken out: “{sentence.text}”" for sentence in old]
    return tuple(told)


def _body(draft: Draft) -> tuple[DraftSentence, ...]:
    return draft.sentences()[1:]


def _reworded(before: str, now: str) -> str:
    """Says which figures gave way to which, else both wordings."""
    gone = [f for f in _FIGURE.findall(before) if f not in _FIGURE.findall(now)]
    come = [f for f in _FIGURE.findall(now) if f not in _FIGURE.findall(before)]
    if len(gone) == 1 and len(come) == 1:
        return f"{gone[0]} became {come[0]}: “{now}”"
    return f"“{before}” became “{now}”"
