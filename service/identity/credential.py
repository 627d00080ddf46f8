"""What a request shows of whom it comes from: an API key (`X-API-Key`, or as a bearer), or a bearer token. One of them, or it is refused.

A request with two could be taken for the one by whatever stands before the service, and for the other by the service.
"""

from __future__ import annotations

from collections.abc import Iterable

from service.identity.key import START
from service.problems import Problem
from valuation.bilingual import Bilingual
from valuation.catalogue import say

CHALLENGE = 'ApiKey realm="valuation", Bearer realm="valuation"'


def credential_in(headers: Iterable[tuple[bytes, bytes]]) -> bytes:
    """The one credential of a request; Problem `unauthenticated` where there is none, or more than one. Other schemes than Bearer are not ours to read."""
    found: list[bytes] = []
    for name, value in headers:
        if name == b"x-api-key":
            found.append(value.strip())
        elif name == b"authorization":
            scheme, _, rest = value.strip().partition(b" ")
            if scheme.lower() == b"bearer":
                found.append(rest.strip())
    if len(found) == 1 and found[0]:
        return found[0]
    raise unauthenticated(say("problems.two_credentials" if len(found) > 1 else "problems.no_credentials"))


def looks_like_a_key(credential: bytes) -> bool:
    """Whether it is meant as a key of this service, and not as a token."""
    return credential.startswith(START)


def unauthenticated(detail: Bilingual, error: str | None = None) -> Problem:
    """The problem of a request that does not say whose it is; `error` as RFC 6750 names it where it said something wrong."""
    challenge = CHALLENGE if error is None else f'{CHALLENGE}, error="{error}"'
    return Problem("unauthenticated", detail, headers={"WWW-Authenticate": challenge})
