"""The frozen reference: a bundle built from a seed without any training, on which speed is measured whatever the shipped model becomes."""
