"""Who says it: speakers of speech with and without marks, and speech told as the page's own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from copydesk.check.lexicon import words_of
from copydesk.check.support.matching import Match
from copydesk.check.vetoes.scene import Scene, Veto
from copydesk.check.words import is_mark, read_words, spelling, stem
from copydesk.english import lists
from copydesk.model import Annotated, Attribution, Chain, Reason, Span

_PRONOUNS = words_of("he she they it we i him her them who you")
_PLAIN = words_of("the a an of in at for and its his her their mr mrs ms dr sir")
_COLLECTIVE = words_of(
    "official officials authority authorities police spokesman spokeswoman spokesperson agency "
    "company firm statement report reports organizer organizers source sources"
)
_COMMON = _COLLECTIVE | frozenset(
    {
        stem(w)
        for w in [
            "company",
            "firm",
            "agency",
            "ministry",
            "government",
            "doctor",
            "minister",
            "police",
            "court",
            "bank",
            "group",
            "union",
            "army",
            "hospital",
            "office",
            "department",
            "spokesman",
            "spokeswoman",
            "official",
            "officials",
            "bureau",
            "organizers",
            "lawyers",
            "authorities",
            "he",
            "she",
            "they",
            "it",
            "residents",
            "relatives",
            "judge",
        ]
    }
)
_CALENDAR = words_of("monday tuesday wednesday thursday friday saturday sunday today yesterday")
_DENIAL = words_of("deny denied denies denying disputed disputes rejected rejects refused")
_FEWEST = 3


def quoted_otherwise(scene: Scene) -> Iterator[Veto]:
    """Words between quotation marks that are not there, or are somebody else's."""
    claim = scene.claim.annotated
    for quotation in claim.quotations:
        for segment in quotation.segments:
            text = claim.article.text[segment.start : segment.end]
            words = [w.norm for w in read_words(text) if not is_mark(w)]
            if not words:
                continue
            places = list(_places(scene, words))
            if not places:
                yield Veto(
                    Reason("quotations", "The cited text does not have these quoted words.", text)
                )
                return
            ours = _names(claim, quotation.attribution)
            if not ours:
                continue
            speakers = [s for n, at, end in places if (s := _speaker(scene, n, at, end))]
            if speakers and not any(_one(scene, ours, n, s) for n, s in speakers):
                n, who = speakers[0]
                span = Span(scene.text(n).article.id, places[0][1], places[0][2])
                yield Veto(
                    Reason(
                        "speaker",
                        f"Given to {quotation.attribution.name}; the source gives these words "
                        f"to {who.name}.",
                        text,
                        span,
                    ),
                    contradicts=len(words) >= _FEWEST
                    and _is_person(quotation.attribution)
                    and _is_person(who)
                    and quotation.attribution.kind == who.kind == "person",
                )
                return


def _places(scene: Scene, words: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Where the cited reports have these words in a row: number of the report, code points."""
    size = len(words)
    for n, report in enumerate(scene.evidence):
        theirs = [w for w in report.words if not is_mark(w)]
        sentences = [report.report.sentences[s] for s in report.usable]
        for i, w in enumerate(theirs):
            if w.norm == words[0] and [x.norm for x in theirs[i : i + size]] == list(words):
                start, end = w.start, theirs[i + size - 1].end
                if any(s.start - 400 <= start and end <= s.end + 400 for s in sentences):
                    yield n, start, end


def _speaker(scene: Scene, n: int, start: int, end: int) -> tuple[int, Attribution] | None:
    for quotation in scene.text(n).quotations:
        if any(s.start <= start and end <= s.end + 2 for s in quotation.segments):
            known = quotation.attribution
            return (n, known) if known.name else None
    for statement in scene.text(n).statements:
        if statement.start <= start < statement.end and statement.attribution.name:
            return n, statement.attribution
    return None


def _names(text: Annotated, attribution: Attribution) -> frozenset[str]:
    """The words by which a source is called, with those of its chain."""
    if not attribution.name or attribution.kind == "narrator":
        return frozenset()
    words = {
        stem(spelling(w.strip(".,'’\"”“")))
        for w in attribution.name.replace("'s", "").replace("’s", "").split()
    }
    if attribution.start is not None:
        for chain in text.chains:
            if any(m.start <= attribution.start < m.end for m in chain.mentions):
                words |= {stem(spelling(w)) for w in chain.name.split()}
                words |= {stem(spelling(w)) for w in (chain.title or "").split()}
    return frozenset(w for w in words if w and w not in _PLAIN)


def _one(scene: Scene, ours: frozenset[str], n: int, theirs: Attribution) -> bool:
    """Whether a source of the sentence may be a source of the report."""
    if ours <= _PRONOUNS:
        return True
    words = set(_names(scene.text(n), theirs))
    for chain in _chains(scene.text(n), theirs):
        words |= {stem(spelling(w)) for w in chain.name.split()}
        words |= {stem(spelling(w)) for w in (chain.title or "").split()}
    words |= _beside(scene.text(n), theirs)
    if not words or words <= _PRONOUNS or _is_unresolved(scene, ours, n, theirs):
        return True
    return bool(ours & words) or _by_letters(ours, words)


def _by_letters(one: frozenset[str], other: set[str] | frozenset[str]) -> bool:
    """Whether a word of one is made of the first letters of the other's."""
    for short, long in ((one, other), (other, one)):
        for word in short:
            if 2 < len(word) <= 6 and all(any(x[:1] == c for x in long) for c in word[-3:]):
                return True
    return False


def _is_unresolved(scene: Scene, ours: frozenset[str], n: int, theirs: Attribution) -> bool:
    """Whether the report calls its source by a pronoun or a common noun here, and has the
    sentence's name a little before."""
    if theirs.start is None or not theirs.name or theirs.name[:1].isupper():
        return False
    before = scene.text(n).article.text[max(0, theirs.start - 1500) : theirs.start]
    return bool(
        ours & {stem(spelling(w.strip('.,"”“'))) for w in before.split() if w[:1].isupper()}
    )


def _chains(text: Annotated, attribution: Attribution) -> Iterator[Chain]:
    for chain in text.chains:
        at = attribution.start is not None and any(
            m.start <= attribution.start < m.end for m in chain.mentions
        )
        if at or chain.name == attribution.name:
            yield chain


def _beside(text: Annotated, attribution: Attribution) -> set[str]:
    """What the report calls its source around the name: an office, a body, where from."""
    if attribution.start is None or attribution.end is None:
        return set()
    first, last = attribution.start - 60, attribution.end + 80
    found: set[str] = set()
    for index, token in enumerate(text.tokens):
        if not first <= token.start <= last or token.pos not in ("NOUN", "PROPN", "ADJ"):
            continue
        if any(
            t.head == index and t.dep == "appos" and first <= t.start < attribution.end
            for t in text.tokens[index : index + 6]
        ):
            found.add(stem(spelling(token.text)))
        at = index
        for _ in range(4):
            if text.tokens[at].dep == "nmod:poss":
                break
            if attribution.start <= text.tokens[at].start < attribution.end:
                found.add(stem(spelling(token.text)))
                break
            at = text.tokens[at].head
    return found


def said_by_another(scene: Scene) -> Iterator[Veto]:  # noqa: PLR0912 - one question each
    """Speech without marks given to somebody who does not say it in what is cited."""
    claim = scene.claim.annotated
    for statement in claim.statements:
        if statement.attribution.kind in ("narrator", "outlet") and not statement.attribution.name:
            continue
        ours = _names(claim, statement.attribution)
        if not ours or ours <= _PRONOUNS:
            continue
        inside = [
            m
            for m in scene.matching.matches
            if statement.start <= scene.tokens[m.item.token].start < statement.end and scene.said(m)
        ]
        if not inside:
            continue
        known = _sources(scene, {(m.sheet, scene.item(m).sentence) for m in inside})
        cue = (statement.attribution.cue or "").lower()
        own = [a for _, a, words in known if ours & words]
        if own and all(_denies(a) for a in own) and not _denying(cue) and not scene.lower & _DENIAL:
            yield Veto(
                Reason(
                    "speaker",
                    f"In the source {own[0].name} denies this.",
                    str(statement.attribution.name),
                    scene.sentence_span(inside[0]),
                ),
                contradicts=True,
            )
            return
        if own or not ours - _COMMON or any(_by_letters(ours, words) for _, _, words in known):
            continue
        if any(_is_unresolved(scene, ours, n, a) for n, a, _ in known):
            continue
        if any(
            words - _COMMON and words & _all_words(scene) for _, a, words in known if _is_person(a)
        ):
            continue
        if any(e.windows for e in scene.evidence) and ours & _words_at(scene, inside):
            continue
        proper = any(w[:1].isupper() for w in str(statement.attribution.name).split()[-2:])
        if not proper and not ours & {stem(w) for w in scene.cited}:
            continue
        around = scene.cited | {stem(w) for w in scene.cited}
        if any(w in around for w in ours) and not any(_is_person(a) for _, a, _ in known):
            continue
        aliases = {
            stem(i.low)
            for s, e in zip(scene.sheets, scene.evidence, strict=True)
            for sentence in e.usable
            for n in s.by_sentence.get(sentence, ())
            if (i := s.items[n]).alias
        }
        if ours & aliases and not any(_is_person(a) for _, a, _ in known):
            continue
        named = [a for _, a, _ in known if _is_person(a)]
        m = inside[0]
        if named:
            yield Veto(
                Reason(
                    "speaker",
                    f"Given to {statement.attribution.name}; in the source {named[0].name} "
                    "says it.",
                    str(statement.attribution.name),
                    scene.sentence_span(m),
                ),
                contradicts=False,
            )
            return
        if ours & _COLLECTIVE:
            continue
        yield Veto(
            Reason(
                "speaker",
                f"The cited text does not have {statement.attribution.name} say this.",
                str(statement.attribution.name),
                scene.sentence_span(m),
            )
        )
        return


def _is_person(attribution: Attribution) -> bool:
    name = attribution.name or ""
    proper = name[:1].isupper() and name.lower() not in _CALENDAR
    return attribution.kind in ("person", "organisation") and proper


def _sources(
    scene: Scene, places: set[tuple[int, int]]
) -> list[tuple[int, Attribution, frozenset[str]]]:
    """Who speaks in these sentences, with the words by which each is called."""
    found = []
    for n, sentence in sorted(places):
        text = scene.text(n)
        at = text.sentences[sentence]
        spoken = [q.attribution for q in text.quotations if _meets(q.start, q.end, at)]
        spoken += [s.attribution for s in text.statements if _meets(s.start, s.end, at)]
        for attribution in spoken:
            words = set(_names(text, attribution)) | _beside(text, attribution)
            for chain in _chains(text, attribution):
                words |= {stem(spelling(w)) for w in chain.name.split()}
                words |= {stem(spelling(w)) for w in (chain.title or "").split()}
            found.append((n, attribution, frozenset(words)))
    return found


def _meets(start: int, end: int, sentence: object) -> bool:
    return start < sentence.end and sentence.start < end  # type: ignore[attr-defined, no-any-return]


def _words_at(scene: Scene, inside: Sequence[Match]) -> set[str]:
    """Stems of the words of the sentences that bear these out, and of those right before."""
    found: set[str] = set()
    for m in inside:
        text = scene.text(m.sheet)
        sentence = scene.item(m).sentence
        for s in (sentence - 1, sentence):
            if s < 0 or (s != sentence and s not in scene.evidence[m.sheet].usable):
                continue
            if s != sentence and text.sentences[s].block != text.sentences[sentence].block:
                continue
            at = text.sentences[s]
            found |= {stem(spelling(t.text)) for t in text.tokens[at.first : at.last]}
    return found


def _is_person_of_name(attribution: Attribution | None) -> bool:
    name = attribution.name if attribution is not None else None
    return bool(name) and str(name)[:1].isupper() and " " in str(name)


def _denying(cue: str) -> bool:
    return bool(set(cue.split()) & _DENIAL)


def _denies(attribution: Attribution) -> bool:
    return _denying((attribution.cue or "").lower())


def _all_words(scene: Scene) -> frozenset[str]:
    return frozenset(stem(spelling(t.text)) for t in scene.tokens)


_CUT_BEFORE = words_of("but not no never without nor hardly")
_CUT_AFTER = words_of("but if unless except provided until")


def cut_short(scene: Scene) -> Iterator[Veto]:
    """A quotation cut behind "but" or "not", or before "if", which turns its sense."""
    claim = scene.claim.annotated
    for quotation in claim.quotations:
        for segment in quotation.segments:
            text = claim.article.text[segment.start : segment.end]
            words = [w.norm for w in read_words(text) if not is_mark(w)]
            found = []
            for n, start, end in _places(scene, words) if words else ():
                theirs = [w for w in scene.evidence[n].words if not is_mark(w) and w.quoted]
                before = [w for w in theirs if w.end <= start and start - w.end < 3][-1:]
                after = [w for w in theirs if w.start >= end and w.start - end < 60][:1]
                found.append(
                    next((w for w in before if w.norm in _CUT_BEFORE), None)
                    or next((w for w in after if w.norm in _CUT_AFTER), None)
                )
            first = found[0] if found and all(found) else None
            if first is not None and first.norm not in scene.lower:
                yield Veto(
                    Reason(
                        "quotations",
                        f"The quotation is cut at “{first.text}”, which turns its sense.",
                        text,
                    )
                )
                return


def innermost(scene: Scene) -> Iterator[Veto]:
    """What one person passes on from another, told as that person's own words."""
    claim = scene.claim.annotated
    for statement in claim.statements:
        ours = _names(claim, statement.attribution)
        if not ours or ours <= _PRONOUNS:
            continue
        inside = [
            m
            for m in scene.matching.matches
            if statement.start <= scene.tokens[m.item.token].start < statement.end and scene.said(m)
        ]
        if not inside:
            continue
        text = scene.text(inside[0].sheet)
        places = [
            text.tokens[scene.item(m).token].start for m in inside if m.sheet == inside[0].sheet
        ]
        holding = [
            s
            for s in text.statements
            if sum(s.start <= p < s.end for p in places) >= 0.8 * len(places)
        ]
        if len(holding) < 2:
            continue
        inner = min(holding, key=lambda s: s.end - s.start)
        words = _names(text, inner.attribution) | _beside(text, inner.attribution)
        if words - _PRONOUNS and not words & ours and not words & _all_words(scene):
            yield Veto(
                Reason(
                    "speaker",
                    f"In the source it is from {inner.attribution.name}.",
                    str(statement.attribution.name),
                    scene.sentence_span(inside[0]),
                )
            )
            return


def told_as_own(scene: Scene) -> Iterator[Veto]:
    """What one person is quoted with, told without anybody who says it."""
    claim = scene.claim.annotated
    if any(q.attribution.name for q in claim.quotations) or claim.statements:
        return
    if scene.lower & lists.words("logic", "speech nouns"):
        return
    said = [m for m in scene.matching.matches if scene.said(m)]
    if not said:
        return
    held = 0
    who = None
    for m in said:
        text = scene.text(m.sheet)
        at = text.tokens[scene.item(m).token].start
        for q in text.quotations:
            if q.kind == "direct" and any(s.start <= at < s.end for s in q.segments):
                held += 1
                who = q.attribution
                break
    spoken = 0
    if who is None:
        for m in said:
            text = scene.text(m.sheet)
            at = text.tokens[scene.item(m).token].start
            own = [s for s in text.statements if s.start <= at < s.end]
            if own and own[0].attribution.kind == "person" and own[0].attribution.name:
                spoken += 1
                who = own[0].attribution
        held = spoken if spoken >= 0.9 * len(said) and _is_person_of_name(who) else 0
    if who is not None and held >= 0.75 * len(said) and who.kind == "person":
        yield Veto(
            Reason(
                "attribution",
                f"In the source {who.name} says this; the sentence tells it as so.",
                scene.claim.text,
                scene.sentence_span(said[0]),
            )
        )


ALL = (quoted_otherwise, cut_short, said_by_another, innermost, told_as_own)
