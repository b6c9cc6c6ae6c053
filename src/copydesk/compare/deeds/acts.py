"""Lexicon of acts: verbs and nouns of commitments and of events.

General English, compiled from VerbNet classes (commit-29.2, promise-37.13, order-60, meet-36.3,
arrive-51, hit-18, murder-42) and the event types of ACE 2005 and ECB+.
"""

from __future__ import annotations

from copydesk.english.lists import words as words_in


def _table(text: str) -> dict[str, tuple[str, str]]:
    """Lines of ``type status: lemma …`` as lemma -> (type, status)."""
    found: dict[str, tuple[str, str]] = {}
    for line in text.strip().splitlines():
        label, _, lemmas = line.partition(":")
        kind, status = label.split()
        for lemma in lemmas.split():
            found[lemma] = (kind, status)
    return found


def _types(text: str) -> dict[str, str]:
    """Lines of ``type: lemma …`` as lemma -> type."""
    found: dict[str, str] = {}
    for line in text.strip().splitlines():
        kind, _, lemmas = line.partition(":")
        for lemma in lemmas.split():
            found[lemma] = kind.strip()
    return found


def _objects(text: str) -> dict[str, tuple[frozenset[str], str, str]]:
    """Lines of ``type status verb …: noun …`` as verb -> (nouns, type, status)."""
    found: dict[str, tuple[frozenset[str], str, str]] = {}
    for line in text.strip().splitlines():
        label, _, nouns = line.partition(":")
        kind, status, *verbs = label.split()
        for verb in verbs:
            found[verb] = (frozenset(nouns.split()), kind, status)
    return found


#: Verbs that commit: type, and the status when nothing else in the clause tells it.
COMMITTING = _table("""
pledge made: pledge promise vow commit guarantee swear reaffirm reiterate renew
agreement made: agree consent
agreement done: ratify
plan made: plan intend
plan proposed: propose consider offer weigh mull
demand made: demand urge insist request
endorsement made: endorse back support approve accept welcome
endorsement rejected: reject oppose refuse decline
negotiation negotiating: negotiate
""")

#: Verbs that commit only with one of those nouns as object; without nouns, with a "to" phrase.
COMMITTING_WITH = _objects("""
agreement done sign: agreement deal treaty accord contract pact bill law order memorandum
agreement made reach: agreement deal accord settlement truce ceasefire compromise
agreement made strike: agreement deal accord bargain
agreement done conclude: agreement deal treaty accord
agreement made announce: agreement deal accord truce ceasefire partnership merger
plan made form build establish: coalition alliance partnership force presence
negotiation negotiating hold: talk negotiation discussion
negotiation stalled stall suspend halt: talk negotiation discussion process deal
condition made attach: condition demand string
condition made set: condition term
condition made tie link:
""")

TALKS = frozenset(["talk", "negotiation", "discussion"])

#: Verbs that need a named doer, for they say many other things too.
AMBIGUOUS = frozenset(["consider", "welcome", "accept", "back", "support", "offer", "plan"])

#: Verbs that tell of an event.
EVENT_VERBS = _types("""
strike: strike bomb shell raid bombard ambush attack
visit: visit tour arrive
meeting: meet
negotiation: negotiate
award: award honor honour decorate
accident: crash collide derail sink capsize
arrest: arrest detain capture seize
vote: vote elect
ruling: rule convict sentence acquit fine
announcement: unveil launch
release: free release
deal: acquire buy merge purchase
breach: hack breach
departure: resign quit retire
protest: protest demonstrate
deployment: deploy mass
evacuation: evacuate
abduction: abduct kidnap
claim: sue
""")

#: Nouns that name an event.
EVENT_NOUNS = _types("""
strike: strike attack bombing shelling airstrike raid explosion blast shooting assault massacre
visit: visit trip tour
meeting: meeting summit conference
negotiation: talk negotiation
award: award prize medal
accident: crash collision derailment accident
arrest: arrest detention
vote: election referendum vote ballot
ruling: ruling verdict conviction
release: release
deal: acquisition takeover merger purchase
breach: breach hack cyberattack
departure: resignation
protest: protest demonstration rally
deployment: deployment buildup build-up
evacuation: evacuation
abduction: abduction kidnapping
disaster: earthquake quake flood hurricane storm typhoon eruption tsunami wildfire landslide tornado
""")

#: Subjects that make "hit" and "kill" an attack: weapons.
WEAPONS = frozenset(
    ["missile", "drone", "rocket", "bomb", "shell", "artillery", "mortar", "warplane", "jet"]
)

#: Verbs that say an event noun took place.
TAKING_PLACE = words_in("speech", "taking place")


def third_person(form: str) -> str | None:
    """Lemma of a verb of `COMMITTING` from its third person ("vows"); None for other forms."""
    for lemma in (form.removesuffix("s"), form.removesuffix("es")):
        if lemma != form and lemma in COMMITTING:
            return lemma
    return None
