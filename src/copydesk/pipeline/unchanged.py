"""A run that would find everything done is told so from hashes, before any stage is loaded."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO

from copydesk.errors import InputRefused
from copydesk.gather import gather
from copydesk.model import Verdict
from copydesk.model.serial import to_record
from copydesk.pipeline.reading import Progress, silent
from copydesk.pipeline.summary import Summary
from copydesk.processes import Executor
from copydesk.publish import Published
from copydesk.settings import Settings
from copydesk.store import Store, of_document
from copydesk.version import VERSION

#: Where the code and the shipped model lie: changed code reads everything again.
_CODE = Path(__file__).parent.parent
_COUNTS = (
    "read",
    "new",
    "stories",
    "recomposed",
    "origins",
    "sentences",
    "refused_sentences",
    "broken_checks",
)


def run_unless_done(
    inputs: Sequence[str],
    site_folder: Path,
    store: Store,
    settings: Settings,
    stdin: BinaryIO | None = None,
    show: Progress = silent,
    executor: Executor | None = None,
) -> Summary:
    """As `pipeline.run`, which is called only where a run over the same files would do anything.

    The last run left a mark in the store: a hash of what it read, of the code, the settings,
    the store and every file of the site. Where it still holds, its summary is given again.
    Addresses and standard input are always read anew.
    """
    local = all(given != "-" and "://" not in given for given in inputs)
    if local and (done := _done_before(inputs, site_folder, store, settings)):
        return done
    from copydesk.pipeline.store_run import run  # noqa: PLC0415  loads all stages

    summary = run(inputs, site_folder, store, settings, stdin, show, executor)
    if local:
        signature = _signature(inputs, site_folder, store, settings)
        mark = json.dumps({"signature": signature, "summary": _as_record(summary)})
        store.keep_mark(_key(site_folder), mark)
    return summary


def _done_before(
    inputs: Sequence[str], site_folder: Path, store: Store, settings: Settings
) -> Summary | None:
    kept = store.mark(_key(site_folder))
    if kept is None:
        return None
    mark = json.loads(kept)
    if mark["signature"] != _signature(inputs, site_folder, store, settings):
        return None
    before = _from_record(mark["summary"])
    site = Published(0, before.site.unchanged + before.site.written, 0)
    return replace(before, new=0, recomposed=0, site=site)


def _key(site_folder: Path) -> str:
    return f"run {site_folder.resolve()}"


def _signature(inputs: Sequence[str], site_folder: Path, store: Store, settings: Settings) -> str:
    """All that a run reads and writes, as one hash."""
    own = settings.group.outlets
    model = Path(settings.language.model) if settings.language.model else None
    parts = [
        VERSION,
        _stamps(_CODE),
        settings.model_dump(mode="json", exclude={"workers"}),
        hashlib.sha256(own.read_bytes()).hexdigest() if own and own.is_file() else None,
        _stamps(model) if model and model.is_dir() else None,
        list(_read(inputs)),
        store.sizes(),
        _stamps(site_folder),
    ]
    return hashlib.sha256(json.dumps(parts).encode("utf-8", "surrogatepass")).hexdigest()


def _stamps(folder: Path) -> list[tuple[str, int, int]]:
    """Every file of a folder with its size and the time of its last change."""
    found = ((path, path.stat()) for path in folder.rglob("*") if path.is_file())
    return sorted(
        (path.relative_to(folder).as_posix(), facts.st_size, facts.st_mtime_ns)
        for path, facts in found
        if path.suffix != ".pyc"
    )


def _read(inputs: Iterable[str]) -> Iterable[str]:
    for item in gather(tuple(inputs)):
        if isinstance(item, InputRefused):
            yield f"{item.source}: {item.reason}"
        else:
            yield of_document(item)


def _as_record(summary: Summary) -> dict[str, Any]:
    return {
        **{name: getattr(summary, name) for name in _COUNTS},
        "refused": [[refusal.source, refusal.reason] for refusal in summary.refused],
        "points": {verdict.value: count for verdict, count in summary.points.items()},
        "site": to_record(summary.site),
    }


def _from_record(record: dict[str, Any]) -> Summary:
    return Summary(
        **{name: record[name] for name in _COUNTS},
        refused=tuple(InputRefused(source, reason) for source, reason in record["refused"]),
        points={Verdict(value): count for value, count in record["points"].items()},
        site=Published(**record["site"]),
    )
