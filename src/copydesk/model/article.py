"""What came in (`Document`) and what was read from it (`Article`)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Role(StrEnum):
    """What a block of a report's text is for.

    ``foreign`` is a headline of *another* report that stands on the page
    (previous/next, read also); it and ``furniture`` are never a claim of this report.
    """

    HEADLINE = "headline"
    KICKER = "kicker"
    BYLINE = "byline"
    DATELINE = "dateline"
    SLUG = "slug"
    STANDFIRST = "standfirst"
    LEDE = "lede"
    BODY = "body"
    SUBHEAD = "subhead"
    BULLET = "bullet"
    CAPTION = "caption"
    CREDIT = "credit"
    FOREIGN = "foreign"
    FURNITURE = "furniture"


#: Roles whose sentences state what the outlet reports.
REPORTING = frozenset(
    {Role.HEADLINE, Role.STANDFIRST, Role.LEDE, Role.BODY, Role.BULLET, Role.CAPTION}
)

#: Roles of running text: the body proper, without headlines, bullets and captions.
RUNNING = frozenset({Role.STANDFIRST, Role.LEDE, Role.BODY})


@dataclass(frozen=True, slots=True)
class Image:
    """A picture that belongs to the report."""

    url: str
    caption: str | None = None
    credit: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One input as it was gathered, before anything is read from it.

    Attributes:
        source: where it came from, for messages: a path, a URL, or ``file:line``.
        content: the raw bytes (for a JSON Lines record, its ``text`` or ``html`` in UTF-8).
        media_type: ``text/html``, ``text/plain``; None when nothing declared it.
        charset: as declared by a header; None when nothing declared it.
        id: given by the input (JSON Lines); None lets extract derive one.
        url, outlet, title, published: given by the input; they win over what is read.
            ``published`` is aware, with the offset that the input states.
        fetched: when it was fetched, aware UTC.
        headers: HTTP headers, names in lower case.
        notes: what gather could not read honestly ("published 'soon' is not a time").
        modified: given by the input; aware.
        authors: given by the input, as written.
        images: given by the input.
    """

    source: str
    content: bytes
    media_type: str | None = None
    charset: str | None = None
    id: str | None = None
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    published: datetime | None = None
    fetched: datetime | None = None
    headers: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    modified: datetime | None = None
    authors: tuple[str, ...] = ()
    images: tuple[Image, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Block:
    """A stretch of ``Article.text`` with one role. Blocks do not overlap and are in order.

    ``label`` is the bold label of a bullet ("Aid Update"), without its colon.
    """

    start: int
    end: int
    role: Role
    label: str | None = None


@dataclass(frozen=True, slots=True, order=True)
class CitedOutlet:
    """A citation marker in the text ("The Courier1", "[1]").

    ``start:end`` is the whole marker; ``name`` the outlet it names (None for a bare number
    whose reference list is missing), ``marker`` the marker as written, ``number`` its number.
    """

    start: int
    end: int
    name: str | None
    marker: str
    number: int


@dataclass(frozen=True, slots=True)
class Article:
    """One report, structured. ``text`` is never cut: roles mark what is furniture.

    Attributes:
        id: stable; given by the input, or derived from the content.
        url, outlet, title, kicker: None when unknown.
        authors: names as printed, without "By".
        published, modified: aware, with the offset that the outlet states, so that the day is
            the outlet's own; UTC where it states none; None when unknown.
        language: ISO 639-1 code, "und" when too short to tell.
        text: the report's text. For a report given as text, that text unchanged.
        blocks: roles over ``text``, in order, not overlapping.
        images: with caption and credit where the page gives them.
        cited_outlets: citation markers, in order.
        dateline: the place named in the dateline ("PORT MARLOW"), as printed.
        section: the outlet's own section name.
        content_hash: SHA-256 (hex) of the raw bytes, the address of the raw copy.
        source: as in `Document`.
        status: "read", or why there is no text: "consent", "error", "paywall".
        notes: what a careful reader must know ("published in the future", "charset guessed").
    """

    id: str
    text: str
    blocks: tuple[Block, ...]
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    kicker: str | None = None
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    modified: datetime | None = None
    language: str = "und"
    images: tuple[Image, ...] = ()
    cited_outlets: tuple[CitedOutlet, ...] = ()
    dateline: str | None = None
    section: str | None = None
    content_hash: str = ""
    source: str = ""
    status: str = "read"
    notes: tuple[str, ...] = ()

    @property
    def changed(self) -> datetime | None:
        """When it was last changed: its modification, else its publication."""
        return self.modified or self.published

    @property
    def digest(self) -> str | None:
        """What a synthesis of other outlets is called when its own outlet is not known.

        "digest of A, B and C" for a report whose markers cite several outlets, else None.
        """
        cited = sorted({cited.name for cited in self.cited_outlets if cited.name})
        if len(cited) < 2:
            return None
        return f"digest of {', '.join(cited[:-1])} and {cited[-1]}"

    @property
    def called(self) -> str:
        """What a reader is told it is: its outlet, a digest of others, its title, or its id."""
        title = f"“{self.title}”" if self.title else self.id
        return self.outlet or self.digest or title

    def role_at(self, offset: int) -> Role:
        """Role of the block that holds the code point; furniture between blocks."""
        for block in self.blocks:
            if block.start <= offset < block.end:
                return block.role
        return Role.FURNITURE
