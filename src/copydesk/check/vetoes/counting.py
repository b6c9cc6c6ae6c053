"""Numbers: there, with that unit and hedge, of that thing, moved that way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from copydesk.check.support import kin as kinds
from copydesk.check.support.matching import Match
from copydesk.check.vetoes.computed import is_computed
from copydesk.check.vetoes.scene import Scene, Veto, alike, governors
from copydesk.english import lists
from copydesk.model import Annotated, Hedge, Quantity, Reason, Span

_GENERAL = lists.words("vetoes", "counting general")
_UNDER = frozenset({Hedge.UP_TO, Hedge.LESS_THAN, Hedge.NEARLY})
_NEAR = frozenset({Hedge.ABOUT, Hedge.NEARLY, Hedge.VAGUE})
#: How near a hedged number must be to the plain one: "about 68" to 68.4, "nearly 70" to 68.4.
_ABOUT = 0.06
_ROUGHER = 0.12
_FRACTIONS = {"half": 50.0, "quarter": 25.0, "third": 100 / 3, "fifth": 20.0, "tenth": 10.0}
_ORDINALS = ("first", *lists.phrases("logic", "small ordinals")[0].split())
_MAY = lists.words("vetoes", "counting may")
_SHARES = {"fraction", "percent"}
_IN_MONTHS = {"year": 12.0, "month": 1.0}


def numbers(scene: Scene) -> Iterator[Veto]:
    """A number that no cited sentence has, or only of another unit or hedge."""
    own = _quantities(scene)
    cited = list(_cited(scene))
    for quantity in own:
        if _is_name_part(scene.claim.annotated, quantity) or _is_vague(scene, quantity):
            continue
        verdict = _held(scene, quantity, cited)
        if verdict is not None:
            yield verdict
            return
    covered = [(q.start, q.end) for q in scene.claim.annotated.quantities]
    for m in scene.matching.matches:
        if m.item.value is None or m.item.value == 1:
            continue
        token = scene.tokens[m.item.token]
        if m.worth < 1 and not any(s <= token.start < e for s, e in covered):
            if _in_time(scene.claim.annotated, token.start) or token.text.lower() in scene.cited:
                continue
            yield Veto(Reason("numbers", f"The cited text does not have {token.text}.", token.text))
            return


def _quantities(scene: Scene) -> list[Quantity]:
    return [q for q in scene.claim.annotated.quantities if not q.implicit and q.point is not None]


def _is_vague(scene: Scene, quantity: Quantity) -> bool:
    """Whether a number is one that may stand for a pronoun or a share: "one", "the two", "half"."""
    words = scene.claim.text[quantity.start : quantity.end].lower()
    if any(w in words for w in ("half", "third", "quarter", "fifth", "tenth", "dozen")):
        return len({t.text for _, ts in scene.cited_sentences() for t in ts if t.pos == "NUM"}) > 1
    return quantity.kind == "count" and (quantity.point or 0) <= 2 and not words[:1].isdigit()


def _in_time(text: Annotated, start: int) -> bool:
    return any(t.start <= start < t.end for t in text.times)


def _is_name_part(text: Annotated, quantity: Quantity) -> bool:
    return any(
        e.start <= quantity.start < e.end and e.label in ("PERSON", "ORG", "LOC")
        for e in text.entities
    )


def _cited(scene: Scene) -> Iterator[tuple[int, Quantity]]:
    for n, report in enumerate(scene.evidence):
        usable = set(report.usable)
        for q in report.report.quantities:
            if q.sentence in usable:
                yield n, q


def _held(  # noqa: PLR0911 - one question each
    scene: Scene, ours: Quantity, cited: Sequence[tuple[int, Quantity]]
) -> Veto | None:
    words = scene.claim.text[ours.start : ours.end]
    same_kind = [(n, q) for n, q in cited if _comparable(ours, q)]
    fitting = [(n, q) for n, q in same_kind if _fits(ours, q)]
    if fitting:
        exact = [(n, q) for n, q in fitting if not _hedge_lost(ours, q)]
        if exact or scene.lower & _MAY or _hedges_behind(scene, ours):
            return None
        n, q = fitting[0]
        there = _printed(scene, n, q)
        return Veto(
            Reason("hedge", f"The source hedges the number: “{there}”.", words, _span(scene, n, q))
        )
    others = [(n, q) for n, q in cited if q.point is not None and q.point == ours.point]
    if not fitting and any(q.point == -(ours.point or 0) != 0 for _, q in cited):
        return Veto(Reason("numbers", "The source has the number below zero.", words), True)
    units = [(n, q) for n, q in others if _other_unit(ours, q)]
    if units and len(units) == len(others):
        n, q = units[0]
        return Veto(
            Reason(
                "numbers",
                f"The sentence has “{words}”, the source “{_printed(scene, n, q)}”.",
                words,
                _span(scene, n, q),
            ),
            contradicts=True,
        )
    bare = ours.kind == "count" and not _counts_noun(scene, ours)
    told = {q.unit for q in _quantities(scene)}
    if others and bare and all(q.unit in told and _measure(q) for _, q in others):
        return None  # "recovered from 14 percent down to end 11 lower"
    if others and ours.kind == "count" and all(q.kind in ("money", "percent") for _, q in others):
        n, q = others[0]
        return Veto(
            Reason(
                "numbers",
                f"The sentence has “{words}”, the source “{_printed(scene, n, q)}”.",
                words,
                _span(scene, n, q),
            )
        )
    if others or _sums(scene, ours) or _share(scene, ours):
        return None
    if (ours.point == 1 and words.lower().startswith("one-")) or _is_nth(scene, ours):
        return None  # "a one-day strike"; "four times" of what is the fourth
    if is_computed(scene, ours, [q for _, q in cited]):
        return None
    if any(
        m.item.value is not None and m.worth >= 1 and _inside(scene, m, ours)
        for m in scene.matching.matches
    ):
        return None
    return Veto(Reason("numbers", f"The cited text does not have “{words}”.", words))


def _is_nth(scene: Scene, quantity: Quantity) -> bool:
    """Whether the source counts up to the number: the fourth Cup, won four times."""
    if quantity.unit not in ("count", "times") or not 2 <= (quantity.point or 0) <= 10:
        return False
    return _ORDINALS[int(quantity.point or 0) - 1] in scene.cited


def _counts_noun(scene: Scene, quantity: Quantity) -> bool:
    """Whether a bare number counts a noun of the sentence: "11 million people"."""
    return any(
        quantity.start <= t.start < quantity.end
        and t.dep == "nummod"
        and scene.tokens[t.head].start >= quantity.end
        for t in scene.tokens
    )


def _hedges_behind(scene: Scene, quantity: Quantity) -> bool:
    """Whether a hedge stands behind the number: "150 roles at most"."""
    after = [t.text.lower() for t in scene.tokens if t.start >= quantity.end][:4]
    before = [t.text.lower() for t in scene.tokens if t.end <= quantity.start][-4:]
    return bool({"most", "least", "so", "or", "feared", "fears", "said"} & {*after, *before})


def _inside(scene: Scene, m: Match, quantity: Quantity) -> bool:
    return quantity.start <= scene.tokens[m.item.token].start < quantity.end


_MONEY_ALIKE = (
    {"NOK", "SEK", "DKK", "ISK"},
    {"USD", "CAD", "AUD", "NZD", "HKD", "SGD"},
    {"GBP", "EGP"},
    {"INR", "PKR", "LKR", "NPR"},
)


def _other_unit(ours: Quantity, theirs: Quantity) -> bool:
    """Whether two numbers are measured otherwise; "kroner" may be those of one country."""
    if ours.unit == theirs.unit or not (_measure(ours) and _measure(theirs)):
        return False
    return not any({ours.unit, theirs.unit} <= alike for alike in _MONEY_ALIKE)


def _measure(quantity: Quantity) -> bool:
    return quantity.kind != "count"


def _comparable(ours: Quantity, theirs: Quantity) -> bool:
    if ours.unit == theirs.unit or ours.kind == theirs.kind == "count":
        return True
    return {ours.unit, theirs.unit} <= set(_IN_MONTHS) or {ours.unit, theirs.unit} == _SHARES


def _value(quantity: Quantity) -> float | None:
    if quantity.point is None:
        return None
    if quantity.unit == "fraction":
        return round(quantity.point * 100, 2)
    return quantity.point * _IN_MONTHS.get(quantity.unit, 1.0)


def _fits(ours: Quantity, theirs: Quantity) -> bool:  # noqa: PLR0911 - one question each
    """Whether the source's number bears out ours."""
    here, there = _value(ours), _value(theirs)
    if here is None:
        return False
    if there is None:
        return theirs.interval.meets(ours.interval) and ours.hedge is not None
    if here == there:
        return not _turned_hedge(ours, theirs)
    if ours.hedge in (Hedge.AT_LEAST, Hedge.MORE_THAN):
        return here < there <= here * (1 + _ROUGHER) and theirs.hedge not in _UNDER
    if ours.hedge in (Hedge.UP_TO, Hedge.LESS_THAN, Hedge.NEARLY):
        return here * (1 - _ROUGHER) <= there < here
    if ours.hedge in _NEAR:
        return abs(here - there) <= _ABOUT * max(abs(here), abs(there))
    return _rounded(here, there)


def _rounded(ours: float, theirs: float) -> bool:
    """Whether ours is theirs to the places that ours has: 1.2 billion of 1,204,560,000."""
    if theirs == 0 or ours == 0 or abs(theirs) < 1000:
        return False
    text = f"{ours:.6e}".split("e")[0].rstrip("0")
    places = max(1, len(text.split(".")[1]) if "." in text else 0)
    return places <= 2 and float(f"{theirs:.{places}e}") == ours


_AGAINST = (
    {Hedge.AT_LEAST, Hedge.UP_TO},
    {Hedge.AT_LEAST, Hedge.LESS_THAN},
    {Hedge.MORE_THAN, Hedge.LESS_THAN},
    {Hedge.MORE_THAN, Hedge.UP_TO},
    {Hedge.MORE_THAN, Hedge.NEARLY},
)


def _turned_hedge(ours: Quantity, theirs: Quantity) -> bool:
    return {ours.hedge, theirs.hedge} in _AGAINST


def _hedge_lost(ours: Quantity, theirs: Quantity) -> bool:
    """Whether the source only bounds what the sentence tells as it is."""
    return ours.hedge is None and theirs.hedge in (
        Hedge.AT_LEAST,
        Hedge.MORE_THAN,
        Hedge.UP_TO,
        Hedge.LESS_THAN,
        Hedge.NEARLY,
        Hedge.ABOUT,
    )


def _sums(scene: Scene, ours: Quantity) -> bool:
    """Whether a few figures of which the same is told make ours together, or two by difference;
    or of which the sentence tells both ("killing or injuring 42")."""
    here = ours.point
    if here is None or here < 3:
        return False
    groups: dict[tuple[str, str], list[float]] = {}
    both: list[float] = []
    told = {m.item.key for m in scene.matching.matches if scene.said(m)}
    for report in scene.evidence:
        usable = set(report.usable)
        for f in report.claims.figures:
            if f.sentence in usable and f.point is not None and f.unit == "people":
                groups.setdefault((f.unit, f.predicate), []).append(f.point)
                both.append(f.point)
    sums = [
        sum(some)
        for values in groups.values()
        for size in (2, 3)
        for some in combinations(values[:9], size)
    ]
    if "or" in scene.lower and len(told) > 1:
        sums += [a + b for a, b in combinations(both[:6], 2)]
    return here in sums


def _share(scene: Scene, ours: Quantity) -> bool:
    """Whether a share in words is ours: "half" for 50 percent."""
    if ours.kind not in ("percent", "count", "ratio") or ours.point is None:
        return False
    shares = [v for w, v in _FRACTIONS.items() if w in scene.cited]
    if "dozen" in scene.cited or "dozen" in scene.lower:
        shares.append(12.0)
    return any(abs(v - ours.point) < 0.5 for v in shares)


def _printed(scene: Scene, n: int, quantity: Quantity) -> str:
    start = quantity.start if quantity.hedge_start is None else quantity.hedge_start
    text = scene.text(n).article.text[min(start, quantity.start) : quantity.end]
    return " ".join(text.split())


def _span(scene: Scene, n: int, quantity: Quantity) -> Span:
    return Span(scene.text(n).article.id, quantity.start, quantity.end)


def counts_another(scene: Scene) -> Iterator[Veto]:
    """A number that the source has, of something else."""
    for m in scene.matching.matches:
        if m.item.value is None or m.worth < 1 or m.item.head < 0:
            continue
        noun = scene.sheet.items[m.item.head]
        if noun.pos not in ("NOUN", "NAME") or noun.key in _GENERAL or noun.low in _GENERAL:
            continue
        number = scene.tokens[m.item.token]
        if number.dep != "nummod" or number.head != noun.token:
            continue
        if not scene.said(scene.by_token.get(noun.token)):
            continue
        if _in_time(scene.claim.annotated, scene.tokens[m.item.token].start):
            continue
        if _counted_so(scene, m):
            continue
        theirs = scene.item(m)
        sheet = scene.sheets[m.sheet]
        above = sheet.items[theirs.head] if theirs.head >= 0 else None
        if above is None or above.pos not in ("NOUN", "NAME"):
            continue
        if sheet.text.tokens[theirs.token].dep != "nummod":
            continue
        if above.low in _GENERAL or above.key in _GENERAL:
            continue
        yield Veto(
            Reason(
                "numbers",
                f"In the source {scene.words_of(m.item.token)} counts “{above.low}”, "
                f"here “{noun.low}”.",
                scene.words_of(m.item.token),
                scene.sentence_span(m),
            )
        )
        return


def _counted_so(scene: Scene, m: Match) -> bool:
    """Whether anywhere in what is cited this number stands with a noun like ours."""
    noun = scene.sheet.items[m.item.head]
    table = kinds.kin()
    for sheet, report in zip(scene.sheets, scene.evidence, strict=True):
        for sentence in report.usable:
            for i in sheet.by_sentence.get(sentence, ()):
                item = sheet.items[i]
                if item.value != m.item.value:
                    continue
                around = [sheet.items[g] for g in governors(sheet, i)][:3]
                around += [
                    sheet.items[j]
                    for j in sheet.by_sentence[sentence]
                    if 0 < abs(sheet.items[j].token - item.token) <= 5
                ]
                for other in around:
                    cosine = 0.0
                    if noun.number >= 0 and other.number >= 0:
                        cosine = float(table.vectors[noun.number] @ table.vectors[other.number])
                    if alike(noun, other, cosine):
                        return True
    return False


ALL = (numbers, counts_another)
