"""The digest goes to who said yes, tells nothing twice, and ends with one click."""

from __future__ import annotations

import email
import re
import socketserver
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.policy import default

import pytest

from copydesk.newsroom import mailing
from copydesk.newsroom.desk.arrivals import Rule, bring_in
from copydesk.settings import Settings
from copydesk.store import Store
from desk.conftest import composed, judge, put
from dossiers import another
from web.conftest import Running, fill, plain, running

pytestmark = pytest.mark.xdist_group("store")


class MailServer(socketserver.ThreadingTCPServer):
    """Takes mail over real SMTP and keeps it; refuses it while ``closed``."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.mails: list[EmailMessage] = []
        self.closed = False


class Conversation(socketserver.StreamRequestHandler):
    server: MailServer

    def say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())

    def handle(self) -> None:
        self.say("220 here")
        while line := self.rfile.readline():
            word = line.decode().strip().upper()
            if word.startswith("QUIT"):
                self.say("221 bye")
                return
            if word.startswith("DATA"):
                self.say("354 go on")
                body = b""
                while (part := self.rfile.readline()) != b".\r\n":
                    body += part[1:] if part.startswith(b"..") else part
                found = email.message_from_bytes(body, policy=default)
                assert isinstance(found, EmailMessage)
                self.server.mails.append(found)
                self.say("250 taken")
            elif word.startswith("MAIL") and self.server.closed:
                self.say("451 not now")
            else:
                self.say("250 yes")


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    with MailServer() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def service(store_url: str, mail_server: MailServer) -> Iterator[Running]:
    fill(store_url)
    settings = Settings(
        site={"base_url": "https://news.example/"},  # type: ignore[arg-type]
        digest={  # type: ignore[arg-type]
            "smtp": f"127.0.0.1:{mail_server.server_address[1]}",
            "sender": "desk@news.example",
            "encryption": "none",
        },
    )
    with running(store_url, settings) as found:
        found.door._service.tend()
        yield found


def proof_in(mail: EmailMessage, what: str) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    text = body.get_content()
    match = re.search(rf"https://news.example/digest/{what}\?proof=(\S+)", text)
    assert match is not None, text
    return match[1]


def joined(service: Running, mail_server: MailServer) -> None:
    with service.client() as client:
        form = {"address": "Rita@mail.example", "every": "hour"}
        assert client.post("/digest/join", data=form).status_code == 200
        assert client.post("/digest/join", data=form).status_code == 200
        (asked,) = mail_server.mails  # asked once, however often somebody types the address
        proof = proof_in(asked, "confirm")
        assert client.get(f"/digest/confirm?proof={proof}").status_code == 200
        later(service, 2)
        assert len(mail_server.mails) == 1  # a link that was only looked at confirms nothing
        assert client.post("/digest/confirm", data={"proof": f"{proof}0"}).status_code == 404
        assert client.post("/digest/confirm", data={"proof": proof}).status_code == 200
    mail_server.mails.clear()


def later(service: Running, hours: int) -> int:
    found = service.door._service
    now = datetime.now(UTC) + timedelta(hours=hours)
    assert found.send is not None
    return mailing.send_due(found.store, found.site, found.signed, found.send, now)


def news(service: Running, *dossiers: object) -> None:
    with Store(service.url) as other:
        for dossier in dossiers:
            put(other, dossier)  # type: ignore[arg-type]
        bring_in(other, Rule(), judge, datetime.now(UTC))
    service.door._service.shelve()


def test_a_digest_tells_what_is_new_and_what_changed_once(
    service: Running, mail_server: MailServer
) -> None:
    joined(service, mail_server)
    assert later(service, 1) == 0  # nothing has come since
    news(service, plain(another(5)), composed(2))
    assert later(service, 1) == 0  # not yet an hour since the last look
    assert later(service, 3) == 1
    (mail,) = mail_server.mails
    assert mail["To"] == "rita@mail.example"
    text, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert text is not None
    assert html is not None
    told = text.get_content()
    assert "NEW" in told.partition("CHANGED")[0]
    assert "/stories/ferry-5.html" in told.partition("CHANGED")[0]
    assert "fire-on-ferry" in told.partition("CHANGED")[2]
    assert "WHERE REPORTS DIFFER" in told
    for address in re.findall(r"https://news.example/stories/\S+", told):
        assert address in html.get_content()
    assert later(service, 5) == 0
    assert len(mail_server.mails) == 1


def test_a_mail_server_that_refuses_costs_no_digest(
    service: Running, mail_server: MailServer
) -> None:
    joined(service, mail_server)
    news(service, plain(another(5)))
    mail_server.closed = True
    assert later(service, 2) == 0
    mail_server.closed = False
    assert later(service, 2) == 1
    assert later(service, 4) == 0
    assert len(mail_server.mails) == 1


def test_one_click_ends_it(service: Running, mail_server: MailServer) -> None:
    joined(service, mail_server)
    news(service, plain(another(5)))
    later(service, 2)
    (mail,) = mail_server.mails
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    path = mail["List-Unsubscribe"].strip("<>").removeprefix("https://news.example")
    with service.client() as client:
        client.get(path)  # a machine that follows links ends nothing
        news(service, plain(another(6)))
        assert later(service, 4) == 1
        answer = client.post(path, data={"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200
        news(service, plain(another(7)))
        assert later(service, 6) == 0


def test_the_page_tells_the_same_and_no_address_is_taken_unread(service: Running) -> None:
    with service.client() as client:
        page = client.get("/digest.html").text
        assert "Where reports differ" in page
        assert "fire-on-ferry" in page
        for address in (
            "nonsense",
            "a@b",
            "x@y.example\nBcc: z@w.example",
            "a" * 300 + "@b.example",
        ):
            form = {"address": address, "every": "day"}
            assert client.post("/digest/join", data=form).status_code in (400, 422)
        form = {"address": "a@b.example", "every": "day"}
        cross = {"sec-fetch-site": "cross-site"}
        assert client.post("/digest/join", data=form, headers=cross).status_code == 429
