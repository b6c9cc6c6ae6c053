"""Annotate: an article's sentences, tokens, names, numbers, times, quotations, attributions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from copydesk.annotate import attribution, quantities, quotations
from copydesk.annotate.pipeline import Language, load, parse, unparsed
from copydesk.model import Annotated, Article

__all__ = ["Language", "annotate", "annotator", "load", "unparsed"]


def annotate(article: Article, language: Language) -> Annotated:
    """All that the language stage finds in a report.

    Args:
        article: a structured report.
        language: from `load`.

    Returns:
        the annotated report; ``parsed`` is False for a language the pipeline does not read.
    """
    parsed = parse(article, language)
    raw = quotations.find(article, parsed.sentences)
    quoted, stated = attribution.attribute(
        article, parsed.sentences, parsed.tokens, parsed.entities, parsed.chains, raw
    )
    return replace(
        parsed,
        quantities=quantities.find(article, parsed.sentences, parsed.tokens),
        quotations=quoted,
        statements=stated,
    )


def annotator(model: str | None) -> Callable[[Article], Annotated]:
    """The function that annotates a report with a language pipeline, loaded at once.

    Raises:
        LanguageModelError: when there is no such pipeline.
    """
    return partial(annotate, language=load(model))
