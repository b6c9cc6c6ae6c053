"""Edit: a sentence of a report made fit to stand on the page, by licensed edits only."""
