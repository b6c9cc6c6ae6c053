"""copydesk: what many outlets reported, as one story that is cited and checked."""

import logging

__version__ = "0.2.0"

# A library says nothing unless its user wants to hear it (Python's logging how-to).
logging.getLogger(__name__).addHandler(logging.NullHandler())
