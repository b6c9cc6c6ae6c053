"""A story as Markdown, for the terminal and for other systems."""

from __future__ import annotations

import re

from copydesk.model import Dossier, State
from copydesk.publish import dates
from copydesk.publish.citations import Citations, CitedSentence, shown_headline
from copydesk.publish.directory import headline_of, kicker_of
from copydesk.publish.source_list import byline, outlet_of, outlets_of, standing
from copydesk.publish.text import counted, listed, one_line, printable, web_address

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|])")


def markdown(dossier: Dossier) -> str:
    """The story in CommonMark, citations as footnotes that quote the passage."""
    citations = Citations(dossier, outlets_of(dossier))
    draft = dossier.draft
    headline = shown_headline(draft)
    title = headline_of(dossier)
    heading = _plain(title) if headline is None else _cited(citations.sentence(headline))
    lines = [f"*{_plain(kicker_of(dossier))}*", "", f"# {heading}", ""]
    if dossier.state is State.WITHDRAWN:
        lines += ["**This story was withdrawn.**", ""]
    else:
        standfirst = citations.sentences(draft.standfirst)
        if standfirst:
            lines += [" ".join(map(_sentence, standfirst)), ""]
    lines += [f"Compiled automatically from reports by {_plain(listed(byline(dossier)))}.", ""]
    if dossier.updated is not None:
        lines += [f"Updated {dates.moment(dossier.updated)}", ""]
    reports = counted(len(dossier.reports), "report")
    lines += [f"{reports}, {counted(len(dossier.story.origins), 'independent origin')}", ""]
    if dossier.state is not State.WITHDRAWN:
        lines += _body(dossier, citations)
    lines += ["## Sources", ""]
    outlets = outlets_of(dossier)
    for article_id, number in citations.numbers.items():
        article = dossier.article(article_id)
        link = web_address(article.url)
        name = f"{_plain(outlet_of(article))}, {_plain(article.title or 'untitled')}"
        told = standing(dossier.story.origin_of(article_id), article_id, outlets)
        when = f", {dates.moment(article.published)}" if article.published else ""
        lines.append(
            f"- \\[{number}\\] {name}{when} ({_plain(told)}){f' <{link}>' if link else ''}"
        )
    lines.append("")
    if dossier.state is not State.WITHDRAWN:
        for article_id in citations.numbers:
            for passage in citations.passages(article_id):
                words = passage.words
                text = f"{_plain(words.before)}**{_plain(words.marked)}**{_plain(words.after)}"
                source = _plain(outlets[article_id])
                lines += [f"[^{passage.id}]: {source}: “{one_line(text)}”", ""]
    return "\n".join(lines)


def _body(dossier: Dossier, citations: Citations) -> list[str]:
    lines: list[str] = []
    looks = citations.sentences(dossier.draft.quick_looks)
    if looks:
        lines += ["## Quick Looks", ""]
        for look in looks:
            label = f"**{_plain(look.label)}:** " if look.label else ""
            lines.append(f"- {label}{_sentence(look)}")
        lines.append("")
    titled = False
    for section in dossier.draft.sections:
        cited = [citations.sentences(paragraph) for paragraph in section.paragraphs]
        paragraphs = [" ".join(map(_sentence, p)) for p in cited if p]
        if paragraphs:
            lines += [] if titled else ["## Deep Look", ""]
            titled = True
            lines += [f"### {_plain(section.title)}", ""] if section.title else []
            lines += [line for paragraph in paragraphs for line in (paragraph, "")]
    return lines


def _sentence(sentence: CitedSentence) -> str:
    caveat = f" *(Caveat: {_plain(' '.join(sentence.caveats))})*" if sentence.caveats else ""
    return f"{_cited(sentence)}{caveat}"


def _cited(sentence: CitedSentence) -> str:
    return "".join(
        _plain(piece.text) + "".join(f"[^{c.target}]" for c in piece.citations)
        for piece in sentence.pieces
    )


def _plain(text: str) -> str:
    """The text on one line with characters that mean something in Markdown escaped."""
    line = printable(text).replace("\n", " ").replace("\r", " ")
    return _MARKUP.sub(r"\\\1", line)
