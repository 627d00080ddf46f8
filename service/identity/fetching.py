"""GET of a small JSON document from an issuer: over HTTPS, or HTTP on this machine; no redirects, no endless bodies, no endless waiting."""

from __future__ import annotations

from http.client import HTTPException
from urllib.request import HTTPHandler, HTTPSHandler, OpenerDirector, ProxyHandler, Request

from service.identity.this_machine import is_trustworthy

LONGEST = 2**20
PATIENCE = 5.0
"""Seconds for the connection and for each read."""


def fetch(url: str) -> bytes:
    """The body; OSError where it cannot be had, ValueError where it is not to be had like that."""
    if not is_trustworthy(url):
        raise ValueError(f"{url} is not https://")
    opener = OpenerDirector()  # no handler for redirects, files or errors among these
    for handler in (ProxyHandler(), HTTPHandler(), HTTPSHandler()):
        opener.add_handler(handler)
    try:
        with opener.open(Request(url, headers={"Accept": "application/json"}), timeout=PATIENCE) as answer:
            body: bytes = answer.read(LONGEST + 1)
            status = answer.status
    except HTTPException as error:
        raise OSError(f"{url}: {type(error).__name__}") from error
    if status != 200:
        raise OSError(f"{url} answers {status}")
    if len(body) > LONGEST:
        raise ValueError(f"{url} answers more than {LONGEST} bytes")
    return body
