"""Which names, role nouns and pronouns of one report mean the same, by sieve.

Passes from sure to less sure: the same name; a part of a full name that only one bears; an
acronym and its expansion; a role noun that stands in one title only ("the X chief" after "X
Secretary-General ..."); a third-person pronoun with one candidate near. A wrong link is worse
than none: wherever two chains fit, none is taken.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from copydesk.annotate.names import role_nouns
from copydesk.annotate.names.edges import TITLES
from copydesk.annotate.names.relatives import is_relative
from copydesk.english import gazetteer, lists
from copydesk.english.given_names import gender_of
from copydesk.model import RUNNING, Article, Chain, Entity, Mention, Role, Sentence, Token

#: Roles written without the capitals of a headline.
_PLAIN: Final = RUNNING | {Role.CAPTION}
_LINKED: Final = frozenset({"PERSON", "ORG", "LOC", "NORP"})
_SAME: Final = (
    frozenset({"U.S.", "US", "U.S.A.", "USA", "United States", "United States of America"}),
    frozenset({"U.K.", "UK", "United Kingdom", "Britain", "Great Britain"}),
    frozenset({"EU", "E.U.", "European Union"}),
    frozenset({"UN", "U.N.", "United Nations"}),
    frozenset({"UAE", "U.A.E.", "United Arab Emirates"}),
)
#: All names of what a name of `_SAME` names.
_ALIASES: Final = {name: names for names in _SAME for name in names}
_SUFFIXES: Final = frozenset({"jr", "sr", "ii", "iii", "iv"})
_PRONOUNS: Final = {
    "he": "male", "him": "male", "his": "male", "himself": "male",
    "she": "female", "her": "female", "hers": "female", "herself": "female",
}  # fmt: skip
#: First words of organisations that do not name one by themselves.
_GENERIC: Final = lists.words("names", "generic")
_SMALL: Final = frozenset({"of", "the", "and", "for", "in", "on", "&", "de"})


@dataclass(eq=False)
class _Cluster:
    label: str
    names: list[tuple[str, ...]] = field(default_factory=list)
    texts: set[str] = field(default_factory=set)
    entities: list[int] = field(default_factory=list)
    others: list[Mention] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    gender: str | None = None

    @property
    def fullest(self) -> tuple[str, ...]:
        """The longest name; of equals the first."""
        return max(self.names, key=len)


def link(
    article: Article,
    sentences: Sequence[Sentence],
    tokens: Sequence[Token],
    entities: Sequence[Entity],
) -> tuple[list[Chain], list[Entity]]:
    """Chains of mentions, and the entities with their chain's index.

    Args:
        article, sentences, tokens: of one report.
        entities: of that report, in order; only PERSON, ORG, LOC and NORP are linked.
    """
    clusters = _by_name(sentences, tokens, entities)
    for cluster in clusters:
        if cluster.label == "PERSON":
            _describe(article.text, tokens, entities, cluster)
    _link_roles(tokens, entities, clusters)
    _link_pronouns(article.text, sentences, tokens, entities, clusters)
    clusters.sort(key=lambda cluster: cluster.entities[0])
    linked, chains = list(entities), list[Chain]()
    for index, cluster in enumerate(clusters):
        for i in cluster.entities:
            linked[i] = replace(entities[i], chain=index)
        named = [Mention(entities[i].start, entities[i].end, "name") for i in cluster.entities]
        mentions = sorted([*named, *cluster.others], key=lambda m: (m.start, m.end, m.kind))
        chains.append(
            Chain(
                name=_joined(article.text, entities, cluster),
                label=cluster.label,
                mentions=tuple(mentions),
                title=max(cluster.titles, key=len) if cluster.titles else None,
                gender=cluster.gender,
            )
        )
    return chains, linked


def _joined(text: str, entities: Sequence[Entity], cluster: _Cluster) -> str:
    place = cluster.names.index(cluster.fullest)
    entity = entities[cluster.entities[place]]
    return " ".join(text[entity.start : entity.end].split())


def _name_words(tokens: Sequence[Token], entity: Entity) -> tuple[str, ...]:
    words = tuple(token.text for token in tokens[entity.first : entity.last])
    if entity.label == "PERSON":
        while len(words) > 1 and words[0].lower().strip(".") in TITLES:
            words = words[1:]
        while len(words) > 2 and words[-1].lower().strip(".,") in _SUFFIXES | {""}:
            words = words[:-1]
    return words


def _by_name(
    sentences: Sequence[Sentence], tokens: Sequence[Token], entities: Sequence[Entity]
) -> list[_Cluster]:
    """Clusters by name alone: full names first, then the shorter ones that only one bears.

    Names of running text come before those of headlines, whose capitals blur where a name
    ends; headlines of other reports are left out.
    """
    role = {i: sentences[tokens[e.first].sentence].role for i, e in enumerate(entities)}
    order = [
        i
        for i, entity in enumerate(entities)
        if entity.label in _LINKED and role[i] is not Role.FOREIGN
    ]
    named = {i: _name_words(tokens, entities[i]) for i in order}
    clusters = list[_Cluster]()
    exact = defaultdict[tuple[str, tuple[str, ...]], list[_Cluster]](list)
    for i in sorted(order, key=lambda i: (role[i] not in _PLAIN, -len(named[i]), i)):
        label, words = entities[i].label, named[i]
        same = exact[label, words]
        fitting = same or [
            c
            for c in clusters
            if c.label == label
            and _same(label, words, c)
            and not (len(words) == 1 and _is_introduced_later(tokens, entities, c, i))
        ]
        if len(fitting) == 1:
            home = fitting[0]
        else:
            home = _Cluster(label)
            clusters.append(home)
        if home not in same:
            same.append(home)
            home.texts.add(" ".join(words))
        home.names.append(words)
        home.entities.append(i)
    for cluster in clusters:
        pairs = sorted(zip(cluster.entities, cluster.names, strict=True))
        cluster.entities = [i for i, _ in pairs]
        cluster.names = [words for _, words in pairs]
    return clusters


def _is_introduced_later(
    tokens: Sequence[Token], entities: Sequence[Entity], cluster: _Cluster, i: int
) -> bool:
    """Whether a bare name stands before a relative of somebody who bears it is brought in ("Roe
    said ... her father, Max Roe, ..."): the bare name is of the one whose father he is."""
    first = min(cluster.entities)
    return i < first and is_relative(tokens, entities[first])


def _same(label: str, words: tuple[str, ...], cluster: _Cluster) -> bool:
    """Whether a name that the cluster does not hold may be another form of its names."""
    if label == "PERSON":
        return any(_same_person(words, known) for known in cluster.names)
    text = " ".join(words)
    aliases = _ALIASES.get(text, frozenset())
    if not aliases.isdisjoint(cluster.texts):
        return True
    if label == "LOC":
        upper, folded = text.isupper(), text.casefold()
        other_case = any(upper != other.isupper() for other in cluster.texts)
        return other_case and any(folded == other.casefold() for other in cluster.texts)
    if label == "ORG":
        return any(_same_body(words, known) for known in cluster.names)
    return False


def _same_person(words: tuple[str, ...], known: tuple[str, ...]) -> bool:
    """Whether ``words``, no longer than ``known``, can be a shorter form of that name."""
    if len(words) == 1:
        return len(known) > 1 and (words[0] == known[-1] or words[0] == known[0])
    if len(words) > 1 and len(known) > 1 and words[-1] == known[-1]:
        return words[0] == known[0] or (
            len(words[0]) == 2 and words[0][1] == "." and words[0][0] == known[0][0]
        )
    return len(known) > len(words) > 1 and known[-len(words) :] == words


def _same_body(words: tuple[str, ...], known: tuple[str, ...]) -> bool:
    """Whether ``words`` is the acronym of ``known``, or its beginning."""
    if len(words) == 1 and len(known) > 1 and words[0].isupper() and len(words[0]) > 1:
        letters = words[0].replace(".", "")
        capitals = "".join(w[0] for w in known if w[0].isupper() and w.lower() not in _SMALL)
        initials = "".join(w[0].upper() for w in known if w[0].isalpha())
        if letters in {capitals, initials}:
            return True
    return (
        len(words) < len(known)
        and known[: len(words)] == words
        and words[0].lower() not in _GENERIC
        and not gazetteer.is_people(words[0])
        and words not in gazetteer.places()
        and known[len(words)].lower() not in {"of", "for", "and", "'s", "’s"}
    )


def _describe(
    text: str, tokens: Sequence[Token], entities: Sequence[Entity], cluster: _Cluster
) -> None:
    """The titles that stand with the name, and the gender they or the given name tell."""
    titles = list[str]()
    for i in cluster.entities:
        entity = entities[i]
        first = entity.last - len(_name_words(tokens, entity))
        inner = tokens[entity.first].start, tokens[max(entity.first, first - 1)].end
        if first > entity.first and tokens[entity.first].text.lower().strip(".") in TITLES:
            titles.append(text[inner[0] : inner[1]])
        for start, end in role_nouns.titles(tokens, entity):
            titles.append(" ".join(text[start:end].split()))
    cluster.titles = titles
    before = [_word_before(tokens, entities[i].first) for i in cluster.entities]
    given = cluster.fullest[0]
    genders = {gender_of(given, title) for title in [None, *titles, *before]} - {None}
    cluster.gender = genders.pop() if len(genders) == 1 else None


def _word_before(tokens: Sequence[Token], first: int) -> str:
    """The word right before a name, "Mr" or "uncle", which may tell a gender."""
    at = first - 1 - (first > 1 and tokens[first - 1].text == ".")
    same = at >= 0 and tokens[at].sentence == tokens[first].sentence
    return tokens[at].text if same else ""


def _link_roles(
    tokens: Sequence[Token],
    entities: Sequence[Entity],
    clusters: Sequence[_Cluster],
) -> None:
    """Definite role nouns ("the prime minister") to the one person whose title they echo."""
    people = [c for c in clusters if c.label == "PERSON"]
    taken = {i for entity in entities if entity.label == "PERSON"
             for i in range(entity.first, entity.last)}  # fmt: skip
    for first, last in role_nouns.definite(tokens, taken):
        start = first + (tokens[first].text.lower() == "the")
        words = [token.text for token in tokens[start:last]]
        fitting = [
            c
            for c in people
            if any(role_nouns.echoes(words, title) for title in c.titles)
            and entities[c.entities[0]].start < tokens[first].start
        ]
        rivals = [
            c
            for c in people
            if c not in fitting and any(role_nouns.rivals(words, title) for title in c.titles)
        ]
        if len(fitting) == 1 and not rivals:
            fitting[0].others.append(Mention(tokens[first].start, tokens[last - 1].end, "noun"))


def _link_pronouns(
    text: str,
    sentences: Sequence[Sentence],
    tokens: Sequence[Token],
    entities: Sequence[Entity],
    clusters: Sequence[_Cluster],
) -> None:
    window = _Window(sentences, tokens, entities, [c for c in clusters if c.label == "PERSON"])
    for i, token in enumerate(tokens):
        gender = _PRONOUNS.get(token.text.lower())
        if gender is None:
            continue
        sentence = sentences[token.sentence]
        if (
            token.pos not in {"PRON", "DET"}
            or sentence.role not in RUNNING
            or _inside_quotation(text, sentence, token.start)
        ):
            continue
        chosen = window.antecedent(i, gender)
        if chosen is not None:
            window.place(chosen, i, i + 1)
            chosen.others.append(Mention(token.start, token.end, "pronoun"))
            if chosen.gender is None:
                chosen.gender = gender


class _Window:
    """Who is mentioned just before a pronoun, and whether anything there makes it doubtful."""

    def __init__(
        self,
        sentences: Sequence[Sentence],
        tokens: Sequence[Token],
        entities: Sequence[Entity],
        people: Sequence[_Cluster],
    ) -> None:
        self._sentences, self._tokens = sentences, tokens
        self._at = dict[int, _Cluster]()
        starts = [token.start for token in tokens]
        # A lone word marked ORG that acts may be a surname the model took for a body.
        self._named = {
            i
            for e in entities
            for i in range(e.first, e.last)
            if e.label in {"LOC", "NORP"} or e.last - e.first > 1 or tokens[i].text.isupper()
        }
        for cluster in people:
            for index in cluster.entities:
                self.place(cluster, entities[index].first, entities[index].last)
            for mention in cluster.others:
                first = bisect_left(starts, mention.start)
                self.place(cluster, first, bisect_left(starts, mention.end))

    def place(self, cluster: _Cluster, first: int, last: int) -> None:
        """Note that ``tokens[first:last]`` mentions the cluster."""
        self._at.update(dict.fromkeys(range(first, last), cluster))

    def antecedent(self, i: int, gender: str) -> _Cluster | None:
        """The one person the pronoun at ``i`` can mean: the only one named near, as a subject.

        Looked at are the words before it in its sentence and the sentence before that, if both
        are running text. Nobody is taken when another person of that gender, a capitalised
        subject that is no known name, or a noun for a person stands there too.
        """
        here = self._tokens[i].sentence
        first = self._sentences[here].first
        if here and self._sentences[here - 1].role in RUNNING:
            first = self._sentences[here - 1].first
        found = {id(c): c for k in range(first, i) if (c := self._at.get(k)) is not None}
        apart = self._named_under(i)
        fitting = [c for c in found.values() if c.gender in {None, gender} and c not in apart]
        if len(fitting) != 1 or not _is_sure(fitting[0]):
            return None
        chosen = fitting[0]
        subject = any(
            self._at.get(k) is chosen and self._tokens[k].dep.startswith("nsubj")
            for k in range(first, i)
        )
        doubtful = any(self._is_rival(k) for k in range(first, i))
        return chosen if subject and not doubtful else None

    def _named_under(self, i: int) -> list[_Cluster]:
        """Whom the clause of a pronoun names after it: a subject "he" is none of them.

        Principle C of binding theory (Chomsky, 1981): in "He deemed Doe's plan a con", "he" is
        not Doe.
        """
        if not self._tokens[i].dep.startswith("nsubj"):
            return []
        verb, last = self._tokens[i].head, self._sentences[self._tokens[i].sentence].last
        return [c for k in range(i + 1, last) if (c := self._at.get(k)) and self._hangs(k, verb)]

    def _hangs(self, k: int, verb: int) -> bool:
        """Whether a token stands under a verb in the parse."""
        for _ in range(len(self._tokens)):
            if k == verb:
                return True
            if self._tokens[k].head == k:
                return False
            k = self._tokens[k].head
        return False

    def _is_rival(self, k: int) -> bool:
        token = self._tokens[k]
        if k in self._at:
            return False
        if token.pos == "PROPN":
            return token.dep.startswith("nsubj") and k not in self._named
        return (
            token.pos == "NOUN" and role_nouns.is_human(token.lemma) and "Plur" not in token.morph
        )


def _is_sure(cluster: _Cluster) -> bool:
    """Whether it is a person beyond doubt: with a full name, a title or a telling given name."""
    return len(cluster.fullest) > 1 or bool(cluster.titles) or cluster.gender is not None


#: Utterances in single marks, as British papers set them.
_SINGLE: Final = re.compile(r"(?:^|(?<=\s))['‘](?=\w).*?(?:[,.!?…]['’]|$)")


def _inside_quotation(text: str, sentence: Sentence, at: int) -> bool:
    before = text[sentence.start : at]
    if before.count("“") > before.count("”") or before.count('"') % 2 == 1:
        return True
    whole, place = text[sentence.start : sentence.end], at - sentence.start
    return any(m.start() < place < m.end() for m in _SINGLE.finditer(whole))
