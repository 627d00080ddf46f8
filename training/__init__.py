"""The pipeline: historical contracts in, a verified bundle out. Nothing here is needed to serve."""
