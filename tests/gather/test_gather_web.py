"""Fetching: public addresses only, robots obeyed, size bounded."""

from __future__ import annotations

import gzip

import httpcore2
import httpx2
import pytest

from copydesk.errors import InputRefused
from copydesk.gather import Fetcher
from copydesk.gather.guard import Forbidden, GuardedBackend, is_public, judge
from copydesk.gather.limits import MAX_PAGE_BYTES


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0",
        "100.64.0.1", "192.0.2.1", "224.0.0.1", "255.255.255.255", "240.0.0.1", "::1", "::",
        "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1",
        "2002:7f00:1::", "2001:db8::1", "no address",
    ],
)  # fmt: skip
def test_private_and_odd_addresses_are_never_called(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1::1", "::ffff:8.8.8.8"])
def test_public_addresses_may_be_called(address: str) -> None:
    assert is_public(address)


def test_the_guard_stands_at_the_connection() -> None:
    with pytest.raises(Forbidden):
        judge("127.0.0.1", 80)
    with pytest.raises(Forbidden):
        judge("93.184.216.34", 22)
    with pytest.raises(httpcore2.ConnectError):
        GuardedBackend().connect_tcp("localhost", 80)


#: Status, headers and body of an answer.
Answer = tuple[int, dict[str, str], bytes]


def fetcher(answers: dict[str, Answer]) -> Fetcher:
    """A fetcher whose servers give these answers, and 404 for all else."""

    def answer(request: httpx2.Request) -> httpx2.Response:
        status, headers, body = answers.get(str(request.url), (404, {}, b""))
        return httpx2.Response(status, headers=headers, stream=httpx2.ByteStream(body))

    return Fetcher(httpx2.MockTransport(answer))


def test_pages_are_fetched_through_redirects() -> None:
    headers = {"content-type": "text/html; charset=utf-8", "content-encoding": "gzip"}
    answers = {
        "https://a.example.org/a": (302, {"location": "/b"}, b""),
        "https://a.example.org/b": (200, headers, gzip.compress(b"<p>The strike is over.</p>")),
    }
    with fetcher(answers) as web:
        document = web.document("https://a.example.org/a")
    assert document.content == b"<p>The strike is over.</p>"
    assert (document.url, document.charset) == ("https://a.example.org/b", "utf-8")


ROBOTS = "https://a.example.org/robots.txt"


@pytest.mark.parametrize(
    ("path", "answer", "reason"),
    [
        ("/gone", (404, {}, b""), "status 404"),
        ("/loop", (301, {"location": "/loop"}, b""), "redirects"),
        ("/private/x", (200, {}, b"never asked for"), r"robots\.txt"),
        ("/large", (200, {}, bytes(MAX_PAGE_BYTES + 1)), "bytes"),
    ],
)
def test_refusals_say_why(path: str, answer: Answer, reason: str) -> None:
    rules = b"User-agent: *\nDisallow: /private/"
    url = f"https://a.example.org{path}"
    answers = {url: answer, ROBOTS: (200, {}, rules)}
    with fetcher(answers) as web, pytest.raises(InputRefused, match=reason):
        web.document(url)


@pytest.mark.parametrize("url", ["ftp://a.example.org/", "https://user:word@a.example.org/"])
def test_odd_addresses_are_refused(url: str) -> None:
    with fetcher({}) as web, pytest.raises(InputRefused):
        web.document(url)


def test_a_site_whose_rules_cannot_be_read_is_left_alone() -> None:
    answers = {ROBOTS: (503, {}, b""), "https://a.example.org/a": (200, {}, b"<p>x</p>")}
    with fetcher(answers) as web, pytest.raises(InputRefused, match=r"robots\.txt"):
        web.document("https://a.example.org/a")
