"""Choose: which facts the story tells, and where."""
