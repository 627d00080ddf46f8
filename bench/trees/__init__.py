"""Forms of the same forests in ONNX Runtime, timed against each other: which one the exporter should write."""
