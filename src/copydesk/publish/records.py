"""The story's own JSON: sentences with their evidence, points with their claims."""

from __future__ import annotations

import json

from copydesk.contracts.story_json import (
    EvidenceRecord,
    StoryPointRecord,
    StoryRecord,
    StoryReportRecord,
    StorySentenceRecord,
)
from copydesk.model import Dossier, DraftSentence, State
from copydesk.model.serial import to_record
from copydesk.publish import dates, wording
from copydesk.publish.citations import shown, words_cited_for, words_of
from copydesk.publish.directory import headline_of, kicker_of
from copydesk.publish.source_list import origin_names, outlet_of
from copydesk.publish.text import printable, web_address


def story_record(dossier: Dossier) -> StoryRecord:
    """Claims, points and evidence of the story as JSON-ready values.

    Spans are code points of the reports' texts. The texts themselves are their publishers' and
    are not in it, only the words that are cited or compared.
    """
    names = origin_names(dossier)
    return {
        "format": "copydesk-story/1",
        "story": dossier.story.id,
        "slug": dossier.slug,
        "state": dossier.state.value,
        "version": dossier.version,
        "published": dates.machine(dossier.published) if dossier.published else None,
        "updated": dates.machine(dossier.updated) if dossier.updated else None,
        "headline": headline_of(dossier),
        "section": kicker_of(dossier),
        "topic": dossier.draft.topic,
        "reports": [_report(dossier, r.article.id) for r in dossier.reports],
        "origins": [
            {
                "id": origin.id,
                "name": names[origin.id],
                "kind": origin.kind,
                "reports": list(origin.articles),
                "joins": to_record(list(origin.joins)),
            }
            for origin in dossier.story.origins
        ],
        "sentences": []
        if dossier.state is State.WITHDRAWN
        else [_sentence(dossier, s) for s in shown(dossier.draft)],
        "points": []
        if dossier.state is State.WITHDRAWN
        else [_point(dossier, index) for index in range(len(dossier.points))],
        "changes": to_record(list(dossier.changes)),
    }


def story_json(dossier: Dossier) -> bytes:
    """The record as a JSON file."""
    text = json.dumps(story_record(dossier), ensure_ascii=False, separators=(",", ":"))
    return (printable(text) + "\n").encode()


def _report(dossier: Dossier, article_id: str) -> StoryReportRecord:
    article = dossier.article(article_id)
    return {
        "id": article.id,
        "outlet": outlet_of(article),
        "title": article.title,
        "url": web_address(article.url),
        "published": dates.machine(article.published) if article.published else None,
        "modified": dates.machine(article.modified) if article.modified else None,
        "origin": dossier.story.origin_of(article.id).id,
        "content_hash": article.content_hash,
    }


def _sentence(dossier: Dossier, sentence: DraftSentence) -> StorySentenceRecord:
    assert sentence.verdict is not None  # only checked sentences are shown
    evidence: list[EvidenceRecord] = []
    for span in sentence.evidence:
        words = words_of(dossier.report(span.article), span)
        record: EvidenceRecord = {
            "report": span.article,
            "start": span.start,
            "end": span.end,
            "words": words.marked,
        }
        part = words_cited_for(sentence, span)
        if part is not None:
            start, end = part
            record["cited_for"] = {"start": start, "end": end, "words": sentence.text[start:end]}
        evidence.append(record)
    return {
        "id": sentence.id,
        "label": sentence.label,
        "text": sentence.text,
        "kind": sentence.kind,
        "verdict": sentence.verdict.outcome.value,
        "reasons": [r.message for r in sentence.verdict.reasons],
        "evidence": evidence,
        "points": list(sentence.points),
    }


def _point(dossier: Dossier, index: int) -> StoryPointRecord:
    point = dossier.points[index]
    claims = []
    for claim in point.claims:
        record = to_record(claim)
        record["words"] = wording.value(claim, dossier.report(claim.article))
        claims.append(record)
    return {
        "id": point.id,
        "kind": point.kind,
        "about": point.about,
        "verdict": point.verdict.value,
        "reason": point.reason,
        "origins": list(point.origins),
        "claims": claims,
        "representatives": list(point.representatives),
        "pairs": to_record(list(point.pairs)),
        "internal": to_record(list(point.internal)),
    }
