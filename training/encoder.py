"""The encoder with its heads, in PyTorch: ``training.fit`` trains, ``training.export`` writes it.

The lower layers of MiniLM-L6 (Wang et al. 2020, arXiv:2002.10957), with an embedding of capitals
added at the input, under linear heads for tags, features, lemma edits, sentence starts
and names (one a guideline), and a biaffine head for arcs and labels (Dozat and Manning 2017,
arXiv:1611.01734).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from training.batches import Classes

HIDDEN, HEADS = 384, 12
ARC, RELATION = 256, 64
#: Added to scores of places that cannot be chosen.
NEVER = -1e4


@dataclass(frozen=True, slots=True)
class Sizes:
    """Number of classes of each head."""

    tags: int
    morphs: int
    edits: int
    relations: int
    names: int
    guidelines: int


@dataclass(frozen=True, slots=True)
class Shape:
    """How many layers there are, and how many units stand inside each."""

    layers: int
    inner: int


#: What is trained first: MiniLM's own width, its lower layers.
WIDE = Shape(layers=4, inner=1536)


class Layer(nn.Module):
    """One transformer layer, normalised after each part, as BERT's."""

    def __init__(self, inner: int, dropout: float) -> None:
        super().__init__()
        self.qkv = nn.Linear(HIDDEN, 3 * HIDDEN)
        self.attended = nn.Linear(HIDDEN, HIDDEN)
        self.norm1 = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.inner = nn.Linear(HIDDEN, inner)
        self.outer = nn.Linear(inner, HIDDEN)
        self.norm2 = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """``x``: batch x pieces x hidden; ``mask``: batch x 1 x 1 x pieces, added to the scores."""
        batch, pieces, _ = x.shape
        qkv = self.qkv(x).reshape(batch, pieces, 3, HEADS, HIDDEN // HEADS).permute(2, 0, 3, 1, 4)
        scores = qkv[0] @ qkv[1].transpose(2, 3) * (HIDDEN // HEADS) ** -0.5 + mask
        seen = (torch.softmax(scores, -1) @ qkv[2]).transpose(1, 2).reshape(batch, pieces, HIDDEN)
        x = self.norm1(x + self.dropout(self.attended(seen)))
        return self.norm2(x + self.dropout(self.outer(functional.gelu(self.inner(x)))))


class Encoder(nn.Module):
    """From embedded pieces to one vector a word and task."""

    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.layers = nn.ModuleList(Layer(shape.inner, dropout) for _ in range(shape.layers))
        self.mix = nn.Parameter(torch.zeros(2, shape.layers))
        self.dropout = nn.Dropout(dropout)

    def forward(self, embedded: Tensor, lengths: Tensor, words: Tensor) -> tuple[Tensor, Tensor]:
        """Vectors of the words for syntax and for names, each batch x words x hidden.

        ``embedded``: batch x pieces x hidden; ``lengths``: pieces of each row; ``words``: batch x
        words, place of each word's first piece.
        """
        places = torch.arange(embedded.shape[1], device=embedded.device)
        mask = torch.where(places[None, :] < lengths[:, None], 0.0, NEVER)[:, None, None, :]
        x = self.dropout(self.norm(embedded))
        outputs = []
        for layer in self.layers:
            x = layer(x, mask)
            outputs.append(x)
        index = words[:, :, None].expand(-1, -1, HIDDEN)
        weights = torch.softmax(self.mix, 1)
        syntax = sum(weights[0, i] * output for i, output in enumerate(outputs))
        named = sum(weights[1, i] * output for i, output in enumerate(outputs))
        return torch.gather(syntax, 1, index), torch.gather(named, 1, index)


class Model(nn.Module):
    """Embeddings, encoder and heads."""

    def __init__(
        self,
        sizes: Sizes,
        pieces: int,
        positions: int = 512,
        dropout: float = 0.1,
        shape: Shape = WIDE,
    ) -> None:
        super().__init__()
        self.sizes = sizes
        self.shape = shape
        self.pieces = nn.Embedding(pieces, HIDDEN)
        self.pieces.weight.requires_grad_(False)
        self.positions = nn.Embedding(positions, HIDDEN)
        self.capitals = nn.Embedding(8, HIDDEN)  # the classes of `wordpieces.capitals`
        nn.init.zeros_(self.capitals.weight)
        self.encoder = Encoder(shape, dropout)
        self.drop = nn.Dropout(0.25)
        self.tags = nn.Linear(HIDDEN, sizes.tags)
        self.morphs = nn.Linear(HIDDEN, sizes.morphs)
        self.edits = nn.Linear(HIDDEN, sizes.edits)
        self.starts = nn.Linear(HIDDEN, 2)
        self.names = nn.Linear(HIDDEN, sizes.names * sizes.guidelines)
        self.arc = nn.Linear(HIDDEN, 2 * ARC)
        self.relation = nn.Linear(HIDDEN, 2 * RELATION)
        self.arcs = nn.Parameter(torch.empty(ARC + 1, ARC))
        self.relations = nn.Parameter(torch.empty(RELATION + 1, sizes.relations, RELATION + 1))
        self.root = nn.Parameter(torch.zeros(ARC))
        self.root_relation = nn.Parameter(torch.zeros(RELATION))
        nn.init.xavier_uniform_(self.arcs)
        nn.init.normal_(self.relations, std=0.05)

    def embed(self, ids: Tensor, capitals: Tensor) -> Tensor:
        """Sum of the embeddings of pieces, places and capitals: batch x pieces x hidden."""
        places = torch.arange(ids.shape[1], device=ids.device)
        return self.pieces(ids) + self.positions(places)[None] + self.capitals(capitals)

    def heads(self, syntax: Tensor, named: Tensor) -> dict[str, Tensor]:
        """Scores of all heads.

        ``arcs``: batch x words x (1 + words), place 0 the root; ``dependents`` and ``governors``:
        the vectors that `labels` compares.
        """
        syntax, named = self.drop(syntax), self.drop(named)
        batch = syntax.shape[0]
        arc = functional.leaky_relu(self.arc(syntax), 0.1)
        relation = self.drop(functional.leaky_relu(self.relation(syntax), 0.1))
        dependent, governor = self.drop(arc).split(ARC, -1)
        governor = torch.cat([self.root.expand(batch, 1, ARC), governor], 1)
        left = dependent @ self.arcs[:ARC] + self.arcs[ARC]
        dependents, governors = relation.split(RELATION, -1)
        return {
            "tags": self.tags(syntax),
            "morphs": self.morphs(syntax),
            "edits": self.edits(syntax),
            "starts": self.starts(syntax),
            "names": self.names(named),
            "arcs": left @ governor.transpose(1, 2),
            "dependents": dependents,
            "governors": torch.cat([self.root_relation.expand(batch, 1, RELATION), governors], 1),
        }

    def labels(self, dependents: Tensor, governors: Tensor) -> Tensor:
        """Scores of the relations between pairs of vectors: pairs x relations."""
        one = torch.ones_like(dependents[..., :1])
        left = torch.cat([dependents, one], -1)
        right = torch.cat([governors, one], -1)
        table = self.relations.reshape(RELATION + 1, -1)
        mixed = (left @ table).reshape(*left.shape[:-1], self.sizes.relations, RELATION + 1)
        return (mixed @ right[..., None]).squeeze(-1)

    def forward(
        self, ids: Tensor, capitals: Tensor, lengths: Tensor, words: Tensor
    ) -> dict[str, Tensor]:
        """All scores of a batch; see `Encoder.forward` for the arguments."""
        return self.heads(*self.encoder(self.embed(ids, capitals), lengths, words))


def sizes(of: Classes) -> Sizes:
    """The number of classes of each head."""
    heads = ("tags", "morphs", "edits", "relations", "names", "guidelines")
    return Sizes(*(len(getattr(of, head)) for head in heads))


def widened(weights: Mapping[str, Tensor], before: Sizes, now: Sizes) -> dict[str, Tensor]:
    """Weights for more guidelines: the new ones start from the mean of those there are."""
    found = dict(weights)
    for end in ("weight", "bias"):
        old = weights[f"names.{end}"]
        rows = old.reshape(before.guidelines, before.names, *old.shape[1:])
        new = rows.mean(0, keepdim=True).expand(now.guidelines - before.guidelines, *rows.shape[1:])
        found[f"names.{end}"] = torch.cat([rows, new]).flatten(0, 1)
    return found


def take_over(model: Model, weights: Mapping[str, Any]) -> None:
    """Start from MiniLM's weights (names as in its ``model.safetensors``)."""
    state = {}
    for ours, theirs in (("pieces", "word"), ("positions", "position")):
        state[f"{ours}.weight"] = weights[f"embeddings.{theirs}_embeddings.weight"]
    state["pieces.weight"] = (
        state["pieces.weight"] + weights["embeddings.token_type_embeddings.weight"][0]
    )
    for end in ("weight", "bias"):
        state[f"encoder.norm.{end}"] = weights[f"embeddings.LayerNorm.{end}"]
        for i in range(model.shape.layers):
            old, new = f"encoder.layer.{i}", f"encoder.layers.{i}"
            state[f"{new}.qkv.{end}"] = torch.cat(
                [
                    weights[f"{old}.attention.self.{part}.{end}"]
                    for part in ("query", "key", "value")
                ]
            )
            for part, name in (
                ("attended", "attention.output.dense"),
                ("norm1", "attention.output.LayerNorm"),
                ("inner", "intermediate.dense"),
                ("outer", "output.dense"),
                ("norm2", "output.LayerNorm"),
            ):
                state[f"{new}.{part}.{end}"] = weights[f"{old}.{name}.{end}"]
    missing = model.load_state_dict(state, strict=False)
    if missing.unexpected_keys:
        raise ValueError(f"weights of no use: {missing.unexpected_keys}")
