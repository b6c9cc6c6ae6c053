"""The site in a real Chromium: with and without scripts, by keyboard, wide and narrow, dark."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

pytestmark = pytest.mark.browser

FERRY = "stories/fire-on-ferry-off-port-maren-injures-seventeen.html"
KINDS = {
    "front": "index.html",
    "story": FERRY,
    "bare story": "stories/bridge-number-1-closes.html",
    "withdrawn story": "stories/a-story-that-was-withdrawn.html",
    "compare": FERRY.replace("stories/", "compare/"),
    "card": FERRY.replace("stories/", "embed/"),
    "section": "sections/world.html",
    "sources": "sources.html",
    "source": "sources/evening-post.html",
    "search": "search.html?q=ferry",
    "about": "about.html",
}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    made = chromium.new_context(viewport={"width": 1280, "height": 900})
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


# Accessibility and layout


@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing(page: Page, address: str, kind: str) -> None:
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(address + KINDS[kind])
        found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})
        assert found.violations_count == 0, f"{width} px: {found.generate_report()}"


@pytest.mark.parametrize("kind", KINDS)
def test_contrast_holds_in_the_dark(chromium: Browser, address: str, kind: str) -> None:
    # Only colours differ between the schemes.
    context = chromium.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto(address + KINDS[kind])
    found = Axe().run(page, options={"runOnly": {"type": "rule", "values": ["color-contrast"]}})
    assert found.violations_count == 0, found.generate_report()
    context.close()


def test_axe_finds_nothing_in_an_open_popover(page: Page, address: str) -> None:
    page.goto(address + FERRY)
    page.locator(".standfirst sup a").first.click()
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("kind", KINDS)
def test_no_page_scrolls_sideways(page: Page, address: str, kind: str) -> None:
    page.goto(address + KINDS[kind])
    for width in (320, 390, 768, 1024, 1440, 1920):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, width


def test_text_can_be_set_to_twice_its_size(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 640, "height": 800})
    page.goto(address + FERRY)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth") <= 640


# Citations


def test_a_citation_is_a_link_without_scripts(chromium: Browser, address: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + FERRY)
    link = page.locator(".standfirst sup a").first
    target = link.get_attribute("href")
    link.click()
    assert page.url.endswith(f"{FERRY}{target}")
    expect(page.locator(f"{target} mark")).to_be_in_viewport()
    context.close()


def test_all_of_a_story_is_there_without_scripts(chromium: Browser, address: str) -> None:
    texts = []
    for scripts in (True, False):
        context = chromium.new_context(java_script_enabled=scripts)
        page = context.new_page()
        page.goto(address + FERRY)
        # Two buttons do what only a script can, and are not shown without one.
        tools = {"Copy the citation", "Print"}
        lines = page.locator("main").inner_text().splitlines()
        texts.append([line for line in lines if line not in tools])
        context.close()
    assert texts[0] == texts[1]


def test_a_click_opens_the_words_and_escape_gives_the_focus_back(page: Page, address: str) -> None:
    page.goto(address + FERRY)
    link = page.locator(".standfirst sup a").first
    link.click()
    popover = page.get_by_role("dialog")
    expect(popover).to_be_focused()
    expect(popover).to_contain_text("Evening Post")
    expect(popover).to_contain_text("4 March 2031, 17:40 UTC")
    expect(popover.locator("mark")).to_have_text(
        "Seventeen people were injured in the fire on the Silver Tern, the hospital in Port "
        "Maren said on Tuesday evening."
    )
    assert page.url.endswith(FERRY)
    page.keyboard.press("Escape")
    expect(popover).to_have_count(0)
    expect(link).to_be_focused()


def test_the_words_open_on_keyboard_focus(page: Page, address: str) -> None:
    page.goto(address + FERRY)
    link = page.locator(".standfirst sup a").first
    page.locator("h1 sup a").focus()
    page.keyboard.press("Tab")
    expect(link).to_be_focused()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("dialog").get_by_role("link").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(link).to_be_focused()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_tabbing_on_moves_from_citation_to_citation(page: Page, address: str) -> None:
    page.goto(address + FERRY)
    page.locator("h1 sup a").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.locator(".standfirst sup a").nth(1)).to_be_focused()
    expect(page.get_by_role("dialog")).to_have_count(1)


def test_a_touch_opens_and_a_touch_elsewhere_closes(chromium: Browser, address: str) -> None:
    context = chromium.new_context(has_touch=True, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(address + FERRY)
    page.locator(".standfirst sup a").first.tap()
    box = page.get_by_role("dialog").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    page.locator("h1").tap(position={"x": 5, "y": 5})
    expect(page.get_by_role("dialog")).to_have_count(0)
    context.close()


def test_the_popover_leads_to_the_source(page: Page, address: str) -> None:
    page.goto(address + FERRY)
    link = page.locator(".standfirst sup a").first
    link.click()
    page.get_by_role("link", name="Show in the list of sources").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert page.url.endswith(str(link.get_attribute("href")))


# Reading by keyboard


def test_the_first_tab_skips_to_the_content(page: Page, address: str) -> None:
    page.goto(address + FERRY)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


@pytest.mark.parametrize("kind", KINDS)
def test_everything_that_acts_can_be_reached_by_tab(page: Page, address: str, kind: str) -> None:
    page.goto(address + KINDS[kind])
    wanted = page.locator("a[href]:visible, button:visible").count()
    reached = page.evaluate(
        """() => [...document.querySelectorAll('a[href], button')]
        .filter(e => e.checkVisibility() && e.tabIndex >= 0).length"""
    )
    assert reached == wanted > 0


def test_the_rating_is_a_radio_group(page: Page, address: str) -> None:
    page.goto(address + FERRY)
    expect(page.get_by_role("group", name="How useful was this story?")).to_be_visible()
    page.get_by_label("1 star").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_label("2 stars")).to_be_checked()


# Compare


def test_a_column_can_be_hidden_without_scripts(chromium: Browser, address: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + KINDS["compare"])
    head = page.locator(".compare thead").get_by_text("Evening Post")
    expect(head).to_be_visible()
    page.get_by_text("Choose the origins").click()
    page.get_by_label("Evening Post").uncheck()
    expect(head).to_be_hidden()
    expect(page.locator(".compare thead").get_by_text("The Maren Courier")).to_be_visible()
    context.close()


def test_a_link_to_a_folded_point_opens_it(page: Page, address: str) -> None:
    page.goto(address + KINDS["compare"])
    folded = page.locator(".alone dl > div").first
    expect(folded).to_be_hidden()
    page.goto(f"{address}{KINDS['compare']}#{folded.get_attribute('id')}")
    page.reload()
    expect(folded).to_be_visible()


def test_the_head_and_the_points_stay_in_sight(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 900, "height": 300})
    page.goto(address + KINDS["compare"])
    region = page.get_by_role("region", name="The reports side by side")
    region.evaluate("node => node.scrollTo(200, 120)")
    frame = region.bounding_box()
    corner = page.locator(".compare thead th").first.bounding_box()
    assert abs(corner["x"] - frame["x"]) < 2
    assert abs(corner["y"] - frame["y"]) < 4


def test_the_table_keeps_its_roles_on_a_phone(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(address + KINDS["compare"])
    expect(page.get_by_role("table").first).to_be_visible()
    assert page.get_by_role("rowheader").count() >= 6
    expect(page.get_by_role("cell").filter(has_text="Fourteen").first).to_be_visible()


# Search


def test_the_search_finds_a_story_by_part_of_a_word(page: Page, address: str) -> None:
    page.goto(address + "search.html")
    page.get_by_label("Words in headline").fill("BRIDG")
    expect(page.get_by_role("status")).to_have_text("1 story")
    page.locator("#results").get_by_role("link", name="Bridge number 1 closes").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Bridge number 1 closes")


def test_the_search_needs_all_words_and_says_when_none_match(page: Page, address: str) -> None:
    page.goto(address + "search.html?q=bridge+ferry")
    expect(page.get_by_role("status")).to_have_text("0 stories")


def test_the_search_works_from_a_disk(page: Page, folder: Path) -> None:
    page.goto((folder / "search.html").as_uri() + "?q=bridge")
    expect(page.get_by_role("status")).to_have_text("1 story")


def test_pages_have_their_style_from_a_disk(page: Page, folder: Path) -> None:
    page.goto((folder / FERRY).as_uri())
    family = page.locator("h1").evaluate("e => getComputedStyle(e).fontFamily")
    assert "Georgia" in family


# Preferences


def test_motion_is_reduced_where_the_reader_wants_it(chromium: Browser, address: str) -> None:
    found = []
    for motion in ("reduce", "no-preference"):
        context = chromium.new_context(reduced_motion=motion)  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(address + FERRY)
        found.append(page.evaluate("getComputedStyle(document.documentElement).scrollBehavior"))
        context.close()
    assert found == ["auto", "smooth"]


def test_dark_is_dark(chromium: Browser, address: str) -> None:
    context = chromium.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto(address + FERRY)
    colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert colour == "rgb(22, 21, 20)"
    context.close()


def test_print_leaves_out_what_paper_cannot_use(page: Page, address: str) -> None:
    page.goto(address + FERRY)
    page.emulate_media(media="print")
    expect(page.locator("nav").first).to_be_hidden()
    expect(page.locator("#sources")).to_be_visible()


def test_no_page_asks_any_other_host_for_anything(page: Page, address: str) -> None:
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda r: asked.append(r.url))
    page.on("console", lambda m: complaints.append(m.text))
    page.on("pageerror", lambda e: complaints.append(str(e)))
    for path in KINDS.values():
        page.goto(address + path)
    # The icon that Chromium asks for by itself is the one file that a site need not have.
    assert [u for u in asked if not u.startswith(address)] == []
    assert [c for c in complaints if "favicon" not in c and "404" not in c] == []


# What readers come for, each in three steps or fewer on a phone, by touch and by keyboard


def steps_to(page: Page, link: str) -> None:
    """One step by keyboard: to the first link of that name, and Enter."""
    target = page.get_by_role("link", name=link, exact=False).first
    target.focus()
    expect(target).to_be_focused()
    page.keyboard.press("Enter")


@pytest.fixture
def phone(chromium: Browser, address: str) -> Iterator[Page]:
    context = chromium.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(address + "index.html")
    yield page
    context.close()


@pytest.mark.parametrize("keyboard", [False, True], ids=["touch", "keyboard"])
def test_a_reader_finds_who_says_otherwise(phone: Page, keyboard: bool) -> None:
    if keyboard:
        steps_to(phone, "people on board")
    else:
        phone.get_by_role("link", name="people on board").first.tap()
    row = phone.locator("#p2")
    expect(row).to_be_in_viewport()
    expect(row).to_contain_text("230")
    expect(row).to_contain_text("Evening Post")


@pytest.mark.parametrize("keyboard", [False, True], ids=["touch", "keyboard"])
def test_a_reader_sees_the_words_behind_a_sentence(
    phone: Page, address: str, keyboard: bool
) -> None:
    phone.goto(address + FERRY)
    mark = phone.locator(".standfirst sup a").first
    if keyboard:
        mark.focus()
        phone.keyboard.press("Enter")
    else:
        mark.tap()
    expect(phone.locator(".popover mark")).to_be_visible()


def test_a_reader_sees_how_many_independent_origins_there_are(phone: Page, address: str) -> None:
    phone.goto(address + FERRY)
    expect(phone.locator(".byline")).to_contain_text("5 reports of 4 independent origins")
    expect(phone.locator(".byline")).to_be_in_viewport()


@pytest.mark.parametrize("keyboard", [False, True], ids=["touch", "keyboard"])
def test_a_reader_takes_the_table_away(phone: Page, address: str, keyboard: bool) -> None:
    phone.goto(address + FERRY)
    if keyboard:
        steps_to(phone, "Compare the reports")
    else:
        phone.get_by_role("link", name="Compare the reports").first.tap()
    with phone.expect_download() as waiting:
        if keyboard:
            steps_to(phone, "XLSX")
        else:
            phone.get_by_role("link", name="XLSX").first.tap()
    assert waiting.value.suggested_filename.endswith(".xlsx")


@pytest.mark.parametrize("keyboard", [False, True], ids=["touch", "keyboard"])
def test_a_reader_finds_what_changed(phone: Page, address: str, keyboard: bool) -> None:
    phone.goto(address + FERRY)
    if keyboard:
        steps_to(phone, "What changed")
    else:
        phone.get_by_role("link", name="What changed").first.tap()
    expect(phone.locator("#changes")).to_be_in_viewport()
