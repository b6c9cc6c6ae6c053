"""Days, months and years: told in what is cited, or by what it resolves to; never another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from copydesk.check.lexicon import MONTHS, WEEKDAYS
from copydesk.check.vetoes.scene import Scene, Veto
from copydesk.model import Reason

_MONTH = {m: n for n, m in enumerate(MONTHS, start=1)}
_RELATIVE = re.compile(
    r"\b(last|next|this|previous|coming|past) "
    r"(week|month|year|night|weekend|season|quarter|century|decade|spring|summer|autumn|winter|"
    r"monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b"
)
_BACK = frozenset({"last", "previous", "past"})
_AHEAD = frozenset({"next", "coming"})


def other_turn(scene: Scene) -> Iterator[Veto]:
    """ "Next year" where the source has "this year" or "last year", and the like."""
    ours = _turns(scene.claim.text)
    theirs: set[tuple[str, str]] = set()
    for e in scene.evidence:
        for s in e.usable:
            theirs |= _turns(e.report.sentence_text(s))
    for which, unit in sorted(ours):
        same = {w for w, u in theirs if u == unit}
        if same and which not in same:
            other = sorted(same)[0]
            yield Veto(
                Reason(
                    "dates",
                    f"The sentence has “{which} {unit}”, the source “{other} {unit}”.",
                    f"{which} {unit}",
                ),
                contradicts=True,
            )
            return


def _turns(text: str) -> set[tuple[str, str]]:
    kinds = {**dict.fromkeys(_BACK, "last"), **dict.fromkeys(_AHEAD, "next"), "this": "this"}
    return {(kinds[w], u) for w, u in _RELATIVE.findall(text.lower())}


def days_of(scene: Scene) -> list[tuple[int, date, date]]:
    """The resolved times of the cited sentences: number of the report, first and last day."""
    found = []
    for n, e in enumerate(scene.evidence):
        spans = [e.report.sentences[s] for s in e.usable]
        for t in e.report.times:
            if t.first and t.last and any(s.start <= t.start < s.end for s in spans):
                found.append((n, t.first, t.last))
    return found


def confirmed(scene: Scene) -> frozenset[int]:
    """The tokens of the sentence's dates that the cited sentences' resolved times bear out."""
    known = days_of(scene)
    published = [e.report.article.published for e in scene.evidence]
    found: set[int] = set()
    tokens = scene.tokens
    for index, token in enumerate(tokens):
        low = token.text.lower().rstrip(".")
        if low in WEEKDAYS:
            day = WEEKDAYS.index(low)
            if any(f.weekday() == day and f == last for _, f, last in known) or (
                not known and any(p and p.weekday() == day for p in published)
            ):
                found.add(index)
        elif low in _MONTH or (low[:3] in {m[:3] for m in _MONTH} and token.text[:1].isupper()):
            month = next((n for m, n in _MONTH.items() if m.startswith(low[:3])), 0)
            near = [i for i in (index - 1, index + 1) if 0 <= i < len(tokens)]
            numbers = [i for i in near if tokens[i].text.isdigit() and int(tokens[i].text) <= 31]
            held = [(f, last) for _, f, last in known if f.month <= month <= last.month]
            exact = [
                (f, last)
                for f, last in held
                for i in numbers
                if f.day <= int(tokens[i].text) <= last.day
            ]
            if (numbers and exact) or (not numbers and held):
                found |= {index, *numbers}
                year = [i for i in (index + 1, index + 2, index + 3) if i < len(tokens)]
                found |= {i for i in year if tokens[i].text == str((exact or held)[0][0].year)}
    return frozenset(found)


def day_not_told(scene: Scene) -> Iterator[Veto]:
    """A weekday that neither stands in what is cited nor follows from its times."""
    sure = confirmed(scene)
    known = days_of(scene)
    for index, token in enumerate(scene.tokens):
        low = token.text.lower()
        if low not in WEEKDAYS or index in sure or low in scene.cited:
            continue
        others = [w for w in WEEKDAYS if w in scene.cited]
        if others or known:
            yield Veto(Reason("dates", f"The cited text does not have {token.text}.", token.text))
            return
        published = [e.report.article.published for e in scene.evidence]
        if all(p is None for p in published):
            continue
        if not any(p and WEEKDAYS.index(low) in _near(p.date()) for p in published):
            yield Veto(Reason("dates", f"The cited text does not have {token.text}.", token.text))
            return


def year_not_told(scene: Scene) -> Iterator[Veto]:
    """A year that neither stands in what is cited nor is that of its times or of the report."""
    sure = confirmed(scene)
    known = {d.year for _, first, last in days_of(scene) for d in (first, last)}
    known |= {p.year for e in scene.evidence if (p := e.report.article.published) is not None}
    for index, token in enumerate(scene.tokens):
        text = token.text
        if not (text.isdigit() and len(text) == 4 and 1500 <= int(text) <= 2200):
            continue
        if text in scene.cited or index in sure or int(text) in known:
            continue
        m = scene.by_token.get(index)
        if m is not None and m.worth >= 1:
            continue
        yield Veto(Reason("dates", f"The cited text does not have {text}.", text))
        return


def day_of_another(scene: Scene) -> Iterator[Veto]:
    """A day or month with a verb whose sentence in the source has another."""
    sure = confirmed(scene)
    calendar = frozenset((*WEEKDAYS, *MONTHS))
    for m in scene.matching.matches:
        if m.item.low not in calendar or m.item.token in sure:
            continue
        at = m.item.token
        for _ in range(4):
            at = scene.tokens[at].head
            if scene.tokens[at].pos == "VERB":
                break
        verb = scene.by_token.get(at)
        if verb is None or verb.worth < 0.84 or verb.other < 0:
            continue
        text = scene.text(verb.sheet)
        place = text.sentences[scene.item(verb).sentence]
        words = {t.text.lower() for t in text.tokens[place.first : place.last]}
        others = (words & calendar) - {m.item.low}
        if m.item.low in words or not others or _with(scene, verb.item.key, m.item.low):
            continue
        yield Veto(
            Reason(
                "dates",
                f"In the source “{scene.words_of(at)}” is of {sorted(others)[0].title()}.",
                scene.words_of(m.item.token),
                scene.span(verb),
            )
        )
        return


def _with(scene: Scene, key: str, low: str) -> bool:
    """Whether a cited sentence has the verb and the day."""
    for sheet, e in zip(scene.sheets, scene.evidence, strict=True):
        for s in e.usable:
            items = [sheet.items[n] for n in sheet.by_sentence.get(s, ())]
            if any(i.key == key for i in items) and any(i.low == low for i in items):
                return True
    return False


def _near(day: date) -> set[int]:
    return {day.weekday(), (day.weekday() - 1) % 7}


ALL = (other_turn, day_not_told, day_of_another, year_not_told)
