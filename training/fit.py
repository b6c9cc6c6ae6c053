"""Train the encoder: one run over all corpora and heads, seeded, resumable, averaged at the end.

AdamW; the learning rate rises over the first 5 % of the steps and falls to zero; the weights that
are kept are the exponential average of the run's (decay .998).
"""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import count, islice
from pathlib import Path

import torch
from rich.progress import Progress
from torch import Tensor
from torch.nn import functional

from training.batches import (
    LONGEST,
    NONE,
    Classes,
    Numbers,
    batches,
    changed,
    mentions,
)
from training.corpora import Paragraph
from training.encoder import NEVER, Model

SEED = 20250415
#: Learning rates of MiniLM's layers and of the heads; chosen before the run, not tuned.
RATE_ENCODER, RATE_HEADS = 1.5e-4, 1.2e-3
AVERAGE = 0.998
#: Weight of each head's loss.
WEIGHTS = {
    "tags": 0.5,
    "morphs": 0.5,
    "edits": 0.4,
    "starts": 0.2,
    "names": 1.0,
    "arcs": 1.0,
    "relations": 0.7,
    "vectors": 1.0,
    "scores": 1.0,
}
PIECES_A_BATCH = 1400

#: Further losses of a model on a batch.
Taught = Callable[[Model, Mapping[str, Tensor]], dict[str, Tensor]]


def losses(model: Model, batch: dict[str, Tensor]) -> dict[str, Tensor]:
    """Mean cross-entropy of each head over the places that have a gold class."""
    scores = model(batch["ids"], batch["capitals"], batch["lengths"], batch["words"])
    out = {}
    for head in ("tags", "morphs", "edits", "starts"):
        out[head] = _mean(scores[head], batch[head])
    shape = (*batch["names"].shape, model.sizes.guidelines, model.sizes.names)
    index = batch["guideline"][:, None, None, None].expand(-1, shape[1], 1, shape[3])
    named = torch.gather(scores["names"].reshape(shape), 2, index).squeeze(2)
    out["names"] = _mean(named, batch["names"])
    out["arcs"] = _mean(within(scores["arcs"], batch["sentence"]), batch["heads"])
    row, place = torch.nonzero(batch["heads"] != NONE, as_tuple=True)
    head = batch["heads"][row, place]
    labelled = model.labels(scores["dependents"][row, place], scores["governors"][row, head])
    out["relations"] = _mean(labelled, batch["relations"][row, place])
    return out


def within(arcs: Tensor, sentence: Tensor) -> Tensor:
    """Arc scores with those to other sentences and to the word itself ruled out."""
    same = sentence[:, :, None] == sentence[:, None, :]
    same = same & ~torch.eye(sentence.shape[1], dtype=torch.bool)[None]
    root = torch.ones_like(same[:, :, :1])
    return arcs.masked_fill(~torch.cat([root, same], 2), NEVER)


def _mean(scores: Tensor, gold: Tensor) -> Tensor:
    if bool((gold == NONE).all()):
        return scores.sum() * 0
    return functional.cross_entropy(scores.flatten(0, -2), gold.flatten(), ignore_index=NONE)


@dataclass(slots=True)
class Run:
    """All that a run needs to go on where it stopped."""

    model: Model
    optimizer: torch.optim.AdamW
    schedule: torch.optim.lr_scheduler.LambdaLR
    average: dict[str, Tensor]
    history: list[float]

    def save(self, path: Path) -> None:
        """Write the state; the file is whole or the former one."""
        part = path.with_suffix(".part")
        torch.save(
            {
                "model": self.model.state_dict(),
                "optimizer": self.optimizer.state_dict(),
                "schedule": self.schedule.state_dict(),
                "average": self.average,
                "history": self.history,
                "random": torch.get_rng_state(),
            },
            part,
        )
        part.replace(path)

    def resume(self, path: Path) -> None:
        """Take over the state of a run that was stopped."""
        state = torch.load(path, weights_only=True)
        self.model.load_state_dict(state["model"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.schedule.load_state_dict(state["schedule"])
        self.average, self.history = state["average"], state["history"]
        torch.set_rng_state(state["random"])


def start(model: Model, steps: int) -> Run:
    """A run at its beginning."""
    torch.manual_seed(SEED)
    encoder = [*model.encoder.parameters(), *model.positions.parameters()]
    own = {id(p) for p in encoder}
    heads = [p for p in model.parameters() if id(p) not in own and p.requires_grad]
    optimizer = torch.optim.AdamW(
        [{"params": encoder, "lr": RATE_ENCODER}, {"params": heads, "lr": RATE_HEADS}],
        betas=(0.9, 0.98), weight_decay=0.01,
    )  # fmt: skip
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda n: min((n + 1) / (0.05 * steps + 1), (steps - n) / (0.95 * steps + 1))
    )
    kept = {k: v.detach().clone() for k, v in model.state_dict().items() if k != "pieces.weight"}
    return Run(model, optimizer, schedule, kept, [])


def train(
    model: Model,
    paragraphs: Sequence[Paragraph],
    numbers: Numbers,
    out: Path,
    steps: int,
    *,
    until: int | None = None,
    save_every: int = 250,
    taught: Taught | None = None,
) -> list[float]:
    """Train for ``steps`` batches, or the first ``until`` of them; returns the loss of each.

    ``taught`` gives further losses, by a teacher.

    The state is saved to ``out`` every ``save_every`` steps; a run finds it there and goes on, with
    the same result as if it had not stopped.
    """
    pools = mentions(paragraphs)
    run = start(model, steps)
    if (out / "state.pt").exists():
        run.resume(out / "state.pt")
    begun = time.monotonic()
    with Progress(disable=None) as progress, (out / "log.jsonl").open("a", encoding="utf-8") as log:
        bar = progress.add_task("encoder", total=steps, completed=len(run.history))
        for group in islice(_forever(paragraphs, numbers), len(run.history), until or steps):
            rng = random.Random(SEED + len(run.history))
            shown = [changed(p, pools, rng) for p in group]
            shown = [p for p in shown if numbers.length(p) <= LONGEST] or group
            parts = _step(run, numbers.batch(shown, rng), taught)
            progress.update(bar, advance=1)
            done = len(run.history)
            if done % 50 == 0:
                row = {k: round(v, 3) for k, v in parts.items()}
                row |= {"step": done, "mean": round(sum(run.history[-50:]) / 50, 4)}
                log.write(json.dumps(row | {"seconds": round(time.monotonic() - begun)}) + "\n")
                log.flush()
            if done % save_every == 0 or done == (until or steps):
                run.save(out / "state.pt")
                save(run.average, numbers.of, out)
    return run.history


def _forever(paragraphs: Sequence[Paragraph], numbers: Numbers) -> Iterator[list[Paragraph]]:
    for epoch in count():
        yield from batches(paragraphs, numbers, PIECES_A_BATCH, random.Random(SEED + epoch))


def _step(run: Run, batch: dict[str, Tensor], taught: Taught | None) -> dict[str, float]:
    """One batch: forward, backward, weights and their average; the losses of the heads."""
    run.model.train()
    parts = losses(run.model, batch)
    if taught is not None:
        parts |= taught(run.model, batch)
    loss = sum((WEIGHTS[k] * v for k, v in parts.items()), torch.zeros(()))
    run.optimizer.zero_grad()
    loss.backward()
    torch.nn.utils.clip_grad_norm_(run.model.parameters(), 1.0)
    run.optimizer.step()
    run.schedule.step()
    run.history.append(loss.item())
    decay = min(AVERAGE, (1 + len(run.history)) / (10 + len(run.history)))
    with torch.no_grad():
        for name, value in run.model.state_dict().items():
            if name in run.average:
                run.average[name].mul_(decay).add_(value, alpha=1 - decay)
    return {k: v.item() for k, v in parts.items()}


def save(weights: dict[str, Tensor], of: Classes, out: Path) -> None:
    """Write the averaged weights and the classes; a file is whole or the former one."""
    torch.save(weights, out / "weights.part")
    (out / "weights.part").replace(out / "weights.pt")
    (out / "classes.json").write_text(json.dumps(asdict(of), indent=1) + "\n", "utf-8")


def read_classes(out: Path) -> Classes:
    """The classes that `save` wrote."""
    found = json.loads((out / "classes.json").read_text("utf-8"))
    return Classes(**{head: tuple(names) for head, names in found.items()})
