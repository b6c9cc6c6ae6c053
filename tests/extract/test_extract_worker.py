"""Reading in processes: order is kept, no page stops another, none overruns its time."""

from __future__ import annotations

from extract_pages import ARTICLE, TEXT, TITLE

from copydesk.errors import InputRefused
from copydesk.extract import extract_many
from copydesk.model import Document


def page(source: str, content: str = ARTICLE) -> Document:
    return Document(source, content.encode(), media_type="text/html")


def test_results_come_in_order_with_refusals_in_their_place() -> None:
    documents = [
        page("a.html"),
        Document("b.txt", TEXT.encode(), media_type="text/plain"),
        page("c.html", "<html></html>"),
        page("d.html"),
    ]
    found = list(extract_many(iter(documents), workers=2, limit_seconds=60))
    assert [document.source for document, _ in found] == ["a.html", "b.txt", "c.html", "d.html"]
    titles = [None if isinstance(r, InputRefused) else r[0].title for _, r in found]
    assert titles == [TITLE, TITLE, None, TITLE]


def test_a_page_over_its_time_is_refused_and_the_next_is_read() -> None:
    documents = [page("slow.html"), Document("b.txt", TEXT.encode(), media_type="text/plain")]
    (_, slow), (_, text) = extract_many(documents, limit_seconds=0.0)
    assert isinstance(slow, InputRefused)
    assert slow.reason == "not read within 0 s"
    assert not isinstance(text, InputRefused)
