"""The header `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header-07) of a call that stores something, and what tells one such call from another."""

from __future__ import annotations

import hashlib
import re

from starlette.types import Scope

from service.problems import Problem
from valuation.catalogue import say

HEADER = "Idempotency-Key"
LONGEST = 200
_VISIBLE = re.compile(rb"[\x21-\x7e]{1,%d}" % LONGEST)


def key_of(scope: Scope) -> str:
    """The key of a request, 1 to 200 visible ASCII characters; in quotes, as the draft has it, or bare. Problem where none can be read."""
    given = [value.strip() for name, value in scope["headers"] if name == b"idempotency-key"]
    if not given:
        raise Problem("idempotency_key_missing", say("storing.no_idempotency_key"))
    key: bytes = given[0][1:-1] if len(given[0]) > 1 and given[0][:1] == given[0][-1:] == b'"' else given[0]
    if len(given) > 1 or not _VISIBLE.fullmatch(key):
        raise Problem("idempotency_key_missing", say("storing.bad_idempotency_key", most=LONGEST))
    return key.decode("ascii")


def fingerprint(scope: Scope, body: bytes) -> bytes:
    """What two calls with one key must have in common: method, path and body (32 bytes). The query is left out: it says in which language to answer."""
    found = hashlib.sha256()
    for part in (scope["method"].encode(), scope["path"].encode("utf-8", "surrogatepass"), body):
        found.update(hashlib.sha256(part).digest())
    return found.digest()
