"""How a page names people: with who they are where it first names them, then by the surname.

The words come from the report: the noun phrase in front of a name ("harbour master Mary Brandt")
or between commas behind it ("Mary Brandt, the harbour master,").
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from copydesk.compose.record import judging as wording
from copydesk.english.lists import words as words_in
from copydesk.english.nicknames import full_form
from copydesk.model import Annotated, Chain, Mention, Span, Token
from copydesk.remembered import remembered

#: Words of an introduction, name aside, at most.
LONGEST = 12
#: Words of a role in front of a name at most.
LONGEST_ROLE = 6
_LIMITS = ("amod", "advmod", "compound", "nmod", "acl")
_HONORIFIC = re.compile(r"\b(?:Mrs?|Ms|Miss)\.? $")
_BEFORE = frozenset({"NOUN", "PROPN", "ADJ"})
_ROLE_RELATIONS = ("compound", "flat", "appos", "nmod", "amod")
#: What says nothing of who somebody is: an age, a picture's direction.
_AGE = re.compile(r"\s*(?:aged )?\d{1,3}(?: years old)?\s*")
_SENTENCE_WORDS = re.compile(
    r"\b(?:is|was|are|were|has|have|had|said|says|who|which|whose|and (?:her|his|their)|now|then|"
    r"left|right|pictured|yesterday|today|tomorrow|\w+day)\b"
)


#: What somebody is taken for until a court has said so, and what only one event made of them.
_ACCUSES = re.compile(
    r"\b(?:\w*killer|murderer|gunman|shooter|bomber|attacker|assailant|suspect|defendant|accused|"
    r"convict|criminal|felon|terrorist|extremist|rapist|robber|thief|fugitive|scammer|fraudster|"
    r"hacker|kidnapper|sniper|arsonist|burglar|smuggler|trafficker|dealer|pimp|spy|stalker|victim|survivor|alleged|disgraced|embattled|controversial)s?\b",
    re.IGNORECASE,
)


def honorific(text: str, start: int) -> int:
    """Where the "Mr." in front of a name begins; the start of the name when there is none."""
    match = _HONORIFIC.search(text[max(0, start - 8) : start])
    return start - len(match.group()) if match else start


def is_part(text: str, mention: Mention) -> bool:
    """Whether a mention is a part of a longer word or name in print ("Mary Jo" of "-Ann")."""
    before = text[max(0, mention.start - 1) : mention.start]
    after = text[mention.end : mention.end + 3]
    return before in ("-", "‑") or bool(re.match(r"[-‑]| [A-Z][a-z]", after))


def shared_surnames(reports: Sequence[Annotated]) -> frozenset[str]:
    """Surnames, in lower case, that two people of the reports have."""
    first: dict[str, set[str]] = {}
    for report in reports:
        for chain in report.chains:
            words = re.findall(r"[\w'’\-]+", chain.name)
            if chain.label == "PERSON" and len(words) > 1:
                first.setdefault(words[-1].lower(), set()).add(full_form(words[0]))
    return frozenset(name for name, had in first.items() if _differ(had))


def _differ(names: set[str]) -> bool:
    """Whether two first names are none of one person: neither begins as the other does."""
    listed = sorted(names)
    return any(
        not a.startswith(b[:3]) and not b.startswith(a[:3])
        for i, a in enumerate(listed)
        for b in listed[i + 1 :]
    )


def is_introduced(report: Annotated, mention: Mention) -> bool:
    """Whether the report says who it is where it has this mention."""
    return phrase_around(report, mention) != (mention.start, mention.end)


def goes_on(report: Annotated, mention: Mention) -> bool:
    """Whether a comma and the beginning of a noun phrase stand behind a mention, which may say
    who it is."""
    tokens = report.tokens
    at = bisect_left(tokens, mention.end, key=_start)
    if at + 1 >= len(tokens) or tokens[at].text != ",":
        return False
    return tokens[at + 1].pos in ("DET", "NOUN", "ADJ", "PROPN")


def stands_behind_role(report: Annotated, mention: Mention) -> bool:
    """Whether a mention may say who a role noun in front of it means ("the captain, Reed,")."""
    at = bisect_left(report.tokens, mention.start, key=_start)
    if at < 2 or report.tokens[at - 1].text != ",":
        return False
    return report.tokens[at].dep == "appos" or report.tokens[at - 2].pos == "NOUN"


@remembered()
def introduction(report: Annotated, chain: Chain) -> Span | None:
    """Where the report names a person and says who it is: the name with that; the first that is
    short enough, None without."""
    for mention in chain.mentions:
        if mention.kind != "name" or " " not in report.article.text[mention.start : mention.end]:
            continue
        start, end = phrase_around(report, mention)
        front = report.article.text[start : mention.start].split()
        if _ACCUSES.search(report.article.text[start:end]):
            continue
        # "Founder" alone does not say of what.
        if end > mention.end or len(front) > 1 or (front and front[0][0].isupper()):
            return Span(report.article.id, start, end)
    return None


def is_capital_by_place(report: Annotated, span: Span) -> bool:
    """Whether a phrase has its capital only from the head of a sentence."""
    return any(
        t.start == span.start
        and (t.pos in ("NOUN", "ADJ") or t.text.lower() not in _OFFICES)
        and t.text[1:].islower()
        and not any(e.start <= t.start < e.end for e in report.entities)
        for s in report.sentences
        if s.start == span.start
        for t in report.tokens[s.first : s.first + 1]
    )


@remembered()
def phrase_around(report: Annotated, mention: Mention) -> tuple[int, int]:
    """A name with the noun phrase that says who it is; the name alone without one.

    Returns:
        offsets of the report; a phrase behind the name has no closing comma.
    """
    text, tokens = report.article.text, report.tokens
    first = bisect_left(tokens, mention.start, key=_start)
    inside = range(first, bisect_left(tokens, mention.end, key=_start))
    goes_on = text[mention.end : mention.end + 1] in ("-", "‑")
    if not inside or goes_on or "\n" in text[mention.start : mention.end]:
        return mention.start, mention.end
    behind = _behind(report, inside[-1])
    if behind is not None:
        return mention.start, behind
    return _in_front(text, tokens, inside), mention.end


def _start(token: Token) -> int:
    return token.start


def _behind(report: Annotated, last: int) -> int | None:
    """Where the phrase between commas behind a name ends; None without one."""
    text, tokens = report.article.text, report.tokens
    comma = last + 1
    if comma + 1 >= len(tokens) or tokens[comma].text != ",":
        return None
    close = next(
        (
            i
            for i in range(comma + 1, min(comma + LONGEST + 4, len(tokens)))
            if tokens[i].text in (",", ".", ";") or tokens[i].sentence != tokens[comma].sentence
        ),
        None,
    )
    if close is None or tokens[close].text != "," or close == comma + 1:
        return None
    words = text[tokens[comma + 1].start : tokens[close].start]
    if _names_another(report, tokens[comma + 1].start, tokens[close].start):
        return None
    apposed = tokens[comma + 1 : close]
    first = apposed[0]
    heads = [t for t in apposed if t.pos in ("NOUN", "PROPN") and t.dep in ("appos", "nmod")]
    is_phrase = first.pos in ("DET", "NOUN", "ADJ", "PROPN") and bool(heads)
    plain = any(t.text.islower() and t.pos == "NOUN" for t in apposed)
    if not is_phrase or not plain or _SENTENCE_WORDS.search(words) or _AGE.fullmatch(words):
        return None
    if len(words.split()) > LONGEST or re.search(r"[\n“”\"()]", words):
        return None
    return tokens[close - 1].end


def _names_another(report: Annotated, start: int, end: int) -> bool:
    """Whether the words name a person, but for one whose kin or companion they tell of."""
    return any(
        start <= e.start < end and report.article.text[e.end : e.end + 2] not in ("'s", "’s")
        for e in report.entities
        if e.label == "PERSON"
    )


def _in_front(text: str, tokens: Sequence[Token], inside: Sequence[int]) -> int:
    """Where the noun phrase in front of a name begins; the name when there is none."""
    first = inside[0]
    start = tokens[first].start
    at, role = first - 1, False
    while at >= 0:
        token = tokens[at]
        if role and _is_hyphen(tokens, at):
            at -= 2  # with the word in front of it
            continue
        joined = tokens[at + 1].start - token.end <= 1 and token.sentence == tokens[first].sentence
        if not joined or token.pos not in _BEFORE or not token.text[0].isalpha():
            break
        if not token.dep.startswith(_ROLE_RELATIONS) and token.pos != "NOUN":
            break
        title = at == first - 1 and token.text.rstrip(".") in ("Dr", "Prof", "Sen", "Gov", "Rep")
        if not role and not title and not _is_role(token):
            break
        role |= not title
        at -= 1
    begins = tokens[at + 1].start
    whole = not re.search(r"[\w’'-]\Z", text[:begins]) and not _is_limited(tokens, at, first)
    if not role or not whole or first - at > LONGEST_ROLE or "\n" in text[begins:start]:
        return start
    return begins


def _is_limited(tokens: Sequence[Token], at: int, first: int) -> bool:
    """Whether the word in front of a role makes another one of it ("accused", "then")."""
    if at < 0 or tokens[at].sentence != tokens[first].sentence:
        return False
    token = tokens[at]
    return at < token.head < first and token.dep.startswith(_LIMITS)


def token_before(report: Annotated, start: int) -> Token | None:
    """The word in front of a place, of the same sentence and with but a space between."""
    at = bisect_left(report.tokens, start, key=_start) - 1
    if at < 0 or start - report.tokens[at].end > 1:
        return None
    return report.tokens[at] if report.article.text[start - 1 : start] != "\n" else None


def _is_hyphen(tokens: Sequence[Token], at: int) -> bool:
    """Whether a token is the hyphen of one word in print ("secretary-general")."""
    return (
        tokens[at].text in ("-", "‑")
        and at > 0
        and tokens[at - 1].end == tokens[at].start
        and tokens[at].end == tokens[at + 1].start
    )


def _is_role(token: Token) -> bool:
    """Whether a noun in front of a name says what its bearer is: by a list, or by its ending."""
    word = token.text.lower()
    if token.tag not in ("NN", "NNP") or word in _NO_ROLES:
        return False
    return word in _OFFICES or wording.is_role(word) or bool(_AGENT.search(word))


_AGENT = re.compile(r"\w{2}(?:er|or|ist|ian|man|woman|person|back|eer|ant)$")
#: Kin says who somebody is to another; the rest end as nouns of agents do and are none.
_NO_ROLES = words_in("roles", "no roles")
_OFFICES = words_in("roles", "offices")


def last_word(name: str) -> str:
    """The last word of a name, "Jr." aside."""
    words = [w for w in re.findall(r"[\w'’\-]+", name) if w.rstrip(".").lower() not in ("jr", "sr")]
    return words[-1] if words else name


def surname(name: str) -> str:
    """The last word of a name, "Jr." aside, in lower case: a key, not always what is printed."""
    return last_word(name).lower()


def surnames(reports: Sequence[Annotated]) -> frozenset[str]:
    """Words of names that most mentions in the reports take for those of people."""
    person: Counter[str] = Counter()
    other: Counter[str] = Counter()
    for report in reports:
        for entity in report.entities:
            if entity.label in ("PERSON", "ORG", "LOC", "NORP"):
                words = re.findall(r"[\w’'-]+", report.article.text[entity.start : entity.end])
                counted = person if entity.label == "PERSON" else other
                counted.update(re.sub(r"['’]s$", "", word) for word in words)
    # "Survivor" at the head of a sentence may be taken for a name.
    common = Counter(t.text for r in reports for t in r.tokens if t.pos == "NOUN")
    return frozenset(
        word for word, count in person.items() if count > other[word] + common[word.lower()]
    )
