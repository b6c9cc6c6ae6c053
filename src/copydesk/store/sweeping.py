"""Letting raw bytes go that no story cites."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Engine, delete, func, select, update
from sqlalchemy.orm import Session

from copydesk.store.tables import ArticleRow, InputRow, RawRow, VersionRow

#: Ids and hashes as `copydesk.model.serial.to_json` writes them.
_CITED = re.compile(r'"article":"((?:[^"\\]|\\.)*)"')
_HASH = re.compile(r'"content_hash":"([0-9a-f]{64})"')
_AT_ONCE = 500


def let_raw_go(engine: Engine, before: datetime | None, keep_bytes: int | None) -> int:
    """Delete raw bytes of reports that no version of any story cites; how many went.

    Args:
        engine: the store's.
        before: those of reports published earlier go; None for none by age.
        keep_bytes: where all raw bytes, compressed, take more, those of refused inputs go first,
            then the oldest, until they fit; None for no limit.
    """
    with Session(engine) as session, session.begin():
        cited = {
            name
            for draft in session.scalars(select(VersionRow.draft))
            for name in _CITED.findall(draft)
        }
        kept: set[str] = set()
        loose: dict[str, datetime | None] = {}
        rows = session.execute(select(ArticleRow.id, ArticleRow.published, ArticleRow.record))
        for name, published, record in rows:
            for mark in _HASH.findall(record):
                if name in cited:
                    kept.add(mark)
                loose[mark] = published
        query = select(RawRow.content_hash, func.length(RawRow.compressed))
        sizes = {mark: size for mark, size in session.execute(query)}  # noqa: C416  rows, not pairs
        go = _chosen(sizes, kept, loose, before, keep_bytes)
        for start in range(0, len(go), _AT_ONCE):
            part = go[start : start + _AT_ONCE]
            inputs = update(InputRow).where(InputRow.content_hash.in_(part))
            session.execute(inputs.values(content_hash=None))
            session.execute(delete(RawRow).where(RawRow.content_hash.in_(part)))
        return len(go)


def _chosen(
    sizes: dict[str, int],
    kept: set[str],
    loose: dict[str, datetime | None],
    before: datetime | None,
    keep_bytes: int | None,
) -> list[str]:
    """Which raw bytes go."""
    order = sorted(sizes.keys() - kept, key=lambda mark: _oldest_first(mark, loose))
    aged = [mark for mark in order if before and (time := loose.get(mark)) and time < before]
    if keep_bytes is None:
        return aged
    total = sum(sizes.values()) - sum(sizes[mark] for mark in aged)
    for mark in _others(order, aged):
        if total <= keep_bytes:
            break
        aged.append(mark)
        total -= sizes[mark]
    return aged


def _others(order: Iterable[str], chosen: Iterable[str]) -> list[str]:
    taken = set(chosen)
    return [mark for mark in order if mark not in taken]


def _oldest_first(mark: str, loose: dict[str, datetime | None]) -> tuple[int, float, str]:
    """Refused inputs, then reports by age; those without a date last."""
    if mark not in loose:
        return (0, 0.0, mark)
    time = loose[mark]
    return (2, 0.0, mark) if time is None else (1, time.timestamp(), mark)
