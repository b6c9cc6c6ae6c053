"""What belongs together in a sentence must belong together in the source: a number with its verb,
a word with what governs it, a time with what it times."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from copydesk.check.lexicon import MONTHS, WEEKDAYS
from copydesk.check.support.matching import Match
from copydesk.check.support.sheet import Item, Sheet
from copydesk.check.vetoes.links import (
    case_of,
    is_kin,
    sentences_with,
    sentences_with_value,
    verb_above,
)
from copydesk.check.vetoes.scene import Scene, Veto, governors
from copydesk.english import lists
from copydesk.model import Reason, Token

_STRICT = 0.84
_UNITS = frozenset({"NOUN", "NAME", "ADJ"})
_INSIDE = frozenset({"within", "before", "until", "till", "through"})
_PAST = frozenset({"after", "since", "from"})
_CALENDAR = frozenset((*WEEKDAYS, *MONTHS))


def parted(scene: Scene) -> Iterator[Veto]:
    """A number from one cited sentence with the verb of another, which has its own."""
    for m in scene.matching.matches:
        if m.item.value is None or m.worth < 1:
            continue
        verb = verb_above(scene, m)
        if verb is None or verb.worth < _STRICT:
            continue
        places = set(sentences_with_value(scene, m.item.value))
        keyed = {(n, s) for n, s in sentences_with(scene, verb.item) if (n, s) in places}
        if keyed or not places:
            continue
        at = (verb.sheet, scene.item(verb).sentence)
        own = [
            i
            for n in scene.sheets[at[0]].by_sentence[at[1]]
            if (i := scene.sheets[at[0]].items[n]).value is not None
            and _counts_people(scene.sheets[at[0]], n) == _counts_own(scene, m)
        ]
        told = {x.item.value for x in scene.matching.matches if x.item.value is not None}
        if not own or all(i.value in told for i in own):
            continue
        yield Veto(
            Reason(
                "numbers",
                f"The source has {scene.words_of(m.item.token)} in another sentence than "
                f"“{scene.words_of(verb.item.token)}”, which has its own number.",
                scene.words_of(m.item.token),
                scene.sentence_span(verb),
            )
        )
        return


def _counts_people(sheet: Sheet, item: int) -> str:
    head = sheet.items[item].head
    return "noun" if head >= 0 and sheet.items[head].pos in _UNITS else "other"


def _counts_own(scene: Scene, m: Match) -> str:
    return _counts_people(scene.sheet, scene.sheet.items.index(m.item))


def told_otherwise(scene: Scene) -> Iterator[Veto]:
    """A number of which the source tells another thing in every sentence that has it:
    "destroys 300 buildings" where 300 are damaged."""
    for m in scene.matching.matches:
        if m.item.value is None or m.worth < 1 or m.item.value == 1:
            continue
        verb = verb_above(scene, m)
        if verb is None or verb.worth >= _STRICT:
            continue
        index = scene.sheet.items.index(m.item)
        if verb.item.role == "root" and scene.sheet.items[index].role == "other":
            continue
        noun = scene.sheet.items[m.item.head] if m.item.head >= 0 else None
        if noun is None or noun.pos != "NOUN":
            continue
        for n, s in sentences_with_value(scene, m.item.value):
            if any(
                is_kin(verb.item, scene.sheets[n].items[i]) for i in scene.sheets[n].by_sentence[s]
            ):
                break
        else:
            rival = _rival(scene, m)
            if rival and not is_kin(verb.item, rival):
                yield Veto(
                    Reason(
                        "numbers",
                        f"In the source they are “{rival.low}”, here "
                        f"“{scene.words_of(verb.item.token)}”.",
                        scene.words_of(verb.item.token),
                        scene.sentence_span(m),
                    )
                )
                return


_EFFECTS = lists.words("vetoes", "bonds effects")


def _rival(scene: Scene, m: Match) -> Item | None:
    """The verb of effect with which the number's noun stands in the source, where ours is one."""
    sheet = scene.sheets[m.sheet]
    for above in list(governors(sheet, m.other))[:3]:
        item = sheet.items[above]
        lemma = sheet.text.tokens[item.token].lemma.lower()
        if item.pos == "VERB" and lemma in _EFFECTS:
            ours = verb_above(scene, m)
            if ours and scene.tokens[ours.item.token].lemma.lower() in _EFFECTS:
                return item
    return None


def within_or_after(scene: Scene) -> Iterator[Veto]:
    """ "After 30 days" for "within 30 days"."""
    tokens = scene.tokens
    for m in scene.matching.matches:
        timed = m.item.value is not None or m.item.low in _CALENDAR
        if not timed or m.worth < 1 or m.other < 0:
            continue
        index = m.item.token
        there = scene.item(m).token
        theirs = scene.text(m.sheet).tokens
        here = {t.text.lower() for t in tokens[max(0, index - 2) : index]}
        was = {t.text.lower() for t in theirs[max(0, there - 2) : there]}
        if (here & _INSIDE and was & _PAST) or (here & _PAST and was & _INSIDE):
            yield Veto(
                Reason(
                    "dates",
                    f"The source has “{sorted(was & (_INSIDE | _PAST))[0]}” before "
                    f"{scene.words_of(index)}.",
                    scene.words_of(index),
                    scene.span(m),
                ),
                contradicts=True,
            )
            return


def after_something_else(scene: Scene) -> Iterator[Veto]:
    """ "After X" of what the source puts after something else."""
    children = scene.claim.clauses.children
    for m, ours, theirs in scene.pairs():
        if m.worth < _STRICT:
            continue
        mine = _timed(scene.tokens, children, ours.token)
        if mine is None:
            continue
        clauses = scene.of_report(m.sheet)
        other = _timed(clauses.tokens, clauses.children, theirs.token)
        if other is None or other[0] != mine[0]:
            continue
        under = _subtree(children, mine[1])
        inside = _subtree(clauses.children, other[1])
        matched = [x for x in scene.matching.matches if x.item.token in under and scene.said(x)]
        if not matched:
            continue
        if any(x.sheet == m.sheet and scene.item(x).token in inside for x in matched):
            continue
        there = [i for i in scene.sheets[m.sheet].items if i.token in inside]
        if any(is_kin(x.item, i) for x in matched for i in there):
            continue
        yield Veto(
            Reason(
                "dates",
                f"The source sets this {mine[0]} something else.",
                scene.words_of(mine[1]),
                scene.span(m),
            )
        )
        return


def _timed(tokens: object, children: object, verb: int) -> tuple[str, int] | None:
    """The word of order that hangs on a verb, with the head of what it opens."""
    ts = tokens
    kids = children
    for child in kids[verb]:  # type: ignore[index]
        if ts[child].dep not in ("advcl", "obl", "obl:tmod"):  # type: ignore[index]
            continue
        for c in kids[child]:  # type: ignore[index]
            if ts[c].text.lower() in ("after", "before", "following"):  # type: ignore[index]
                word = ts[c].text.lower()  # type: ignore[index]
                return ("after" if word == "following" else word), child
    return None


def _subtree(children: object, head: int) -> set[int]:
    found, stack = set(), [head]
    while stack:
        i = stack.pop()
        found.add(i)
        stack += children[i]  # type: ignore[index]
    return found


def crossed(scene: Scene) -> Iterator[Veto]:
    """Two numbers or names that change places under the same two words."""
    items = scene.sheet.items
    held = []
    for m in scene.matching.matches:
        if m.item.pos not in ("NUM", "NAME") or m.worth < _STRICT or m.other < 0:
            continue
        head = scene.by_token.get(items[m.item.head].token) if m.item.head >= 0 else None
        there = scene.item(m).head
        if head is None or head.worth < _STRICT or head.sheet != m.sheet or there < 0:
            continue
        held.append((m, head, there))
    for one, own, there in held:
        for other, of_other, elsewhere in held:
            if one.item is other.item or own.item is of_other.item or one.sheet != other.sheet:
                continue
            if one.item.pos != other.item.pos or one.item.role != other.item.role:
                continue
            turned = there == of_other.other and elsewhere == own.other
            if turned and there != own.other and elsewhere != of_other.other:
                yield Veto(
                    Reason(
                        "numbers" if one.item.pos == "NUM" else "roles",
                        f"In the source “{scene.words_of(one.item.token)}” goes with "
                        f"“{of_other.item.low}”, not with “{own.item.low}”.",
                        scene.words_of(one.item.token),
                        scene.span(one),
                    ),
                    contradicts=True,
                )
                return


def other_partner(scene: Scene) -> Iterator[Veto]:
    """A word under a verb or noun here that, in that sentence of the source, stands under another,
    while this one has its own: "convicted of murder" where he was cleared of it."""
    items = scene.sheet.items
    for m in scene.matching.matches:
        if m.item.pos not in ("NOUN", "NAME", "NUM") or m.worth < _STRICT or m.other < 0:
            continue
        head = scene.by_token.get(items[m.item.head].token) if m.item.head >= 0 else None
        if head is None or head.worth < _STRICT or head.sheet != m.sheet or head.other < 0:
            continue
        if scene.item(m).alias or not _tight(scene, m, head):
            continue
        sheet = scene.sheets[m.sheet]
        there, theirs = scene.item(m), scene.item(head)
        if there.sentence != theirs.sentence or there.head in (head.other, -1):
            continue
        if sheet.depth_between(m.other, head.other) < 2 or _said_beside(scene, m, head):
            continue
        case = case_of(scene.tokens, scene.claim.clauses.children, m.item.token)
        rivals = [
            i
            for n in sheet.by_sentence[there.sentence]
            if (i := sheet.items[n]).head == head.other
            and not i.alias
            and i.pos == there.pos
            and i.key != m.item.key
            and i.low not in scene.lower
            and case_of(sheet.text.tokens, sheet.clauses.children, i.token) == case
        ]
        if not rivals or sheet.items[there.head].pos not in ("VERB", "NOUN", "ADJ", "ADV"):
            continue
        yield Veto(
            Reason(
                "roles",
                f"In the source “{theirs.low}” goes with “{rivals[0].low}”, not with "
                f"“{scene.words_of(m.item.token)}”.",
                scene.words_of(m.item.token),
                scene.span(m),
            )
        )
        return


def _tight(scene: Scene, m: Match, head: Match) -> bool:
    """Whether a word belongs to its head so that another would be another thing: a number with
    what it counts, what a verb has behind a preposition."""
    token = scene.tokens[m.item.token]
    if m.item.pos == "NUM":
        return token.dep == "nummod" and token.head == head.item.token and head.item.pos == "NOUN"
    case = case_of(scene.tokens, scene.claim.clauses.children, m.item.token)
    return head.item.pos == "VERB" and bool(case)


def _said_beside(scene: Scene, m: Match, head: Match) -> bool:
    """Whether some cited sentence has both words one under the other."""
    for sheet, e in zip(scene.sheets, scene.evidence, strict=True):
        for s in e.usable:
            for n in sheet.by_sentence.get(s, ()):
                item = sheet.items[n]
                same = (
                    item.value == m.item.value
                    if m.item.value is not None
                    else (item.key == m.item.key)
                )
                if same and item.head >= 0 and sheet.items[item.head].key == head.item.key:
                    return True
    return False


_MORE = lists.words("vetoes", "bonds more")


def added_to(scene: Scene) -> Iterator[Veto]:
    """ "Another 40" of what the source has as the whole."""
    for m in scene.matching.matches:
        if m.item.value is None or m.worth < 1 or m.item.value <= 2:
            continue
        here = _around_number(scene.tokens, m.item.token)
        if not here & {"another", "additional", "further", "extra"}:
            continue
        usable = [
            _around_number(scene.text(n).tokens, i.token)
            for n, s in set(sentences_with_value(scene, m.item.value))
            for k in scene.sheets[n].by_sentence[s]
            if (i := scene.sheets[n].items[k]).value == m.item.value
        ]
        if usable and not any(words & _MORE for words in usable):
            yield Veto(
                Reason(
                    "numbers",
                    f"The source does not have {scene.words_of(m.item.token)} as more.",
                    scene.words_of(m.item.token),
                    scene.sentence_span(m),
                )
            )
            return


def _around_number(tokens: Sequence[Token], index: int) -> set[str]:
    near = tokens[max(0, index - 3) : index + 4]
    return {t.text.lower() for t in near if t.sentence == tokens[index].sentence}


def nearer_number(scene: Scene) -> Iterator[Veto]:
    """A noun counted by one number here and, in every cited sentence with both, by another that
    stands nearer: "31 hurt, nine of them officers"."""
    for m in scene.matching.matches:
        if m.item.value is None or m.worth < 1 or m.item.head < 0:
            continue
        number = scene.tokens[m.item.token]
        noun = scene.by_token.get(number.head)
        if number.dep != "nummod" or noun is None or noun.worth < _STRICT or noun.other < 0:
            continue
        verdicts = []
        for n, s in set(sentences_with_value(scene, m.item.value)):
            sheet = scene.sheets[n]
            items = [sheet.items[i] for i in sheet.by_sentence[s]]
            nouns = [i for i in items if i.key == noun.item.key and not i.alias]
            numbers = [i for i in items if i.value is not None]
            for held in nouns:
                own = [i for i in numbers if i.value == m.item.value]
                far = min(abs(i.token - held.token) for i in own)
                rival = [
                    i
                    for i in numbers
                    if i.value != m.item.value
                    and 0 < held.token - i.token <= 4
                    and abs(i.token - held.token) < far
                    and (i.value or 0) < (m.item.value or 0)
                ]
                verdicts.append(bool(rival) and far > 4)
        if verdicts and all(verdicts):
            yield Veto(
                Reason(
                    "numbers",
                    f"In the source another number counts “{scene.words_of(noun.item.token)}”.",
                    scene.words_of(m.item.token),
                    scene.sentence_span(noun),
                )
            )
            return


ALL = (
    other_partner,
    crossed,
    added_to,
    nearer_number,
    parted,
    told_otherwise,
    within_or_after,
    after_something_else,
)
