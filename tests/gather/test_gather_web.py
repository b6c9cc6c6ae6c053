"""Fetching: public addresses only, robots obeyed, size bounded."""

from __future__ import annotations

import gzip

import httpcore
import httpx
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
    with pytest.raises(httpcore.ConnectError):
        GuardedBackend().connect_tcp("localhost", 80)


def fetcher(answers: dict[str, httpx.Response]) -> Fetcher:
    def answer(request: httpx.Request) -> httpx.Response:
        return answers.get(str(request.url), httpx.Response(404))

    return Fetcher(httpx.MockTransport(answer))


def test_pages_are_fetched_through_redirects() -> None:
    page = httpx.Response(
        200,
        headers={"content-type": "text/html; charset=utf-8", "content-encoding": "gzip"},
        stream=httpx.ByteStream(gzip.compress(b"<p>The strike is over.</p>")),
    )
    moved = httpx.Response(302, headers={"location": "/b"})
    with fetcher({"https://a.example.org/a": moved, "https://a.example.org/b": page}) as web:
        document = web.document("https://a.example.org/a")
    assert document.content == b"<p>The strike is over.</p>"
    assert (document.url, document.charset) == ("https://a.example.org/b", "utf-8")


@pytest.mark.parametrize(
    ("url", "answers", "reason"),
    [
        ("ftp://a.example.org/", {}, "only http"),
        ("https://user:word@a.example.org/", {}, "password"),
        ("https://a.example.org/gone", {}, "status 404"),
        (
            "https://a.example.org/loop",
            {"https://a.example.org/loop": httpx.Response(301, headers={"location": "/loop"})},
            "redirects",
        ),
        (
            "https://a.example.org/private/x",
            {
                "https://a.example.org/robots.txt": httpx.Response(
                    200, text="User-agent: *\nDisallow: /private/"
                )
            },
            "robots.txt",
        ),
        (
            "https://a.example.org/down",
            {"https://a.example.org/robots.txt": httpx.Response(503)},
            "robots.txt",
        ),
    ],
)
def test_refusals_say_why(url: str, answers: dict[str, httpx.Response], reason: str) -> None:
    with fetcher(answers) as web, pytest.raises(InputRefused, match=reason):
        web.document(url)


def test_a_page_too_large_is_cut_off() -> None:
    large = httpx.Response(200, stream=httpx.ByteStream(bytes(MAX_PAGE_BYTES + 1)))
    with (
        fetcher({"https://a.example.org/": large}) as web,
        pytest.raises(InputRefused, match="bytes"),
    ):
        web.document("https://a.example.org/")
