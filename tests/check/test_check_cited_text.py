"""Cited texts as people have them: links, footnotes, numbered notes, on a page or in Markdown."""

import pytest

from copydesk import annotate
from copydesk.check import audit
from copydesk.check.cited_text import LONGEST, read_cited
from copydesk.check.claim_reading import plain_article
from copydesk.check.findings import as_annotations, as_html, as_markdown, share_passing
from copydesk.errors import InputRefused
from copydesk.model import Article, Block, Outcome, Role

BUS = "A bus overturned near Lorne on Tuesday and 12 people died. The driver was unhurt."
FIRE = "A fire in a mill in Arle killed nine people on Monday."


@pytest.fixture(scope="module")
def sources(language):
    def report(name, outlet, url, text):
        block = Block(0, len(text), Role.BODY)
        article = Article(name, text, (block,), language="en", url=url, outlet=outlet)
        return annotate.annotate(article, language)

    return [
        report("a", "Harbour Post", "https://www.harbour.example/bus/", BUS),
        report("b", "Inland Times", "https://inland.example/fire?x=1", FIRE),
    ]


FORMS = {
    "links": "A bus [overturned near Lorne](http://harbour.example/bus) on Tuesday.",
    "footnotes": "A bus overturned near Lorne on Tuesday.[^a]\n\n[^a]: https://harbour.example/bus\n",
    "numbered": "A bus overturned near Lorne on Tuesday [2].\n\n[1] https://inland.example/fire\n"
    "[2] Harbour Post, https://harbour.example/bus\n",
    "a page": '<html><body><p>A bus <a href="https://harbour.example/bus">overturned</a> near '
    "Lorne on Tuesday.</p></body></html>",
    "a page with notes": "<html><body><p>A bus overturned near Lorne on Tuesday.<sup>"
    '<a href="#n1">1</a></sup></p><ol><li id="n1"><a href="https://harbour.example/bus">'
    "Harbour Post</a></li></ol>"
    "</body></html>",
}


@pytest.mark.parametrize("form", FORMS)
def test_the_sentence_is_held_against_what_it_points_to(form, sources, language):
    found = [f for f in audit(FORMS[form], sources, language) if "overturned" in f.text]
    assert [f.cited for f in found] == [("Harbour Post",)]
    assert found[0].verdict.outcome.passes
    assert found[0].text == "A bus overturned near Lorne on Tuesday."


def test_what_only_another_source_says_does_not_pass_and_it_is_named(sources, language):
    text = "Nine people died in a [mill fire in Arle](https://harbour.example/bus) on Monday."
    (found,) = audit(text, sources, language)
    assert not found.verdict.outcome.passes
    assert "Inland Times" in found.verdict.reasons[0].message


def test_a_link_to_nothing_at_hand_is_told(sources, language):
    text = "A bus [overturned](https://other.example/x) near Lorne on Tuesday."
    (found,) = audit(text, sources, language)
    assert found.verdict.outcome is Outcome.CAVEAT
    assert any("other.example" in r.message for r in found.verdict.reasons)


def test_a_heading_is_no_claim(sources, language):
    text = f"# What happened\n\n{FORMS['links']}"
    assert len(audit(text, sources, language)) == 1


def test_text_without_links_is_no_cited_text():
    assert read_cited("A bus overturned [near Lorne] on Tuesday.") is None


def test_a_text_too_long_is_refused():
    with pytest.raises(InputRefused):
        read_cited("[a](https://a.example) " + "x" * LONGEST)


def test_the_forms_of_the_findings(sources, language):
    text = "A bus [overturned](https://harbour.example/bus) near Lorne on Friday | <b>.\n"
    findings = audit(text, sources, language)
    assert share_passing(findings) == 0
    page = as_html(findings, "a <b> c")
    assert "<script" not in page
    assert "a &lt;b&gt; c" in page
    table = as_markdown(findings, "brief.md")
    assert table.splitlines()[4].startswith("| sentence")
    assert all(line.count(" | ") == 3 for line in table.splitlines()[6:])
    row = as_annotations(findings, "brief.md")
    assert row.startswith(("::error file=brief.md,line=1", "::warning file=brief.md,line=1"))
    assert row.count("\n") == 1


def test_no_sentence_is_all_of_them():
    assert share_passing(()) == 1
    assert plain_article("") is not None


def test_a_numbered_note_may_name_an_outlet():
    found = read_cited("# Head\n\nA roof fell in [1].\n\n[1]: The Ledger\n")
    assert found is not None
    assert found.paragraphs == ("Head", "A roof fell in[^1].")
    assert found.targets == {1: "The Ledger"}


def test_words_between_notes_stay_apart():
    found = read_cited(
        "One died [1] and two left [2]. Then [1, 2] came.\n\n[1]: The Ledger\n[2]: X\n"
    )
    assert found is not None
    assert found.paragraphs == ("One died[^1] and two left[^2]. Then[^1][^2] came.",)


ANSWERS = {
    "separate brackets": "A roof fell in [1], [2].\n\n[1] The Ledger\n[2] https://p.example\n",
    "lists under a head": "A roof fell in [1][2].\n\n"
    "Sources:\n1. The Ledger\n2. https://p.example\n",
    "an assistant's marks": "A roof fell in【1†source】【2†source】.\n\n"
    "**References**\n- [1] The Ledger\n- [2] https://p.example\n",
}


@pytest.mark.parametrize("form", ANSWERS)
def test_lists_of_sources_are_no_sentences(form):
    found = read_cited(ANSWERS[form])
    assert found is not None
    assert found.paragraphs == ("A roof fell in[^1][^2].",)
    assert found.targets == {1: "The Ledger", 2: "https://p.example"}


def test_a_numbered_list_of_claims_is_no_list_of_sources():
    found = read_cited(
        "1. A roof fell in ([Post](https://a.example)).\n2. Two died [4].\n"
        "3. It rained【4†source】.\n"
        "4. Nobody knew, said [the mayor](https://b.example).\n\n[4] The Ledger\n"
    )
    assert found is not None
    assert len(found.paragraphs) == 4


@pytest.mark.parametrize("note", ["[^9]", "[7]", "【3†source】"])
def test_a_note_that_is_nowhere_is_told(note, sources, language):
    text = f"A bus overturned near Lorne on Tuesday.{note}\n\n[1] https://harbour.example/bus\n"
    (found,) = audit(text, sources, language)
    assert found.text == "A bus overturned near Lorne on Tuesday."
    assert found.verdict.outcome is not Outcome.SUPPORTED
    assert any(f"no note {note}" in r.message for r in found.verdict.reasons)


def test_a_sentence_has_the_line_that_it_begins_in(sources, language):
    text = (
        "# Head\n\nA bus [overturned](https://harbour.example/bus) near Lorne on Tuesday.\n"
        "The driver was unhurt. In Arle a fire in a mill\n"
        "killed nine people on Monday. It rained.\n"
    )
    assert [f.line for f in audit(text, sources, language)] == [3, 4, 4, 5]


def test_a_sentence_of_plain_text_has_its_line_too(sources, language):
    text = f"What happened\n\n{BUS}\n\n{FIRE}\n"
    lines = {f.text: f.line for f in audit(text, sources, language)}
    assert lines[FIRE] == 5
    assert lines["The driver was unhurt."] == 3
