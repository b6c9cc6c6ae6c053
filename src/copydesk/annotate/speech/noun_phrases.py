"""Who a noun phrase is: from the words of a source to its canonical name."""

from __future__ import annotations

from dataclasses import replace
from itertools import zip_longest

from copydesk.annotate.lookup import Reading
from copydesk.annotate.names import role_nouns
from copydesk.annotate.names.edges import TITLES
from copydesk.annotate.speech.pointed_at import both, by_title, of_chain, unlisted
from copydesk.annotate.speech.source import Source, chain_name, named
from copydesk.annotate.speech.subjects import child_range, subject_span
from copydesk.english import speech
from copydesk.english.calendar import MONTHS, WEEKDAYS
from copydesk.model import Entity, Token

_POSTMODIFIER = (
    *("of", "in", "at", "for", "from", "with", "on", "by", "to", "near", "about", "who"),
    *("which", "whose", "that", "whom", "familiar", "close", "involved", "briefed"),
)
_KEPT_POSTMODIFIER = ("of", "in", "at", "for", "from", "on", "with", "near")
_NOMINAL = ("NOUN", "PROPN", "PRON", "NUM")
_NEVER_NAMES = ("DET", "PRON", "ADP", "CCONJ", "SCONJ", "AUX", "VERB", "ADV", "PUNCT", "PART")
_DESCRIPTION_WORDS = 9
_OF_OTHER_GENDER = {
    "male": ("woman", "girl", "mother", "wife", "daughter", "sister", "queen", "spokeswoman"),
    "female": ("man", "boy", "father", "husband", "son", "brother", "king", "spokesman"),
}
_SENTENCES_BACK = 3
_TEXT_BACK = 400  # tokens that a text may lie behind whoever issued it
_TEXTS_DEEP = 3  # texts within texts ("the letter of the report"); a parse may even go in circles


def source_in(reading: Reading, first: int, last: int, deep: int = 0) -> Source | None:
    """The source named by the noun phrase within the tokens ``first:last``.

    Titles before a name and appositions after it do not hide the name. None when the
    stretch holds no noun phrase.

    Args:
        deep: how many texts were passed on the way to whoever issued them.
    """
    while first < last and (
        reading.tokens[first].pos in ("PUNCT", "ADV", "CCONJ", "SCONJ", "X")
        or (reading.tokens[first].text.lower() == "from" and first + 1 < last)
    ):
        first += 1
    person = _person(reading, first, last)
    if person is not None:
        return named(reading, person)
    end = _head_end(reading, first, last)
    if end <= first:
        return None
    head = end - 1
    token = reading.tokens[head]
    if _is_day(token.text) and head not in reading.entity_at:
        return None
    if token.pos == "PRON" or token.text.lower() in speech.PRONOUNS:
        return _pronoun(reading, head)
    entity = reading.entity_at.get(head)
    if entity is not None and entity.last == head + 1:
        return named(reading, entity)
    return _named_after(reading, end) or _described(reading, first, end, last, deep)


def _person(reading: Reading, first: int, last: int) -> Entity | None:
    """The person who is the head or an apposition, not one that "of" or "'s" brings in."""
    found: list[Entity] = []
    index = first
    while index < last:
        entity = reading.entity_at.get(index)
        if entity is None or entity.label != "PERSON":
            index += 1
            continue
        after = reading.tokens[entity.last].text if entity.last < len(reading.tokens) else ""
        owns = after.endswith(("'s", "’s")) or after in ("'", "’")
        if not owns and not _describes_noun(reading, entity, last):
            found.append(entity)
        index = max(index + 1, entity.last)
    for entity, following in zip_longest(found, found[1:]):
        if following is not None and _modifies(reading, entity.last, following.first):
            continue  # "Exampleton police Lt. Jo Doe"
        between = reading.tokens[first : entity.first]
        prepositions = [i for i, t in enumerate(between) if t.text.lower() in _POSTMODIFIER]
        commas = [i for i, t in enumerate(between) if t.text == ","]
        apposed = prepositions and _names_a_body(between[-1])
        if not prepositions or apposed or (commas and commas[-1] > prepositions[-1]):
            return entity
    return None


def _describes_noun(reading: Reading, entity: Entity, last: int) -> bool:
    """Whether a name only tells which one the noun behind it is: "the Doe spokesman"."""
    return (
        entity.last < last
        and reading.tokens[entity.last].pos == "NOUN"
        and any(
            reading.tokens[i].dep == "compound" and entity.last <= reading.tokens[i].head < last
            for i in range(entity.first, entity.last)
        )
    )


def _named_after(reading: Reading, end: int) -> Source | None:
    """The name that a participle gives to a noun: "an official named Jo Doe"."""
    if end >= len(reading.tokens) or reading.tokens[end].text.lower() not in ("named", "called"):
        return None
    entity = reading.entity_at.get(end + 1)
    return named(reading, entity) if entity is not None and entity.label == "PERSON" else None


def _names_a_body(token: Token) -> bool:
    """Whether what stands before a name is no title of it: "aide to the ministry Jo Doe"."""
    word = token.text.lower().strip(".")
    return token.pos in ("NOUN", "PROPN") and word not in TITLES and not role_nouns.is_role(word)


def _modifies(reading: Reading, first: int, last: int) -> bool:
    """Whether nothing but nouns and titles stands between two names: one describes the other."""
    between = reading.tokens[first:last]
    return all(t.pos in ("NOUN", "PROPN", "ADJ") or t.text == "." for t in between)


def _is_nominal(reading: Reading, index: int) -> bool:
    """Whether a token may head a noun phrase; an unknown name is often mistagged."""
    token = reading.tokens[index]
    if token.pos in _NOMINAL:
        return True
    if token.pos == "VERB" and speech.person_like(token.text.lower()):
        return token.dep.startswith("nsubj")
    return token.text[:1].isupper() and token.pos not in _NEVER_NAMES


def _head_end(reading: Reading, first: int, last: int) -> int:
    """One past the head noun: before the first post-modifier, comma or verb."""
    end = first
    for index in range(first, last):
        token = reading.tokens[index]
        inside = reading.entity_at.get(index)
        if index > first and inside is not None and inside.first < index:
            end = index + 1
            continue
        if token.text.lower() in _POSTMODIFIER and end > first:
            break
        if index > first and reading.tokens[index - 1].text == "-" and token.pos != "PUNCT":
            continue  # "Exampleton-based", "state-run"
        if _is_nominal(reading, index):
            end = index + 1
        elif token.pos in ("PUNCT", "VERB", "AUX") and end > first and token.text not in "-'’":
            break
    return end


# Pronouns -----------------------------------------------------------------------------------


def _pronoun(reading: Reading, index: int) -> Source | None:
    token = reading.tokens[index]
    low = token.text.lower()
    over = reading.chain_over(token.start, token.end)
    if over is not None:
        chain = reading.chains[over[0]]
        if low not in ("he", "him", "she", "her") or chain.label == "PERSON":
            kind = "person" if chain.label == "PERSON" else "organisation"
            return Source(chain_name(reading, chain), kind, token.start, token.end)
    gender = {"he": "male", "him": "male", "she": "female", "her": "female"}.get(low)
    if low not in ("he", "him", "she", "her", "they", "it"):
        return None
    found = _antecedent(reading, index, gender)
    if found is not None:
        return replace(found, start=token.start, end=token.end, gender=gender)
    return Source("", "person", token.start, token.end, gender=gender) if gender else None


def _antecedent(reading: Reading, index: int, gender: str | None) -> Source | None:
    """The likeliest of what a pronoun that no chain explains may stand for.

    Candidates stand at most three sentences before. Names come before nouns, subjects of
    speech before other subjects, main clauses before others, the nearer before the farther
    (weights in the spirit of Lappin and Leass 1994).
    """
    sentence = reading.tokens[index].sentence
    best: tuple[float, Source] | None = None
    for at in range(index - 1, -1, -1):
        token = reading.tokens[at]
        if token.sentence < sentence - _SENTENCES_BACK:
            break
        if at in reading.quoted and index not in reading.quoted:
            continue
        candidate = _candidate(reading, at, index, gender)
        if candidate is None:
            continue
        weight, source = candidate
        weight -= sentence - token.sentence
        if best is None or weight > best[0]:
            best = (weight, source)
    return best[1] if best is not None else None


def _candidate(
    reading: Reading, at: int, index: int, gender: str | None
) -> tuple[float, Source] | None:
    """What ends at a token, as an antecedent: its weight and source."""
    token = reading.tokens[at]
    entity = reading.entity_at.get(at)
    if entity is not None and entity.last == at + 1 and _fits(reading, entity, gender):
        tokens = range(entity.first, at + 1)
        subject = next((i for i in tokens if reading.tokens[i].dep.startswith("nsubj")), None)
        weight = 2.0 + (_as_subject(reading, subject) if subject is not None else 0.0)
        return weight, named(reading, entity)
    if token.dep.startswith("nsubj") and _noun_fits(reading, at, gender):
        low, high = reading.subtree(at)
        source = source_in(reading, low, min(high, index))
        if source is not None and source.name:
            weight = 2.0 if source.name[:1].isupper() else 0.0
            return weight + _as_subject(reading, at), source
    return None


def _as_subject(reading: Reading, index: int) -> float:
    """Weight of a subject: more when it speaks, more in the main clause."""
    verb = reading.tokens[reading.tokens[index].head]
    speaks = reading.cue_lemma(reading.tokens[index].head) in speech.SPEECH_ALONE
    return 1.0 + (1.0 if speaks else 0.0) + (0.5 if verb.dep in ("root", "ROOT") else 0.0)


def _fits(reading: Reading, entity: Entity, gender: str | None) -> bool:
    if (entity.label == "PERSON") != (gender is not None):
        return False
    chain = reading.chains[entity.chain] if entity.chain is not None else None
    return gender is None or chain is None or chain.gender in (None, gender)


def _noun_fits(reading: Reading, index: int, gender: str | None) -> bool:
    """Whether a common noun, as subject, may be what a singular pronoun stands for."""
    token = reading.tokens[index]
    noun = token.text.lower()
    plural = token.tag in ("NNS", "NNPS") or "Number=Plur" in token.morph
    if token.pos != "NOUN" or plural:
        return False
    if gender is None:
        return speech.organisation_like(noun) or noun in speech.TEXTS
    return speech.person_like(noun) and noun not in _OF_OTHER_GENDER[gender]


# Nouns --------------------------------------------------------------------------------------


def _described(reading: Reading, first: int, end: int, last: int, deep: int) -> Source | None:
    """A source that no entity names: "a local source", "security experts", "the firm"."""
    head = reading.tokens[end - 1]
    begin = reading.tokens[first].start
    start = first
    while start < end - 1 and (
        reading.tokens[start].pos in ("DET", "CCONJ", "SCONJ", "ADV", "ADP")
        or reading.tokens[start].text.lower() in ("who", "which", "that")
    ):
        start += 1
    known = (
        of_chain(reading, first, end)
        or by_title(reading, start, end)
        or both(reading, first, end)
        or _issued_by(reading, end, last, deep)
        or issued_before(reading, first, end, deep)
    )
    if known is not None:
        return replace(known, start=begin, end=head.end)
    if _looks_named(reading, end - 1):
        name = unlisted(reading, start, end)
        words = {w.strip(".,").lower() for w in name.split()}
        body = any(speech.organisation_like(w) for w in words)
        return Source(name, "organisation" if body else "person", begin, head.end)
    noun = head.text.lower()
    name = reading.text(start, _described_end(reading, start, end, last))
    if noun in speech.MEDIA:
        return Source(name, "outlet", begin, head.end)
    if speech.organisation_like(noun) or noun.removesuffix("s") in speech.TEXTS:
        return Source(name, "organisation", begin, head.end)
    human = speech.person_like(noun) or role_nouns.is_human(noun)
    if noun in speech.COLLECTIVE or "Number=Plur" in head.morph or head.tag == "NNS":
        return Source(name, "officials", begin, head.end, human)
    return Source(name, "person", begin, head.end, human)


def _issued_by(reading: Reading, end: int, last: int, deep: int) -> Source | None:
    """Who issued a text: "a statement by X", "a post from X"."""
    noun = reading.tokens[end - 1].text.lower().removesuffix("s")
    by = end < last and reading.tokens[end].text.lower() in ("by", "from")
    if not by or noun not in speech.TEXTS:
        return None
    found = source_in(reading, end + 1, last, deep + 1)
    return found if found is not None and found.name[:1].isupper() else None


def issued_before(reading: Reading, first: int, end: int, deep: int = 0) -> Source | None:
    """Who issued the text that speaks: "Doe's letter"; "the letter" that Doe wrote before."""
    noun = reading.tokens[end - 1].lemma.lower()
    if noun not in speech.TEXTS or deep >= _TEXTS_DEEP:
        return None
    owner = _owner_of(reading, end - 1, deep)
    if owner is not None:
        return owner
    if reading.tokens[first].text.lower() not in ("the", "that", "this"):
        return None
    for at in range(first - 1, max(-1, first - _TEXT_BACK), -1):
        if reading.tokens[at].lemma.lower() == noun and at not in reading.quoted:
            found = _owner_of(reading, at, deep) or _issuer_at(reading, at, deep)
            low, _ = child_range(reading, at)
            if found is not None or reading.tokens[low].text.lower() not in ("the", "that", "this"):
                return found
    return None


def _owner_of(reading: Reading, noun: int, deep: int) -> Source | None:
    """The named owner of a text: "Doe's letter", "a letter by Doe"."""
    for child in reading.children[noun]:
        token = reading.tokens[child]
        case = {reading.tokens[c].text.lower() for c in reading.children[child]}
        owns = token.dep == "nmod:poss" or (token.dep == "nmod" and case & {"by", "from"})
        low, high = reading.subtree(child)
        low, high = (low, min(high, noun)) if child < noun else (max(low, noun + 1), high)
        source = source_in(reading, low, high, deep + 1) if owns and token.pos != "PRON" else None
        if source is not None and source.name[:1].isupper():
            return source
    before = reading.entity_at.get(noun - 1)
    return named(reading, before) if before is not None and before.label == "ORG" else None


def _issuer_at(reading: Reading, noun: int, deep: int) -> Source | None:
    """Who issues a text as the subject of its verb: "Doe wrote a letter", "said in a statement"."""
    token = reading.tokens[noun]
    verb = reading.tokens[token.head]
    speaks = reading.cue_lemma(token.head) in speech.SPEECH_ALONE
    if not (token.dep == "obj" and verb.lemma.lower() in speech.ISSUES) and not (
        token.dep == "obl" and speaks
    ):
        return None
    found = subject_span(reading, token.head)
    source = source_in(reading, *found, deep + 1) if found is not None else None
    return source if source is not None and source.name[:1].isupper() else None


def _looks_named(reading: Reading, index: int) -> bool:
    """Whether a capital makes the word a name: not a noun that begins its sentence."""
    token = reading.tokens[index]
    if not token.text[:1].isupper():
        return False
    if token.pos != "NOUN":
        return True
    first = index == 0 or reading.tokens[index - 1].sentence != token.sentence
    low = token.text.lower()
    common = speech.person_like(low) or speech.organisation_like(low) or low in speech.TEXTS
    return not common and not (first and low in reading.lower_words)


def _described_end(reading: Reading, start: int, end: int, last: int) -> int:
    """With the prepositional phrase that tells which one: "a post on the group's page"."""
    if end >= last or reading.tokens[end].text.lower() not in _KEPT_POSTMODIFIER:
        return end
    stop = end
    dated = False
    while stop < last and stop - start < _DESCRIPTION_WORDS:
        token = reading.tokens[stop]
        low = token.text.lower()
        # "The campaign on Friday" said it on Friday.
        dated = low == "on" and stop + 1 < last and _is_day(reading.tokens[stop + 1].text)
        if dated:
            break
        hyphen = token.text == "-" and stop + 1 < last
        ends = token.pos in ("PUNCT", "VERB", "AUX", "SCONJ") and not hyphen
        if ends or low in ("who", "which", "that"):
            break
        stop += 1
    whole = (
        dated
        or stop >= last
        or reading.tokens[stop].pos in ("PUNCT", "VERB", "AUX", "SCONJ", "PRON")
    )
    return stop if whole and reading.tokens[stop - 1].pos in _NOMINAL else end


def _is_day(word: str) -> bool:
    return word.lower() in WEEKDAYS or word.title() in MONTHS
