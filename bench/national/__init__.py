"""The whole pipeline on the simulated national market, where the truth beside every row says how near a model can come. All figures are SIMULATED."""
