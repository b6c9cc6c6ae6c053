"""The desk's own order of words: what a report says, without its words in one long row.

- "Police said the ferry burned before it reached the pier" is "The ferry burned, police said,
  before it reached the pier";
- "The ferry burned after the pumps failed" is "After the pumps failed, the ferry burned".

Nothing is put in and nothing cut but "that". The gate holds such a sentence to the words of the
one it was made from (`copydesk.check.joined.same_words`, `copydesk.check.moved_attribution`), and
where it does not let it stand the report's own order does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from copydesk.compose.choose.selection import word_set
from copydesk.compose.edit.edits import is_quoted
from copydesk.english.speech import SAYS_THAT
from copydesk.model import Annotated, DraftSentence, Part, Sentence, Token

#: Words that the halves of a sentence have at least when something is set between them.
SHORTEST_FRONT, SHORTEST_REST = 5, 3
#: Words of who says it, and of what is set in front, at most.
LONGEST_WHO, LONGEST_FRONTED = 14, 14
#: What a clause or a phrase that can be set in front opens on.
_OPENS = frozenset({"after", "during", "following", "despite", "amid", "since"})
_CLAUSES = _OPENS | {"before", "until", "when", "while", "because", "although", "as", "once"}
_MEASURES = word_set(
    """seconds minutes hours days weeks months years decades hour day week month year moments
    shortly soon just long"""
)
#: Verbs of speech that may stand between commas inside what is said.
_MOVED = word_set(
    """said announced argued claimed confirmed insisted noted stated suggested acknowledged wrote
    warned explained"""
)
#: Words that belong to the verb before them: "swept into towns, he said, along the coast".
_HOLDS = word_set(
    """of to by than or along at in into on onto near across off from through toward towards over
    under around"""
)
_LOWERED = frozenset({"DET", "PRON", "ADP", "ADV", "ADJ", "NUM", "SCONJ", "NOUN"})


def reordered(sentence: DraftSentence, reports: Mapping[str, Annotated]) -> Iterator[DraftSentence]:
    """The sentence in other orders of its words, each with the report's order as its fallback.

    Args:
        sentence: an extract with no words put in and no quotation, else there are none.
        reports: of the story, by article id.
    """
    for plain, report, own in free_wordings(sentence, reports):
        for text in (*_inserted(plain.text, report, own), *_fronted(plain.text, report, own)):
            yield replace(
                plain,
                text=text,
                kind="desk",
                parts=(Part(0, len(text.rstrip(".")), plain.evidence, plain.text.rstrip(".")),),
                fallback=sentence,
            )


def free_wordings(
    sentence: DraftSentence, reports: Mapping[str, Annotated]
) -> Iterator[tuple[DraftSentence, Annotated, Sentence]]:
    """Its wordings in which nothing is put in, the one wanted most first.

    Each comes with its report and the sentence of it that it is.
    """
    wording: DraftSentence | None = sentence
    while wording is not None:
        free = not wording.substitutions and wording.kind == "extract" and not wording.locked
        if free and not re.search(r"[“”\"()]", wording.text):
            span = wording.evidence[0]
            report = reports.get(span.article)
            own = _sentence_at(report, span.start, span.end) if report else None
            if report is None or own is None:
                return
            yield wording, report, own
        wording = wording.fallback


def _sentence_at(report: Annotated, start: int, end: int) -> Sentence | None:
    return next((s for s in report.sentences if (s.start, s.end) == (start, end)), None)


def _inserted(text: str, report: Annotated, own: Sentence) -> Iterator[str]:
    """Who says it set inside what is said, at each joint, the one nearest to the middle first."""
    tokens = report.tokens[own.first : own.last]
    root = next((i for i, t in enumerate(tokens) if t.head == own.first + i), None)
    if (
        root is None
        or tokens[root].text != "said"
        or any(is_quoted(report, t.start) for t in tokens)
    ):
        return
    spoken = [
        i
        for i, t in enumerate(tokens)
        if i != root and t.head == own.first + root and t.dep in ("ccomp", "parataxis")
    ]
    others = [t for i, t in enumerate(tokens) if i != root and t.lemma.lower() in SAYS_THAT]
    if len(spoken) != 1 or any(t.pos == "VERB" for t in others):
        return
    behind = spoken[0] > root
    told = (_AHEAD if behind else _AT_END).fullmatch(text)
    if told is None or len(told["who"].split()) > LONGEST_WHO:
        return
    who, said = told["who"], told["said"]
    before = tokens[:root] if behind else _subject(tokens, root)
    if not _names_who(before) or not re.match(r"[A-Za-z]", said):
        return
    found = []
    stop = len(tokens) if behind else min(i for i, t in enumerate(tokens) if t in before)
    for place in _joints(tokens[:stop], own.first, spoken[0]):
        rest = report.article.text[tokens[place].start : tokens[stop - 1].end].rstrip(".,")
        # Only where the words behind the joint stand as the report has them.
        if not said.endswith(rest) or len(rest.split()) < SHORTEST_REST:
            continue
        front = said[: -len(rest)].rstrip(" ,")
        if len(front.split()) >= SHORTEST_FRONT and not re.search(r"\b(?:that|and)$", front):
            found.append((abs(len(front.split()) - len(rest.split())), front, rest))
    opening = tokens[0] if behind else before[0]
    for _, front, rest in sorted(found):
        who_says = in_sentence(who, opening, report.article.text)
        yield f"{front[0].upper()}{front[1:]}, {who_says}, {rest}."


#: Who says it in front of what is said, and behind it.
_VERB = "|".join(sorted(_MOVED))
_AHEAD = re.compile(rf"(?P<who>[^,;:]+? (?:{_VERB})(?: on \w+day)?) (?:that )?(?P<said>.+)\.")
_AT_END = re.compile(rf"(?P<said>.+), (?P<who>[^,;:]+? (?:{_VERB})(?: on \w+day)?)\.")


def _subject(tokens: Sequence[Token], root: int) -> Sequence[Token]:
    """The noun phrase in front of a verb behind a comma."""
    commas = [i for i, t in enumerate(tokens[:root]) if t.text == ","]
    return tokens[commas[-1] + 1 : root] if commas else ()


def _names_who(before: Sequence[Token]) -> bool:
    """Whether nothing but a noun phrase stands in front of "said"."""
    return bool(before) and all(
        t.pos not in ("VERB", "AUX", "SCONJ")
        and t.text.lower() not in ("not", "never", "who", "which", "that", "i", "we", "you")
        for t in before
    )


def _joints(tokens: Sequence[Token], first: int, verb: int) -> Iterator[int]:
    """Where a phrase or a clause of a verb begins behind it, which nothing in front leans on; and
    behind a comma that closes what stands in front of its subject."""
    for at, token in enumerate(tokens):
        if token.head != first + verb or at == verb:
            continue
        if at < verb and token.dep.startswith("nsubj"):
            begin = _begins(tokens, first, at)
            if begin and tokens[begin - 1].text == ",":
                yield begin
        if at < verb or token.dep not in ("obl", "advcl", "conj"):
            continue
        begin = _begins(tokens, first, at)
        opens = tokens[begin]
        # What completes a verb may not be parted from it ("put in the car").
        if begin <= verb + 1 or opens.pos not in ("ADP", "SCONJ", "CCONJ"):
            continue
        if opens.text.lower() not in _HOLDS:
            yield begin


def _begins(tokens: Sequence[Token], first: int, head: int) -> int:
    """The first token of what hangs on one."""
    begin = head
    for at in range(head - 1, -1, -1):
        up = at
        while (
            up != head
            and tokens[up].head != first + up
            and 0 <= tokens[up].head - first < len(tokens)
        ):
            up = tokens[up].head - first
        if up != head:
            break
        begin = at
    return begin


def _fronted(text: str, report: Annotated, own: Sentence) -> Iterator[str]:
    """A last clause or phrase of time, of the main verb, set in front."""
    tokens = report.tokens[own.first : own.last]
    root = next((i for i, t in enumerate(tokens) if t.head == own.first + i), None)
    if (
        root is None
        or tokens[root].pos != "VERB"
        or any(is_quoted(report, t.start) for t in tokens)
    ):
        return
    if tokens[root].lemma.lower() in SAYS_THAT:
        return
    conjuncts = [
        i for i, t in enumerate(tokens) if t.dep == "conj" and t.pos in ("VERB", "AUX") and i > root
    ]
    for at, token in enumerate(tokens):
        if at <= root or token.head != own.first + root or token.dep not in ("obl", "advcl"):
            continue
        begin = _begins(tokens, own.first, at)
        moved = report.article.text[tokens[begin].start : tokens[-1].end].rstrip(".")
        joints = _CLAUSES if token.dep == "advcl" else _OPENS
        # "Hours after the storm" has its measure in front.
        measured = tokens[begin - 1].pos in ("ADV", "NUM") or tokens[begin - 1].text in _MEASURES
        if measured:
            continue
        fits = tokens[begin].text in joints and begin > root + 1 and text.endswith(f"{moved}.")
        if not fits or any(i < begin for i in conjuncts):
            continue
        pronouns = any(t.pos == "PRON" and t.tag in ("PRP", "PRP$") for t in tokens[begin:])
        last = all(_hangs(tokens, own.first, i, at) for i in range(begin, len(tokens) - 1))
        if pronouns or not last or len(moved.split()) > LONGEST_FRONTED:
            continue
        rest = text[: -len(moved) - 1].rstrip(" ,")
        opens = _hangs_on_subject(tokens, own.first, root)
        if opens and len(rest.split()) >= SHORTEST_FRONT and re.match(r"[A-Z]", rest):
            plain = in_sentence(rest, tokens[0], report.article.text)
            yield f"{moved[0].upper()}{moved[1:]}, {plain}."


def _hangs_on_subject(tokens: Sequence[Token], first: int, root: int) -> bool:
    """Whether a sentence opens on its subject."""
    return any(
        t.dep.startswith("nsubj") and t.head == first + root and _hangs(tokens, first, 0, i)
        for i, t in enumerate(tokens[:root])
    )


def _hangs(tokens: Sequence[Token], first: int, at: int, head: int) -> bool:
    """Whether a token hangs on another, however deep."""
    steps = 0
    while at != head and steps < len(tokens):
        up = tokens[at].head - first
        if up == at or not 0 <= up < len(tokens):
            return False
        at, steps = up, steps + 1
    return at == head


def in_sentence(words: str, opening: Token, report: str) -> str:
    """Words that opened a sentence as they stand inside one."""
    first = re.match(r"[A-Z][a-z]+(?=[ ,])", words)
    if first and re.search(rf"(?<![\w-]){first.group().lower()}\b", report):
        return words[0].lower() + words[1:]
    if opening.pos not in _LOWERED or opening.text[1:] != opening.text[1:].lower():
        return words
    return words[0].lower() + words[1:]
