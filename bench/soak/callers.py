"""`python -m bench.soak.callers`: the callers of a long load in a process of their own, which print one line of JSON for each window."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from bench.hot.bodies import read_bodies
from bench.hot.connection import request
from bench.soak.windows import windows


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs one load and prints it as it goes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--key", default="")
    parser.add_argument("--bodies", type=Path, required=True)
    parser.add_argument("--rate", type=float, required=True)
    parser.add_argument("--seconds", type=float, required=True)
    parser.add_argument("--window", type=float, default=15.0)
    asked = parser.parse_args(arguments)
    address = (asked.host, asked.port)
    requests = [request(address, "/v1/valuations", "application/json", body, asked.key) for body in read_bodies(asked.bodies)]
    for window in windows(address, requests, asked.rate, asked.seconds, asked.window):
        sys.stdout.write(json.dumps(asdict(window)) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
