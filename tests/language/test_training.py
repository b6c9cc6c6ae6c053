"""The training code makes a model of a tiny corpus of our own: the loss falls, the file is read."""

from __future__ import annotations

import gzip
import random
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from training import corpora  # noqa: E402

from copydesk.language.encoder import Encoder  # noqa: E402
from copydesk.language.trees import best_tree  # noqa: E402
from copydesk.language.wordpieces import WordPieces  # noqa: E402

PEOPLE = ("Ada", "Bram", "Cleo", "Dov")
VERBS = ("greeted", "thanked", "warned")
VOCABULARY = (
    ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", ".", ",", "the", "baker", "met"]
    + [name.lower() for name in PEOPLE]
    + list(VERBS)
)


def conllu(seed: int, sentences: int) -> str:
    rng = random.Random(seed)
    blocks = []
    for n in range(sentences):
        who, whom, verb = rng.choice(PEOPLE), rng.choice(PEOPLE), rng.choice(VERBS)
        rows = [
            (who, who, "PROPN", "NNP", "Number=Sing", 2, "nsubj", "NE=B-PERSON"),
            (verb, verb[:-2], "VERB", "VBD", "Tense=Past", 0, "root", "_"),
            (whom, whom, "PROPN", "NNP", "Number=Sing", 2, "obj", "SpaceAfter=No|NE=B-PERSON"),
            (".", ".", "PUNCT", ".", "_", 2, "punct", "_"),
        ]
        lines = ["# newpar"] if n % 3 == 0 else []
        for i, (word, lemma, pos, tag, morph, head, dep, misc) in enumerate(rows, 1):
            cells = (i, word, lemma, pos, tag, morph, head, dep, "_", misc)
            lines.append("\t".join(map(str, cells)))
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks) + "\n\n"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "treebank").mkdir()
    (tmp_path / "ner").mkdir()
    for seed, (name, _) in enumerate(corpora.TREEBANKS):
        with gzip.open(tmp_path / "treebank" / f"{name}.conllu.gz", "wt", encoding="utf-8") as f:
            f.write(conllu(seed, 9))
    for name, _ in (*corpora.NAMES, *corpora.FURTHER):
        with gzip.open(tmp_path / "ner" / f"{name}.iob2.gz", "wt", encoding="utf-8") as f:
            f.write("Ada\tI-PERSON\nmet\tO\nBram\tB-PERSON\n,\tO\nthe\tO\nbaker\tO\n.\tO\n\n" * 2)
    return tmp_path


def test_corpora_are_read_the_same_each_time(data: Path) -> None:
    read = corpora.read(data)
    assert read == corpora.read(data)
    assert {p.guideline for p in read} == set(range(len(corpora.guidelines(corpora.NAMES))))
    assert all(1 <= len(p.sentences) <= 5 for p in read)
    names_only = read[-1].sentences[0]
    assert names_only.names[0] == "B-PERSON"  # an I- without a B- is repaired
    assert corpora.to_doc(_vocab(), [names_only]).text == "Ada met Bram, the baker."


def _vocab():
    import spacy

    return spacy.blank("en").vocab


@pytest.fixture
def torch():
    pytest.importorskip("onnx", reason="needs what requirements/training.txt pins")
    torch = pytest.importorskip("torch", reason="needs what requirements/training.txt pins")
    torch.set_num_threads(1)
    return torch


def _start(data: Path):
    import torch
    from training import batches, encoder

    paragraphs = corpora.read(data)
    classes = batches.classes(paragraphs, corpora.guidelines(corpora.NAMES))
    torch.manual_seed(1)
    model = encoder.Model(encoder.sizes(classes), len(VOCABULARY))
    return model, paragraphs, batches.Numbers(WordPieces(VOCABULARY), classes), classes


@pytest.mark.training
def test_names_are_swapped_and_capitals_changed_but_no_label_moves(data: Path, torch) -> None:
    from training import batches

    paragraphs = corpora.read(data)
    pools = {("PERSON", 1): [(f"Name{i}",) for i in range(30)]}
    rng = random.Random(3)
    changed = [batches.changed(p, pools, rng) for p in paragraphs for _ in range(20)]
    words = {w for p in changed for s in p.sentences for w in s.words}
    assert any(word.startswith("Name") for word in words)
    assert "GREETED" in words and "ada" in words
    for before, after in zip([p for p in paragraphs for _ in range(20)], changed, strict=True):
        for one, other in zip(before.sentences, after.sentences, strict=True):
            assert len(one.words) == len(other.words)
            assert (one.names, one.heads) == (other.names, other.heads)


@pytest.mark.training
def test_loss_falls_and_what_is_learnt_is_read_back(data: Path, torch) -> None:
    from training import export, fit

    model, paragraphs, numbers, classes = _start(data)
    history = fit.train(model, paragraphs, numbers, data, 20)
    assert sum(history[-5:]) < sum(history[:5]) / 2
    assert fit.read_classes(data) == classes
    sample = [numbers.batch(paragraphs[:8], None)]
    known = export.lexicon(paragraphs)
    assert known["greeted", "VBD"] == "greet"
    export.export(model, classes, VOCABULARY, known, sample, data / "encoder")
    encoder = Encoder(data / "encoder")
    [[scores]] = encoder.read([["Ada", "greeted", "Dov", "."]])
    assert [encoder.classes["tags"][tag] for tag in scores.tags] == ["NNP", "VBD", "NNP", "."]
    assert best_tree(scores.arcs) == [1, -1, 1, 1]
    people = [encoder.classes["names"][n] for n in scores.names.argmax(1)]
    assert people == ["B-PERSON", "O", "B-PERSON", "O"]


@pytest.mark.training
def test_a_stopped_run_goes_on_to_the_same_weights(data: Path, torch) -> None:
    from training import fit

    (data / "whole").mkdir()
    (data / "stopped").mkdir()
    ends = []
    for name, stops in (("whole", (4,)), ("stopped", (2, 4))):
        for stop in stops:
            model, paragraphs, numbers, _ = _start(data)
            history = fit.train(model, paragraphs, numbers, data / name, 4, until=stop)
        ends.append((history, model.state_dict()))
    assert ends[0][0] == ends[1][0]
    assert all(torch.equal(v, ends[1][1][k]) for k, v in ends[0][1].items() if k != "pieces.weight")


@pytest.mark.training
def test_a_narrowed_encoder_keeps_what_matters_and_learns_from_the_wide_one(
    data: Path, torch
) -> None:
    from training import encoder, fit, narrow

    wide, paragraphs, numbers, _ = _start(data)
    fit.train(wide, paragraphs, numbers, data, 20)
    sample = [numbers.batch(paragraphs[:8], None)]
    taught = narrow.Teacher(wide).losses

    def apart(pupil) -> float:
        with torch.no_grad():
            return sum(float(loss) for loss in taught(pupil.eval(), sample[0]).values())

    assert apart(narrow.narrowed(wide, encoder.WIDE, sample)) == pytest.approx(0, abs=1e-4)
    narrowed = narrow.narrowed(wide, encoder.Shape(3, 256), sample)
    assert narrowed.encoder.layers[2].inner.out_features == 256
    before = apart(narrowed)
    (data / "third").mkdir()
    fit.train(narrowed, paragraphs, numbers, data / "third", 20, taught=taught)
    assert 0 < apart(narrowed) < 0.75 * before
