"""What the parse must show of a sentence that is to stand in a story by itself."""

from __future__ import annotations

import re

from copydesk.compose.choose.selection import stem, word_set
from copydesk.compose.edit.edits import is_quoted
from copydesk.compose.write.nominals import NOMINALS
from copydesk.english import lists
from copydesk.english.calendar import WEEKDAY
from copydesk.model import Annotated, Sentence, Token

_FINITE = ("VBD", "VBZ", "VBP", "MD")
#: Words that, as a subject of their own, stand for what another sentence named.
_STAND_IN = lists.words("compose", "statement form stand in")
#: What the people of a picture are seen doing, in the present tense of captions.
_SEEN = lists.words("compose", "statement form seen")
_WHEN = re.compile(
    rf"\b(?:during|following|after|before|as|while|on {WEEKDAY}|{WEEKDAY}|yesterday|today|"
    r"in front of|outside|next to|"
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d{1,2})\b|\(\d{1,2}\)"
)


def is_statement(report: Annotated, sentence: Sentence) -> bool:
    """Whether it is a whole statement of its own: a clause with a subject and a finite verb at
    its root, no caption, not inside a speech that an earlier sentence opened, not about "both" or
    "another" of something that it does not name, and not the past told in the present."""
    tokens = report.tokens[sentence.first : sentence.last]
    if not tokens:
        return True
    return (
        _is_clause(tokens, sentence)
        and not _is_broken(report, sentence)
        and not _is_amid_speech(report, sentence)
        and not _opens_on_stand_in(tokens, sentence)
        and not _has_head(report, tokens)
        and not _is_seen(report, tokens, sentence)
        and not _is_retold(report, tokens, sentence)
    )


#: An abbreviation behind which a sentence seldom ends, and the words in front of it that want more.
_ABBREVIATED = re.compile(
    r"(?:\b(?:[A-Z]\.){2,}|\b(?:Gen|Gov|Sen|Rep|Lt|Sgt|Capt|Col|Dr|Mr|Mrs|Ms|St|No|Jr|vs)\.)['’\"”]?\s*$"
)


#: A title in front of a name, or initials of one, at the end of what was taken for a sentence.
_TITLED = re.compile(
    r"\b(?:Gen|Gov|Sen|Rep|Cong|Lt|Sgt|Capt|Col|Dr|Mr|Mrs|Ms|Prof|Insp|Hon|Rev|Det|Supt)\.\s*$"
    r"|\b(?!U\.S|U\.K|U\.N|D\.C|E\.U|N\.J|N\.Y|N\.C|L\.A|P\.M|A\.M)[A-Z]\.[A-Z]\.\s*$"
)


def _is_broken(report: Annotated, sentence: Sentence) -> bool:
    """Whether a wrong end of sentence behind an abbreviation cut it in two: "Reading the U.S." and
    "Constitution aloud was hard"."""
    number = report.tokens[sentence.first].sentence if sentence.first < sentence.last else 0
    if not number:
        return False
    last = report.sentences[number - 1]
    if _TITLED.search(report.sentence_text(number)):
        return True
    if last.block == sentence.block and _TITLED.search(report.sentence_text(number - 1)):
        return True
    if last.block != sentence.block or not _ABBREVIATED.search(report.sentence_text(number - 1)):
        return False
    return not _is_clause(report.tokens[last.first : last.last], last)


#: Times of an account that is told minute by minute, or month by month, in the present tense.
_MINUTE = re.compile(
    r"^(?:At|By|Around|About|Just (?:after|before)) (?:around |about )?\d{1,2}[:.]\d\d\b"
    r"|\bover the next (?:few|\d+|several) (?:minutes|hours)\b"
    r"|\bin (?:January|February|March|April|June|July|August|September|October|November|December)\."
)


#: The year of a day or month, and what lasts from it.
_YEAR = re.compile(
    r"\b[Ii]n (?:(?:January|February|March|April|May|June|July|August|September|October|November|"
    r"December),? )((?:19|20)\d\d)\b"
)
_LASTING = lists.words("compose", "statement form lasting")


def _is_retold(report: Annotated, tokens: tuple[Token, ...], sentence: Sentence) -> bool:
    """Whether it tells what is past in the present tense, as accounts by the minute do."""
    root = _root(tokens, sentence)
    if root is None or root[1].tag not in ("VBZ", "VBP"):
        return False
    text = report.article.text[sentence.start : sentence.end]
    published = report.article.published
    years = [int(year) for year in _YEAR.findall(text)]
    past = published is not None and any(year < published.year for year in years)
    deed = root[1].pos == "VERB" and root[1].lemma.lower() not in _LASTING
    return (past and deed) or _MINUTE.search(text) is not None


def _root(tokens: tuple[Token, ...], sentence: Sentence) -> tuple[int, Token] | None:
    found = [(i, t) for i, t in enumerate(tokens, sentence.first) if t.head == i]
    return found[0] if found else None


def deed(report: Annotated, number: int) -> frozenset[str]:
    """Stems by which the main verb of a sentence may stand in a title: its own, and that of the
    noun for it; of a verb of speech, those of the verb of what is said."""
    sentence = report.sentences[number]
    tokens = report.tokens[sentence.first : sentence.last]
    root = _root(tokens, sentence)
    if root is None:
        return frozenset()
    verbs = [root[1]]
    verbs += [t for t in tokens if t.head == root[0] and t.dep in ("ccomp", "conj", "parataxis")]
    lemmas = [v.lemma.lower() for v in verbs if v.pos == "VERB" and v.lemma.lower() != "say"]
    words = {word for lemma in lemmas for word in (lemma, NOMINALS.get(lemma, lemma))}
    return frozenset(stem(word) for word in words)


def subject(report: Annotated, number: int) -> frozenset[str]:
    """Stems of the nouns and names of the subject of a sentence's main clause; what is acted on
    where that is in the passive."""
    sentence = report.sentences[number]
    tokens = report.tokens[sentence.first : sentence.last]
    root = _root(tokens, sentence)
    if root is None:
        return frozenset()
    heads = {
        sentence.first + i
        for i, t in enumerate(tokens)
        if t.dep.startswith("nsubj") and t.head == root[0]
    }
    joined = ("compound", "flat", "amod", "appos", "conj", "nmod")
    found = set(heads)
    for i, token in enumerate(tokens):
        if token.head in heads and token.dep.split(":")[0] in joined:
            found.add(sentence.first + i)
    return frozenset(
        stem(report.tokens[at].text.lower())
        for at in sorted(found)
        if report.tokens[at].pos in ("NOUN", "PROPN", "ADJ")
    )


def _is_clause(tokens: tuple[Token, ...], sentence: Sentence) -> bool:
    """Whether it has a subject at its root and a finite verb: captions and clipped messages
    have not."""
    roots = {i for i, t in enumerate(tokens, sentence.first) if t.head == i}
    subject = any(t.head in roots and t.dep.startswith(("nsubj", "csubj", "expl")) for t in tokens)
    spoken = any(t.text in ("“", "”", '"') for t in tokens)
    finite = any(t.tag in _FINITE for t in tokens)
    return finite and (subject or spoken)


def _is_amid_speech(report: Annotated, sentence: Sentence) -> bool:
    """Whether the sentence begins inside a quotation that an earlier one opened."""
    return any(
        segment.start < sentence.start - 1 and sentence.start < segment.end
        for quotation in report.quotations
        for segment in quotation.segments
    )


def _opens_on_stand_in(tokens: tuple[Token, ...], sentence: Sentence) -> bool:
    """Whether it opens on a subject that counts or points without a noun ("Both are ill")."""
    first = 1 if tokens[0].text.lower() == "the" and len(tokens) > 1 else 0
    token, index = tokens[first], sentence.first + first
    if token.text.lower() not in _STAND_IN or not token.dep.startswith("nsubj"):
        return False
    return not any(t.head == index and t.start > token.start for t in tokens)


#: Words that open a sentence and have no capital inside one.
_OPENERS = lists.words("compose", "statement form openers")


def _has_head(report: Annotated, tokens: tuple[Token, ...]) -> bool:
    """Whether a head ran into it without a stop: a word behind its first that has a capital and no
    reason for one, while the words to either side of it have none."""
    first, last = tokens[0].start, tokens[-1].end
    names = [e for e in report.entities if first <= e.start < last]
    for before, token, after in zip(tokens, tokens[1:], tokens[2:], strict=False):
        word = token.text
        if (
            not (word[0].isupper() and (word[1:].islower() or word == "A"))
            or not before.text.isalpha()
        ):
            continue
        bare = before.text.islower() and token.start - before.end == 1
        if not bare or is_quoted(report, token.start):
            continue
        if any(entity.start <= token.start < entity.end for entity in names):
            continue
        opener = word.lower() in _OPENERS and (after.text.islower() or word.lower() in _JOINS)
        plural = token.tag in ("NNS", "NNPS") and before.pos == "NOUN" and after.tag in _FINITE
        if plural and token.tag == "NNPS":
            plural = any(other.text == word.lower() for other in report.tokens)
        if opener or plural:
            return True
    return False


#: Those of them that join a clause whose subject may be a name.
_JOINS = word_set("when while after before because if although since")


def _is_seen(report: Annotated, tokens: tuple[Token, ...], sentence: Sentence) -> bool:
    """Whether it tells in the present tense what is to be seen in a picture."""
    if any(_is_name_doing(tokens, at) for at in range(1, min(len(tokens) - 1, 9))):
        return True
    root = _root(tokens, sentence)
    if root is not None and _is_done_on_a_day(report, tokens, root):
        return True
    if root is None or root[1].tag not in ("VBZ", "VBP"):
        return False
    if root[1].lemma.lower() not in _SEEN:
        return False
    text = report.article.text[sentence.start : sentence.end]
    if not _WHEN.search(text[root[1].end - sentence.start :]):
        return False
    subjects = [t for t in tokens if t.head == root[0] and t.dep == "nsubj"]
    return any(t.pos in ("PROPN", "NOUN") for t in subjects)


_DATED = re.compile(r"[A-Z][a-z]+\.? \d{1,2}, \d{4}\.?$")


def _is_done_on_a_day(
    report: Annotated, tokens: tuple[Token, ...], root: tuple[int, Token]
) -> bool:
    """Whether something "is fired" on a day of a year, as under a picture."""
    if root[1].tag != "VBN":
        return False
    present = any(t.head == root[0] and t.tag in ("VBZ", "VBP") for t in tokens)
    return (
        present and _DATED.search(report.article.text[tokens[0].start : tokens[-1].end]) is not None
    )


_PLANNED = word_set("plan schedule expect intend set due slate")


def is_to_come(report: Annotated, sentence: Sentence) -> bool:
    """Whether its main clause, or the clause of what is said in it, is about what is to come."""
    tokens = report.tokens[sentence.first : sentence.last]
    root = _root(tokens, sentence)
    if root is None:
        return False
    main = {root[0]} | {
        i
        for i, t in enumerate(tokens, sentence.first)
        if t.head == root[0] and t.dep in ("ccomp", "conj")
    }
    for token in tokens:
        will = token.text.lower() in ("will", "’ll", "'ll") and token.tag == "MD"
        if will and token.head in main and not is_quoted(report, token.start):
            return True
    planned = [report.tokens[i] for i in sorted(main)]
    return any(
        t.lemma.lower() in _PLANNED and any(o.head == i and o.dep == "xcomp" for o in tokens)
        for i, t in zip(sorted(main), planned, strict=True)
    )


def is_generic(report: Annotated, sentence: Sentence) -> bool:
    """Whether it says how things are in general: in the present, of nobody and nothing in
    particular, with no figure and no time."""
    tokens = report.tokens[sentence.first : sentence.last]
    root = _root(tokens, sentence)
    if root is None:
        return False
    verbs = [
        root[1],
        *(t for t in tokens if t.head == root[0] and t.dep.startswith(("cop", "aux"))),
    ]
    if not any(t.tag in ("VBZ", "VBP") for t in verbs) or any(t.tag == "VBD" for t in verbs):
        return False
    inside = (sentence.start, sentence.end)
    if any(inside[0] <= e.start < inside[1] for e in report.entities):
        return False
    subjects = [i for i, t in enumerate(tokens, sentence.first) if t.dep.startswith("nsubj")]
    if not subjects:
        return False
    first = report.tokens[subjects[0]]
    bound = any(t.head == subjects[0] and t.dep in ("det", "nmod:poss", "poss") for t in tokens)
    return first.pos == "NOUN" and not bound


def _is_name_doing(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether a name is followed by what it is seen doing ("Anna Holt addresses the crowd"),
    whatever the parse makes of it."""
    before, token, after = tokens[at - 1], tokens[at], tokens[at + 1]
    form = token.text.lower()
    return (
        re.sub(r"(?:(?<=ss)es|s)$", "", form) in _SEEN
        and form.endswith("s")
        and token.text.islower()
        and before.pos == "PROPN"
        and after.text.lower() in ("the", "a", "at", "to", "with", "during", "his", "her", "in")
        and not any(t.tag == "VBD" for t in tokens[:at])
        and any(t.pos == "PROPN" for t in tokens[max(at - 2, 0) : at - 1])
    )
