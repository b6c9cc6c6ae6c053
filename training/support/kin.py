"""Make ``kin.npz``: which words are near one another, as vectors and by WordNet.

    python -m training support kin --minilm FOLDER --wordnet FOLDER

Words: those of the training sets by frequency, then the words of MiniLM's vocabulary and the
lemmas of WordNet that its tagged texts have. Vectors: MiniLM on each word alone, the mean taken
off, turned to their 128 strongest directions, in bytes. WordNet 3.1 (its own licence, which allows
any use with the notice): the first senses of each word, kinds, opposites.
"""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import numpy as np

from training.support.minilm import MiniLM

WORDS = 36_000
WIDTH = 128
SENSES = {"n": 4, "v": 6, "a": 4, "s": 4, "r": 3}
_WORD = re.compile(r"[a-z]{2,}(?:-[a-z]+)*")
_FILES = {"n": "noun", "v": "verb", "a": "adj", "r": "adv"}


def make(train: Path, minilm: Path, wordnet: Path, target: Path) -> None:
    """Write the table."""
    net = WordNet(wordnet)
    words = _vocabulary(train, minilm, net)
    vectors = MiniLM(minilm).vectors(words)
    vectors -= vectors.mean(0)
    _, _, turn = np.linalg.svd(vectors, full_matrices=False)
    kept = vectors @ turn[:WIDTH].T
    kept /= np.linalg.norm(kept, axis=1, keepdims=True)
    scale = np.abs(kept).max()
    table = net.table(words)
    np.savez_compressed(
        target,
        words=np.frombuffer("\n".join(words).encode(), np.uint8),
        vectors=np.round(kept / scale * 127).astype(np.int8),
        scale=np.float32(scale / 127),
        **table,
    )
    print(len(words), "words,", target.stat().st_size, "bytes")


def _vocabulary(train: Path, minilm: Path, net: WordNet) -> list[str]:
    counts: Counter[str] = Counter()
    for path in sorted(train.glob("*.jsonl.gz")):
        seen: set[str] = set()
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                record = json.loads(line)
                texts = [record["claim"]]
                if record["source_text"] not in seen:
                    seen.add(record["source_text"])
                    texts.append(record["source_text"])
                counts.update(_WORD.findall(" ".join(texts).lower()))
    frequent = [w for w, n in sorted(counts.items(), key=lambda p: (-p[1], p[0])) if n >= 3]
    pieces = [w for w in (minilm / "vocab.txt").read_text("utf-8").split() if _WORD.fullmatch(w)]
    tagged = sorted(net.tagged, key=lambda w: (-net.tagged[w], w))
    words = dict.fromkeys([*frequent[:24_000], *tagged, *pieces])
    return list(words)[:WORDS]


class WordNet:
    """What is read of the database files of WordNet 3.1."""

    def __init__(self, folder: Path) -> None:
        self.senses: dict[str, list[str]] = defaultdict(list)
        self.parents: dict[str, list[str]] = {}
        self.members: dict[str, list[str]] = {}
        self.derived: dict[str, set[str]] = defaultdict(set)
        self.opposite: dict[str, set[str]] = defaultdict(set)
        self.tagged: Counter[str] = Counter()
        pointers = [line for kind in _FILES for line in self._read(folder, kind)]
        for kind, offset, entries in pointers:
            for symbol, other, source, target in entries:
                if source and symbol in ("!", "+", "\\"):
                    ours = self.members[f"{kind}{offset}"][source - 1]
                    theirs = self.members.get(other, [])
                    if target and len(theirs) >= target:
                        where = self.opposite if symbol == "!" else self.derived
                        where[ours].add(theirs[target - 1])
        for kind, name in _FILES.items():
            for line in (folder / f"index.{name}").read_text("utf-8").splitlines():
                if line.startswith(" "):
                    continue
                fields = line.split()
                count = int(fields[2])
                offsets = fields[-count:]
                self.senses[fields[0]] += [f"{kind}{o}" for o in offsets[: SENSES[kind]]]
        for line in (folder / "index.sense").read_text("utf-8").splitlines():
            key, _, _, tags = line.split()
            word = key.split("%")[0]
            if _WORD.fullmatch(word) and int(tags):
                self.tagged[word] += int(tags)

    def _read(self, folder: Path, kind: str) -> list[Any]:
        found = []
        for line in (folder / f"data.{_FILES[kind]}").read_text("utf-8").splitlines():
            if line.startswith(" "):
                continue
            fields = line.split("|")[0].split()
            offset, size = fields[0], int(fields[3], 16)
            name = f"{kind}{offset}"
            self.members[name] = [
                re.sub(r"\(.*\)$", "", fields[4 + 2 * i]).lower() for i in range(size)
            ]
            at = 4 + 2 * size
            count = int(fields[at])
            entries = []
            for i in range(count):
                symbol, other, pos, link = fields[at + 1 + 4 * i : at + 5 + 4 * i]
                whose = "a" if pos == "s" else pos
                source, target = int(link[:2], 16), int(link[2:], 16)
                entries.append((symbol, f"{whose}{other}", source, target))
                if symbol in ("@", "@i", "*", "&"):
                    self.parents.setdefault(name, []).append(f"{whose}{other}")
            found.append((kind, offset, entries))
        return found

    def table(self, words: list[str]) -> dict[str, Any]:
        """Senses and relations of these words as flat arrays with the place where each begins."""
        numbers: dict[str, int] = {}
        senses = [self._senses_of(w) for w in words]
        for of_word in senses:
            for s in of_word:
                numbers.setdefault(s, len(numbers))
        for s in list(numbers):
            for p in self.parents.get(s, []):
                numbers.setdefault(p, len(numbers))
        place = {w: i for i, w in enumerate(words)}
        parents = [[numbers[p] for p in self.parents.get(s, []) if p in numbers] for s in numbers]
        derived = [
            sorted(place[d] for d in self._near(w, self.derived) if d in place) for w in words
        ]
        opposite = [
            sorted(place[o] for o in self._near(w, self.opposite) if o in place) for w in words
        ]
        return {
            **_flat("senses", [[numbers[s] for s in of] for of in senses], np.int32),
            **_flat("parents", parents, np.int32),
            **_flat("derived", derived, np.uint16),
            **_flat("opposite", opposite, np.uint16),
        }

    def _near(self, word: str, relation: dict[str, set[str]]) -> set[str]:
        return set().union(*(relation.get(b, set()) for b in self._bases(word)))

    def _senses_of(self, word: str) -> list[str]:
        return list(dict.fromkeys(s for b in self._bases(word) for s in self.senses.get(b, [])))

    def _bases(self, word: str) -> list[str]:
        """The word, and what it may be a form of."""
        if word in self.senses:
            return [word]
        found = []
        for ending, instead in _ENDINGS:
            if word.endswith(ending) and word[: -len(ending)] + instead in self.senses:
                found.append(word[: -len(ending)] + instead)
        return found[:2]


_ENDINGS = (
    ("ies", "y"), ("sses", "ss"), ("es", ""), ("es", "e"), ("s", ""), ("ied", "y"), ("ed", ""),
    ("ed", "e"), ("ing", ""), ("ing", "e"),
)  # fmt: skip


def _flat(name: str, lists: list[list[int]], kind: Any) -> dict[str, Any]:
    ends = np.cumsum([0, *(len(x) for x in lists)]).astype(np.int32)
    return {name: np.array([i for x in lists for i in x], kind), f"{name}_at": ends}
