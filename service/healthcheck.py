"""`python -m service.healthcheck`: asks the service of this machine whether it is ready; exit code 0 if it is, 1 if not. For an image, which needs no curl.

Standard library only and nothing of the service: it runs every few seconds beside it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from http.client import HTTPConnection, HTTPException

PATIENCE = 2.5
"""Seconds; below the timeout that the image gives a check."""

_EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # nosec B104 - the address to ask where the service listens on all of them


def main(environment: Mapping[str, str], path: str = "/ready") -> int:
    """Asks, and says in one line what stands in the way where the answer is no."""
    host = environment.get("VALUATION_HOST", "127.0.0.1")
    port = environment.get("VALUATION_PORT", "8000")
    try:
        connection = HTTPConnection(_EVERYWHERE.get(host, host), int(port), timeout=PATIENCE)
        connection.request("GET", path)
        answer = connection.getresponse()
        body = answer.read(2_048).decode("utf-8", "replace")
    except (OSError, HTTPException, ValueError) as error:
        sys.stderr.write(f"{path} on port {port}: {error}\n")
        return 1
    if answer.status != 200:
        sys.stderr.write(f"{path}: {answer.status} {body}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(os.environ))
