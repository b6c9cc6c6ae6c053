"""A store on each database."""

from __future__ import annotations

from store.conftest import postgresql_server, postgresql_url, store, store_url

__all__ = ["postgresql_server", "postgresql_url", "store", "store_url"]
