"""Names: where they begin and end, what they name, which mean the same."""
