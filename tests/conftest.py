"""Fixtures that every test may use."""

from __future__ import annotations

import hashlib
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from copydesk.store import Store

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


def _postgres_binary(name: str) -> str | None:
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return str(found[-1]) if found else shutil.which(name)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def postgresql_url() -> Iterator[str]:
    """URL of a server of our own, on loopback, gone when the session ends."""
    initdb, control = _postgres_binary("initdb"), _postgres_binary("pg_ctl")
    if initdb is None or control is None:
        pytest.skip("PostgreSQL's server is not installed")
    # Not under pytest's own folder: the server's user could not reach it.
    folder = Path(tempfile.mkdtemp(prefix="copydesk-postgresql-"))
    as_user: list[str] = []
    if os.geteuid() == 0:
        # The server refuses to run as root.
        if subprocess.run(["id", "postgres"], capture_output=True, check=False).returncode:
            pytest.skip("running as root without a user 'postgres' to run the server as")
        shutil.chown(folder, "postgres")
        as_user = ["runuser", "-u", "postgres", "--"]
    data, port = folder / "data", _free_port()
    subprocess.run(
        [*as_user, initdb, "-D", str(data), "-U", "copydesk", "-A", "trust", "-E", "UTF8", "-N"],
        check=True,
        capture_output=True,
    )
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=''"
    start = [control, "-D", str(data), "-o", options, "-w", "-l", str(data / "log"), "start"]
    subprocess.run([*as_user, *start], check=True, capture_output=True)
    try:
        yield f"postgresql+psycopg://copydesk@127.0.0.1:{port}/postgres"
    finally:
        stop = [control, "-D", str(data), "-m", "immediate", "stop"]
        subprocess.run([*as_user, *stop], check=True, capture_output=True)
        shutil.rmtree(folder)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """URL of an empty store, on each database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'desk.sqlite'}"
    import psycopg

    server = request.getfixturevalue("postgresql_url")
    name = "d" + hashlib.sha256(request.node.nodeid.encode()).hexdigest()[:20]
    with psycopg.connect(server.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(f'create database "{name}"')
    return server.rsplit("/", 1)[0] + f"/{name}"


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    """An empty store, on each database."""
    with Store(store_url) as opened:
        yield opened
