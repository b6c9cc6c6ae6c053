"""Passages: which event each sentence of a report tells, its own or another, and when that was."""
