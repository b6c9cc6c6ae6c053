"""What a site allows robots to fetch (RFC 9309)."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from urllib.parse import urlsplit, urlunsplit

from protego import Protego

#: RFC 9309, 2.5: at least 500 kibibytes are to be read.
MAX_ROBOTS_BYTES = 512_000


class Robots:
    """Answers of robots.txt files, each fetched once.

    Args:
        agent: product name that the rules are matched with.
        fetch: gives status and body for the address of a robots.txt file. Status 0 stands
            for a server that cannot be reached.
    """

    def __init__(self, agent: str, fetch: Callable[[str], tuple[int, bytes]]) -> None:
        self._agent = agent
        self._fetch = fetch
        self._rules: dict[str, Protego | bool] = {}

    def allows(self, url: str) -> bool:
        """Whether the address may be fetched.

        Without a file (4xx) all is allowed; with a server that fails (5xx, unreachable)
        nothing is (RFC 9309, 2.3.1).
        """
        rules = self._rules_of(url)
        return rules if isinstance(rules, bool) else bool(rules.can_fetch(url, self._agent))

    def delay(self, url: str) -> float:
        """Seconds that the site asks for between two requests; 0.0 without a wish."""
        rules = self._rules_of(url)
        return 0.0 if isinstance(rules, bool) else float(rules.crawl_delay(self._agent) or 0.0)

    def _rules_of(self, url: str) -> Protego | bool:
        parts = urlsplit(url)
        address = urlunsplit((parts.scheme, parts.netloc, "/robots.txt", "", ""))
        if address not in self._rules:
            self._rules[address] = _read(*self._fetch(address))
        return self._rules[address]


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
    return bool(rules.can_fetch(url, agent)), float(rules.crawl_delay(agent) or 0.0)
