"""A story as IPTC ninjs 3.1 (https://iptc.org/standards/ninjs/)."""

from __future__ import annotations

from copydesk.model import Dossier, State
from copydesk.publish import dates
from copydesk.publish.citations import passes
from copydesk.publish.directory import headline_of, standfirst_of
from copydesk.publish.listings import TOPICS
from copydesk.publish.site import Site
from copydesk.publish.source_list import byline, outlet_of
from copydesk.publish.text import clipped, counted, listed, printable, web_address

_SCHEMA = "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#"
_MEDIA_TOPIC = "http://cv.iptc.org/newscodes/mediatopic/"
_STATES = {
    State.PUBLISHED: "usable",
    State.CORRECTED: "usable",
    State.DRAFT: "withheld",
    State.IN_REVIEW: "withheld",
    State.WITHDRAWN: "canceled",
}


def ninjs(dossier: Dossier, site: Site) -> dict[str, object]:
    """The story as a ninjs 3.1 item.

    A withdrawn story keeps its address and says so (``pubStatus`` "canceled"), without text.
    """
    address = site.address(f"stories/{dossier.slug}.html")
    outlets = byline(dossier)
    reports = counted(len(dossier.reports), "report")
    origins = counted(len(dossier.story.origins), "independent origin")
    item: dict[str, object] = {
        "uri": address,
        "standard": {"name": "ninjs", "version": "3.1", "schema": _SCHEMA},
        "type": "text",
        "representationType": "full",
        "version": str(dossier.version),
        "pubStatus": _STATES[dossier.state],
        "language": site.language,
        "edNote": printable(
            f"Compiled automatically from {reports} ({origins}); every sentence was checked "
            "against the passages it cites."
        ),
        "by": printable(f"Compiled automatically from {listed(outlets, 8)}"),
        "title": printable(headline_of(dossier)),
        "slugline": dossier.slug,
        "headlines": [{"role": "main", "value": printable(headline_of(dossier))}],
        "altIds": [{"role": "copydesk", "value": printable(dossier.story.id)}],
        "infoSources": _info_sources(dossier),
    }
    if dossier.published is not None:
        item["firstCreated"] = dates.machine(dossier.published)
    updated = dossier.updated or dossier.published
    if updated is not None:
        item["versionCreated"] = dates.machine(updated)
    if dossier.state is not State.WITHDRAWN:
        item |= _text(dossier)
    topic = dossier.draft.topic
    if topic in TOPICS:
        code = topic.removeprefix("medtop:")
        item["subjects"] = [{"name": TOPICS[topic], "rel": "about", "uri": _MEDIA_TOPIC + code}]
    if dossier.draft.dateline:
        item["located"] = printable(dossier.draft.dateline)
    return item


def _text(dossier: Dossier) -> dict[str, object]:
    draft = dossier.draft
    paragraphs = [
        [s.text for s in paragraph if passes(s)]
        for section in draft.sections
        for paragraph in section.paragraphs
    ]
    quick = [f"{s.label}: {s.text}" if s.label else s.text for s in draft.quick_looks if passes(s)]
    body = "\n\n".join(" ".join(p) for p in [[line] for line in quick] + paragraphs if p)
    parts: dict[str, object] = {}
    if body:
        plain = printable(body)
        parts["bodies"] = [
            {
                "role": "main",
                "contentType": "text/plain",
                "charCount": len(plain),
                "wordCount": len(plain.split()),
                "value": plain,
            }
        ]
    standfirst = standfirst_of(dossier)
    if standfirst:
        parts["descriptions"] = [
            {"role": "summary", "contentType": "text/plain", "value": standfirst}
        ]
    return parts


def _info_sources(dossier: Dossier) -> list[dict[str, str]]:
    """The reports: name of the outlet, title, and address where there is one."""
    sources = []
    for report in dossier.reports:
        source = {"name": printable(outlet_of(report.article)), "role": "report"}
        if report.article.title:
            source["literal"] = printable(clipped(report.article.title, 200))
        link = web_address(report.article.url)
        if link is not None and link.isascii():
            source["uri"] = link
        sources.append(source)
    return sources
