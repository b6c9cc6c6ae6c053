"""Closed word classes that carry truth: negation, modality, hedges, speech, time, units.

All in the canonical spelling of `copydesk.check.words`.
"""

from __future__ import annotations

from copydesk.english import lists


def words_of(text: str) -> frozenset[str]:
    """The words of a list written as running text."""
    return frozenset(text.split())


NEGATIONS = lists.words("check", "lexicon negations")
#: Words that turn a sentence into its opposite when put in or taken out.
NEGATORS = words_of("not no never none nobody nothing neither nor nowhere without hardly barely")

#: What makes a thing possible, planned, asked for or said, instead of so.
MODALS = lists.words("check", "lexicon modals")

#: Words that hedge a number.
HEDGES = lists.words("check", "lexicon hedges")

#: Verbs of speech and their like.
SAYS = lists.words("check", "lexicon says")

#: Speech verbs that only say that somebody said it.
NEUTRAL_SAYS = words_of("said says say saying stated states told added adds according wrote writes")

_OPENERS = (
    "and|but|or|so|yet|still|also|however|meanwhile|moreover|furthermore|additionally|plus|"
    "besides|nonetheless|nevertheless|indeed|then|now|separately|elsewhere|finally|"
    "in addition|in fact|of course|for example|for instance|on the other hand|at the same time|"
    "as a result|after all|in other words|that said|in the meantime|too|as well|though|"
    "looking ahead|even so|despite this|despite that|"
    "thus|therefore|hence|instead|well|again|once again|in turn|for his part|for her part|"
    "for its part|for their part|to be sure|in short|overall|in all"
)
DISCOURSE = frozenset(tuple(phrase.split()) for phrase in _OPENERS.split("|"))

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
TIME_WORDS = (
    frozenset(WEEKDAYS)
    | (frozenset(MONTHS) - {"may", "march"})
    | words_of(
        "yesterday today tomorrow tonight overnight morning afternoon evening night week weekend "
        "month year spring summer autumn fall winter noon midnight"
    )
)
RELATIVE_DAYS = frozenset(WEEKDAYS) | words_of("yesterday today tomorrow tonight")

UNITS = lists.words("check", "lexicon units")

#: Pairs of phrases that say the same in news; each side may stand for the other.
_SAME_PHRASES = (
    ("more than", "over"), ("more than", "in excess of"), ("nearly", "almost"),
    ("about", "around"), ("about", "roughly"), ("about", "approximately"), ("around", "roughly"),
    ("around", "approximately"), ("roughly", "approximately"), ("about", "some"),
    ("around", "some"), ("fewer than", "less than"), ("started", "began"), ("start", "begin"),
    ("starts", "begins"), ("starting", "beginning"), ("started", "begun"), ("said", "says"),
    ("said", "say"), ("told", "tells"), ("told", "tell"), ("wrote", "writes"), ("wrote", "write"),
    ("reported", "reports"), ("noted", "notes"), ("explained", "explains"),
    ("said", "stated"), ("said", "added"), ("saying", "adding"),
    ("said on twitter", "tweeted"), ("wrote on twitter", "tweeted"),
    ("because of", "due to"), ("while", "whereas"), ("although", "though"),
    ("until", "till"), ("toward", "towards"), ("kids", "children"), ("help", "assist"),
    ("purchase", "buy"), ("purchased", "bought"),
    ("has", "'s"), ("is", "'s"),
    ("had", "'d"), ("would", "'d"), ("that", "which"), ("who", "that"), ("not yet", "yet to"),
    ("in order to", "to"), ("as well as", "and"), ("vice president", "vp"),
    ("chief executive", "ceo"), ("chief executive officer", "ceo"), ("on", "upon"),
    ("a", "an"),
)  # fmt: skip
EQUIVALENT = frozenset(
    pair
    for left, right in _SAME_PHRASES
    for pair in (
        (tuple(left.split()), tuple(right.split())),
        (tuple(right.split()), tuple(left.split())),
    )
)

PRONOUNS = words_of(
    "he she it they him her them his hers its their theirs himself herself itself themselves "
    "this these those that"
)
DETERMINERS = words_of("a an the this that these those his her its their our my your")

#: Words so common that a match of one alone says nothing.
FUNCTION_WORDS = lists.words("check", "lexicon function words")
