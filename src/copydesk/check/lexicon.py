"""Closed word classes that carry truth: negation, modality, hedges, speech, time, units.

All in the canonical spelling of `copydesk.check.words`.
"""

from __future__ import annotations


def words_of(text: str) -> frozenset[str]:
    """The words of a list written as running text."""
    return frozenset(text.split())


NEGATIONS = words_of(
    "not no never none nobody nothing neither nor nowhere without hardly barely scarcely seldom "
    "cannot denied deny denies denying refused refuse refuses refusing failed fail fails failing "
    "lack lacks lacked lacking unable"
)
#: Words that turn a sentence into its opposite when put in or taken out.
NEGATORS = words_of("not no never none nobody nothing neither nor nowhere without hardly barely")

#: What makes a thing possible, planned, asked for or said, instead of so.
MODALS = words_of(
    "may might could would should can will shall must ought likely unlikely probably possibly "
    "perhaps maybe apparently allegedly reportedly purportedly supposedly presumably potentially "
    "alleged reported purported supposed suspected apparent possible probable potential proposed "
    "planned expected expect expects appeared appears appear seemed seems seem suggests suggested "
    "suggest believed thought hopes hope hoped hoping wants want wanted aims aim aimed intends "
    "intend intended plans plan planning attempted attempt tried try trying considering considers "
    "consider threatened threatens if unless whether feared fear fears about-to set due almost "
    "nearly estimated estimates unconfirmed unclear uncertain doubt doubts doubtful"
)

#: Words that hedge a number.
HEDGES = words_of(
    "about around roughly approximately some nearly almost over under least most more less fewer "
    "than up between up-to estimated as many few several dozens scores hundreds thousands "
    "tens millions only just exactly upwards close maximum minimum"
)

#: Verbs of speech and their like.
SAYS = words_of(
    "said says say saying told tells tell added adds add adding according wrote writes stated "
    "states stating announced announces announcing confirmed confirms confirming claimed claims "
    "claim alleged alleges insisted insists argued argues warned warns warning noted notes "
    "explained explains tweeted tweets reported reports reporting acknowledged acknowledges "
    "admitted admits denied denies declared declares testified testifies quoted quoting quotes "
    "asserted asserts suggested suggests revealed reveals indicated indicates accused accuses "
    "estimated estimates predicted predicts believes believed thinks concluded remarked "
    "recalled replied responded called asked urged vowed promised pledged described"
)

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

UNITS = words_of(
    "percent percentage point points dollar dollars euro euros pound pounds yen cent cents "
    "second seconds minute minutes hour hours day days week weeks month months year years decade "
    "decades century centuries meter meters kilometer kilometers mile miles foot feet inch inches "
    "gram grams kilogram kilograms kg ton tons tonne tonnes ounce ounces liter liters gallon "
    "gallons acre acres hectare hectares mph kph degree degrees celsius fahrenheit hundred "
    "thousand million billion trillion dozens dozen hundreds thousands millions billions "
    "megawatt megawatts barrel barrels mm cm lb lbs"
)

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
FUNCTION_WORDS = words_of(
    "a an the of to in on at by for with from and or that this these those it its is was were are "
    "be been being as he she they his her their them him we our us i my you your who which has "
    "have had do does did not 's 'd"
)
