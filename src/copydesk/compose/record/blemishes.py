"""What must not stand in a story: signs of page furniture, captions, datelines, fragments.

The plan keeps sentences with such a sign out; the lint looks for them in what was written.
"""

from __future__ import annotations

import re
from functools import lru_cache

from copydesk.compose.record.judging import ROLE_NOUNS

#: "CITY, Country (Agency) —", "(Agency) -", "City, Month 3 (Agency) -".
_PLACE = r"[A-Z][\w.'’\-]+(?:[ /][A-Z][\w.'’\-]+){0,3}"
_CAPITALS = r"[A-Z][A-Z.'’]+(?:[ /\-][A-Z][A-Z.'’]+){0,3}"
_DAY = r"(?:,?\s+[A-Z][a-z]{2,8}\.?\s+\d{1,2})"
_MARK = r"\s*\([A-Z][^()]{1,40}\)"
_DASH = r"\s*(?:--|—|–|―|(?<=[\s)])-|:(?=\s))\s*"
DATELINE = re.compile(
    rf"^(?:{_CAPITALS}(?:,\s+{_PLACE}){{0,2}}{_DAY}?(?:{_MARK})?{_DASH}"
    rf"|(?:{_PLACE}(?:,\s+{_PLACE}){{0,2}}{_DAY}?)?{_MARK}{_DASH}"
    rf"|{_PLACE}(?:,\s+{_PLACE}){{0,2}}{_DAY}{_DASH}"
    rf"|{_PLACE}(?:,\s+{_PLACE}){{0,2}}\s+(?:―|--)\s*"
    r"|\([A-Z][A-Za-z. ]{1,20}\)\s*(?=[A-Z“\"]))"
)
CAPTION = re.compile(
    r"\((?:\w+\s+){0,2}(?:Photo|Image|Picture|File)s?\b[^()]*\)"
    r"|\b(?:(?-i:[A-Z][A-Za-z]+ Images|[A-Z]{2,5} Photo)|file photo|photo by|photograph by|"
    r"picture by|image copyright|media caption|image caption|photo credit|courtesy of|screengrab|"
    r"enlarge this image|toggle caption|hide caption)\b"
    # Who took a picture, and for whom, behind what it shows.
    r"|(?-i:\s[A-Z][\w’'-]+ [A-Z][\w’'-]+ ?/ ?[A-Z][A-Za-z]+(?: [A-Z][A-Za-z]+)*\.?$)"
    r"|^(?:photos?|images?|pictures?|credit|source|video|watch|above|below|left|right|pictured|"
    r"scroll down)\s*[:|]"
    r"|\(pictured[^()]*\)|,\s+(?:left|right|cent(?:er|re)),|\bpictured\s+(?:above|below|left|right|here)\b"
    r"|^(?:pictured|seen here|shown here)\b|\((?:[LRC]|[LRC]-[LRC]|[LRC] to [LRC]|(?:left|right|"
    r"centre|center)(?: to (?:left|right))?|from left)\)"
    r"|\b(?:is|are) (?:seen(?! as\b)|shown|pictured)\b|\bposes? (?:for|with)\b"
    r"|\bcan be seen (?:at|in|on) the (?:cent(?:er|re)|left|right|top|bottom|background|"
    r"foreground)\b|^(?:In )?this (?:\w+\.? \d{1,2}, \d{4},? )?(?:file |undated |handout )?"
    r"(?:photo|image|picture|photograph|frame grab)\b"
    r"|\b(?:arrives?|speaks?|looks?|stands?|walks?|reacts?|gestures?)\b[^.]*,? (?:on )?"
    r"(?:[A-Z][a-z]+day, )?[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}\.$",
    re.IGNORECASE,
)
FURNITURE = re.compile(
    r"\b(?:advertisement|continue reading|read more|read also|see also|sign up|subscribe|"
    r"newsletter|"
    r"click here|tap here|follow us|all rights reserved|terms of (?:use|service)|privacy policy|"
    r"cookies?|share this|share on|view comments|most read|related (?:articles?|stories|content)|"
    r"contributed to this (?:report|story|article)|reporting by|editing by|writing by|"
    r"originally appeared (?:on|in)|"
    r"this (?:story|article|post|page|report) (?:has been|was|is|will be|originally)|"
    r"first published|updated (?:at|on)|correction:|editor['’]s note|listen to|play video|"
    r"(?:earlier|previous) version of (?:this|the|our) (?:article|story|report|post|page)|"
    r"(?:article|story|report) (?:misstated|mis-stated|misspelled|misidentified|incorrectly)|"
    r"(?:be|is|are) (?:found|seen|read|viewed|watched|listed) (?:\w+ )?(?:below|above|here)"
    r"(?=[.,])|"
    r"side by side (?:here|below)|(?:in|to) your inbox|"
    r"(?:diagram|graphic|chart|map|graph|table|photos?|pictures?|images?|video|clip|gallery)"
    r" (?:below|above|shows (?:the|how|where))|"
    r"skip to|back to top|loading|story continues|breaking news|stay tuned|our app|"
    r"may not be (?:published|reproduced|rewritten)|supported by|free trial|log ?in|"
    r"(?:requests?|asked|emailed|reached|available|contacted) for (?:a )?comment|"
    r"declined (?:to )?comment|(?:not|n['’]t) (?:immediately )?(?:respond|return|reply)\b|"
    r"on (?:facebook|twitter|instagram) (?:and|or|@)|(?:check out|watch) (?:the|our|this) (?:video|"
    r"full|trailer)|tell us|let us know|email us|contact us|have your say|live (?:blog|updates))\b"
    r"|[^\s/]/ [A-Z]{4,}/ |\b(?:previous|next) article\b|\bthis article\b|\bclick on a\b"
    r"|^(?-i:(?:Show|Hide) (?:Hide|Show|[Mm]ore|[Ll]ess) [A-Z])|!!"
    # The stamp of a report by the minute, with its heading run in.
    r"|^\d{1,2}[.:]\d\d ?(?:[ap]\.?m\.?)?(?: [A-Z]{2,4})?\s*[-–—]+\s*update\b"
    r"|^(?:corrections?|clarifications?|update)\b\s*[,:(–—-]"
    r"|^(?:follow|join|visit|download|get|find)\b[^.]*\bfor (?:all |the )?"
    r"(?:more|latest|updates)\b",
    re.IGNORECASE,
)
SOCIAL = re.compile(
    r"(?<!\w)#\w*[A-Za-z]\w*|\w\*+\w|(?<!\w)@\w+|https?://|\bwww\.|\bpic\.twitter\b|\w\.com/"
)
#: "(AGENCY)" at the head of a sentence or behind the name of a place.
OUTLET_MARK = re.compile(r"^\W*(?:[A-Z][\w.,'’ \-]{0,40})?\([A-Z]{2,6}(?: [A-Z][a-z]+)?\)")
FIRST_PERSON = re.compile(
    r"\b(?:I|I['’](?:m|ve|d|ll)|[Ww]e|[Ww]e['’](?:re|ve|d|ll)|[Oo]ur|[Mm]y|us|[Oo]urs|[Mm]ine|me|myself|ourselves)\b"
)
SECOND_PERSON = re.compile(r"\b(?:[Yy]ou|YOU|[Yy]our|YOUR|[Yy]ou['’](?:re|ve|d|ll)|[Yy]ourself)\b")
#: Words that join a sentence to the one before and can go.
DROPPED = re.compile(
    r"^(?:(?:and|but|or|yet)\s+(?!another|again)|so,?\s+(?!far|much|many|long|called|that)"
    r"|(?:meanwhile|also|however|moreover|furthermore|additionally|in addition|besides|"
    r"separately|nevertheless|nonetheless|indeed|then|now|still|elsewhere|finally|in fact|"
    r"of course|for example|for instance|on the other hand|at the same time|as a result|"
    r"after all|in other words|that said|in the meantime|thus|therefore|hence|instead|again|"
    r"looking ahead|even so|once again|in turn|"
    r"for (?:his|her|its|their) part|to be sure|in short|overall|in all),\s+"
    r"|(?:updated?:?\s+)?[A-Z][a-z]+\.? \d{1,2},? \d{1,2}(?:[:.]\d\d)? ?[ap]\.?m\.?"
    r"(?: \(?[A-Z]{2,4}\)?)?:\s+"
    r"|\d{1,2}[:.]\d\d ?[ap]\.?m\.?(?: [A-Z]{2,3})? ?(?:--|[—–:])\s+"
    r"|(?:meanwhile|however)\s+|now\s+(?-i:(?=(?:an? |the )?[A-Z]))"
    r"|then\s+(?=the |an? |it |in |on |at |there )|by now,\s+"
    # What somebody said stands by itself, whatever it was said in spite of.
    r"|despite (?:this|that),\s+"
    r"(?=(?-i:[A-Z])\w+ (?:said|confirmed|announced|told|insisted|stated)\b)"
    # "These statements come at a time when troops gather": that troops gather is the news.
    r"|(?:this|that|these|those|the|it|they)(?: \w+)? (?:comes?|came) at a time when\s+)",
    re.IGNORECASE,
)
#: Words that hang on a sentence that is not there.
CONNECTIVE = re.compile(
    r"^(?:(?:meanwhile|but|also|and|so(?! far)|however|moreover|furthermore|in addition|"
    r"additionally|besides|separately|nevertheless|nonetheless|instead|thus|therefore|"
    r"of course|in fact|for example|for instance|at the same time|as a result|"
    r"on the other hand|in other words|plus|or|nor|what['’]s more|even so|in turn|"
    r"after all|that said|similarly|likewise|clearly|unfortunately|interestingly|"
    r"not surprisingly|anyway|accordingly|consequently|hence|conversely|incidentally|"
    r"in short|equally|yet(?! another))\b,?\s+"
    r"|(?:still|then|again|now|first|second|secondly|third|finally|lastly|later|earlier|"
    r"overall|elsewhere|otherwise|afterwards?|previously|too|there|here|later that day|as a bonus|"
    r"by (?:comparison|contrast|then|that time)|in (?:contrast|response|return|addition)|"
    r"despite (?:this|that|it)|with that|more broadly|for now|looking ahead|"
    r"(?:the )?(?:next|following|same) (?:day|morning|week|month|year)),\s+"
    r"|(?:at (?:the|that) (?:time|point|moment)|since then|that (?:day|night|morning|evening)|"
    r"(?:just |only |less than |more than )?(?:an?|two|three|four|five|six|seven|eight|nine|ten|"
    r"several|a few|\d+) (?:\w+ )?(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|"
    r"decades?) (?:later|earlier|before that|after that))\b,?\s+)",
    re.IGNORECASE,
)


#: The same inside a sentence, between commas.
INSERTED = re.compile(
    r",\s+(?:meanwhile|however|moreover|furthermore|nevertheless|nonetheless|in addition|"
    r"for instance|for example|of course|in fact|in turn|then|though),(?=\s)",
    re.IGNORECASE,
)
#: "Such a warning", of which nothing was said before.
_SUCH = re.compile(
    r"\b(?:(?:any|no|one) such|such an?) (?!way|extent|degree|manner|case|time|thing|place|luck)"
    r"(?P<noun>[a-z]+)"
    r"(?=[.,;:]|$| (?:was|is|had|has|would|could|in|at|on|from|by|and|or|to|for)\b)",
    re.IGNORECASE,
)
#: Speech that goes on from speech that is not there.
CONTINUED = re.compile(
    r"\b(?:added|continued|went on)(?:\.|,| that\b| in\b| on\b| at\b)|\badding[,:]",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def outside_quotations(text: str) -> str:
    """The text with the words inside double quotation marks blanked, same length."""
    out = list(text)
    inside = False
    for i, char in enumerate(text):
        if char == "“" or (char == '"' and not inside):
            inside = True
        elif char == "”" or (char == '"' and inside):
            inside = False
        elif inside:
            out[i] = " "
    return "".join(out)


#: What counts on or picks out of what a sentence before has named, "he" behind no more than an
#: office, and the place where the report was written.
_UNSAID = re.compile(
    r"^(?:One|Another|The other|The others)(?:,| of (?:them|these|those)\b)"
    r"|^Another (?:[$€£]?[\d.,]+ |few\b|several\b|two\b|three\b|four\b|five\b|six\b|dozen\b)"
    r"|^.{0,30}\bthe (?:first|second|third|other|latter|former|last) ones?\b"
    rf"|^As (?:an? |the )?(?:[\w’'-]+ ){{0,4}}(?:{ROLE_NOUNS}), (?:he|she)\b"
    r"|\bhere\b(?!['’])"
)


@lru_cache(maxsize=4096)
def points_to_unsaid(text: str) -> bool:
    """Whether it says "such a" of something that the sentence has not named before, or counts on
    from something, or says "here"."""
    bare = outside_quotations(text)
    if _UNSAID.search(bare):
        return True
    return any(m["noun"].lower() not in bare[: m.start()].lower() for m in _SUCH.finditer(bare))


#: A single mark in front of a capital opens a quotation; one behind a word or a mark closes it.
_SINGLE_OPENS = re.compile(r"(?<=[\s:])['‘](?=[A-Z])")
_SINGLE_CLOSES = re.compile(r"(?<=[\w.,!?…])['’](?!\w)")


#: A genitive of an abbreviation that a wrong end of sentence cut off ("the U.S.'").
_CUT_SHORT = re.compile(r"(?:[A-Z]\.)+['’]$")


@lru_cache(maxsize=4096)
def balanced(text: str) -> bool:
    """Whether double quotation marks and round brackets pair up."""
    if text.count('"') % 2 or text.count("“") != text.count("”") or text.count("''") % 2:
        return False
    if _CUT_SHORT.search(text):
        return False
    opened = list(_SINGLE_OPENS.finditer(outside_quotations(text)))
    if opened and not _SINGLE_CLOSES.search(text, opened[-1].end()):
        return False
    depth = 0
    for char in text:
        depth += (char == "(") - (char == ")")
        if depth < 0:
            return False
    return depth == 0


#: Openings of what is no statement: a heading with a colon, half a sentence, a quotation in
#: single marks that nobody is named for.
_CLIPPED = re.compile(
    r"(?:[A-Z]\w+:|Said|Says|Not that|Why|How|Which|Because|As if|Or|Such as|Just|Think|"
    r"Here['’]s|There['’]s|Let['’]s|"
    r"The (?:first|second|third|other|others|latter|former|same|rest) (?:was|is|were|are|"
    r"came|has|had|went)|See|Click|Meet|Enter|Imagine|Remember)\s|['‘][A-Z].*[.!?]['’]$"
)


#: Words of a graphic or a head, and a digit, that ran into the text.
_RUN_IN = re.compile(
    # Two sentences that lost the stop between them.
    r"\b(?:said|says) (?:on )?(?:\w+day )?(?:[A-Z][\w.’'-]+ ){2,7}(?:said|says)\b|"
    r"^(?:\d+[A-Z][a-z]|(?:[A-Z'’]{2,}\s+){3})|(?:\b[A-Z]{2,}\s+){4}"
)


def is_fragment(text: str) -> bool:
    """Whether it is no sentence in print: no capital at its head, no stop at its end."""
    if _CLIPPED.match(text):
        return True
    head = text.lstrip("“‘\"'([")
    if not head or not (head[0].isupper() or head[0].isdigit()):
        return True
    if _RUN_IN.search(head) or re.search(r"[\[\]]", outside_quotations(text)):
        return True
    # An aside of the page's own, and a quotation in single marks that goes on elsewhere.
    if text.startswith("(") or (text[0] in "'‘" and not re.search(r"['’](?:[\s,.]|$)", text[1:])):
        return True
    # A sentence that trails off was cut short by the page.
    if re.search(r"(?:\.\.|…)\s*$", text):
        return True
    return re.search(r"[.!?…][”’\"')\]]*$", text) is None


def is_shouting(text: str) -> bool:
    """Whether most of its letters are capitals."""
    letters = [c for c in text if c.isalpha()]
    return bool(letters) and sum(c.isupper() for c in letters) > 0.5 * len(letters)


@lru_cache(maxsize=4096)
def addresses_reader(text: str) -> bool:
    """Whether the outlet speaks of itself or to its reader, outside quotation marks."""
    bare = outside_quotations(text)
    bare = re.sub(r"\bU\.?S\b\.?|\bUS\b", "", bare)
    return bool(FIRST_PERSON.search(bare) or SECOND_PERSON.search(bare))


def is_question(text: str) -> bool:
    """Whether a question stands outside quotation marks."""
    return "?" in outside_quotations(text)


@lru_cache(maxsize=4096)
def is_speakerless(text: str) -> bool:
    """Whether the sentence is a quotation and nothing else: nobody says it."""
    bare = outside_quotations(text)
    return bool(re.search(r"[“\"]", text)) and not re.search(r"[A-Za-z]{2,}", bare)


@lru_cache(maxsize=4096)
def is_page_matter(text: str) -> bool:
    """Whether the sentence is furniture, caption, social-media matter or a fragment."""
    return bool(
        FURNITURE.search(text)
        or CAPTION.search(text)
        or SOCIAL.search(text)
        or is_fragment(text)
        or is_shouting(text)
    )
