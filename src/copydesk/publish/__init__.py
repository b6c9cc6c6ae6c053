"""Publish: checked stories as a static site, feeds, and data for machines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from copydesk.lazy import also_a_function, names_of

if TYPE_CHECKING:
    from copydesk.publish.edition import Rendered, publish_site, story_html
    from copydesk.publish.jsonld import news_article
    from copydesk.publish.newsitems import ninjs
    from copydesk.publish.plain_text import markdown
    from copydesk.publish.records import story_record
    from copydesk.publish.site import Published, Site
    from copydesk.publish.slugs import slug

__all__ = [
    "Published",
    "Rendered",
    "Site",
    "markdown",
    "news_article",
    "ninjs",
    "publish_site",
    "slug",
    "story_html",
    "story_record",
]

also_a_function(__name__)

# What a run did is told without templates.
__getattr__ = names_of(
    __name__,
    {
        **dict.fromkeys(("Rendered", "publish_site", "story_html"), "edition"),
        **dict.fromkeys(("Published", "Site"), "site"),
        "markdown": "plain_text",
        "news_article": "jsonld",
        "ninjs": "newsitems",
        "slug": "slugs",
        "story_record": "records",
    },
)
