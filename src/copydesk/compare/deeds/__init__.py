"""Deeds: commitments and events, and whether two reports tell the same."""
