"""Checks that stop a sentence, whatever speaks for it."""
