"""How the shipped English model is made: corpora in, a scored spaCy package out."""
