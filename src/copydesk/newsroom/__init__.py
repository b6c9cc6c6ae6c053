"""A newsroom that keeps running: sources are watched, and stories grow as reports come in.

No web in it, and no rule of the trade: it drives the pipeline.
"""
