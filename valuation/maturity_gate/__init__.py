"""The maturity evidence gate 成熟度证据门: which level of readiness the proofs of an achievement bear out, item by item, and what the next level lacks.

A proposal of our own (certainty A), versioned and printed with every answer: not the text of any standard. `docs/maturity.md` tells the rules.
"""
