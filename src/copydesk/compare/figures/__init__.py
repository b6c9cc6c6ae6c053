"""Figures: what a number counts, for what it holds, and how numbers of one thing stand."""
