"""Role nouns: the titles that stand beside a person's name, and noun phrases that echo them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from copydesk.english import lists
from copydesk.model import Entity, Token

#: Offices and callings by which news refers to a person it has named.
ROLES: Final = lists.words("roles", "roles")
#: Further nouns for one person.
_HUMAN: Final = lists.words("roles", "human")
#: Roles that stand for one another when the body or country beside them is the same.
_ALIKE: Final = (
    frozenset({"chief", "secretary-general", "head", "boss", "leader", "director", "general",
               "chairman", "chairwoman", "chair", "ceo", "executive"}),
    frozenset({"president", "leader"}),
    frozenset({"minister", "premier", "leader"}),
    frozenset({"chancellor", "leader"}),
    frozenset({"congressman", "congresswoman", "representative", "lawmaker"}),
    frozenset({"senator", "lawmaker"}),
    frozenset({"ambassador", "envoy", "diplomat"}),
)  # fmt: skip
_SKIPPED: Final = frozenset(
    {
        "the",
        "a",
        "an",
        "of",
        "and",
        "former",
        "then",
        "current",
        "new",
        "s",
        "'s",
        "’s",
        "-",
        "–",
        ",",
    }
)
_SHORT: Final = {"pres": "president", "gov": "governor", "sen": "senator", "gen": "general",
                 "rep": "representative", "prof": "professor", "capt": "captain",
                 "col": "colonel", "lt": "officer", "sgt": "officer", "det": "officer",
                 "supt": "officer", "insp": "officer", "cmdr": "commander", "maj": "officer",
                 "coun": "politician", "const": "officer", "adm": "admiral",
                 "sec": "secretary"}  # fmt: skip
_PEOPLE: Final = ROLES | _HUMAN
#: Words at the beginning of a title that are no part of it.
_LEADING: Final = _SKIPPED - {"former", "then"}
#: A title before a name is at most this many tokens long.
_LONGEST: Final = 9


def titles(tokens: Sequence[Token], person: Entity) -> Iterator[tuple[int, int]]:
    """Spans of titles right before the name, or after it between commas, in code points."""
    first = person.first
    start = first
    while start > 0 and first - start < _LONGEST and _in_title(tokens, start - 1, first):
        start -= 1
    while start < first and tokens[start].text.lower() in _LEADING:
        start += 1
    if start < first and is_role(tokens[first - 1].text):
        yield tokens[start].start, tokens[first - 1].end
    yield from _after(tokens, person.last)


def _in_title(tokens: Sequence[Token], i: int, first: int) -> bool:
    token = tokens[i]
    if token.sentence != tokens[first].sentence:
        return False
    if i == first - 1:
        return is_role(token.text)
    lower = token.text.lower()
    return (
        token.pos in {"PROPN", "NOUN"}
        or lower in {"-", "'s", "’s", "former", "then", "vice", "deputy", "of"}
        or (token.pos == "ADJ" and (token.text[0].isupper() or lower in {"prime", "foreign"}))
    ) and not (token.pos == "NOUN" and not is_role(token.text) and not _modifies(tokens, i, first))


def _modifies(tokens: Sequence[Token], i: int, first: int) -> bool:
    return i < tokens[i].head < first


def _after(tokens: Sequence[Token], last: int) -> Iterator[tuple[int, int]]:
    """``, the minister of ... ,`` right after a name."""
    if last + 2 >= len(tokens) or tokens[last].text != ",":
        return
    begin = last + 1
    if tokens[begin].text.lower() not in {"the", "a", "an"} or (
        tokens[begin].sentence != tokens[last].sentence
    ):
        return
    for end in range(begin + 1, min(begin + _LONGEST, len(tokens))):
        if tokens[end].text in {",", ".", ";", "—", "–", "”", '"'}:
            words = tokens[begin + 1 : end]
            head = next((t for t in words if is_role(t.text)), None)
            if head is not None and not any(t.pos in {"VERB", "AUX"} for t in words):
                yield tokens[begin + 1].start, tokens[end - 1].end
            return


def is_role(word: str) -> bool:
    """Whether the word is an office or calling, shortened ones included ("Sen.")."""
    lower = word.lower().rstrip(".")
    return _SHORT.get(lower, lower) in ROLES


def is_human(lemma: str) -> bool:
    """Whether the noun names a person by office, calling, age or kinship."""
    return lemma.lower() in _PEOPLE


def definite(tokens: Sequence[Token], taken: set[int]) -> Iterator[tuple[int, int]]:
    """Token ranges of "the ... ROLE" or "X's ROLE" that stand for a person, outside names.

    Args:
        taken: positions inside names of persons.
    """
    for i, token in enumerate(tokens):
        if not (token.text.lower() == "the" or (token.pos == "PROPN" and _owns(tokens, i))):
            continue
        if i and tokens[i - 1].lemma in {"as", "become", "be", "name", "elect", "appoint"}:
            continue
        for last in range(i + 2, min(i + 7, len(tokens)) + 1):
            head = tokens[last - 1]
            if head.sentence != token.sentence or last - 1 in taken or _breaks(head):
                break
            if is_role(head.text) and head.pos in {"NOUN", "PROPN"} and _ends(tokens, last, taken):
                yield i, last
                break


def _owns(tokens: Sequence[Token], i: int) -> bool:
    """Whether the proper noun here is a name of one word, with its possessive mark."""
    return (
        i + 2 < len(tokens)
        and tokens[i + 1].text in {"'s", "’s"}
        and not (i > 0 and tokens[i - 1].pos in {"PROPN", "ADJ"})
    )


def _breaks(token: Token) -> bool:
    return token.pos not in {"NOUN", "PROPN", "ADJ", "PUNCT", "PART"} or token.text in {",", "."}


def _ends(tokens: Sequence[Token], last: int, taken: set[int]) -> bool:
    """Whether the phrase ends here: no noun, hyphen, name or "of" goes on after the role."""
    if last >= len(tokens) or tokens[last].sentence != tokens[last - 1].sentence:
        return True
    after = tokens[last]
    return not (
        last in taken
        or after.pos in {"NOUN", "PROPN"}
        or after.text in {"-", "–", "of", "for", "at", "in", "with", "who", "that", "whose"}
    )


def _parts(words: Sequence[str]) -> tuple[set[str], set[str]]:
    """The roles and the other content words, in lower case, of a title or a role phrase."""
    kept = [word.lower().rstrip(".") for word in words]
    kept = [_SHORT.get(word, word) for word in kept if word not in _SKIPPED]
    return {w for w in kept if w in ROLES}, {w for w in kept if w not in ROLES}


def _split(title: str) -> list[str]:
    return re.findall(r"[A-Z](?:\.[A-Z])+\.?|\w+(?=[’']s\b)|\w+", title)


def echoes(phrase: Sequence[str], title: str) -> bool:
    """Whether "the" + ``phrase`` can mean the bearer of ``title``.

    Every word beside the role must stand in the title too; a country may stand there in another
    form; the role must be the same or alike.
    """
    roles_here, others_here = _parts([part for word in phrase for part in _split(word)])
    roles_there, others_there = _parts(_split(title))
    if not roles_here or not roles_there:
        return False
    same = bool(roles_here & roles_there)
    alike = any(roles_here & group and roles_there & group for group in _ALIKE)
    if not same and not (alike and others_here):
        return False
    return all(any(_kin(word, known) for known in others_there) for word in others_here)


def rivals(phrase: Sequence[str], title: str) -> bool:
    """Whether another bearer of the same role makes "the" + ``phrase`` uncertain."""
    roles_here, others_here = _parts([part for word in phrase for part in _split(word)])
    roles_there, others_there = _parts(_split(title))
    if not roles_here & roles_there:
        return False
    return not others_here or not others_there


def _kin(word: str, known: str) -> bool:
    """The same word, or a country and its adjective: alike for their first five letters."""
    return word == known or (len(word) > 5 and len(known) > 5 and word[:5] == known[:5])
