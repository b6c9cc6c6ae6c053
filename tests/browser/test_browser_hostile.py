"""Hostile text in every field of a report runs nothing, loads nothing, and breaks no page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hostile import CORPUS
from lxml import etree
from playwright.sync_api import Browser

from copydesk.model import (
    Annotated,
    Block,
    Dossier,
    DraftSentence,
    Image,
    Outcome,
    QuotedClaim,
    Role,
    Sentence,
    SentenceVerdict,
    Span,
)
from copydesk.publish import Site, publish_site
from dossiers import ferry, mapped_text

pytestmark = pytest.mark.browser

_PAGES = ("stories", "compare")
_KEEP = {
    # Ids tie the parts together and are made by copydesk; keys are words of the model.
    *("r1", "r2", "r3", "r4", "r5", "o1", "o2", "o3", "o4"),
    *("figure", "quotation", "event", "direct", "agency", "outlet"),
}


def hostile(number: int, payload: str) -> Dossier:
    """The ferry story with the payload as every text of every report, point and sentence."""
    base = ferry()

    def swap(text: str) -> str:
        return text if text in _KEEP else payload

    def infected(found: Annotated) -> Annotated:
        text = f"{payload}\n\n{payload} was seen.\n"
        size = len(payload)
        body = size + 2
        end = body + size + len(" was seen.")
        article = replace(
            mapped_text(found.article, swap),  # type: ignore[type-var]
            id=found.article.id,
            text=text,
            blocks=(Block(0, size, Role.HEADLINE), Block(body, end, Role.BODY)),
            images=(Image(payload, payload, payload),),
        )
        sentences = (
            Sentence(0, size, Role.HEADLINE, 0, 0, 0),
            Sentence(body, end, Role.BODY, 1, 0, 0),
        )
        return Annotated(article, sentences)

    def moved(value: object) -> object:
        """Claims whose spans fit the new texts."""
        kept = mapped_text(value, swap)
        if isinstance(kept, QuotedClaim):
            segments = tuple(replace(s, start=0, end=len(payload)) for s in kept.segments)
            return replace(kept, segments=segments, sentence=0)
        return replace(kept, start=0, end=len(payload), sentence=0)  # type: ignore[type-var]

    def sentence(found: DraftSentence) -> DraftSentence:
        spans = tuple(Span(s.article, 0, len(payload)) for s in found.evidence)
        reasons = found.verdict.reasons if found.verdict else ()
        outcome = Outcome.CAVEAT if reasons else Outcome.SUPPORTED
        return replace(
            found,
            text=payload,
            label=payload,
            evidence=spans,
            substitutions=(),
            verdict=SentenceVerdict(outcome, mapped_text(reasons, swap)),  # type: ignore[arg-type]
        )

    draft = base.draft
    return replace(
        base,
        story=replace(
            base.story,
            id=f"hostile-{number}",
            origins=tuple(
                replace(o, name=payload, joins=tuple(replace(j, detail=payload) for j in o.joins))
                for o in base.story.origins
            ),
        ),
        reports=tuple(map(infected, base.reports)),
        points=tuple(
            replace(
                p,
                about=payload,
                reason=payload,
                claims=tuple(moved(c) for c in p.claims),  # type: ignore[misc]
                pairs=tuple(replace(pair, reason=payload) for pair in p.pairs),
            )
            for p in base.points
        ),
        draft=replace(
            draft,
            headline=sentence(draft.headline),
            kicker=payload,
            standfirst=tuple(map(sentence, draft.standfirst)),
            quick_looks=tuple(map(sentence, draft.quick_looks)),
            dateline=payload,
            sections=tuple(
                replace(
                    s,
                    title=payload,
                    paragraphs=tuple(tuple(map(sentence, p)) for p in s.paragraphs),
                )
                for s in draft.sections
            ),
            hero=Image(payload, payload, payload),
            topic=payload,
            refused=(),
        ),
        slug=f"hostile-{number}",
        changes=tuple(replace(c, text=payload) for c in base.changes),
    )


@pytest.fixture(scope="module")
def hostile_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("hostile")
    dossiers = [hostile(n, payload) for n, payload in enumerate(CORPUS)]
    publish_site(dossiers, out, Site(title=CORPUS[0], description=CORPUS[10]))
    return out


def test_the_corpus_is_large_and_without_repeats() -> None:
    assert len(set(CORPUS)) == len(CORPUS) >= 100


def test_hostile_text_runs_nothing_in_chromium(
    chromium: Browser, serve: Callable[[Path], str], hostile_folder: Path
) -> None:
    address = serve(hostile_folder)
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    asked: list[str] = []
    events: list[str] = []
    page.on("request", lambda r: asked.append(r.url))
    page.on("dialog", lambda d: (events.append(d.message), d.dismiss()))
    page.on("console", lambda m: events.append(m.text))
    page.on("pageerror", lambda e: events.append(str(e)))
    stories = [f"{kind}/hostile-{n}.html" for n in range(len(CORPUS)) for kind in _PAGES]
    # Lists show the same cards for every payload: a few of them stand for all.
    lists = sorted(
        p.relative_to(hostile_folder).as_posix()
        for p in [*hostile_folder.glob("sections/*.html"), *hostile_folder.glob("sources/*.html")]
    )[::9]
    for path in ["index.html", "sources.html", "about.html", "search.html", *lists, *stories]:
        page.goto(address + path, wait_until="domcontentloaded")
        state = page.evaluate(
            """() => ({
                ran: window.ran,
                scripts: [...document.scripts].filter(s => s.type !== 'application/ld+json')
                    .map(s => new URL(s.src).pathname),
                strange: document.querySelectorAll(
                    'iframe,object,embed,base,style,img,video,audio,template,form:not(#search)'
                ).length,
                handlers: [...document.querySelectorAll('*')].filter(e =>
                    [...e.attributes].some(a => a.name.startsWith('on') || a.name === 'style')
                ).length,
                links: [...document.querySelectorAll('a')].filter(a =>
                    !['http:', 'https:'].includes(a.protocol)).length,
                title: document.title,
            })"""
        )
        assert state["ran"] is None, path
        assert state["strange"] == 0, path
        assert state["handlers"] == 0, path
        assert state["links"] == 0, path
        assert set(state["scripts"]) <= {"/static/copydesk.js", "/search-index.js"}, path
    context.close()
    assert [u for u in asked if not u.startswith(address)] == []
    assert [e for e in events if "favicon" not in e and "404" not in e] == []


def test_hostile_words_can_be_searched_and_cited(
    chromium: Browser, serve: Callable[[Path], str], hostile_folder: Path
) -> None:
    address = serve(hostile_folder)
    context = chromium.new_context()
    page = context.new_page()
    page.goto(address + "search.html?q=%3Cscript%3Ewindow.ran=1%3C/script%3E")
    assert page.locator("#results li").count() > 0
    page.goto(address + "stories/hostile-0.html")
    page.locator(".standfirst sup a").first.click()
    assert page.get_by_role("dialog").locator("mark").inner_text() == CORPUS[0]
    assert page.evaluate("window.ran") is None
    context.close()


def test_hostile_text_breaks_no_feed(hostile_folder: Path) -> None:
    for path in [*hostile_folder.rglob("*.xml"), *hostile_folder.rglob("*.opml")]:
        etree.parse(path)
