"""Machine hints: words of a text that suggest where a proof for an item of the maturity gate may be found. They suggest, never accept.

An intention or a negation ("拟开展中试", "尚未完成样机", "will be", "without") gives no hint. Rules and figures: `docs/maturity.md`.
"""
