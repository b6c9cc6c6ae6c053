"""How far what is cited bears a sentence out: kin of words, matching, marks, score."""
