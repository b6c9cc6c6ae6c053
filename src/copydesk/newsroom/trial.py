"""What stands at an address, told to one who thinks of watching it."""

from __future__ import annotations

from datetime import UTC, datetime

from copydesk.gather.web import Fetcher
from copydesk.model import Source
from copydesk.newsroom.announcements import read_listing
from copydesk.newsroom.schedule import rhythm_of


def tried(address: str, fetcher: Fetcher) -> str:
    """A few plain lines about the source at an address.

    Raises:
        InputRefused: it cannot be watched, with the reason.
    """
    now = datetime.now(UTC)
    response = fetcher.get(address)
    listing = read_listing(Source(address), response, now, datetime.min.replace(tzinfo=UTC))
    times = sorted(page.published for page in listing.pages if page.published)
    whole = sum(page.body is not None for page in listing.pages)
    lines = [f"{address}: a {listing.kind}", f"  title: {listing.title or 'none'}"]
    if response.url != address:
        lines.append(f"  leads to: {response.url}")
    lines.append(f"  reports: {len(listing.pages)}, {whole} of them whole")
    if times:
        lines.append(f"  dated: {times[0]:%Y-%m-%d %H:%M} to {times[-1]:%Y-%m-%d %H:%M} UTC")
    every = rhythm_of(times, now)
    if every is not None:
        lines.append(f"  would be asked every {every.total_seconds() / 60:.0f} minutes")
    validators = [n for n in ("etag", "last-modified") if response.header(n)]
    lines.append(f"  validators: {', '.join(validators) or 'none; its bytes are compared'}")
    lines += [f"  its feed: {listing.feed} (is watched instead)"] if listing.feed else []
    lines += [f"  hub: {listing.hub}"] if listing.hub else []
    lines += [f"  further sitemaps: {len(listing.maps)}"] if listing.maps else []
    return "\n".join(lines)
