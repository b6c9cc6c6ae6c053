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


class Server:
    """A PostgreSQL server of our own, on loopback.

    Raises:
        subprocess.CalledProcessError: it cannot be started.
    """

    def __init__(self, initdb: str, control: str, as_user: list[str], folder: Path) -> None:
        self._control, self._as_user, self._folder = control, as_user, folder
        self._port = _free_port()
        options = ["-U", "copydesk", "-A", "trust", "-E", "UTF8", "-N"]
        self._run(initdb, "-D", str(folder / "data"), *options)
        self.start()

    @property
    def url(self) -> str:
        """URL of its database."""
        return f"postgresql+psycopg://copydesk@127.0.0.1:{self._port}/postgres"

    def start(self) -> None:
        """Start it, at the same port."""
        options = f"-p {self._port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=''"
        self._do("-o", options, "-w", "-l", str(self._folder / "data" / "log"), "start")

    def stop(self) -> None:
        """Stop it as a crash would: connections are cut, nothing is finished."""
        self._do("-m", "immediate", "stop")

    def _do(self, *words: str) -> None:
        self._run(self._control, "-D", str(self._folder / "data"), *words)

    def _run(self, *words: str) -> None:
        subprocess.run([*self._as_user, *words], check=True, capture_output=True)


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[Server]:
    """A server, gone when the session ends."""
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
    server = Server(initdb, control, as_user, folder)
    try:
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder)


@pytest.fixture(scope="session")
def postgresql_url(postgresql_server: Server) -> str:
    """URL of the session's server."""
    return postgresql_server.url


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
