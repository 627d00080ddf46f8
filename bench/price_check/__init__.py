"""How often the price check is wrong and how often it finds what is wrong: on simulated contracts with planted anomalies, on real awards and grants."""
