"""What the line classifier sees of a line: shape and place, next to nothing of its language."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence

from copydesk.extract import furniture_words
from copydesk.extract.text.lines import Line

#: Names of the features, in the order of `rows`.
NAMES: tuple[str, ...] = (
    "words", "characters", "ends_sentence", "ends_colon", "ends_comma", "ends_question",
    "starts_upper", "starts_digit", "starts_quote", "bullet", "upper_share", "capital_share",
    "digit_share", "commas", "sentences", "separators", "link", "clock", "year", "dots",
    "mean_word", "repeated_words", "title_overlap", "title_share", "title_held", "known_share",
    "repeated_line", "furniture", "related", "credit", "byline", "quote_share", "bracket_end",
    "position", "from_start", "from_end", "since_long", "until_long", "long_before", "long_after",
    "around", "around_ends", "words_before", "words_after", "words_before_2", "words_after_2",
    "ends_before", "ends_after", "upper_before", "upper_after", "related_above", "furniture_near",
)  # fmt: skip

_CLOCK = re.compile(r"\d{1,2}[:.h]\d{2}(?!\d)")
_YEAR = re.compile(r"\b(?:19|20)\d{2}\b|\d{1,2}\.\d{1,2}\.\d{2,4}|\d{1,2}/\d{1,2}/\d{2,4}")
_LINK = re.compile(r"https?://|www\.|\w@\w|[a-z]\.(?:com|de|org|net|uk)\b", re.I)
_SENTENCE = re.compile(r"[.!?…。！？।][\"”’»)]*(?=\s|$)")
_SEPARATOR = re.compile(r"[|•·>/»]")
_QUOTE = "\"“”„«»‚‘’'"
_BYLINE = re.compile(r"(?:by|von|par|por|di|av|af|door|text|foto|photo|bild|quelle|source)\b", re.I)
_CREDIT = re.compile(rf"\b(?:{furniture_words.CREDIT_WORDS})\b|©|\(c\)", re.I)
#: A line of this many words is running text for its neighbours.
_LONG = 20
_FAR = 12


def rows(lines: Sequence[Line], title: str | None) -> list[list[float]]:
    """One row of features for each line of a text, in the order of `NAMES`.

    Args:
        lines: of the whole text.
        title: its headline where known.
    """
    page = _Page(lines, title)
    return [[*page.own(index), *page.context(index)] for index in range(len(lines))]


class _Page:
    """A text's lines with what all of them need to be compared with."""

    def __init__(self, lines: Sequence[Line], title: str | None) -> None:
        self.lines = lines
        self.counts = [len(line.words) for line in lines]
        self.ends = [float(line.ends_sentence) for line in lines]
        self.title = Line(0, 0, title or "", 0).words
        self.keys = Counter(line.key for line in lines)
        self.furniture = [float(bool(furniture_words.FURNITURE.match(line.text))) for line in lines]
        self.related = [float(bool(furniture_words.RELATED.match(line.text))) for line in lines]
        self.long = [
            index
            for index, line in enumerate(lines)
            if len(line.words) >= _LONG and line.ends_sentence
        ]
        self.is_long = set(self.long)
        self.vocabulary = Counter(
            word for index in self.long for word in set(lines[index].words) if len(word) > 3
        )

    def own(self, index: int) -> list[float]:
        line = self.lines[index]
        text, words = line.text, line.words
        count = max(1, len(words))
        letters = max(1, sum(character.isalpha() for character in text))
        tokens = text.split()
        held_in_long = index in self.is_long
        known = [word for word in words if len(word) > 3]
        common = sum((Counter(words) & Counter(self.title)).values())
        return [
            math.log1p(count),
            math.log1p(len(text)),
            float(line.ends_sentence),
            float(text.endswith(":")),
            float(text.endswith((",", ";", "-", "–"))),
            float(text.endswith(("?", "!"))),
            float(text[0].isupper()),
            float(text[0].isdigit()),
            float(text[0] in _QUOTE),
            float(line.bullet > 0),
            sum(character.isupper() for character in text) / letters,
            sum(token[0].isupper() for token in tokens) / max(1, len(tokens)),
            sum(character.isdigit() for character in text) / len(text),
            text.count(",") / count,
            float(len(_SENTENCE.findall(text))),
            float(len(_SEPARATOR.findall(text))),
            float(bool(_LINK.search(text))),
            float(bool(_CLOCK.search(text))),
            float(bool(_YEAR.search(text))),
            float(text.endswith(("...", "…"))),
            sum(map(len, words)) / count,
            1 - len(set(words)) / count,
            2 * common / (count + len(self.title)) if self.title else 0.0,
            common / count if self.title else 0.0,
            common / max(1, len(self.title)),
            sum(self.vocabulary[w] > held_in_long for w in known) / max(1, len(known)),
            float(self.keys[line.key] > 1),
            self.furniture[index],
            self.related[index],
            float(bool(_CREDIT.search(text))),
            float(bool(_BYLINE.match(text))),
            sum(character in _QUOTE for character in text) / len(text),
            float(text.endswith((")", "]"))),
        ]

    def context(self, index: int) -> list[float]:
        total = len(self.lines)
        before = [i for i in self.long if i < index]
        after = [i for i in self.long if i > index]
        near = [i for i in range(max(0, index - 3), min(total, index + 4)) if i != index]
        above = [self.related[i] for i in range(max(0, index - 6), index)]
        return [
            index / max(1, total - 1),
            min(_FAR, index),
            min(_FAR, total - 1 - index),
            min(_FAR, index - before[-1]) if before else _FAR,
            min(_FAR, after[0] - index) if after else _FAR,
            float(len(before)),
            float(len(after)),
            sum(math.log1p(self.counts[i]) for i in near) / max(1, len(near)),
            sum(self.ends[i] for i in near) / max(1, len(near)),
            self._words(index - 1),
            self._words(index + 1),
            self._words(index - 2),
            self._words(index + 2),
            self._at(self.ends, index - 1),
            self._at(self.ends, index + 1),
            self._upper(index - 1),
            self._upper(index + 1),
            max(above, default=0.0),
            sum(self.furniture[i] for i in near) / max(1, len(near)),
        ]

    def _at(self, values: Sequence[float], index: int) -> float:
        return values[index] if 0 <= index < len(values) else -1.0

    def _words(self, index: int) -> float:
        return math.log1p(self.counts[index]) if 0 <= index < len(self.counts) else -1.0

    def _upper(self, index: int) -> float:
        inside = 0 <= index < len(self.lines)
        return float(self.lines[index].text[0].isupper()) if inside else -1.0
