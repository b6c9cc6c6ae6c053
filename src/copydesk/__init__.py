"""copydesk: what many outlets reported, as one story that is cited and checked."""

__version__ = "0.1.0"
