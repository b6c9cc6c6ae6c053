"""Fixtures that every test may use."""

from __future__ import annotations

import os
from collections.abc import Generator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"

# Property tests draw the same examples on every machine; a slow shared machine is no failure.
settings.register_profile(
    "copydesk",
    derandomize=True,
    deadline=None,
    max_examples=int(os.environ.get("COPYDESK_EXAMPLES", "60")),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("copydesk")


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def examples(root: Path) -> Path:
    """The example reports that the project ships."""
    return root / "examples"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The real data beside the checkout; skips where it is absent."""
    if not (SHARED / "DESIGN.md").is_file():
        pytest.skip("the real data (../shared) is not beside this checkout")
    return SHARED


@pytest.fixture(scope="session")
def shared_data(shared: Path) -> Path:
    """Its data folder."""
    return shared / "data"


@pytest.fixture(scope="session")
def language() -> object:
    """The shipped English pipeline, loaded once a session."""
    from copydesk import annotate

    return annotate.load()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where all that the tests need is installed, a skip is an error."""
    report = yield
    if report.skipped and os.environ.get("COPYDESK_NO_SKIP") and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped: {report.longrepr}"
    return report
