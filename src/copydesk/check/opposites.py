"""Words of free prose that turn what the report says into its opposite."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from copydesk.check.claim_reading import Reading
from copydesk.check.evidence import Evidence, Passage
from copydesk.check.lexicon import NEGATIONS, NEUTRAL_SAYS, UNITS, words_of
from copydesk.check.words import Word, content_words, is_mark, key, stem
from copydesk.model import Reason, Span

#: Pairs that are opposites in news, of our own reading. Pairs that both hold of one thing (a man
#: and a woman, day and night) are left out: they called fair paraphrases of our own pairs wrong.
_PAIRS = (
    "before after|earlier later|accept reject|accepted refused|agree disagree|approve reject|"
    "approve disapprove|allow ban|allow forbid|permit ban|legal illegal|guilty innocent|"
    "acquit convict|acquit condemn|win lose|won lost|victory defeat|winner loser|buy sell|"
    "bought sold|buyer seller|rise fall|rose fell|risen fallen|rising falling|"
    "increase decrease|increase decline|increase drop|grow shrink|growth decline|gain loss|"
    "gained lost|profit loss|surplus deficit|raise lower|raise cut|raise reduce|"
    "increase reduce|expand shrink|strengthen weaken|strong weak|stronger weaker|"
    "improve worsen|better worse|best worst|highest lowest|higher lower|high low|"
    "largest smallest|least most|larger smaller|more fewer|majority minority|maximum minimum|"
    "longer shorter|fast slow|faster slower|hot cold|warm cool|warmer colder|hotter colder|"
    "older younger|oldest youngest|north south|northern southern|east west|eastern western|"
    "inside outside|indoor outdoor|inner outer|upper lower|top bottom|above below|"
    "arrive depart|arrival departure|enter leave|import export|lend borrow|borrower lender|"
    "attack defend|attacker defender|attack defence|support oppose|supporter opponent|"
    "opposition support|praise criticize|praise criticise|praise condemn|welcome condemn|"
    "love hate|friend enemy|ally enemy|hire fire|hired sacked|appoint dismiss|join leave|"
    "joined quit|open close|open shut|opened closed|opening closing|reopen close|"
    "release arrest|released arrested|free jail|release detain|succeed fail|success failure|"
    "successful unsuccessful|pass fail|alive dead|survive die|survived died|born died|"
    "birth death|peace war|peaceful violent|safe dangerous|safety danger|secure insecure|"
    "stable unstable|likely unlikely|possible impossible|certain uncertain|sure unsure|"
    "known unknown|able unable|public private|summer winter|spring autumn|spring fall|"
    "positive negative|optimistic pessimistic|confident doubtful|happy sad|happy angry|"
    "cheap expensive|rich poor|wealthy poor|full empty|difficult easy|simple complex|"
    "true false|correct incorrect|include exclude|included excluded|require forbid|"
    "confirm deny|confirmed denied|deny admit|denied admitted|hide reveal|present absent|"
    "attend skip|often rarely|everyone nobody|everything nothing|all none|domestic foreign|"
    "local foreign|liberal conservative|democrat republican|democrats republicans|"
    "offline online|temporary permanent|voluntary compulsory|optional mandatory|"
    "encourage discourage|encourage deter|promote prevent|cause prevent|start stop|"
    "started stopped|continue stop|resume halt|launch cancel|keep abandon|create destroy|"
    "build demolish|built destroyed|repair damage|protect harm|help harm|save kill|"
    "rescue abandon|advance retreat|ahead behind|forward backward|unite divide|"
    "united divided|together apart|send receive|employer employee|landlord tenant|"
    "victim attacker|plaintiff defendant|prosecution defence|prosecutor defendant|wet dry|"
    "clean dirty|loud quiet|modern ancient|urban rural|rural city|sell keep|owe own|"
    "rapid slow|rapidly slowly|sharply slightly|significant insignificant|major minor|"
    "worldwide local|partial total|partly fully"
)


def _table() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for pair in _PAIRS.split("|"):
        one, other = (stem(w) for w in pair.split())
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return {word: frozenset(others) for word, others in found.items()}


OPPOSITES = _table()
#: Verbs that deny what they govern.
DENIALS = words_of("denied denies deny denying disputed disputes dispute rejected rejects refuted")
#: Share of its content words that one sentence of the source must have to be set against it word
#: by word.
_MOSTLY = 0.6
#: Share of the sentence's content words, and how many, that must stand behind a denial for it to
#: deny them.
_DENIED_SHARE, _FEWEST_DENIED = 0.6, 2


def opposite_word(claim: Reading, report: Evidence, passages: Sequence[Passage]) -> Reason | None:
    """Why a word of the sentence stands against its opposite in the passages that bear it out.

    Only where the best passage has most of the sentence, the opposite and not the word, and the
    sentence not the opposite.
    """
    content = {key(w) for w in content_words(claim.words)}
    theirs = {key(w): w for p in passages[:1] for w in p.words if not is_mark(w)}
    if len(content & theirs.keys()) < _MOSTLY * len(content):
        return None
    ours = {key(w) for w in claim.words if not is_mark(w)}
    # "Before" alone says only that it was not now: nothing to stand against "after the strike".
    alone = {
        t.start
        for t in claim.annotated.tokens
        if t.text.lower() in ("before", "after") and t.dep not in ("mark", "case")
    }
    for word in claim.words:
        if is_mark(word) or key(word) in theirs or word.start in alone:
            continue
        others = [theirs[o] for o in sorted(OPPOSITES.get(key(word), ())) if o in theirs]
        if others and not any(key(o) in ours for o in others):
            other = others[0]
            span = Span(report.report.article.id, other.start, other.end)
            message = f"The sentence has “{word.text}”, the source “{other.text}”."
            return Reason("content", message, word.text, span)
    return None


def denied(claim: Reading, report: Evidence, passages: Sequence[Passage]) -> Reason | None:
    """Why the sentence states what somebody denies in the passage that bears it out best."""
    if not passages or any(w.norm in NEGATIONS | DENIALS for w in claim.words):
        return None
    ours = {key(w) for w in content_words(claim.words) if w.norm not in NEUTRAL_SAYS}
    words = passages[0].words
    for index, word in enumerate(words):
        if word.norm not in DENIALS or word.quoted:
            continue
        said = ours - {key(w) for w in words[:index]}
        behind = said & {key(w) for w in words[index + 1 :]}
        if len(behind) >= max(_FEWEST_DENIED, _DENIED_SHARE * len(said)):
            span = Span(report.report.article.id, word.start, word.end)
            message = f"In the source this is {word.text}."
            return Reason("negation", message, claim.text, span)
    return None


def other_unit(claim: Reading, report: Evidence, passages: Sequence[Passage]) -> Reason | None:
    """Why a number of the sentence has another unit wherever the passages have the number."""
    theirs: dict[str, list[Word]] = {}
    for passage in passages:
        for number, unit in _measures(passage.words):
            theirs.setdefault(number.norm, []).append(unit)
    for number, unit in _measures(claim.words):
        units = theirs.get(number.norm, [])
        if units and all(key(u) != key(unit) for u in units):
            span = Span(report.report.article.id, units[0].start, units[0].end)
            message = f"The sentence has {number.text} {unit.text}, the source {units[0].text}."
            return Reason("numbers", message, f"{number.text} {unit.text}", span)
    return None


def _measures(words: Sequence[Word]) -> Iterator[tuple[Word, Word]]:
    """Each number with the unit that follows it."""
    for number, unit in pairwise(w for w in words if w.norm != "-"):
        if number.kind == "number" and unit.norm in UNITS:
            yield number, unit
