"""Count in how many documents each word stands, and write the table that grouping ships.

    python -m training.grouping.background ../shared/data src/copydesk/group/background.txt.gz

Only openly licensed texts are counted: the treebanks and name corpora that the English model is
made from (CC BY-SA, CC BY, MIT, public domain), ECB+ (CC BY 3.0) and the titles of the UCI News
Aggregator (CC BY 4.0). The table holds words and counts, no text.
"""

from __future__ import annotations

import gzip
import json
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from copydesk.group.word_arrays import cut

#: Sentences of a treebank, words of a name corpus and titles that make one document.
SENTENCES, WORDS, TITLES = 15, 300, 15
#: Words in fewer documents are left out: the reader takes an unknown word to be in one.
LEAST = 2


def treebank(path: Path) -> Iterator[str]:
    """Documents of a gzipped CoNLL-U file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        texts = [line[9:].strip() for line in lines if line.startswith("# text = ")]
    for start in range(0, len(texts), SENTENCES):
        yield "\n".join(texts[start : start + SENTENCES])


def names(path: Path) -> Iterator[str]:
    """Documents of a gzipped two-column IOB2 file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        words = [line.split("\t")[0] for line in lines if line.strip()]
    for start in range(0, len(words), WORDS):
        yield " ".join(words[start : start + WORDS])


def reports(path: Path) -> Iterator[str]:
    """Title and text of each report of a JSON Lines file."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            report = json.loads(line)
            yield f"{report['title'] or ''}\n{report['text'] or ''}"


def titles(path: Path) -> Iterator[str]:
    """Titles of a JSON Lines file, several to a document."""
    found = [text.strip() for text in reports(path)]
    for start in range(0, len(found), TITLES):
        yield "\n".join(found[start : start + TITLES])


def documents(data: Path) -> Iterator[str]:
    """All documents that are counted."""
    for path in sorted((data / "language" / "treebank").glob("*.conllu.gz")):
        if "test" not in path.name:
            yield from treebank(path)
    for path in sorted((data / "language" / "ner").glob("*.iob2.gz")):
        if "test" not in path.name and "btc" not in path.name:
            yield from names(path)
    yield from reports(data / "stories" / "dev" / "ecbplus.jsonl")
    yield from titles(data / "stories" / "dev" / "uci_titles.jsonl")


def count(texts: Iterable[str]) -> tuple[int, Counter[str]]:
    """Number of documents, and for each folded word in how many of them it stands."""
    total, found = 0, Counter[str]()
    for text in texts:
        words = cut([text])
        spans = zip(words.start.tolist(), words.end.tolist(), strict=True)
        found.update({fold(text[start:end]) for start, end in spans})
        total += 1
    return total, found


def fold(word: str) -> str:
    """Lower case, without accents and without the commas of numbers."""
    plain = unicodedata.normalize("NFKD", word.lower())
    return "".join(letter for letter in plain if letter.isalnum() or letter == ".")


def main(data: Path, out: Path) -> None:
    """Count and write: the number of documents, then one ``count word`` a line."""
    total, found = count(documents(data))
    lines = [str(total), *(f"{n} {word}" for word, n in sorted(found.items()) if n >= LEAST)]
    out.write_bytes(gzip.compress("\n".join(lines).encode("utf-8"), mtime=0))
    print(f"{total} documents, {len(lines) - 1} words, {out.stat().st_size} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
