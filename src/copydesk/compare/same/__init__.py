"""The same thing? Learned scores of pairs, and groups of claims that speak of one thing."""
