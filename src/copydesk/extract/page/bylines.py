"""Who wrote a report, as the page prints it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from copydesk.extract.mastheads import registrable_domain
from copydesk.extract.page import statements
from copydesk.extract.page.elements import key_of, parted_text
from copydesk.extract.page.head import Head

#: Words before a name. Those that may be part of one ("Di", "Von") go only before a full name.
_BY = re.compile(
    r"^(?:(?:(?:written|reported|posted|edited|story|words|report|article)\s+)?by|texte?|text|"
    r"autor(?:e|en|ka|es|a)?|auteurs?|analysis by|opinion by|eine? \w+ von|interview|"
    r"szerző|kirjoittaja|författare|forfatter|skrevet av|skriven av|tekst|автор[ыи]?|текст|"
    r"view all posts by|(?:more|all) (?:posts|articles|stories) (?:by|from)|posts? by|"
    r"(?:about|meet) the author|from our correspondent)(?:\s*:\s*|\s+)",
    re.I,
)
_PARTICLE_BY = re.compile(
    r"^(?:von|par|por|di|da|av|af|door|de|od)\s+(?=\S+\s+\S|(?-i:[a-z]{2,5}|[A-Z]{2,5})$)", re.I
)
_SPLIT = re.compile(r"\s*(?:;|\||•|·|‧|、|，|／|\s&\s|\s/\s|\s[–—]\s|\b(?:and|und)\b|,)\s*")
#: Words for "and" that also stand within names: full names stand on both sides of them.
_AND = re.compile(r"\s+(?:et|og|och|y|e|i|a|ja|en|и|та|és|ve)\s+")
_SUFFIX = re.compile(
    r"\s*(?:\(.*?\)|\bfor\b\s+.{3,40}|@\w+|\b(?:updated|published|posted|aktualisiert)\b.*|"
    r"\d{1,2}[./:]\d{1,2}.*|\s(?:in|from|at|aus|à|à partir de|en|desde|"
    r"da)\s+[A-ZÀ-Ý][\w’'. -]{1,40})$",
)
_JUNIOR = re.compile(r",\s*(Jr|Sr|II|III|IV|MD|M\.D|PhD|Ph\.D)\b\.?")
_NOT_A_NAME = re.compile(
    r"https?:|www\.|@|^\W*$|\d{2,}|^(?:staff|admin(?:istrator)?|editor|author|redaktion|unknown|"
    r"none|null|undefined|web ?desk|news ?desk|guest|share|follow|email|e-?mail|contact|profile|"
    r"bio|"
    r"comments?|print|save|listen|by|and|updated|published|view (?:all|profile|more)|read more|"
    r"agenc(?:y|ies)|agenturen|agences|wires?|wire (?:reports?|services?)|news services|"
    r"press release|our correspondents?|(?:the )?(?:editorial|editors?|news|web) ?(?:board|team|"
    r"staff|"
    r"desk|room)?|associated writers?|multiple authors|various|wordpress|user|super ?user|"
    r"min read|see all|show all|フォロー|すべて見る)$|"
    r"^(?:foto|fotos|photo|photos|bild|image|quelle|source|credit|video|grafik|email|follow|share)\b|"
    r"staff writers?$|\b(?:min(?:ute)?s? (?:read|ago)|hours? ago|lesezeit|read time)\b|^\d+ \w+$",
    re.I,
)
#: What people do at an outlet: a part that holds nothing else than such words is no name.
_ROLE = re.compile(
    r"^(?:(?:senior|chief|deputy|assistant|associate|managing|executive|staff|special|foreign|"
    r"political|politics|science|health|business|economics?|environment|crime|sports?|arts?|culture|"
    r"education|technology|tech|media|legal|defen[cs]e|diplomatic|world|national|international|"
    r"local|regional|european?|investigative|investigations|data|digital|senior|news|features?|"
    r"home|social|affairs|city|general|assignment|contributing|guest|freelance|former|climate|"
    r"royal|show ?biz|entertainment|transport|consumer|money|property|travel|live|video|photo|"
    r"reporter|reporters|correspondent|correspondents|editor|editors|writer|writers|journalist|"
    r"journalists|columnist|columnists|contributor|contributors|producer|producers|author|analyst|"
    r"photographer|intern|trainee|anchor|presenter|commentator|blogger|critic|in|of|the|at|and|&|-|"
    r"redakteur(?:in)?|korrespondent(?:in)?|journaliste?|rédacteur|rédactrice|correspondant|"
    r"redactor|redactora|periodista|corresponsal|giornalista|inviato|jornalista|repórter|"
    r"redacteur|journalist|redaktør|redaktör|dziennikarz|dziennikarka|chef|leiter(?:in)?|"
    r"ressort\w*|politik|wirtschaft)\b\W*)+$",
    re.I,
)
_ROLE_WORD = re.compile(
    r"\b(?:reporter|correspondent|editor|writer|journalist|columnist|contributor|producer|"
    r"redakteur(?:in)?|korrespondent(?:in)?|journaliste|periodista|corresponsal|giornalista|"
    r"jornalista|photographer)\b",
    re.I,
)
#: A role behind a name without anything between them ("Ann Lee Senior Reporter").
_GLUED_ROLE = re.compile(
    r"\s+(?:(?:senior|chief|deputy|staff|special|political|science|health|business|foreign|news|"
    r"sports?|crime|environment|education|managing|associate|assistant|investigative)\s+){0,3}"
    r"(?:reporter|correspondent|editor|writer|journalist|columnist|contributor|producer)s?\b.*$",
    re.I,
)
_NAMES = (
    ".//*[contains(@itemprop,'author') or @rel='author' or contains(@rel,'author ')]",
    ".//*[contains(@class,'author-name') or contains(@class,'author__name') or "
    "contains(@class,'authorName') or contains(@class,'byline-name') or "
    "contains(@class,'byline__name') or contains(@class,'author_name') or "
    "contains(@class,'byline__author')]",
)
_BYLINES = (
    ".//*[contains(@class,'byline') or contains(@class,'author') or contains(@class,'autor')]"
)
_NOT_A_BYLINE = re.compile(
    r"bio|comment|related|card|recommend|avatar|follow|newsletter|title|role|job|social|image|"
    r"photo|description|about|twitter|email",
    re.I,
)
_FOREIGN_TAGS = frozenset(("aside", "footer", "nav", "figure", "figcaption", "form"))
#: Elements of one byline have one of so many elements above them in common.
_BYLINE_DEPTH = 4
_MAX_NAME, _MAX_BYLINE, _MAX_LOOKED, _MAX_NAMES = 60, 160, 12, 20
_EMAIL_NAME = re.compile(r"[^\s@()]+@[^\s@()]+\s*\(([^()]+)\)|([^<>()]+?)\s*<[^<>\s]+@[^<>\s]+>")
_ORGANISATION = re.compile(r"Organi[sz]ation|Corporation", re.I)


def authors_of(
    tree: Any, head: Head, linked: Any, site: str | None, url: str | None
) -> tuple[str, ...]:
    """Names of a report's authors, in the page's order, each once.

    JSON-LD first, then meta elements, then what is printed. The site's name, an organisation, a
    job and a login are no persons: they give way to a full name that is stated elsewhere. Where
    a page states nobody but its outlet as author, that is the author.

    Args:
        tree: the page.
        head: its meta elements.
        linked: the value of JSON-LD's ``author``.
        site: name of the site, which is no person's name.
        url: address of the report.
    """
    weak: list[str] = []
    itself: list[str] = []
    doubted = False
    for order, names in enumerate(_stated(tree, head, linked)):
        kept = [name for name in names if not _is_site(name.removeprefix(_AS_OUTLET), site, url)]
        if order < _SURE and not kept:
            itself = itself or names
        if doubted:  # only a person's full name is better than what was stated before
            kept = [name for name in kept if _is_full(name)]
        if kept and not all(_is_weak(name) for name in kept):
            return tuple(dict.fromkeys(kept))[:_MAX_NAMES]
        weak = weak or kept
        doubted = doubted or bool(names)
    return tuple(dict.fromkeys(name.removeprefix(_AS_OUTLET) for name in weak or itself))


def _stated(tree: Any, head: Head, linked: Any) -> Iterator[list[str]]:
    """Names as the page states them, the surest statement first, each read when it is asked for."""
    yield _linked(linked)
    yield _meta(head)
    yield _visible(tree)


#: JSON-LD and meta elements state authors; what is printed may be the site's name in a menu.
_SURE = 2
#: Marks the name of an organisation among authors; no name begins with a tab.
_AS_OUTLET = "\t"


def _is_full(name: str) -> bool:
    return 2 <= len(name.split()) <= 5 and not name.startswith(_AS_OUTLET)


def _is_weak(name: str) -> bool:
    """Whether a name may be a login ("alorne") or is an organisation's."""
    login = name.isascii() and name.islower() and " " not in name
    return name.startswith(_AS_OUTLET) or login


def _linked(value: Any) -> list[str]:
    names: list[str] = []
    for item in (value if isinstance(value, list) else [value])[:_MAX_NAMES]:
        if isinstance(item, dict) and isinstance(item.get("name"), list):
            names.extend(_linked(item["name"]))
        elif isinstance(item, list):
            names.extend(_linked(item))
        elif (text := statements.text(item)) is not None:
            types = statements.types_of(item) if isinstance(item, dict) else ()
            outlet = types and all(_ORGANISATION.search(kind) for kind in types)
            names.extend(_AS_OUTLET * bool(outlet) + name for name in split_names(text))
    if any(not name.startswith(_AS_OUTLET) for name in names):
        return [name.removeprefix(_AS_OUTLET) for name in names]
    return names


def _meta(head: Head) -> list[str]:
    for name in (
        "author",
        "article:author",
        "parsely-author",
        "dc.creator",
        "dcterms.creator",
        "byl",
        "sailthru.author",
        "article:author_name",
        "cxenseparse:author",
    ):
        names = [n for value in head.all(name) for n in split_names(value)]
        if names:
            return names
    return []


def _visible(tree: Any) -> list[str]:
    """Names that the page prints: elements of names in one byline, else a byline's text."""
    for path in _NAMES:
        names: list[str] = []
        byline: set[Any] = set()
        for element in _own(tree.xpath(path)):
            above = set(islice(element.iterancestors(), _BYLINE_DEPTH))
            if byline and not byline & above:
                continue
            found = _names_in(element)
            byline = byline or (above if found else byline)
            names.extend(found)
        if names:
            return list(dict.fromkeys(names))
    for element in _own(tree.xpath(_BYLINES)):
        found = _names_in(element)
        if found:
            return found
    return []


def _own(found: list[Any]) -> Iterator[Any]:
    """The elements that may print the report's own byline, the first ones."""
    for element in found[: 4 * _MAX_LOOKED]:
        names = f"{element.get('class') or ''} {element.get('id') or ''}"
        if element.tag in ("meta", "link", "script", "img") or _NOT_A_BYLINE.search(names):
            continue
        above = list(element.iterancestors())[:8]
        if any(ancestor.tag in _FOREIGN_TAGS for ancestor in above):
            continue
        if any(_FOREIGN_HINT.search(ancestor.get("class") or "") for ancestor in above):
            continue
        yield element


_FOREIGN_HINT = re.compile(
    r"comment|related|recommend|sidebar|(?<![a-z])bio|author-box|teaser", re.I
)


def _names_in(element: Any) -> list[str]:
    text = parted_text(element, " | ").strip(" |")
    if not 3 < len(text) <= _MAX_BYLINE:
        return []
    names = split_names(text)
    spoken = _BY.match(text) or _PARTICLE_BY.match(text)
    full = [name for name in names if 2 <= len(name.split()) <= 5 or not name.isascii()]
    return (names if spoken else full) if full or spoken else []


def names_of(given: Iterable[str]) -> tuple[str, ...]:
    """Names of authors that an input gave, each once."""
    return tuple(dict.fromkeys(name for text in given for name in split_names(text)))


def split_names(text: str) -> list[str]:
    """Names of a byline ("By Ann Lee and Bo Ek, Example News") without its decoration."""
    text = " ".join(text.split())[:400]
    if match := _EMAIL_NAME.search(text):
        text = match[1] or match[2]
    plain = _without_by(text.strip(" |·•"))
    plain = _JUNIOR.sub("\u0000\\1", plain)
    names = []
    for part in _SPLIT.split(plain):
        for name in _apart(part):
            clean = _cleaned(name)
            if 1 < len(clean) <= _MAX_NAME and not _NOT_A_NAME.search(clean):
                names.append(clean)
    persons = [name for name in names if " " in name]
    # "Ann Lee, Portville": a single word beside a full name is a place.
    return persons if persons and "," in plain else names


def _without_by(text: str) -> str:
    return _PARTICLE_BY.sub("", _BY.sub("", text))


def _apart(part: str) -> list[str]:
    """Two full names that a word for "and" joins; a name that holds such a word stays whole."""
    halves = _AND.split(part)
    return halves if all(len(half.split()) >= 2 for half in halves) else [part]


def _cleaned(part: str) -> str:
    """A part of a byline without what stands before and behind a name; empty for a job."""
    name = part
    for _ in range(2):
        name = _SUFFIX.sub("", _without_by(name.strip())).strip(" .,:;-–—|/*")
    if _ROLE.match(name):
        return ""
    glued = _GLUED_ROLE.sub("", name)
    if glued != name and 2 <= len(glued.split()) <= 4:
        name = glued
    elif _ROLE_WORD.search(name) and len(name.split()) > 2:
        return ""
    return _initials(name.replace("\u0000", ", "))


def _initials(name: str) -> str:
    """The name with the full stop that ends it ("Jr.")."""
    return f"{name}." if re.search(r", (?:Jr|Sr)$", name) else name


def _is_site(name: str, site: str | None, url: str | None) -> bool:
    key = key_of(name)
    domain = (registrable_domain(url) if url else None) or ""
    names = {key_of(site or ""), key_of(domain), key_of(domain.split(".")[0])}
    return key in names
