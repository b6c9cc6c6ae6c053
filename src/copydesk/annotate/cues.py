"""Lexicon of speech: the verbs, nouns and phrases by which news reports say who says it.

Compiled from the verbs of saying in Levin (1993, classes 37.1-37.12 and 33), VerbNet's
``say-37.7`` and ``judgment-33``, and everyday agency style. Forms are looked up, not guessed:
`lemma_of` maps every inflected form, so a wrong lemma from a tagger does no harm.
"""

from __future__ import annotations

from functools import cache


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: Verbs that by themselves carry a direct quotation or a that-clause.
SPEECH = _words("""
    say tell add state note explain announce declare report write tweet post claim argue warn
    admit confirm deny insist reply respond answer ask suggest stress emphasize emphasise
    acknowledge concede recall remember observe remark comment conclude continue reveal disclose
    testify maintain assert contend allege caution predict estimate believe think feel hope
    promise vow pledge boast joke quip complain lament shout yell cry whisper exclaim plead beg
    urge demand order advise recommend repeat reiterate reaffirm affirm underline underscore
    highlight point indicate inform assure swear read quote cite agree disagree object protest
    counter retort clarify elaborate opine muse wonder joke gush rave text message email mention
    describe call express tout proclaim profess venture volunteer interject begin offer sum
    speculate theorize theorise posit forecast expect fear doubt figure reckon guess know learn
    find show hear see understand signal imply hint
    scream chant sing pray preach lecture recount relate narrate detail outline mutter mumble
    groan sigh sob laugh chuckle smile grin nod shrug snap bark roar thunder fume rail rant
""")

#: Verbs of `SPEECH` that are weak: they need a that-clause or marks right beside them.
WEAK = _words("""
    point continue begin offer sum find show hear see know learn read feel think believe hope
    expect fear doubt figure guess understand signal imply hint describe call express quote cite
    order text message laugh chuckle smile grin nod shrug sigh sob sing pray detail outline
    relate agree highlight underline remember post volunteer venture
""")

#: Verbs of `SPEECH` that need neither beside them.
SPEECH_ALONE = SPEECH - WEAK

#: Verbs whose subject owns the quoted words inside the reporter's sentence (judgement,
#: support, framing), though they introduce no that-clause of their own.
STANCE = _words("""
    call describe label brand dub condemn denounce decry slam blast criticize criticise accuse
    blame praise hail welcome applaud commend laud thank congratulate welcome mourn regret
    reject dismiss deny refute rebuff endorse support back defend justify express voice convey
    extend offer send characterize characterise portray depict frame cast paint reference refer
    allude invoke deem consider view regard reaffirm renew reassure appeal vow promise
    pledge agree propose champion advocate tout promote champion salute honor honour deride
    mock ridicule liken compare attack chide rebuke scold fault question challenge emphasize
    emphasise highlight underscore underline stress declare announce cite acknowledge address
    threaten urge call demand order request instruct tell ask want seek aim encourage invite
    remind apologize apologise advise hint
""")

#: Verbs that report a thing said as a noun phrase: "reiterated support for …".
TELLS_OF = _words("""
    emphasize emphasise stress highlight underscore underline reiterate reaffirm express voice
    confirm announce acknowledge deny reject admit concede reveal disclose declare outline detail
    predict forecast note repeat clarify report claim cite mention describe frame characterize
    characterise warn condemn praise welcome criticize criticise dismiss endorse mourn
    applaud denounce estimate renew
""")

#: Verbs whose that-clause is somebody's speech or stated belief.
SAYS_THAT = (
    SPEECH
    - _words("""
    laugh chuckle smile grin nod shrug sigh sob sing pray find show hear see know learn order
    begin offer understand figure read quote cite call express text mumble mutter groan point
    feel guess wonder venture volunteer sum
""")
) | _words("find show vow pledge promise")

#: Verbs of a view that nobody in the report is said to hold: "is widely seen as …".
VIEWED_AS = _words("view see regard consider describe perceive interpret")

#: Nouns of speech: "warnings that ...", "in a statement that ...".
NOUNS = _words("""
    statement warning claim allegation accusation assertion comment remark announcement report
    promise pledge vow call demand appeal request suggestion prediction estimate belief hope
    fear concern denial admission insistence declaration testimony argument complaint threat
    assurance assessment opinion view tweet post letter message speech
""")

#: Nouns that speak as things do: "the report said", "the statement read".
TEXTS = _words("""
    statement report letter post tweet message email memo document filing lawsuit complaint
    indictment affidavit release study survey poll paper article editorial website page blog
    note book transcript ruling order declaration communique bulletin advisory notice law bill
    caption sign banner headline petition
""")

#: Collective and unnamed speakers.
COLLECTIVE = _words("""
    official officials authority authorities source sources analyst analysts expert experts
    investigator investigators witness witnesses critic critics supporter supporters resident
    residents people lawmaker lawmakers police troops ministers diplomats economists scientists
    researchers doctors rescuers prosecutors campaigners activists observers insiders aides
    officers leaders estimates
""")

#: Nouns for single people that no suffix of `person_like` gives away.
PEOPLE = _words("""
    source spokesperson aide chief head boss president mayor king queen prince princess judge
    pope priest bishop imam coach captain general colonel sergeant chairperson chair guard
    nurse mother father son daughter brother sister wife husband parent child girl boy friend
    neighbour neighbor colleague relative cousin uncle aunt widow witness expert analyst
    attorney pilot envoy ambassador diplomat delegate candidate secretary deputy adviser critic
    ally victim survivor resident official representative senator congressman detective sheriff
    economist activist man woman person guy student individual user fan executive veteran chef
    monarch premier chancellor tsar czar star athlete host guest author poet architect
    counterpart insider nominee employee trustee attendee detainee appointee evacuee retiree
    refugee referee founder side athlete patient suspect tourist
""")

#: Nouns that name an organisation by what it is.
ORGANISATIONS = _words("""
    government ministry agency company firm bank group organisation organization army military
    police party union commission committee council court department office administration
    presidency parliament senate house board university institute institution charity
    association federation league team club church hospital school airline carrier maker
    manufacturer retailer corporation giant startup fund regulator watchdog campaign movement
    network alliance bloc coalition centre center service authority
    survey prefecture palace embassy consulate mission force navy bureau
""")

#: Nouns of the press: an organisation described by one of them is a news outlet.
PRESS = _words("""
    newspaper broadcaster magazine tabloid daily weekly outlet website newswire station channel
""")

#: Nouns for the press as a whole.
MEDIA = _words("media press newspapers broadcasters outlets tabloids channels")

#: Words in the names of news outlets that say so.
PRESS_NAMES = _words("""
    news times post journal herald tribune gazette press television tv radio broadcasting
    newspaper daily telegraph chronicle observer courier examiner newswire media agency
""")

#: Phrases that name a source before it, as lower-case token sequences; the source follows.
PHRASES = (
    ("according", "to"),
    ("in", "the", "words", "of"),
    ("as", "told", "by"),
    ("as", "reported", "by"),
    ("citing",),
    ("quoting",),
    ("per",),
)

PRONOUNS = _words("he she they it i we who")

#: Words that may open a noun phrase without being its name.
DETERMINERS = _words(
    "the a an this that these those some many several his her its their our my your"
)

_IRREGULAR = {
    "say": "says said saying",
    "tell": "tells told telling",
    "write": "writes wrote written writing",
    "think": "thinks thought thinking",
    "feel": "feels felt feeling",
    "swear": "swears swore sworn swearing",
    "read": "reads read reading",
    "begin": "begins began begun beginning",
    "sing": "sings sang sung singing",
    "know": "knows knew known knowing",
    "learn": "learns learned learnt learning",
    "find": "finds found finding",
    "show": "shows showed shown showing",
    "hear": "hears heard hearing",
    "see": "sees saw seen seeing",
    "understand": "understands understood understanding",
    "send": "sends sent sending",
    "cast": "casts cast casting",
    "seek": "seeks sought seeking",
    "forecast": "forecasts forecast forecasted forecasting",
    "quip": "quips quipped quipping",
    "admit": "admits admitted admitting",
    "refer": "refers referred referring",
    "commit": "commits committed committing",
    "snap": "snaps snapped snapping",
    "nod": "nods nodded nodding",
    "grin": "grins grinned grinning",
    "shrug": "shrugs shrugged shrugging",
    "beg": "begs begged begging",
    "chat": "chats chatted chatting",
    "dub": "dubs dubbed dubbing",
    "slam": "slams slammed slamming",
    "rebut": "rebuts rebutted rebutting",
    "sob": "sobs sobbed sobbing",
    "sum": "sums summed summing",
    "label": "labels labeled labelled labeling labelling",
    "signal": "signals signaled signalled signaling signalling",
    "regret": "regrets regretted regretting",
    "rebuff": "rebuffs rebuffed rebuffing",
}


_PERSON_SUFFIXES = (
    "man", "men", "woman", "women", "person", "ist", "ists", "ician", "icians", "leader",
    "leaders", "maker", "makers", "keeper", "worker", "workers", "officer", "officers",
    "minister", "ministers", "teacher", "lawyer", "lawyers", "player", "players", "reporter",
    "reporters", "owner", "owners", "driver", "farmer", "writer", "director", "directors",
    "prosecutor", "prosecutors", "governor", "doctor", "doctors", "author", "editor", "senator",
    "professor", "commander", "commanders", "manager", "speaker", "member", "members", "trader",
    "traders", "strategist", "founder", "partner", "researcher", "researchers", "rider",
    "fighter", "fighters", "soldier", "soldiers", "supporter", "supporters", "user", "users",
)  # fmt: skip


def person_like(noun: str) -> bool:
    """Whether a common noun, in lower case, speaks as people do."""
    single = noun.removesuffix("s")
    return (
        noun in PEOPLE or single in PEOPLE or noun in COLLECTIVE or noun.endswith(_PERSON_SUFFIXES)
    )


def organisation_like(noun: str) -> bool:
    """Whether a common noun, in lower case, is a body that speaks."""
    return noun in ORGANISATIONS or noun.removesuffix("s") in ORGANISATIONS


def _forms(lemma: str) -> list[str]:
    if lemma in _IRREGULAR:
        return [lemma, *_IRREGULAR[lemma].split()]
    if lemma.endswith("e"):
        return [lemma, lemma + "s", lemma + "d", lemma[:-1] + "ing"]
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        return [lemma, lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing"]
    third = lemma + ("es" if lemma.endswith(("s", "sh", "ch", "x", "z")) else "s")
    return [lemma, third, lemma + "ed", lemma + "ing"]


@cache
def _verbs() -> dict[str, str]:
    return {form: lemma for lemma in sorted(SPEECH | STANCE) for form in _forms(lemma)}


def lemma_of(form: str) -> str | None:
    """Lemma of a verb of the lexicon from any of its forms; None for other words."""
    return _verbs().get(form.lower())
