"""A writer behind a language model: it is given the record and the passages, and cites by number.

Nothing that it writes is trusted. Each sentence is judged like any other; what does not stand is
asked for once more with the reason, and what does not stand then is replaced by the desk's own. A
reply that is no draft, twice, leaves the story to the desk's own writer.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from copydesk.compose.choose.selection import content_stems
from copydesk.compose.record.candidates import Unit
from copydesk.compose.record.event_record import event_record
from copydesk.compose.write.deep_look import TITLES
from copydesk.compose.write.page import sentence_id
from copydesk.compose.writers import Judge
from copydesk.compose.writers.endpoint import Endpoint
from copydesk.compose.writers.own import OwnWriter
from copydesk.compose.writers.prompt import complaint, messages, number_evidence
from copydesk.compose.writers.reply import MOST_LOOKS, Again, Reply, Said, read, read_again
from copydesk.errors import WriterError
from copydesk.model import (
    Annotated,
    Claims,
    Draft,
    DraftSentence,
    ModelReply,
    Outcome,
    Point,
    Section,
    Story,
)

_LOG = logging.getLogger(__name__)
#: Words of a label and of a section's title at most.
LABEL_WORDS, TITLE_WORDS = 4, 6
#: What a model cites that it was not shown.
UNKNOWN = "it cites a passage that it was not shown"


@dataclass(frozen=True, slots=True)
class ModelWriter:
    """Writes with a language model behind an endpoint."""

    endpoint: Endpoint

    def write(
        self,
        story: Story,
        reports: Sequence[Annotated],
        claims: Sequence[Claims],
        points: Sequence[Point],
        judge: Judge | None = None,
    ) -> Draft:
        """A draft whose sentences the model wrote; everything else is the desk's own.

        Args:
            story, reports, claims, points: as compose has them.
            judge: what the gate says of a sentence; None leaves all judging to the gate.

        Raises:
            WriterError: when the endpoint gives no answer.
        """
        frame = OwnWriter().write(story, reports, claims, points)
        record = event_record(story, reports, claims, points)
        evidence = number_evidence(record.units)
        asked = messages(record, evidence, reports)
        replies: list[ModelReply] = []
        reply = self._reply(asked, replies)
        if reply is None:
            return replace(frame, replies=tuple(replies))
        draft = draft_of(reply, frame, evidence)
        if judge is not None:
            draft = self._mended(draft, judge, asked, replies, evidence)
        cost = sum(r.cost for r in replies)
        _LOG.info(
            "story %s: %d answers of %s, %d tokens in, %d out, cost %.4f",
            story.id,
            len(replies),
            self.endpoint.model,
            sum(r.tokens_in for r in replies),
            sum(r.tokens_out for r in replies),
            cost,
        )
        return replace(draft, replies=tuple(replies))

    def _reply(self, asked: list[dict[str, str]], replies: list[ModelReply]) -> Reply | None:
        """The reply, asked for again with the reason where it is no draft; None when it is none
        then either."""
        for _ in range(2):
            replies.append(self.endpoint.ask(asked, Reply.model_json_schema()))
            try:
                return read(replies[-1].text)
            except WriterError as error:
                _LOG.warning("%s", error)
                asked = [
                    *asked,
                    {"role": "assistant", "content": replies[-1].text[:2000]},
                    {"role": "user", "content": f"{error}. Answer with the JSON object alone."},
                ]
        return None

    def _mended(
        self,
        draft: Draft,
        judge: Judge,
        asked: list[dict[str, str]],
        replies: list[ModelReply],
        evidence: Mapping[str, Unit],
    ) -> Draft:
        """The draft with what failed written anew, once."""
        wrong: dict[str, DraftSentence] = {}
        reasons: dict[str, tuple[str, str]] = {}
        for sentence in draft.sentences():
            if sentence.kind != "model":
                continue
            reason = _fault(sentence, judge)
            if reason:
                number = f"s{len(wrong) + 1}"
                wrong[number] = sentence
                reasons[number] = (sentence.text, reason)
        if not wrong:
            return draft
        question = {"role": "user", "content": complaint(reasons)}
        said = {"role": "assistant", "content": replies[-1].text}
        replies.append(self.endpoint.ask([*asked, said, question], Again.model_json_schema()))
        try:
            again = read_again(replies[-1].text)
        except WriterError as error:
            _LOG.warning("%s", error)
            again = Again()
        mended: dict[str, DraftSentence] = {}
        for new in again.sentences:
            old = wrong.get(new.id)
            if old is None or any(n not in evidence for n in new.evidence):
                continue
            written = _sentence(
                Said(text=new.text, evidence=new.evidence, label=old.label),
                old.id.split("-")[0],
                evidence,
            )
            if written is not None and not _fault(written, judge):
                mended[old.id + old.text] = replace(written, fallback=old.fallback)
        failed = {s.id + s.text for s in wrong.values()}

        def stands(sentence: DraftSentence) -> DraftSentence:
            key = sentence.id + sentence.text
            if key not in failed:
                return sentence
            return mended.get(key) or sentence.fallback or sentence

        return _mapped(draft, stands)


def _fault(sentence: DraftSentence, judge: Judge) -> str:
    """Why a sentence does not stand, in words; empty when it does."""
    if not sentence.evidence:
        return UNKNOWN
    verdict = judge(sentence)
    if verdict.outcome.passes:
        return ""
    said = next((r for r in verdict.reasons if r.message), None)
    if said is None:
        return "the passages do not say it"
    at_fault = f" ({said.words})" if said.words and verdict.outcome is not Outcome.SUPPORTED else ""
    return f"{said.message}{at_fault}"


def draft_of(reply: Reply, frame: Draft, evidence: Mapping[str, Unit]) -> Draft:
    """A draft from a reply.

    Args:
        reply: read.
        frame: the desk's own draft: it gives kicker, dateline, picture, what reports differ on,
            and what the reply leaves empty.
        evidence: what the numbers stand for.
    """
    headline = _sentence(reply.headline, "headline", evidence)
    looks = [s for said in reply.quick_looks if (s := _sentence(said, "quick", evidence))]
    labelled = [s for s in looks if s.label and len(s.label.split()) <= LABEL_WORDS]
    sections = [s for s in _sections(reply, evidence) if s.paragraphs]
    sections += [s for s in frame.sections if s.key == "differences"]
    order = list(TITLES)
    first = [s for said in reply.standfirst if (s := _sentence(said, "standfirst", evidence))]
    return replace(
        frame,
        headline=replace(headline, fallback=frame.headline) if headline else frame.headline,
        standfirst=tuple(first) or frame.standfirst,
        quick_looks=tuple(labelled[:MOST_LOOKS]) or frame.quick_looks,
        sections=tuple(sorted(sections, key=lambda s: order.index(s.key)))
        if len(sections) > sum(s.key == "differences" for s in sections)
        else frame.sections,
    )


def _sections(reply: Reply, evidence: Mapping[str, Unit]) -> Iterator[Section]:
    for part in reply.sections:
        if part.key not in TITLES or part.key == "differences":
            continue
        paragraphs = tuple(
            tuple(s for said in paragraph if (s := _sentence(said, part.key, evidence)))
            for paragraph in part.paragraphs
        )
        kept = tuple(p for p in paragraphs if p)
        yield Section(part.key, _title(part.title, part.key, kept), kept)


def _title(given: str | None, key: str, paragraphs: Sequence[Sequence[DraftSentence]]) -> str:
    """The model's title where its words are those of the section; else the desk's."""
    title = " ".join((given or "").split()).rstrip(".")
    told = content_stems(" ".join(s.text for p in paragraphs for s in p))
    fits = 0 < len(title.split()) <= TITLE_WORDS and content_stems(title) <= told
    return title if fits else TITLES[key]


def _sentence(said: Said, slot: str, evidence: Mapping[str, Unit]) -> DraftSentence | None:
    """A sentence with its spans, and the first passage's own words as fallback; None when it
    cites nothing that was shown."""
    cited = [evidence[n] for n in dict.fromkeys(said.evidence) if n in evidence]
    if not cited:
        return None
    spans = tuple(dict.fromkeys(unit.span for unit in cited))
    identity = sentence_id(slot, spans)
    label = " ".join(said.label.split()) if said.label else None
    own = DraftSentence(
        id=identity, text=" ".join(cited[0].text.split()), evidence=spans[:1], label=label
    )
    return DraftSentence(
        id=identity,
        text=" ".join(said.text.split()),
        evidence=spans,
        kind="model",
        label=label,
        fallback=own,
    )


def _mapped(draft: Draft, change: Callable[[DraftSentence], DraftSentence]) -> Draft:
    """The draft with each sentence changed."""
    return replace(
        draft,
        headline=change(draft.headline),
        standfirst=tuple(change(s) for s in draft.standfirst),
        quick_looks=tuple(change(s) for s in draft.quick_looks),
        sections=tuple(
            replace(s, paragraphs=tuple(tuple(change(x) for x in p) for p in s.paragraphs))
            for s in draft.sections
        ),
    )
