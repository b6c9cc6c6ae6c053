"""Write the trained encoder as the files that copydesk ships: bytes for weights, ONNX for the run.

Products are quantised to 8 bits (weights a column, activations by ranges that are read off training
text, so that no text's scores depend on the texts it is read with).
"""

from __future__ import annotations

import json
import warnings
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from numpy.typing import NDArray
from onnx import numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from copydesk.language import lemmas
from training.batches import Classes
from training.corpora import Paragraph
from training.encoder import Model

#: Guidelines whose name scores are averaged; chosen on EWT dev and GUM dev.
GUIDELINES = ("uner", "gum", "crossner")
#: Penn tags of words whose lemmas are listed: inflected words, pronouns and determiners, and the
#: base forms that are at times abbreviations.
LISTED = frozenset(
    {"NNS", "VBD", "VBG", "VBN", "VBZ", "VBP", "JJR", "JJS", "RBR", "RBS", "MD", "PRP", "PRP$",
     "WP", "WP$", "DT", "PDT", "POS", "WDT", "NN", "RB", "IN"}
)  # fmt: skip
#: Best lemma edits that are written for each word; the first that makes a known word is taken.
EDITS = 4
#: Share of activations, at each end, that may lie outside the range of the bytes.
CLIPPED = 1e-5


class Exported(nn.Module):
    """What runs at reading time: tag classes chosen, names by the wanted guidelines."""

    def __init__(self, model: Model, guidelines: Sequence[int]) -> None:
        super().__init__()
        self.model = model
        sizes = model.sizes
        self.names = nn.Linear(model.names.in_features, sizes.names)
        weight = model.names.weight.reshape(sizes.guidelines, sizes.names, -1)
        bias = model.names.bias.reshape(sizes.guidelines, sizes.names)
        with torch.no_grad():
            self.names.weight.copy_(weight[list(guidelines)].mean(0))
            self.names.bias.copy_(bias[list(guidelines)].mean(0))

    def forward(self, embedded: Tensor, lengths: Tensor, words: Tensor) -> tuple[Tensor, ...]:
        """See `copydesk.language.encoder.Scores` for the outputs, in order of `OUTPUTS`."""
        syntax, named = self.model.encoder(embedded, lengths, words)
        scores = self.model.heads(syntax, named)
        chosen = (scores[head].argmax(-1) for head in ("tags", "morphs"))
        edits = torch.topk(scores["edits"], min(EDITS, self.model.sizes.edits)).indices
        rest = (scores[key] for key in ("arcs", "dependents", "governors"))
        return (*chosen, edits, scores["starts"], self.names(named), *rest)


OUTPUTS = ("tags", "morphs", "edits", "starts", "names", "arcs", "dependents", "governors")


def export(
    model: Model,
    of: Classes,
    vocabulary: Sequence[str],
    known: Mapping[tuple[str, str], str],
    sample: Sequence[Mapping[str, Tensor]],
    out: Path,
) -> None:
    """Write the files that `copydesk.language.encoder.Encoder` reads to ``out``.

    Args:
        model: trained.
        of: its classes.
        vocabulary: of the word pieces.
        known: from `lexicon`.
        sample: batches of training text, from which the ranges of activations are read.
        out: folder.
    """
    out.mkdir(parents=True, exist_ok=True)
    model.eval()
    exported = Exported(model, [of.guidelines.index(name) for name in GUIDELINES]).eval()
    given = [_given(model, batch) for batch in sample]
    plain = out / "plain.onnx"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            exported, given[0], str(plain), dynamo=False, opset_version=17,
            input_names=["embedded", "lengths", "words"], output_names=list(OUTPUTS),
            dynamic_axes={
                "embedded": {0: "batch", 1: "pieces"}, "lengths": {0: "batch"},
                "words": {0: "batch", 1: "words"},
                **{name: {0: "batch", 1: "words"} for name in OUTPUTS},
            },
        )  # fmt: skip
    dynamic = out / "dynamic.onnx"
    quantize_dynamic(
        str(plain), str(dynamic), per_channel=True, reduce_range=True, weight_type=QuantType.QInt8,
        op_types_to_quantize=["MatMul"], extra_options={"MatMulConstBOnly": True},
    )  # fmt: skip
    feeds = [
        dict(zip(("embedded", "lengths", "words"), map(_array, g), strict=True)) for g in given
    ]
    onnx.save(fused(fixed_ranges(onnx.load(str(dynamic)), feeds)), str(out / "encoder.onnx"))
    plain.unlink()
    dynamic.unlink()
    _tables(model, out)
    (out / "vocabulary.txt").write_text("".join(f"{p}\n" for p in vocabulary), "utf-8")
    lines = (f"{word}\t{tag}\t{lemma}\n" for (word, tag), lemma in sorted(known.items()))
    (out / "lemmas.txt").write_text("".join(lines), "utf-8")
    kept = ("tags", "morphs", "edits", "relations", "names")
    text = json.dumps({key: getattr(of, key) for key in kept}, indent=0, ensure_ascii=False)
    (out / "classes.json").write_text(text + "\n", "utf-8")


def lexicon(paragraphs: Iterable[Paragraph]) -> dict[tuple[str, str], str]:
    """Lemmas by lower-case word and Penn tag; those that vary by more than one in ten are left out.

    Base forms that are their own lemma need no entry.
    """
    counts = defaultdict[tuple[str, str], Counter[str]](Counter)
    for sentence in (s for p in paragraphs for s in p.sentences if s.heads):
        for word, tag, lemma in zip(sentence.words, sentence.tags, sentence.lemmas, strict=True):
            if tag in LISTED and "\t" not in word + lemma and lemma != "_":
                counts[word.lower(), tag][lemma] += 1
    found = dict[tuple[str, str], str]()
    for key, seen in sorted(counts.items()):
        lemma, most = min(seen.items(), key=lambda item: (-item[1], item[0]))
        own = key[1] in lemmas.BASE and lemma.lower() == key[0]
        if most >= 0.9 * seen.total() and not own:
            found[key] = lemma
    return found


def _array(tensor: Tensor) -> NDArray[np.generic]:
    return tensor.detach().numpy()


def _given(model: Model, batch: Mapping[str, Tensor]) -> tuple[Tensor, Tensor, Tensor]:
    with torch.no_grad():
        return model.embed(batch["ids"], batch["capitals"]), batch["lengths"], batch["words"]


def fixed_ranges(
    model: onnx.ModelProto, feeds: Sequence[Mapping[str, NDArray[np.generic]]]
) -> onnx.ModelProto:
    """Replace every dynamic quantisation by one with the range read from ``feeds``."""
    nodes = [n for n in model.graph.node if n.op_type == "DynamicQuantizeLinear"]
    inputs = sorted({n.input[0] for n in nodes})
    probe = onnx.ModelProto()
    probe.CopyFrom(model)
    for name in inputs:
        if name not in {o.name for o in probe.graph.output}:
            probe.graph.output.append(
                onnx.helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, None)
            )
    session = onnxruntime.InferenceSession(
        probe.SerializeToString(), providers=["CPUExecutionProvider"]
    )
    low, high = dict.fromkeys(inputs, 0.0), dict.fromkeys(inputs, 0.0)
    for feed in feeds:
        for name, value in zip(inputs, session.run(inputs, dict(feed)), strict=True):
            low[name] = min(low[name], float(np.quantile(value, CLIPPED)))
            high[name] = max(high[name], float(np.quantile(value, 1 - CLIPPED)))
    for node in nodes:
        name = node.input[0]
        scale = max((high[name] - low[name]) / 255, 1e-8)
        zero = int(np.clip(round(-low[name] / scale), 0, 255))
        for output, value in zip(
            node.output[1:], (np.array(scale, np.float32), np.array(zero, np.uint8)), strict=True
        ):
            model.graph.initializer.append(numpy_helper.from_array(value, output))
        fixed = onnx.helper.make_node(
            "QuantizeLinear", [name, *node.output[1:]], node.output[:1], name=node.name
        )
        node.CopyFrom(fixed)
    return model


def fused(model: onnx.ModelProto) -> onnx.ModelProto:
    """Join each product of bytes with its scaling and its bias into one operation of ONNX Runtime.

    ONNX Runtime joins them itself only where the range is dynamic.
    """
    graph = model.graph
    constants = {tensor.name for tensor in graph.initializer}
    by_input = {name: node for node in graph.node for name in node.input}
    by_output = {name: node for node in graph.node for name in node.output}
    gone = list[onnx.NodeProto]()
    for node in [n for n in graph.node if n.op_type == "MatMulInteger"]:
        cast = by_input[node.output[0]]
        scaled = by_input[cast.output[0]]
        [product] = [name for name in scaled.input if name != cast.output[0]]
        scales = by_output[product]
        add = by_input[scaled.output[0]]
        biases = [name for name in add.input if add.op_type == "Add" and name in constants]
        one = onnx.helper.make_node(
            "MatMulIntegerToFloat",
            [*node.input[:2], *scales.input, *node.input[2:], *biases],
            add.output if biases else scaled.output,
            name=node.name,
            domain="com.microsoft",
        )
        scaled.CopyFrom(one)
        gone += [node, cast, scales, *([add] if biases else [])]
    for node in gone:
        graph.node.remove(node)
    model.opset_import.append(onnx.helper.make_opsetid("com.microsoft", 1))
    return model


def _tables(model: Model, out: Path) -> None:
    """The embeddings, pieces as bytes with a scale a row, and the table of relations."""
    pieces = _array(model.pieces.weight).astype(np.float32)
    scale = np.abs(pieces).max(1, keepdims=True) / 127
    scale[scale == 0] = 1.0
    np.savez(
        out / "tables.npz",
        pieces=np.round(pieces / scale).astype(np.int8),
        scale=scale[:, 0].astype(np.float32),
        positions=_array(model.positions.weight).astype(np.float16),
        capitals=_array(model.capitals.weight).astype(np.float16),
        relations=_array(model.relations).astype(np.float16),
    )
