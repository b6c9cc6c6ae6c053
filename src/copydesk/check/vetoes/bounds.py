"""All for some, the only one, the most of its kind, more than another."""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.check.vetoes.scene import Scene, Veto
from copydesk.english import lists
from copydesk.model import Reason

_ALL = lists.words("logic", "all")
_ONLY = lists.words("logic", "only")
_SUPERLATIVES = lists.words("logic", "superlatives")
_ORDINALS = lists.words("logic", "small ordinals")
_OFTEN = lists.words("vetoes", "bounds often")
_CONTRAST = lists.words("vetoes", "bounds contrast")


def widened_to_all(scene: Scene) -> Iterator[Veto]:
    """ "All" and its like of what no cited sentence says of all."""
    if scene.cited & _ALL:
        return
    for index, token in enumerate(scene.tokens):
        low = token.text.lower()
        if low not in _ALL or token.pos == "PROPN" or _quoted(scene, token.start):
            continue
        head = scene.tokens[token.head]
        if head.lemma.lower() in _OFTEN or (low == "always" and head.tag == "VBG"):
            continue
        if _counts_up(scene, index):
            continue
        yield Veto(
            Reason("quantity", f"The cited text does not say this of “{token.text}”.", token.text)
        )
        return


def _counts_up(scene: Scene, index: int) -> bool:
    """Whether "all" goes with a number that the source has: "all three guards"."""
    after = scene.tokens[index + 1 : index + 3]
    return any(
        scene.said(scene.by_token.get(index + 1 + n)) and t.pos == "NUM"
        for n, t in enumerate(after)
    ) and bool(scene.cited & frozenset({"both", "together", "total"}))


def made_only(scene: Scene) -> Iterator[Veto]:
    """ "The only one", "the first to": where the source limits nothing."""
    for index, token in enumerate(scene.tokens):
        low = token.text.lower()
        if low not in _ONLY or _quoted(scene, token.start) or scene.cited & _LIMITS:
            continue
        before = scene.tokens[index - 1].text.lower() if index else ""
        after = {t.text.lower() for t in scene.tokens[index + 1 : index + 5]}
        if low in {"only", "sole"} and before not in {"the", "its", "his", "her", "their"}:
            continue
        if low in {"first", "unprecedented"} and not after & {"ever", "to", "time"}:
            continue
        if low in {"last", "alone", "solely", "exclusively"}:
            continue
        yield Veto(Reason("quantity", f"The cited text does not say “{token.text}”.", token.text))
        return


_LIMITS = lists.words("vetoes", "bounds limits")


def most_of_its_kind(scene: Scene) -> Iterator[Veto]:
    """A superlative that the source does not have, or has behind "second"."""
    for index, token in enumerate(scene.tokens):
        low = token.text.lower()
        if _quoted(scene, token.start):
            continue
        if not (token.tag in ("JJS", "RBS") or low in _SUPERLATIVES) or low == "least":
            continue
        if index and scene.tokens[index - 1].text.lower() == "at":
            continue
        if low == "most" and (index + 1 >= len(scene.tokens) or _is_majority(scene, index)):
            continue
        m = scene.by_token.get(index)
        held = scene.said(m) and m is not None and m.worth >= 0.8
        if not held and low not in scene.cited:
            if low == "most" or not _has_superlative(scene):
                yield Veto(
                    Reason("comparison", f"The cited text does not say “{token.text}”.", token.text)
                )
                return
            continue
        before = scene.tokens[index - 1].text.lower() if index else ""
        if before in _ORDINALS:
            continue
        for _, tokens in scene.cited_sentences():
            for at, other in enumerate(tokens):
                same = other.text.lower() == low or (
                    m is not None and m.other >= 0 and scene.item(m).low == other.text.lower()
                )
                was = tokens[at - 1].text.lower() if at else ""
                if was in ("-", "–") and at > 1:
                    was = tokens[at - 2].text.lower()
                if same and was in _ORDINALS:
                    yield Veto(
                        Reason(
                            "comparison",
                            f"The source has “{was} {other.text}”, the sentence “{token.text}”.",
                            token.text,
                        ),
                        contradicts=True,
                    )
                    return


def limit_lost(scene: Scene) -> Iterator[Veto]:
    """ "For the first time" or "a record" without the limit, or the lack, that the source has."""
    ours = [t.text.lower() for t in scene.tokens]
    for _, tokens in scene.cited_sentences():
        low = [t.text.lower() for t in tokens]
        text = " ".join(low)
        said = " ".join(ours)
        if "first time" in said and "first time since" in text and "since" not in ours:
            yield Veto(
                Reason("comparison", "The source has it as the first time since then.", "first")
            )
            return
        if "record" in ours and "record" in low:
            before = set(low[max(0, low.index("record") - 5) : low.index("record")])
            lack = before & {"below", "short", "near", "nearly", "under", "off"}
            if lack and not lack & set(ours):
                yield Veto(
                    Reason(
                        "comparison", f"The source has it “{sorted(lack)[0]}” the record.", "record"
                    ),
                    contradicts=True,
                )
                return


def _is_majority(scene: Scene, index: int) -> bool:
    """Whether "most" means the greater part."""
    after = scene.tokens[index + 1]
    return after.text.lower() == "of" or after.pos in ("NOUN", "PROPN") or after.tag == "NNS"


def _has_superlative(scene: Scene) -> bool:
    return any(
        t.tag in ("JJS", "RBS") or t.text.lower() in _SUPERLATIVES
        for _, tokens in scene.cited_sentences()
        for t in tokens
    )


def compared(scene: Scene) -> Iterator[Veto]:
    """More or less than another, where the source sets no two beside each other."""
    if "than" not in scene.lower or scene.cited & _CONTRAST:
        return
    for index, token in enumerate(scene.tokens):
        if token.text.lower() != "than" or _quoted(scene, token.start):
            continue
        after = scene.tokens[index + 1] if index + 1 < len(scene.tokens) else None
        if after is not None and (after.pos == "NUM" or after.text in "$€£¥a"):
            continue  # a hedge: "more than 30"
        if after is not None and after.text.lower() in {"half", "dozen", "one", "double"}:
            continue
        comparative = next(
            (t for t in reversed(scene.tokens[:index]) if t.tag in ("JJR", "RBR")), token
        )
        m = scene.by_token.get(next(i for i, t in enumerate(scene.tokens) if t is comparative))
        if scene.said(m) and m is not None and m.worth >= 0.8:
            continue
        numbers = {
            i.text for _, tokens in scene.cited_sentences() for i in tokens if i.pos == "NUM"
        }
        if len(numbers) >= 2:
            continue
        yield Veto(
            Reason(
                "comparison",
                f"The cited text does not compare so: “{comparative.text} … than”.",
                comparative.text,
            )
        )
        return


def turned_comparison_of_numbers(scene: Scene) -> Iterator[Veto]:
    """ "Lower than" of two things whose numbers in the source say the reverse."""
    down = {"lower", "less", "fewer", "smaller", "shorter", "cheaper", "slower", "below", "under"}
    up = {"higher", "more", "greater", "larger", "bigger", "longer", "above", "exceeded", "over"}
    tokens = scene.tokens
    for index, token in enumerate(tokens):
        low = token.text.lower()
        if low not in down | up or index + 2 >= len(tokens) or tokens[index + 1].text != "than":
            continue
        if tokens[index + 2].pos in ("NUM", "SYM") or tokens[index + 2].text in "$€£¥":
            continue
        before = [m for m in scene.matching.matches if m.item.token < index and scene.said(m)]
        after = [m for m in scene.matching.matches if m.item.token > index and scene.said(m)]
        one = next((v for m in before if (v := _number_of(scene, m)) is not None), None)
        other = next((v for m in after if (v := _number_of(scene, m)) is not None), None)
        if one is None or other is None or one == other:
            continue
        if (one < other) != (low in down):
            yield Veto(
                Reason("comparison", f"The source has {one:g} and {other:g}.", token.text),
                contradicts=True,
            )
            return


def _number_of(scene: Scene, m: object) -> float | None:
    """The one number of the sentence in which a noun stands as what it is told of."""
    from copydesk.check.support.matching import Match  # noqa: PLC0415

    assert isinstance(m, Match)
    if m.item.pos not in ("NOUN", "NAME"):
        return None
    sheet = scene.sheets[m.sheet]
    other = scene.item(m)
    values = [
        sheet.items[i].value
        for i in sheet.by_sentence[other.sentence]
        if sheet.items[i].value is not None
    ]
    return values[0] if len(values) == 1 else None


def _quoted(scene: Scene, start: int) -> bool:
    return any(
        s.start <= start < s.end for q in scene.claim.annotated.quotations for s in q.segments
    )


ALL = (
    widened_to_all,
    made_only,
    most_of_its_kind,
    compared,
    turned_comparison_of_numbers,
    limit_lost,
)
