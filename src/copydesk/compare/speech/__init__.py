"""Speech: quotations and statements, and whether two are one utterance."""
