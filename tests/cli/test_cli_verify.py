"""Check and audit from the command line, and the same over MCP."""

import json
import sys
from concurrent.futures import ThreadPoolExecutor

import anyio
import pytest
from click.testing import CliRunner

from copydesk.cli import cli

ARTICLES = [
    {
        "id": "a",
        "outlet": "Harbour Post",
        "title": "Bus overturns near Lorne",
        "published": "2026-03-03T10:00:00Z",
        "url": "https://harbour.example/bus",
        "text": "A bus overturned near Lorne on Tuesday and 12 people were killed, police said. "
        "The mayor, Ines Pohl, visited the scene. She promised a new road.",
    },
    {
        "id": "b",
        "outlet": "Inland Times",
        "title": "Lorne bus crash kills nine",
        "published": "2026-03-03T11:00:00Z",
        "url": "https://inland.example/bus",
        "text": "Nine people were killed when a bus overturned near Lorne on Tuesday, police said.",
    },
]

NINE = "Nine people were killed when a bus overturned near Lorne, police said."
RAIN = {"id": 1, "claim": "It rained.", "citations": [{"article": "a"}]}


@pytest.fixture
def articles(tmp_path):
    path = tmp_path / "articles.jsonl"
    path.write_text("".join(f"{json.dumps(a)}\n" for a in ARTICLES), "utf-8")
    return path


def ran(*arguments):
    return CliRunner().invoke(cli, [*map(str, arguments), "--workers", "1"])


def lines(path, *records):
    path.write_text("".join(f"{json.dumps(r)}\n" for r in records), "utf-8")
    return path


def test_claims_are_held_against_spans_read_in_their_articles(tmp_path, articles):
    start = ARTICLES[0]["text"].index("She promised")
    claims = lines(
        tmp_path / "claims.jsonl",
        {
            "id": "true",
            "claim": "Ines Pohl promised a new road.",
            "citations": [{"article": "a", "start": start, "end": start + 24}],
        },
        {"id": "false", "claim": "Nine people were killed.", "citations": [{"article": "a"}]},
    )
    result = ran("check", claims, "--sources", articles)
    said = {r["id"]: r for r in map(json.loads, result.stdout.splitlines())}
    assert result.exit_code == 0, result.stderr
    assert said["true"]["verdict"] in ("supported", "caveat")
    assert said["false"]["verdict"] in ("contradicted", "not_found")
    assert said["true"]["citations"][0]["span"]["article"] == "a"


@pytest.mark.parametrize(
    "citations", [[], [{"article": "zz"}], [{"article": "a", "start": 5, "end": 99999}], "a"]
)
def test_a_line_that_cites_nothing_readable_is_refused(tmp_path, articles, citations):
    claims = lines(tmp_path / "c.jsonl", {"id": 1, "claim": "It rained.", "citations": citations})
    result = ran("check", claims, "--sources", articles)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "c.jsonl:1" in result.stderr


def test_pairs_are_read_as_before(tmp_path):
    pairs = lines(
        tmp_path / "p.jsonl",
        {"id": 1, "claim": "Two ships sank.", "source_text": "Two ships sank on Monday."},
    )
    result = ran("check", pairs)
    assert json.loads(result.stdout)["verdict"] == "supported"


@pytest.mark.parametrize(("threshold", "status"), [("1", 1), ("0.5", 0), ("0", 0)])
def test_the_threshold_decides_on_the_exit_status(tmp_path, articles, threshold, status):
    brief = tmp_path / "brief.md"
    brief.write_text(
        "A bus [overturned near Lorne on Tuesday](https://inland.example/bus), police said. "
        "It carried [90 schoolchildren](https://inland.example/bus).\n",
        "utf-8",
    )
    given = ("audit", brief, "--sources", articles, "--threshold", threshold)
    assert ran(*given).exit_code == status
    assert ran(*given, "--format", "github").stdout.count("::warning") == 1


@pytest.mark.parametrize("form", ["json", "markdown", "github"])
def test_an_audit_that_checked_nothing_does_not_pass(tmp_path, articles, form):
    path = tmp_path / "draft.md"
    path.write_text("# Only a heading\n", "utf-8")
    done = ran("audit", path, "--sources", articles, "--threshold", "0", "--format", form)
    assert "draft.md: no sentence states anything: nothing was checked" in done.stderr
    assert done.exit_code == 1


def test_no_claims_are_no_claims_that_hold(tmp_path):
    done = ran("check", lines(tmp_path / "none.jsonl"))
    assert (done.exit_code, done.stdout) == (1, "")
    assert "none.jsonl: no claim in it, so nothing was checked" in done.stderr


def test_half_a_surrogate_pair_is_a_sign_like_another(tmp_path):
    torn = {
        "id": "\ud800",
        "claim": "Five \ud800 men died.",
        "source_text": "Five \ud800 men died.",
    }
    done = ran("check", lines(tmp_path / "torn.jsonl", torn))
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["verdict"] == "supported"


def test_a_judge_that_is_not_there_is_told(tmp_path, articles):
    claims = lines(tmp_path / "c.jsonl", {"id": 1, "claim": "x", "citations": [{"article": "a"}]})
    result = ran("check", claims, "--sources", articles, "--judge", tmp_path / "none")
    assert result.exit_code == 1
    assert "config.json" in result.stderr


def test_the_tools_over_mcp():
    """The official SDK's own client, over standard input and output."""
    client = pytest.importorskip("mcp.client.client")
    stdio = pytest.importorskip("mcp.client.stdio")
    command = stdio.StdioServerParameters(command=sys.executable, args=["-m", "copydesk", "mcp"])

    async def talk():
        async with client.Client(command) as session:
            names = {tool.name for tool in (await session.list_tools()).tools}
            answers = {}
            for name, given in (
                (
                    "audit",
                    {"text": NINE},
                ),
                ("check", {"claims": [RAIN]}),
                ("compare", {}),
                ("differences", {}),
            ):
                result = await session.call_tool(name, {**given, "articles": ARTICLES})
                answers[name] = result
            broken = await session.call_tool("audit", {"text": "x", "articles": [{"id": "q"}]})
            empty = await session.call_tool("compare", {"articles": []})
            return names, answers, [b.content[0].text for b in (broken, empty) if b.is_error]

    # In a thread of its own: a browser that another test left open holds this one's event loop.
    with ThreadPoolExecutor(1) as own:
        names, answers, broken = own.submit(anyio.run, talk).result()
    assert names == {"audit", "check", "compare", "differences"}
    said = {name: json.loads(a.content[0].text) for name, a in answers.items()}
    assert said["audit"]["sentences"][0]["verdict"] in ("supported", "caveat")
    assert said["check"]["verdicts"][0]["verdict"] == "not_found"
    kinds = {p["verdict"] for s in said["compare"]["stories"] for p in s["points"]}
    told = {p["verdict"] for s in said["differences"]["stories"] for p in s["points"]}
    assert told <= {"differ", "updated"}
    assert told <= kinds
    assert "article 1: neither 'text' nor 'html' nor 'title' is given" in broken[0]
    assert "no articles" in broken[1]
