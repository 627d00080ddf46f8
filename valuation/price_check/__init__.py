"""The price check: where a given price stands beside the estimate, and which anomalies a person should look at (`check.py`)."""
