"""Numbers: which are figures, of what unit, under what hedge."""
