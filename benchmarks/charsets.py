"""Read pages in the charsets of their countries, rightly and wrongly declared.

    python -m benchmarks charsets [../shared]

Each UTF-8 page of news_pages with letters beyond ASCII is written in the charset that its language
had before UTF-8 (what that lacks as character references), in four ways. It is right when every
character is as before. trafilatura reads the same bytes; it is given no header, having no place
for one.
"""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from trafilatura.utils import load_html

from copydesk.gather.decode import decode

#: Charsets by language, as browsers' locale defaults in the WHATWG encoding standard have them.
CHARSETS = {
    "cs": "windows-1250", "pl": "iso-8859-2", "hu": "iso-8859-2", "hr": "windows-1250",
    "ru": "windows-1251", "uk": "windows-1251", "bg": "windows-1251", "tr": "windows-1254",
    "lt": "windows-1257", "lv": "windows-1257", "et": "windows-1257", "ja": "shift_jis",
    "ko": "cp949", "zh": "gb18030", "el": "iso-8859-7", "he": "windows-1255", "ar": "windows-1256",
}  # fmt: skip
WESTERN = "windows-1252"
#: Where the web calls a charset otherwise than Python.
LABELS = {"cp949": "euc-kr"}
#: No charset but Unicode has the letters of these languages.
UNICODE_ONLY = frozenset({"hi", "bn", "ta", "te", "gu", "mr", "ur", "th", "ka", "hy"})
WAYS = ("declared in the page", "declared in the header", "declared as UTF-8", "not declared")

_DECLARED = re.compile(r"""(<meta[^>]*?charset\s*=\s*["']?)[\w-]+""", re.I)
_DECLARING = re.compile(r"<meta[^>]*?charset\s*=[^>]*>", re.I)


def pages(shared: Path) -> Iterator[tuple[str, str]]:
    """Charset and text of each page that has letters beyond ASCII."""
    folder = shared / "data" / "pages" / "news_pages"
    with gzip.open(folder / "gold.jsonl.gz", "rt", encoding="utf-8") as stream:
        for gold in map(json.loads, stream):
            content = gzip.decompress((folder / gold["file"]).read_bytes())
            try:
                text = content.decode("utf-8")
            except UnicodeDecodeError:
                continue
            if not text.isascii() and gold["lang"] not in UNICODE_ONLY:
                yield CHARSETS.get(gold["lang"], WESTERN), text.replace("\x00", "")


def written(text: str, charset: str, way: str) -> tuple[bytes, str | None]:
    """The page's bytes in a charset, and the header's charset."""
    label = LABELS.get(charset, charset)
    if way == WAYS[0]:
        named = _DECLARED.sub(rf"\g<1>{label}", text)
        text = named if named != text else text.replace("<head", f"<meta charset={label}><head", 1)
    elif way == WAYS[2]:
        text = _DECLARED.sub(r"\g<1>utf-8", text)
    else:
        text = _DECLARING.sub("", text)
    header = label if way == WAYS[1] else None
    return text.encode(charset, "xmlcharrefreplace"), header


def seen_by_trafilatura(content: bytes | str) -> str:
    """The words of the page as trafilatura's loader gives them."""
    tree = load_html(content)
    return "" if tree is None else " ".join(tree.text_content().split())


def main(arguments: Sequence[str] = ()) -> None:
    """Print how many pages are right, by way and reader."""
    shared = Path(arguments[0]) if arguments else Path(__file__).parents[2] / "shared"
    ours, theirs, total = Counter[str](), Counter[str](), 0
    wrong = Counter[str]()
    for charset, text in pages(shared):
        total += 1
        for way in WAYS:
            content, header = written(text, charset, way)
            expected = content.decode(charset)
            right = decode(content, header, markup=True).text == expected
            ours[way] += right
            wrong[f"{charset}, {way}"] += not right
            theirs[way] += seen_by_trafilatura(content) == seen_by_trafilatura(expected)
    print(f"{total} pages")
    for way in WAYS:
        print(f"{way}: {ours[way]}; trafilatura: {theirs[way]}")
    print("wrong:", "; ".join(f"{name}: {count}" for name, count in sorted((+wrong).items())))


if __name__ == "__main__":
    main()
