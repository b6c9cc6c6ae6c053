"""A report's sentences cut into words, with the parse's word classes where there is one."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from copydesk.compare.stems import Word, lexicon, words
from copydesk.model import Annotated, Quantity

DETERMINERS = lexicon("the a an these those this that its his her their our your my all")
AUXILIARIES = lexicon(
    "was were are is been be being got get have has had reportedly feared confirmed reported "
    "believed said"
)
INCLUDING = lexicon("including include includes included among")
CONJUNCTIONS = lexicon("while but when after before because although though since until")
#: Marks that end a clause.
CLAUSE_MARKS = frozenset(';:—–()"“”|')


class Clauses:
    """The sentences of a report as words, cut once."""

    def __init__(self, report: Annotated) -> None:
        self.report = report
        self._words: dict[int, tuple[Word, ...]] = {}
        self._starts = [sentence.start for sentence in report.sentences]
        self._classes = {token.start: (token.pos, token.lemma) for token in report.tokens}

    def words(self, sentence: int) -> tuple[Word, ...]:
        """The words of a sentence."""
        if sentence not in self._words:
            at = self.report.sentences[sentence]
            self._words[sentence] = words(self.report.article.text, at.start, at.end)
        return self._words[sentence]

    def next_word(self, word: Word) -> Word | None:
        """The word behind a word of the same sentence."""
        line = self.words(bisect_right(self._starts, word.start) - 1)
        index = bisect_right([w.start for w in line], word.start)
        return line[index] if index < len(line) else None

    def part_of_speech(self, word: Word) -> str:
        """Universal part of speech; "" where nothing was parsed."""
        return self._classes.get(word.start, ("", ""))[0]

    def lemma(self, word: Word) -> str:
        """Lemma in lower case; the form where nothing was parsed."""
        return self._classes.get(word.start, ("", word.low))[1].lower()

    def sides(self, quantity: Quantity) -> tuple[list[Word], list[Word]]:
        """Words before a number, nearest first, and behind it, without its hedge."""
        line = self.words(quantity.sentence)
        start = min(quantity.start, quantity.hedge_start or quantity.start)
        end = max(quantity.end, quantity.hedge_end or quantity.end)
        starts = [w.start for w in line]
        return list(reversed(line[: bisect_left(starts, start)])), list(
            line[bisect_left(starts, end) :]
        )
