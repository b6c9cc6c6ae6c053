"""Readers get the pages of the static site from the service, quickly, safely and as they stand."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from copydesk.model.newsroom import DeskRole
from copydesk.newsroom.desk.draft_edits import Reword
from copydesk.newsroom.desk.rights import Deed, Person
from copydesk.publish import Site, publish_site
from copydesk.store import Store
from desk.conftest import STORY, composed, put
from dossiers import bare, edition_of_all
from web.conftest import FERRY, Running, fill, running

pytestmark = pytest.mark.xdist_group("store")

VERA = Person("editor", DeskRole.EDITOR, "v" * 64)


def words(page: str | bytes) -> str:
    """All that a page says."""
    main = html.fromstring(page).get_element_by_id("content")
    return " ".join(main.text_content().split())


def test_every_page_of_the_static_site_is_served(service: Running, tmp_path: Path) -> None:
    site = tmp_path / "site"
    publish_site(edition_of_all(), site, Site())
    left_out = {"search-index.js", ".copydesk-site.json", ".copydesk-store"}
    withdrawn = "a-story-that-was-withdrawn"
    paths = [
        path.relative_to(site).as_posix()
        for path in site.rglob("*")
        if path.is_file() and path.name not in left_out and withdrawn not in path.name
    ]
    assert len(paths) > 40
    with service.client() as client:
        answers = {path: client.get(f"/{path}").status_code for path in paths}
    assert {path for path, status in answers.items() if status != 200} == set()


def test_a_story_says_what_the_static_page_says(service: Running, tmp_path: Path) -> None:
    site = Site(title="Copydesk", rating_action="https://votes.example/")
    publish_site([composed(), bare()], tmp_path / "site", site)
    static = (tmp_path / f"site/stories/{FERRY}.html").read_text("utf-8")
    with service.client() as client:
        served = client.get(f"/stories/{FERRY}.html").text
    assert "<!--" not in served
    cut = "Readers’ rating"
    mean, votes = "4.2 of 5", "No votes yet"
    assert mean in static
    assert votes in served
    assert words(served).partition(cut)[0] == words(static).partition(cut)[0]


def test_who_has_the_page_gets_304_and_who_has_an_old_one_gets_the_new(service: Running) -> None:
    with service.client() as client:
        for path in ("/", f"/stories/{FERRY}.html", "/rss.xml", f"/stories/{FERRY}.ninjs.json"):
            first = client.get(path)
            mark = first.headers["etag"]
            again = client.get(path, headers={"if-none-match": f'"x", W/{mark}'})
            assert (again.status_code, again.content) == (304, b"")
            assert client.get(path, headers={"if-none-match": '"x"'}).content == first.content
            assert "max-age" in first.headers["cache-control"]
            head = client.head(path)
            assert (head.content, head.headers["etag"]) == (b"", mark)


def test_what_the_desk_publishes_is_seen_at_once_and_whole(service: Running) -> None:
    edit = service.door._service.acting
    now = datetime.now(UTC)
    with service.client() as client:
        before = client.get(f"/stories/{FERRY}.html").text
        done = edit.edit(VERA, STORY, Reword("h", "Seventeen hurt, says hospital"), 0, now)
        service.door._service.tend()
        assert client.get(f"/stories/{FERRY}.html").text == before
        edit.move(VERA, STORY, Deed.PUBLISH, done.desk.revision, now)
        service.door._service.tend()
        for path in (f"stories/{FERRY}.html", "index.html", "rss.xml", f"stories/{FERRY}.json"):
            assert "Seventeen hurt, says hospital" in client.get(f"/{path}").text
        edit.move(VERA, STORY, Deed.WITHDRAW, done.desk.revision + 1, now, "Another ship.")
        service.door._service.tend()
        page = client.get(f"/stories/{FERRY}.html")
        assert "This story was withdrawn" in page.text
        assert "Another ship." in page.text
        assert "212 passengers" not in words(page.text)
        assert client.get(f"/compare/{FERRY}.html").status_code == 404
        assert FERRY not in client.get("/search.html?q=ferry+Tern").text


def test_a_reader_who_is_lost_is_led_home(service: Running) -> None:
    with service.client() as client:
        for path in ("/nothing.html", "/stories/nothing.html", "/sections/nothing-2.html"):
            answer = client.get(path)
            assert answer.status_code == 404
            assert answer.headers["content-type"].startswith("text/html")
            home = html.fromstring(answer.content).xpath("//main//a[1]/@href")[0]
            assert client.get(str(answer.url.join(home))).status_code == 200
        assert client.get("/static/nothing.css").status_code == 404
        icon = html.fromstring(client.get("/").content).xpath("//link[@rel='icon']/@href")[0]
        assert client.get(f"/{icon}").headers["content-type"] == "image/svg+xml"


def test_the_full_text_finds_words_in_any_form(service: Running) -> None:
    with service.client() as client:
        for query in ("ferry", "FERRIES", "injured lifeboat", "Zürich OR ferry"):
            page = client.get("/search.html", params={"q": query}).text
            assert (FERRY in page) == ("Z" not in query), query


@pytest.fixture(scope="module")
def quiet(tmp_path_factory: pytest.TempPathFactory) -> object:
    url = f"sqlite:///{tmp_path_factory.mktemp('web') / 'desk.sqlite'}"
    fill(url)
    with running(url) as found:
        found.door._service.tend()
        yield found


@given(query=st.text(max_size=60) | st.sampled_from(['"', "NEAR(", "a* OR", "col:x", "-", "''"]))
def test_no_query_breaks_the_search(quiet: Running, query: str) -> None:
    plain = query.encode("utf-8", "replace").decode()
    with quiet.client() as client:
        assert client.get("/search.html", params={"q": plain}).status_code == 200


@given(path=st.text(st.characters(codec="ascii"), max_size=40))
def test_no_address_breaks_the_service(quiet: Running, path: str) -> None:
    with quiet.client() as client:
        for folder in ("", "stories/", "sections/", "sources/", "static/", "../"):
            address = f"{quiet.address}/{folder}{quote(path)}"
            assert client.get(address).status_code < 500


def test_every_answer_carries_what_keeps_browsers_safe(quiet: Running) -> None:
    with quiet.client() as client:
        for path in ("/", f"/stories/{FERRY}.html", "/none", "/healthz", "/vote"):
            headers = client.get(path).headers
            assert "default-src 'none'" in headers["content-security-policy"], path
            assert "unsafe" not in headers["content-security-policy"]
            assert headers["x-content-type-options"] == "nosniff"
            assert headers["x-frame-options"] == "DENY"
        card = client.get(f"/embed/{FERRY}.html").headers
        assert "frame-ancestors *" in card["content-security-policy"]
        assert "x-frame-options" not in card


def test_more_than_a_form_can_hold_is_refused(quiet: Running) -> None:
    def endless() -> object:
        for _ in range(40):
            yield b"x" * 8192

    form = {"content-type": "application/x-www-form-urlencoded"}
    with quiet.client() as client:
        assert client.post("/vote", content=b"x" * 200_000).status_code == 413
        assert client.post("/vote", content=endless(), headers=form).status_code in (400, 413)
        assert client.get("/" + "x" * 5000).status_code == 414


def test_the_service_tells_how_it_is(quiet: Running) -> None:
    with quiet.client() as client:
        assert client.get("/healthz").json()["status"] == "well"
        assert "copydesk_requests_total" in client.get("/metrics").text
        assert "Disallow: /desk" in client.get("/robots.txt").text


# Votes


def give(service: Running, client: httpx2.Client, stars: int = 4) -> httpx2.Response:
    return client.post("/vote", data={"story": FERRY, "stars": stars}, follow_redirects=True)


def test_a_hundred_votes_at_once_of_one_reader_are_one(service: Running) -> None:
    with service.client() as client:
        give(service, client, 1)
        cookies = dict(client.cookies)

    def again(_: int) -> int:
        with httpx2.Client(base_url=service.address, cookies=cookies, timeout=60) as one:
            return give(service, one, 5).status_code

    with ThreadPoolExecutor(20) as pool:
        assert set(pool.map(again, range(100))) == {200}
    rating = service.store.accounts.rating(STORY)
    assert (rating.votes, rating.stars) == (1, 5.0)


def test_a_hundred_votes_at_once_of_a_hundred_readers_are_a_hundred(service: Running) -> None:
    def one(_: int) -> int:
        with service.client() as client:
            return give(service, client).status_code

    with ThreadPoolExecutor(20) as pool:
        assert set(pool.map(one, range(100))) == {200}
    assert service.store.accounts.rating(STORY).votes == 100
    with service.client() as client:
        assert "100 votes" in client.get(f"/stories/{FERRY}.html").text


@pytest.mark.parametrize(
    "more",
    [
        {"headers": {"sec-fetch-site": "cross-site"}},
        {"headers": {"origin": "https://evil.example"}},
        {"cookies": {"copydesk-reader": "forged.0000"}, "follow_redirects": False},
        {"data": {"story": FERRY, "stars": 9}},
        {"data": {"story": "none", "stars": 3}},
    ],
)
def test_a_vote_that_is_not_a_readers_own_is_not_counted(
    quiet: Running, more: dict[str, object]
) -> None:
    asked = {"data": {"story": FERRY, "stars": 3}, "follow_redirects": True, **more}
    cookies = asked.pop("cookies", {})
    with httpx2.Client(base_url=quiet.address, cookies=cookies) as client:  # type: ignore[arg-type]
        client.post("/vote", **asked)  # type: ignore[arg-type]
    assert quiet.store.accounts.rating(STORY).votes == 0


def test_a_page_learns_that_its_story_changed(service: Running) -> None:
    with service.client() as client, client.stream("GET", "/events") as stream:
        lines = stream.iter_lines()
        assert next(lines).startswith("retry")
        with Store(service.url) as other:  # another process: a watcher
            put(other, composed(2))
        service.door._service.tend()
        told = next(line for line in lines if line.startswith("data:") and '"version": 2' in line)
    assert json.loads(told.removeprefix("data:")) == {
        "slug": FERRY,
        "version": 2,
        "state": "published",
    }
