"""A read text of spaCy as plain columns, one value a token."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from spacy.tokens import Doc

#: ClearNLP labels of other pipelines, where they have one counterpart in Universal Dependencies.
_UNIVERSAL: Final = {
    "root": "root", "dobj": "obj", "nsubjpass": "nsubj:pass", "csubjpass": "csubj:pass",
    "auxpass": "aux:pass", "relcl": "acl:relcl", "poss": "nmod:poss", "prt": "compound:prt",
    "nn": "compound", "neg": "advmod", "agent": "obl:agent", "dative": "iobj",
    "predet": "det:predet", "preconj": "cc:preconj", "npadvmod": "obl:unmarked",
    "attr": "xcomp", "acomp": "xcomp", "prep": "obl", "pobj": "obl",
}  # fmt: skip
#: How spaCy stores a token without features.
_NO_FEATURES: Final = "_"
_READ: Final = ("IDX", "LENGTH", "LEMMA", "TAG", "POS", "MORPH", "DEP", "HEAD")


@dataclass(frozen=True, slots=True)
class Columns:
    """The tokens of one text; every list is as long as the text has tokens.

    Attributes:
        start, end: offsets in the text.
        text, tag, pos, morph: as spaCy gives them.
        lemma: in lower case but for names.
        dep: universal dependency relations, in lower case.
        head: index of each token's head; a root is its own.
    """

    start: Sequence[int]
    end: Sequence[int]
    text: Sequence[str]
    lemma: Sequence[str]
    tag: Sequence[str]
    pos: Sequence[str]
    morph: Sequence[str]
    dep: Sequence[str]
    head: Sequence[int]

    @classmethod
    def of(cls, doc: Doc, text: str) -> Columns:
        """The columns of a text that was read.

        Reading a token's attributes one by one through spaCy's objects takes five times as long.
        """
        names: Any = list(_READ)
        table = doc.to_array(names)
        start, length, lemma, tag, pos, morph, dep, _ = table.T.tolist()
        offsets = table[:, _READ.index("HEAD")].astype(np.int64, casting="unsafe").tolist()
        end = [first + size for first, size in zip(start, length, strict=True)]
        strings = doc.vocab.strings
        written = {key: strings[key] for key in {*lemma, *tag, *pos, *morph, *dep}}
        lower = {key: written[key].lower() for key in {*lemma, *dep}}
        word_class = [written[key] for key in pos]
        return cls(
            start=start,
            end=end,
            text=[text[a:b] for a, b in zip(start, end, strict=True)],
            lemma=[
                written[key] if kind == "PROPN" else lower[key]
                for key, kind in zip(lemma, word_class, strict=True)
            ],
            tag=[written[key] for key in tag],
            pos=word_class,
            morph=["" if written[key] == _NO_FEATURES else written[key] for key in morph],
            dep=[_UNIVERSAL.get(lower[key], lower[key]) for key in dep],
            head=[i + offset for i, offset in enumerate(offsets)],
        )
