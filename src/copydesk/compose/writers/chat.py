"""A writer behind a chat-completions endpoint: the model sees evidence and cites it by number.

The model gets numbered evidence sentences and must answer in JSON, each sentence with the
numbers it rests on. Its reply is read by a pure function, and the gate behind it is the same as
for the default writer: each of the model's sentences has the report's own sentence as fallback.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import httpx2
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from copydesk.compose.record.candidates import Unit, units_of
from copydesk.compose.write.deep_look import TITLES
from copydesk.compose.write.page import sentence_id
from copydesk.compose.writers.own import ExtractiveWriter
from copydesk.errors import WriterError
from copydesk.model import Annotated, Claims, Draft, DraftSentence, Point, Section, Span, Story

#: Evidence sentences shown to the model at most.
MOST_EVIDENCE = 120
_SYSTEM = (
    "You are a news editor. You write one story from numbered evidence sentences of several "
    "outlets. Rules: write only what the evidence says, no knowledge of your own. Keep every "
    "number, its unit and its hedge words exactly. Keep attributions. Quotation marks only around "
    "words that stand between quotation marks in the evidence, unchanged. Where outlets differ, "
    "say so and name both. Every sentence lists the numbers of the evidence sentences that each "
    "support it alone, best first. Answer with one JSON object: "
    '{"headline": S, "standfirst": [S, ...], "quick_looks": [L, ...], '
    '"sections": [{"key": K, "paragraphs": [[S, ...], ...]}]} where S is '
    '{"text": "...", "evidence": ["e1", ...]}, L is S with a "label" of two to four words, and K '
    "is one of developments, reactions, background, next. Quick looks: five to eight, at most 20 "
    "words each, no two on one fact."
)


class _Sentence(BaseModel):
    model_config = ConfigDict(extra="ignore")
    text: str = Field(min_length=1)
    evidence: list[str] = Field(min_length=1)
    label: str | None = None


class _Section(BaseModel):
    key: str
    paragraphs: list[list[_Sentence]]


class _Reply(BaseModel):
    headline: _Sentence
    standfirst: list[_Sentence] = []
    quick_looks: list[_Sentence] = []
    sections: list[_Section] = []


@dataclass(frozen=True, slots=True)
class ChatWriter:
    """Writes with a language model behind a chat-completions endpoint.

    Attributes:
        url: of the endpoint, up to and with ``/chat/completions``.
        model: its name at the endpoint.
        key: sent as a bearer token; None sends none.
        timeout: seconds to wait for the reply.
        transport: for tests and proxies; None for the network.
    """

    url: str
    model: str
    key: str | None = None
    timeout: float = 120.0
    transport: httpx2.BaseTransport | None = None

    def write(
        self,
        story: Story,
        reports: Sequence[Annotated],
        claims: Sequence[Claims],
        points: Sequence[Point],
    ) -> Draft:
        """A draft whose sentences the model wrote; everything else is the default writer's.

        Raises:
            WriterError: when the endpoint does not answer or its reply is not a draft.
        """
        frame = ExtractiveWriter().write(story, reports, claims, points)
        evidence = number_evidence(units_of(story, reports, points))
        return read_reply(self._ask(messages(evidence, reports)), frame, evidence)

    def _ask(self, asked: list[dict[str, str]]) -> str:
        headers = {} if self.key is None else {"Authorization": f"Bearer {self.key}"}
        body = {"model": self.model, "messages": asked, "temperature": 0, "seed": 0}
        try:
            with httpx2.Client(transport=self.transport, timeout=self.timeout) as client:
                answer = client.post(self.url, json=body, headers=headers)
                answer.raise_for_status()
                return str(answer.json()["choices"][0]["message"]["content"])
        except (httpx2.HTTPError, ValueError, KeyError, IndexError, TypeError) as error:
            raise WriterError(
                f"{self.url}: no reply from model {self.model!r} ({type(error).__name__}); check "
                "the address, the key and the model's name"
            ) from error


def number_evidence(units: Sequence[Unit]) -> dict[str, Unit]:
    """The evidence shown to the model, by number: opening sentences of all reports first."""
    shown = sorted(units, key=lambda u: (u.position, u.report))[:MOST_EVIDENCE]
    return {f"e{i}": unit for i, unit in enumerate(sorted(shown, key=lambda u: u.key), start=1)}


def messages(evidence: Mapping[str, Unit], reports: Sequence[Annotated]) -> list[dict[str, str]]:
    """The messages to send: the rules, then the evidence with outlet and day."""
    lines = []
    for number, unit in evidence.items():
        article = reports[unit.report].article
        day = article.published.date().isoformat() if article.published else "no date"
        lines.append(f"[{number}] ({article.outlet or 'unknown outlet'}, {day}) {unit.text}")
    return [
        {"role": "system", "content": _SYSTEM},
        {"role": "user", "content": "\n".join(lines)},
    ]


def read_reply(reply: str, frame: Draft, evidence: Mapping[str, Unit]) -> Draft:
    """A draft from the model's reply.

    Args:
        reply: what the model wrote; text around the JSON object is ignored.
        frame: draft that gives kicker, dateline, picture, and the section on differences.
        evidence: what the numbers stand for.

    Raises:
        WriterError: when there is no JSON object, it has not the form that was asked for, or a
            sentence cites a number that was not shown.
    """
    try:
        read = _Reply.model_validate(_json_object(reply))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise WriterError(f"the model's reply is no draft: {place}: {first['msg']}") from error
    sections = [
        Section(
            section.key,
            TITLES[section.key],
            tuple(
                tuple(_draft_sentence(s, section.key, evidence) for s in paragraph)
                for paragraph in section.paragraphs
                if paragraph
            ),
        )
        for section in read.sections
        if section.key in TITLES and section.key != "differences"
    ]
    sections += [s for s in frame.sections if s.key == "differences"]
    order = list(TITLES)
    return replace(
        frame,
        headline=replace(
            _draft_sentence(read.headline, "headline", evidence), fallback=frame.headline
        ),
        standfirst=tuple(_draft_sentence(s, "standfirst", evidence) for s in read.standfirst),
        quick_looks=tuple(_draft_sentence(s, "quick", evidence) for s in read.quick_looks),
        sections=tuple(
            sorted((s for s in sections if s.paragraphs), key=lambda s: order.index(s.key))
        ),
    )


def _json_object(reply: str) -> Any:
    """The outermost JSON object in a text."""
    start, end = reply.find("{"), reply.rfind("}")
    if start < 0 or end < start:
        raise WriterError("the model's reply holds no JSON object")
    try:
        return json.loads(reply[start : end + 1])
    except json.JSONDecodeError as error:
        raise WriterError(f"the model's reply is not JSON: {error}") from error


def _draft_sentence(sentence: _Sentence, slot: str, evidence: Mapping[str, Unit]) -> DraftSentence:
    unknown = [number for number in sentence.evidence if number not in evidence]
    if unknown:
        raise WriterError(
            f"the model cites {unknown[0]!r}, which it was not shown, in “{sentence.text[:60]}”"
        )
    cited = [evidence[number] for number in sentence.evidence]
    spans: list[Span] = []
    for unit in cited:
        if unit.span not in spans:
            spans.append(unit.span)
    identity = sentence_id(slot, spans)
    fallback = DraftSentence(
        id=identity,
        text=" ".join(cited[0].text.split()),
        evidence=tuple(spans[:1]),
        label=sentence.label,
    )
    return DraftSentence(
        id=identity,
        text=" ".join(sentence.text.split()),
        evidence=tuple(spans),
        kind="model",
        label=sentence.label,
        fallback=fallback,
    )
