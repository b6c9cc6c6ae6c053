"""Readers' pages, straight from memory or the store: the part of the service that must be quick.

A page is named by a mark of its content (ETag): who has it already gets 304 and no body. Pages stay
at hand until the shelf changes, as many as fit in a bound.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass, replace
from hashlib import sha256
from urllib.parse import parse_qs

from copydesk.model.serial import from_json
from copydesk.publish.served import RESULTS, OutletTold, slug_of, static_file
from copydesk.publish.slugs import fits
from copydesk.web.http_answers import Answer, Receive, Scope, Send, header, send_answer
from copydesk.web.service import Service

#: Bytes of pages kept at hand.
AT_HAND = 48 * 1024 * 1024
#: Seconds after which a page with votes is made anew: other processes take votes too.
_FRESH = 30.0
_PAGES = "public, max-age=15, stale-while-revalidate=60"
_FOR_EVER = "public, max-age=31536000, immutable"
_MEDIA = {
    "html": "text/html; charset=utf-8",
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "xml": "application/xml",
    "opml": "text/x-opml; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "webp": "image/webp",
    "gif": "image/gif",
    "avif": "image/avif",
}
_FEEDS = {
    "rss.xml": "application/rss+xml",
    "atom.xml": "application/atom+xml",
    "feed.json": "application/feed+json",
    "differences.json": "application/feed+json",
}
_FOLDERS = ("stories/", "compare/", "embed/", "pictures/", "sections/", "sources/", "static/")
_OTHERS = ("desk/", "api/", "digest.html")
_ALONE = frozenset(
    {"index.html", "about.html", "sources.html", "sources.opml", "search.html", *_FEEDS}
    | {"sitemap.xml", "news-sitemap.xml"}
)


@dataclass(frozen=True, slots=True)
class _Kept:
    answer: Answer
    serial: int
    made: float


class ReaderPages:
    """Answers what readers ask for."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._kept: OrderedDict[str, _Kept] = OrderedDict()
        self._forgotten = 0
        self._size = 0
        self._turn = threading.Lock()

    def path_of(self, path: str) -> str | None:
        """The page asked for, from the site's root; None for what is not a reader's page."""
        name = path.lstrip("/") or "index.html"
        unknown = name.endswith(".html") and not name.startswith(_OTHERS)
        return name if unknown or name in _ALONE or name.startswith(_FOLDERS) else None

    async def __call__(self, name: str, scope: Scope, receive: Receive, send: Send) -> Answer:
        """Answer a request for a page; what was answered."""
        query = scope["query_string"] if name == "search.html" else b""
        answer = self._at_hand(f"{name}?{query.decode('latin-1')}" if query else name)
        if answer is None:
            answer = await asyncio.to_thread(self._make, name, query)
        if answer.status == 200 and _has(scope, answer.mark):
            answer = Answer(304, b"", "", answer.mark, answer.caching)
        await send_answer(scope, send, answer)
        return answer

    def forget(self, slug: str) -> None:
        """Make a story's page anew when it is next asked for: somebody voted."""
        with self._turn:
            self._forgotten += 1
            found = self._kept.pop(f"stories/{slug}.html", None)
            self._size -= len(found.answer.body) if found else 0

    def _at_hand(self, key: str) -> Answer | None:
        kept = self._kept.get(key)
        if kept is None:
            return None
        old = key.startswith("stories/") and time.monotonic() - kept.made > _FRESH
        if kept.serial != self._service.edition.serial or old:
            return None
        with self._turn:
            if key in self._kept:
                self._kept.move_to_end(key)
        return kept.answer

    def _make(self, name: str, query: bytes) -> Answer:
        edition, forgotten = self._service.edition, self._forgotten
        answer = self._made(name, query)
        if answer.status == 404 and name.endswith(".html"):
            body = edition.paper.missing(name)
            answer = replace(answer, body=body, media=_MEDIA["html"])
        # What was forgotten meanwhile, for a vote say, may be old by now.
        current = forgotten == self._forgotten
        if current and answer.status == 200 and len(answer.body) < AT_HAND // 16:
            key = f"{name}?{query.decode('latin-1')}" if query else name
            self._keep(key, _Kept(answer, edition.serial, time.monotonic()))
        return answer

    def _keep(self, key: str, kept: _Kept) -> None:
        with self._turn:
            former = self._kept.pop(key, None)
            self._size += len(kept.answer.body) - (len(former.answer.body) if former else 0)
            self._kept[key] = kept
            while self._size > AT_HAND:
                _, dropped = self._kept.popitem(last=False)
                self._size -= len(dropped.answer.body)

    def _made(self, name: str, query: bytes) -> Answer:
        if name.startswith("static/"):
            body = static_file(name.removeprefix("static/"), self._service.site)
            return _found(name, body, _FOR_EVER)
        if name == "search.html":
            return self._search(query)
        paper = self._service.edition.paper
        if name.startswith("sources/"):
            return _found(name, self._source(name), _PAGES)
        if name.startswith(("stories/", "compare/", "embed/", "pictures/")):
            return self._of_story(name)
        return _found(name, paper.page(name), _PAGES)

    def _of_story(self, name: str) -> Answer:
        page = self._service.store.shelf.page(name)
        slug = slug_of(name)
        if page is None:
            moved = self._service.store.shelf.moved(slug) if fits(slug) else None
            if moved is None or moved == slug:
                return _found(name, None, _PAGES)
            to = name.replace(slug, moved, 1)
            return Answer(301, b"", "", "", _PAGES, location="../" * name.count("/") + to)
        if not name.endswith(".html"):
            return _found(name, page.body, _PAGES)
        rating = self._service.rating(slug) if name.startswith("stories/") else None
        body = self._service.edition.paper.filled(name, page.body, rating)
        return _found(name, body, _PAGES)

    def _source(self, name: str) -> bytes | None:
        slug = name.removeprefix("sources/").removesuffix(".html")
        if not name.endswith(".html") or not fits(slug):
            return None
        kept = self._service.store.shelf.coverage(slug)
        told = {story: from_json(OutletTold, record) for story, record in kept.items()}
        return self._service.edition.paper.source(slug, told)

    def _search(self, query: bytes) -> Answer:
        given = parse_qs(query.decode("ascii", "replace"), max_num_fields=8).get("q", [""])
        words = " ".join(given[0].split())[:200]
        found = self._service.store.shelf.search(words, RESULTS) if words else ()
        return _found("search.html", self._service.edition.paper.found(words, found), _PAGES)


def _found(name: str, body: bytes | None, caching: str) -> Answer:
    if body is None:
        page = b"There is no such page here. The front page is at /\n"
        return Answer(404, page, "text/plain; charset=utf-8", "", "public, max-age=15")
    last = name.rpartition("/")[2]
    kind = _FEEDS.get(last.partition(".")[2] if name.startswith("sections/") else last)
    if last.endswith(".ninjs.json"):
        kind = "application/json"
    media = kind or _MEDIA.get(last.rpartition(".")[2], "application/octet-stream")
    return Answer(200, body, media, f'"{sha256(body).hexdigest()[:20]}"', caching)


def _has(scope: Scope, mark: str) -> bool:
    """Whether the browser's copy is the one that would be sent."""
    asked = header(scope, b"if-none-match")
    if not asked or not mark:
        return False
    return asked == mark or any(
        part.strip().removeprefix("W/") in (mark, "*") for part in asked.split(",")
    )
