"""Stores to test with: SQLite, and a real PostgreSQL where its server is installed."""

from __future__ import annotations

import hashlib
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from copydesk.store import Store


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
