"""The training code makes a model of a tiny corpus of our own: the loss falls, the file loads."""

from __future__ import annotations

import gzip
import random
import sys
from pathlib import Path

import numpy as np
import pytest
import spacy
from spacy.tokens import DocBin
from spacy.training import Example
from spacy.vectors import Vectors
from thinc.api import Adam

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from training import corpora  # noqa: E402
from training.legs import Leg, train  # noqa: E402
from training.vectors import pieces, principal  # noqa: E402

PEOPLE = ("Ada", "Bram", "Cleo", "Dov")
VERBS = ("greeted", "thanked", "warned")


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
    names = [*corpora.TREEBANK_TRAIN, *corpora.TREEBANK_DEV]
    for seed, name in enumerate(names):
        with gzip.open(tmp_path / "treebank" / f"{name}.conllu.gz", "wt", encoding="utf-8") as f:
            f.write(conllu(seed, 8))
    for name in (*corpora.NAMES_TRAIN, *corpora.NAMES_WIDE):
        with gzip.open(tmp_path / "ner" / f"{name}.iob2.gz", "wt", encoding="utf-8") as f:
            f.write("Ada\tI-PERSON\nmet\tO\nBram\tB-PERSON\n,\tO\nthe\tO\nbaker\tO\n.\tO\n\n" * 2)
    return tmp_path


def test_corpora_are_built_the_same_each_time(data: Path) -> None:
    counts = corpora.build(data, data / "one")
    assert counts == corpora.build(data, data / "two")
    assert set(counts) == {"syntax", "names", "names-wide", "dev"}
    vocab = spacy.blank("en").vocab
    texts = [
        [doc.text for doc in DocBin().from_disk(data / run / "names.spacy").get_docs(vocab)]
        for run in ("one", "two")
    ]
    assert texts[0] == texts[1]
    assert any("Bram, the baker." in text for text in texts[0])


def test_loss_falls_on_a_tiny_sample(data: Path) -> None:
    spacy.util.fix_random_seed(1)
    corpora.build(data, data / "out")
    config = spacy.util.load_config(ROOT / "training" / "syntax.cfg")
    embed = config["components"]["tok2vec"]["model"]["embed"]
    embed.update(include_static_vectors=False, rows=[100, 100, 100, 100])
    config["components"]["tok2vec"]["model"]["encode"].update(width=16, depth=1)
    config["components"]["parser"]["model"]["hidden_width"] = 16
    config["components"]["parser"]["min_action_freq"] = 1
    config["nlp"]["pipeline"] = ["tok2vec", "tagger", "parser"]
    config["components"] = {name: config["components"][name] for name in config["nlp"]["pipeline"]}
    nlp = spacy.util.load_model_from_config(config, auto_fill=True)
    docs = DocBin().from_disk(data / "out" / "syntax.spacy").get_docs(nlp.vocab)
    examples = [Example(nlp.make_doc(doc.text), doc) for doc in docs][:10]
    optimizer = nlp.initialize(lambda: examples, sgd=Adam(0.02))
    history = []
    for _ in range(12):
        losses: dict[str, float] = {}
        nlp.update(examples, sgd=optimizer, losses=losses)
        history.append(losses)
    for part in ("tagger", "parser"):
        assert history[-1][part] < history[0][part] / 2
    nlp.to_disk(data / "model")
    assert spacy.load(data / "model")("Ada greeted Dov.")[1].tag_ == "VBD"


def test_a_part_is_trained_in_legs(data: Path) -> None:
    corpora.build(data, data / "out")
    nlp = spacy.blank("en")
    rows = np.random.default_rng(2).normal(size=(len(PEOPLE), 96)).astype(np.float32)
    keys = [name.lower() for name in PEOPLE]
    nlp.vocab.vectors = Vectors(strings=nlp.vocab.strings, data=rows, keys=keys, attr="NORM")
    nlp.to_disk(data / "out" / "vectors")
    two = (Leg("names-wide", 2, 40, 0.001, 0.1), Leg("names", 2, 40, 0.001, 0.1))
    made = train("names", two, data / "out")
    assert spacy.load(made).get_pipe("ner").labels == ("PERSON",)


def test_headline_and_curly_copies_keep_the_annotation() -> None:
    sentence = corpora.Sentence(
        words=('"', "Bread", "rises", '"', ",", "she", "said"),
        spaces=(False, True, False, False, True, True, False),
        tags=("``", "NN", "VBZ", "''", ",", "PRP", "VBD"),
    )
    assert corpora.curly(sentence).words[0] == "“"
    assert corpora.curly(sentence).words[3] == "”"
    assert corpora.headline_case(sentence).words[2] == "Rises"
    assert corpora.headline_case(sentence).tags == sentence.tags


def test_word_pieces_and_components() -> None:
    vocabulary = {"un": 0, "##fold": 1, "##ed": 2, "fold": 3}
    assert pieces("unfolded", vocabulary) == [0, 1, 2]
    assert pieces("xyz", vocabulary) == []
    matrix = np.random.default_rng(1).normal(size=(40, 8)).astype(np.float32)
    assert principal(matrix, 3).shape == (40, 3)
    assert abs(float(principal(matrix, 3).std()) - 1) < 1e-5
