"""From expressions of time to days, against the day a report appeared; None when unsure.

Conventions: a weekday with a past verb is the latest one up to the day of the report, with a
future verb the next one; a limit (until, by, before) lies ahead unless its verb is past; a date
without a year is the nearest such day; weeks run Monday to Sunday. Relative words inside
quotation marks are left open: the speaker's day is not known.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from copydesk.english.calendar import FEASTS, MONTHS, WEEKDAYS
from copydesk.english.number_words import SMALL
from copydesk.model import Article, Entity, ResolvedTime, Role, Sentence, Token

Days = tuple[date, date]

_NUMBERS: Final = {"a": 1, "an": 1} | {word: int(n) for word, n in SMALL.items() if 0 < n <= 12}
_MONTH: Final = "|".join(f"{m}|{m[:3]}|{m[:4]}" for m in MONTHS)
_WEEKDAY: Final = "|".join(f"{d}|{d[:3]}|{d[:4]}|{d[:5]}" for d in WEEKDAYS)
_FULL: Final = re.compile(
    rf"(?:(?:early|late|on) )?(?:(?P<weekday>{_WEEKDAY})\.?,? )?(?:the )?"
    rf"(?:(?P<month>{_MONTH})\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?|"
    rf"(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<month2>{_MONTH})\.?)"
    r"(?:,? (?P<year>\d{4}))?"
)
_ISO: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_MONTH_YEAR: Final = re.compile(rf"(?P<month>{_MONTH})\.?,? (?:of )?(?P<year>\d{{4}})")
_YEAR: Final = re.compile(r"(?:the )?(?P<year>\d{4})(?P<decade>s)?")
_PART: Final = re.compile(
    r"(?:the )?(?P<which>first|second|third|fourth|1st|2nd|3rd|4th) "
    r"(?P<part>quarter|half) of (?P<year>\d{4})"
)
_BARE_DAY: Final = re.compile(
    rf"(?P<when>last |next |this |early |late )?(?:(?:{FEASTS.lower()}) )?"
    rf"(?P<weekday>{_WEEKDAY})\.?"
)
_BARE_MONTH: Final = re.compile(rf"(?P<when>last |next |this )?(?P<month>{_MONTH})\.?")
_NEAR: Final = re.compile(r"(?P<when>last|this|next|the previous) (?P<unit>week|month|year)")
_AGO: Final = re.compile(r"(?P<n>\w+) days? (?P<way>ago|earlier)")
_SINGLE: Final = {"today": 0, "tonight": 0, "this morning": 0, "this afternoon": 0,
                  "this evening": 0, "yesterday": -1, "last night": -1, "tomorrow": 1}  # fmt: skip
#: Words that set a limit of time.
_LIMITS: Final = frozenset({"until", "till", "by", "before"})
#: Verbs and adjectives that tell what will be.
_COMING: Final = frozenset(
    {"agree", "aim", "allow", "ask", "decide", "due", "expect", "go", "hope", "intend", "invite",
     "offer", "order", "plan", "pledge", "prepare", "promise", "propose", "ready", "schedule",
     "seek", "set", "slate", "threaten", "urge", "vote", "vow"}
)  # fmt: skip
#: A date without a year is taken for the nearest within half a year.
_HALF_A_YEAR: Final = timedelta(days=183)


def resolve(
    article: Article,
    sentences: Sequence[Sentence],
    tokens: Sequence[Token],
    entities: Sequence[Entity],
) -> list[ResolvedTime]:
    """The days each DATE or TIME covers, in order of text.

    Args:
        article: gives the day of the report (``published``, else a full date in a caption).
        sentences, tokens, entities: of that article.
    """
    anchor = _anchor(article, sentences, entities)
    found = []
    for entity in entities:
        if entity.label in {"DATE", "TIME"}:
            days = _days(article.text, entity, tokens, sentences, anchor)
            first, last = days if days else (None, None)
            found.append(ResolvedTime(entity.start, entity.end, first, last))
    return found


def _anchor(
    article: Article, sentences: Sequence[Sentence], entities: Sequence[Entity]
) -> date | None:
    """The day the report appeared; without one, the single full date in its captions."""
    if article.published is not None:
        return article.published.date()
    dates = set[date]()
    for sentence in sentences:
        if sentence.role not in {Role.CAPTION, Role.DATELINE, Role.BYLINE}:
            continue
        for entity in entities:
            if entity.label == "DATE" and sentence.start <= entity.start < sentence.end:
                match = _FULL.fullmatch(_plain(article.text[entity.start : entity.end]))
                if match and match["year"] and (days := _full(match, None, 0)):
                    dates.add(days[0])
    return dates.pop() if len(dates) == 1 else None


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.lower()).strip()


def _days(
    text: str,
    entity: Entity,
    tokens: Sequence[Token],
    sentences: Sequence[Sentence],
    anchor: date | None,
) -> Days | None:
    phrase = _plain(text[entity.start : entity.end])
    fixed = _absolute(phrase)
    if fixed is not None:
        return fixed
    tense, deadline = _tense(tokens, entity), _is_deadline(tokens, entity)
    if match := _FULL.fullmatch(phrase):
        return _full(match, anchor, 0 if deadline else tense)
    if anchor is None or _quoted(text, sentences[tokens[entity.first].sentence], entity):
        return None
    if not deadline:
        return _relative(phrase, anchor, tense)
    days = _relative(phrase, anchor, 0 if tense < 0 else 1)
    return None if days == (anchor, anchor) and phrase not in _SINGLE else days


def _absolute(phrase: str) -> Days | None:  # noqa: PLR0911  one return a pattern
    """Days that need no day of report: ISO dates, months, quarters, years with their year."""
    if match := _ISO.fullmatch(phrase):
        day = _date(int(match[1]), int(match[2]), int(match[3]))
        return (day, day) if day else None
    if match := _MONTH_YEAR.fullmatch(phrase):
        return _whole_month(int(match["year"]), _month(match["month"]))
    if match := _PART.fullmatch(phrase):
        which = (
            "1234".index(match["which"][0])
            if match["which"][0].isdigit()
            else (("first", "second", "third", "fourth").index(match["which"]))
        )
        length = 3 if match["part"] == "quarter" else 6
        if which * length >= 12:
            return None
        year = int(match["year"])
        first = _whole_month(year, which * length + 1)
        last = _whole_month(year, which * length + length)
        return (first[0], last[1])
    if match := _YEAR.fullmatch(phrase):
        year = int(match["year"])
        if not 1000 <= year <= 2200:
            return None
        return date(year, 1, 1), date(year + (9 if match["decade"] else 0), 12, 31)
    return None


def _full(match: re.Match[str], anchor: date | None, tense: int) -> Days | None:
    """A day and month, with the year as written or the nearest one that fits the tense."""
    month, number = _month(match["month"] or match["month2"]), int(match["day"] or match["day2"])
    weekday = WEEKDAYS.index(_long(match["weekday"], WEEKDAYS)) if match["weekday"] else None
    if match["year"]:
        years = [int(match["year"])]
    elif anchor is None:
        return None
    else:
        years = [anchor.year - 1, anchor.year, anchor.year + 1]
    days = [day for year in years if (day := _date(year, month, number))]
    if weekday is not None:
        days = [day for day in days if day.weekday() == weekday]
    if not match["year"] and anchor is not None:
        days = [day for day in days if abs(day - anchor) <= _HALF_A_YEAR]
        if tense:
            days = [day for day in days if (day - anchor).days * tense >= -1]
    return (days[0], days[0]) if len(days) == 1 else None


def _relative(  # noqa: PLR0911  one return a pattern
    phrase: str, anchor: date, tense: int
) -> Days | None:
    if phrase in _SINGLE:
        day = anchor + timedelta(days=_SINGLE[phrase])
        return day, day
    if phrase == "overnight":
        return (anchor - timedelta(days=1), anchor) if tense < 0 else None
    if match := _BARE_DAY.fullmatch(phrase):
        return _weekday(match, anchor, tense)
    if match := _NEAR.fullmatch(phrase):
        return _near(match["when"].split()[-1], match["unit"], anchor)
    if match := _AGO.fullmatch(phrase):
        count = _NUMBERS.get(match["n"], int(match["n"]) if match["n"].isdigit() else -1)
        if match["way"] == "ago" and 0 < count <= 60:
            day = anchor - timedelta(days=count)
            return day, day
        return None
    if match := _BARE_MONTH.fullmatch(phrase):
        return _bare_month(match, anchor, tense)
    return None


def _weekday(match: re.Match[str], anchor: date, tense: int) -> Days | None:
    wanted = WEEKDAYS.index(_long(match["weekday"], WEEKDAYS))
    back = (anchor.weekday() - wanted) % 7
    when = (match["when"] or "").strip()
    if when in {"last", "next"}:
        # "last Tuesday" on a Thursday may be two or nine days ago: only the same weekday is sure.
        if back:
            return None
        day = anchor + timedelta(days=-7 if when == "last" else 7)
    elif tense < 0:
        day = anchor - timedelta(days=back)
    elif tense > 0:
        day = anchor + timedelta(days=(7 - back) % 7)
    else:
        return None
    return day, day


def _near(when: str, unit: str, anchor: date) -> Days | None:
    step = {"last": -1, "previous": -1, "this": 0, "next": 1}[when]
    if unit == "week":
        first = anchor - timedelta(days=anchor.weekday()) + timedelta(weeks=step)
        return first, first + timedelta(days=6)
    if unit == "month":
        index = anchor.year * 12 + anchor.month - 1 + step
        return _whole_month(index // 12, index % 12 + 1)
    return date(anchor.year + step, 1, 1), date(anchor.year + step, 12, 31)


def _bare_month(match: re.Match[str], anchor: date, tense: int) -> Days | None:
    month, when = _month(match["month"]), (match["when"] or "").strip()
    if when or not tense:
        return None
    year = anchor.year
    if tense < 0 and month > anchor.month:
        year -= 1
    if tense > 0 and month < anchor.month:
        year += 1
    return _whole_month(year, month)


def _is_deadline(tokens: Sequence[Token], entity: Entity) -> bool:
    """Whether a word stands before it that sets a limit of time."""
    before = tokens[entity.first - 1] if entity.first else None
    return (
        before is not None
        and before.sentence == tokens[entity.first].sentence
        and before.text.lower() in _LIMITS
    )


def _tense(tokens: Sequence[Token], entity: Entity) -> int:
    """-1 when the governing verb is past, 1 when it is future, 0 when that is not clear.

    The nearest verb that tells decides: in "said that it would open on Friday" only the saying
    is past.
    """
    at, seen = entity.first, set[int]()
    while at not in seen:
        seen.add(at)
        if tokens[at].pos in {"VERB", "AUX"}:
            tense = _of_verb(tokens, at, entity.first)
            if tense is not None:
                return tense
        at = tokens[at].head
    return 0


def _of_verb(tokens: Sequence[Token], verb: int, when: int) -> int | None:
    """As `_tense`; None for what has the tense of what it hangs on, as participles have."""
    helpers = _helpers(tokens, verb)
    lemmas = {token.lemma.lower() for token in helpers}
    if not lemmas.isdisjoint({"will", "'ll", "shall", "’ll"}):
        return 1
    if any(token.tag == "MD" for token in helpers):
        return 0
    for token in (*helpers, tokens[verb]):
        if token.tag == "VBD" or ("Tense=Past" in token.morph and "VerbForm=Fin" in token.morph):
            return -1
    if "have" in lemmas and tokens[verb].tag == "VBN":
        return -1
    if tokens[verb].tag == "VB":
        return _of_infinitive(tokens, verb)
    # "said that the court meets on Friday": not past, though the saying is.
    told = tokens[verb].dep == "ccomp" and tokens[verb].head < verb < when
    return 0 if told and _is_present(tokens, verb) else None


def _helpers(tokens: Sequence[Token], verb: int) -> list[Token]:
    return [
        token
        for token in tokens[max(0, verb - 8) : verb + 8]
        if tokens[token.head] is tokens[verb] and token.dep.startswith(("aux", "cop"))
    ]


def _of_infinitive(tokens: Sequence[Token], verb: int) -> int | None:
    """1 for "is due to open", 0 for "was due to open", None for "failed to open"."""
    head = tokens[verb].head
    if tokens[head].lemma.lower() in _COMING:
        return 1 if _is_present(tokens, head) else 0
    return 0 if tokens[head].pos in {"NOUN", "PROPN", "ADJ"} else None


def _is_present(tokens: Sequence[Token], verb: int) -> bool:
    return any(t.tag in {"VBZ", "VBP"} for t in (*_helpers(tokens, verb), tokens[verb]))


def _quoted(text: str, sentence: Sentence, entity: Entity) -> bool:
    before = text[sentence.start : entity.start]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1


def _long(name: str, names: Sequence[str]) -> str:
    return next(full for full in names if full.startswith(name))


def _month(name: str) -> int:
    return MONTHS.index(_long(name, MONTHS)) + 1


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _whole_month(year: int, month: int) -> Days:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])
