"""How much is read before an input is refused."""

from __future__ import annotations

#: Bytes of one page, text, record or feed. The largest page of the news sets that this was
#: built on has 4 MB; a page of ten times that is a mistake or an attack.
MAX_PAGE_BYTES = 40_000_000

#: Inflated bytes for each compressed byte. Gzip tops out near 1030 on runs of one byte; real
#: pages stay under 30.
MAX_INFLATION = 200

#: A compressed body is always allowed to grow to this, whatever its ratio.
FREE_INFLATION_BYTES = 1_000_000
