"""The writer behind a language model: a real server on loopback that replays replies.

Twenty-odd replies as models give them, good and bad. Whatever comes, the story that results has
no sentence that its passages do not bear out.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from copydesk import annotate, check
from copydesk.compose import compose
from copydesk.compose.writers.chat import ModelWriter
from copydesk.compose.writers.endpoint import Endpoint
from copydesk.errors import WriterError
from copydesk.model import Draft, DraftSentence


@dataclass
class Served:
    """A server on loopback: what it was asked, and what it answers, one after the other."""

    answers: list[Any] = field(default_factory=list)
    asked: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    url: str = ""


@pytest.fixture
def served() -> Iterator[Served]:
    state = Served()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["content-length"])
            state.asked.append(json.loads(self.rfile.read(length)))
            state.headers.append({k.lower(): v for k, v in self.headers.items()})
            answer = state.answers.pop(0) if state.answers else NOTHING
            status, body, extra = answer if isinstance(answer, tuple) else (200, answer, {})
            if isinstance(body, str) and status == 200:
                body = completion(body)
            raw = body if isinstance(body, bytes) else json.dumps(body).encode()
            self.send_response(status)
            for name, value in extra.items():
                self.send_header(name, value)
            self.send_header("content-length", str(len(raw)))
            self.end_headers()
            self.wfile.write(raw)

        def log_message(self, *_: object) -> None:
            """Nothing on the screen."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    state.url = f"http://127.0.0.1:{server.server_port}/v1"
    thread = threading.Thread(target=lambda: server.serve_forever(0.01), daemon=True)
    thread.start()
    yield state
    server.shutdown()
    server.server_close()
    thread.join()


def completion(text: str) -> dict[str, Any]:
    return {
        "choices": [{"message": {"role": "assistant", "content": text}}],
        "usage": {"prompt_tokens": 1000, "completion_tokens": 200},
    }


NOTHING = json.dumps({"sentences": []})
GOOD: dict[str, Any] = {
    "headline": {"text": "Ferry fire off Port Maren kills at least nine", "evidence": ["e19"]},
    "standfirst": [
        {
            "text": "A fire on the ferry Northern Star killed at least nine people off Port Maren, "
            "and two members of the crew are missing.",
            "evidence": ["e19"],
        }
    ],
    "quick_looks": [
        {
            "label": "Engine room",
            "text": "The fire broke out in the engine room of the Northern Star shortly before "
            "dawn.",
            "evidence": ["e2"],
        }
    ],
    "sections": [
        {
            "key": "developments",
            "title": "The engine room",
            "paragraphs": [
                [
                    {
                        "text": "Coast guard captain Tomas Reed said the fire started in the "
                        "engine room.",
                        "evidence": ["e13"],
                    },
                    {
                        "text": "Dozens of passengers were pulled from the water by fishermen.",
                        "evidence": ["e12"],
                    },
                ]
            ],
        }
    ],
}


def good(**changed: Any) -> str:
    return json.dumps(GOOD | changed)


def told(text: str, *evidence: str) -> str:
    """A good reply with one sentence more."""
    section = {
        "key": "developments",
        "title": "The fire",
        "paragraphs": [[{"text": text, "evidence": list(evidence)}]],
    }
    return good(sections=[*GOOD["sections"], section])


@cache
def loaded() -> annotate.Language:
    return annotate.load(None)


def write(served: Served, given, **settings: Any) -> Draft:
    """The checked story, with the gate at the writer's hand, as the pipeline gives it."""
    language = loaded()
    checker = check.Checker({r.article.id: r for r in given.reports}, language)
    waited: list[float] = []
    endpoint = Endpoint(served.url, "small", wait=waited.append, **settings)
    draft = compose(
        given.story,
        given.reports,
        given.claims,
        given.points,
        ModelWriter(endpoint),
        lambda sentence: checker.checked(sentence).verdict,
    )
    return check.check_draft(draft, given.reports, language)


def texts(draft: Draft) -> list[str]:
    return [s.text for s in draft.sentences()]


def by_model(draft: Draft) -> list[DraftSentence]:
    return [s for s in draft.sentences() if s.kind == "model"]


def test_a_good_reply_is_the_story(served, given):
    served.answers = [good()]
    draft = write(served, given)
    assert draft.headline.text == GOOD["headline"]["text"]
    assert len(by_model(draft)) == 5
    assert draft.sections[0].title == "The engine room"
    assert not draft.refused


def test_the_record_and_the_numbered_passages_are_asked_with(served, given):
    served.answers = [good()]
    write(served, given)
    question = served.asked[0]["messages"][1]["content"]
    assert question.startswith("RECORD")
    assert "[e1] (The Courier, 2031-03-04) A ferry with 212 people" in question
    assert "newsletter" not in question


def test_only_what_every_endpoint_takes_is_sent(served, given):
    served.answers = [good()]
    write(served, given)
    assert set(served.asked[0]) == {"model", "messages", "stream", "response_format"}


def test_a_key_is_sent_as_a_bearer_token_and_none_is_not(served, given):
    served.answers = [good(), good()]
    write(served, given, key="s3cret")
    write(served, given)
    assert served.headers[0]["authorization"] == "Bearer s3cret"
    assert "authorization" not in served.headers[1]


def test_an_endpoint_that_refuses_a_schema_is_asked_without(served, given):
    served.answers = [(400, {"error": "unknown format"}, {}), (422, {}, {}), good()]
    draft = write(served, given)
    assert by_model(draft)
    kinds = [asked.get("response_format", {}).get("type") for asked in served.asked]
    assert kinds == ["json_schema", "json_object", None]


def test_a_busy_endpoint_is_asked_again_when_it_says(served, given):
    waited: list[float] = []
    served.answers = [(429, {}, {"retry-after": "7"}), (503, {}, {}), good()]
    endpoint = Endpoint(served.url, "small", wait=waited.append)
    ModelWriter(endpoint).write(given.story, given.reports, given.claims, given.points)
    assert waited == [7.0, 2.0]


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        ([(500, {}, {})] * 2, "answered 500"),
        ([(401, {"error": "no such key"}, {})], "no such key"),
        ([(200, b"<html>proxy</html>", {})], "no chat completion"),
        ([(200, {"choices": []}, {})], "no chat completion"),
        ([(200, b"x" * 4_000_001, {})], "longer than"),
    ],
)
def test_no_answer_is_an_error_that_names_the_endpoint(served, given, answers, message):
    served.answers = list(answers)
    with pytest.raises(WriterError, match=message) as raised:
        write(served, given, retries=1, schema="off")
    assert served.url in str(raised.value)


def test_an_address_where_nobody_listens_is_named(given):
    endpoint = Endpoint("http://127.0.0.1:9/v1", "small", retries=0)
    with pytest.raises(WriterError, match=r"127\.0\.0\.1:9.*check the address"):
        ModelWriter(endpoint).write(given.story, given.reports, given.claims, given.points)


@pytest.mark.parametrize(
    "reply",
    [
        f"<think>Which toll is right?</think>{good()}",
        f"Here is the story:\n```json\n{good()}\n```\nAnything else?",
        json.dumps(GOOD | {"notes": "extra", "confidence": 0.9}),
    ],
)
def test_what_stands_around_the_object_is_ignored(served, given, reply):
    served.answers = [reply]
    assert len(by_model(write(served, given))) == 5


@pytest.mark.parametrize(
    "reply",
    [
        "I am sorry, but I cannot help with that.",
        good()[:200],
        json.dumps({"headline": "Ferry fire"}),
        json.dumps([1, 2, 3]),
        "",
        '{"a":' * 5000 + "1" + "}" * 5000,
    ],
)
def test_a_reply_that_is_no_draft_is_asked_for_again_and_then_left(served, given, reply):
    own = compose(given.story, given.reports, given.claims, given.points)
    own = check.check_draft(own, given.reports, loaded())
    served.answers = [reply, reply]
    draft = write(served, given)
    assert not by_model(draft)
    assert draft.headline.text == own.headline.text
    assert "Answer with the JSON object alone" in served.asked[1]["messages"][-1]["content"]


WRONG = (
    ("The fire killed seven people.", "e19"),
    ("Harbour master Mary Brandt said the crew had set the fire.", "e3"),
    ("“We have never seen a rescue like that before,” Brandt told reporters.", "e7"),
    ("“I could not see my own hands,” Brandt said.", "e23"),
    ("The inspection in March found serious faults.", "e17"),
    ("The operator of the ferry refused to pay for the funerals.", "e5"),
    ("Experts fear that the ferry line will never recover.", "e9"),
    ("The Northern Star, which was built in 1978, had passed an inspection.", "e6"),
    ("Investigators have examined the engine room.", "e8"),
)


@pytest.mark.parametrize(("text", "number"), WRONG)
def test_a_false_sentence_is_asked_for_once_more_and_never_told(served, given, text, number):
    served.answers = [told(text, number), NOTHING]
    draft = write(served, given)
    assert text not in texts(draft)
    complaint = served.asked[1]["messages"][-1]["content"]
    assert text in complaint
    assert len(served.asked) == 2


def test_a_sentence_written_anew_with_the_reason_stands(served, given):
    wrong = "The operator of the ferry refused to pay for the funerals."
    right = "The operator of the ferry said it would pay for the funerals of the victims."
    mended = {"id": "s1", "text": right, "evidence": ["e5"]}
    served.answers = [told(wrong, "e5"), json.dumps({"sentences": [mended]})]
    draft = write(served, given)
    assert right in [s.text for s in by_model(draft)]
    assert wrong not in texts(draft)


def test_what_fails_again_is_replaced_by_the_words_of_its_passage(served, given):
    mended = {"id": "s1", "text": "The fire killed seven people.", "evidence": ["e19"]}
    served.answers = [
        told("The inspection in March found serious faults.", "e17"),
        json.dumps({"sentences": [mended]}),
    ]
    draft = write(served, given)
    found = [s for s in draft.sentences() if s.kind == "extract"]
    assert any(s.text.startswith("The inspection in March found no faults") for s in found)


def test_a_passage_that_was_not_shown_bears_nothing_out(served, given):
    served.answers = [told("The ferry sank.", "e999")]
    assert "The ferry sank." not in texts(write(served, given))


def test_a_title_of_a_section_has_the_words_of_its_sentences(served, given):
    section = GOOD["sections"][0] | {"title": "A nation in mourning"}
    served.answers = [good(sections=[section])]
    titles = [s.title for s in write(served, given).sections]
    assert "A nation in mourning" not in titles


def test_a_look_without_a_label_and_a_section_of_another_kind_are_left_out(served, given):
    looks = [*GOOD["quick_looks"], {"text": "Divers searched.", "evidence": ["e15"]}]
    sections = [*GOOD["sections"], {"key": "opinion", "title": "Us", "paragraphs": []}]
    served.answers = [good(quick_looks=looks, sections=sections)]
    draft = write(served, given)
    assert [s.label for s in draft.quick_looks] == ["Engine room"]
    assert {s.key for s in draft.sections} <= {"developments", "differences"}


def test_what_it_cost_and_what_was_answered_is_kept_with_the_story(served, given):
    served.answers = [good()]
    draft = write(served, given, price_in=2.0, price_out=10.0)
    (reply,) = draft.replies
    assert json.loads(reply.text) == GOOD
    assert (reply.tokens_in, reply.tokens_out) == (1000, 200)
    assert reply.cost == pytest.approx(0.004)
