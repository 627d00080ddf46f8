"""The five values by evidence: what an appraiser holds about an achievement, read against written anchors, with bounds for what is missing.

Rules, indicators, anchors and weights are our own proposal [A] (`docs/values.md`), versioned and printed with every result; they are not the text of any
standard. A record comes in as `indicator_record.IndicatorRecord`, `scoring.score_values` answers. No model, text or price has a say in a score.
"""
