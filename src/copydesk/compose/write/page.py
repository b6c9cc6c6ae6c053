"""Draft sentences made from units, in the order of the page."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from copydesk.compose.choose.bearers import evidence_for
from copydesk.compose.choose.facet_of import quoted_words
from copydesk.compose.choose.selection import content_stems
from copydesk.compose.edit import namesakes, people
from copydesk.compose.edit.absolute_days import Calendar
from copydesk.compose.edit.antecedents import Said, labels_in, missing
from copydesk.compose.edit.following import rewrite_following
from copydesk.compose.edit.introductions import Named, full_names, introductions
from copydesk.compose.edit.rewrite import Rewritten, rewrite
from copydesk.compose.record.candidates import Unit
from copydesk.compose.record.histories import History
from copydesk.compose.record.spoken import framed, whole_quotations
from copydesk.model import Annotated, Chain, DraftSentence, Part, Span

#: Why a sentence is not written in its place.
LEANS = "leans on a sentence that is not told"
UNKNOWN = "quotes somebody of whom no report says who it is"


@dataclass(slots=True)
class Page:
    """What the page has said so far, while it is written.

    Attributes:
        reports, units: of the story.
        calendar: to make relative days absolute; None leaves them.
        histories: of the event's tolls.
        named: who has been named.
        said: what has been said, by which a phrase that points back is judged.
        left_out: why sentences were not written in their place, with how many there were.
        waiting: sentences of the head of the page that lean on one that it has not.
        told: keys of the units that it tells, and of those that the plan has for it.
    """

    reports: Sequence[Annotated]
    units: Sequence[Unit]
    calendar: Calendar | None
    histories: Sequence[History] = ()
    named: Named = field(init=False)
    said: Said = field(init=False, default_factory=Said)
    left_out: Counter[str] = field(init=False, default_factory=Counter)
    waiting: list[Unit] = field(init=False, default_factory=list)
    told: set[tuple[int, int]] = field(init=False, default_factory=set)
    # While the story is planned nobody has been named, so a unit's wordings do not change.
    _unnamed: dict[tuple[tuple[int, int], int | None], tuple[Rewritten, ...]] = field(
        init=False, default_factory=dict
    )

    def __post_init__(self) -> None:
        self.named = Named(
            shared=people.shared_surnames(self.reports),
            introductions=introductions(self.reports),
            full_names=full_names(self.reports),
            shorts=namesakes.short_forms(self.reports),
        )
        self.said = Said(known=titled(self.reports))

    def wordings(self, unit: Unit, words: int | None = None) -> tuple[Rewritten, ...]:
        """The unit in the wordings in which it may stand at this place of the page."""
        if unit.quotation is not None:
            return (Rewritten(unit.text, ()),)
        blank = not self.named.surnames and not self.named.roles
        key = (unit.key, words)
        if blank and key in self._unnamed:
            return self._unnamed[key]
        made = rewrite(
            self.reports[unit.report],
            unit.sentence,
            self.named,
            calendar=self.calendar,
            words=words,
            fewest=unit.limit,
        )
        if blank:
            self._unnamed[key] = made
        return made

    def write(
        self, unit: Unit, slot: str, *, words: int | None = None, label: str | None = None
    ) -> DraftSentence | None:
        """The unit as a sentence of the page; None when it cannot stand by itself."""
        if unit.quotation is not None:
            return self._quotation(unit, slot, label)
        wordings = self.wordings(unit, words)
        if not wordings:
            return None
        if words is not None:
            # A bullet that the gate lets stand only at length is none.
            short = tuple(w for w in wordings if len(w.text.split()) <= words)
            wordings = short or wordings
        if self._leans(unit, wordings[0].text):
            return None
        if self._quotes_stranger(unit, wordings[0]):
            self.left_out[UNKNOWN] += 1
            return None
        self._note(unit, wordings[0])
        written: DraftSentence | None = None
        for wording in reversed(wordings):
            written = DraftSentence(
                id=sentence_id(slot, (unit.span,)),
                text=wording.text,
                evidence=(
                    *evidence_for(wording.text, unit, self.units),
                    *self._introducing(wording, unit),
                ),
                label=label,
                substitutions=wording.substitutions,
                points=unit.points,
                fallback=written,
            )
        return written

    def _quotation(self, unit: Unit, slot: str, label: str | None) -> DraftSentence | None:
        """A quotation whole, with its speaker: by the surname once introduced, else in full and
        with the title that the report gives."""
        report = self.reports[unit.report]
        spoken = whole_quotations(report).get(unit.sentence)
        name = unit.speaker.name if unit.speaker else None
        if spoken is None or name is None:
            return None
        chain = next((c for c in report.chains if c.name == name), None)
        last = name.split()[-1]
        if re.search(rf"\b{re.escape(last)}\b", " ".join(spoken.words)):
            return None  # nobody speaks of himself by name
        who = self.named.short_of(name) if self.named.knows(name) else name
        introducing: tuple[Span, ...] = ()
        if name[0].islower():
            who = f"a {name}"
        elif who == name and name not in self.said.names_told:
            who, introducing = self._introduced(name, chain)
            if who == name and not self._is_known(name):
                self.left_out[UNKNOWN] += 1
                return None
        self.said.names_told.add(name)
        self.named.add(name, introduced=True)
        self.named.read(name)
        text = framed(spoken.words, who)
        self.said.add(text, ("PERSON",))
        spans = [
            Span(report.article.id, report.sentences[n].start, report.sentences[n].end)
            for n in spoken.sentences
        ]
        parts: list[Part] = []
        at = 0
        for words in spoken.words:
            start = text.index(words, at)
            at = start + len(words)
            parts.append(Part(start, at, tuple(spans)))
        return DraftSentence(
            id=sentence_id(slot, (unit.span,)),
            text=text,
            evidence=(*spans, *(place for place in introducing if place not in spans)),
            kind="desk",
            label=label,
            points=unit.points,
            parts=tuple(parts),
        )

    def _quotes_stranger(self, unit: Unit, wording: Rewritten) -> bool:
        """Whether a sentence quotes a person of whom neither it nor the page nor a title says who
        it is."""
        name = unit.speaker.name if unit.speaker and unit.speaker.kind == "person" else None
        mostly = 2 * quoted_words(wording.text) >= len(wording.text.split())
        if name is None or " " not in name or not mostly or self._is_known(name):
            return False
        if not self.said.near:
            return False  # a page of nothing else is better than none
        report = self.reports[unit.report]
        chain = next((c for c in report.chains if c.name == name), None)
        if chain is None or chain.title or name not in wording.text:
            return False
        # "Mary Brandt, 44," and "Mary Brandt of Osk" are told apart, if not introduced.
        if re.search(rf"{re.escape(name)}(?:,| (?:from|of|at|with|in)\b)", wording.text):
            return False
        here = [m for m in chain.mentions if unit.span.start <= m.start < unit.span.end]
        put_in = [wording.text[s.start : s.end] for s in wording.substitutions]
        return not (
            any(people.is_introduced(report, m) for m in here if m.kind == "name")
            or any(name in words and words != name for words in put_in)
        )

    def _is_known(self, name: str) -> bool:
        """Whether the page, or a title, names somebody, so that a quotation needs no more."""
        surname = people.surname(name)
        titles = " ".join(report.article.title or "" for report in self.reports).lower()
        return surname in self.named.surnames or re.search(rf"\b{surname}\b", titles) is not None

    def _introduced(self, name: str, chain: Chain | None) -> tuple[str, tuple[Span, ...]]:
        """A speaker in full with who it is, and the sentence that says so where it is not that of
        the quotation; the name alone where no report says it."""
        title = chain.title if chain is not None and " " in name else None
        if title and re.search(r"\b(?:of|for|at|with|in|from)\b", title):
            return f"{name}, {title},", ()
        if title and " " in title:
            return f"{title} {name}", ()
        found = self.named.introductions.get(name.lower())
        if found is None:
            return (f"{title} {name}", ()) if title else (name, ())
        words = " ".join(found.words.split())
        return (f"{words}," if words.startswith(f"{name},") else words), self._sentences(found.span)

    def _sentences(self, place: Span) -> tuple[Span, ...]:
        """The sentence around a place of a report."""
        return tuple(
            Span(place.article, sentence.start, sentence.end)
            for report in self.reports
            if report.article.id == place.article
            for sentence in report.sentences
            if sentence.start <= place.start < sentence.end
        )

    def write_following(self, unit: Unit, slot: str) -> DraftSentence | None:
        """The unit right behind its neighbour in the report, as the report has it."""
        wordings = rewrite_following(self.reports[unit.report], unit.sentence, unit.limit)
        if not wordings or self._leans(unit, wordings[0].text, follows=True):
            return None
        self._note(unit, wordings[0])
        written: DraftSentence | None = None
        for wording in reversed(wordings):
            written = DraftSentence(
                id=sentence_id(slot, (unit.span,)),
                text=wording.text,
                evidence=evidence_for(wording.text, unit, self.units),
                substitutions=wording.substitutions,
                points=unit.points,
                fallback=written,
            )
        return written

    def _leans(self, unit: Unit, text: str, *, follows: bool = False) -> bool:
        """Whether a sentence points to what the page has not said; the first of a page may."""
        if not self.said.near:
            return False
        report = self.reports[unit.report]
        if missing(report, unit.sentence, text, self.said, follows=follows) is None:
            return False
        self.left_out[LEANS] += 1
        self.waiting.append(unit)
        return True

    def stands_behind(self, unit: Unit, before: Sequence[Unit]) -> bool:
        """Whether a unit can be told behind these, as they stand in their reports, at the head of
        the page: what it points back to stands in them."""
        if unit.quotation is not None:
            return True
        said = Said(known=self.said.known)
        for other in before:
            said.add(other.text, labels_in(self.reports[other.report], other.sentence, other.text))
        wordings = self.wordings(unit)
        if not wordings:
            return False
        return missing(self.reports[unit.report], unit.sentence, wordings[0].text, said) is None

    def write_introduced(self, unit: Unit, slot: str) -> tuple[DraftSentence, ...]:
        """A sentence that leans on what the page has not said, behind the one before it in its
        report, where that introduces it and can stand; nothing without."""
        before = next((u for u in self.units if u.key == (unit.report, unit.sentence - 1)), None)
        fits = before is not None and before.key not in self.told and before.scene is unit.scene
        if before is None or not fits or before.quotation is not None:
            return ()
        report = self.reports[unit.report]
        supposed = self.said.behind(before.text, labels_in(report, before.sentence, before.text))
        if missing(report, unit.sentence, unit.text, supposed, follows=True) is not None:
            return ()
        waiting = list(self.waiting)
        first = self.write(before, slot)
        second = self.write_following(unit, slot) if first is not None else None
        self.waiting = waiting
        if first is None or second is None:
            return (first,) if first is not None else ()
        self.told.add(before.key)
        self.left_out[LEANS] -= 1
        return first, second

    def _introducing(self, wording: Rewritten, unit: Unit) -> tuple[Span, ...]:
        """The sentences of other reports that say who people of this one are."""
        places = [
            s.mention for s in wording.substitutions if s.mention.article != unit.span.article
        ]
        return tuple(span for place in places for span in self._sentences(place))

    def _note(self, unit: Unit, wording: Rewritten) -> None:
        """Note the people that the sentence names and the roles it gives them."""
        report = self.reports[unit.report]
        text = wording.text
        self.named.read(text)
        self.said.add(text, labels_in(report, unit.sentence, text))
        self.said.names_told |= {c.name for c in report.chains if c.name in text}
        put_in = [text[s.start : s.end] for s in wording.substitutions]
        for chain in report.chains:
            here = [m for m in chain.mentions if unit.span.start <= m.start < unit.span.end]
            if chain.label == "PERSON" and here:
                told = any(m.kind == "name" and people.is_introduced(report, m) for m in here)
                told |= any(chain.name in words and words != chain.name for words in put_in)
                surname = people.surname(chain.name)
                # What the wording has cut has named nobody.
                forms = f"{re.escape(surname)}|{re.escape(self.named.short_of(chain.name))}"
                if re.search(rf"\b(?:{forms})\b", text, re.IGNORECASE):
                    name = chain.name if chain.name in text else surname
                    self.named.add(name, introduced=told)


def titled(reports: Sequence[Annotated]) -> frozenset[str]:
    """Stems of all titles: who stands there needs no introduction."""
    return frozenset[str]().union(*(content_stems(r.article.title or "") for r in reports))


def sentence_id(slot: str, evidence: Sequence[Span]) -> str:
    """Id of a sentence: where it stands and what it rests on, so that it is the same in every
    version of the story that tells it."""
    key = "|".join(f"{span.article}:{span.start}:{span.end}" for span in evidence)
    return f"{slot}-{hashlib.blake2s(key.encode(), digest_size=4).hexdigest()}"
