"""Score a pipeline on the corpora's held-out parts, and measure its size and speed."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.pipeline.dep_parser import parser_score
from spacy.scorer import Scorer
from spacy.training import Example

from copydesk.annotate.parsing import Language as Pipeline
from copydesk.annotate.parsing import parse
from copydesk.language import components
from copydesk.model import Article, Block, Role
from training.corpora import Sentence, read_conllu, repaired, to_doc

SETS = {
    "EWT+GUM dev": ("ewt-dev", "gum-dev", "gum_news-dev"),
    "GUM news test": ("gum_news-test",),
    "PUD news": ("pud_news-test",),
}
LABELS = ("PERSON", "ORG", "LOC", "NORP")


def documents(sentences: Iterable[Sentence], *, single: bool) -> Iterator[list[Sentence]]:
    """Paragraphs as printed, or each sentence alone where the corpus has no running text."""
    group = list[Sentence]()
    for sentence in sentences:
        if group and (single or sentence.opens_paragraph):
            yield group
            group = []
        group.append(sentence)
    if group:
        yield group


def syntax(nlp: Language, data: Path) -> dict[str, dict[str, float]]:
    """Tag, UAS, LAS, lemma accuracy and sentence F a set, in percent, by spaCy's scorer.

    spaCy leaves punctuation out of UAS and LAS; words are spaCy's own, aligned to the gold.
    """
    table = {}
    for label, names in SETS.items():
        examples = []
        for name in names:
            gold = read_conllu(data / "treebank" / f"{name}.conllu.gz")
            for group in documents(map(repaired, gold), single=name.startswith("pud")):
                reference = to_doc(nlp.vocab, group)
                examples.append(Example(nlp.make_doc(reference.text), reference))
        for example, doc in zip(examples, nlp.pipe(e.predicted for e in examples), strict=True):
            example.predicted = doc
        scores = _scores(examples)
        wanted = ("tag_acc", "pos_acc", "lemma_acc", "dep_uas", "dep_las", "sents_f", "ents_f")
        table[label] = {k: round(100 * scores[k], 2) for k in wanted if scores.get(k) is not None}
    return table


def _scores(examples: list[Example]) -> dict[str, Any]:
    scores = dict[str, Any]()
    for attribute in ("tag", "pos", "lemma"):
        scores |= Scorer.score_token_attr(examples, attribute)
    return scores | parser_score(examples)


@dataclass
class Counts:
    """Strict matches a label: right, found, and in the gold."""

    right: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    gold: Counter[str] = field(default_factory=Counter)

    def f(self, labels: Sequence[str]) -> float:
        """F1 in percent over the labels together."""
        right, both = 0, 0
        for label in labels:
            right += self.right[label]
            both += self.found[label] + self.gold[label]
        return round(200 * right / both, 2) if both else 0.0


def names(
    pipeline: Pipeline, gold: Iterable[list[Sentence]], missed: list[str] | None = None
) -> dict[str, float]:
    """Strict F of names as copydesk finds them, rules and gazetteer included.

    Args:
        pipeline: from ``copydesk.annotate.parsing.load``.
        gold: documents; each is read as one block of running text.
        missed: filled with a line an error, for reading.
    """
    counts = Counts()
    for group in gold:
        reference = to_doc(pipeline.nlp.vocab, group)
        text = reference.text
        article = Article("", text, (Block(0, len(text), Role.BODY),), language="en")
        found = {
            (e.start, e.end, e.label)
            for e in parse(article, pipeline).entities
            if e.label in LABELS
        }
        true = {(s.start_char, s.end_char, s.label_) for s in reference.ents}
        for _, _, label in found & true:
            counts.right[label] += 1
        counts.found.update(label for _, _, label in found)
        counts.gold.update(label for _, _, label in true)
        if missed is not None and found != true:
            wrong = [f"+{text[a:b]}/{k}" for a, b, k in sorted(found - true)]
            gone = [f"-{text[a:b]}/{k}" for a, b, k in sorted(true - found)]
            missed.append(f"{' '.join(wrong + gone)}  |  {text}")
    return {"all": counts.f(LABELS)} | {label: counts.f((label,)) for label in LABELS}


def sentences(pipeline: Pipeline, data: Path, files: Sequence[str]) -> float:
    """F1 in percent of sentence beginnings within paragraphs, by copydesk's rules and the parser.

    Copydesk keeps a quotation of several sentences with its speech verb together on purpose,
    the treebanks part them.
    """
    right = found = true = 0
    for name in files:
        gold = map(repaired, read_conllu(data / "treebank" / f"{name}.conllu.gz"))
        for group in documents(gold, single=False):
            reference = to_doc(pipeline.nlp.vocab, group)
            text = reference.text
            article = Article("", text, (Block(0, len(text), Role.BODY),), language="en")
            starts = {s.start for s in parse(article, pipeline).sentences}
            wanted = {s[0].idx for s in reference.sents}
            right += len(starts & wanted)
            found += len(starts)
            true += len(wanted)
    return round(200 * right / (found + true), 2)


def name_sets(data: Path) -> dict[str, list[list[Sentence]]]:
    """The held-out sets with names, by title."""
    sets = dict[str, list[list[Sentence]]]()
    for title, files in (
        ("PUD", ("pud_news-test", "pud_wiki-test")),
        ("GUM news test", ("gum_news-test",)),
        ("EWT dev", ("ewt-dev",)),
    ):
        sets[title] = [
            group
            for name in files
            for group in documents(
                map(repaired, read_conllu(data / "treebank" / f"{name}.conllu.gz")),
                single=not name.startswith("gum"),
            )
        ]
    return sets


def speed(pipeline: Pipeline, data: Path, articles: int = 60, words: int = 350) -> float:
    """Articles of ``words`` words read a second, the whole of `parse`, on this process's core."""
    pool = [
        s.text
        for name in ("gum_news-train", "gum_news-dev", "gum_news-test")
        for group in documents(read_conllu(data / "treebank" / f"{name}.conllu.gz"), single=False)
        for s in [to_doc(pipeline.nlp.vocab, [repaired(g) for g in group])]
    ]
    batch = list[Article]()
    paragraphs, count = list[str](), 0
    for i in range(len(pool) * 20):
        paragraphs.append(pool[i % len(pool)])
        count += len(paragraphs[-1].split())
        if count >= words:
            text, blocks, at = "\n".join(paragraphs), list[Block](), 0
            for paragraph in paragraphs:
                blocks.append(Block(at, at + len(paragraph), Role.BODY))
                at += len(paragraph) + 1
            batch.append(Article(str(i), text, tuple(blocks), language="en"))
            paragraphs, count = [], 0
        if len(batch) == articles:
            break
    begun = time.process_time()
    for article in batch:
        parse(article, pipeline)
    return round(len(batch) / (time.process_time() - begun), 1)


def load_seconds(path: Path) -> float:
    """Processor seconds that ``spacy.load`` takes, the import of spaCy not counted."""
    begun = time.process_time()
    components.load(str(path))
    return round(time.process_time() - begun, 2)


def everything(pipeline: Pipeline, path: Path, data: Path) -> dict[str, Any]:
    """The whole table of scores."""
    plain = components.load(str(path))
    return {
        "syntax": syntax(plain, data),
        "sentences": {"GUM news test": sentences(pipeline, data, ("gum_news-test",))},
        "names": {title: names(pipeline, gold) for title, gold in name_sets(data).items()},
        "articles_a_second": speed(pipeline, data),
        "load_seconds": load_seconds(path),
        "megabytes": round(sum(p.stat().st_size for p in path.rglob("*") if p.is_file()) / 1e6, 1),
    }


def table(scores: dict[str, Any]) -> str:
    """The scores as Markdown."""
    lines = ["| set | tag | lemma | UAS | LAS | sentences F |", "|---|---|---|---|---|---|"]
    for title, row in scores["syntax"].items():
        keys = ("tag_acc", "lemma_acc", "dep_uas", "dep_las", "sents_f")
        lines.append(f"| {title} | " + " | ".join(f"{row.get(k, 0):.1f}" for k in keys) + " |")
    lines += ["", "| set | all | " + " | ".join(LABELS) + " |", "|---" * 6 + "|"]
    for title, row in scores["names"].items():
        cells = " | ".join(f"{row[k] / 100:.3f}" for k in ("all", *LABELS))
        lines.append(f"| {title} | {cells} |")
    return "\n".join(lines) + "\n"
