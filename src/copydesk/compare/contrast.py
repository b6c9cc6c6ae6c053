"""Which linked facts are typed well enough for two numbers to contradict each other.

A wrong "differ" is worse than none. That two sentences share words is enough to say that both
give the same number; it is not enough to say that one of two numbers is wrong.
"""

from __future__ import annotations

from copydesk.compare import intervals, predicates
from copydesk.compare.facts import Fact, cosine
from copydesk.compare.words import lexicon, stem
from copydesk.model import Figure

#: Classes of predicates of which an event has one count: the slots alone say what is counted.
_ROLES = lexicon(
    "killed injured casualties missing trapped rescued abducted captive released escaped displaced "
    "evacuated arrested charged damaged exposed aboard population magnitude aftershock worst-hit "
    "pledged cost fined"
) | frozenset(("badly injured", "slightly injured", predicates.JOBS_CUT))
#: Nouns that name what an event brings, so that their count needs no verb.
_OUTCOMES = lexicon("aftershock")
#: Verbs that go with any noun, and those of contests: the same verb tells nothing.
_UNSPECIFIC = lexicon(
    "follow remain lose win return lead come go give see show use need want keep start begin end "
    "finish become call look feel hold bring put set know think stand sit score beat miss play hit "
    "run reach complete add leave lie fall rise turn work try help let seem appear require update "
    "drop move pass face expect hope plan find send spend last continue"
)
#: Things counted in contests, versions and repetitions: a report counts many of a kind.
_MANIFOLD = lexicon(
    "run game point lap out lead yard goal set match inning sack season touchdown try wicket over "
    "hole shot stroke frame round race win loss defeat title place pass assist rebound penalty "
    "corner card time update version step part way thing kind type day week month hour minute "
    "second year season page item chapter series team side foot metre meter inch count clock"
)
#: Stems of directions.
_COMPASS = lexicon("north south east west northeast northwest southeast southwest")
#: Likeness of the words around two numbers with one verb and one noun from which they may
#: contradict each other; without a verb; and in a class that has several counts an event. Set
#: by reading the pairs of the dev stories: those below were nearly all of different things.
_ALIKE_SAME_VERB = 0.25
_ALIKE_MEASURE = 0.5
_ALIKE_CLASS = 0.3


def may_differ(a: Fact, b: Fact) -> bool:
    """Whether two different numbers for these facts would contradict each other.

    Args:
        a, b: facts of two reports that `align.likeness` links.
    """
    if a.said and a.said == b.said:
        told = _both_lead(a, b) if a.said in _ROLES else False
        return told or cosine(a, b) >= _ALIKE_CLASS
    if a.unit in _OUTCOMES or _from_one_place(a, b):
        return True
    if a.unit in _MANIFOLD or _noun(a) in _MANIFOLD or not _noun(a) or _noun(a) != _noun(b):
        return False
    if a.predicate and a.predicate == b.predicate:
        return a.predicate not in _UNSPECIFIC and cosine(a, b) >= _ALIKE_SAME_VERB
    return not a.predicate and not b.predicate and cosine(a, b) >= _ALIKE_MEASURE


def stands_alone(figure: Figure) -> bool:
    """Whether the slots of a figure say by themselves what is counted."""
    return figure.predicate in _ROLES or figure.unit in _OUTCOMES


def refuted(a: Fact, b: Fact) -> bool:
    """Whether different numbers show that a loose link is none."""
    return disagree(a, b) and not may_differ(a, b)


def disagree(a: Fact, b: Fact) -> bool:
    """Whether some numbers of two facts cannot both hold."""
    return any(
        not intervals.close(x.point, y.point) and not intervals.meets(x.interval, y.interval)
        for x in a.figures
        for y in b.figures
    )


def _both_lead(a: Fact, b: Fact) -> bool:
    """Whether both are of the story's own event: told first of their kind, or of one scope."""
    scoped = bool(a.places & b.places) or bool(a.times & b.times)
    part = (a.people, a.part_of) == (b.people, b.part_of) and bool(a.people or a.part_of)
    return (a.first and b.first) or scoped or part


def _from_one_place(a: Fact, b: Fact) -> bool:
    """ "35 miles south-west of Oldport": how far something is from a place, with the direction."""
    compass = all(_COMPASS & f.context.keys() for f in (a, b))
    return a.unit == "km" and compass and bool(a.places & b.places)


def _noun(fact: Fact) -> str:
    """The counted noun; people of one kind are one noun."""
    return fact.unit if fact.unit == "people" else stem(fact.figures[0].counted.lower())
