"""Pages that are no report: consent walls, errors, robots' checks, closed paywalls.

A report may be *about* an error or about consent. A page that is no report speaks to its
reader, of itself; its title says nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from copydesk.extract.page.judges import words_of
from copydesk.extract.page.pieces import Piece

READ, CONSENT, ERROR, PAYWALL = "read", "consent", "error", "paywall"

#: What a title of an error page says, and all that it says.
_ERROR_TITLE = re.compile(
    r"\W*(?:(?:http |http-)?(?:error|status|fehler|erreur|errore?|fel|fout|"
    r"błąd)?\W{0,3}[45]\d\d\W{0,3}"
    r"(?:(?:error|fehler|erreur|not found|page not found|forbidden|gone|unauthori[sz]ed|"
    r"bad (?:request|gateway)|(?:internal )?server error|service (?:temporarily )?unavailable|"
    r"gateway time-?out|too many requests|seite nicht gefunden|page introuvable)\W*)*|"
    r"(?:page|article|story|site|file|url)? ?(?:was |could |can |is )?not (?:be )?"
    r"(?:found|available|displayed)|error|oops|uh-?oh|access (?:denied|"
    r"to this page has been denied)|"
    r"forbidden|just a moment|attention required!? ?(?:\W cloudflare)?|are you (?:a robot|human)|"
    r"(?:security|browser) check|captcha|service (?:temporarily )?unavailable|bad gateway|"
    r"(?:internal )?server error|pardon our interruption|robot or human|one more step|ddos-guard|"
    r"verify(?:ing)? (?:that )?you are (?:human|not a robot)|human verification|"
    r"página no encontrada|page (?:introuvable|non trouvée)|seite nicht gefunden|"
    r"pagina non trovata|"
    r"página não encontrada|pagina niet gevonden|strona nie została znaleziona|"
    r"nie znaleziono strony|sidan (?:hittades inte|kunde inte hittas)|siden (?:blev )?ikke funnet|"
    r"siden findes ikke|sivua ei löyty\w+|страница не найдена|сторінку не знайдено|"
    r"sayfa bulunamadı|"
    r"zugriff verweigert|accès refusé|acceso denegado|accesso negato)\W*",
    re.I,
)
#: What a page says of itself to a reader who did not get what was asked for.
_ERROR_TEXT = re.compile(
    r"(?:page|article|story|content|document|url|link|address)(?: that)? (?:you(?:['’]re| are|"
    r" were|"
    r"['’]ve)? (?:have )?(?:been )?(?:looking for|requested|tried|trying|followed|seeking)|"
    r"(?:no longer exists|does not exist|doesn['’]t exist|cannot be found|can['’]t be found|"
    r"could not be found|has (?:been )?(?:moved|removed|deleted)))|"
    r"(?:we|you)(?: \w+)? (?:could(?:n['’]t| not)|can(?:no|['’])t|cannot) (?:find|locate) "
    r"(?:that|this|the|your) (?:page|article|story)|requested url|"
    r"checking (?:if the site connection is secure|your browser)|enable javascript and cookies|"
    r"you (?:don['’]t|do not) have permission to access|you have been blocked|unusual (?:traffic|"
    r"activity) from your|verify (?:that )?you(?:['’]re| are) (?:a )?(?:human|not a robot)|"
    r"complete the (?:captcha|security check)|your (?:ip|request) (?:address )?(?:has been|"
    r"was) blocked|"
    r"die (?:gewünschte|angeforderte|gesuchte|aufgerufene) seite|"
    r"(?:la )?page (?:que vous (?:recherchez|cherchez|avez demandée)|demandée)|"
    r"la página que (?:busca|buscas|está buscando|solicitó)|la pagina (?:che (?:stai|"
    r"state) cercando|"
    r"richiesta)|a página que (?:você )?(?:procura|está procurando)|"
    r"de (?:pagina|gevraagde pagina) die (?:u|je) (?:zoekt|zocht)|strona,? której szukasz|"
    r"sidan (?:du|som du) (?:söker|letar)|siden du (?:leter|søker|leder) efter",
    re.I,
)
_CONSENT_TITLE = re.compile(
    r"\W*(?:before you continue|we (?:value|care about|respect) your privacy|"
    r"your privacy(?: matters|"
    r" choices| settings)?|privacy (?:settings|choices|preferences)|"
    r"cookie (?:consent|settings|preferences|policy|notice)|(?:manage|accept) (?:all )?cookies|"
    r"consent|"
    r"datenschutz(?:einstellungen|hinweis)?|(?:privatsphäre|cookie)-?einstellungen|zustimmung|"
    r"gestion des cookies|votre vie privée|tu privacidad|la tua privacy|uw privacy|"
    r"jouw privacy)\W*",
    re.I,
)
#: A wall speaks of its reader's data, of the site as "we", and of an act of consent: each in
#: the words of the languages of Europe.
_COOKIES = re.compile(
    r"\bcookies?\b|\bcookie-|ciasteczk|\bkakor\b|informasjonskapsl|eväste|\bsütik?\b|sušenk|çerez|"
    r"kolačić|\bküpsis|sīkdat|slapuk|personenbezogene daten|données personnelles|datos personales|"
    r"dati personali|dados pessoais|persoonsgegevens|dane osobowe|personal data|your data|"
    r"vos données",
    re.I,
)
_SITE = re.compile(
    r"\b(?:we|our|us)\b|\b(?:wir|uns|unsere[nrm]?)\b|\b(?:nous|nos|notre)\b|"
    r"\b(?:nosotros|nuestr[oa]s?|usamos|utilizamos)\b|\b(?:noi|nostri|nostro|utilizziamo)\b|"
    r"\b(?:wij|ons|onze|we)\b|maakt gebruik van|gebruikt (?:functionele|cookies)|"
    r"(?:sito|site|website|webseite|sitio|seite|serwis|strona)(?: web)? "
    r"(?:uses?|utilizza|utilise|usa|utiliza|verwendet|nutzt|gebruikt|używa|korzysta|använder|bruger|"
    r"bruker)|\b(?:używamy|naszymi?|nasi|nasz)\b|\bvi (?:anvender|använder|bruger|bruker)\b|"
    r"\bkäytämme\b|\bvåra\b|\bvåre\b|\bvores\b|použív\w+|kullanıyoruz|használunk|folosim",
    re.I,
)
_ACT = re.compile(
    r"\b(?:accept|agree|consent|opt out|reject all|manage (?:your )?(?:choices|preferences))\b|"
    r"akzeptier|zustimm|einwillig|einverstanden|\baccepte[rz]?\b|consentement|"
    r"\bacept\w+|consentimiento|\baccett\w+|acconsent\w+|consenso|\baceit\w+|consentimento|"
    r"\bakkoord|\baccepteren|toestemming|akceptuj|zgadzasz|zgod[ęay]|godkänn|samtyck|accepter|samtykke|"
    r"hyväksy|souhlas|kabul|elfogad|accept\w*|personali[sz]ed ads|gepersonaliseerde advertenties",
    re.I,
)
_QUOTED = re.compile(r"[“\"„«][^“”\"„«»]{0,400}[”\"“»]")
#: A real report is longer; a wall's text is short.
_SHORT = 150
_FEW = 60


def status_of(title: str | None, pieces: Sequence[Piece], paywall_signs: int) -> str:
    """ "read" for a report, else why the page has none.

    Args:
        title: the page's headline.
        pieces: its body.
        paywall_signs: how many independent signs of a paywall it has.
    """
    text = "\n".join(piece.text for piece in pieces)
    count = len(words_of(text))
    if count < _SHORT:
        if title and _ERROR_TITLE.fullmatch(title.strip()[:200]):
            return ERROR
        if _is_wall(title or "", text):
            return CONSENT
    if count < _FEW and (_ERROR_TEXT.search(text) or _ERROR_TITLE.fullmatch(text.strip()[:200])):
        return ERROR
    if not pieces and paywall_signs >= 2:
        return PAYWALL
    return READ


def _is_wall(title: str, text: str) -> bool:
    """Whether a short page asks its reader for consent."""
    spoken = _QUOTED.sub(" ", text)
    named = _CONSENT_TITLE.fullmatch(title.strip()[:200]) is not None
    signs = sum(bool(pattern.search(spoken)) for pattern in (_COOKIES, _SITE, _ACT))
    return signs == 3 or (named and (signs == 2 or not text))
