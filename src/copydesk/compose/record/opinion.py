"""Comment told as news: what the outlet itself thinks, hopes, concludes or addresses to nobody.

A sentence that passes on what somebody said may judge; the page names who does. In the outlet's
own voice the same words are an opinion, and a story that is put together from many outlets has
none.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from copydesk.compose.record.blemishes import outside_quotations
from copydesk.compose.record.judging import is_role
from copydesk.english.lists import words
from copydesk.model import Attribution, Sentence

_WEIGHTY = r"(?:powerful|strong|clear|stark|bold|critical|crucial|key|pivotal|significant|major)"
_COMMENT = re.compile(
    # What an event is said to mean.
    rf"\b(?:sends?|sent|sending) an? (?:\w+ )?{_WEIGHTY} (?:message|signal)"
    rf"|\b(?:signal(?:s|ed|ling)?|marks?|marked|represents?|mark(?:s|ed)? what is) an? "
    rf"(?:\w+ )?(?:{_WEIGHTY}|new|historic|decisive|turning)[\w-]* ?"
    r"(?:moment|point|step|shift|chapter|milestone|reminder)"
    r"|\b(?:underscor|underlin|epitomi[sz]|exemplif)(?:e|es|ed|ies|ied|ing)\b(?! that\b)"
    r"|\bserv(?:e|es|ed) as an? (?:\w+ )?reminder|\b(?:is|was) a testament to"
    r"|\bhighlight(?:s|ed)? the (?:importance|significance|need)"
    # What remains to be asked, and what the future holds.
    r"|\b(?:many |big )?questions? (?:still )?remain|\bremains? to be seen|\bonly time will tell"
    r"|\b(?:whether|if) .{3,80} is anybody['’]s guess|\bwatch this space|\bstay tuned"
    r"|\bseem(?:s|ed)?\b"
    r"|\b(?:sure|certain|bound) to (?:stir|raise|spark|open|fuel|draw|anger|please|delight)\b"
    r"|\bmore than (?:he|she|it|they|we) bargained for\b|\bdon['’]t expect\b"
    r"|\b(?:appears?|looks) (?:\w+ )?(?:determined|poised|destined|certain|doomed|unlikely)\b"
    r"|\b(?:now|also|still) must\b"
    r"|\bit (?:helps|is worth|was worth|pays|is fair|is safe|is hard|is easy|is no surprise|"
    r"is no wonder|is little wonder)\b"
    r"|\bit['’]s (?:worth|fair|safe|hard|easy|no surprise|no wonder|little wonder|clear|certainly|"
    r"not hard|simply|just|all|about time)\b"
    # A view that is nobody's.
    r"|\b(?:is|are|was|were|being|been) (?:widely |largely |often |generally |now )?"
    r"(?:seen|viewed|regarded|considered|perceived|hailed|touted) as\b"
    # Words that only weigh.
    r"|\b(?:arguably|admittedly|frankly|honestly|luckily|hopefully|perhaps|presumably|"
    r"no doubt|without a doubt|to say the least|if you will|so to speak|sort of|(?<= a )kind of|"
    r"really does|really is|really are|truly|simply put|put simply|let alone|alas)\b|\bindeed[.,]"
    r"|\bnot just\b.{3,60}\bbut\b"
    r"|\b(?:is|was|are|were) (?:an? )?(?:pretty|rather(?! than)|quite|kinda) \w+"
    r"|\bthe likes of\b|\bin for a (?:treat|shock|surprise)\b"
    r"|\bsomething of an? \w+|\bcan look forward to\b"
    r"|\bthe (?:good|bad|best|worst) (?:news|part|thing) is\b"
    # Idioms by which an outlet weighs what somebody does.
    r"|\b(?:gets?|got|gotten|getting) under (?:his|her|their|its|\w+['’]s) skin\b"
    r"|\breplete with\b|\b(?:was|were|is|are) on (?:full |clear )?display when\b"
    r"|(?:\.\.\.|…) ?(?:well|er|um|yes|no)\b,?"
    r"|\bthere would appear to be\b|\brefus(?:es|ed|ing) to relinquish\b|\ban absolute \w+"
    r"|\b(?:is|are) (?:still )?(?:baked|steeped|mired|shrouded) in\b"
    r"|\bis the (?:big|real|key|million-dollar) question\b|\bstop the tide\b|\bout there\.$"
    # Everybody is meant and nobody is named.
    r"|^(?:everyone|everybody|nobody|no one|who) (?:knows|loves|likes|wants|cares|can)\b"
    r"|^(?:forget|never mind)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def is_comment(text: str) -> bool:
    """Whether a sentence in the outlet's own voice is an opinion and no report."""
    return _COMMENT.search(outside_quotations(text)) is not None


#: What opens the clause in which alone somebody speaks.
_BESIDES = re.compile(r"\b(?:although|though|even as|while|when)\b")


def is_own_voice(text: str, sentence: Sentence, speaker: Attribution | None) -> bool:
    """Whether the outlet speaks in the main clause: nobody else, a thing ("each new idea"), or
    somebody only in a clause behind it."""
    if speaker is None or not speaker.name:
        return True
    last = speaker.name.split()[-1]
    speaks = is_role(last) or last in _speakers()
    if speaker.kind == "person" and speaker.name.islower() and not speaks:
        return True
    start = speaker.start - sentence.start if speaker.start is not None else 0
    return start > 0 and _BESIDES.search(text[:start]) is not None


@cache
def _speakers() -> frozenset[str]:
    """Nouns for people and bodies that speak."""
    return (
        words("speech", "people") | words("speech", "organisations") | words("speech", "collective")
    )
