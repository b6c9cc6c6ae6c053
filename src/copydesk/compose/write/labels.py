"""Labels of quick looks: a noun phrase of two to four words that names the facet.

The best of the phrases of the sentence (`phrases`), by how widely the reports carry its words
and by its place in the sentence; of speech, whose it is and what kind of speech ("Brandt
warning"); failing all, the subject with its article ("The roof"). It names no person, unless the
sentence passes on what that person said.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from itertools import takewhile

from copydesk.compose.choose.selection import content_stems, stem, word_set
from copydesk.compose.choose.telling import tells_toll
from copydesk.compose.record.candidates import Unit
from copydesk.compose.record.judging import is_role
from copydesk.compose.write import phrases
from copydesk.compose.write.nominals import NOMINALS
from copydesk.model import Annotated, Token

_SUBJECT = ("nsubj", "nsubj:pass", "nsubjpass")
_OBJECT = ("obj", "dobj", "root", "ROOT", "attr")
#: A phrase of less merit gives way to the kind of speech, and to the bare subject; where any label
#: is asked for only one of least merit gives way to that. Set by reading dev stories' labels.
GOOD, FAIR, POOR = 0.75, 0.45, 0.3
#: How a label begins that is but a noun.
BARE = "The "
#: What speech of a kind is called, by the stem of its verb.
_SPEECH_PAIRS = """
warned warning, denied denial, urged appeal, appealed appeal,
condemned condemnation, denounced condemnation, praised praise, welcomed welcome,
accused accusation, apologised apology, apologized apology, promised promise, vowed promise,
pledged pledge, announced announcement, confirmed confirmation, claimed claim,
blamed accusation, criticised criticism, criticized criticism, tweeted tweet,
thanked thanks, predicted forecast, expected forecast, estimated estimate,
recalled account, described account, demanded demand, complained complaint,
argued argument, insisted stance, acknowledged admission, admitted admission,
suggested suggestion, proposed proposal, joked joke, testified testimony,
thinks view, believes view, hopes hope, revealed announcement, unveiled announcement
"""
_SAYS = re.compile(
    r"^(?:sa(?:id|ys?|ying)|t(?:old|ells?)|wr(?:ote|ites?)|add(?:ed|s)|not(?:ed|es)|explain\w*|"
    r"according to|stat(?:ed|es)|call(?:ed|s)|repl(?:ied|ies)|declared|concluded|commented|"
    r"remarked|tweet\w*|ask(?:ed|s)|quipped|caption\w*|post(?:ed|s)|recount\w*|emphasi[sz]\w+|"
    r"stress\w+)\b",
    re.IGNORECASE,
)
_SPEECH = {stem(verb): noun for verb, noun in (pair.split() for pair in _SPEECH_PAIRS.split(","))}
#: Nouns for bodies and groups that speak.
_BODIES = word_set(
    """police authority ministry department office witness resident military army navy government
    company firm airline airport hospital school university court council court church charity
    embassy network regulator operator owner maker carrier retailer manufacturer activist family
    neighbour neighbor survivor student protester employee worker fan committee commission board"""
)
_DAYS = word_set(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may
    june july august september october november december"""
)


def label_for(
    unit: Unit,
    report: Annotated,
    weight: Mapping[str, float],
    taken: Collection[str],
    written: str,
    names: Collection[str],
    *,
    weak: bool = False,
) -> str:
    """A label for a quick look; empty when the sentence gives none.

    Args:
        unit, report: the unit and its report.
        weight: how widely each stem is carried in the story, 0 to 1, less for stems of titles.
        taken: stems that other labels have used.
        written: the bullet, in which the label's words must stand.
        names: words of the names of people in all reports.
        weak: whether a weak phrase goes before a bare noun.
    """
    if tells_toll(written) and "toll" not in taken:
        return "Death toll"
    sentence = report.sentences[unit.sentence]
    people = phrases.people_in(report, names)
    told = {stem(word) for word in re.findall(r"\w+", written.lower())}
    candidates: list[tuple[float, int, str]] = []
    for order, phrase in enumerate(phrases.phrases(report, sentence.first, sentence.last, people)):
        stems = content_stems(phrase.text)
        head = report.tokens[phrase.head]
        if len(stems) < 2 or stems & set(taken) or not _stands_in(phrase.text, told):
            continue
        if is_role(phrase.text.split()[-1]) and not _speaks(unit, head):
            continue
        carried = sum(0.3 + weight.get(item, 0.0) for item in sorted(stems)) / len(stems)
        place = 1.4 if head.dep in _SUBJECT else 1.2 if head.dep in _OBJECT else 1.0
        candidates.append((-carried * place * phrase.worth, order, phrase.text))
    merit, _, best = min(candidates, default=(0.0, 0, ""))
    spoken = _of_speech(unit, report, taken, written, names)
    quoted = len(re.findall(r"\w+", "".join(re.findall(r"[“\"][^”\"]*[”\"]", written))))
    if -merit >= GOOD and not (spoken and 2 * quoted > len(written.split())):
        return _capital(best)
    if spoken or -merit >= (POOR if weak else FAIR):
        return _capital(spoken or best)
    for noun in phrases.bare_nouns(report.tokens, sentence.first, sentence.last, people):
        if not content_stems(noun.text) & set(taken) and _stands_in(noun.text, told):
            return f"{BARE}{noun.text.lower()}"
    return _capital(best)


def _speaks(unit: Unit, head: Token) -> bool:
    """Whether the sentence passes on what this role noun's holder said."""
    speaker = unit.speaker
    if speaker is None or speaker.start is None or speaker.end is None:
        return False
    return speaker.start <= head.start < speaker.end


def _stands_in(phrase: str, told: Collection[str]) -> bool:
    """Whether the sentence as written has the phrase's words, but for the name of a deed."""
    words = re.findall(r"\w+", phrase.lower())
    if not re.fullmatch(r"[\w .’'-]+", phrase) or any(len(w) == 1 for w in words):
        return False
    *before, last = words
    last_told = stem(last) in told or last in NOMINALS.values()
    return last_told and all(stem(w) in told for w in before) and len(words) <= phrases.LONGEST


def _of_speech(
    unit: Unit, report: Annotated, taken: Collection[str], written: str, names: Collection[str]
) -> str:
    """Whose speech it is, and what kind of speech; empty when nobody fit to be named speaks."""
    speaker = unit.speaker
    if speaker is None or speaker.start is None or not speaker.name or not _is_speech(speaker.cue):
        return ""
    noun = _kind(speaker.cue)
    if speaker.kind == "person":
        surname = re.sub(r"['’]s$", "", speaker.name.split()[-1])
        fits = surname in names and surname.lower() not in _DAYS | phrases.EMPTY
        return f"{surname} {noun or 'remarks'}" if _free(surname, taken, written, fits) else ""
    # What a news agency reported is no statement of its own.
    if speaker.kind not in ("organisation", "officials") or (speaker.cue or "").startswith(
        "report"
    ):
        return ""
    said_by = [
        t
        for t in report.tokens[report.sentences[unit.sentence].first :]
        if speaker.start <= t.start < (speaker.end or 0) and t.pos in ("NOUN", "PROPN")
    ]
    if not said_by:
        return ""
    body = said_by[-1]
    if body.pos == "PROPN":
        fits = body.text.isalpha() and body.text.lower() not in _DAYS
        name = " ".join(t.text for t in takewhile(lambda t: t.pos == "PROPN", reversed(said_by)))
        name = " ".join(reversed(name.split()))
        fits = fits and len(name.split()) < phrases.LONGEST
        return f"{name} {noun or 'statement'}" if _free(body.text, taken, written, fits) else ""
    fits = body.lemma.lower() in _BODIES or is_role(body.lemma)
    word = "official" if body.lemma.lower() in ("authority", "official") else body.lemma.lower()
    return f"{word} {noun or 'statement'}" if _free(body.lemma[:6], taken, written, fits) else ""


def _is_speech(cue: str | None) -> bool:
    """Whether a cue says that somebody speaks, and does not only show something."""
    return bool(_kind(cue)) or _SAYS.search(cue or "said") is not None


def _kind(cue: str | None) -> str:
    words = re.findall(r"\w+", (cue or "").lower())
    return next((_SPEECH[stem(w)] for w in words if stem(w) in _SPEECH), "")


def _free(word: str, taken: Collection[str], written: str, fits: bool) -> bool:
    return fits and word.lower() in written.lower() and not content_stems(word) & set(taken)


def _capital(text: str) -> str:
    """With a capital, but for a word that is written with one inside ("iPad")."""
    return text if text[1:2].isupper() else text[:1].upper() + text[1:]
