"""Names of outlets, from what a page says of itself and from its address."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tldextract import TLDExtract

_DOMAIN = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}", re.I)
_DECORATION = re.compile(r"^(?:https?://)?(?:www\.)?|/.*$", re.I)


def registrable_domain(url: str) -> str | None:
    """Registrable domain of an address or host ("example.co.uk"); None without one."""
    return _suffixes()(url).top_domain_under_public_suffix.lower() or None


@cache
def _suffixes() -> TLDExtract:
    """The suffix list that ships with the package: no network, the same answer everywhere."""
    from tldextract import TLDExtract  # noqa: PLC0415  it loads an HTTP client, and few pages ask

    return TLDExtract(suffix_list_urls=(), cache_dir=None)


def outlet_name(site_name: str | None, url: str | None) -> str | None:
    """The outlet's printed name: what the site calls itself, else its domain.

    Args:
        site_name: as a page or input gives it, which may be a bare address.
        url: address of the report.
    """
    if site_name:
        name = " ".join(site_name.split())
        bare = _DECORATION.sub("", name)
        return bare if _DOMAIN.fullmatch(bare) else name
    return registrable_domain(url) if url else None
