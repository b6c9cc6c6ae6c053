"""The gate and the comparison as tools for assistants, over the Model Context Protocol.

Made on the official SDK (the extra ``mcp``). Articles are handed over in the call: the server reads
no file and fetches nothing that a caller names.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from io import BytesIO
from typing import TYPE_CHECKING, Any

from copydesk.errors import CopydeskError
from copydesk.version import VERSION

if TYPE_CHECKING:
    from mcp.server import MCPServer

    from copydesk.annotate import Language
    from copydesk.model import Annotated, Article, Dossier
    from copydesk.settings import Settings

Record = dict[str, Any]
#: Articles, claims and characters of one call at most.
MOST_ARTICLES, MOST_CLAIMS, MOST_CHARACTERS = 200, 500, 5_000_000


class AssistantError(CopydeskError):
    """The server cannot start, or a call asks what it cannot do."""


def serve(settings: Settings) -> None:
    """Serve on standard input and output until the caller hangs up.

    Raises:
        AssistantError: when the extra is not installed.
    """
    server(settings).run("stdio")


def server(settings: Settings) -> MCPServer:
    """The server with its four tools.

    Raises:
        AssistantError: when the extra is not installed.
    """
    try:
        from mcp.server import MCPServer
    except ImportError as error:
        raise AssistantError("MCP needs the extra: pip install 'copydesk[mcp]'") from error
    made = MCPServer(
        "copydesk",
        version=VERSION,
        instructions="Hold claims and cited texts against articles, and compare what articles "
        "report. An article is {id, text} with outlet, title, published and url where known. "
        "Verdicts: supported, caveat (borne out in other words), contradicted (two things cannot "
        "both hold), not_found (it may be true, but not by these), unavailable.",
    )
    desk = _Desk(settings)
    made.tool(description="Hold a cited text against articles: a verdict a sentence.")(
        _telling(desk.audit)
    )
    made.tool(
        description="Say of each claim {id, claim, citations: [{article, start, end}]} whether the "
        "cited spans bear it out; without start and end all of an article is cited."
    )(_telling(desk.check))
    made.tool(description="What articles of one event agree and differ on, and who alone says it.")(
        _telling(desk.compare)
    )
    made.tool(description="Only what articles of one event differ on, with the reasons.")(
        _telling(desk.differences)
    )
    return made


def _telling(tool: Callable[..., Record]) -> Callable[..., Record]:
    """The tool, whose errors reach the caller in words: the SDK keeps those of others to itself."""
    from mcp.server.mcpserver.exceptions import ToolError

    @wraps(tool)
    def told(*arguments: Any, **named: Any) -> Record:
        try:
            return tool(*arguments, **named)
        except CopydeskError as error:
            raise ToolError(str(error)) from error

    return told


class _Desk:
    """The tools. The language is loaded at the first call that needs it."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._loaded: Language | None = None

    def audit(self, text: str, articles: list[Record]) -> Record:
        """A verdict for each sentence of a text (HTML, Markdown or plain)."""
        from copydesk.check import audit
        from copydesk.check.findings import share_passing
        from copydesk.contracts.verdict_json import finding_record

        _bounded(len(text), MOST_CHARACTERS, "characters of the text")
        found = audit(text, self._annotated(articles), self._language(), self._judge())
        return {
            "sentences": [finding_record(f) for f in found],
            "share_passing": round(share_passing(found), 4),
        }

    def check(self, claims: list[Record], articles: list[Record]) -> Record:
        """A verdict for each claim."""
        from copydesk.check import check_claim
        from copydesk.contracts.verdict_json import claim_from, verdict_record

        _bounded(len(claims), MOST_CLAIMS, "claims")
        sources = {r.article.id: r for r in self._annotated(articles)}
        verdicts = []
        for number, record in enumerate(claims, start=1):
            claim = claim_from(record, f"claim {number}", sources)
            verdict = check_claim(
                claim.claim, claim.spans(sources), sources, self._language(), self._judge()
            )
            verdicts.append(verdict_record(str(claim.id), verdict))
        return {"verdicts": verdicts}

    def compare(self, articles: list[Record]) -> Record:
        """All points of each story that the articles make."""
        from copydesk.contracts.claim_json import comparison_record

        return {"stories": [comparison_record(d) for d in self._dossiers(articles)]}

    def differences(self, articles: list[Record]) -> Record:
        """The points on which reports differ or a later one has another value."""
        from copydesk.contracts.claim_json import comparison_record
        from copydesk.model import Verdict

        wanted = {Verdict.DIFFER.value, Verdict.UPDATED.value}
        stories = [comparison_record(d) for d in self._dossiers(articles)]
        for story in stories:
            story["points"] = [p for p in story["points"] if p["verdict"] in wanted]
        return {"stories": stories}

    def _language(self) -> Language:
        from copydesk.annotate import load

        if self._loaded is None:
            self._loaded = load(self._settings.language.model)
        return self._loaded

    def _judge(self) -> Any:
        from copydesk.check import stronger_judge

        named = self._settings.check.judge
        return stronger_judge(named) if named else None

    def _articles(self, articles: list[Record]) -> tuple[Article, ...]:
        from copydesk import pipeline

        if not articles:
            raise AssistantError("no articles: give what the reports say as {id, text}")
        _bounded(len(articles), MOST_ARTICLES, "articles")
        data = "\n".join(json.dumps(a) for a in articles).encode()
        _bounded(len(data), MOST_CHARACTERS, "bytes of articles")
        reading = pipeline.read(["-"], self._settings, BytesIO(data))
        if reading.refused:
            first = reading.refused[0]
            number = first.source.rpartition(":")[2]
            raise AssistantError(f"article {number}: {first.reason}")
        return reading.articles

    def _annotated(self, articles: list[Record]) -> list[Annotated]:
        from copydesk.annotate import annotate

        return [annotate(a, self._language()) for a in self._articles(articles)]

    def _dossiers(self, articles: list[Record]) -> list[Dossier]:
        from copydesk import pipeline
        from copydesk.annotate import annotate

        read = self._articles(articles)
        reports = {a.id: annotate(a, self._language()) for a in read}
        return [
            pipeline.unwritten(story, [reports[key] for key in story.articles])
            for story in pipeline.grouped(read, self._settings)
        ]


def _bounded(size: int, most: int, what: str) -> None:
    if size > most:
        raise AssistantError(f"more than {most} {what}: divide the call")
