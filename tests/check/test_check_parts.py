"""Citations of a part of a sentence: which words each one stands behind, and when none does."""

from dataclasses import replace

import pytest

from copydesk import annotate
from copydesk.check import check_draft
from copydesk.check.claim_reading import Reading, plain_article
from copydesk.check.evidence import Evidence
from copydesk.check.parts import _parts, widest_part
from copydesk.model import Draft, DraftSentence, Outcome, Span

FERRY = (
    "A ferry carrying 48 passengers hit the pier on Monday, "
    "and the captain of the ferry was arrested."
)


def part_of(sentence: str, source: str, language) -> str | None:
    """The words of the sentence that the last line of the source bears out."""
    read = annotate.annotate(plain_article(source), language)
    last = source.splitlines()[-1]
    window = Span("source", len(source) - len(last), len(source))
    found = widest_part(Reading(sentence, language), Evidence(read).within(window))
    return sentence[found.start : found.end] if found else None


@pytest.mark.parametrize(
    ("sentence", "source", "words"),
    [
        pytest.param(
            FERRY,
            "The captain of the ferry was arrested after the crash, the harbour police announced.",
            "the captain of the ferry was arrested",
            id="a clause",
        ),
        pytest.param(
            "“The roof fell in before anyone could leave,” Martha Lind said in a statement.",
            "Lind told the Daily Wave: “The roof fell in before anyone could leave.”",
            "The roof fell in before anyone could leave,”",
            id="a quotation, its speaker named in another place",
        ),
        pytest.param(
            "Anna Berg resigned on Friday because of the report.",
            "Anna Berg led the port for six years.\nBerg resigned on Friday.",
            "Anna Berg resigned on Friday",
            id="a surname for a full name of the same report",
        ),
        pytest.param(
            "“It’s not about closing the pier, sadly,” Martha Lind said.",
            "“This is not about closing the pier, sadly,” Martha Lind explained.",
            "not about closing the pier, sadly,”",
            id="no part opens on half a word, or has a piece of a quotation and what is beside it",
        ),
        pytest.param(
            "“Over the years I have asked many keepers why they left,” Anna Berg wrote.",
            "“Over the years I have asked many keepers why they left,” the letter began.",
            "Over the years I have asked many keepers why they left,”",
            id="very words that the report has from a letter",
        ),
        pytest.param(
            "“The captain turned back to avoid a second collision at the pier,” said Anna Berg.",
            "The captain turned back to “avoid a second collision” at noon.",
            "avoid a second collision",
            id="very words that the report has without a speaker",
        ),
        pytest.param(
            "Police say four people were released from hospital.",
            "Police said four people were released from hospital.",
            "Police say four people were released from hospital",
            id="another tense of the verb of speech",
        ),
        pytest.param(
            "The storm killed at least 340 people and sank two ferries.",
            "The storm has cost the lives of some 340 people, according to the harbour police.",
            "340 people",
            id="a number that the report has from somebody",
        ),
        pytest.param(
            "About 340 passengers were brought ashore.",
            "The navy took off the 340 passengers at dawn.",
            "About 340 passengers",
            id="a number that the report does not hedge",
        ),
        pytest.param(
            "The mayor was late – some of the boats left at noon without a pilot.",
            "The harbour was full: some of these boats left at noon without a pilot.",
            "some of the boats left at noon without a pilot",
            id="a dash parts clauses; what is pointed to is the thing",
        ),
        pytest.param(
            "Anna Berg signed the order to close the pier, and the town fell silent.",
            "Anna Berg personally signed the order to close the pier.",
            "Anna Berg signed the order to close the pier",
            id="the way in which it was done left out",
        ),
        pytest.param(
            "The owners asked the port to repair the cranes and to open the eastern pier at night.",
            "The owners asked the town to open the eastern pier at night.",
            "to open the eastern pier at night",
            id="an infinitive whose doer is asked",
        ),
        pytest.param(
            "“We will open the eastern pier again,” Martha Lind said when asked about the crash.",
            "Asked whether the crash could happen again, Martha Lind said: “We will open the "
            "eastern pier again.”",
            "We will open the eastern pier again,”",
            id="what somebody asked about leaves an answer what it is",
        ),
        pytest.param(
            "In May, Martha Lind said the port was full of “rust, dust and idle men”.",
            "His remarks followed those of Martha Lind, who said in May that the port was full of "
            "“rust, dust and idle men”.",
            "the port was full of “rust, dust and idle men”",
            id="a speaker named before a relative clause",
        ),
        pytest.param(
            "A new league said that the town is in a “race to sell every last pier”.",
            "“What began as a race to sell every last pier has an end,” the port's website says.",
            "race to sell every last pier”",
            id="very words that two bodies share",
        ),
        pytest.param(
            "The council passed the harbour tax bill in March.",
            "The harbour tax bill was long disputed.\nThe council passed the bill in March.",
            "The council passed the harbour tax bill in March",
            id="what the report takes up with an article and has in full elsewhere",
        ),
        pytest.param(
            "The ferry carried new steel lifeboats moored on both decks, as the law asks.",
            "The owners paid for new steel lifeboats moored on both decks.",
            "new steel lifeboats moored on both decks",
            id="a long noun phrase with a participle",
        ),
        pytest.param(
            "Anna Berg said the crew had a “hard choice”.",
            "“They made a hard choice and it was the right choice for the port,” Anna Berg said.",
            "hard choice”",
            id="two words beside each other, one of which comes again",
        ),
        pytest.param(
            "Northern Ferries chief Anna Berg told sailors in May that the company will buy two "
            "new boats.",
            "Chief Anna Berg told sailors in May that Northern Ferries will buy two new boats.",
            "Anna Berg told sailors in May that the company will buy two new boats",
            id="the company that the sentence names",
        ),
    ],
)
def test_a_citation_stands_behind_the_words_that_it_bears_out(sentence, source, words, language):
    assert part_of(sentence, source, language) == words


@pytest.mark.parametrize(
    ("sentence", "source"),
    [
        pytest.param(
            "The captain was arrested on Monday.",
            "The captain was not arrested on Monday.",
            id="denied",
        ),
        pytest.param(
            "The captain was arrested on Monday.",
            "The captain may have been arrested on Monday.",
            id="only possible",
        ),
        pytest.param(
            "The pier will reopen on Friday, the mayor said.",
            "The pier will reopen on Friday if the inspectors agree, the mayor said.",
            id="on a condition that the sentence does not have",
        ),
        pytest.param(
            "The captain sold the ferry in May.",
            "The owner said that the captain sold the ferry in May.",
            id="what somebody says, told as a fact",
        ),
        pytest.param(
            "“The roof fell in before anyone could leave,” Martha Lind said.",
            "“The roof fell in before anyone could leave,” Carl Brook said.",
            id="another speaker",
        ),
        pytest.param(
            "Anna Berg resigned on Friday.",
            "Carl Brook resigned on Friday.",
            id="another person",
        ),
        pytest.param(
            "Nearly 120 people were hurt.",
            "About 120 people were hurt.",
            id="another hedge",
        ),
        pytest.param(
            "The fire hurt 14 people.",
            "Two of the 14 people were hurt.",
            id="a part of the number",
        ),
        pytest.param(
            "The mayor was charged with fraud.",
            "The former mayor was charged with fraud.",
            id="another office",
        ),
        pytest.param(
            "The mayor was charged with fraud.",
            "The mayor's brother was charged with fraud.",
            id="another head of the phrase",
        ),
        pytest.param(
            "The port has 1,000 guards.",
            "The port has 850 guards, with another 1,000 guards to come from other towns.",
            id="others of the same kind",
        ),
        pytest.param(
            "More than 340 people were rescued.",
            "The navy rescued less than 340 people.",
            id="an opposite hedge",
        ),
        pytest.param(
            "A 4-year-old boy fell into the dock.",
            "A 3-year-old boy fell into a fountain.",
            id="half of two words with a hyphen",
        ),
        pytest.param(
            "The ferry had been in service for 14 years when it sank.",
            "The captain has lived in Harlow for 14 years.",
            id="a stretch of time alone",
        ),
        pytest.param(
            "Northern Ferries said the company will close its eastern pier.",
            "Southern Lines will close its eastern pier.",
            id="another company",
        ),
        pytest.param(
            "In May the Orion 2 mission was called off.",
            "The agency plans 2 missions to the north.",
            id="the number of a name",
        ),
        pytest.param(
            "The port was sold by the council.",
            "The port was partly sold by the council.",
            id="an adverb that takes something back",
        ),
        pytest.param(
            "The council passed the harbour tax bill in March.",
            "The council passed the bill in March.",
            id="what the report nowhere has in full",
        ),
    ],
)
def test_nothing_is_borne_out_by_a_report_that_says_something_else(sentence, source, language):
    assert part_of(sentence, source, language) is None


def test_a_draft_keeps_a_citation_of_a_part_and_says_of_which_words(language):
    texts = {
        "one": FERRY,
        "two": "The captain of the ferry was arrested, police announced on Tuesday.",
        "three": "The captain of the ferry was not arrested, police said on Tuesday.",
    }
    reports = [
        annotate.annotate(replace(plain_article(text, key), outlet=key), language)
        for key, text in texts.items()
    ]
    spans = [Span(key, 0, len(text)) for key, text in texts.items()]
    draft = Draft("s", DraftSentence("h", FERRY, tuple(spans)), "World")

    checked = check_draft(draft, reports, language).headline

    assert checked.verdict is not None
    whole, part, dropped = checked.verdict.citations
    assert (whole.span, whole.words, whole.outcome) == (spans[0], None, Outcome.SUPPORTED)
    assert part.span == spans[1] and part.words is not None
    assert FERRY[slice(*part.words)] == "the captain of the ferry was arrested"
    assert not dropped.outcome.passes
    assert checked.evidence == (spans[0], spans[1])


def test_no_part_ends_on_the_verb_of_a_relative_clause(language):
    claim = Reading("The doors swing in opposite directions that open at noon each day.", language)
    parts = [claim.text[start:end] for start, end in _parts(claim, (0, len(claim.text)))]
    assert any(words.endswith("directions") for words in parts)
    assert not any(words.endswith(" that open") for words in parts)
