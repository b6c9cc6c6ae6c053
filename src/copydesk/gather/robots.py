"""What a site allows robots to fetch (RFC 9309)."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from urllib.parse import urlsplit, urlunsplit

from protego import Protego

#: RFC 9309, 2.5: at least 500 kibibytes are to be read.
MAX_ROBOTS_BYTES = 512_000


#: What a server answered for its robots.txt: status and body, or why there is no answer.
Answer = tuple[int, bytes] | str


class Robots:
    """Answers of robots.txt files, each fetched once.

    Args:
        agent: product name that the rules are matched with.
        fetch: gives what a server answers for the address of a robots.txt file.
    """

    def __init__(self, agent: str, fetch: Callable[[str], Answer]) -> None:
        self._agent = agent
        self._fetch = fetch
        self._answers: dict[str, Answer] = {}

    def why_not(self, url: str) -> str | None:
        """Why an address may not be fetched; None when it may.

        Without a file (4xx) all is allowed; with a server that fails (5xx, unreachable)
        nothing is (RFC 9309, 2.3.1).
        """
        answer = self._answer_of(url)
        if isinstance(answer, str):
            return answer
        if allows(*answer, self._agent, url)[0]:
            return None
        failed = answer[0] >= 500 or answer[0] < 200
        told = f"its robots.txt fails with HTTP status {answer[0]}"
        return told if failed else "robots.txt does not allow it"

    def delay(self, url: str) -> float:
        """Seconds that the site asks for between two requests; 0.0 without a wish."""
        answer = self._answer_of(url)
        return 0.0 if isinstance(answer, str) else allows(*answer, self._agent, url)[1]

    def _answer_of(self, url: str) -> Answer:
        parts = urlsplit(url)
        address = urlunsplit((parts.scheme, parts.netloc, "/robots.txt", "", ""))
        if address not in self._answers:
            self._answers[address] = self._fetch(address)
        return self._answers[address]


@lru_cache(maxsize=256)
def _read(status: int, body: bytes) -> Protego | bool:
    if 200 <= status < 300:
        return Protego.parse(body[:MAX_ROBOTS_BYTES].decode("utf-8", "replace"))
    return 300 <= status < 500


def allows(status: int, body: bytes, agent: str, url: str) -> tuple[bool, float]:
    """Whether a robots.txt lets an agent fetch an address, and the seconds it asks for between two.

    Args:
        status: of the request for the file; 0 for a server that could not be reached.
        body: of its answer.
        agent, url: who wants to fetch what.
    """
    rules = _read(status, body)
    if isinstance(rules, bool):
        return rules, 0.0
    return bool(rules.can_fetch(url, agent)), max(0.0, float(rules.crawl_delay(agent) or 0.0))
