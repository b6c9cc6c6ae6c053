"""The desk in a real Chromium: reachable by keyboard, open to everyone, and safe with any text."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from secrets import token_hex

import pytest
from axe_playwright_python.sync_playwright import Axe
from hostile import CORPUS
from playwright.sync_api import Browser, Page, expect
from test_browser_hostile import hostile

from copydesk.model.calls import Attempt, Delivery, Webhook
from copydesk.newsroom.desk import credentials
from copydesk.newsroom.desk.arrivals import Autopublish, Rule, bring_in
from copydesk.newsroom.notices_out import EVENTS
from copydesk.settings import OpenIdSettings, Settings, SiteSettings
from copydesk.store import Store
from desk.conftest import STORY, judge, put
from web.conftest import WORDS, Running, fill, running

pytestmark = pytest.mark.browser

HERE = f"/desk/stories/{STORY}"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PAGES = [
    "/desk",
    "/desk?show=all",
    HERE,
    f"{HERE}/versions?a=1&b=0",
    f"{HERE}/acts",
    "/desk/acts",
    "/desk/people",
    "/desk/you",
    "/desk/webhooks",
]
#: A provider that nobody asks: its name stands at the door.
OPEN_ID = Settings(
    openid=OpenIdSettings(issuer="https://who.example", client_id="desk", title="The Example"),
    site=SiteSettings(base_url="https://news.example/"),
)


@contextmanager
def at_the_desk(chromium: Browser, service: Running, name: str = "administrator") -> Iterator[Page]:
    context = chromium.new_context(
        base_url=service.address, viewport={"width": 1280, "height": 900}
    )
    page = context.new_page()
    page.goto("/desk/sign-in")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(WORDS)
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk")
    yield page
    context.close()


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    url = f"sqlite:///{tmp_path_factory.mktemp('desk') / 'desk.sqlite'}"
    fill(url)
    with Store(url) as store:
        told(store, "https://programs.example/told", "HTTP status 503")
    with running(url, OPEN_ID) as found:
        found.door._service.tend()
        yield found


def told(store: Store, address: str, reason: str) -> None:
    """A webhook that was told twice, in vain and not, and waits to be told again."""
    now = datetime.now(UTC)
    hook = Webhook(token_hex(8), address, "whsec_", tuple(EVENTS), now, reason, active=False)
    store.webhooks.add(replace(hook, reason=reason))
    tries = (Attempt(now, 503, reason, 12), Attempt(now, 204, "HTTP status 204", 8))
    for number, done in enumerate((True, False)):
        delivery = Delivery(f"msg_{hook.id}{number}", hook.id, "story.published", "{}", now, None)
        later = None if done else now + timedelta(days=1)
        store.webhooks.send(
            hook, [replace(delivery, delivered=done, attempts=tries, next_try=later)], 0
        )


@pytest.mark.parametrize("path", [*PAGES, "/desk/sign-in", "/stories/nothing.html"])
def test_axe_finds_nothing_at_the_desk(chromium: Browser, service: Running, path: str) -> None:
    with at_the_desk(chromium, service) as page:
        for width in (320, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(path)
            page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
            found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})
            assert found.violations_count == 0, f"{width} px: {found.generate_report()}"
            assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.emulate_media(color_scheme="dark")
        only = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
        assert Axe().run(page, options=only).violations_count == 0


def press_until(page: Page, wanted: str, most: int = 400) -> None:
    """Tab until the element has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate(f"document.activeElement.matches({wanted!r})"):
            return
    raise AssertionError(f"no Tab leads to {wanted}")


def test_a_story_is_edited_and_published_by_keyboard_alone(
    chromium: Browser, service: Running
) -> None:
    with at_the_desk(chromium, service, "editor") as page:
        press_until(page, f"a[href='{HERE}']")
        page.keyboard.press("Enter")
        page.wait_for_url(f"**{HERE}")
        press_until(page, "#s-h summary")
        page.keyboard.press("Enter")
        press_until(page, "#s-h textarea")
        page.keyboard.press("Control+a")
        page.keyboard.type("The ferry sank")
        verdict = page.locator("#s-h .live-verdict")
        expect(verdict).to_contain_text("Not found")
        page.keyboard.press("Control+a")
        page.keyboard.type("Seventeen hurt in ferry fire")
        expect(verdict).to_contain_text("Supported")
        press_until(page, "#s-h button")
        page.keyboard.press("Enter")
        expect(page.locator("h1")).to_have_text("Seventeen hurt in ferry fire")
        expect(page.locator("#lock")).to_contain_text("The story is yours")
        page.locator(".skip").focus()
        press_until(page, "button[name=deed][value=publish]")
        page.keyboard.press("Enter")
        expect(page.locator(".story-head .meta").first).to_contain_text("readers see version 2")


def test_a_readers_page_changes_before_ones_eyes(chromium: Browser, service: Running) -> None:
    slug = "ferry-1"
    with at_the_desk(chromium, service) as page:
        page.goto(f"/stories/{slug}.html")
        page.wait_for_load_state("load")
        with page.expect_response("**/events"):
            page.reload()
        with Store(service.url) as other:
            latest = other.latest("story-1")
            assert latest is not None
            draft = replace(latest.draft, headline=replace(latest.draft.headline, text="All safe"))
            from copydesk.newsroom.shelving import dossier_of

            dossier = dossier_of(other, "story-1", 1, service.door._service.settings)
            assert dossier is not None
            other.keep_dossier(replace(dossier, draft=draft, version=2), "more evidence")
        service.door._service.tend()
        expect(page.locator("h1")).to_contain_text("All safe", timeout=20_000)


def test_hostile_text_runs_nothing_at_the_desk(chromium: Browser, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'desk.sqlite'}"
    now = datetime.now(UTC)
    fill(url)
    # Texts that differ from report to report, each with an id of its own.
    payloads = [p for p in CORPUS if p.strip() and p.isprintable()]
    with Store(url) as store:
        for number, payload in enumerate(payloads):
            made = hostile(number, payload)
            ids = {r.article.id: f"{r.article.id}-{number}" for r in made.reports}
            put(store, _under(made, ids))
        bring_in(store, Rule(Autopublish.NEVER), judge, now)
        credentials.add_key(store, "administrator", payloads[0], ("read",), now)
        for payload in payloads[:40]:
            told(store, payload, payload)
    with running(url) as service, at_the_desk(chromium, service) as page:
        seen: list[str] = []
        page.on("dialog", lambda d: (seen.append(d.message), d.dismiss()))
        page.on("pageerror", lambda e: seen.append(str(e)))
        page.on(
            "request",
            lambda r: None if r.url.startswith(service.address) else seen.append(r.url),
        )
        paths = ["/desk?show=all", "/desk/acts", "/desk/you", "/desk/webhooks"]
        for number in range(len(payloads)):
            here = f"/desk/stories/hostile-{number}"
            paths += [here, f"{here}/versions", f"{here}/acts"]
            if number % 12 == 0:
                paths.append(f"{here}/preview")
        for path in paths:
            answer = page.goto(path, wait_until="domcontentloaded")
            assert answer is not None
            assert answer.status == 200, path
            state = page.evaluate(
                """() => [window.ran, document.querySelectorAll(
                        'iframe,object,embed,base,img,video,audio,template,svg script').length,
                        [...document.querySelectorAll('*')].filter(e => [...e.attributes].some(
                            a => a.name.startsWith('on') || a.name === 'style')).length,
                        [...document.querySelectorAll('a')].filter(a =>
                            !['http:', 'https:'].includes(a.protocol)).length]"""
            )
            assert state == [None, 0, 0, 0], path
        assert seen == []


def _under(dossier: object, ids: dict[str, str]) -> object:
    from dossiers import mapped_text

    return mapped_text(dossier, lambda text: ids.get(text, text))
