"""Make the trained encoder narrower, and teach the narrow one what the wide one says.

Units inside the layers that move their layer's output least are left out, and layers above the
ones kept (magnitude pruning of whole units; Li et al. 2017, arXiv:1608.08710). The rest is trained
on with the wide encoder as teacher: its vectors of the words and its scores of every class, also
where a corpus marks names only (Hinton et al. 2015, arXiv:1503.02531; vectors as by Jiao et al.
2020, arXiv:1909.10351).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional

from training.batches import NONE
from training.encoder import Encoder, Layer, Model, Shape
from training.fit import within

#: What ships: two thirds of the wide encoder's time, see the table in training/README.md.
NARROW = Shape(layers=3, inner=1024)
#: Heads with a score a class and word, whose scores are taught.
_SOFT = ("tags", "morphs", "edits", "starts")


def narrowed(wide: Model, shape: Shape, sample: Sequence[Mapping[str, Tensor]]) -> Model:
    """The lower layers of ``wide`` with the units that matter most on ``sample``.

    Args:
        wide: trained.
        shape: no larger than the wide one's in either respect.
        sample: batches, as `training.batches.Numbers.batch` makes them.
    """
    words = wide.pieces.weight.shape[0]
    model = Model(wide.sizes, words, wide.positions.weight.shape[0], shape=shape)
    state = {
        name: value
        for name, value in wide.state_dict().items()
        if not name.startswith("encoder.layers.") and name != "encoder.mix"
    }
    model.load_state_dict(state, strict=False)
    means = _activations(wide.encoder, wide, sample)
    with torch.no_grad():
        for i, layer in enumerate(model.encoder.layers):
            _take(layer, wide.encoder.layers[i], *means[i])
        mix = torch.softmax(wide.encoder.mix, 1)
        kept = mix[:, : shape.layers].clone()
        kept[:, -1] += mix[:, shape.layers :].sum(1)
        model.encoder.mix.copy_(kept.log())
    return model


def _activations(
    encoder: Encoder, model: Model, sample: Sequence[Mapping[str, Tensor]]
) -> list[tuple[Tensor, Tensor]]:
    """Mean and standard deviation of every unit inside each layer over the sample."""
    seen = [list[Tensor]() for _ in encoder.layers]
    hooks = [
        layer.outer.register_forward_pre_hook(
            lambda _, given, kept=kept: kept.append(given[0].flatten(0, 1))
        )
        for layer, kept in zip(encoder.layers, seen, strict=True)
    ]
    model.eval()
    with torch.no_grad():
        for batch in sample:
            model(batch["ids"], batch["capitals"], batch["lengths"], batch["words"])
    for hook in hooks:
        hook.remove()
    return [(torch.cat(kept).mean(0), torch.cat(kept).std(0)) for kept in seen]


def _take(narrow: nn.Module, wide: nn.Module, mean: Tensor, deviation: Tensor) -> None:
    """Copy a layer; units left out give their mean to the bias."""
    assert isinstance(narrow, Layer)
    assert isinstance(wide, Layer)
    weight = deviation * wide.outer.weight.norm(dim=0)
    kept = weight.argsort(descending=True, stable=True)[: narrow.inner.out_features].sort().values
    gone = torch.ones_like(mean)
    gone[kept] = 0
    for name in ("qkv", "attended", "norm1", "norm2"):
        getattr(narrow, name).load_state_dict(getattr(wide, name).state_dict())
    narrow.inner.weight.copy_(wide.inner.weight[kept])
    narrow.inner.bias.copy_(wide.inner.bias[kept])
    narrow.outer.weight.copy_(wide.outer.weight[:, kept])
    narrow.outer.bias.copy_(wide.outer.bias + wide.outer.weight @ (mean * gone))


class Teacher:
    """What a trained encoder teaches another with the same classes."""

    def __init__(self, model: Model) -> None:
        self._model = model.eval()

    def losses(self, pupil: Model, batch: Mapping[str, Tensor]) -> dict[str, Tensor]:
        """How far the pupil is from the teacher on a batch.

        Returns:
            ``vectors``: mean squared distance of the words' vectors, in mean squares of the
            teacher's; ``scores``: sum over the heads of the cross-entropy with the teacher's
            classes, less the least it can be.
        """
        real = batch["names"] != NONE
        with torch.no_grad():
            shown = _vectors(self._model, batch)
            told = self._model.heads(*shown)
        own = _vectors(pupil, batch)
        said = pupil.heads(*own)
        distance = [
            (a - b)[real].square().mean() / b[real].square().mean()
            for a, b in zip(own, shown, strict=True)
        ]
        scores = [_apart(said[head][real], told[head][real]) for head in _SOFT]
        shape = (-1, pupil.sizes.guidelines, pupil.sizes.names)
        scores.append(
            _apart(said["names"][real].reshape(shape), told["names"][real].reshape(shape))
        )
        ours, theirs = (within(each["arcs"], batch["sentence"])[real] for each in (said, told))
        scores.append(_apart(ours, theirs))
        scores.append(self._relations(pupil, said, told, real, batch))
        return {"vectors": torch.stack(distance).sum(), "scores": torch.stack(scores).sum()}

    def _relations(
        self,
        pupil: Model,
        said: Mapping[str, Tensor],
        told: Mapping[str, Tensor],
        real: Tensor,
        batch: Mapping[str, Tensor],
    ) -> Tensor:
        row, place = torch.nonzero(real, as_tuple=True)
        head = within(told["arcs"], batch["sentence"])[row, place].argmax(-1)
        ours, theirs = (
            model.labels(each["dependents"][row, place], each["governors"][row, head])
            for model, each in ((pupil, said), (self._model, told))
        )
        return _apart(ours, theirs)


def _vectors(model: Model, batch: Mapping[str, Tensor]) -> tuple[Tensor, Tensor]:
    embedded = model.embed(batch["ids"], batch["capitals"])
    vectors: tuple[Tensor, Tensor] = model.encoder(embedded, batch["lengths"], batch["words"])
    return vectors


def _apart(said: Tensor, told: Tensor) -> Tensor:
    """Mean divergence of the classes said from those told, over all but the last dimension."""
    classes = said.shape[-1]
    return functional.kl_div(
        torch.log_softmax(said, -1).reshape(-1, classes),
        torch.log_softmax(told.detach(), -1).reshape(-1, classes),
        reduction="batchmean",
        log_target=True,
    )
