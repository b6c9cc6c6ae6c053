"""Pages that are no report: consent walls, errors, robots' checks, closed paywalls."""

from __future__ import annotations

import re
from collections.abc import Sequence

from copydesk.extract.page.judges import words_of
from copydesk.extract.page.pieces import Piece

READ, CONSENT, ERROR, PAYWALL = "read", "consent", "error", "paywall"

_ERROR = re.compile(
    r"^\W*(?:(?:http )?(?:error )?[45]\d\d\b|(?:page|article|story|site|seite) (?:was |could )?"
    r"(?:not|nicht) (?:be )?(?:found|gefunden|available)|not found|access denied|forbidden|"
    r"just a moment|attention required|are you (?:a robot|human)|security check|captcha|"
    r"service unavailable|bad gateway|internal server error|error\b|pardon our interruption|"
    r"robot or human|verify(?:ing)? you are human|página no encontrada|page introuvable|"
    r"seite nicht gefunden|zugriff verweigert|oops)",
    re.I,
)
_CONSENT = re.compile(
    r"before you continue|we (?:value|care about|respect) your privacy|cookie (?:consent|settings|"
    r"policy|notice)|accept (?:all )?cookies|your (?:privacy|data) choices|privacy settings|"
    r"consent to|zustimmung|datenschutz(?:einstellungen)?|cookies? (?:akzeptieren|zustimmen)|"
    r"mit werbung (?:und cookies )?weiterlesen|accepter (?:et continuer|les cookies)|"
    r"gestion des cookies|aceptar (?:y continuar|cookies)|accetta i cookie",
    re.I,
)
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
    words = len(words_of(text))
    if words < _SHORT and title and _ERROR.match(title):
        return ERROR
    walls = len(_CONSENT.findall(f"{title or ''}\n{text}"))
    if words < _SHORT and (walls >= 2 or (walls == 1 and words < _FEW)):
        return CONSENT
    if words < _FEW and _ERROR.match(text):
        return ERROR
    if not pieces and paywall_signs >= 2:
        return PAYWALL
    return READ
