"""How the gate's table of words and its model of support are made.

    python -m training.support kin --train DIR --minilm DIR --wordnet DIR
    python -m training.support score --train DIR --told DIR

``kin`` writes which words are near one another (`training.support.kin`), ``score`` fits the weights
of the flaws (`training.support.fitting`).
"""
