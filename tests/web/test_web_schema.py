"""Schemathesis over the whole described interface: no request is a server error, and every answer
is one that the description knows."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from copydesk.newsroom.desk import credentials
from desk.conftest import STORY
from web.conftest import Running, fill, running

#: Requests of each kind to each operation; ``COPYDESK_EXAMPLES`` asks for more.
EXAMPLES = int(os.environ.get("COPYDESK_EXAMPLES", "15"))

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("store")]


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    url = f"sqlite:///{tmp_path_factory.mktemp('schema') / 'desk.sqlite'}"
    fill(url)
    with running(url) as found:
        found.door._service.tend()
        yield found


CHECKS = (
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
)


@pytest.mark.parametrize("mode", list(GenerationMode))
def test_no_described_request_is_a_server_error(service: Running, mode: GenerationMode) -> None:
    """Requests that fit the description, and ones that do not."""
    scopes = ("read", "edit", "publish")
    now = datetime.now(UTC)
    secret = credentials.add_key(service.store, "administrator", mode.value, scopes, now)
    headers = {"Authorization": f"Bearer {secret}"}
    described = schemathesis.openapi.from_url(f"{service.address}/api/openapi.json")
    operations = [found.ok() for found in described.get_all_operations()]
    assert len(operations) >= 8
    for operation in operations:
        drawn = operation.as_strategy(generation_mode=mode)

        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        )
        @given(case=drawn, there=st.booleans())
        def answered(case: schemathesis.Case, there: bool) -> None:
            if there and "story" in case.path_parameters:
                case.path_parameters["story"] = STORY
            case.call_and_validate(headers=headers, checks=CHECKS)

        answered()
