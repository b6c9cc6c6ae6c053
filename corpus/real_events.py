"""Read annotated real events (copydesk-gold/1): offsets and labels; texts are found by id and hash.

The repository holds no text of a publisher. A document names its article by id and by the SHA-256
of its text; `Texts` finds it in the sets beside the checkout. What cannot be found is set aside
with its reason, and so are its labels.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from corpus.gold import (
    GoldDocument,
    GoldEvent,
    GoldFigure,
    GoldKey,
    GoldQuotation,
    GoldSentence,
    record,
)
from corpus.told_events import CorpusError
from corpus.values import Value

SHARED = Path(__file__).resolve().parents[2] / "shared"
#: Sets, under ``data/stories``, whose lines are articles with an id and a text.
_SETS = (
    "dev/gw1h", "dev/ecbplus", "dev/basil", "dev/allsides", "unlabelled/reports",
    "unlabelled/ecbplus", "unlabelled/basil", "unlabelled/allsides", "unlabelled/gw1h",
)  # fmt: skip
#: Words that annotators use for which event a sentence tells, as `GoldSentence` has them.
_NONE = frozenset({"none", "opinion", "page", "furniture", "caption", "other_story"})


@dataclass
class Texts:
    """Finds the text of an article by its id and hash; each set is read once, when needed."""

    shared: Path = SHARED
    _rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    _read: bool = False

    def row(self, name: str, digest: str | None) -> dict[str, Any] | None:
        """The article with that id whose text has that SHA-256; None when there is none."""
        if not self._read:
            self._read = True
            for name_of_set in _SETS:
                path = self.shared / "data/stories" / f"{name_of_set}.jsonl"
                if path.is_file():
                    self._take(path)
        return next(
            (row for row in self._rows.get(name, ()) if digest in (None, _hash(row["text"]))), None
        )

    def _take(self, path: Path) -> None:
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                if row.get("text"):
                    self._rows.setdefault(row["id"], []).append(row)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def read(path: Path, texts: Texts, aside: list[str] | None = None) -> GoldEvent:
    """One annotated event with its texts.

    Args:
        path: a file of copydesk-gold/1.
        texts: where texts that the file does not hold are found.
        aside: takes a line for each document whose text is not to be had.

    Raises:
        CorpusError: when the file is of another schema.
    """
    gold = json.loads(path.read_text("utf-8"))
    if not isinstance(gold, dict) or gold.get("schema") != "copydesk-gold/1":
        raise CorpusError(f"{path}: not a file of copydesk-gold/1")
    documents = []
    for given in gold["documents"]:
        document = _document(given, texts)
        if document is not None:
            documents.append(document)
        elif aside is not None:
            aside.append(f"{path.name}: no text of {given['id']} with that hash")
    known = {d.id for d in documents}
    name = gold.get("event") or path.stem
    figures = tuple(_figures(gold, known))
    made = GoldEvent(
        name=str(name),
        real=True,
        documents=tuple(documents),
        keys=_keys(gold, figures),
        figures=figures,
        not_figures=tuple(
            (n["doc"], *n["span"]) for n in gold.get("not_figures", ()) if n["doc"] in known
        ),
        quotations=tuple(_quotations(gold, known)),
        sentences=tuple(_sentences(gold, known)),
    )
    scored = {**gold, "documents": record(made)["documents"]}
    for kind in ("figures", "not_figures", "quotations"):
        scored[kind] = [row for row in gold.get(kind, ()) if row["doc"] in known]
    scored["alignment"] = [
        {"pairs": [], **row, "evolves": bool(row.get("evolves"))}
        for row in gold.get("alignment", ())
    ]
    return replace(made, record=scored)


def read_all(
    paths: Iterable[Path], texts: Texts, aside: list[str] | None = None
) -> tuple[GoldEvent, ...]:
    """Events of several files, those without any text left out."""
    events = (read(path, texts, aside) for path in paths)
    return tuple(event for event in events if event.documents)


def _document(given: Mapping[str, Any], texts: Texts) -> GoldDocument | None:
    title, text, published = given.get("title"), given.get("text"), given.get("published")
    outlet, url = given.get("outlet"), given.get("url")
    if text is None and given.get("path"):
        file = texts.shared / given["path"]
        text = file.read_text("utf-8") if file.is_file() else None
    if text is None:
        row = texts.row(given["id"], given.get("sha256"))
        if row is None:
            return None
        text = row["text"]
        title, published = title or row.get("title"), published or row.get("published")
        outlet, url = outlet or row.get("outlet"), url or row.get("url")
    return GoldDocument(given["id"], outlet or "", time(published), title, text, url)


def time(published: str | None) -> datetime | None:
    """A time as written, UTC where it states no offset; None when there is none."""
    if not published:
        return None
    time = datetime.fromisoformat(published)
    return time if time.tzinfo else time.replace(tzinfo=UTC)


def _figures(gold: Mapping[str, Any], known: set[str]) -> Iterable[GoldFigure]:
    for f in gold["figures"]:
        if f.get("implicit") or f.get("kind", "count") not in ("count", "money", "distance"):
            continue
        if not f.get("key") or f["doc"] not in known:
            continue
        held = f.get("value") or {"lo": f.get("lo"), "hi": f.get("hi")}
        lo, hi, point = (held.get(name) for name in ("lo", "hi", "point"))
        if "value" not in f and lo is not None and (lo == hi or f.get("hedge")):
            point = lo
        unit = f.get("unit_of_measure") or f.get("unit") or ""
        yield GoldFigure(
            f["id"], f["doc"], f["span"][0], f["span"][1], f["key"], unit, f.get("hedge"),
            Value(lo, hi, point, bool(held.get("lo_open")), bool(held.get("hi_open"))),
        )  # fmt: skip


def _keys(gold: Mapping[str, Any], figures: Sequence[GoldFigure]) -> dict[str, GoldKey]:
    evolving = {a["key"] for a in gold.get("alignment", ()) if a.get("evolves")}
    found = {f.key: GoldKey(f.key, f.key, f.unit, f.key in evolving) for f in figures}
    for name, given in (gold.get("keys") or {}).items():
        about = given.get("about") or name
        marked = given.get("other_event")
        other = (marked if isinstance(marked, str) else "") if marked else None
        if other is None and "another event" in about:
            other = ""
        evolves = name in evolving or bool(given.get("evolves"))
        found[name] = GoldKey(name, about, given.get("unit") or "", evolves, other)
    return found


def _quotations(gold: Mapping[str, Any], known: set[str]) -> Iterable[GoldQuotation]:
    for q in gold.get("quotations", ()):
        if q["doc"] in known:
            kind = {"frag": "fragment"}.get(q["kind"], q["kind"])
            spans = tuple((s["span"][0], s["span"][1]) for s in q["segments"])
            yield GoldQuotation(q["id"], q["doc"], spans, kind, q.get("speaker"))


def _sentences(gold: Mapping[str, Any], known: set[str]) -> Iterable[GoldSentence]:
    for s in gold.get("sentences", ()):
        if s["doc"] not in known:
            continue
        start, end = s["span"] if "span" in s else (s["start"], s["end"])
        said = str(s.get("event") or s.get("e") or "main")
        kind, name = said, s.get("name")
        if said in _NONE:
            kind = "none"
        elif said not in ("main", "background"):
            kind, name = "other", name or (None if said == "other" else said)
        function = s.get("kind") or s.get("function") or s.get("why")
        if kind == "main" and function in ("opinion", "page", "background"):
            kind = "background" if function == "background" else "none"
        yield GoldSentence(
            s["doc"], start, end, kind, name, function, function == "stale" or bool(s.get("old"))
        )
