"""Who is known, from the settings: opened once a process. Whether a service may be open to everybody is decided here, and at the start."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from datetime import datetime

from service.identity.callers import Callers, Issuer
from service.identity.key import Key
from service.identity.key_ring import FreshKeys, KeyRing
from service.identity.this_machine import is_loopback
from service.settings import Settings
from service.store.database import Database
from valuation.catalogue import say

_log = logging.getLogger("service")


class Exposed(Exception):
    """The service could be reached by others, and nobody would be asked who they are; the message says what to do."""


def is_open_demo(settings: Settings, keys: Iterable[Key]) -> bool:
    """Whether a service of these settings with these keys is the open demo mode; Exposed where it must not be."""
    if settings.oidc_issuer is not None or any(True for _ in keys):
        return False
    if is_loopback(settings.host):
        return True
    raise Exposed(
        f"{settings.host} can be reached from other machines, and nobody could be told from anybody: there is no API key and no VALUATION_OIDC_ISSUER. "
        "Create a key with `valuation keys create --name first --owner me --scope admin --audience seller`, or listen on 127.0.0.1 for a demonstration."
    )


@asynccontextmanager
async def opened(settings: Settings, database: Database, clock: Callable[[], datetime]) -> AsyncIterator[Callers]:
    """Everybody whom this process knows. StorageUnavailable where keys cannot be read; Exposed where everybody could come in from elsewhere."""
    async with FreshKeys(database, KeyRing(), settings.keys_refresh) as keys:
        is_open = is_open_demo(settings, keys.ring.keys)
        if is_open:
            _log.warning(say("service.open_demo").en)
        yield Callers(keys.ring, _issuer(settings), clock, may_be_open=is_open)


def _issuer(settings: Settings) -> Issuer | None:
    if settings.oidc_issuer is None or settings.oidc_audience is None:
        return None
    # Not before it is needed: a service with keys alone starts without a client of HTTP and without readers of tokens.
    from service.identity.claims import ClaimNames
    from service.identity.fetching import fetch
    from service.identity.signing_keys import SigningKeys
    from service.identity.token import TokenIssuer

    names = ClaimNames(
        settings.oidc_issuer,
        scopes=settings.oidc_scope_claim,
        prefix=settings.oidc_scope_prefix,
        audience=settings.oidc_view_claim,
        view=settings.oidc_view,
        owner=settings.oidc_owner_claim,
    )
    return TokenIssuer(settings.oidc_issuer, settings.oidc_audience, SigningKeys(settings.oidc_issuer, fetch), names.caller)
