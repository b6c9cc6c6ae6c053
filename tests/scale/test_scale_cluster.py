"""A run on a cluster: the same stories as on one machine, whatever happens to the workers."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from local_cluster import local_cluster

from copydesk.errors import ClusterError
from copydesk.pipeline import run
from copydesk.processes import Failed, Here, Work
from copydesk.scale import group
from copydesk.scale.cluster import Cluster
from copydesk.settings import Settings
from copydesk.store import Store

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with local_cluster() as found:
        yield found


def pages(folder: Path) -> dict[str, bytes]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def worker_processes(cluster: Cluster) -> list[int]:
    """Process ids of the workers that are up."""
    return sorted(cluster._client.run(os.getpid).values())


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory, examples: Path) -> dict[str, bytes]:
    """The site as one process writes it."""
    folder = tmp_path_factory.mktemp("alone")
    with Store(f"sqlite:///{folder / 'desk.sqlite'}") as store:
        run([str(examples)], folder / "site", store, Settings(workers=1), executor=Here())
    return pages(folder / "site")


def without_identity(site: dict[str, bytes]) -> dict[str, bytes]:
    """Without the file that names the store a site came from."""
    return {name: body for name, body in site.items() if not Path(name).name.startswith(".")}


def doubler() -> Callable[[int], int]:
    return lambda value: value * 2


def odd() -> Callable[[int], int]:
    def work(value: int) -> int:
        if value == 5:
            raise ValueError("five is too odd")
        return value

    return work


def deadly() -> Callable[[int], int]:
    def work(value: int) -> int:
        if value == 5:
            os.kill(os.getpid(), signal.SIGKILL)
        return value

    return work


@pytest.fixture
def cluster(address: str) -> Iterator[Cluster]:
    with Cluster(address) as found:
        yield found


def test_answers_come_in_the_order_of_the_values(cluster: Cluster) -> None:
    work = Work("test_scale_cluster:doubler")
    assert list(cluster.map(work, range(100), 100)) == [2 * n for n in range(100)]
    assert list(cluster.map(work, range(3))) == [0, 2, 4]
    assert list(cluster.map(work, [])) == []


def test_a_value_that_fails_says_why_and_the_rest_goes_on(cluster: Cluster) -> None:
    found = list(cluster.map(Work("test_scale_cluster:odd"), range(8)))
    assert found == [0, 1, 2, 3, 4, Failed("ValueError: five is too odd"), 6, 7]


def test_a_value_that_kills_every_worker_costs_nobody_else(cluster: Cluster) -> None:
    found = list(cluster.map(Work("test_scale_cluster:deadly"), range(8), 100))
    assert isinstance(found[5], Failed)
    assert found[:5] + found[6:] == [0, 1, 2, 3, 4, 6, 7]


def test_grouping_over_partitions_is_the_same(cluster: Cluster) -> None:
    from test_scale_grouping import reports

    assert group(reports(), executor=cluster, cap=5) == group(reports(), cap=5)


def test_a_scheduler_that_is_not_there_is_said_plainly() -> None:
    with pytest.raises(ClusterError, match="its scheduler cannot be reached"):
        Cluster("tcp://127.0.0.1:1")


def test_a_site_is_the_same_though_a_worker_is_killed_on_the_way(
    address: str, alone: dict[str, bytes], examples: Path, tmp_path: Path
) -> None:
    killed: list[int] = []
    with (
        Store(f"sqlite:///{tmp_path / 'desk.sqlite'}") as store,
        Cluster(address) as cluster,
    ):

        def show(stage: str, done: int, total: int | None) -> None:
            if stage in ("annotate", "compose") and stage not in seen:
                seen.add(stage)
                killed.append(worker_processes(cluster)[0])
                os.kill(killed[-1], signal.SIGKILL)

        seen: set[str] = set()
        summary = run(
            [str(examples)], tmp_path / "site", store, Settings(workers=1), show=show,
            executor=cluster,
        )  # fmt: skip
    assert len(killed) == 2
    assert summary.broken_checks == 0
    assert without_identity(pages(tmp_path / "site")) == without_identity(alone)


def test_ctrl_c_ends_it_and_a_second_run_goes_on(
    address: str, alone: dict[str, bytes], examples: Path, tmp_path: Path
) -> None:
    """The command is interrupted once the first reports are kept.

    A run that ends before the signal reaches it was not interrupted: another is begun.
    """
    for turn in range(5):
        url = f"sqlite:///{tmp_path / f'desk{turn}.sqlite'}"
        command = [sys.executable, "-m", "copydesk", "run", str(examples), "--cluster", address]
        command += ["--site", str(tmp_path / f"site{turn}"), "--store", url, "--workers", "1"]
        with Store(url) as store:
            process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
            while store.count() == 0 and process.poll() is None:
                pass
            process.send_signal(signal.SIGINT)
            _, said = process.communicate()
        if process.returncode != 0:
            break
    assert process.returncode == 130
    assert "Traceback" not in said
    assert subprocess.run(command, check=False).returncode == 0
    assert without_identity(pages(tmp_path / f"site{turn}")) == without_identity(alone)
