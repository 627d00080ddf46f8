"""The whole API under generated requests, valid and invalid, in one process: what it answers must be what its OpenAPI document says."""
