"""A store on each database."""

from __future__ import annotations

from store.conftest import postgresql_url, store, store_url

__all__ = ["postgresql_url", "store", "store_url"]
