"""`python -m bench.registration`: how fast the registers of technology contracts load, on tables made up for it in both layouts."""
