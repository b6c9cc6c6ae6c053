"""Bad input is read as far as it honestly can be, or refused by name; the rest goes through."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from copydesk import pipeline
from copydesk.settings import Settings

SETTINGS = Settings(workers=1)
GOOD = {
    "id": "good",
    "outlet": "Outlet",
    "title": "Bridge closed after lorry fire",
    "published": "2025-03-01T08:00:00Z",
    "text": "Bridge closed after lorry fire\n\nThe bridge was closed on Saturday after a lorry "
    "caught fire, police said. Nobody was hurt.",
}


def read(path: Path, name: str, content: bytes) -> pipeline.Reading:
    (path / name).write_bytes(content)
    (path / "good.jsonl").write_text(json.dumps(GOOD), "utf-8")
    reading = pipeline.read([str(path / name), str(path / "good.jsonl")], SETTINGS)
    assert "good" in {a.id for a in reading.articles}, "one bad input must not stop the rest"
    return reading


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.html", b""),
        ("empty.txt", b""),
        ("spaces.txt", b" \n\t \n"),
        ("binary.txt", bytes(range(256)) * 64),
        ("picture.html", b"\x89PNG\r\n\x1a\n" + bytes(2000)),
        ("program.html", b"\x7fELF" + bytes(4000)),
        ("archive.warc.gz", b"\x1f\x8b\x08\x00not a gzip stream"),
        ("huge.html", b"<html><body><p>" + b"word " * (11 * 1024 * 1024) + b"</p>"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(tmp_path: Path, name: str, content: bytes) -> None:
    reading = read(tmp_path, name, content)
    assert [name in r.source for r in reading.refused] == [True]
    assert reading.refused[0].reason
    assert len(reading.articles) == 1


PARAGRAPH = (
    "The town council voted on Tuesday to rebuild the harbour wall, which was damaged by the "
    "storm in January. The work will cost four million pounds, the mayor said. "
)
PAGE = f"<html><head><title>Wall</title></head><body><h1>Wall</h1><p>{PARAGRAPH}</p>" * 1


def test_a_truncated_page_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    reading = read(tmp_path, "cut.html", (PAGE + f"<p>{PARAGRAPH} And th").encode())
    (page,) = [a for a in reading.articles if a.id != "good"]
    assert "four million pounds" in page.text


def test_a_page_nested_without_end_stops_nothing(tmp_path: Path) -> None:
    deep = b"<html><body>" + b"<div>" * 200_000 + PARAGRAPH.encode() + b"</div>" * 200_000
    reading = read(tmp_path, "deep.html", deep)
    read_or_refused = len(reading.articles) - 1 + len(reading.refused)
    assert read_or_refused == 1


def test_a_false_charset_is_seen_through(tmp_path: Path) -> None:
    text = PAGE.replace("mayor", "mayor, José Muñoz,").replace(
        "<head>", '<head><meta charset="utf-8">'
    )
    reading = read(tmp_path, "latin.html", text.encode("cp1252"))
    (page,) = [a for a in reading.articles if a.id != "good"]
    assert "José Muñoz" in page.text


def record(**changes: object) -> bytes:
    return json.dumps({**GOOD, "id": "other", "url": "https://o.example/1", **changes}).encode()


def test_a_missing_date_is_said(tmp_path: Path) -> None:
    reading = read(tmp_path, "r.jsonl", record(published=None))
    (other,) = [a for a in reading.articles if a.id == "other"]
    assert other.published is None
    assert any("publication" in note for note in other.notes)


def test_a_date_in_the_future_is_said(tmp_path: Path) -> None:
    reading = read(tmp_path, "r.jsonl", record(published="2199-01-01T00:00:00Z"))
    (other,) = [a for a in reading.articles if a.id == "other"]
    assert any("future" in note for note in other.notes)


def test_another_language_is_told(tmp_path: Path) -> None:
    text = (
        "Die Brücke wurde am Samstag gesperrt, nachdem ein Lastwagen in Brand geraten war. Die "
        "Polizei teilte mit, dass niemand verletzt wurde. Das Feuer ist aus."
    )
    reading = read(tmp_path, "r.jsonl", record(text=text, title="Brücke gesperrt"))
    (other,) = [a for a in reading.articles if a.id == "other"]
    assert other.language == "de"
    (annotated,) = pipeline.annotated([other], SETTINGS)
    assert not annotated.parsed


def test_two_reports_with_one_id_are_not_mixed(tmp_path: Path) -> None:
    content = record() + b"\n" + record(text="The market opens at ten.", url="https://p.example/2")
    reading = read(tmp_path, "r.jsonl", content)
    (refused,) = reading.refused
    assert refused.source.endswith("r.jsonl:2")
    assert "'other'" in refused.reason


def test_a_broken_line_is_named_with_its_number(tmp_path: Path) -> None:
    content = record() + b'\n{"id": "cut", "text": "The mar'
    (refused,) = read(tmp_path, "r.jsonl", content).refused
    assert refused.source.endswith("r.jsonl:2")
