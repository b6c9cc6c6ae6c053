"""The annotated events to learn from: told ones, real ones, and the sheets' marked passages."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.gold import GoldDocument, GoldEvent, GoldSentence

from copydesk import annotate
from copydesk.annotate import Language
from copydesk.extract.documents import extract
from copydesk.model import Annotated, Document
from corpus import gold, real_events, told_events

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"


@dataclass(frozen=True, slots=True)
class Learned:
    """An event with its reports as copydesk annotates them, in the order of the documents."""

    gold: GoldEvent
    reports: tuple[Annotated, ...]


def document(given: GoldDocument) -> Document:
    """A report as gather would hand it on."""
    return Document(
        source=given.id,
        content=given.text.encode(),
        media_type="text/plain",
        charset="utf-8",
        id=given.id,
        url=given.url,
        outlet=given.outlet,
        title=given.title,
        published=given.published,
    )


def told(folder: Path = ROOT / "corpus/told/open") -> tuple[GoldEvent, ...]:
    """The open told events."""
    return tuple(gold.of_told(event) for event in told_events.read_folder(folder))


def real(texts: real_events.Texts | None = None) -> tuple[GoldEvent, ...]:
    """The open real events, and those of ``../shared/data/claims``."""
    claims = SHARED / "data/claims"
    paths = [
        *sorted((ROOT / "corpus/real/open").glob("*.json")),
        *sorted(claims.glob("dev_*.json")),
        claims / "seeds_gold.json",
    ]
    kept = [path for path in paths if path.is_file()]
    return real_events.read_all(kept, texts or real_events.Texts())


def sheets(known: Iterable[str], texts: real_events.Texts | None = None) -> tuple[GoldEvent, ...]:
    """Events of fact sheets: sentences that must not be told as the event, the rest as its own.

    Args:
        known: names of events that are annotated in full, which are left out.
    """
    texts = texts or real_events.Texts()
    made: list[GoldEvent] = []
    for path in sorted((SHARED / "data/sheets").glob("*.json")):
        sheet = json.loads(path.read_text("utf-8"))
        if sheet["event"] in set(known):
            continue
        rows = [row for a in sheet["articles"] if (row := texts.row(a, None)) is not None]
        documents = tuple(
            GoldDocument(
                r["id"],
                r.get("outlet") or "",
                real_events.time(r.get("published")),
                r.get("title"),
                r["text"],
            )
            for r in rows
        )
        sentences = [
            GoldSentence(off["article"], at, at + len(off["quote"]), kind, None, off["why"])
            for off in sheet["off"]
            if not off.get("only") and (kind := _OFF.get(off["why"])) is not None
            for d in documents
            if d.id == off["article"] and (at := d.text.find(off["quote"])) >= 0
        ]
        if documents:
            name = f"sheet {sheet['event']}"
            made.append(GoldEvent(name, True, documents, {}, (), sentences=tuple(sentences)))
    return tuple(made)


#: What a sheet's reason for leaving a passage out says of its event.
_OFF = {
    "other_event": "other", "other_story": "none", "opinion": "none", "caption": "none",
    "furniture": "none", "background": "background",
}  # fmt: skip


def annotated(events: Sequence[GoldEvent], language: Language | None = None) -> list[Learned]:
    """The events with their reports annotated."""
    loaded = language or annotate.load()
    return [
        Learned(
            event,
            tuple(
                annotate.annotate(article, loaded)
                for d in event.documents
                for article in extract(document(d))
            ),
        )
        for event in events
    ]
