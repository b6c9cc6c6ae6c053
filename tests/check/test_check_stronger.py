"""A stronger judge: from a folder or an address, named in the verdict, behind the vetoes."""

import json

import httpx2
import numpy as np
import pytest

from copydesk.check import JudgeError, check_pair, stronger_judge
from copydesk.check.support.stronger import Address, Checkpoint, pieces
from copydesk.model import Outcome

SOURCE = "The harbour fire injured 14 people on Monday, police said."


def served(probability):
    def answer(request):
        sent = json.loads(request.content)
        assert set(sent) == {"claim", "text"}
        return httpx2.Response(200, json={"probability": probability})

    return Address("https://judge.example/v1?key=x", transport=httpx2.MockTransport(answer))


def test_its_word_decides_where_no_veto_stands_and_it_is_named(language):
    claim = "Police reported fourteen people hurt in the blaze at the port."
    passes = check_pair(claim, SOURCE, language, served(0.91))
    stopped = check_pair(claim, SOURCE, language, served(0.12))
    assert passes.outcome is Outcome.CAVEAT
    assert stopped.outcome is Outcome.NOT_FOUND
    assert any(
        "https://judge.example/v1" in r.message and "0.91" in r.message for r in passes.reasons
    )


def test_a_veto_stands_whatever_it_says(language):
    claim = "Police reported 41 people hurt in the blaze at the port."
    assert not check_pair(claim, SOURCE, language, served(1.0)).outcome.passes


@pytest.mark.parametrize("body", [{"score": 1}, {"probability": 7}, {"probability": "high"}])
def test_an_answer_that_is_no_probability_stops_the_check(language, body):
    judge = Address(
        "https://judge.example",
        transport=httpx2.MockTransport(lambda _: httpx2.Response(200, json=body)),
    )
    with pytest.raises(JudgeError, match=r"judge\.example"):
        judge.probability("a", "b")


def test_a_folder_without_a_checkpoint_is_refused(tmp_path):
    with pytest.raises(JudgeError, match=r"config\.json"):
        stronger_judge(str(tmp_path))


def field(number, value):
    """One field of a protocol buffer: a whole number, or bytes."""

    def varint(n):
        out = b""
        while n > 127:
            out += bytes([n & 127 | 128])
            n >>= 7
        return out + bytes([n])

    if isinstance(value, int):
        return varint(number << 3) + varint(value)
    data = value.encode() if isinstance(value, str) else value
    return varint(number << 3 | 2) + varint(len(data)) + data


def node(kind, inputs, output, *attributes):
    names = b"".join(field(1, i) for i in inputs) + field(2, output) + field(4, kind)
    return field(1, names + b"".join(field(5, a) for a in attributes))


def whole_number(name, value):
    return field(1, name) + field(3, value) + field(20, 2)


def constant(name, array, kind):
    dims = b"".join(field(1, d) for d in array.shape)
    return field(5, dims + field(2, kind) + field(8, name) + field(9, array.tobytes()))


def shaped(number, name, kind):
    dims = b"".join(field(1, field(2, d)) for d in ("batch", "pieces"))
    return field(number, field(1, name) + field(2, field(1, field(1, kind) + field(2, dims))))


def tiny_model():
    """An ONNX model: nought for contradiction; for entailment the sum of the ids less twenty."""
    floats, wholes = 1, 7
    graph = (
        node("Cast", ["input_ids"], "floats", whole_number("to", floats))
        + node("ReduceSum", ["floats", "axis"], "sum", whole_number("keepdims", 1))
        + node("Sub", ["sum", "twenty"], "support")
        + node("Mul", ["support", "nought"], "against")
        + node("Concat", ["against", "support"], "logits", whole_number("axis", 1))
        + field(2, "tiny")
        + constant("axis", np.array([1], np.int64), wholes)
        + constant("twenty", np.array([[20]], np.float32), floats)
        + constant("nought", np.array([[0]], np.float32), floats)
        + shaped(11, "input_ids", wholes)
        + shaped(12, "logits", floats)
    )
    return field(1, 8) + field(7, graph) + field(8, field(1, "") + field(2, 17))


def test_an_onnx_checkpoint_is_read_and_run(tmp_path):
    tokenizers = pytest.importorskip("tokenizers")
    words = ["[UNK]", "[CLS]", "[SEP]", "the", "harbour", "fire", "was", "small"]
    model = tokenizers.models.WordLevel({w: i for i, w in enumerate(words)}, unk_token="[UNK]")
    tokenizer = tokenizers.Tokenizer(model)
    tokenizer.pre_tokenizer = tokenizers.pre_tokenizers.Whitespace()
    tokenizer.post_processor = tokenizers.processors.TemplateProcessing(
        single="[CLS] $A [SEP]",
        pair="[CLS] $A [SEP] $B:1 [SEP]:1",
        special_tokens=[("[CLS]", 1), ("[SEP]", 2)],
    )
    tokenizer.save(str(tmp_path / "tokenizer.json"))
    labels = {"id2label": {"0": "contradiction", "1": "entailment"}}
    (tmp_path / "config.json").write_text(json.dumps(labels), "utf-8")
    (tmp_path / "model.onnx").write_bytes(tiny_model())
    judge = Checkpoint(tmp_path)
    assert judge.name == tmp_path.name
    more, less = (judge.probability("the fire was small", t) for t in ("the harbour fire", "the"))
    assert 0 <= less < more <= 1


def test_a_long_text_goes_in_pieces_that_overlap():
    text = " ".join(f"w{i}" for i in range(1000))
    found = pieces(text)
    assert len(found) > 2
    assert all(len(p.split()) <= 320 for p in found)
    assert set(text.split()) <= {w for p in found for w in p.split()} | set(text.split()[-240:])
