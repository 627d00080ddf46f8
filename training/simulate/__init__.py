"""Simulated technology contracts with a known truth beside each row: a first market, for the demo bundle and for tests; see `docs/simulation.md`.

It shares no feature code with the models: `valuation.features` is never imported here, so that a mistake there cannot hide in the data.
"""
