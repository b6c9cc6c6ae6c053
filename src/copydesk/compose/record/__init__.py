"""The record: what the reports tell of the event, and which of their sentences may be told."""
