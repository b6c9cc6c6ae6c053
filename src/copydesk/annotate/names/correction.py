"""The model's names corrected by what a newsroom knows and by the rest of the report.

Edges are trimmed, a verb inside a name cuts it (headlines in capitals mislead the model), the
gazetteer corrects peoples and countries, words that end the names of bodies make them ORG,
titles and given names show persons, and one report's spelling of a name keeps one label.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from copydesk.annotate.names import role_nouns
from copydesk.annotate.names.edges import TITLES, cleaned, entity, is_title
from copydesk.english import gazetteer, lists
from copydesk.english.calendar import WEEKDAYS
from copydesk.english.given_names import FEMALE, MALE
from copydesk.model import RUNNING, Entity, Role, Sentence, Token

_EU_UN: Final = frozenset({("EU",), ("E.U.",), ("UN",), ("U.N.",), ("European", "Union"),
                           ("United", "Nations")})  # fmt: skip
#: Last words of the names of companies, offices, schools and papers.
_BODY_ENDS: Final = lists.words("names", "body ends")
#: Names that end in `_BODY_ENDS`' words and are places.
_NO_BODY: Final = lists.words("names", "no body")
#: Endings by which an unlisted word may still name a people.
_PEOPLE_ENDS: Final = ("ian", "ians", "ese", "ist", "ists", "ites")
_PLACE_NOUNS: Final = lists.words("names", "place nouns")
#: What states have and persons have not.
_OF_STATES: Final = lists.words("names", "of states")
#: Votes of a mention that is called a place outright, against one of any other.
_CALLED: Final = 6
_SPEECH: Final = lists.words("names", "speaks")
#: Roles often set in capitals, where any noun may look like a name.
_CAPITALISED: Final = frozenset({Role.HEADLINE, Role.SUBHEAD, Role.SLUG, Role.BULLET, Role.KICKER})
_NOUNS: Final = frozenset({"NOUN", "PROPN", "ADJ"})
#: Words of a role between the place that it belongs to and the name.
_ROLE_WORDS: Final = 4
_PROPER: Final = frozenset({"NNP", "NNPS"})
_ENDS: Final = _BODY_ENDS - _NO_BODY
_GIVEN: Final = MALE | FEMALE


def correct(
    tokens: Sequence[Token], sentences: Sequence[Sentence], names: Sequence[Entity]
) -> list[Entity]:
    """The corrected names of one report, in order, not overlapping.

    Args:
        tokens, sentences: of the whole report.
        names: the model's, labelled PERSON, ORG, LOC or NORP.
    """
    kept = _with_gazetteer(tokens, cleaned(tokens, names))
    kept = [_relabelled(tokens, name) for name in kept if _is_name(tokens, name)]
    kept = _before_roles(tokens, _with_persons(tokens, kept))
    return _before_roles(tokens, _steady(tokens, _sober(tokens, sentences, kept)))


def _before_roles(tokens: Sequence[Token], names: Sequence[Entity]) -> list[Entity]:
    """LOC for a lone "person" right before a role and a person: "Exampleton police chief Jo Doe".

    What stands there is the place or body that the role belongs to.
    """
    starts = {name.first for name in names if name.label == "PERSON"}
    kept = list[Entity]()
    for name in names:
        last = name.last
        if name.label == "PERSON" and last - name.first == 1:
            while last < len(tokens) and last - name.last < _ROLE_WORDS and last not in starts:
                if tokens[last].pos not in _NOUNS or not tokens[last].text[0].isalpha():
                    break
                last += 1
            role = last > name.last and role_nouns.is_role(tokens[last - 1].text)
            if role and last in starts:
                name = entity(tokens, name.first, name.last, "LOC")
        kept.append(name)
    return kept


def _text(tokens: Sequence[Token], name: Entity) -> tuple[str, ...]:
    return tuple(token.text for token in tokens[name.first : name.last])


def _is_name(tokens: Sequence[Token], name: Entity) -> bool:
    """Whether some word of it is a proper noun by its tag, or in the gazetteer."""
    words = _text(tokens, name)
    if _names_a_day(tokens, name):
        return False
    if name.label == "NORP":
        return any(gazetteer.is_people(word) or word.endswith(_PEOPLE_ENDS) for word in words)
    return (
        words in gazetteer.places()
        or any(token.tag in _PROPER for token in tokens[name.first : name.last])
        or any(len(word) > 1 and word.isupper() for word in words)
    )


def _names_a_day(tokens: Sequence[Token], name: Entity) -> bool:
    """Whether it is, or opens, the name of a day: a feast and its weekday."""
    head = tokens[tokens[name.last - 1].head]
    return name.label != "ORG" and (
        tokens[name.last - 1].text.lower() in WEEKDAYS
        or (head.text.lower() in WEEKDAYS and tokens[name.last : name.last + 1] == [head])
    )


def _relabelled(tokens: Sequence[Token], name: Entity) -> Entity:
    """ORG for names that end as bodies do; PERSON for an unknown place that speaks."""
    words = _text(tokens, name)
    label = name.label
    ends = len(words) > 1 and words[-1] in _ENDS
    if ends and label in {"LOC", "PERSON"} and words not in gazetteer.places():
        label = "ORG"
    placed = _in_a_place(tokens, name) or _is_called_place(tokens, name) or _has(tokens, name)
    if label == "PERSON" and placed:
        label = "LOC"
    head = tokens[name.last - 1]
    verb = tokens[head.head]
    if (
        label == "LOC"
        and len(words) == 1
        and words not in gazetteer.places()
        and not words[0].isupper()
        and head.dep == "nsubj"
        and verb.lemma.lower() in _SPEECH
        and verb.pos == "VERB"
    ):
        label = "PERSON"
    return entity(tokens, name.first, name.last, label)


def _has(tokens: Sequence[Token], name: Entity) -> bool:
    """Whether the name may be a country's, and what only countries have follows: "'s president"."""
    first, last = name.first, name.last
    if last - first > 1 or tokens[first].text not in gazetteer.unsure_countries():
        return False
    owned = [token.text.lower() for token in tokens[last : last + 4]]
    return bool(owned) and owned[0] in {"'s", "’s"} and not _OF_STATES.isdisjoint(owned)


def _is_called_place(tokens: Sequence[Token], name: Entity) -> bool:
    """Whether the words "city of" or the like stand right before it."""
    return (
        name.first > 1
        and tokens[name.first - 1].text == "of"
        and tokens[name.first - 2].text.lower() in _PLACE_NOUNS
    )


def _in_a_place(tokens: Sequence[Token], name: Entity) -> bool:
    """Whether "in" or "near" stands right before it and no possessive mark after it."""
    before = tokens[name.first - 1] if name.first else None
    after = tokens[name.last] if name.last < len(tokens) else None
    return (
        before is not None
        and before.text in {"in", "In", "near", "Near"}
        and not (after is not None and after.text in {"'s", "’s", "'", "’"})
    )


def _sober(
    tokens: Sequence[Token], sentences: Sequence[Sentence], names: Sequence[Entity]
) -> list[Entity]:
    """Leave out "names" of headlines whose words the running text writes without capitals."""
    running = [t for t in tokens if sentences[t.sentence].role in RUNNING]
    plain = {token.text for token in running if token.text.islower()}
    places = gazetteer.places()
    known = {
        _text(tokens, name)
        for name in names
        if sentences[tokens[name.first].sentence].role in RUNNING
    }
    kept = list[Entity]()
    for name in names:
        words = _text(tokens, name)
        sober = (
            sentences[tokens[name.first].sentence].role in _CAPITALISED
            and words not in known
            and words not in places
            and any(_in_plain(word.lower(), plain) for word in words if word[0].isupper())
        )
        if not sober:
            kept.append(name)
    return kept


def _in_plain(word: str, plain: set[str]) -> bool:
    return len(word) > 3 and not plain.isdisjoint({word, word + "s", word.removesuffix("s")})


def _with_persons(tokens: Sequence[Token], names: Sequence[Entity]) -> list[Entity]:
    """Add runs of proper nouns that follow a title or begin with a given name."""
    kept = list(names)
    taken = _taken(kept)
    i = 0
    while i < len(tokens):
        if tokens[i].tag not in _PROPER:
            i += 1
            continue
        last = i
        while last < len(tokens) and _runs_on(tokens, i, last, taken):
            last += 1
        if last > i:
            titled = i > 0 and is_title(tokens[i - 1])
            titled = titled and tokens[i - 1].sentence == tokens[i].sentence
            given = tokens[i].text.lower() in _GIVEN
            if (titled or (given and last - i > 1)) and last - i < 5:
                kept.append(entity(tokens, i, last, "PERSON"))
        i = max(last, i + 1)
    return sorted(kept, key=lambda name: name.start)


def _runs_on(tokens: Sequence[Token], first: int, i: int, taken: set[int]) -> bool:
    token = tokens[i]
    return (
        i not in taken
        and token.tag in _PROPER
        and token.sentence == tokens[first].sentence
        and token.text[0].isupper()
        and token.text.lower().strip(".") not in TITLES
        and not gazetteer.is_people(token.text)
        and any(c.islower() for c in token.text)
    )


def _taken(entities: Sequence[Entity]) -> set[int]:
    return {i for entity in entities for i in range(entity.first, entity.last)}


def _with_gazetteer(tokens: Sequence[Token], names: Sequence[Entity]) -> list[Entity]:
    """Correct single names the gazetteer is sure of, and add those the model passed over."""
    kept = list[Entity]()
    for name in names:
        words = _text(tokens, name)
        label = name.label
        if (len(words) == 1 and gazetteer.is_people(words[0])) or (
            len(words) == 2 and gazetteer.is_two_word_people(*words)
        ):
            label = "NORP"
        elif words in _EU_UN:
            label = "ORG"
        elif words in gazetteer.countries() or (words in gazetteer.places() and label != "PERSON"):
            label = "LOC"
        kept.append(entity(tokens, name.first, name.last, label))
    taken = _taken(kept)
    for first, last, label in _known(tokens):
        if taken.isdisjoint(range(first, last)):
            kept.append(entity(tokens, first, last, label))
    return sorted(kept, key=lambda entity: entity.start)


def _known(tokens: Sequence[Token]) -> Iterator[tuple[int, int, str]]:
    """Peoples, countries and cities that the gazetteer knows, as token ranges with label."""
    places, lengths = gazetteer.places(), _lengths()
    i = 0
    while i < len(tokens):
        first = tokens[i].text
        size, label = 1, ""
        if not first[0].isupper():
            pass
        elif i + 1 < len(tokens) and gazetteer.is_two_word_people(first, tokens[i + 1].text):
            size, label = 2, "NORP"
        elif gazetteer.is_people(first):
            label = "NORP"
        else:
            for length in lengths.get(first, ()):
                words = tuple(token.text for token in tokens[i : i + length])
                body = words in _EU_UN
                if (body or words in places) and not _inside_name(tokens, i, i + len(words)):
                    size, label = len(words), "ORG" if body else "LOC"
                    break
        if label:
            yield i, i + size, label
        i += size


@cache
def _lengths() -> dict[str, tuple[int, ...]]:
    """How many words names have that begin with a word, the most first."""
    found = defaultdict[str, set[int]](set)
    for name in gazetteer.places() | _EU_UN:
        found[name[0]].add(len(name))
    return {word: tuple(sorted(sizes, reverse=True)) for word, sizes in found.items()}


def _inside_name(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether a capitalised name goes on to the left or right of a place name."""
    left = tokens[first - 1] if first else None
    right = tokens[last] if last < len(tokens) else None
    return any(
        token is not None
        and token.sentence == tokens[first].sentence
        and token.pos == "PROPN"
        and token.text.lower() not in TITLES
        for token in (left, right)
    )


def _steady(tokens: Sequence[Token], names: Sequence[Entity]) -> list[Entity]:
    """One label a spelling: the commonest in the report; passed-over mentions are added.

    A surname on its own takes PERSON from the full name of the same report.
    """
    votes = defaultdict[tuple[str, ...], Counter[str]](Counter)
    surnames = set[str]()
    for name in names:
        words = tuple(token.text for token in tokens[name.first : name.last])
        called = name.label == "LOC" and (_is_called_place(tokens, name) or _has(tokens, name))
        votes[words][name.label] += _CALLED if called else 1
        if name.label == "PERSON" and len(words) > 1:
            surnames.add(words[-1])
    settled = list[Entity]()
    for name in names:
        words = _text(tokens, name)
        label = max(sorted(votes[words].items()), key=lambda item: item[1])[0]
        if len(words) == 1 and words[0] in surnames and label != "NORP":
            label = "PERSON"
        settled.append(entity(tokens, name.first, name.last, label))
    known = {
        words[0]: "PERSON"
        if words[0] in surnames
        else max(sorted(v.items()), key=lambda i: i[1])[0]
        for words, v in sorted(votes.items())
        if len(words) == 1 and sum(v.values()) > 1 and words[0][0].isupper() and len(words[0]) > 2
    } | {surname: "PERSON" for surname in sorted(surnames) if len(surname) > 2}
    taken = _taken(settled)
    for i, token in enumerate(tokens):
        label = known.get(token.text, "")
        if label and i not in taken and token.pos == "PROPN" and not _inside_name(tokens, i, i + 1):
            settled.append(entity(tokens, i, i + 1, label))
    return sorted(settled, key=lambda entity: entity.start)
