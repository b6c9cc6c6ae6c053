"""What all contracts are made of: spans, times, and parts of the model as they are."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any, Union, get_type_hints

from typing_extensions import TypedDict

from copydesk.model import Span

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema

Record = dict[str, Any]


class As:
    """Says in a schema that a value has the form of a class of the model, or of another type."""

    def __init__(self, kind: Any) -> None:
        self.kind = kind

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return handler.generate_schema(self.kind)


def with_fields(of: Any, name: str, *kinds: type) -> Any:
    """The form of classes of the model with one field more: any one of them."""
    made: Any = TypedDict
    found = [made(kind.__name__, {**get_type_hints(kind), name: of}) for kind in kinds]
    return found[0] if len(found) == 1 else Union[tuple(found)]  # noqa: UP007  not known before


#: A time as ISO 8601 with its own offset, so that its day stays the outlet's; Z for UTC.
Time = Annotated[str, As(datetime)]


class SpanRecord(TypedDict):
    """Words of an article, in code points of its text."""

    article: str
    start: int
    end: int


class OffsetsRecord(TypedDict):
    """Words of the text that is spoken of, in code points."""

    start: int
    end: int


def time_of(value: datetime | None) -> Time | None:
    """The time as contracts write it."""
    return value.isoformat().replace("+00:00", "Z") if value else None


def span_of(span: Span | None) -> SpanRecord | None:
    """The span as contracts write it."""
    return {"article": span.article, "start": span.start, "end": span.end} if span else None
