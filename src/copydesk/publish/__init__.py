"""Publish: checked stories as a static site, feeds, and data for machines."""

from __future__ import annotations

from copydesk.publish.edition import publish_site, story_html
from copydesk.publish.jsonld import news_article
from copydesk.publish.ninjs import ninjs
from copydesk.publish.plain import markdown
from copydesk.publish.records import story_record
from copydesk.publish.site import Published, Site
from copydesk.publish.slugs import slug

__all__ = [
    "Published",
    "Site",
    "markdown",
    "news_article",
    "ninjs",
    "publish_site",
    "slug",
    "story_html",
    "story_record",
]
