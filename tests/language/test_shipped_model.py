"""The shipped pipeline: small, whole, offline, and right about plain news English."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from copydesk import language
from copydesk.annotate.parsing import load
from copydesk.errors import LanguageModelError

ORDER = ["encoder", "ner"]


def test_fits_in_its_budget() -> None:
    size = sum(path.stat().st_size for path in language.path().rglob("*") if path.is_file())
    assert size <= 25_000_000


def test_names_its_licence_and_sources() -> None:
    meta = json.loads((language.path() / "meta.json").read_text("utf-8"))
    assert meta["name"] == "copydesk_news"
    assert meta["license"] == "CC BY-SA 4.0"
    card = (language.path() / "CARD.md").read_text("utf-8")
    for source in meta["sources"]:
        assert source["license"]
        assert source["name"].split(",")[0].split(" 2")[0] in card


def test_keeps_no_path_of_the_machine_it_was_made_on() -> None:
    for name in ("config.cfg", "meta.json"):
        text = (language.path() / name).read_text("utf-8")
        assert str(Path.home()) not in text
        assert "/tmp" not in text


def test_is_loaded_once() -> None:
    assert load(None) is load(None)
    assert load(None).name == language.NAME
    assert load(None).nlp.pipe_names[:2] == ORDER


def test_reads_tags_dependencies_and_lemmas() -> None:
    doc = load(None).nlp("The minister said that two soldiers were killed on Monday.")
    words = {token.text: token for token in doc}
    assert words["minister"].dep_ == "nsubj"
    assert words["minister"].head.text == "said"
    assert words["soldiers"].dep_ == "nsubj:pass"
    assert words["soldiers"].lemma_ == "soldier"
    assert words["said"].lemma_ == "say"
    assert words["killed"].tag_ == "VBN"
    assert words["two"].pos_ == "NUM"


def test_a_missing_pipeline_is_named() -> None:
    with pytest.raises(LanguageModelError, match="no_such_pipeline"):
        load("no_such_pipeline")


def test_a_pipeline_without_parser_is_refused(tmp_path: Path) -> None:
    import spacy

    spacy.blank("en").to_disk(tmp_path / "blank")
    with pytest.raises(LanguageModelError, match="parser"):
        load(str(tmp_path / "blank"))
