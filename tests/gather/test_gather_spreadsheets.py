"""Reports in a table: each row is a report, or is refused by its line."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.errors import InputRefused
from copydesk.gather import gather
from copydesk.gather.spreadsheets import read_table
from copydesk.model import Document


def read(tmp_path: Path, content: str | bytes, name: str = "reports.csv") -> list[str]:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return [
        f.reason if isinstance(f, InputRefused) else f"{f.id}|{f.outlet}|{f.content.decode()}"
        for f in gather([str(path)])
    ]


def test_each_row_is_a_report(tmp_path: Path) -> None:
    path = tmp_path / "reports.csv"
    path.write_text(
        "\ufeffID,Headline,Date,Text,Publisher\r\n"
        'a,"Fire, again",2031-05-06,"The ferry burned.\nNobody was hurt, ""he"" said.",Post\r\n'
        "b,Late,2031-05-07,The fire is out.,Courier\r\n",
        encoding="utf-8",
    )
    first, second = gather([str(path)])
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert (first.id, first.title, first.outlet) == ("a", "Fire, again", "Post")
    assert first.content.decode() == 'The ferry burned.\nNobody was hurt, "he" said.'
    assert first.published is not None
    assert (second.id, second.source) == ("b", f"{path}:4")


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"id;outlet;text\n1;Caf\xe9;One.\n", "a.csv"),
        ("id\toutlet\ttext\n1\tCafé\tOne.\n", "a.tsv"),
        ("id\toutlet\ttext\n1\tCafé\tOne.\n".encode("utf-16"), "a.csv"),
        ("id,outlet,text\n1,Café,One.\n", "reports"),
        ("outlet,id,text,rating\nCafé,1,One.,\n\n,,,\n", "a.CSV"),
    ],
    ids=["Excel in Europe", "tabs", "UTF-16", "no ending", "blank rows"],
)
def test_tables_as_programs_write_them(tmp_path: Path, content: str | bytes, name: str) -> None:
    assert read(tmp_path, content, name) == ["1|Café|One."]


def test_what_is_no_report_is_named_with_its_line(tmp_path: Path) -> None:
    assert read(
        tmp_path,
        "id,text\na,One.\na,Another.\na,One.\nb,Too, many\nc,\n",
    ) == [
        "a|None|One.",
        "id 'a' is taken by line 2; give it another id",
        "3 values in 2 columns: put texts in quotation marks",
        "neither 'text' nor 'html' nor 'title' is given",
    ]
    (refused,) = read(tmp_path, "point,verdict\np1,agree\n")
    assert "this one has: point, verdict" in refused
    kept, lost = read(tmp_path, 'id,text\na,One.\nb,"no end\nc,Two.\n')
    assert kept == "a|None|One."
    assert "mend its quotation marks" in lost


def test_prose_with_commas_stays_a_text(tmp_path: Path) -> None:
    text = "Text, title and id were lost, he said.\nNobody found them."
    assert read(tmp_path, text, "note.txt") == [f"None|None|{text}"]


#: Letters, digits, signs and what a table gives a meaning to; entities are resolved elsewhere.
_SIGNS = st.characters(categories=("L", "N", "P", "Zs"), exclude_characters="&<")
_TEXTS = st.text(_SIGNS | st.sampled_from('\n\r\t",;|'), min_size=1).filter(str.strip)


@given(st.lists(_TEXTS, min_size=1, max_size=5))
def test_every_text_comes_back_whole(texts: list[str]) -> None:
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerows([["id", "text"], *([str(n), text] for n, text in enumerate(texts))])
    found = list(read_table(io.BytesIO(out.getvalue().encode()), "t.csv"))
    assert [f.content.decode() if isinstance(f, Document) else f for f in found] == texts
