"""Programs are told what changes: signed, until they have it, and never behind the wall."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from lxml import html

from copydesk.errors import NotFit
from copydesk.model import State
from copydesk.model.newsroom import DeskRole
from copydesk.newsroom import notices_out
from copydesk.newsroom.desk.acting import Acting
from copydesk.newsroom.desk.draft_edits import Relabel
from copydesk.newsroom.desk.rights import Deed
from copydesk.newsroom.rounds import Rounds, served_site
from copydesk.settings import ServeSettings, Settings
from copydesk.store import Store
from desk.conftest import NOON, STORY, VERA, composed, judge, put
from store.conftest import postgresql_server, postgresql_url, store, store_url
from web.conftest import WORDS, Running, fill, running
from web.receiver import Receiver

__all__ = ["postgresql_server", "postgresql_url", "store", "store_url"]

pytestmark = pytest.mark.xdist_group("store")

OPEN = Settings(serve=ServeSettings(webhook_networks=("127.0.0.0/8",)))
ALL = tuple(notices_out.EVENTS)


@pytest.fixture
def newsroom(store: Store) -> Iterator[tuple[Store, notices_out.Teller, Rounds]]:
    put(store, composed())
    teller = notices_out.Teller(store, OPEN)
    yield store, teller, Rounds(store, OPEN, judge)
    teller.close()


Newsroom = tuple[Store, notices_out.Teller, Rounds]


def go_round(newsroom: Newsroom, now: datetime = NOON) -> int:
    store, teller, rounds = newsroom
    rounds.take_in(now)
    rounds.shelve()
    notices_out.note(store, served_site(OPEN), now)
    return teller.tell(now)


def test_each_change_is_told_once_and_signed(newsroom: Newsroom) -> None:
    store, _, _ = newsroom
    with Receiver() as receiver:
        _, secret = notices_out.add(store, receiver.address, ALL, NOON, "ada")
        assert go_round(newsroom) == 1
        assert go_round(newsroom) == 0
        room = Acting(store, judge)
        desk = room.edit(VERA, STORY, Relabel("q1", "Hurt"), 0, NOON).desk
        room.move(VERA, STORY, Deed.CORRECT, desk.revision, NOON, "A figure was wrong")
        assert go_round(newsroom) == 1
        desk_now = store.desk.get(STORY)
        assert desk_now is not None
        room.move(VERA, STORY, Deed.WITHDRAW, desk_now.revision, NOON, "It was another ferry")
        assert go_round(newsroom) == 1
    kinds = [came.told["type"] for came in receiver.came]
    assert kinds == ["story.published", "story.corrected", "story.withdrawn"]
    assert all(came.signed_with(secret) for came in receiver.came)
    assert len({came.headers["webhook-id"] for came in receiver.came}) == 3
    first = receiver.came[0].told["data"]
    assert (first["version"], first["page"]) == (1, f"/stories/{first['story']}.html")
    forged = receiver.came[0].__class__(receiver.came[0].headers, b"{}")
    assert not forged.signed_with(secret)


def test_what_did_not_arrive_is_told_again_ever_later_and_the_same(newsroom: Newsroom) -> None:
    store, teller, _ = newsroom
    with Receiver(500, 503, 429) as receiver:
        hook, secret = notices_out.add(store, receiver.address, ALL, NOON, "ada")
        assert go_round(newsroom) == 0
        now, waits = NOON, []
        for _ in range(3):
            (event,) = store.webhooks.log(hook.id)
            assert event.next_try is not None
            waits.append(event.next_try - now)
            assert teller.tell(event.next_try - timedelta(seconds=1)) == 0  # not sooner
            now = event.next_try
            teller.tell(now)
        assert waits == sorted(waits)
        assert waits[0] >= timedelta(seconds=5)
    assert len(receiver.came) == 4
    assert len({(came.headers["webhook-id"], came.body) for came in receiver.came}) == 1
    assert all(came.signed_with(secret) for came in receiver.came)
    (event,) = store.webhooks.log(hook.id)
    assert [attempt.status for attempt in event.attempts] == [500, 503, 429, 204]
    assert event.delivered
    assert event.next_try is None


def test_who_never_answers_is_given_up_and_a_trial_brings_it_back(newsroom: Newsroom) -> None:
    store, teller, _ = newsroom
    with Receiver(*[500] * (len(notices_out.RETRIES) + 1)) as receiver:
        hook, _ = notices_out.add(store, receiver.address, ALL, NOON, "ada")
        go_round(newsroom)
        while (event := store.webhooks.log(hook.id)[0]).next_try is not None:
            teller.tell(event.next_try)
        assert len(receiver.came) == len(notices_out.RETRIES) + 1
        off = store.webhooks.get(hook.id)
        assert off is not None
        assert not off.active
        assert "500" in (off.reason or "")
        notices_out.trial(store, hook.id, NOON + timedelta(days=9))
        assert teller.tell(NOON + timedelta(days=9)) == 1
        assert receiver.came[-1].told["type"] == "test"
        on = store.webhooks.get(hook.id)
        assert on is not None
        assert on.active


def test_who_says_that_it_is_gone_is_told_no_more(newsroom: Newsroom) -> None:
    store, _, _ = newsroom
    with Receiver(410) as receiver:
        hook, _ = notices_out.add(store, receiver.address, ALL, NOON, "ada")
        go_round(newsroom)
        off = store.webhooks.get(hook.id)
        assert off is not None
        assert not off.active
        (event,) = store.webhooks.log(hook.id)
        assert event.next_try is None


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:{port}/told",
        "http://localhost:{port}/told",
        "http://[::1]:{port}/told",
        "http://169.254.169.254/latest/meta-data",
        "http://2130706433/told",
        "http://[::ffff:127.0.0.1]:{port}/told",
    ],
)
def test_nothing_is_sent_behind_the_wall(store: Store, address: str) -> None:
    put(store, composed())
    settings = Settings()
    teller = notices_out.Teller(store, settings)
    with Receiver() as receiver:
        port = receiver.address.rpartition(":")[2].partition("/")[0]
        hook, _ = notices_out.add(store, address.format(port=port), ALL, NOON, "ada")
        go_round((store, teller, Rounds(store, settings, judge)))
    teller.close()
    assert receiver.came == []
    (event,) = store.webhooks.log(hook.id)
    assert event.attempts[0].status is None


def test_a_redirect_is_not_followed(newsroom: Newsroom) -> None:
    store, _, _ = newsroom
    with Receiver() as inside, Receiver(302, location=inside.address) as receiver:
        notices_out.add(store, receiver.address, ALL, NOON, "ada")
        assert go_round(newsroom) == 0
    assert inside.came == []


def test_two_processes_tell_once(newsroom: Newsroom) -> None:
    store, teller, rounds = newsroom
    with Receiver() as receiver:
        notices_out.add(store, receiver.address, ALL, NOON, "ada")
        rounds.take_in(NOON)
        rounds.shelve()
        site = served_site(OPEN)
        assert [notices_out.note(store, site, NOON) for _ in range(2)] == [1, 0]
        assert store.webhooks.claim(NOON, NOON + timedelta(minutes=2), 8) != ()
        assert teller.tell(NOON) == 0  # another has it in hand
        # That one died: it is told all the same, a little later.
        assert teller.tell(NOON + timedelta(minutes=2)) == 1
    assert len(receiver.came) == 1


@pytest.mark.parametrize(
    "address", ["", "ftp://example.org/", "https://", "https://me:secret@example.org/", "/told"]
)
def test_odd_addresses_are_refused(store: Store, address: str) -> None:
    with pytest.raises(NotFit):
        notices_out.add(store, address, ALL, NOON, "ada")


def test_a_webhook_hears_of_what_it_asked_for_alone(newsroom: Newsroom) -> None:
    store, _, _ = newsroom
    with Receiver() as receiver:
        notices_out.add(store, receiver.address, ["story.withdrawn"], NOON, "ada")
        go_round(newsroom)
        desk = store.desk.get(STORY)
        assert desk is not None
        assert desk.state is State.PUBLISHED
        Acting(store, judge).move(VERA, STORY, Deed.WITHDRAW, desk.revision, NOON, "Wrong")
        go_round(newsroom)
    assert [came.told["type"] for came in receiver.came] == ["story.withdrawn"]


@pytest.fixture
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    url = f"sqlite:///{tmp_path_factory.mktemp('hooks') / 'desk.sqlite'}"
    fill(url)
    with running(url, OPEN) as found:
        yield found


def test_an_administrator_adds_tries_and_reads_the_log(service: Running) -> None:
    with Receiver() as receiver, service.client() as client:
        client.post("/desk/sign-in", data={"name": "administrator", "password": WORDS})
        page = html.fromstring(client.get("/desk/webhooks").content)
        form = {"form": page.xpath("//input[@name='form']/@value")[0]}
        given = {**form, "what": "add", "address": receiver.address, "event": list(ALL)}
        made = html.fromstring(client.post("/desk/webhooks", data=given).content)
        (secret,) = made.xpath("//p[@role='status']/code/text()")
        (hook,) = service.store.webhooks.all()
        client.post("/desk/webhooks", data={**form, "what": "try", "hook": hook.id})
        service.door._service.tell()
        assert receiver.came[-1].signed_with(secret)
        shown = client.get("/desk/webhooks").text
        assert secret not in shown
        # The story that was put before readers meanwhile may have been told too.
        told = receiver.came[-1].headers["webhook-id"]
        assert told in shown
        assert "delivered" in shown
        client.post("/desk/webhooks", data={**form, "what": "again", "delivery": told})
        service.door._service.tell()
        again = [came.headers["webhook-id"] for came in receiver.came]
        assert again.count(told) == 2
        client.post("/desk/webhooks", data={**form, "what": "remove", "hook": hook.id})
        assert service.store.webhooks.all() == ()
        acts = [act.kind for _, act in service.store.desk.acts()]
        assert acts[:3] == ["remove webhook", "send again", "add webhook"]


@pytest.mark.parametrize("role", [DeskRole.READER, DeskRole.EDITOR])
def test_webhooks_are_for_administrators(service: Running, role: DeskRole) -> None:
    with service.client() as client:
        client.post("/desk/sign-in", data={"name": role.value, "password": WORDS})
        assert client.get("/desk/webhooks").status_code == 403
