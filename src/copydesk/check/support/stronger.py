"""A stronger judge of support, for whoever has one: a checkpoint on disk or an endpoint.

It is asked after the vetoes, in the place of the shipped model. What it says is a probability;
the vetoes stand whatever it says, and every verdict that rests on it names it.
"""

from __future__ import annotations

import json
import math
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from copydesk.errors import SettingsError

#: Labels of checkpoints that mean that a text bears a sentence out.
_BORNE_OUT = ("entailment", "supported", "support", "consistent", "faithful", "label_1", "yes")
#: Characters of the cited text that a judge is given at most.
LONGEST = 20_000
_PIECES = 512


class JudgeError(SettingsError):
    """A stronger judge that cannot be loaded or asked."""


class SupportJudge(Protocol):
    """Says how likely a text bears a sentence out."""

    @property
    def name(self) -> str:
        """By which verdicts name it."""

    def probability(self, claim: str, text: str) -> float:
        """0 to 1.

        Raises:
            JudgeError: when it cannot be asked.
        """


class Checkpoint:
    """A sequence-classification checkpoint, read from a folder.

    With ``model.onnx`` (there or in ``onnx/``) ONNX Runtime runs it, ``tokenizer.json`` read by the
    package *tokenizers*; else *transformers* loads the folder. Both come with the extra
    ``judge``. ``config.json`` names the labels (``id2label``); a single score is read as a logit.

    Args:
        folder: of the checkpoint.

    Raises:
        JudgeError: when the folder is no checkpoint or the extra is not installed.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        config = folder / "config.json"
        if not config.is_file():
            raise JudgeError(f"the judge's folder {folder} has no config.json: name a checkpoint's")
        settings: dict[str, Any] = json.loads(config.read_text("utf-8"))
        self._label = _place_of_support(settings)
        models = [p for p in (folder / "model.onnx", folder / "onnx/model.onnx") if p.is_file()]
        self._scores = _by_onnx(folder, models[0]) if models else _by_transformers(folder)

    @property
    def name(self) -> str:
        """The folder's name."""
        return self.folder.name

    def probability(self, claim: str, text: str) -> float:
        """The checkpoint's probability; a long text goes in pieces, and the best of them counts."""
        return max(self._one(claim, piece) for piece in pieces(text))

    def _one(self, claim: str, text: str) -> float:
        logits = np.asarray(self._scores(text, claim), np.float64).ravel()
        if len(logits) == 1:
            return float(1 / (1 + math.exp(-float(logits[0]))))
        spread = np.exp(logits - logits.max())
        return float(spread[self._label] / spread.sum())


def pieces(text: str, words: int = 320, step: int = 240) -> Sequence[str]:
    """A text in overlapping pieces that a checkpoint can take."""
    split = text[:LONGEST].split()
    if len(split) <= words:
        return (" ".join(split),)
    return tuple(
        " ".join(split[at : at + words]) for at in range(0, len(split) - words + step, step)
    )


def _place_of_support(settings: dict[str, Any]) -> int:
    labels = {int(k): str(v).lower() for k, v in (settings.get("id2label") or {}).items()}
    for wanted in _BORNE_OUT:
        for place, label in sorted(labels.items()):
            if label == wanted or label.startswith(wanted):
                return place
    return len(labels) - 1 if labels else 0


Scores = Callable[[str, str], Any]


def _by_onnx(folder: Path, model: Path) -> Scores:
    import onnxruntime  # noqa: PLC0415 - only who names a judge needs it loaded

    try:
        from tokenizers import Tokenizer  # noqa: PLC0415
    except ImportError as error:
        raise JudgeError("the judge needs the extra: pip install 'copydesk[judge]'") from error
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.enable_truncation(_PIECES, strategy="only_first")
    session = onnxruntime.InferenceSession(str(model), providers=["CPUExecutionProvider"])
    wanted = {i.name for i in session.get_inputs()}

    def scores(text: str, claim: str) -> Any:
        read = tokenizer.encode(text, claim)
        given = {
            "input_ids": np.array([read.ids], np.int64),
            "attention_mask": np.array([read.attention_mask], np.int64),
            "token_type_ids": np.array([read.type_ids], np.int64),
        }
        return session.run(None, {k: v for k, v in given.items() if k in wanted})[0]

    return scores


def _by_transformers(folder: Path) -> Scores:
    try:
        import torch  # type: ignore[import-not-found,unused-ignore]  # noqa: PLC0415
        import transformers  # type: ignore[import-not-found,unused-ignore]  # noqa: PLC0415
    except ImportError as error:
        raise JudgeError(
            f"the judge's folder {folder} has no model.onnx, and transformers is not installed: "
            "export it to ONNX, or pip install transformers torch"
        ) from error
    tokenizer = transformers.AutoTokenizer.from_pretrained(folder, local_files_only=True)
    model = transformers.AutoModelForSequenceClassification.from_pretrained(
        folder, local_files_only=True
    ).eval()

    def scores(text: str, claim: str) -> Any:
        given = tokenizer(
            text, claim, truncation="only_first", max_length=_PIECES, return_tensors="pt"
        )
        with torch.no_grad():
            return model(**given).logits[0].numpy()

    return scores


@dataclass(slots=True)
class Address:
    """An HTTP endpoint: it is sent ``{"claim", "text"}`` and answers ``{"probability"}``.

    Attributes:
        url: where it is asked.
        key_variable: of the environment, whose value is sent as a bearer token.
        timeout: seconds for one answer.
        transport: for proxies; None for the network.
    """

    url: str
    key_variable: str = "COPYDESK_JUDGE_KEY"
    timeout: float = 60.0
    transport: Any = None
    _client: Any = field(default=None, repr=False)

    @property
    def name(self) -> str:
        """The address without its query."""
        return self.url.split("?", 1)[0]

    def probability(self, claim: str, text: str) -> float:
        """What the endpoint answers.

        Raises:
            JudgeError: when it does not answer, or with something else.
        """
        import httpx2  # noqa: PLC0415

        if self._client is None:
            key = os.environ.get(self.key_variable)
            headers = {"Authorization": f"Bearer {key}"} if key else {}
            self._client = httpx2.Client(
                timeout=self.timeout, headers=headers, transport=self.transport
            )
        try:
            answer = self._client.post(self.url, json={"claim": claim, "text": text[:LONGEST]})
            answer.raise_for_status()
            value = float(answer.json()["probability"])
        except (httpx2.HTTPError, ValueError, KeyError, TypeError) as error:
            raise JudgeError(f"the judge at {self.name} gave no probability: {error}") from error
        if not 0 <= value <= 1:
            raise JudgeError(f"the judge at {self.name} gave {value}, which is no probability")
        return value


def stronger_judge(named: str) -> SupportJudge:
    """A judge from a setting: an address, or the folder of a checkpoint.

    Raises:
        JudgeError: when it cannot be loaded.
    """
    if named.startswith(("http://", "https://")):
        return Address(named)
    return Checkpoint(Path(named))
