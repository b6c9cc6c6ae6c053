"""Who wrote a report, as the page prints it."""

from __future__ import annotations

import re
from typing import Any

from copydesk.extract.mastheads import registrable_domain
from copydesk.extract.page import statements
from copydesk.extract.page.elements import key_of, text_of
from copydesk.extract.page.head import Head

_BY = re.compile(
    r"^(?:(?:written |reported |posted |story )?by|von|par|por|di|av|af|door|texte?|text|autore?n?|"
    r"analysis by|opinion by|eine? \w+ von|interview:?)[:\s]+",
    re.I,
)
_SPLIT = re.compile(r"\s*(?:;|\||•|\s&\s|\s/\s|\b(?:and|und|et|og|och|y|e|ja|en)\b|,)\s*")
_SUFFIX = re.compile(
    r"\s*(?:\(.*?\)|,\s*(?:staff|senior|chief|editor|reporter|correspondent).*|"
    r"\bfor\b\s+.{3,40}|@\w+|\bupdated\b.*|\d{1,2}[./:]\d{1,2}.*)$",
    re.I,
)
_NOT_A_NAME = re.compile(
    r"https?:|www\.|@|^\W*$|\d{3,}|^(?:staff|admin|editor|author|redaktion|unknown|none|null|"
    r"web ?desk|news ?desk|guest|share|follow)$|"
    r"^(?:foto|photo|bild|image|quelle|source|credit)\b|staff writers?$",
    re.I,
)
_VISIBLE = (
    ".//*[@rel='author' or @itemprop='author']",
    ".//*[contains(@class,'byline') or contains(@class,'author') or contains(@class,'autor')]",
)
_MAX_NAME = 60


def authors_of(
    tree: Any, head: Head, linked: Any, site: str | None, url: str | None
) -> tuple[str, ...]:
    """Names of a report's authors, in the page's order, each once.

    Args:
        tree: the page.
        head: its meta elements.
        linked: the value of JSON-LD's ``author``.
        site: name of the site, which is nobody's name.
        url: address of the report.
    """
    stated = False
    for names in (_linked(linked), _meta(head), _visible(tree)):
        kept = [name for name in names if not _is_site(name, site, url)]
        if stated:  # the site named itself before; only a person's full name is better
            kept = [name for name in kept if 2 <= len(name.split()) <= 4 and not name.isupper()]
        if kept:
            return tuple(dict.fromkeys(kept))
        stated = stated or bool(names)
    return ()


def _linked(value: Any) -> list[str]:
    names: list[str] = []
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict) and isinstance(item.get("name"), list):
            names.extend(_linked(item["name"]))
        elif isinstance(item, list):
            names.extend(_linked(item))
        elif (text := statements.text(item)) is not None:
            names.extend(split_names(text))
    return names


def _meta(head: Head) -> list[str]:
    for name in (
        "author",
        "article:author",
        "parsely-author",
        "dc.creator",
        "byl",
        "sailthru.author",
    ):
        names = [n for value in head.all(name) for n in split_names(value)]
        if names:
            return names
    return []


def _visible(tree: Any) -> list[str]:
    for path in _VISIBLE:
        for element in tree.xpath(path)[:5]:
            text = text_of(element)
            if 3 < len(text) < 120:
                names = split_names(text)
                if names and (_BY.match(text) or all(2 <= len(n.split()) <= 4 for n in names)):
                    return names
    return []


def split_names(text: str) -> list[str]:
    """Names of a byline ("By Ann Lee and Bo Ek, Example News") without its decoration."""
    plain = _BY.sub("", " ".join(text.split()))
    names = []
    for part in _SPLIT.split(plain):
        name = _SUFFIX.sub("", _BY.sub("", part)).strip(" .,:;-–—|/")
        if 2 < len(name) <= _MAX_NAME and not _NOT_A_NAME.search(name):
            names.append(name)
    persons = [name for name in names if " " in name]
    # "Ann Lee, Portville": a single word beside a full name is a place.
    return persons if persons and "," in plain else names


def _is_site(name: str, site: str | None, url: str | None) -> bool:
    key = key_of(name)
    domain = (registrable_domain(url) if url else None) or ""
    names = {key_of(site or ""), key_of(domain), key_of(domain.split(".")[0])}
    return key in names
