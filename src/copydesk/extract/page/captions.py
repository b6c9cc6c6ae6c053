"""The words that stand with a picture: its caption and its credit, apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from copydesk.extract.page.elements import key_of, text_of

CAPTION_HINT = re.compile(
    r"caption|legend|bildunterschrift|bildtext|image[-_]?(?:text|desc|info|title)|\bbu\b|"
    r"photo[-_]?(?:text|desc)|pie[-_]?(?:de[-_]?)?foto|description|didascalia",
    re.I,
)
_CREDIT_HINT = re.compile(
    r"credit|copyright|photographer|fotograf|\bsource|rights|quelle|agency|autor|author|byline|"
    r"provider|attribution|owner|bildnachweis|urheber|contributor|distributor",
    re.I,
)
#: Words for a picture, and for who made it, as credits begin.
_PICTURE = (
    r"photo(?:graph)?s?|pictures?|images?|fotos?|bild(?:er)?|fotografie|illustration|grafik|graphic|"
    r"symbol(?:bild|foto)|archiv(?:bild|foto)|pressefoto|коллаж|колаж|фотоколлаж|photos?|фото|зображення|isithombe|zdjęcie|fot\.|fotó|kuva|foto-?nota|"
    r"video(?: still)?|screenshot|screengrab|cover|montage|infografik|infographic|imagen|imagem|"
    r"immagine|beeld|afbeelding|billede|fotoğraf|rendering"
)
_MAKER = r"credits?|courtesy(?: of)?|quelle|source|copyright|crédits?(?: photo)?|by|von|de|di|via"
_MARK = re.compile(
    rf"\s*[|–—/-]?\s*(?:\(\s*)?(?:(?:(?:{_PICTURE})\b|\b(?:credits?|quelle|source|copyright|"
    rf"crédit(?: photo)?)\b)(?:\s*(?:(?:{_MAKER})\b|:|/|\||©))+|©|\(c\))\s*[:©]?\s*"
    r"(?P<credit>[^()\n]{2,110}?)\)?\s*$",
    re.I,
)
_BRACKETS = re.compile(
    r"\s*[(\[](?P<credit>[^()\[\]]*(?:/|AP|AFP|Reuters|Getty|dpa|EPA|Photo|Foto|imago|Archiv)"
    r"[^()\[\]]{0,60})[)\]]\s*\.?\s*$"
)
#: A name behind the last sentence, or behind a dash: "... on Monday. Ann Lee/Wire".
_NAME = r"[^\W\d_a-zß-ÿ][\w.’'-]{0,20}"
_JOINED = rf"(?: |/| / |, )(?:(?:via|for|of|and|&|de|van|von|du|la) )?{_NAME}"
_BARE = re.compile(
    rf"(?<=[^\W\d_A-Z]{{3}}[.!?”\"])\s+(?:[|–—-]\s*)?(?P<credit>{_NAME}(?:{_JOINED}){{1,6}}|"
    r"[A-Z]{2,8}|[\u3040-\u9fff\uac00-\ud7af]{2,8}\d?)$|"
    rf"\s+[–—|]\s*(?P<dashed>{_NAME}(?: {_NAME}){{0,3}}\s?/\s?{_NAME}(?: {_NAME}){{0,3}})$"
)
#: A label within a credit: "NDR Foto: Ann Lee".
_WITHIN = re.compile(rf"^.{{1,40}}\b(?:{_PICTURE}):\s*(?=\S)", re.I)
_CREDIT_PREFIX = re.compile(
    rf"^(?:(?:(?:{_PICTURE}|credits?|quelle|source|copyright|bildquelle|bildnachweis|bildrechte|"
    r"crédit|fotograf|urheber|источник|pic)\s*(?:credits?\s*:?|by\b:?|von\b|courtesy of|"
    r"courtesy:|source,?|:|/|©)|(?:image|photo|video)? ?credits?\b|image source,|©|\(c\))\s*)+",
    re.I,
)
#: A label anywhere: only then an element can be a labelled credit.
_LABELLED = re.compile(
    rf"(?:{_PICTURE}|credit|quelle|source|copyright|crédit|urheber)|©|\(c\)", re.I
)
#: Words of the page's controls and for those who do not see it.
_LABELS = re.compile(
    r"(?:^|(?<=\s))(?:image (?:caption|source),?|(?:hide|toggle|show|view) caption|"
    r"(?:click |tap )?(?:to )?enlarge(?: (?:this )?(?:image|picture|photo))?|"
    r"view (?:in )?full ?screen|open (?:the )?(?:image )?in (?:gallery|full ?screen|lightbox)|"
    r"bild (?:vergrößern|anzeigen)|in (?:der )?(?:großansicht|lightbox)(?: öffnen)?|"
    r"agrandir l['’]image|ampliar(?: imagen| foto)?|(?:bild|image) \d+ (?:von|of) \d+|caption:|"
    r"bildunterschrift:?)(?=[\s.,:]|$)[.,:]?",
    re.I,
)
#: Where a thing can be bought: "$29 at Example Shop $31 at Other Shop".
_PRICES = re.compile(r"(?:\s*[$€£]\s?\d[\d.,]* (?:at|bei|chez) [^$€£]{2,50})+$")
#: A name in brackets or behind a stroke, in an element of its own.
_APART = re.compile(r"\(\s*[^()]{2,80}\s*\)|[/|©]\s*[^/|©]{2,80}")
MAX_CAPTION = 700
_MAX_VALUE = 60
_MAX_CREDIT = 140


def caption_and_credit(container: Any) -> tuple[str | None, str | None]:
    """The words of a picture's container, credit and caption apart.

    Args:
        container: the element around the picture.
    """
    holders = [element for element in container.iter("figcaption") if text_of(element)]
    holder = holders[0] if holders else next(_hinted(container, CAPTION_HINT), container)
    credited = list(_hinted(holder, _CREDIT_HINT)) or list(_hinted(container, _CREDIT_HINT))
    if not credited:
        credited = [el for el in container.iter("footer", "cite", "small") if text_of(el)][-1:]
    credited = credited or _last_apart(holder)
    if not credited and _LABELLED.search(text_of(container)):
        credited = [el for el in container.iterdescendants("*") if _is_credit(el, container)][:1]
    caption = spaced(holder)
    parts = [_credit_of(spaced(element)) for element in credited]
    if parts and len(" ".join(parts)) <= _MAX_CREDIT:
        for part in parts:
            caption = _without(caption, part)
        credit = ", ".join(dict.fromkeys(filter(None, map(plain_credit, parts))))
        if not _plain(caption) and holder is not container and credited[0] is holder:
            caption = ""
        rest, within = split_credit(_plain(caption))
        return rest or None, credit or within
    rest, within = split_credit(caption)
    return _plain(rest) or None, within


def _credit_of(text: str) -> str:
    """The credit in the text of an element that is named one; some hold the caption as well."""
    rest, within = split_credit(text)
    return text[len(rest) :] if within and len(rest.split()) > 3 else text


def credit_in(text: str) -> str | None:
    """The labelled credit at the end of a picture's description; None without one."""
    match = _MARK.search(" ".join(text[:MAX_CAPTION].split()))
    return plain_credit(match["credit"]) or None if match else None


def _hinted(element: Any, hint: re.Pattern[str]) -> Iterator[Any]:
    """Outermost elements below one whose names match."""
    inside: set[Any] = set()
    for child in element.iterdescendants():
        if not isinstance(child.tag, str) or child.getparent() in inside:
            inside.add(child)
            continue
        names = _names_of(child)
        if hint.search(names) and text_of(child):
            inside.add(child)
            yield child


def _names_of(element: Any) -> str:
    """What an element is called: its classes, and the names and short values of its data."""
    names = [element.get("class") or "", element.get("itemprop") or ""]
    for name, value in element.attrib.items():
        if name.startswith("data-"):
            names += [name, value if len(value) <= _MAX_VALUE else ""]
    return " ".join(names)


def _last_apart(holder: Any) -> list[Any]:
    """The last element of a caption, where it is set in brackets or behind a stroke."""
    last = next((child for child in reversed(holder) if text_of(child)), None)
    if last is None or (last.tail or "").strip():
        return []
    text = text_of(last)
    apart = _APART.fullmatch(text) is not None and len(text.split()) <= 8
    return [last] if apart and text != text_of(holder) else []


def _is_credit(element: Any, container: Any) -> bool:
    """Whether an element holds a labelled credit and nothing else ("Photo: Ann Lee")."""
    text = text_of(element)
    short = len(text) <= _MAX_CREDIT and text != text_of(container)
    label = _CREDIT_PREFIX.match(text)
    return short and label is not None and label.end() < len(text)


def spaced(element: Any) -> str:
    """Text of an element with a blank between elements that stand side by side."""
    text = " ".join(part for part in (p.strip() for p in element.itertext()) if part)
    return re.sub(r"\s+([,.;:!?)\]])", r"\1", " ".join(text.split()))


def _without(caption: str, credit: str) -> str:
    """The caption without the credit that its element repeats."""
    place = caption.rfind(credit)
    return caption[:place] + caption[place + len(credit) :] if place >= 0 else caption


def _plain(caption: str) -> str:
    text = " ".join(_LABELS.sub(" ", caption).split())
    text = _PRICES.sub("", text).strip(" |·•–—-/")
    return text if len(text) <= MAX_CAPTION else ""


def split_credit(caption: str) -> tuple[str, str | None]:
    """A caption and the credit at its end ("... in June. Photo: Ann Lee/Wire")."""
    text = " ".join(_LABELS.sub(" ", caption[: 2 * MAX_CAPTION]).split())
    for pattern in (_BRACKETS, _MARK, _BARE):
        match = pattern.search(text)
        if match:
            found = next(group for group in match.groups() if group)
            return text[: match.start()].rstrip(" (|–—-/"), plain_credit(found) or None
    return text, None


def plain_credit(text: str) -> str:
    """A credit without its label and brackets."""
    plain = " ".join(_LABELS.sub(" ", text).split()).strip(" ()[]|·")
    plain = _CREDIT_PREFIX.sub("", plain).strip(" ()[]|·:,/")
    plain = _WITHIN.sub("", plain)
    halves = [half.strip() for half in plain.split("|")]
    plain = halves[0] if len(set(halves)) == 1 else plain
    return plain if len(plain) <= _MAX_CREDIT and key_of(plain) else ""
