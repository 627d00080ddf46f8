"""MLflow, the ledger of runs and of promoted bundles. No other room talks to it, and the service never does."""
