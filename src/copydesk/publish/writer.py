"""Writing a site: only what changed, and nothing removed that copydesk did not write."""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path, PurePosixPath

from copydesk.errors import PublishError
from copydesk.publish.site import Published

#: Lists the files of the last run with their SHA-256, by path from the site's root.
MANIFEST = ".copydesk-site.json"
#: Names the store whose site this is: another store's site would remove its pages.
OWNER = ".copydesk-store"


def write(files: Iterable[tuple[str, bytes]], out: Path, owner: str | None = None) -> Published:
    """Bring the folder in line with the files.

    A file whose bytes stand there already is not touched. A file that a former run wrote (its
    manifest says so) and this one does not is removed, unless somebody changed it since.
    Each file appears whole or not at all.

    Args:
        files: path from the root with forward slashes, and content.
        out: the folder; made when it does not exist.
        owner: names the store that the site is made from; None for none.

    Raises:
        PublishError: when the folder cannot be written, holds the site of another owner or files
            of somebody else that would be overwritten, or a path would leave it.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
        if not any((out / mark).exists() for mark in (MANIFEST, OWNER)) and any(out.iterdir()):
            files = tuple(files)
            _spare(out, files)
        if owner is not None:
            _claim(out, owner)
        former = _read_manifest(out)
        present: dict[str, str] = {}
        written = unchanged = 0
        for path, content in files:
            target = _own(out, path)
            present[path] = sha256(content).hexdigest()
            if _same(target, content):
                unchanged += 1
            else:
                _replace(target, content)
                written += 1
        removed = sum(
            _remove(out, path, former[path]) for path in sorted(former.keys() - present.keys())
        )
        manifest = json.dumps({"files": dict(sorted(present.items()))}, indent=0).encode()
        if not _same(out / MANIFEST, manifest):
            _replace(out / MANIFEST, manifest)
    except OSError as error:
        raise PublishError(
            f"{out}: the site cannot be written ({error.strerror}: {error.filename}); "
            "choose a folder that is writable"
        ) from error
    return Published(written, unchanged, removed)


def _spare(out: Path, files: Iterable[tuple[str, bytes]]) -> None:
    """Make sure that a folder without our marks has no file that the site would overwrite.

    Raises:
        PublishError: it has one.
    """
    for path, content in files:
        target = _inside(out, path)
        if target.is_file() and not target.is_symlink() and not _same(target, content):
            raise PublishError(
                f"{target} stands there already and copydesk did not write it: give a folder of "
                "the site's own, or move that file away"
            )


def _claim(out: Path, owner: str) -> None:
    """Mark the folder with its owner, once.

    Raises:
        PublishError: it bears the mark of another.
    """
    mark = out / OWNER
    with contextlib.suppress(FileExistsError), mark.open("x", encoding="utf-8") as stream:
        stream.write(f"{owner}\n")
    if mark.read_text("utf-8").strip() not in ("", owner):
        raise PublishError(
            f"{out} holds the site of another store, whose pages would be removed: give another "
            f"folder or the --store it was made from, or delete {mark} to take the folder over"
        )
    if not mark.read_text("utf-8").strip():  # its writer died
        mark.write_text(f"{owner}\n", "utf-8")


def _inside(out: Path, path: str) -> Path:
    pure = PurePosixPath(path)
    if pure.is_absolute() or ".." in pure.parts or not pure.parts or path in (MANIFEST, OWNER):
        raise PublishError(f"{path!r} is not a path inside the site")
    return out.joinpath(*pure.parts)


def _own(out: Path, path: str) -> Path:
    """The place of a file to be written, which no link leads out of the site.

    Raises:
        PublishError: a link does.
    """
    target = _inside(out, path)
    for folder in target.parents:
        if folder == out:
            break
        if folder.is_symlink():
            raise PublishError(
                f"{folder} is a link that leads out of the site, so {path} was not written: "
                "remove the link, or publish to another folder"
            )
    return target


def _same(target: Path, content: bytes) -> bool:
    try:
        if target.stat().st_size != len(content) or target.is_symlink():
            return False
        return target.read_bytes() == content
    except FileNotFoundError:
        return False


def _replace(target: Path, content: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".copydesk-")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        Path(name).chmod(0o644)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _read_manifest(out: Path) -> dict[str, str]:
    """Files of the last run; none when there was no run or its list cannot be read."""
    try:
        record = json.loads((out / MANIFEST).read_bytes())
    except FileNotFoundError:
        return {}
    except ValueError as error:
        raise PublishError(
            f"{out / MANIFEST} is damaged, so files of a former run cannot be told from yours; "
            "delete it (nothing else is then removed) and run again"
        ) from error
    listed = record.get("files") if isinstance(record, dict) else None
    if not isinstance(listed, dict):
        return {}
    return {path: mark for path, mark in listed.items() if isinstance(mark, str)}


def _remove(out: Path, path: str, mark: str) -> int:
    """Remove a file of a former run; 1 when it was, 0 when it is gone or somebody changed it."""
    target = _inside(out, path)
    parents = [p for p in target.parents if out in p.parents]
    if target.is_symlink() or any(p.is_symlink() for p in parents) or not target.is_file():
        return 0
    if sha256(target.read_bytes()).hexdigest() != mark:
        return 0
    target.unlink()
    for parent in parents:
        if any(parent.iterdir()):
            break
        parent.rmdir()
    return 1
