"""oEmbed 1.0 (https://oembed.com): how another page shows a story as a card."""

from __future__ import annotations

from html import escape

from copydesk.publish.site import Site
from copydesk.publish.text import clipped, printable

#: Size of the card in CSS pixels; its width follows the page it stands in.
WIDTH, HEIGHT = 600, 260


def oembed(title: str, slug: str, site: Site) -> dict[str, object]:
    """A story's record of type "rich": an ``iframe`` of its card.

    Args:
        title: headline of the story.
        slug: of the story.
        site: settings.
    """
    address = escape(site.address(f"embed/{slug}.html"), quote=True)
    name = escape(printable(clipped(title, 120)), quote=True)
    return {
        "type": "rich",
        "version": "1.0",
        "title": printable(title),
        "provider_name": printable(site.title),
        "provider_url": site.root,
        "html": f'<iframe src="{address}" title="{name}" width="{WIDTH}" height="{HEIGHT}" '
        'loading="lazy" style="border:0"></iframe>',
        "width": WIDTH,
        "height": HEIGHT,
    }
