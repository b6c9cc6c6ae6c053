"""The desk lets in who may, keeps what they typed, and tells them when another was quicker."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest
from lxml import html

from copydesk.model import State
from copydesk.model.newsroom import Desk
from desk.conftest import STORY
from markup import complaints
from web.conftest import FERRY, WORDS, Running, fill, running

pytestmark = pytest.mark.xdist_group("store")

HERE = f"/desk/stories/{STORY}"


@pytest.fixture
def service(store_url: str) -> Iterator[Running]:
    """A newsroom whose gate has one rule, so that no language model is loaded."""
    fill(store_url)
    with running(store_url) as found:
        found.door._service.tend()
        yield found


@contextmanager
def signed_in(service: Running, name: str) -> Iterator[httpx2.Client]:
    with service.client() as client:
        answer = client.post("/desk/sign-in", data={"name": name, "password": WORDS})
        assert answer.status_code == 303, answer.text
        yield client


def test_the_pages_of_the_desk_and_of_a_lost_reader_are_valid(
    service: Running, tmp_path: Path
) -> None:
    paths = ["", "/versions", "/acts", "/preview"]
    wanted = [HERE + path for path in paths]
    wanted += ["/desk?show=all", "/desk/acts", "/desk/people", "/desk/you", "/desk/webhooks"]
    with signed_in(service, "administrator") as client:
        client.post(f"{HERE}/lock", data=form_of(client))
        for number, path in enumerate([*wanted, "/nothing.html"]):
            (tmp_path / f"{number}.html").write_bytes(client.get(path).content)
    assert complaints(tmp_path) == []


def form_of(client: httpx2.Client, path: str = HERE) -> dict[str, str]:
    """What every form of the page carries."""
    page = html.fromstring(client.get(path).content)
    names = ("form", "seen")
    found = {n: page.xpath(f"//input[@name='{n}']/@value") for n in names}
    return {name: values[0] for name, values in found.items() if values}


def send(
    client: httpx2.Client, to: str, form: dict[str, str], /, **more: object
) -> httpx2.Response:
    return client.post(f"{HERE}/{to}", data={**form, **more})


def kept(service: Running) -> Desk:
    desk = service.store.desk.get(STORY)
    assert desk is not None
    return desk


GUARDED = ["/desk", HERE, f"{HERE}/preview", f"{HERE}/versions", f"{HERE}/acts", "/desk/acts"]


def test_nobody_comes_in_without_signing_in(service: Running) -> None:
    with service.client() as client:
        for path in [*GUARDED, "/desk/people", "/desk/you"]:
            answer = client.get(path)
            assert (answer.status_code, answer.content) == (303, b""), path
            assert answer.headers["location"].startswith("/desk/sign-in?to=%2F"[:17])
        for what in ("edit", "step", "lock", "verdict"):
            answer = send(
                client, what, {}, kind="kicker", text="x", seen=0, deed="publish", sentence="h"
            )
            assert answer.status_code == 303
    assert kept(service).revision == 0


def test_the_cookie_is_new_with_each_sign_in_and_no_script_reads_it(service: Running) -> None:
    with service.client() as client:
        client.cookies.set("copydesk-desk", "chosen-by-somebody-else")
        answer = client.post("/desk/sign-in", data={"name": "editor", "password": WORDS})
        cookie = answer.headers["set-cookie"]
        assert "chosen" not in cookie
        assert "HttpOnly" in cookie
        assert "samesite=strict" in cookie.lower()
    with service.client() as client:
        wrong = client.post("/desk/sign-in", data={"name": "editor", "password": "no"})
        nobody = client.post("/desk/sign-in", data={"name": "nobody", "password": "no"})
        assert (wrong.status_code, nobody.status_code) == (403, 403)
        assert wrong.text.replace('"editor"', '"nobody"') == nobody.text


@pytest.mark.parametrize("to", ["//evil.example/", "https://evil.example/", "/\\evil", "/vote"])
def test_sign_in_leads_nowhere_else(service: Running, to: str) -> None:
    with service.client() as client:
        data = {"name": "editor", "password": WORDS, "to": to}
        assert client.post("/desk/sign-in", data=data).headers["location"] == "/desk"


def test_a_form_of_another_site_does_nothing(service: Running) -> None:
    with signed_in(service, "editor") as client:
        form = form_of(client)
        for wrong, headers in (
            ({**form, "form": "x"}, {}),
            (form, {"sec-fetch-site": "cross-site"}),
            (form, {"origin": "https://evil.example"}),
        ):
            answer = client.post(
                f"{HERE}/edit", data={**wrong, "kind": "kicker", "text": "Theirs"}, headers=headers
            )
            assert answer.status_code == 403
        assert kept(service).revision == 0


def test_a_story_is_edited_published_corrected_and_withdrawn(service: Running) -> None:
    with signed_in(service, "editor") as client:
        page = html.fromstring(client.get(HERE).content)
        cited = page.xpath("//input[@name='evidence']/@value")[0]
        form = form_of(client)
        told = send(
            client,
            "edit",
            form,
            kind="reword",
            sentence="h",
            evidence=cited,
            more="2.2",
            text="Seventeen hurt, hospital says",
        )
        assert told.status_code == 303, told.text
        headline = kept(service).draft.headline
        assert (headline.text, len(headline.evidence)) == ("Seventeen hurt, hospital says", 2)
        assert "hospital says" in client.get(f"{HERE}/preview").text
        assert "hospital says" not in client.get(f"/stories/{FERRY}.html").text
        assert send(client, "step", form_of(client), deed="publish").status_code == 303
        assert "hospital says" in client.get(f"/stories/{FERRY}.html").text
        diff = client.get(f"{HERE}/versions?a=1&b=2").text
        assert "<del>" in diff
        assert "hospital says" in diff
        assert send(client, "step", form_of(client), deed="correct").status_code == 409
        done = send(client, "step", form_of(client), deed="correct", note="The name was wrong.")
        assert done.status_code == 303
        assert "The name was wrong." in client.get(f"/stories/{FERRY}.html").text
        send(client, "step", form_of(client), deed="withdraw", note="Another ship.")
        assert "This story was withdrawn" in client.get(f"/stories/{FERRY}.html").text
        trail = client.get(f"{HERE}/acts").text
        for word in ("reword", "publish", "correct", "withdraw", "Another ship."):
            assert word in trail
    assert kept(service).state is State.WITHDRAWN


def test_what_cannot_be_kept_comes_back_with_the_reason(service: Running) -> None:
    with signed_in(service, "editor") as vera, signed_in(service, "administrator") as ada:
        old = form_of(ada)
        send(vera, "edit", form_of(vera), kind="kicker", text="Shipping")
        locked = send(ada, "edit", old, kind="kicker", text="Sea news")
        assert locked.status_code == 409
        assert "Sea news" in locked.text
        assert "editor is at work on this story" in " ".join(
            html.fromstring(locked.text).text_content().split()
        )
        send(ada, "lock", old, what="break")
        conflict = send(ada, "edit", old, kind="kicker", text="Sea news")
        assert conflict.status_code == 409
        assert "Shipping" in conflict.text
        assert "Sea news" in conflict.text
        assert kept(service).draft.kicker == "Shipping"
        assert send(ada, "edit", form_of(ada), kind="kicker", text="Sea news").status_code == 303


def test_a_reader_looks_and_changes_nothing(service: Running) -> None:
    with signed_in(service, "reader") as client:
        assert client.get(HERE).status_code == 200
        form = form_of(client, "/desk")
        form["seen"] = "0"
        for what, more in (
            ("edit", {"kind": "kicker", "text": "x"}),
            ("step", {"deed": "withdraw", "note": "x"}),
            ("lock", {"what": "take"}),
            ("verdict", {"sentence": "h", "text": "x"}),
        ):
            assert send(client, what, form, **more).status_code == 403, what
        assert client.get("/desk/people").status_code == 403
        assert client.get("/desk/acts").status_code == 403
    assert kept(service).revision == 0
    assert service.store.desk.locks(kept(service).changed) == {}


def test_administrators_keep_the_accounts(service: Running) -> None:
    with signed_in(service, "administrator") as client:
        form = {"form": form_of(client, "/desk")["form"]}
        made = {**form, "what": "add", "name": "omar", "role": "reader", "password": WORDS}
        assert client.post("/desk/people", data=made).status_code == 303
        assert client.post("/desk/people", data=made).status_code == 409
        with signed_in(service, "omar") as omar:
            assert omar.get("/desk").status_code == 200
            client.post("/desk/people", data={**form, "what": "close", "name": "omar"})
            assert omar.get("/desk").status_code == 303


def test_a_bound_of_a_span_outside_its_report_is_refused(service: Running) -> None:
    with signed_in(service, "editor") as client:
        for value in ("r1|0|999999", "r1|9|3", "other|0|4", "r1", "x" * 300):
            answer = send(
                client,
                "edit",
                form_of(client),
                kind="reword",
                sentence="h",
                text="Seventeen hurt",
                evidence=value,
            )
            assert answer.status_code == 409, value
        answer = send(
            client,
            "edit",
            form_of(client),
            kind="reword",
            sentence="h",
            text="Seventeen hurt",
            more="99.1",
        )
        assert answer.status_code == 409
    assert kept(service).revision == 0


def test_signing_out_frees_the_story(service: Running) -> None:
    with signed_in(service, "editor") as client:
        form = form_of(client)
        send(client, "lock", form, what="take")
        client.post("/desk/sign-out", data=form)
        assert client.get("/desk").status_code == 303
    with signed_in(service, "administrator") as ada:
        assert "Nobody is at work" in ada.get(HERE).text


def test_one_signs_out_elsewhere(service: Running) -> None:
    with signed_in(service, "editor") as here, signed_in(service, "editor") as there:
        form = {"form": form_of(here, "/desk/you")["form"]}
        page = html.fromstring(here.get("/desk/you").content)
        (mark,) = page.xpath("//input[@name='mark' and ../@action='/desk/you/sittings']/@value")
        # Nobody ends another's.
        with signed_in(service, "reader") as other:
            given = {"form": form_of(other, "/desk/you")["form"], "mark": mark}
            other.post("/desk/you/sittings", data=given)
        assert there.get("/desk").status_code == 200
        here.post("/desk/you/sittings", data={**form, "mark": mark})
        assert there.get("/desk").status_code == 303
        assert here.get("/desk").status_code == 200
