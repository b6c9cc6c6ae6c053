"""The project's own corpus: told events, annotated real events, and what reads them.

`corpus.told_events` reads the invented events (copydesk-events/1, text and truth in one file),
`corpus.real_events` the annotated real ones (copydesk-gold/1, offsets and labels alone; the texts
stay where they belong). Both give `corpus.gold.GoldEvent`, so that whoever trains or measures need
not know where an event comes from.
"""
