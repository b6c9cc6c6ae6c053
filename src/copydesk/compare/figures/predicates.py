"""What news says of the counted: classes of verbs and nouns, and classes of counted things.

The classes are closed and hand-made: words that an editor would let stand for each other when
two reports give a number ("killed", "dead", "toll"). A word is looked up by its form.
"""

from __future__ import annotations

import re

from copydesk.compare.stems import lexicon
from copydesk.english import lists

_FORMS: dict[str, str] = {
    "killed": (
        "kill kills killed killing killings die dies died dying dead death deaths fatality "
        "fatalities slain slay murdered massacred perished perish toll succumbed lives life "
        "executed beheaded martyred fatal fatally drowned deceased"
    ),
    "injured": (
        "injure injures injured injuring injuries injury wound wounds wounded wounding hurt "
        "hurting hospitalised hospitalized maimed maiming casualties"
    ),
    "shot": "shot shoots shoot shooting",
    "missing": "missing unaccounted disappeared vanished",
    "abducted": (
        "abduct abducts abducted abducting abduction kidnap kidnaps kidnapped kidnapping seized "
        "seizing captured capturing snatched hostage hostages"
    ),
    "released": (
        "release releases released releasing free frees freed freeing liberated liberation "
        "transferred exchange exchanged exchanges swap swapped exchanging handing handed"
    ),
    "rescued": "rescue rescues rescued rescuing saved recovered",
    "captive": "captive captives captivity hold holding held",
    "escaped": "escape escapes escaped escaping",
    "displaced": "displace displaces displaced displacing displacement homeless uprooted",
    "evacuated": "evacuate evacuates evacuated evacuating evacuation evacuees fled flee fleeing",
    "arrested": (
        "arrest arrests arrested arresting detain detains detained detaining custody jailed "
        "imprisoned"
    ),
    "charged": "indicted prosecuted convicted sentenced",
    "trapped": "trap trapped trapping stranded stuck",
    "damaged": (
        "damage damages damaged damaging destruction destroy destroys destroyed destroying level "
        "leveled levelled leveling levelling raze razed razing flatten flattened collapse "
        "collapsed collapsing ruined toppled wrecked affected"
    ),
    "aboard": "aboard onboard passengers",
    "deployed": "deploy deploys deployed deploying deployment fielding station stationed",
    "pledged": (
        "pledge pledges pledged pledging promise promises promised promising commit committed "
        "commitment donate donated donation assistance aid"
    ),
    "cost": "cost costs costing charge charges hit hits write-down writedown expense knock",
    "loss": "loss losses lost",
    "fined": "fine fined fines penalty penalties settlement",
    "invested": "invest invested investing investment investments",
    "bought": "acquire acquires acquired acquisition buy buys buying bought bid bids takeover",
    "borrowed": "debt debts loan loans borrowed owes",
    "population": "population inhabitants residents",
    "magnitude": "magnitude richter",
    "rose": (
        "rose rise rises rising risen gained gain gains climbed jumped surged soared increase "
        "increased"
    ),
    "fell": ("fell fall falls falling fallen dropped drop slid slipped tumbled plunged declined"),
    "exposed": "exposed compromised stolen accessed breach breached leaked hacked impacted",
    "voted": "vote votes voted voting ballots turnout",
    "attended": "attended crowd crowds gathered attend protesters demonstrators spectators",
    "employed": "employs employ employees workforce jobs staff",
}
_CLASS_OF = {form: name for name, forms in _FORMS.items() for form in forms.split()}

#: Forms that stand for their class only as what is done, not as an adjective before a noun.
_ADJECTIVES = lists.words("compare", "predicates adjectives")

#: Intransitive or predicative forms that need no auxiliary to be what is said.
FINITE = lexicon(
    "die dies died perished dead hurt homeless missing escaped fled survived disappeared "
    "drowned collapsed succumbed captive"
)

_PEOPLE = lists.words("compare", "predicates people")
#: Endings of nouns for people of a place ("Tunisians", "Israelis") and of groups.
_PEOPLE_ENDING = re.compile(r"(?:ians?|eans?|ese|ishmen|[a-z]isis|girls|boys|men|women|goers)$")

_THINGS = {
    "house": "house houses home homes building buildings dwelling dwellings household households",
    "village": "village villages hamlet hamlets",
    "town": "town towns city cities municipality municipalities",
    "vehicle": (
        "vehicle vehicles car cars truck trucks bus buses helicopter helicopters plane planes "
        "aircraft tank tanks ambulance ambulances boat boats ship ships"
    ),
    "company": "company companies firm firms bank banks business businesses corporations",
    "aftershock": "aftershock aftershocks tremors",
    "missile": "missile missiles rocket rockets drone drones bomb bombs strike strikes",
    "attack": "attack attacks bombing bombings explosion explosions blast blasts",
    "school": "school schools hospital hospitals",
    "share": "share shares stock stocks",
    "group": "group groups faction factions",
    "record": "record records account accounts number numbers document documents",
}
_THING_OF = {form: name for name, forms in _THINGS.items() for form in forms.split()}


def predicate(word: str) -> str | None:
    """Class of the predicate that the lower-case word form names; None when it is none."""
    return _CLASS_OF.get(word)


#: Jobs that a company does away with, however it is said: cut, lost, "will go".
JOBS_CUT = "jobs cut"
_JOBS = lexicon("job position post role")
_CUT = lexicon(
    "cut axe ax shed slash lose loss go eliminate scrap disappear vanish abolish cutting cuts"
)
#: Classes that several words make together.
_MADE = frozenset(
    ("casualties", "worst-hit", "aftershock", "badly injured", "slightly injured", JOBS_CUT)
)


def is_class(name: str) -> bool:
    """Whether the name is a class of this module, and not the lemma of some verb."""
    return name in _FORMS or name in _MADE


def jobs_cut(unit: str, *words: str) -> bool:
    """Whether one of the words, a class or a verb's lemma, says that such posts are done away with.

    Args:
        unit: class of what is counted.
    """
    return unit in _JOBS and not _CUT.isdisjoint(words)


def is_adjective(word: str) -> bool:
    """Whether the form may stand before a noun without saying what happens now."""
    return word in _ADJECTIVES


def counted_class(word: str) -> str:
    """Class of the counted noun: "people", a class of things, or the noun itself, singular."""
    low = word.lower()
    if low in _PEOPLE:
        return "people"
    if low in _THING_OF:
        return _THING_OF[low]
    if word[:1].isupper() and _PEOPLE_ENDING.search(low):
        return "people"
    if low.endswith(("girls", "boys", "men", "women", "goers", "ists", "workers")):
        return "people"
    return singular(low)


def singular(noun: str) -> str:
    """The noun without a regular plural ending."""
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y"
    if noun.endswith(("ses", "xes", "ches", "shes")):
        return noun[:-2]
    if noun.endswith("s") and not noun.endswith(("ss", "us", "is")):
        return noun[:-1]
    return noun
