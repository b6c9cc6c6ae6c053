"""What the corpus reader promises: text without marks, every mark where it stands, honest gold."""

import hashlib
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import gold, real_events, told_events, values

EVENT = (Path(__file__).parent / "lorne-bridge.txt").read_text("utf-8")


def test_marks_stand_where_their_words_stand():
    event = told_events.parse(EVENT)
    first = event.report("r1")
    assert "<" not in first.text
    assert [first.words(m) for m in first.of_kind("n")] == ["four", "four", "11", "two"]
    assert [first.words(m) for m in first.of_kind("x")] == ["a barge struck it"]
    inner = list(first.of_kind("n"))[1]
    assert inner.inside is not None
    assert first.words(first.sentences[inner.sentence]).startswith("“We lost")
    assert first.sentences[0].old


def test_header_and_claims_are_read_with_their_notes():
    event = told_events.parse(EVENT)
    assert event.keys["killed"].evolves
    assert event.keys["killed_1987"].other == "1987-fall"
    assert event.persons["varga"].also == ("Mayor Varga", "Varga")
    assert event.report("r2").copies == ("r1",)
    true, false = event.claims
    assert true.borne_out
    assert true.cites == (("r1", 1), ("r2", 1))
    assert (false.kind, false.notes) == ("stale", ("stale", "in r1 only"))


def test_what_is_not_known_is_kept_and_passed_over():
    event = told_events.parse(EVENT)
    assert event.header["someday"]
    assert [m.attributes for m in event.report("r2").of_kind("z")] == [{"new": "1"}]


def test_gold_has_figures_of_keys_alone_and_speech_in_one_pair_of_marks():
    made = gold.of_told(told_events.parse(EVENT))
    assert [f.key for f in made.figures] == ["killed", "killed", "killed_1987", "killed", "length"]
    [quotation] = made.quotations
    document = made.document("lorne-bridge:r1")
    [(start, end)] = quotation.segments
    assert document.text[start:end].endswith("rebuild,")
    assert quotation.speaker == "Ines Varga"
    assert [s.event for s in made.sentences] == ["main", "main", "main", "other", "main", "none"]


def test_gold_verdicts_follow_intervals():
    made = gold.of_told(told_events.parse(EVENT))
    by_id = {f.id: f for f in made.figures}
    [killed] = [a for a in made.record["alignment"] if a["key"] == "killed"]
    [pair] = killed["document_pairs"]
    assert (by_id[pair["a"]].hedge, pair["verdict"]) == ("at_least", "compatible")
    assert killed["evolves"]


@pytest.mark.parametrize(
    "broken",
    [
        EVENT.replace("</x>.", "."),
        EVENT.replace("type: accident\n", ""),
        EVENT.replace("\n---\n", "\n", 1),
        "event: x\ntype: y\nwhat: z\n",
    ],
)
def test_a_broken_file_is_refused_with_its_name(broken):
    with pytest.raises(told_events.CorpusError, match=r"told\.txt"):
        told_events.parse(broken, "told.txt")


@pytest.mark.parametrize(
    ("words", "worth"),
    [
        ("four", 4), ("forty-one", 41), ("1,200", 1200), ("2.5 million", 2.5e6), ("a dozen", 12),
        ("two hundred and six", 206), ("3 lakh", 3e5), ("half a million", 5e5), ("none", 0),
    ],
)  # fmt: skip
def test_numbers_are_worth_what_their_words_say(words, worth):
    assert values.number(words) == worth


@given(
    st.floats(1, 1e9),
    st.sampled_from([None, "at_least", "more_than", "up_to", "less_than", "about", "nearly"]),
)
def test_a_hedged_value_always_meets_itself_and_is_symmetric(point, hedge):
    one, plain = values.value("x", hedge, repr(point)), values.value("x", None, repr(point))
    assert one is not None
    assert plain is not None
    assert one.meets(one)
    assert one.meets(plain) == plain.meets(one)


def test_real_gold_finds_its_text_by_id_and_hash(tmp_path):
    text = "Seven people died in Lorne. The trial of 1999 took two years."
    folder = tmp_path / "data/stories/dev"
    folder.mkdir(parents=True)
    row = {"id": "gw-1", "title": "Seven die", "text": text, "published": "2020-01-01T00:00:00Z"}
    (folder / "gw1h.jsonl").write_text(json.dumps(row) + "\n")
    given_gold = {
        "schema": "copydesk-gold/1",
        "event": "x",
        "documents": [
            {"id": "gw-1", "sha256": hashlib.sha256(text.encode()).hexdigest(), "outlet": "A"},
            {"id": "gw-2", "sha256": "0", "outlet": "B"},
        ],
        "keys": {"killed": {"about": "killed", "unit": "people", "evolves": True}},
        "figures": [
            {"id": f"{d}:f1", "doc": d, "span": [0, 5], "key": "killed", "unit": "people",
             "hedge": None, "value": {"lo": 7, "hi": 7, "point": 7}}
            for d in ("gw-1", "gw-2")
        ],
        "quotations": [],
        "alignment": [],
        "sentences": [{"doc": "gw-1", "span": [28, 61], "event": "1999 trial"}],
    }  # fmt: skip
    path = tmp_path / "x.json"
    path.write_text(json.dumps(given_gold))
    aside: list[str] = []
    [event] = real_events.read_all([path], real_events.Texts(tmp_path), aside)
    assert [d.text for d in event.documents] == [text]
    assert [f.document for f in event.figures] == ["gw-1"]
    assert event.keys["killed"].evolves
    assert (event.sentences[0].event, event.sentences[0].name) == ("other", "1999 trial")
    assert aside == ["x.json: no text of gw-2 with that hash"]


@pytest.mark.shared
def test_every_shared_event_is_read(shared_data):
    events = [gold.of_told(e) for e in told_events.read_folder(shared_data / "events")]
    assert len(events) >= 12
    for event in events:
        for figure in event.figures:
            assert event.document(figure.document).text[figure.start : figure.end].strip()
    paths = sorted((shared_data / "claims").glob("dev_*.json"))
    aside: list[str] = []
    real = real_events.read_all(paths, real_events.Texts(shared_data.parent), aside)
    assert len(real) == len(paths)
    assert not aside
