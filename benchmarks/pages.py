"""Score extraction on the real pages beside the checkout.

    python -m benchmarks pages [../shared] [--fast]

Runs the scorers of the data (pages, scraped lines, citations) on what `copydesk.extract` reads,
and prints one table with the archive, the benchmark of article extraction and the dates.
"""

from __future__ import annotations

import gzip
import json
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import trafilatura

from copydesk.errors import InputRefused
from copydesk.extract import clean, extract
from copydesk.extract.text.lines import split_lines
from copydesk.extract.text.marking import mark
from copydesk.gather import gather
from copydesk.model import Article, Document, Role

#: Names that the scorers know; all other roles are paragraphs to them.
TYPES = {
    Role.HEADLINE: "title",
    Role.KICKER: "boilerplate",
    Role.BYLINE: "byline",
    Role.FURNITURE: "boilerplate",
    Role.FOREIGN: "boilerplate",
    Role.SLUG: "boilerplate",
    Role.CAPTION: "caption",
    Role.CREDIT: "credit",
    Role.SUBHEAD: "heading",
    Role.BULLET: "list_item",
    Role.STANDFIRST: "lead",
}
BODY = ("paragraph", "heading", "list_item", "lead")
LINES_KEPT = frozenset(
    {Role.BODY, Role.LEDE, Role.STANDFIRST, Role.SUBHEAD, Role.BULLET, Role.DATELINE, Role.SLUG}
)


def records(path: Path) -> Iterator[Any]:
    """Records of a gzipped JSON Lines file."""
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        yield from map(json.loads, stream)


def read(path: Path, url: str | None, *, fast: bool = False) -> tuple[Article, ...]:
    """Articles of a stored page; none when it is refused."""
    content = gzip.decompress(path.read_bytes())
    try:
        return extract(Document(path.name, content, media_type="text/html", url=url), fast=fast)
    except InputRefused:
        return ()


def blocks(articles: tuple[Article, ...]) -> list[dict[str, str]]:
    """The scorers' blocks; the updates of a live blog follow each other."""
    return [
        {"type": TYPES.get(block.role, "paragraph"), "text": article.text[block.start : block.end]}
        for article in articles
        for block in article.blocks
    ]


def prediction(identity: str, articles: tuple[Article, ...]) -> dict[str, Any]:
    """One page as the scorer reads it."""
    if not articles:
        return {"id": identity}
    first = articles[0]
    return {
        "id": identity,
        "title": first.title,
        "authors": list(first.authors),
        "published": first.published.isoformat() if first.published else None,
        "blocks": blocks(articles),
        "images": [
            {"urls": [i.url], "caption": i.caption or "", "credit": [i.credit] if i.credit else []}
            for i in first.images
        ],
    }


def score(shared: Path, *arguments: str | Path, predictions: list[dict[str, Any]]) -> str:
    """Output of a scorer for predictions."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in predictions)
        file.flush()
        script, *rest = arguments
        command = [sys.executable, shared / "eval" / script, *rest, file.name]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def news_pages(shared: Path, *, fast: bool = False) -> None:
    """Body, metadata and pictures of the news pages, and the cost of one beside trafilatura's."""
    folder = shared / "data" / "pages" / "news_pages"
    predictions, seconds, theirs = [], 0.0, 0.0
    for gold in records(folder / "gold.jsonl.gz"):
        content = gzip.decompress((folder / gold["file"]).read_bytes())
        start = time.process_time()
        articles = read(folder / gold["file"], gold["url"], fast=fast)
        between = time.process_time()
        trafilatura.extract(content)
        seconds += between - start
        theirs += time.process_time() - between
        predictions.append(prediction(gold["id"], articles))
    print(score(shared, "score_pages.py", folder / "gold.jsonl.gz", predictions=predictions))
    pages = len(predictions) / 1000
    print(f"{seconds / pages:.0f} ms of one core a page; trafilatura {theirs / pages:.0f} ms")


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """Runs of four words, as scrapinghub's evaluate.py counts them."""
    words = re.findall(r"\w+", text)
    return Counter(tuple(words[i : i + 4]) for i in range(max(1, len(words) - 3)) if words)


def extraction_benchmark(shared: Path, *, fast: bool = False) -> None:
    """F1 of scrapinghub's article extraction benchmark."""
    folder = shared / "data" / "pages" / "aeb"
    truth = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    precisions, recalls = [], []
    for name, gold in truth.items():
        found = blocks(read(folder / "html" / f"{name}.html.gz", gold.get("url"), fast=fast))
        body = "\n".join(block["text"] for block in found if block["type"] in BODY)
        a, b = shingles(gold["articleBody"]), shingles(body)
        common = sum((a & b).values())
        precisions.append(common / sum(b.values()) if b else 0.0)
        recalls.append(common / sum(a.values()) if a else 0.0)
    p, r = sum(precisions) / len(truth), sum(recalls) / len(truth)
    print(f"article extraction benchmark: F1 {2 * p * r / (p + r):.3f} (P {p:.3f}, R {r:.3f})")


def dates(shared: Path) -> None:
    """Publication day of world pages."""
    folder = shared / "data" / "pages" / "dates"
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    right = 0
    for url, entry in gold.items():
        articles = read(folder / entry["file"], url)
        times = [article.published for article in articles[:1] if article.published]
        right += bool(times) and times[0].date().isoformat() == entry["date"]
    print(f"publication day: {right / len(gold):.3f} of {len(gold)}")


def scraped_lines(shared: Path) -> None:
    """Which lines of scraped text are kept. The classifier has seen these very lines."""
    path = shared / "data" / "pages" / "plain_text" / "scraped_lines.jsonl.gz"
    predictions = []
    for gold in records(path):
        lines = split_lines("\n".join(line["text"] for line in gold["lines"]))
        marked = mark(lines, gold["title"])
        kept = []
        for line in lines:
            share = sum(
                min(line.end, block.end) - max(line.start, block.start)
                for block in marked.blocks
                if block.role in LINES_KEPT and block.start < line.end and block.end > line.start
            )
            kept.append(int(share * 2 > line.end - line.start))
        predictions.append({"id": gold["id"], "keep": kept})
    print("lines", score(shared, "score_plain_text.py", "lines", path, predictions=predictions))


def citations(shared: Path) -> None:
    """Citation markers in texts."""
    path = shared / "data" / "pages" / "plain_text" / "citations.jsonl.gz"
    predictions = []
    for gold in records(path):
        cleaned = clean(gold["text"])
        found = [
            {
                "para": gold["text"].count("\n", 0, cited.start) - 1,
                "name": cited.name,
                "number": cited.number,
            }
            for cited in cleaned.citations
        ]
        predictions.append({"id": gold["id"], "text": cleaned.text, "citations": found})
    print("citations", score(shared, "score_plain_text.py", "cites", path, predictions=predictions))


def archive(shared: Path) -> None:
    """The manifest of the archive: what each record should become."""
    folder = shared / "data" / "pages" / "warc"
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    found: dict[str, list[Document | InputRefused]] = {}
    for item in gather([str(folder / "sample.warc.gz")]):
        found.setdefault(item.source, []).append(item)
    right = 0
    for entry in manifest:
        items = found.get(entry["url"], [])
        documents = [item for item in items if isinstance(item, Document)]
        wanted = 1 if entry["expect"] in ("article", "duplicate") else 0
        right += len(documents) == wanted
    cut = list(gather([str(folder / "truncated.warc.gz")]))
    reported = sum(isinstance(item, InputRefused) for item in cut)
    print(f"archive: {right} of {len(manifest)} records; truncated file: {reported} reported")


def main(arguments: Sequence[str] = ()) -> None:
    """Print all tables."""
    root = Path(__file__).resolve().parent.parent
    paths = [argument for argument in arguments if argument != "--fast"]
    shared = Path(paths[0]) if paths else root.parent / "shared"
    if "--fast" in arguments:
        news_pages(shared, fast=True)
        extraction_benchmark(shared, fast=True)
        return
    for table in (news_pages, extraction_benchmark, dates, scraped_lines, citations, archive):
        table(shared)


if __name__ == "__main__":
    main(sys.argv[1:])
