"""`python -m bench.reference`: builds the reference bundle where it is not there yet, and prints its folder."""

from __future__ import annotations

import sys

from bench.reference.bundle import reference_bundle

if __name__ == "__main__":
    sys.stdout.write(f"{reference_bundle()}\n")
