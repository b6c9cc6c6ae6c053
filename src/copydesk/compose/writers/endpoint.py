"""A chat-completions endpoint: one question, one answer, with retries, limits and what it cost.

Any server that speaks this protocol will do: Ollama, llama.cpp, vLLM, a hosted service. Only what
all of them take is sent; a response schema is tried first and given up where the endpoint refuses
it.
"""

from __future__ import annotations

import json
import logging
import re
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import httpx2

from copydesk.errors import WriterError
from copydesk.model import ModelReply

_LOG = logging.getLogger(__name__)
#: Bytes of an answer that are read at most.
MOST_BYTES = 4_000_000
#: Seconds between two tries at most, whatever the endpoint asks for.
LONGEST_WAIT = 60.0
_AGAIN = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 529})
#: Answers of endpoints that do not take the format that was asked for.
_UNKNOWN_FORMAT = frozenset({400, 404, 415, 422, 501})
_THOUGHT = re.compile(r"<think(?:ing)?>.*?</think(?:ing)?>", re.DOTALL | re.IGNORECASE)

Message = Mapping[str, str]


@dataclass(slots=True)
class Endpoint:
    """Where a model is asked.

    Attributes:
        url: base of the API ("http://localhost:11434/v1") or the full address of its
            chat completions.
        model: its name at the endpoint.
        key: sent as a bearer token; None sends none.
        timeout: seconds to wait for one answer.
        retries: tries after the first, where the endpoint is busy or the network fails.
        schema: whether to ask for a format: "auto" gives it up where it is refused, "off" never
            asks.
        price_in, price_out: of a million tokens, in the currency of whoever pays.
        transport: for proxies; None for the network.
        wait: waits so many seconds.
    """

    url: str
    model: str
    key: str | None = None
    timeout: float = 300.0
    retries: int = 3
    schema: str = "auto"
    price_in: float = 0.0
    price_out: float = 0.0
    transport: httpx2.BaseTransport | None = None
    wait: Callable[[float], None] = time.sleep
    _formats: list[str] = field(init=False)

    def __post_init__(self) -> None:
        self._formats = ["schema", "object", "none"] if self.schema == "auto" else ["none"]

    @property
    def address(self) -> str:
        """The full address of its chat completions."""
        base = self.url.rstrip("/")
        return base if base.endswith("/chat/completions") else f"{base}/chat/completions"

    def ask(self, messages: Sequence[Message], schema: Mapping[str, Any]) -> ModelReply:
        """What the model answers.

        Args:
            messages: role and content of each.
            schema: JSON schema of the answer.

        Raises:
            WriterError: when no answer comes, it is too long, or it is no chat completion.
        """
        headers = {} if self.key is None else {"Authorization": f"Bearer {self.key}"}
        with httpx2.Client(transport=self.transport, timeout=self.timeout) as client:
            while True:
                body = self._body(messages, schema)
                status, text = self._post(client, body, headers)
                if status < 400:
                    return self._read(text)
                if status in _UNKNOWN_FORMAT and len(self._formats) > 1:
                    _LOG.info("%s does not take the format %r", self.address, self._formats[0])
                    self._formats.pop(0)
                    continue
                said = " ".join(text.split())[:200]
                raise WriterError(
                    f"{self.address} answered {status}{': ' + said if said else ''}; check the "
                    "address, the key and the model's name"
                )

    def _body(self, messages: Sequence[Message], schema: Mapping[str, Any]) -> dict[str, Any]:
        body: dict[str, Any] = {"model": self.model, "messages": list(messages), "stream": False}
        if self._formats[0] == "schema":
            body["response_format"] = {
                "type": "json_schema",
                "json_schema": {"name": "story", "schema": schema},
            }
        elif self._formats[0] == "object":
            body["response_format"] = {"type": "json_object"}
        return body

    def _post(
        self, client: httpx2.Client, body: Mapping[str, Any], headers: Mapping[str, str]
    ) -> tuple[int, str]:
        """Status and text of the answer, after as many tries as it takes."""
        for left in range(self.retries, -1, -1):
            try:
                with client.stream("POST", self.address, json=body, headers=headers) as answer:
                    status, text = answer.status_code, self._text(answer)
                    asked = answer.headers.get("retry-after", "")
            except httpx2.TimeoutException as error:
                status, text, asked = 0, "", ""
                reason = f"no answer within {self.timeout:g} seconds"
                if left == 0:
                    raise WriterError(f"{self.address}: {reason}; give it more time") from error
            except httpx2.HTTPError as error:
                status, text, asked = 0, "", ""
                reason = str(error) or type(error).__name__
                if left == 0:
                    raise WriterError(
                        f"{self.address} cannot be reached: {reason}; check the address"
                    ) from error
            else:
                if status not in _AGAIN or left == 0:
                    return status, text
                reason = f"status {status}"
            seconds = (
                float(asked) if re.fullmatch(r"\d{1,5}", asked) else 2.0 ** (self.retries - left)
            )
            _LOG.warning("%s: %s; trying again", self.address, reason)
            self.wait(min(seconds, LONGEST_WAIT))
        raise AssertionError("unreachable")

    def _text(self, answer: httpx2.Response) -> str:
        held = bytearray()
        for piece in answer.iter_bytes():
            held += piece
            if len(held) > MOST_BYTES:
                raise WriterError(f"{self.address}: the answer is longer than {MOST_BYTES} bytes")
        return held.decode("utf-8", "replace")

    def _read(self, text: str) -> ModelReply:
        try:
            body = json.loads(text)
            content = str(body["choices"][0]["message"]["content"] or "")
        except (ValueError, KeyError, IndexError, TypeError, RecursionError) as error:
            raise WriterError(
                f"{self.address} answered with no chat completion: {text[:120]!r}"
            ) from error
        usage = body.get("usage") if isinstance(body, dict) else None
        spent = usage if isinstance(usage, dict) else {}
        into, out = (_count(spent.get(k)) for k in ("prompt_tokens", "completion_tokens"))
        return ModelReply(
            model=self.model,
            text=_THOUGHT.sub("", content).strip(),
            tokens_in=into,
            tokens_out=out,
            cost=(into * self.price_in + out * self.price_out) / 1_000_000,
        )


def _count(value: object) -> int:
    return value if isinstance(value, int) and value >= 0 else 0
