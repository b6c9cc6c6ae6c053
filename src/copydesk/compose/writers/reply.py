"""A model's reply, read as data and never trusted."""

from __future__ import annotations

import json
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from copydesk.errors import WriterError

T = TypeVar("T", bound=BaseModel)
#: Bounds of what a reply may hold.
MOST_LOOKS, MOST_SECTIONS, MOST_SENTENCES, LONGEST_TEXT = 8, 8, 80, 600


class Said(BaseModel):
    """A sentence of the reply, with the numbers of the passages that it cites."""

    model_config = ConfigDict(extra="ignore")
    text: str = Field(min_length=1, max_length=LONGEST_TEXT)
    evidence: list[str] = Field(min_length=1, max_length=12)
    label: str | None = Field(default=None, max_length=60)


class Part(BaseModel):
    """A section of the reply."""

    model_config = ConfigDict(extra="ignore")
    key: str
    title: str | None = Field(default=None, max_length=80)
    paragraphs: list[list[Said]] = Field(max_length=MOST_SENTENCES)


class Reply(BaseModel):
    """A whole reply."""

    model_config = ConfigDict(extra="ignore")
    headline: Said
    standfirst: list[Said] = Field(default=[], max_length=5)
    quick_looks: list[Said] = Field(default=[], max_length=20)
    sections: list[Part] = Field(default=[], max_length=MOST_SECTIONS)


class Mended(BaseModel):
    """A sentence written anew, by the number it was given."""

    model_config = ConfigDict(extra="ignore")
    id: str
    text: str = Field(min_length=1, max_length=LONGEST_TEXT)
    evidence: list[str] = Field(min_length=1, max_length=12)


class Again(BaseModel):
    """The reply to a complaint."""

    model_config = ConfigDict(extra="ignore")
    sentences: list[Mended] = Field(default=[], max_length=MOST_SENTENCES)


def read(text: str) -> Reply:
    """A reply from what the model wrote; what stands around the JSON object is ignored.

    Raises:
        WriterError: when there is no JSON object, or it has not the form that was asked for.
    """
    return _validated(Reply, text)


def read_again(text: str) -> Again:
    """The reply to a complaint; errors as of `read`."""
    return _validated(Again, text)


def _validated(form: type[T], text: str) -> T:
    try:
        return form.model_validate(_json_object(text))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise WriterError(f"the model's reply is no draft: {place}: {first['msg']}") from error


def _json_object(text: str) -> Any:
    """The outermost JSON object in a text."""
    start, end = text.find("{"), text.rfind("}")
    if start < 0 or end < start:
        raise WriterError("the model's reply holds no JSON object")
    try:
        return json.loads(text[start : end + 1])
    except (json.JSONDecodeError, RecursionError) as error:
        raise WriterError(f"the model's reply is not JSON: {error}") from error
