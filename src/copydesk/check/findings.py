"""The findings of an audit as a page, as Markdown, and as a code host's annotations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from html import escape

from copydesk.model import Article, Finding, Outcome, Reason

_NAMES = {
    Outcome.SUPPORTED: "supported",
    Outcome.CAVEAT: "borne out in other words",
    Outcome.CONTRADICTED: "contradicted",
    Outcome.NOT_FOUND: "not found",
    Outcome.UNAVAILABLE: "could not be checked",
}
#: Colours with a contrast of 4.5 and more on white.
_COLOURS = {
    Outcome.SUPPORTED: "#1b5e20",
    Outcome.CAVEAT: "#33691e",
    Outcome.CONTRADICTED: "#b00020",
    Outcome.NOT_FOUND: "#8a4b00",
    Outcome.UNAVAILABLE: "#555555",
}


def share_passing(findings: Sequence[Finding]) -> float:
    """The share of sentences that pass; 1 when there are none."""
    if not findings:
        return 1.0
    return sum(f.verdict.outcome.passes for f in findings) / len(findings)


def _summary(findings: Sequence[Finding]) -> str:
    broken = sum(f.verdict.is_broken for f in findings)
    counts = Counter(f.verdict.outcome for f in findings if not f.verdict.is_broken)
    parts = [f"{counts[o]} {name}" for o, name in _NAMES.items() if counts[o]]
    if broken:
        parts.append(f"{broken} where a check stopped with an error")
    return f"{len(findings)} sentences: " + ", ".join(parts) if parts else "No sentences."


def as_markdown(findings: Sequence[Finding], title: str) -> str:
    """A table, worst first within the order of text."""
    rows = [
        f"# Audit of {_cell(title)}",
        "",
        _summary(findings),
        "",
        "| sentence | verdict | why | cited |",
        "|---|---|---|---|",
    ]
    for f in findings:
        why = "; ".join(map(_why, f.verdict.reasons))
        cells = (f.text, _NAMES[f.verdict.outcome], why, ", ".join(f.cited))
        rows.append("| " + " | ".join(_cell(c) for c in cells) + " |")
    return "\n".join(rows) + "\n"


def _cell(text: str) -> str:
    flat = " ".join(text.split())
    return flat.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")


def _why(reason: Reason) -> str:
    """The reason with the words at fault, where its message only says that they are named."""
    if reason.message.endswith("is named.") and reason.words:
        return f"The cited text does not say this. It lacks: {reason.words}."
    if reason.check == "part" and reason.words:
        return f"{reason.message.rstrip('.')}: “{reason.words}”."
    return reason.message


def _shown(reason: Reason, articles: Mapping[str, Article]) -> str:
    """The reason as a list item, with the words of the source that show it."""
    span = reason.evidence
    article = articles.get(span.article) if span is not None else None
    told = escape(_why(reason))
    if span is not None and article is not None:
        words = " ".join(article.text[span.start : span.end].split())
        if len(words) > _LONGEST_SHOWN:
            words = f"{words[:_LONGEST_SHOWN].rsplit(' ', 1)[0]} …"
        outlet = escape(article.outlet or article.id)
        if words and words not in reason.message:
            told += f" <q>{escape(words)}</q> <cite>{outlet}</cite>"
    return f"<li>{told}</li>"


#: Characters of a source that a page shows beside a reason.
_LONGEST_SHOWN = 240


def as_html(findings: Sequence[Finding], title: str, articles: Sequence[Article] = ()) -> str:
    """A page that needs nothing else: no script, no style sheet, no address.

    Args:
        findings: of an audit.
        title: of what was audited.
        articles: the sources, for their words beside the reasons.
    """
    known = {a.id: a for a in articles}
    items = []
    for f in findings:
        name = _NAMES[f.verdict.outcome]
        reasons = "".join(_shown(r, known) for r in f.verdict.reasons)
        cited = f"<p>Cites: {escape(', '.join(f.cited))}</p>" if f.cited else ""
        items.append(
            f'<li id="{escape(f.id)}"><blockquote>{escape(f.text)}</blockquote>'
            f'<p><strong style="color:{_COLOURS[f.verdict.outcome]}">{name}</strong></p>'
            f"<ul>{reasons}</ul>{cited}</li>"
        )
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>Audit of {escape(title)}</title>"
        "<style>body{font:1rem/1.5 serif;max-width:44rem;margin:2rem auto;padding:0 1rem}"
        "blockquote{margin:1.5rem 0 .25rem;font-weight:bold}"
        "p{margin:.25rem 0}q,cite{color:#444}</style></head><body>"
        f"<h1>Audit of {escape(title)}</h1><p>{escape(_summary(findings))}</p>"
        f"<ol>{''.join(items)}</ol></body></html>\n"
    )


def as_annotations(findings: Sequence[Finding], path: str) -> str:
    """A line for each sentence that does not pass, in the form that code hosts show beside the
    text (``::error file=…,line=…::…``)."""
    rows = []
    for f in findings:
        if f.verdict.outcome.passes:
            continue
        kind = "error" if f.verdict.outcome is Outcome.CONTRADICTED else "warning"
        where = f"file={_property(path)}" + (f",line={f.line}" if f.line else "")
        why = "; ".join(map(_why, f.verdict.reasons[:3]))
        name = _NAMES[f.verdict.outcome]
        rows.append(f"::{kind} {where},title={_property(name)}::{_data(f'{f.text} ({why})')}")
    return "".join(f"{row}\n" for row in rows)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
