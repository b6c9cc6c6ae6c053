"""Scraped text: the text stays as it is, roles tell what each line is for."""
