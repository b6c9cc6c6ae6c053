"""The interface for programs answers what its published schemas say."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from copydesk.newsroom.desk import credentials
from desk.conftest import STORY
from schemas import hold
from web.conftest import Running, fill, running

pytestmark = pytest.mark.xdist_group("store")


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    url = f"sqlite:///{tmp_path_factory.mktemp('contracts') / 'desk.sqlite'}"
    fill(url)
    with running(url) as found:
        found.door._service.tend()
        yield found


def test_every_answer_is_what_its_contract_says(service: Running) -> None:
    scopes = ("read", "edit", "publish")
    secret = credentials.add_key(service.store, "editor", "test", scopes, datetime.now(UTC))
    here = f"/api/v1/stories/{STORY}"
    with service.client() as client:
        client.headers["authorization"] = f"Bearer {secret}"

        def answer(method: str, path: str, **given: object) -> object:
            got = client.request(method, path, **({"json": given} if given else {}))
            assert got.status_code == 200, got.text
            return got.json()

        hold("api-stories", answer("GET", "/api/v1/stories"))
        story = answer("GET", here)
        hold("api-story", story)
        hold("api-verdict", answer("POST", f"{here}/verdict", sentence="h", text="The ferry sank"))
        hold("api-lock", answer("POST", f"{here}/lock", what="take"))
        assert isinstance(story, dict)
        edit = {"kind": "reword", "target": "h", "text": "Seventeen hurt"}
        done = answer("POST", f"{here}/edits", seen=story["revision"], **edit)
        hold("api-edit", done)
        assert isinstance(done, dict)
        seen = done["revision"]
        hold("api-step", answer("POST", f"{here}/steps", seen=seen, deed="publish"))
        hold("api-differences", answer("GET", f"{here}/differences?before=1&after=2"))
        acts = answer("GET", f"{here}/acts")
        assert acts
        hold("api-acts", acts)
        hold("api-lock", answer("POST", f"{here}/lock", what="free"))
