"""Reading back the stories that copydesk wrote, or anybody's text."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from copydesk.errors import InputRefused
from copydesk.model import Draft, DraftSentence, Span
from copydesk.model.serial import from_record


def story_or_text(path: str) -> Draft | str:
    """A draft from a story's JSON (of ``compose`` or beside a page), else the text itself.

    Raises:
        InputRefused: when the file is not there, is not UTF-8, or is JSON but no story.
    """
    name = "standard input" if path == "-" else path
    try:
        data = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
        text = data.decode("utf-8")
    except OSError as error:
        raise InputRefused(name, f"cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise InputRefused(name, "not UTF-8 text: convert it, or extract it first") from error
    if not text.lstrip().startswith("{"):
        return text
    try:
        record = json.loads(text)
    except ValueError as error:
        several = "\n{" in text.strip()
        reason = "more than one story: give one" if several else f"not JSON ({error})"
        raise InputRefused(name, reason) from error
    return _draft(record, name)


def _draft(record: dict[str, Any], name: str) -> Draft:
    try:
        if "draft" in record:
            return from_record(Draft, record["draft"])
        return _from_page(record)
    except (ValidationError, KeyError, IndexError, TypeError) as error:
        reason = "JSON, but not a story that copydesk wrote: give a story's JSON or a text"
        raise InputRefused(name, reason) from error


def _from_page(record: dict[str, Any]) -> Draft:
    """The draft of the JSON beside a page: its sentences, the headline first."""
    sentences = [
        DraftSentence(
            id=line["id"],
            text=line["text"],
            evidence=tuple(Span(e["report"], e["start"], e["end"]) for e in line["evidence"]),
            kind=line["kind"],
            label=line["label"],
            points=tuple(line["points"]),
        )
        for line in record["sentences"]
    ]
    return Draft(
        story=record["story"],
        headline=sentences[0],
        kicker=record["section"],
        standfirst=tuple(sentences[1:]),
    )
