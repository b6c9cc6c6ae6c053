"""Annotate: an article's sentences, tokens, names, numbers, times, quotations, attributions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from copydesk.annotate.numbers import quantities
from copydesk.annotate.parsing import Language, load, parse, unparsed
from copydesk.annotate.speech import attributions, quotation_marks
from copydesk.lazy import also_a_function
from copydesk.model import Annotated, Article

__all__ = ["Language", "annotate", "annotator", "load", "unparsed"]

also_a_function(__name__)


def annotate(article: Article, language: Language) -> Annotated:
    """All that the language stage finds in a report.

    Args:
        article: a structured report.
        language: from `load`.

    Returns:
        the annotated report; ``parsed`` is False for a language the pipeline does not read.
    """
    parsed = parse(article, language)
    raw = quotation_marks.find(article, parsed.sentences)
    quoted, stated = attributions.attribute(
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
