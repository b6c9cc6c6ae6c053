"""Names for what points outside a sentence: pronouns and role nouns, by the report's chains."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from copydesk.compose.choose.selection import word_set
from copydesk.compose.edit import introductions as naming
from copydesk.compose.edit import namesakes
from copydesk.compose.edit.edits import Edit, is_quoted
from copydesk.compose.edit.introductions import Named
from copydesk.compose.record import judging as wording
from copydesk.compose.record.blemishes import outside_quotations
from copydesk.model import Annotated, Chain, Mention, Sentence, Span, Token
from copydesk.remembered import remembered

_OF_PEOPLE = word_set("he she him her his hers")
_AS_OBJECT = frozenset({"him", "her"})
_OBJECTS = ("obj", "iobj", "obl", "nmod", "dobj", "pobj")
_OF_THINGS = word_set("it its they them their theirs")
_DEMONSTRATIVE = word_set("this that these those such")
_TIMES = word_set("year week month season summer winter spring autumn fall time decade century")
_POSSESSIVE = word_set("his her their its")
#: A noun in one of these places is what "it" or "they" behind it can stand for.
_ANTECEDENT = ("nsubj", "nsubj:pass", "nsubjpass", "root", "ROOT")


@dataclass(slots=True)
class _Read:
    """What the sentence itself has named up to the token at hand."""

    chains: set[str] = field(default_factory=set)
    person: bool = False
    thing: bool = False
    other: bool = False
    people: list[Token] = field(default_factory=list)


def name_edits(
    report: Annotated,
    tokens: Sequence[Token],
    sentence: Sentence,
    start: int,
    named: Named,
    *,
    roles: bool,
) -> list[Edit] | None:
    """Names for what points outside the sentence.

    Args:
        report, tokens, sentence: the report, the sentence and its tokens.
        start: where the sentence begins once its head is cut.
        named: who the page has named.
        roles: whether to say who somebody is at the first mention.

    Returns:
        the edits, none when it stands as it is; None when something in it points outside
        and no name is known.
    """
    if _has_unknown_role(report, sentence, start, named):
        return None
    mentions, labels = _named_in(report, sentence)
    edits: list[Edit] = []
    read = _Read()
    for token in tokens:
        if token.start < start or is_quoted(report, token.start):
            continue
        chain, mention = mentions.get(token.start, (None, None))
        if _is_season(report, token):
            continue
        if _points_outside(report, token, read, sentence, chain):
            if chain is None or mention is None or read.other or read.person:
                return None
            edit = _name_for(report, chain, mention, named, roles=roles)
            if edit is None:
                return None
            edits.append(edit)
        elif chain is not None and mention is not None and mention.kind == "name":
            first = chain.name not in read.chains
            edits += naming.name_edit(report, chain, mention, named, first=first, roles=roles)
        _note(token, chain, mention, labels.get(token.start), read)
    return edits


@remembered()
def _named_in(
    report: Annotated, sentence: Sentence
) -> tuple[dict[int, tuple[Chain, Mention]], dict[int, str]]:
    """The mentions of a sentence with their chains, and the labels of its names, by offset."""
    mentions = {
        mention.start: (chain, mention)
        for chain in report.chains
        for mention in chain.mentions
        if sentence.start <= mention.start < sentence.end
    }
    labels = {
        report.tokens[i].start: entity.label
        for entity in report.entities
        if sentence.start <= entity.start < sentence.end
        for i in range(entity.first, entity.last)
    }
    return mentions, labels


def _is_season(report: Annotated, token: Token) -> bool:
    """Whether it is the "this" of "this year"."""
    return token.dep == "det" and report.tokens[token.head].lemma.lower() in _TIMES


def _has_unknown_role(report: Annotated, sentence: Sentence, start: int, named: Named) -> bool:
    text = report.article.text[start : sentence.end]
    match = wording.ROLE_OPENING.match(text)
    speaker = wording.ROLE_SPEAKING.search(outside_quotations(text))
    if speaker and (speaker["front"] or speaker["behind"]).lower() not in named.roles:
        return True
    if match is None or match.group(1).lower().rstrip("s") in named.roles:
        return False
    return not wording.names_office(match.group())


def _points_outside(
    report: Annotated, token: Token, read: _Read, sentence: Sentence, chain: Chain | None
) -> bool:
    """Whether a word stands for something that the sentence has not named."""
    word = token.text.lower()
    if chain is not None and chain.name in read.chains:
        return False
    if word in _DEMONSTRATIVE:
        opens = token.tag in ("DT", "PRP", "PDT") and token.pos != "SCONJ"
        return token.dep == "det" or (opens and not read.thing and not read.person)
    if token.pos != "PRON" or "expl" in token.dep or _named_behind(chain, token, sentence):
        return False
    if word in _OF_PEOPLE:
        other = word in _AS_OBJECT and _is_other_than_subject(report, token, read)
        return other or not read.person
    return word in _OF_THINGS and not (read.thing or read.person)


def _is_other_than_subject(report: Annotated, token: Token, read: _Read) -> bool:
    """Whether the only person named so far is the subject of the pronoun's own clause: "Holt
    stood next to him" speaks of somebody else."""
    if len(read.people) != 1 or token.dep not in _OBJECTS:
        return False
    tokens = report.tokens
    person = read.people[0]
    while not person.dep.startswith("nsubj"):
        if person.dep in ("nmod:poss", "poss") or tokens[person.head] is person:
            return False
        person = tokens[person.head]
    verb = tokens[token.head]
    while verb.pos not in ("VERB", "AUX") and tokens[verb.head] is not verb:
        verb = tokens[verb.head]
    return tokens[person.head] is verb


def _named_behind(chain: Chain | None, token: Token, sentence: Sentence) -> bool:
    """Whether the same sentence names the referent behind a possessive ("In his speech, X")."""
    if chain is None or token.tag != "PRP$" or token.text[0].isupper():
        return False
    return any(m.kind == "name" and token.end <= m.start < sentence.end for m in chain.mentions)


def _note(
    token: Token, chain: Chain | None, mention: Mention | None, label: str | None, read: _Read
) -> None:
    if chain is not None and mention is not None:
        read.person |= chain.label == "PERSON"
        if chain.label == "PERSON" and chain.name not in read.chains:
            read.people.append(token)
        read.chains.add(chain.name)
        read.thing |= chain.label != "PERSON"
    elif token.pos == "PROPN":
        read.thing = True
        read.person |= label == "PERSON"
        read.other |= label not in ("LOC", "NORP", "DATE", "TIME", "PERSON")
    elif token.pos == "NOUN":
        read.person |= wording.is_role(token.text)
        read.thing |= token.dep in _ANTECEDENT


def _name_for(
    report: Annotated, chain: Chain, mention: Mention, named: Named, *, roles: bool
) -> Edit | None:
    """The name in place of a pronoun or role noun; None when it is not sure or not known."""
    if not _is_sure(report, chain, mention):
        return None
    word = report.article.text[mention.start : mention.end].lower()
    sure = _is_named_surely(report, chain, mention)
    if sure and roles and word in ("he", "she") and not named.has_introduced(chain.name):
        introduced = naming.introduced(report, chain, mention, mention.start, named)
        if introduced is not None:
            return introduced
    span = (
        naming.surname_of(report, chain, named)
        if named.knows_in_full(chain.name)
        else naming.mention_of(report, chain, longest=not named.knows(chain.name))
    )
    text = report.article.text
    if span is None or (" " in span.of(text) and not sure):
        return None
    name = re.sub(r"['’]s?$", "", text[span.start : span.end])
    span = Span(span.article, span.start, span.start + len(name))
    word = text[mention.start : mention.end]
    if word.lower().endswith(("'s", "’s")) or (
        word.lower() in _POSSESSIVE and _is_possessive(report, mention)
    ):
        name += "’" if name.endswith("s") else "’s"
    return Edit(mention.start, mention.end, name, span)


def _is_sure(report: Annotated, chain: Chain, mention: Mention) -> bool:
    """Whether nobody else can be meant: the sentence before has the name as its subject and
    names no other person, nor does this one before the mention.

    A chain is a guess; a wrong name in a story is worse than a sentence left out.
    """
    word = report.article.text[mention.start : mention.end].lower()
    if word in _OF_PEOPLE and chain.label != "PERSON":
        return False
    if word in ("it", "its") and chain.label == "PERSON":
        return False
    at = next(i for i, s in enumerate(report.sentences) if s.start <= mention.start < s.end)
    if at == 0 or report.sentences[at].block - report.sentences[at - 1].block > 1:
        return False
    before = report.sentences[at - 1]
    # Whoever "he" is in what was said, it is not the one who said it.
    if any(
        token.text.lower() in _OF_PEOPLE and is_quoted(report, token.start)
        for token in report.tokens[before.first : before.last]
    ):
        return False
    names = [m for m in chain.mentions if m.kind == "name"]
    kinds = {chain.label, "PERSON"}
    others = [
        entity
        for entity in report.entities
        if before.start <= entity.start < mention.start
        and entity.label in kinds
        and not any(m.start < entity.end and entity.start < m.end for m in names)
    ]
    return not others and any(
        token.dep.startswith("nsubj") and any(m.start <= token.start < m.end for m in names)
        for token in report.tokens[before.first : before.last]
    )


def _is_named_surely(report: Annotated, chain: Chain, mention: Mention) -> bool:
    """Whether the name that a pronoun follows is surely the person of the full name."""
    before = [m for m in chain.mentions if m.kind == "name" and m.start < mention.start]
    return not before or namesakes.is_surely(report, chain, before[-1])


def _is_possessive(report: Annotated, mention: Mention) -> bool:
    return any(token.start == mention.start and token.tag == "PRP$" for token in report.tokens)
