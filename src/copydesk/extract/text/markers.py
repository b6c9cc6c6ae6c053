"""Citation markers that stand in a text: ``Example News1``, ``[1]``, ``(Wire, 1)``, superscripts.

A number at the end of a word is a marker only when the whole text counts like a list of
references: the numbers run 1..N without a gap, a number keeps its name, and no name has two
numbers. Otherwise "COP30", "Q1" or "km²" would be taken for citations; such a text stays as
it is.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from copydesk.english import lists
from copydesk.english.calendar import DAYS_AND_MONTHS
from copydesk.model import CitedOutlet

_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_NUMBER = r"[1-9]\d{0,2}"
#: What may follow a marker: the end of a clause, of a quotation or of the line.
_AFTER = r"(?=[.!?…]?[\"”’»)]*(?:[,;:.!?…—–-]|\s|$))(?!\.\d)"
_BRACKET = re.compile(rf"\[({_NUMBER})\]")
_PARENTHESIS = re.compile(rf"\(([^\W\d_][^()\n]{{0,58}}?),\s?({_NUMBER})\)")
_SUPERSCRIPT = re.compile(r"([¹²³⁴⁵⁶⁷⁸⁹][⁰¹²³⁴⁵⁶⁷⁸⁹]{0,2})(?![\w⁰¹²³⁴⁵⁶⁷⁸⁹])")
_GLUED = re.compile(rf"(?<=[^\W\d_])({_NUMBER})(?![\w%°]){_AFTER}")
#: The same letters and number before a small letter: a formula or a model, not a marker.
_WITHIN_SENTENCE = re.compile(
    r"(?<![\w’'&+.-])[^\W\d_][\w’'&+.-]{0,60}?[1-9]\d{0,2}(?=[ -][^\W\d_A-Z])"
)
_LONG_NAME = 6
_NAME_BEFORE = re.compile(r"(?:(?:[^\W\d_][\w’'&+.-]*|&)[ \t]){0,5}[^\W\d_][\w’'&+.-]*$")


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


#: Words that end a name of several words, and articles and particles that begin one.
_MASTHEAD_NOUNS = lists.words("names", "mastheads end")
_NAME_STARTS = lists.words("names", "mastheads begin")
_UNITS = _set("m km cm mm dm mi ft in yd ha s kg co h nm")
_REFERENCE_LINE = re.compile(rf"\s*(?:\[({_NUMBER})\]|({_NUMBER})[.)])\s+(\S.*)$")
_URL = re.compile(r"https?://\S+")


@dataclass(frozen=True, slots=True)
class _Marker:
    """A candidate: the number's place, and the words before it that may name the outlet."""

    start: int
    end: int
    number: int
    words: tuple[tuple[int, str], ...] = ()


def find(text: str) -> tuple[CitedOutlet, ...]:
    """Citation markers of a text, in order; none unless the whole text counts like a list."""
    references = _references(text)
    body_end = min((start for start, _ in references.values()), default=len(text))
    body = text[:body_end]
    names = {number: name for number, (_, name) in references.items()}
    for markers in (_brackets(body), _parentheses(body), _superscripts(body), _glued(body)):
        if markers:
            named = (replace(m, name=m.name or names.get(m.number)) for m in markers)
            return tuple(named)
    return ()


def _runs_from_one(numbers: Iterable[int]) -> bool:
    """Whether the numbers, at their first appearance, count 1, 2, 3 ... without a gap."""
    first = list(dict.fromkeys(numbers))
    return sorted(first) == list(range(1, len(first) + 1)) and first[:1] == [1]


def _brackets(text: str) -> list[CitedOutlet]:
    found = [(m.start(), m.end(), int(m[1])) for m in _BRACKET.finditer(text)]
    if not _runs_from_one(number for _, _, number in found):
        return []
    return [CitedOutlet(s, e, None, text[s:e], number) for s, e, number in found]


def _parentheses(text: str) -> list[CitedOutlet]:
    found = [
        CitedOutlet(m.start(), m.end(), m[1], m[0], int(m[2])) for m in _PARENTHESIS.finditer(text)
    ]
    return found if _consistent(found) else []


def _consistent(found: Sequence[CitedOutlet]) -> bool:
    """Whether the numbers count from one, each with one name, each name with one number."""
    if not _runs_from_one(cited.number for cited in found):
        return False
    names: dict[int, set[str | None]] = defaultdict(set)
    numbers: dict[str | None, set[int]] = defaultdict(set)
    for cited in found:
        names[cited.number].add(cited.name)
        numbers[cited.name].add(cited.number)
    one_name = all(len(group) == 1 for group in names.values())
    return one_name and all(len(group) == 1 for group in numbers.values())


def _words_before(text: str, end: int) -> tuple[tuple[int, str], ...]:
    match = _NAME_BEFORE.search(text, max(0, end - 80, text.rfind("\n", 0, end) + 1), end)
    if match is None:
        return ()
    return tuple((match.start() + word.start(), word[0]) for word in re.finditer(r"\S+", match[0]))


def _superscripts(text: str) -> list[CitedOutlet]:
    markers = []
    for match in _SUPERSCRIPT.finditer(text):
        words = _words_before(text, match.start())
        if words and words[-1][1].lower().rstrip(".") in _UNITS:
            continue
        number = int(match[1].translate(_SUPERSCRIPTS))
        glued = words if words and _is_name(words[-1][1]) else ()
        markers.append(_Marker(match.start(), match.end(), number, glued))
    if not _runs_from_one(marker.number for marker in markers):
        return []
    named = _named(text, [marker for marker in markers if marker.words])
    if _consistent(named) and len(named) == len(markers):
        return named
    return [CitedOutlet(m.start, m.end, None, text[m.start : m.end], m.number) for m in markers]


def _glued(text: str) -> list[CitedOutlet]:
    within = {match[0] for match in _WITHIN_SENTENCE.finditer(text)}
    markers = []
    for match in _GLUED.finditer(text):
        words = _words_before(text, match.start())
        if words and _is_name(words[-1][1]) and words[-1][1] + match[1] not in within:
            markers.append(_Marker(match.start(), match.end(), int(match[1]), words))
    named = _named(text, markers)
    # One number alone counts nothing, unless it stands with a whole name.
    if len({cited.number for cited in named}) == 1 and len(named[0].name or "") < _LONG_NAME:
        return []
    return named if _consistent(named) else []


def _is_name(word: str) -> bool:
    return word[0].isupper() or any(character.isupper() for character in word[1:])


def _named(text: str, markers: Sequence[_Marker]) -> list[CitedOutlet]:
    """Settle how many of the words before each number belong to the name.

    The words that all markers of one number share are the name; where a number stands only
    once, `_own_name` decides.
    """
    groups: dict[int, list[_Marker]] = defaultdict(list)
    for marker in markers:
        groups[marker.number].append(marker)
    lengths: dict[int, int] = {}
    for number, group in groups.items():
        tails = [[word for _, word in marker.words] for marker in group]
        shared = _shared_tail(tails)
        lengths[number] = _own_name(tails[0][len(tails[0]) - shared :]) if shared else 0
    found = []
    for marker in markers:
        words = marker.words[len(marker.words) - lengths[marker.number] :]
        if not words:
            return []
        start = words[0][0]
        name = text[start : marker.start]
        found.append(CitedOutlet(start, marker.end, name, text[start : marker.end], marker.number))
    return found


def _shared_tail(tails: Sequence[Sequence[str]]) -> int:
    length = 0
    for words in zip(*(reversed(tail) for tail in tails), strict=False):
        if len(set(words)) > 1 or not (_is_name(words[0]) or words[0] in ("of", "&")):
            break
        length += 1
    while length and not _is_name(tails[0][len(tails[0]) - length]):
        length -= 1
    return length


def _own_name(words: Sequence[str]) -> int:
    """How many of the last words are the outlet's name; the rest ends the sentence before."""
    last = len(words) - 1
    start = last
    while start > 0:
        word, before = words[start], words[start - 1]
        if word.lower() in _NAME_STARTS or before.lower() in DAYS_AND_MONTHS:
            break
        if before.endswith((".", ",")) and len(before) > 2:
            break
        joins = word.lower() in _MASTHEAD_NOUNS or before.lower() in (*_NAME_STARTS, "of", "&")
        if not joins and start != last:
            joins = before.lower() in ("new", "los", "san")
        if not joins:
            break
        start -= 1
    return len(words) - start


def _references(text: str) -> dict[int, tuple[int, str]]:
    """The list of references at the end of a text: number to its line's start and name."""
    found: dict[int, tuple[int, str]] = {}
    end = len(text)
    for line in reversed(text.splitlines(keepends=True)):
        start = end - len(line)
        end = start
        if not line.strip():
            continue
        match = _REFERENCE_LINE.match(line.rstrip())
        if match is None:
            break
        found[int(match[1] or match[2])] = (start, _reference_name(match[3]))
    if not _URL.search(text[min((s for s, _ in found.values()), default=len(text)) :]):
        return {}
    return found if sorted(found) == list(range(1, len(found) + 1)) else {}


def _reference_name(entry: str) -> str:
    """What a reference cites: its first words, or the host of a bare address."""
    words = re.split(r"\s*(?:https?://|[,:;|]\s|\s[–—-]\s)", entry, maxsplit=1)[0].strip(' ."“”')
    if words:
        return words
    address = _URL.search(entry)
    return (urlsplit(address[0]).hostname or entry).removeprefix("www.") if address else entry
