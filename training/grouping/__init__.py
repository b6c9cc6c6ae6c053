"""How grouping's two shipped tables are made: document frequencies and the pair scorer."""
