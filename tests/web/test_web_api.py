"""Programs do at the API what people do at the desk, no more, and no request breaks it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import httpx2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from copydesk.newsroom.desk import credentials
from desk.conftest import STORY
from web.conftest import FERRY, Running, fill, running

pytestmark = pytest.mark.xdist_group("store")

HERE = f"/api/v1/stories/{STORY}"


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    url = f"sqlite:///{tmp_path_factory.mktemp('api') / 'desk.sqlite'}"
    fill(url)
    with running(url) as found:
        found.door._service.tend()
        yield found


def with_key(service: Running, account: str, *scopes: str) -> httpx2.Client:
    secret = credentials.add_key(service.store, account, "test", scopes, datetime.now(UTC))
    client = service.client()
    client.headers["authorization"] = f"Bearer {secret}"
    return client


def test_a_program_edits_and_publishes_under_the_same_rules(service: Running) -> None:
    with with_key(service, "editor", "read", "edit", "publish") as client:
        listed = client.get("/api/v1/stories").json()
        assert STORY in [story["story"] for story in listed]
        seen = client.get(HERE).json()["revision"]
        edit = {"seen": seen, "kind": "reword", "target": "h", "text": "Seventeen hurt"}
        bad = client.post(f"{HERE}/verdict", json={"sentence": "h", "text": "The ferry sank"})
        assert bad.json()["outcome"] == "not_found"
        done = client.post(f"{HERE}/edits", json=edit)
        assert done.json()["sentence"]["verdict"]["outcome"] == "supported"
        stale = client.post(f"{HERE}/edits", json=edit)
        assert (stale.status_code, stale.json()["kind"]) == (409, "Conflict")
        step = {"seen": done.json()["revision"], "deed": "publish"}
        assert client.post(f"{HERE}/steps", json=step).json()["shown"] == 2
        told = client.get(f"{HERE}/differences?before=1&after=2").json()
        assert any("Seventeen hurt" in json.dumps(line) for line in told)
        assert client.get(f"{HERE}/acts").json()[0]["kind"] == "publish"
        client.post(f"{HERE}/lock", json={"what": "free"})
    with service.client() as reader:
        assert "Seventeen hurt" in reader.get(f"/stories/{FERRY}.html").text


def test_a_key_opens_what_it_says_and_its_account_may(service: Running) -> None:
    step = {"seen": 0, "deed": "withdraw", "note": "why"}
    edit = {"seen": 0, "kind": "kicker", "text": "x"}
    with service.client() as nobody:
        assert nobody.get(HERE).status_code in (401, 403)
        nobody.headers["authorization"] = "Bearer cd_guessed"
        assert nobody.get(HERE).status_code == 403
    with with_key(service, "administrator", "read") as client:
        assert client.get(HERE).status_code == 200
        assert client.post(f"{HERE}/edits", json=edit).status_code == 403
        assert client.post(f"{HERE}/steps", json=step).status_code == 403
    with with_key(service, "reader", "read", "edit", "publish") as client:
        assert client.post(f"{HERE}/edits", json=edit).status_code == 403
        assert client.post(f"{HERE}/steps", json=step).status_code == 403
    with with_key(service, "editor", "read") as client:
        assert client.get("/api/v1/stories/none").status_code == 404
        assert client.get(f"{HERE}/differences?before=99").status_code == 409


def test_where_reports_differ_is_a_feed(service: Running) -> None:
    with service.client() as client:
        feed = client.get("/differences.json").json()
    item = next(i for i in feed["items"] if "people on board" in i["title"])
    assert "230" in item["content_text"]
    assert {v["value"] for v in item["_copydesk"]["values"]} >= {"212"}


# Whatever a program sends, it is told what was wrong: never a fault of ours


def values_of(schema: dict[str, Any], described: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Values for a schema of the description, fitting ones and others."""
    if "$ref" in schema:
        schema = described["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    if "anyOf" in schema:
        return st.one_of([values_of(s, described) for s in schema["anyOf"]])
    if "enum" in schema:
        return st.sampled_from(schema["enum"]) | st.text(max_size=5)
    anything = st.none() | st.integers() | st.text(max_size=20) | st.booleans()
    kind = schema.get("type")
    if kind == "object":
        inner = schema.get("properties", {})
        made = {name: values_of(s, described) for name, s in inner.items()}
        return st.fixed_dictionaries({}, optional=made) | st.fixed_dictionaries(made)
    if kind == "array":
        return st.lists(values_of(schema["items"], described), max_size=3)
    if kind == "integer":
        return st.integers() | st.integers(0, 3)
    if kind == "string":
        known = st.sampled_from(["h", "q1", "developments", "r1", STORY, "2031-03-05T12:00:00Z"])
        return known | st.text(max_size=30)
    return anything


@pytest.mark.slow
@settings(max_examples=150, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_no_request_to_the_described_interface_is_a_server_error(
    service: Running, data: st.DataObject
) -> None:
    with with_key(service, "administrator", "read", "edit", "publish") as client:
        described = client.get("/api/openapi.json").json()
        routes = [
            (path, method, operation)
            for path, methods in sorted(described["paths"].items())
            for method, operation in sorted(methods.items())
        ]
        path, method, operation = data.draw(st.sampled_from(routes))
        story = data.draw(st.just(STORY) | st.text(st.characters(codec="utf-8"), max_size=10))
        query = {
            p["name"]: data.draw(values_of(p["schema"], described))
            for p in operation.get("parameters", ())
            if p["in"] == "query" and data.draw(st.booleans())
        }
        body = None
        if "requestBody" in operation:
            schema = operation["requestBody"]["content"]["application/json"]["schema"]
            body = data.draw(values_of(schema, described))
        from urllib.parse import quote

        answer = client.request(
            method,
            path.replace("{story}", quote(story, safe="")),
            params={k: str(v).encode("utf-8", "replace").decode() for k, v in query.items()},
            content=json.dumps(body).encode() if body is not None else None,
        )
        assert answer.status_code < 500, (method, path, body)
