"""What an outlet says of its own report, and of itself: corrections, notes, promotions.

None of it is reporting: a correction tells what an earlier version said, which this one no
longer does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_NAMES = (
    r"corrections?|clarifications?|editor(?:s|['’]s|s['’])? (?:note|correction)|erratum|"
    r"correction (?:and|&) clarification|correction (?:note|notice|appended)|update and correction|"
    r"korrektur|berichtigung|richtigstellung|korrekturhinweis|anmerkung der redaktion|"
    r"hinweis der redaktion|rectificatif|rectification|note de la rédaction|"
    r"corrección|rectificación|fe de errores|aclaración|nota de la redacción|nota del editor|"
    r"rettifica|nota della redazione|correcção|correção|nota da redação|rectificatie|correctie|"
    r"rättelse|rettelse|sprostowanie"
)
#: A name, perhaps with its day, set apart from the text: "Correction, 3 May: ...".
_NAMED = re.compile(
    rf"[\W_]{{0,3}}(?:{_NAMES})"
    r"(?:(?:,| on| [-–—])? (?=\d|\w{3,9}\.? \d)[^()\n]{1,40}?| ?\([^()\n]{1,60}\))?"
    r"(?:\s*[:|]|\s+[–—-]|\.(?=\s))\s*(?=\S)",
    re.I,
)
_NAME_ALONE = re.compile(rf"[\W_]{{0,3}}(?:{_NAMES})[\W_]{{0,3}}$", re.I)
#: A sentence that tells of the report itself that it was wrong.
_OWN = r"(?:article|story|report|piece|post|page|headline|caption)"
_TELLS = re.compile(
    rf"(?:an|the|our) (?:earlier|previous|original|initial|first) (?:version|edition) of "
    rf"(?:this|our) {_OWN}\b|a previous version of (?:this|our) {_OWN}\b|"
    rf"this {_OWN} (?:has been|was) (?:corrected|amended|clarified|updated (?:and corrected|"
    rf"to (?:correct|clarify|remove|reflect a correction)))\b|"
    rf"(?:an )?(?:earlier|previous) version (?:incorrectly|wrongly|mistakenly|misstated)\b|"
    rf"in einer (?:früheren|ersten|vorherigen) (?:version|fassung) (?:dieses|des) (?:artikels|"
    rf"beitrags|textes)|une (?:première )?version (?:précédente|antérieure) de "
    rf"(?:cet |l['’])article|"
    rf"una versión (?:anterior|previa) de est[ae] (?:artículo|nota|noticia|información)",
    re.I,
)
#: Notes are short; a report about a correction is a report.
MAX_WORDS = 150

_PROMOTION = re.compile(
    r"(?:(?:did|if|do) you (?:like|enjoy(?:ed)?|liked)(?: reading)? (?:this|our|"
    r"what)\b[^?]{0,60}\??,? )?"
    r"(?:then )?(?:please )?(?:consider )?(?:support(?:ing)? (?:us|our|independent|this)\b|"
    r"(?:make|making|give|giving) (?:us )?a (?:small |one-?time )?(?:donation|contribution)|"
    r"donat(?:e|ing) (?:now|today|to (?:us|our|the)))[^\n]{0,240}|"
    r"for more (?:stories|news|articles|reports|content) like this\b[^.!?]{0,80}[.!]?|"
    r"(?:hat ihnen|gefällt ihnen|mögen sie)[^?]{0,60}(?:artikel|beitrag)[^?]{0,40}\?[^\n]{0,200}|"
    r"(?:[^.!?]{2,80}[.!?] )?(?:follow(?: [^\s.!?]+){1,6} for (?:more(?! than)|all|"
    r"the latest|the best|daily|live|breaking|updates|news|further)\b[^.!?]{0,80}[.!]?|"
    r"(?:sign up|subscribe|register)\b[^.!?]{0,200}\b(?:newsletter|inbox|briefing|alerts|podcast|"
    r"channel)s?\b[^.!?]{0,80}[.!]?|"
    r"(?:get|receive|want)\b[^.!?]{0,120}\b(?:newsletters?\b[^.!?]{0,60}|(?:to|in) your inbox)"
    r"[^.!?]{0,60}[.!?]?|"
    r"(?:join|follow) (?:us|our|the conversation)\b[^.!?,]{0,30}\b(?:on|at|via|channels?|groups?|"
    r"community|newsletters?)\b[^.!?,]{0,80}[.!]?|"
    r"get\b[^.!?]{2,80}\bdelivered (?:through|to|straight|directly|right|daily)\b[^!?]{0,120}[.!]?|"
    r"(?:click|tap) here (?:to|for)\b[^.!?]{0,120}[.!]?|"
    r"for (?:more|(?:all )?the latest)(?! than)(?: [^\s.!?,]+){1,6},? "
    r"(?:sign up|subscribe|click here|(?:follow|visit|go to|see|check out|download) "
    r"(?:us|our|the|@|www|http|\S+ on\b|\S+\.\w))"
    r"[^!?]{0,100}[.!]?|"
    r"(?:folgen sie|abonnieren sie|melden sie sich)\b[^.!?]{0,60}\b(?:uns|unser\w*|newsletter)\b"
    r"[^.!?]{0,100}[.!]?|"
    r"(?:suivez|abonnez|inscrivez)-(?:nous|vous)\b[^.!?]{0,140}[.!]?|"
    r"(?:síguenos|suscríb[ae](?:te|se)|seguici|iscriviti|abbonati)\b[^.!?]{0,140}[.!]?)",
    re.I,
)

#: A line that stands where the open part of a report ends.
_GATE = re.compile(
    r"(?:(?:this|the (?:full|rest of the|whole)|full) (?:article|story|content|report|post|text) "
    r"is (?:only )?(?:for|available|reserved|exclusive|restricted|free)\b[^.!?]{0,60}"
    r"(?:subscrib|member|register|premium|paying)"
    r"|(?:to|in order to) (?:continue|keep on|keep|carry on) reading\b|to read (?:the (?:full|"
    r"rest|whole)|on|more)\b"
    r"[^.!?]{0,60}(?:log|sign|subscri|register|buy)|already (?:a|have a) (?:subscri|member|account)"
    r"|(?:log|sign) in (?:or [^.!?]{0,40})?to (?:continue|read)|subscribe (?:now |today )?(?:to|"
    r"for|and) "
    r"(?:continue|read|unlock|get (?:full|unlimited)|only|just|[£$€\d])"
    r"|you(?:['’]ve| have) (?:reached|read|used)[^.!?]{0,40}(?:free|limit|articles)"
    r"|(?:dieser|der (?:ganze|vollständige)) (?:artikel|beitrag|text) ist (?:nur|exklusiv)\b"
    r"|(?:weiterlesen|jetzt weiterlesen) mit\b|(?:um|zum) weiterlesen\b[^.!?]{0,60}(?:abo|anmeld|"
    r"regist)"
    r"|jetzt (?:abonnieren|abo)\b|(?:cet article|la suite|le contenu) (?:est |"
    r"de l['’]article est )?"
    r"(?:réservée?|accessible)[^.!?]{0,30}abonn|il vous reste \d+(?:[.,]\d+)?\s?% de cet article"
    r"|(?:contenido|artículo|noticia) (?:exclusiv[oa]|reservad[oa]|sólo|solo) para (?:suscriptores|"
    r"socios|abonados)|para seguir leyendo|(?:contenuto|articolo) (?:riservato|"
    r"esclusivo)[^.!?]{0,30}"
    r"abbonati|per continuare a leggere|(?:conteúdo|artigo) exclusivo para assinantes|"
    r"para continuar (?:a ler|lendo)|dit artikel is (?:alleen|exclusief) voor|om verder te lezen"
    r"|(?:ten )?artykuł (?:jest )?(?:dostępny )?(?:tylko )?dla (?:prenumeratorów|subskrybentów)"
    r"|(?:artikeln|artikkelen|artiklen) är (?:bara )?för prenumeranter|for abonnenter)",
    re.I,
)


def is_gate(text: str) -> bool:
    """Whether a line only tells that the rest is for subscribers, and how to become one."""
    text = text.strip()
    return len(text.split()) <= 45 and _GATE.match(text) is not None


def is_promotion(text: str) -> bool:
    """Whether a line asks readers to follow, subscribe or sign up, and says nothing else."""
    return _PROMOTION.fullmatch(text.strip()) is not None


def is_correction(text: str) -> bool:
    """Whether a paragraph is a correction, a clarification or an editor's note.

    It opens with such a name that stands apart from the text ("Correction, 3 May: ..."), or
    tells in its first words that an earlier version was wrong.
    """
    text = text.strip()
    if len(text.split()) > MAX_WORDS:
        return False
    return _NAMED.match(text) is not None or _TELLS.match(text) is not None


def corrections(texts: Sequence[str]) -> frozenset[int]:
    """Places of the paragraphs that are corrections, with the names that stand above them.

    A name on a line of its own makes a correction of the paragraph below it.
    """
    found: set[int] = set()
    for index, text in enumerate(texts):
        if is_correction(text):
            found.add(index)
        elif _NAME_ALONE.match(text) and index + 1 < len(texts) and texts[index + 1].strip():
            found |= {index, index + 1}
    return frozenset(found)


def stated(texts: Sequence[str], places: frozenset[int]) -> tuple[str, ...]:
    """The texts of corrections, without names that stand alone."""
    return tuple(
        dict.fromkeys(
            " ".join(texts[index].split())
            for index in sorted(places)
            if not _NAME_ALONE.match(texts[index])
        )
    )


def notes_of_corrections(texts: Sequence[str]) -> tuple[str, ...]:
    """The corrections as they stand in ``Article.notes``."""
    return tuple(f"correction: {text}" for text in texts)
