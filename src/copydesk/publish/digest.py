"""The digest: what is new, what changed, where reports differ, as a page and as mail."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from copydesk.publish.directory import Card
from copydesk.publish.disputes import Standing
from copydesk.publish.rendering import render
from copydesk.publish.served import Entry
from copydesk.publish.site import Site

#: Stories of one kind that a digest tells; the rest are counted.
MOST = 12


@dataclass(frozen=True, slots=True)
class Digest:
    """What stories brought since the last digest."""

    new: tuple[Card, ...]
    changed: tuple[Card, ...]
    differences: tuple[tuple[Card, Standing], ...]
    more: int

    @property
    def empty(self) -> bool:
        """Whether there is nothing to tell."""
        return not (self.new or self.changed)

    @property
    def title(self) -> str:
        """One line for the subject."""
        first = (*self.new, *self.changed)
        rest = len(first) - 1 + self.more
        return first[0].headline + (f" and {rest} more" if rest else "") if first else ""


def digest(entries: Sequence[tuple[Entry, int]]) -> Digest:
    """The digest of stories that came or changed, each with its version; no withdrawn ones.

    One in first version is new. Each story is told once, the latest first.
    """
    shown = [(entry, version) for entry, version in entries if not entry.card.withdrawn][::-1]
    new = [entry.card for entry, version in shown if version == 1]
    changed = [entry.card for entry, version in shown if version > 1]
    differing = [(e.card, figure) for e, _ in shown for _, figure in e.highlights.differences]
    more = max(0, len(new) - MOST) + max(0, len(changed) - MOST)
    return Digest(tuple(new[:MOST]), tuple(changed[:MOST]), tuple(differing[:MOST]), more)


def as_html(told: Digest, site: Site, leave: str) -> str:
    """The digest as a mail in HTML; ``leave`` is the address that ends the subscription."""
    return render("digest_mail.html", site.templates, digest=told, site=site, leave=leave)


def as_text(told: Digest, site: Site, leave: str) -> str:
    """The digest as a plain mail."""
    lines = [f"{site.title}: {told.title}", ""]
    for head, cards in (("NEW", told.new), ("CHANGED", told.changed)):
        if cards:
            lines += [head, ""]
            for card in cards:
                address = site.address(f"stories/{card.slug}.html")
                lines += [
                    card.headline,
                    *([card.standfirst] if card.standfirst else []),
                    address,
                    "",
                ]
    if told.differences:
        lines += ["WHERE REPORTS DIFFER", ""]
        for card, figure in told.differences:
            lines.append(f"{figure.about} ({card.headline})")
            lines += [f"  {value}: {who}" for value, who in figure.values]
            lines.append("")
    if told.more:
        lines += [f"And {told.more} more: {site.address('index.html')}", ""]
    return "\n".join([*lines, f"No more of these: {leave}", ""])
