"""schema.org data of a story page: a ``NewsArticle`` with what it cites and is based on.

Not a ``ClaimReview``: reports are compared, nobody is judged.
"""

from __future__ import annotations

import json

from markupsafe import Markup

from copydesk.model import Dossier, State
from copydesk.publish import dates
from copydesk.publish.directory import headline_of, kicker_of, standfirst_of
from copydesk.publish.site import Site
from copydesk.publish.source_list import outlet_of
from copydesk.publish.text import clipped, printable, web_address


def news_article(dossier: Dossier, numbers: dict[str, int], site: Site) -> dict[str, object]:
    """The story as a schema.org ``NewsArticle`` (release 30.0).

    ``citation``: the reports that sentences cite. ``isBasedOn``: addresses of all reports.

    Args:
        dossier: the story.
        numbers: number in the source list by article id, cited reports first.
        site: settings.
    """
    address = site.address(f"stories/{dossier.slug}.html")
    item: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": address,
        "url": address,
        "mainEntityOfPage": address,
        "headline": printable(headline_of(dossier)),
        "articleSection": printable(kicker_of(dossier)),
        "inLanguage": site.language,
        "isAccessibleForFree": True,
        "version": dossier.version,
        "author": {"@type": "Organization", "name": printable(site.title), "url": site.root},
        "publisher": {"@type": "Organization", "name": printable(site.title), "url": site.root},
        "citation": [_citation(dossier, article) for article in numbers],
    }
    based_on = [web_address(r.article.url) for r in dossier.reports]
    if addresses := list(dict.fromkeys(a for a in based_on if a is not None)):
        item["isBasedOn"] = addresses
    if dossier.state is State.WITHDRAWN:
        item["creativeWorkStatus"] = "Withdrawn"
    elif standfirst := standfirst_of(dossier):
        item["description"] = standfirst
    if dossier.published is not None:
        item["datePublished"] = dates.stated(dossier.published)
    if dossier.updated is not None:
        item["dateModified"] = dates.stated(dossier.updated)
    if dossier.draft.dateline:
        item["dateline"] = printable(dossier.draft.dateline)
    corrections = [
        {
            "@type": "CorrectionComment",
            "text": printable(change.text),
            "datePublished": dates.stated(change.at),
        }
        for change in dossier.changes
        if change.correction
    ]
    if corrections:
        item["correction"] = corrections
    if dossier.rating.votes and dossier.rating.stars is not None:
        item["aggregateRating"] = {
            "@type": "AggregateRating",
            "ratingValue": round(dossier.rating.stars, 2),
            "ratingCount": dossier.rating.votes,
        }
    return item


def _citation(dossier: Dossier, article_id: str) -> dict[str, object]:
    article = dossier.article(article_id)
    cited: dict[str, object] = {
        "@type": "NewsArticle",
        "publisher": {"@type": "Organization", "name": printable(outlet_of(article))},
    }
    if article.title:
        cited["headline"] = printable(clipped(article.title, 200))
    if (link := web_address(article.url)) is not None:
        cited["url"] = link
    if article.published is not None:
        cited["datePublished"] = dates.stated(article.published)
    return cited


def embedded(item: dict[str, object]) -> Markup:
    """The data as text that is safe inside a ``script`` element.

    The element ends at the first ``</script`` and HTML has no escape there, so the three
    characters that could start markup are written as JSON escapes.
    """
    text = json.dumps(item, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)
