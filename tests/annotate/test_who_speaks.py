"""Who speaks, in the ways that news words it; nobody where the text names nobody."""

from __future__ import annotations

import pytest

from copydesk import annotate
from copydesk.annotate import Language
from copydesk.annotate.parsing import load
from copydesk.annotate.speech.utterances import Candidate
from copydesk.annotate.speech.who_speaks import sure
from copydesk.language import choice
from copydesk.model import Article, Attribution, Block, Quotation, Role


@pytest.fixture(scope="module")
def language() -> Language:
    return load()


def quotations(text: str, language: Language) -> tuple[Quotation, ...]:
    blocks, at = [], 0
    for line in text.split("\n"):
        if line:
            blocks.append(Block(at, at + len(line), Role.BODY))
        at += len(line) + 1
    article = Article(id="a", text=text, blocks=tuple(blocks), language="en")
    return annotate.annotate(article, language).quotations


SPOKEN = [
    ("The ministry in Harborough on Monday called it “safe for all.”", "ministry in Harborough"),
    ("“The deal is dead,” said Kremlin spokesman Sal Ketter.", "Sal Ketter"),
    ("“No one came,” Dromar envoy Sal Ketter said on Monday.", "Sal Ketter"),
    ("“We saw him,” Arle Police Chief Charles Craft said.", "Charles Craft"),
    ("“Nobody asked us,” shot back the mayor, Ines Pohl.", "Ines Pohl"),
    ("Teo Marr called for calm. “The talks are dead,” he went on.", "Teo Marr"),
    ("A statement by Brannock read: “The talks are dead and buried.”", "Brannock"),
    ("“The roof is gone,” said Meg Tolland. “Nobody came,” grumbled Amy Frost.", "Meg Tolland"),
    ("The court in Arle laughed at Meg Tolland's “never again” remark.", "Meg Tolland"),
    ("The mayor, Uwe Kern, said: “The bridge stays shut for a week.”", "Uwe Kern"),
    ("“The bridge stays shut,” said Anna Prell of the Lorne Dockers Union.", "Anna Prell"),
    ("“The bridge stays shut,” Lea Sund told Coast Radio by phone.", "Lea Sund"),
    ("‘ The bridge stays shut for a week, ’ said Lea Sund.", "Lea Sund"),
    ("Sund set her record beside Dunn's, saying “I built the bridge that stands.”", "Sund"),
    (
        "A lawyer for Mr. Dunn, Ines Pohl of Arle, said that he “asserts his innocence”.",
        "Ines Pohl",
    ),
    ("Ines Pohl said the police believe it to be a “lone wolf” attack.", "Ines Pohl"),
    ("Karl Dunn said boats had gone “to save the crew,” Coast Radio reported.", "Karl Dunn"),
    ("“The bridge stays shut for a week,” Coast Radio cited Karl Dunn.", "Karl Dunn"),
    (
        "When asked whether it was a mistake not to offer Lea Sund a seat, Ines Pohl, "
        "the producer of the show, said, “Nobody can have it all.”",
        "Ines Pohl",
    ),
    ("Three of them complained: Lea Sund (“We were never asked about it”) and others.", "Lea Sund"),
    ("Ines Pohl wrote a letter on Monday. “The bridge must stay shut,” the letter said.", "Pohl"),
    ("“The bridge must stay shut,” wrote a ministry official named Lea Sund.", "Lea Sund"),
    ("Dunn dismissed Ines Pohl's comment that the town is under a “reign of terror”.", "Pohl"),
    ("A Coast Ministry spokeswoman said: “We are aware of the death.”", "spokeswoman"),
    ("Police are treating the fire as “deeply suspicious”. Karl Dunn lives near by.", "police"),
]


@pytest.mark.parametrize(("text", "speaker"), SPOKEN)
def test_the_speaker_is_whom_the_words_name(text: str, speaker: str, language: Language) -> None:
    found = quotations(text, language)[0].attribution.name
    assert found is not None
    assert speaker.rsplit(maxsplit=1)[-1] in found


@pytest.mark.parametrize(("pronoun", "speaker"), [("he", "Karl Dunn"), ("she", "Ines Pohl")])
def test_a_pronoun_means_the_one_of_its_gender(
    pronoun: str, speaker: str, language: Language
) -> None:
    text = (
        "Mayor Ines Pohl met the rescue chief, Karl Dunn, on Tuesday. "
        f"“Nobody is left inside,” {pronoun} said."
    )
    assert quotations(text, language)[0].attribution.name == speaker


def test_whom_a_sentence_names_under_its_verb_is_not_its_pronoun(language: Language) -> None:
    text = (
        "The critic Paul Reeve's hard line on fees alienated Mayor Karl Dunn, who often makes "
        "the case for the quay. He deemed Reeve's plan “a con for the town.”"
    )
    assert quotations(text, language)[0].attribution.name == "Karl Dunn"


def test_words_that_nobody_is_said_to_say_have_no_speaker(language: Language) -> None:
    text = "The firm sells so-called “smart” meters in Arle. Ines Pohl was born there."
    assert [q.attribution.name for q in quotations(text, language)] == [None]


def test_an_interview_is_read_turn_by_turn(language: Language) -> None:
    text = (
        "Rahimi: Not all of them, thank God, were inside.\n"
        "Weil: Had anybody told you it was safe?\n"
        "Rahimi: A car went by in the dark and said so.\n"
        "Weil: What did it say to you?"
    )
    found = quotations(text, language)
    assert [q.attribution.name for q in found] == ["Rahimi", "Weil", "Rahimi", "Weil"]
    assert all(q.kind == "direct" for q in found)


def test_the_shipped_weights_are_read_and_the_likeliest_is_chosen() -> None:
    assert choice.weights("speakers")
    assert choice.likeliest({"a": 1.0}, [{"a": 1.0}, {"a": 1.0}]) == (0, 0.5)
    found, likely = choice.likeliest({"a": 1.0, "b": 4.0}, [{"a": 1.0}, {"b": 1.0}])
    assert found == 1
    assert likely > 0.9


@pytest.mark.parametrize(("ruled", "told"), [("Ines Pohl", None), ("the mayor", "the mayor")])
def test_when_unsure_nobody_is_named_but_the_words_of_the_text_stay(
    ruled: str, told: str | None
) -> None:
    candidates = [
        Candidate(Attribution(), None, ruled=False),
        Candidate(Attribution("person", ruled), None, ruled=True),
        Candidate(Attribution("person", "Karl Dunn"), 0, ruled=False),
    ]
    assert candidates[sure(candidates, 2, 0.2, 0.5)].attribution.name == told
    assert candidates[sure(candidates, 2, 0.9, 0.5)].attribution.name == "Karl Dunn"
