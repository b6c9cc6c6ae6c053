"""How the house is kept: names, sizes, and where word lists stand."""

from __future__ import annotations

import ast
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).resolve().parent.parent / "src/copydesk"
MODULES = sorted(SOURCE.rglob("*.py"))
#: Names that Python itself gives a meaning.
OWN_NAMES = {"__init__", "__main__"}
MOST_LINES = 400
#: Lines that may stand alike in two modules: a signature and a little more.
MOST_ALIKE = 8
#: A collection of more words is knowledge of the language, and belongs into `english/data`.
MOST_WORDS = 24
#: Functions that make a set of the words of one text.
SPLITTERS = {"lexicon", "word_set", "words_of"}
#: Collections of more words that are none of language, and what they are.
NO_LANGUAGE = {
    "annotate/times/resolution.py": "lemmas after which an infinitive lies ahead",
    "check/support/marks.py": "names of the model's inputs",
    "compare/passages/signs.py": "names of the model's inputs",
    "compare/same/pair_signs.py": "names of the model's inputs",
    "compare/same/surroundings.py": "names of the model's inputs",
    "compare/same/measures.py": "units and how they are told",
    "compare/same/value_parts.py": "names of the model's inputs",
    "extract/page/elements.py": "tags of HTML",
    "extract/page/published.py": "names of metadata",
    "extract/text/features.py": "names of the model's inputs",
    "gather/sniff.py": "tags of HTML",
    "gather/times.py": "languages and zones",
}
#: Lists of words that still stand in code, for their owners to move. No other module may.
TO_MOVE = {
    "check/vetoes/voices.py",
    "check/words.py",
    "compare/figures/predicates.py",
}


def test_no_two_modules_have_one_name() -> None:
    found: dict[str, list[str]] = defaultdict(list)
    for path in MODULES:
        if path.stem not in OWN_NAMES and "versions" not in path.parts:
            found[path.stem].append(path.relative_to(SOURCE).as_posix())
    assert {name: where for name, where in found.items() if len(where) > 1} == {}


def test_no_module_is_longer_than_somebody_reads_at_once() -> None:
    lengths = {
        p.relative_to(SOURCE).as_posix(): len(p.read_text("utf-8").splitlines()) for p in MODULES
    }
    assert {n: k for n, k in lengths.items() if k > MOST_LINES} == {}


def test_words_of_the_language_stand_in_data_files() -> None:
    """Put the words into a file of `english/data`, and read them with `english.lists`."""
    found = {
        path.relative_to(SOURCE).as_posix(): [(n, words[:3]) for n, words in lists]
        for path in MODULES
        if (lists := list(word_lists(path.read_text("utf-8"))))
    }
    assert {n: lists for n, lists in found.items() if n not in {*NO_LANGUAGE, *TO_MOVE}} == {}


def test_no_exception_is_kept_that_is_none() -> None:
    for name in (*NO_LANGUAGE, *TO_MOVE):
        words = list(word_lists((SOURCE / name).read_text("utf-8")))
        assert words, f"{name} has no long list any more: take it off"


def test_no_run_of_lines_stands_in_two_modules() -> None:
    seen: dict[str, str] = {}
    twice = []
    for path in MODULES:
        if "versions" in path.parts:
            continue
        name, lines = path.relative_to(SOURCE).as_posix(), _code(path)
        for at in range(len(lines) - MOST_ALIKE):
            run = "\n".join(lines[at : at + MOST_ALIKE + 1])
            if seen.setdefault(run, name) != name:
                twice.append((seen[run], name, lines[at]))
    assert twice == []


def test_nothing_is_defined_that_nothing_names() -> None:
    """What stands once in the source is used by nobody there: it goes, with its tests."""
    named: Counter[str] = Counter()
    for path in SOURCE.rglob("*"):
        if path.suffix in (".py", ".html", ".cfg"):
            named.update(re.findall(r"\w+", path.read_text("utf-8")))
    unused = [
        (path.relative_to(SOURCE).as_posix(), name)
        for path in MODULES
        if "versions" not in path.parts
        for name in _defined(ast.parse(path.read_text("utf-8")))
        if named[name] == 1
    ]
    assert unused == []


def _defined(tree: ast.Module) -> Iterator[str]:
    """Functions, classes and constants of a module; not what a decorator hands to somebody."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            if not node.decorator_list and not node.name.startswith("__"):
                yield node.name
        elif isinstance(node, ast.Assign):
            yield from (t.id for t in node.targets if isinstance(t, ast.Name))
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield node.target.id


def _code(path: Path) -> list[str]:
    """The lines of a module that do something."""
    lines = (line.strip() for line in path.read_text("utf-8").splitlines())
    return [x for x in lines if len(x) > 1 and not x.startswith(("#", "from ", "import ", '"""'))]


def word_lists(source: str) -> Iterator[tuple[int, list[str]]]:
    """Collections of many words, each with its line; no lists of a module's own names."""
    tree = ast.parse(source)
    named = {id(n.value) for n in ast.walk(tree) if isinstance(n, ast.Assign) and _is_all(n)}
    for node in ast.walk(tree):
        words: list[str] = []
        if isinstance(node, ast.Set | ast.Tuple | ast.List) and id(node) not in named:
            words = [e.value for e in node.elts if _is_text(e)]
        elif isinstance(node, ast.Dict):
            words = [k.value for k in node.keys if k is not None and _is_text(k)]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            text = node.func.value
            if node.func.attr == "split" and _is_text(text):
                words = text.value.split()
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
            (text, *_) = node.args
            if node.func.id in SPLITTERS and _is_text(text):
                words = text.value.split()
        if len(words) > MOST_WORDS:
            yield node.lineno, words


def _is_all(node: ast.Assign) -> bool:
    return any(isinstance(t, ast.Name) and t.id == "__all__" for t in node.targets)


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)
