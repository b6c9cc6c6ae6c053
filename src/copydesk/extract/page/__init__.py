"""Pages: what an HTML document says and shows, as articles."""
