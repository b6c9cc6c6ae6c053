"""Who does it, and to whom: names and nouns in their roles, beside what is told of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from copydesk.check.clauses import Clause, Clauses
from copydesk.check.support import kin as kinds
from copydesk.check.support.matching import Match
from copydesk.check.vetoes.scene import Scene, Veto, alike
from copydesk.check.words import spelling
from copydesk.english import lists
from copydesk.model import Reason, Token

_MUTUAL = lists.words("vetoes", "doers mutual")
_PRONOUNS = lists.words("vetoes", "doers pronouns")
_STRICT = 0.84


def exchanged(scene: Scene) -> Iterator[Veto]:
    """Who does it in the sentence has it done to them in the source, or the reverse."""
    for m, ours, theirs in scene.pairs():
        if m.worth < _STRICT or ours.verb in _MUTUAL or not (theirs.agents or theirs.patients):
            continue
        before = scene.tokens[ours.token - 1].text.lower() if ours.token else ""
        if before == "to" and scene.lower & {"is", "was", "are", "were"}:
            continue  # who "is to blame" is blamed
        doing = _held(scene, m.sheet, theirs, "agents")
        suffering = _held(scene, m.sheet, theirs, "patients")
        turned = _both_turned(scene, m.sheet, ours, doing, suffering)
        for role, own, other in (("agents", doing, suffering), ("patients", suffering, doing)):
            heads: tuple[int, ...] = getattr(ours, role)
            for head in heads:
                there = _tokens(scene, m.sheet, head)
                sure = turned or scene.tokens[head].pos == "PROPN"
                if sure and there and there & other and not there & own and own:
                    yield Veto(
                        Reason(
                            "roles",
                            f"In the source “{scene.words_of(head)}” stands on the other "
                            f"side of “{scene.words_of(ours.token)}”.",
                            scene.words_of(head),
                            scene.span(m),
                        ),
                        contradicts=True,
                    )
                    return


def _both_turned(
    scene: Scene, sheet: int, ours: Clause, doing: set[int], suffering: set[int]
) -> bool:
    agents = {i for h in ours.agents for i in _tokens(scene, sheet, h)}
    patients = {i for h in ours.patients for i in _tokens(scene, sheet, h)}
    turned = bool(agents & suffering) and bool(patients & doing)
    return turned and not agents & doing and not patients & suffering


def _held(scene: Scene, sheet: int, clause: Clause, role: str) -> set[int]:
    heads: tuple[int, ...] = getattr(clause, role)
    clauses = scene.of_report(sheet)
    return {i for h in heads for i in clauses.parts(h)}


def _tokens(scene: Scene, sheet: int, head: int) -> set[int]:
    """The words of one report that bear out a head of the sentence and its name."""
    return {
        scene.item(x).token
        for x in scene.matched(head)
        if scene.said(x) and x.sheet == sheet and x.worth >= _STRICT
    }


def another_doer(scene: Scene) -> Iterator[Veto]:
    """Somebody else than in the source does it, where the source says outright who does."""
    for m, ours, theirs in scene.pairs():
        if m.worth < _STRICT:
            continue
        if ours.verb in _MUTUAL:
            veto = _not_there(scene, m, ours, theirs)
            if veto is not None:
                yield veto
                return
            continue
        for role in ("agents", "patients"):
            veto = _another(scene, m, ours, theirs, role)
            if veto is not None:
                yield veto
                return


def _another(  # noqa: PLR0911, PLR0912 - one question each
    scene: Scene, m: Match, ours: Clause, theirs: Clause, role: str
) -> Veto | None:
    heads: tuple[int, ...] = getattr(ours, role)
    others: tuple[int, ...] = getattr(theirs, role)
    if len(heads) != 1 or not others:
        return None
    head = heads[0]
    token = scene.tokens[head]
    if token.pos not in ("NOUN", "PROPN") or token.text.lower() in _PRONOUNS:
        return None
    sheet = scene.sheets[m.sheet]
    text = sheet.text
    if any(text.tokens[o].pos not in ("NOUN", "PROPN") for o in others):
        return _some_only(scene, m, head, others, role)
    if token.head != ours.token or any(text.tokens[o].head != theirs.token for o in others):
        return None
    named = token.pos == "PROPN"
    if named != all(text.tokens[o].pos == "PROPN" for o in others):
        return None
    mine_there = scene.by_token.get(head)
    if role == "patients" and not named:
        return None
    if mine_there is None or mine_there.worth < _STRICT:
        return None
    if not named and (
        mine_there.sheet != m.sheet or scene.item(mine_there).sentence != theirs.sentence
    ):
        return None
    around = {i for o in others for i in _phrase(scene, m.sheet, o)}
    items = [i for i in sheet.items if i.token in around]
    mine = [x.item for x in scene.matched(head)]
    table = kinds.kin()
    for x in mine:
        for y in items:
            cosine = 0.0
            if x.number >= 0 and y.number >= 0:
                cosine = float(table.vectors[x.number] @ table.vectors[y.number])
            if alike(x, y, cosine, 0.4 if not named else 2.0):
                return None
    if _otherwise(scene, ours, head):
        return None
    who = " ".join(text.tokens[i].text for i in sheet.clauses.parts(others[0]))
    return Veto(
        Reason(
            "roles",
            f"In the source it is {who} at the place of “{token.text}” with "
            f"“{scene.words_of(ours.token)}”.",
            token.text,
            scene.span(m),
        )
    )


def _not_there(scene: Scene, m: Match, ours: Clause, theirs: Clause) -> Veto | None:
    """Somebody named as meeting or fighting who does not stand in that clause of the source."""
    if not theirs.agents or not (theirs.patients or len(theirs.agents) > 1):
        return None
    text = scene.text(m.sheet)
    if any(text.tokens[o].pos != "PROPN" for o in theirs.agents):
        return None
    at = text.sentences[theirs.sentence]
    there = {spelling(t.text) for t in text.tokens[at.first : at.last]}
    aliases = {
        i.low
        for n in scene.sheets[m.sheet].by_sentence[theirs.sentence]
        if (i := scene.sheets[m.sheet].items[n]).alias
    }
    for head in ours.agents:
        if scene.tokens[head].pos != "PROPN":
            continue
        names = {spelling(scene.tokens[i].text) for i in scene.claim.clauses.parts(head)}
        if names & (there | aliases) or _otherwise(scene, ours, head):
            continue
        who = " ".join(
            text.tokens[i].text for i in scene.of_report(m.sheet).parts(theirs.agents[0])
        )
        return Veto(
            Reason(
                "roles",
                f"In the source it is {who} with “{scene.words_of(ours.token)}”.",
                scene.words_of(head),
                scene.span(m),
            )
        )
    return None


def told_or_was_told(scene: Scene) -> Iterator[Veto]:
    """Who is told something in the source tells it here."""
    for index, token in enumerate(scene.tokens):
        if token.lemma.lower() not in ("tell", "ask", "warn", "order", "urge"):
            continue
        subject = next(
            (c for c in scene.claim.clauses.children[index] if scene.tokens[c].dep == "nsubj"), None
        )
        mine = scene.by_token.get(subject) if subject is not None else None
        if mine is None or mine.worth < _STRICT or mine.other < 0:
            continue
        tokens = scene.text(mine.sheet).tokens
        there = tokens[scene.item(mine).token]
        if there.dep == "nsubj:pass" and tokens[there.head].lemma.lower() == token.lemma.lower():
            yield Veto(
                Reason(
                    "roles",
                    f"In the source “{there.text}” were told, here they tell.",
                    token.text,
                    scene.span(mine),
                ),
                contradicts=True,
            )
            return


def _some_only(
    scene: Scene, m: Match, head: int, others: tuple[int, ...], role: str
) -> Veto | None:
    """Of some of them, by a number or "some", in the source; of all that are named here."""
    if role != "agents" or len(others) != 1:
        return None
    text = scene.text(m.sheet)
    other = text.tokens[others[0]]
    if other.text.lower() not in _SOME and other.pos != "NUM":
        return None
    mine = scene.by_token.get(head)
    if mine is None or not scene.said(mine):
        return None
    own = {scene.tokens[c].text.lower() for c in scene.claim.clauses.children[head]}
    own |= {scene.tokens[head].text.lower()}
    if other.text.lower() in own or own & _OPEN or scene.item(mine).token == others[0]:
        return None
    if scene.tokens[head].morph.find("Number=Plur") < 0:
        return None
    return Veto(
        Reason(
            "roles",
            f"In the source it is “{other.text}” of them, not all “{scene.words_of(head)}”.",
            scene.words_of(head),
            scene.span(m),
        )
    )


_OPEN = lists.words("vetoes", "doers open")
_SOME = lists.words("vetoes", "doers some")


def misplaced(scene: Scene) -> Iterator[Veto]:
    """Somebody told to do or suffer what, in that very sentence of the source, others do, while
    they stand with another verb."""
    for m, ours, theirs in scene.pairs():
        if m.worth < _STRICT:
            continue
        clauses = scene.of_report(m.sheet)
        if not theirs.patients or any(_points_back(clauses, h) for h in theirs.patients):
            continue
        around = {i for h in theirs.patients for i in _phrase(scene, m.sheet, h)}
        for head in ours.patients:
            mine = scene.by_token.get(head)
            if mine is None or mine.worth < _STRICT or mine.sheet != m.sheet:
                continue
            at = scene.item(mine)
            if at.sentence != theirs.sentence or at.token in around or at.alias:
                continue
            others = [
                c
                for c in clauses.all
                if c.sentence == theirs.sentence
                and c.token != theirs.token
                and at.token in (*c.agents, *c.patients)
            ]
            others = [c for c in others if c.verb not in ("includ", "contain")]
            if not others or any(_linked(clauses.tokens, theirs.token, c.token) for c in others):
                continue
            if _otherwise(scene, ours, head):
                continue
            word = clauses.tokens[others[0].token].text
            yield Veto(
                Reason(
                    "roles",
                    f"In the source “{scene.words_of(head)}” goes with “{word}”, not "
                    f"with “{scene.words_of(ours.token)}”.",
                    scene.words_of(head),
                    scene.span(mine),
                )
            )
            return


def _points_back(clauses: Clauses, head: int) -> bool:
    """Whether a word stands for what was named before: "one", "that title"."""
    if clauses.tokens[head].pos not in ("NOUN", "PROPN"):
        return True
    return any(clauses.tokens[c].text.lower() in _POINTING for c in clauses.children[head])


_POINTING = lists.words("vetoes", "doers pointing")


def _linked(tokens: Sequence[Token], one: int, other: int) -> bool:
    """Whether two verbs share what they are about: one governs the other without a subject."""
    for a, b in ((one, other), (other, one)):
        if tokens[a].head == b and tokens[a].dep in ("xcomp", "acl", "acl:relcl"):
            return True
    return False


def _phrase(scene: Scene, sheet: int, head: int) -> list[int]:
    """A head with all that hangs on it but clauses, and what its chain is called."""
    clauses = scene.of_report(sheet)
    found, stack = [], [head]
    while stack:
        i = stack.pop()
        found.append(i)
        stack += [
            c
            for c in clauses.children[i]
            if clauses.tokens[c].dep not in ("acl:relcl", "advcl", "parataxis", "ccomp")
        ]
    return found


def _otherwise(scene: Scene, ours: Clause, head: int) -> bool:
    """Whether another cited clause with this verb has the one that the sentence names."""
    mine = {x.item.key for x in scene.matched(head)}
    for n, e in enumerate(scene.evidence):
        usable = set(e.usable)
        for clause in e.clauses.all:
            if clause.sentence not in usable or clause.verb != ours.verb:
                continue
            around = {i for h in (*clause.agents, *clause.patients) for i in _phrase(scene, n, h)}
            if any(i.key in mine for i in scene.sheets[n].items if i.token in around):
                return True
    return False


ALL = (exchanged, another_doer, told_or_was_told, misplaced)
