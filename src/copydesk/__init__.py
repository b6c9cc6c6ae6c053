"""copydesk: what many outlets reported, as one story that is cited and checked.

The stages of the line are functions here; `docs/reference/python.md` shows them at work:

    import copydesk

    reading = copydesk.read("reports/")                      # articles, and what was refused
    for story in copydesk.group(reading.articles):           # which reports tell one event
        points = copydesk.compare(story, reading.articles)   # who agrees, who differs
        dossier = copydesk.compose(story, reading.articles)  # a story, cited and checked
        copydesk.publish([dossier], "site")                  # its pages

    copydesk.check(sentence, source)                         # is it borne out?
    copydesk.audit(article, reading.articles)                # is a cited article true?

Importing the package loads next to nothing: the language model comes with the first report read.
"""

from __future__ import annotations

import logging
from importlib import import_module
from typing import Any

from copydesk.lazy import names_of
from copydesk.version import VERSION

__version__ = VERSION

#: Verbs whose packages have their name: the package is given, and it can be called (decision 8).
_STAGES = ("annotate", "check", "compare", "compose", "group", "publish")
#: The module that has a name. Type checkers read `__init__.pyi`, which a test holds to this.
_HOMES = {
    "library": "Published Reading audit claims read",
    "settings": "Settings",
    "errors": """
        CopydeskError InputRefused SettingsError LanguageModelError StoreError
        WriterError PublishError ClusterError DeskRefused NotAllowed Locked Conflict NotFit
    """,
    "model": """
        FIRST_INTERVAL NARRATOR REPORTING RUNNING Annotated Article Attribution Block
        Chain Change CitationVerdict CitedOutlet Claim Claims Commitment Document
        Dossier Draft DraftSentence Entity Event Figure Finding Health Hedge Host Image Interval
        Join LeftOut Limits Mention ModelReply Origin Outcome Page PageState Pair Part
        Passage Point Quantity Quotation QuotedClaim Rating Reason ResolvedTime Role
        Scope Section Segment Sentence SentenceVerdict SharedPassage Source SourceKind
        Span Spent Stage Standing State StatedClaim Statement Story Substitution Token
        Told Verdict
    """,
}
_find = names_of(__name__, {n: home for home, names in _HOMES.items() for n in names.split()})

__all__ = sorted([*_STAGES, *(n for names in _HOMES.values() for n in names.split())])  # noqa: PLE0605


def __getattr__(name: str) -> Any:
    return import_module(f"{__name__}.{name}") if name in _STAGES else _find(name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


# A library says nothing unless its user wants to hear it (Python's logging how-to).
logging.getLogger(__name__).addHandler(logging.NullHandler())
