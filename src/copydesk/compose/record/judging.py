"""Wording that an editor strikes: role nouns without a name, judging words, stale statements."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

#: Nouns that stand for somebody or some body the reader must already have met.
ROLE_NOUNS = (
    "president|minister|secretary|premier|chancellor|governor|mayor|senator|lawmaker|congressman|"
    "congresswoman|leader|chief|official|spokesman|spokeswoman|spokesperson|ambassador|envoy|"
    "diplomat|general|commander|officer|soldier|sheriff|prosecutor|lawyer|attorney|judge|"
    "suspect|gunman|shooter|attacker|assailant|bomber|driver|pilot|captain|defendant|victim|"
    "man|woman|boy|girl|teen|teenager|child|couple|pair|duo|trio|mother|father|son|daughter|"
    "brother|sister|husband|wife|widow|actor|actress|singer|rapper|star|comedian|director|"
    "author|writer|coach|manager|player|striker|quarterback|billionaire|entrepreneur|founder|"
    "executive|ceo|chairman|chairwoman|analyst|professor|doctor|scientist|researcher|"
    "company|firm|group|team|club|agency|organization|organisation|party|union|duke|duchess|"
    "prince|princess|king|queen|pope|bishop|candidate|nominee|democrat|republican|"
    r"\d{1,3}-year-old"
)
ROLE_OPENING = re.compile(
    rf"^[“\"'‘]?The (?:[a-z]+(?:-[a-z]+)? ){{0,2}}({ROLE_NOUNS})\b"
    r"(?! (?:of|who|for|that|which|in|at)\b)",
    re.IGNORECASE,
)
#: A bare role noun behind what it says.
ROLE_SPEAKING = re.compile(
    rf"[,”\"’'] +(?:the (?P<front>{ROLE_NOUNS}|statement) (?:said|says|told|added|wrote)\b"
    rf"|(?:said|says) the (?P<behind>{ROLE_NOUNS}|statement)(?= *[.,;]))",
    re.IGNORECASE,
)
_ROLE = re.compile(rf"(?:{ROLE_NOUNS})s?", re.IGNORECASE)
_OFFICE = re.compile(
    r"The [A-Z]\S* (?:\S+ )?"
    r"(?:president|premier|chancellor|governor|mayor|leader|chief|minister|ambassador)$"
)
PRONOUN_OPENING = re.compile(
    r"^(?:He|She|They|His|Her|Their|Him|Them|Its|This|That|These|Those|It)\b"
    r"(?! (?:year|week|month|season|summer|winter|spring|autumn|fall|time|decade|century)\b)"
)
#: "It was the first time", "It is not clear": no referent is missing.
EXPLETIVE = re.compile(
    r"^It(?:['’]s| is| was| has been| had been| will be| would be| remains| remained| comes| came|"
    r" appears| appeared| seems| seemed| took| takes)\b[^.]*?\b(?:that|whether|how|why|who|what|"
    r"when|if|to|the (?:first|second|third|latest|deadliest|largest|biggest|worst)|since|after|"
    r"as)\b"
)
#: Words that judge. The outlet's own voice has no use for them; inside quotation marks they are
#: somebody's.
EVALUATIVE = re.compile(
    r"\b(?:shocking(?:ly)?|stunning(?:ly)?|outrageous(?:ly)?|disgraceful|incredible|incredibly|"
    r"amazing(?:ly)?|brilliant(?:ly)?|terribl[ey]|horribl[ey]|horrific(?:ally)?|horrifying|"
    r"appalling(?:ly)?|heartbreaking|heart-wrenching|breathtaking|spectacular(?:ly)?|"
    r"remarkabl[ey]|unfortunately|sadly|tragically|thankfully|fortunately|ridiculous(?:ly)?|"
    r"absurd(?:ly)?|shameful(?:ly)?|disgusting|magnificent|fantastic|wonderful(?:ly)?|awesome|"
    r"epic|insane|crazy|jaw-dropping|mind-blowing|infamous|brazen(?:ly)?|heinous|despicable|"
    r"glorious|dazzling|gorgeous|iconic|legendary|unbelievabl[ey]|unprecedented|unimaginable|"
    r"terrifying|gruesome|grisly|vicious|ruthless|barbaric|cowardly|heroic(?:ally)?|bombshell|"
    r"bizarre(?:ly)?|hilarious(?:ly)?|hysterical|savage|superb|impressive(?:ly)?|thrilling|"
    r"exciting|excitingly|surprisingly|interestingly|ironically|obviously|undoubtedly|"
    r"of course|needless to say|game-?changer|groundbreaking|must-see|unmissable|bold|"
    r"devastating|embattled|unwavering|unequivocal|high-profile|stark|dramatic(?:ally)?|"
    r"astonishing(?:ly)?|extraordinary|extraordinarily|lavish|controversial)\b",
    re.IGNORECASE,
)
#: Words that weigh or colour where a number or a deed would tell.
COLOURED = re.compile(
    r"\b(?:(?<!most )powerful(?:ly)?|robust|"
    r"critical(?:ly)?(?! (?:condition|injur|care|wound|ill))|crucial(?:ly)?|"
    r"pivotal|massive(?:ly)?|huge(?:ly)?|enormous(?:ly)?|sweeping|substantial(?:ly)?|significant(?:ly)?|"
    r"tangible|bustling|scathing|fiery|blistering|beloved|tragic|grim|harrowing|chilling|"
    r"staggering|whopping|sleek|beautiful(?:ly)?|prestigious|renowned|acclaimed|notorious(?:ly)?|"
    r"fateful|ambitious|desperate(?:ly)?|furious(?:ly)?|dismal|gloomy|lowly|catastrophic|"
    r"firmly|notably|strikingly|tellingly|decisively|immense(?:ly)?|tremendous(?:ly)?|vital|"
    r"escalating|heightened|reigniting|far-reaching|high-stakes|hard-fought|long-awaited|"
    r"much-needed|much-anticipated|"
    # A visit of which nobody knew is one; a result that somebody did not await is a judgement.
    r"surprise(?! (?:visit|trip|appearance|attack|raid|inspection|announcement|guest))|"
    r"fierce(?:ly)?|brutal(?:ly)?|chaotic|amazing|perfect(?:ly)?|"
    r"genius|phenomenal|sensational|superstar|lucky|unlucky|ill-fated|monster|rare|pure|sheer|"
    r"colorful|colourful|jubilant|wild|scorching|laughable|painful|proudly|strangely|oddly|"
    r"curiously|naturally|virtually|literally|basically|essentially|pretty|"
    r"very|extremely|highly|deeply|greatly|truly|hard-hitting|landmark|ever-\w+|shattered)\b",
    re.IGNORECASE,
)
_NUMBER = r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten|dozens of)"
_HARM = r"(?:killed|injured|wounded|died|dead|hurt|killing|injuring|wounding)"
_RESPONSIBILITY_UNKNOWN = (
    r"\b(?:no (?:one|group|organi[sz]ation)|nobody)\b[^.]{0,40}\bclaimed responsibility"
    r"|\bno (?:immediate )?claim of responsibility"
)
_NAMES_UNKNOWN = (
    r"\b(?:names?|identit(?:y|ies))\b[^.]{0,60}\bnot\b[^.]{0,20}\b(?:released|known|given|"
    r"disclosed|confirmed)|\bnot (?:yet |immediately |been )*(?:identified|named)\b"
)
_NAMES_KNOWN = (
    r"\b(?:was|were|been) (?:identified|named) (?:by \w+ )?as\b"
    r"|\bidentified (?:him|her|them|the \w+) as\b"
)
_TOLL_UNKNOWN = (
    r"\b(?:unclear|not (?:yet |immediately )*(?:clear|known)|unknown)\b[^.]{0,20}\bhow many\b"
    r"|\bhow many\b[^.]{0,50}\b(?:was|were|is|are) (?:not|un)"
)
_TOLL_KNOWN = (
    rf"\b{_NUMBER}\s(?:\w+\s){{0,4}}{_HARM}\b"
    rf"|\b{_HARM} (?:at least |more than )?{_NUMBER}\b"
)
#: The milder ones, which an outlet's opening sentence may have.
MILD = re.compile(
    r"(?:iconic|legendary|unprecedented|bold|devastating|embattled|unwavering|unequivocal|"
    r"high-profile|stark|dramatic(?:ally)?|controversial|extraordinar(?:y|ily)|"
    r"impressive(?:ly)?|exciting(?:ly)?)",
    re.IGNORECASE,
)
#: What is not known yet, with the sign that the page knows it.
_STALE = tuple(
    (re.compile(unknown, re.IGNORECASE), re.compile(known, re.IGNORECASE))
    for unknown, known in (
        (_RESPONSIBILITY_UNKNOWN, r"\b(?:claimed|claims|claiming) responsibility"),
        (_NAMES_UNKNOWN, _NAMES_KNOWN),
        (_TOLL_UNKNOWN, _TOLL_KNOWN),
    )
)


@lru_cache(maxsize=4096)
def judges(text: str, *, opening: bool) -> bool:
    """Whether a text without its quotations judges; an opening sentence may do so mildly."""
    found = [match.group() for match in EVALUATIVE.finditer(text)]
    if any(not (opening and MILD.fullmatch(word)) for word in found):
        return True
    return not opening and COLOURED.search(text) is not None


#: Of these a sentence says less, or something else, without them.
_HEDGING = frozenset(
    """virtually essentially basically literally pretty very highly extremely rare pure sheer
    significantly substantially deeply greatly""".split()  # noqa: SIM905
)


def is_judging_word(word: str) -> bool:
    """Whether a single word only judges, so that nothing is lost with it."""
    low = word.lower()
    if low in _HEDGING:
        return False
    return bool(EVALUATIVE.fullmatch(low) or COLOURED.fullmatch(low))


@lru_cache(maxsize=4096)
def judging_places(text: str) -> tuple[re.Match[str], ...]:
    """Where single words of a text judge, or two that a hyphen joins, so that nothing is lost with
    them."""
    found = [m for pattern in (EVALUATIVE, COLOURED) for m in pattern.finditer(text)]
    return tuple(sorted((m for m in found if is_judging_word(m.group())), key=lambda m: m.start()))


@lru_cache(maxsize=4096)
def judging_words(text: str) -> tuple[str, ...]:
    """The words by which a text without its quotations judges or colours, in order."""
    found = [m for pattern in (EVALUATIVE, COLOURED) for m in pattern.finditer(text)]
    return tuple(m.group() for m in sorted(found, key=lambda m: m.start()))


def roles_in(text: str) -> frozenset[str]:
    """The role nouns of a text, in lower case and the singular."""
    return frozenset(match.group().lower().rstrip("s") for match in _ROLE.finditer(text))


def is_role(word: str) -> bool:
    """Whether a word is a role noun."""
    return _ROLE.fullmatch(word) is not None


def stale(text: str, others: Sequence[str]) -> str | None:
    """The words of a sentence that say something is not known that another sentence tells."""
    for unknown, known in _STALE:
        match = unknown.search(text)
        if match and any(known.search(other) and not unknown.search(other) for other in others):
            return match.group()
    return None


def names_office(opening: str) -> bool:
    """Whether the words to the end of the role noun say who it is: "The Velland president"
    does, "The Velland actor" and "The president" do not."""
    return _OFFICE.match(opening) is not None


#: A view of what was told that is nobody's.
_VIEWED = re.compile(
    r"\b(?:widely |largely |often |generally |now )?(?:seen|viewed|regarded|considered|perceived|"
    r"hailed|touted) as\b"
)


def is_weighed(tail: str) -> bool:
    """Whether an apposition only says how what was told is seen, by nobody in particular."""
    return _VIEWED.search(tail) is not None and " by " not in tail
