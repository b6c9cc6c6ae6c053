"""What part a sentence plays: news, what comes next, a reaction, or background."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from copydesk.compose.record.candidates import Unit
from copydesk.compose.record.scenes import Scene
from copydesk.english.calendar import MONTH_IN_FULL, WEEKDAY

#: Words in quotation marks from which on a sentence is somebody's reaction and no report with
#: a word of somebody's in it.
QUOTED = 4
_BACKGROUND = re.compile(
    r"\b(?:in (?:[A-Z][a-z]+ )?(?:19|20)\d\d|since (?:19|20)\d\d|years? (?:ago|earlier)|"
    r"last (?:year|decade)|"
    r"for (?:years|decades)|historically|in recent (?:years|decades)|founded in|known (?:as|for)|"
    r"(?:first|second|third|latest|deadliest|worst) (?:\w+ ){0,3}(?:since|in (?:\w+ )?"
    r"(?:years|decades))|has (?:long|repeatedly|often)|over the (?:years|decades))\b"
)
_EXPERT = re.compile(
    r"\b(?:analysts?|experts?|professors?|researchers?|economists?|scientists?|historians?|"
    r"lecturers?|scholars?|strategists?|astronomers?|geologists?|seismologists?|fellow at|"
    r"director of the (?:cent(?:er|re)|institute))\b",
    re.IGNORECASE,
)
_REACTION = re.compile(
    r"\b(?:condemn\w*|prais\w+|criti[cs]i[sz]\w+|denounc\w+|welcom(?:ed|es|ing)|thank\w*|"
    r"apologi[sz]\w+|urg(?:ed|es|ing)|call(?:ed|s|ing) (?:for|on)|vow\w*|warn(?:ed|s|ing)|"
    r"mourn\w*|regret\w*|accus(?:ed|es|ing)|blam(?:ed|es|ing)|demand(?:ed|s|ing)|tweet\w*|"
    r"hail(?:ed|s|ing)|pledg(?:ed|es|ing)|tributes?|condolences?|slam(?:med|s|ming))\b"
)
#: A quotation that opens on what only the words before it tell, and words in one that point out of
#: it; behind a comparison or a name they need not.
_POINTING = re.compile(
    r"^[“\"'‘](?:He|She|It|They|This|That|These|Those|And|But|So|Yes|No)\b", re.IGNORECASE
)
_POINTER = re.compile(
    r"\b(?:he|she|him|her|his|it|they|them)\b|\b(?:this|that|these|those|there)"
    r"(?= (?:as|was|were|is|are|to|in|on|for|and|at)\b|['’]s|[,.!?]|$)",
    re.IGNORECASE,
)
#: Share of the words of a sentence between quotation marks from which on it is but a quotation.
MOSTLY_QUOTED = 0.5


#: A day by its name: what happened on one is news, whatever else the sentence says of the past.
_DAY = re.compile(rf"\bon (?:{WEEKDAY}|{MONTH_IN_FULL} \d{{1,2}}\b(?!,? (?:19|20)\d\d))")


def facet(unit: Unit) -> str:
    """Which section a unit belongs to: "next", "reactions", "background", "developments"."""
    kind = unit.speaker.kind if unit.speaker is not None else "narrator"
    if unit.scene is Scene.PAST:
        return "background"
    if kind == "person" and _EXPERT.search(unit.text):
        return "background"
    spoken = kind in ("person", "organisation", "officials")
    if spoken and (quoted_words(unit.text) >= QUOTED or _REACTION.search(unit.text)):
        return "reactions"
    if unit.to_come:
        return "next"
    if _BACKGROUND.search(unit.text) and unit.position > 2 and not _DAY.search(unit.text):
        return "background"
    return "developments"


#: A time to come, or what is planned for one: what stands under "What Comes Next" must have it.
_COMING = re.compile(
    # The month of May with its day alone: "may" is a verb besides.
    rf"\b(?:{WEEKDAY}|(?!May(?! \d)){MONTH_IN_FULL}|tomorrow|tonight|"
    r"(?:next|this|later this|coming) (?:\w+ )?(?:day|week|weekend|month|year|summer|winter|"
    r"spring|autumn|fall|season|morning|afternoon|evening|term|session)s?|"
    r"(?:coming|following|next few|next two) (?:hours|days|weeks|months|years)|"
    r"within (?:\w+ )?(?:hours|days|weeks|months|a year)|"
    r"(?:schedul|slat|book)ed|due (?:to|in|on|for|back)|set (?:to|for)|deadline|hearing|trial|"
    r"plan(?:s|ned|ning)?\b|intend(?:s|ed)?|expected to (?:be )?(?:hold|meet|appear|return|vote|"
    r"sign|announce|decide|open|close|arrive|attend|testify|file|begin|start|resume|"
    r"released?|sentenced|"
    r"arraigned|buried|held)|funeral|election)\b"
)


def section_of(unit: Unit, protagonists: Collection[str] = frozenset()) -> str:
    """The section that a unit stands in: as `facet`, but that a reaction is somebody else's who
    condemns, praises, warns or the like, and that what comes next has a time or is planned.

    Args:
        unit: to be placed.
        protagonists: surnames, in lower case, of those whom the event is about: what they say is
            a part of it and no reaction to it.
    """
    kind = facet(unit)
    if kind == "reactions":
        name = unit.speaker.name if unit.speaker is not None else None
        own = name is not None and name.split()[-1].lower() in protagonists
        plain = re.sub(r"[“\"][^”\"]*[”\"]", " ", unit.text)
        if own or name is None or not _REACTION.search(plain):
            return "developments"
    if kind == "next" and not _COMING.search(unit.text):
        return "developments"
    return kind


#: A quotation that opens on what stood before it, whatever else it names: "This is not a wall".
_OPENS_BACK = re.compile(
    r"^[“\"](?:(?:He|She|It|They|And|But|So)\b|(?:This|That|These|Those)"
    r"(?:['’]s|(?: (?:is|was|are|were|has|have|had|will|would|can|could|should|must|makes?|shows?|"
    r"means?|isn['’]t|wasn['’]t)))\b)"
)


def opens_back(text: str) -> bool:
    """Whether a quotation at the head of a sentence opens on a word for what stood before it."""
    return _OPENS_BACK.match(text) is not None


def points_within(text: str) -> bool:
    """Whether a quotation points to what only the words before it tell: it opens so, or it is most
    of the sentence, points, and names nothing that it could point to."""
    if _POINTING.search(text):
        return True
    if quoted_words(text) < MOSTLY_QUOTED * len(text.split()):
        return False
    quoted = " ".join(re.findall(r"[“\"]([^”\"]*)[”\"]", text))
    pointer = _POINTER.search(quoted)
    return pointer is not None and not re.search(r"(?<!^)\b[A-Z][a-z]+", quoted[: pointer.start()])


def quoted_words(text: str) -> int:
    """How many words stand between double quotation marks."""
    return sum(len(words.split()) for words in re.findall(r"[“\"]([^”\"]*)[”\"]", text))


def has_expert(units: Sequence[Unit]) -> bool:
    """Whether a named expert speaks in one of them."""
    return any(
        unit.speaker is not None
        and unit.speaker.kind == "person"
        and unit.speaker.name is not None
        and _EXPERT.search(unit.text)
        for unit in units
    )
