"""What an editor can change of a working copy: pure functions from draft to draft.

Each edit has a target, the part of the story it changes. Two edits are in each other's way when
their targets are one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from copydesk.errors import NotFit
from copydesk.model import Draft, DraftSentence, Image, Section, Span
from copydesk.model.newsroom import Overrides

#: Code points of a sentence, and of a label, kicker or head: more is a mistake or an attack.
LONGEST, LONGEST_LABEL = 1200, 80


@dataclass(frozen=True, slots=True)
class Reword:
    """Another text, and what it rests on; ``evidence`` None keeps what was cited."""

    sentence: str
    text: str
    evidence: tuple[Span, ...] | None = None
    kind = "reword"

    @property
    def target(self) -> str:
        """The part it changes."""
        return f"sentence {self.sentence}"


@dataclass(frozen=True, slots=True)
class Relabel:
    """Another label of a quick look."""

    sentence: str
    label: str
    kind = "relabel"

    @property
    def target(self) -> str:
        """The part it changes."""
        return f"label {self.sentence}"


@dataclass(frozen=True, slots=True)
class Hold:
    """Lock a sentence, so that it survives when the story is written anew; or let it go."""

    sentence: str
    locked: bool
    kind = "hold"

    @property
    def target(self) -> str:
        """The part it changes."""
        return f"sentence {self.sentence}"


@dataclass(frozen=True, slots=True)
class Strike:
    """Take a sentence out."""

    sentence: str
    kind = "strike"

    @property
    def target(self) -> str:
        """The part it changes."""
        return f"sentence {self.sentence}"


@dataclass(frozen=True, slots=True)
class Retitle:
    """Another head of a section of the Deep Look."""

    section: str
    title: str
    kind = "retitle"

    @property
    def target(self) -> str:
        """The part it changes."""
        return f"section {self.section}"


@dataclass(frozen=True, slots=True)
class Rekick:
    """Another kicker: the section of the site that the story stands in."""

    kicker: str
    target = "kicker"
    kind = "kicker"


@dataclass(frozen=True, slots=True)
class Picture:
    """Another lead picture, of one of the reports; None for none."""

    article: str | None
    image: Image | None
    target = "picture"
    kind = "picture"


Edit = Reword | Relabel | Hold | Strike | Retitle | Rekick | Picture


def touched_by(edit: Edit) -> frozenset[str]:
    """Targets that nobody else may have changed since the edit's maker saw the story."""
    if isinstance(edit, Strike):
        return frozenset({edit.target, f"label {edit.sentence}"})
    return frozenset({edit.target})


def find(draft: Draft, sentence: str) -> DraftSentence:
    """The sentence with that id; refused ones are looked at last.

    Raises:
        NotFit: it is not there (any more).
    """
    for found in (*draft.sentences(), *draft.refused):
        if found.id == sentence:
            return found
    raise NotFit(f"the story has no sentence {sentence!r} any more: load the page again")


def line(text: str, most: int, what: str) -> str:
    """Text on one line.

    Raises:
        NotFit: it is empty or too long.
    """
    plain = " ".join(text.split())
    if not plain:
        raise NotFit(f"the {what} is empty")
    if len(plain) > most:
        raise NotFit(f"the {what} has {len(plain)} characters; {most} is the most")
    return plain


def reworded(draft: Draft, edit: Reword) -> DraftSentence:
    """The sentence as the edit would have it, without a verdict.

    Raises:
        NotFit: it is not there, is empty, or cites nothing.
    """
    before = find(draft, edit.sentence)
    evidence = before.evidence if edit.evidence is None else edit.evidence
    if not evidence:
        raise NotFit("the sentence cites nothing: choose the words of a report that it rests on")
    return DraftSentence(
        id=before.id,
        text=line(edit.text, LONGEST, "sentence"),
        evidence=tuple(dict.fromkeys(evidence)),
        kind="editor",
        label=before.label,
        points=before.points,
        locked=True,
    )


def applied(  # noqa: PLR0911  one a kind of edit
    draft: Draft, overrides: Overrides, edit: Edit, checked: DraftSentence | None = None
) -> tuple[Draft, Overrides]:
    """The working copy after the edit.

    Args:
        draft, overrides: the working copy.
        edit: what to change.
        checked: of `Reword`, the sentence with its verdict.

    Raises:
        NotFit: what it changes is not there, or what it gives cannot be taken.
    """
    match edit:
        case Reword():
            if checked is None:
                raise ValueError("a reworded sentence without its verdict")
            return _restored(draft, checked), overrides
        case Relabel():
            label = line(edit.label, LONGEST_LABEL, "label")
            return _changed(draft, edit.sentence, lambda s: replace(s, label=label, locked=True)), (
                overrides
            )
        case Hold():
            return _changed(draft, edit.sentence, lambda s: replace(s, locked=edit.locked)), (
                overrides
            )
        case Strike():
            return _struck(draft, overrides, edit.sentence)
        case Retitle():
            return _retitled(draft, overrides, edit)
        case Rekick():
            kicker = line(edit.kicker, LONGEST_LABEL, "kicker")
            return replace(draft, kicker=kicker), replace(overrides, kicker=kicker)
        case Picture():
            draft = replace(draft, hero=edit.image, hero_article=edit.article)
            return draft, replace(
                overrides, pictured=True, hero=edit.image, hero_article=edit.article
            )


def with_overrides(draft: Draft, overrides: Overrides) -> Draft:
    """A draft that was written anew, with what an editor had set."""
    titles = dict(overrides.titles)
    struck = set(overrides.struck)
    draft = _kept(draft, lambda s: s.text not in struck or s.locked)
    draft = replace(
        draft,
        kicker=overrides.kicker or draft.kicker,
        sections=tuple(replace(s, title=titles.get(s.key, s.title)) for s in draft.sections),
    )
    if overrides.pictured:
        draft = replace(draft, hero=overrides.hero, hero_article=overrides.hero_article)
    return draft


def _changed(
    draft: Draft, sentence: str, change: Callable[[DraftSentence], DraftSentence]
) -> Draft:
    find(draft, sentence)

    def each(found: DraftSentence) -> DraftSentence:
        return change(found) if found.id == sentence else found

    return replace(
        draft,
        headline=each(draft.headline),
        standfirst=tuple(map(each, draft.standfirst)),
        quick_looks=tuple(map(each, draft.quick_looks)),
        sections=tuple(
            replace(s, paragraphs=tuple(tuple(map(each, p)) for p in s.paragraphs))
            for s in draft.sections
        ),
    )


def replaced(draft: Draft, sentence: DraftSentence) -> Draft:
    """The draft with the sentence in the place of the one of its id."""
    return _changed(draft, sentence.id, lambda _: sentence)


def _restored(draft: Draft, sentence: DraftSentence) -> Draft:
    """The draft with the sentence; one that had been refused comes back to its place.

    What the gate refused has no place of its own: a bullet goes to the quick looks, anything else
    to the end of the first section.
    """
    standing = any(found.id == sentence.id for found in draft.sentences())
    refused = tuple(found for found in draft.refused if found.id != sentence.id)
    draft = replace(draft, refused=refused)
    if standing:
        return _changed(draft, sentence.id, lambda now: replace(sentence, label=now.label))
    if sentence.label is not None or not draft.sections:
        return replace(draft, quick_looks=(*draft.quick_looks, sentence))
    first = draft.sections[0]
    grown = replace(first, paragraphs=(*first.paragraphs, (sentence,)))
    return replace(draft, sections=(grown, *draft.sections[1:]))


def _struck(draft: Draft, overrides: Overrides, sentence: str) -> tuple[Draft, Overrides]:
    found = find(draft, sentence)
    if draft.headline.id == sentence:
        raise NotFit("a story needs a headline: reword it")
    draft = _kept(draft, lambda s: s.id != sentence)
    draft = replace(draft, refused=tuple(s for s in draft.refused if s.id != sentence))
    return draft, replace(overrides, struck=tuple(dict.fromkeys((*overrides.struck, found.text))))


def _kept(draft: Draft, wanted: Callable[[DraftSentence], bool]) -> Draft:
    """The draft with the sentences that are wanted; what is empty then is left out."""

    def of(sentences: tuple[DraftSentence, ...]) -> tuple[DraftSentence, ...]:
        return tuple(s for s in sentences if wanted(s))

    sections = tuple(
        Section(s.key, s.title, tuple(kept for p in s.paragraphs if (kept := of(p))))
        for s in draft.sections
    )
    return replace(
        draft,
        standfirst=of(draft.standfirst),
        quick_looks=of(draft.quick_looks),
        sections=tuple(s for s in sections if s.paragraphs),
    )


def _retitled(draft: Draft, overrides: Overrides, edit: Retitle) -> tuple[Draft, Overrides]:
    if all(section.key != edit.section for section in draft.sections):
        raise NotFit(f"the story has no section {edit.section!r} any more: load the page again")
    title = line(edit.title, LONGEST_LABEL, "head")
    sections = tuple(
        replace(s, title=title) if s.key == edit.section else s for s in draft.sections
    )
    titles = tuple(sorted({**dict(overrides.titles), edit.section: title}.items()))
    return replace(draft, sections=sections), replace(overrides, titles=titles)


def told(draft: Draft, edit: Edit) -> str:
    """What the edit's target reads now: for the audit trail, and for who is told of a conflict."""
    match edit:
        case Reword() | Strike():
            return find(draft, edit.sentence).text
        case Hold():
            return "locked" if find(draft, edit.sentence).locked else "free"
        case Relabel():
            return find(draft, edit.sentence).label or ""
        case Retitle():
            return next((s.title for s in draft.sections if s.key == edit.section), "")
        case Rekick():
            return draft.kicker
        case Picture():
            return draft.hero.url if draft.hero else ""


def given(edit: Edit) -> str:  # noqa: PLR0911  one a kind of edit
    """What the edit would have its target read."""
    match edit:
        case Reword():
            return edit.text
        case Strike():
            return ""
        case Hold():
            return "locked" if edit.locked else "free"
        case Relabel():
            return edit.label
        case Retitle():
            return edit.title
        case Rekick():
            return edit.kicker
        case Picture():
            return edit.image.url if edit.image else ""
