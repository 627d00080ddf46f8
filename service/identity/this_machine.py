"""What stays on this machine: an address that nobody else reaches, a request that nobody else made, a document that nobody could change on its way."""

from __future__ import annotations

import ipaddress
from functools import lru_cache
from urllib.parse import urlsplit

from starlette.types import Scope

_FORWARDED = (b"x-forwarded-for", b"x-forwarded-host", b"x-real-ip", b"forwarded")


@lru_cache(maxsize=256)
def is_loopback(host: str) -> bool:
    """Whether an address reaches this machine alone."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


def is_from_this_machine(scope: Scope) -> bool:
    """Whether a request was made here: not from another address, not passed on by a proxy, and not by a page of another site in a
    browser here: a browser says of which (`Origin`, `Sec-Fetch-Site`), and the name of a site may lead here.

    A proxy that says nothing of whom it speaks for cannot be told from a caller on this machine.
    """
    client = scope.get("client")
    if client is not None and not _is_near(client[0]):
        return False
    return not any(
        name in _FORWARDED
        or (name == b"host" and not _is_near(_named(value.decode("latin-1"))))
        or (name == b"origin" and not _is_page_here(value.decode("latin-1")))
        or (name == b"sec-fetch-site" and value == b"cross-site")
        for name, value in scope["headers"]
    )


def is_trustworthy(url: str) -> bool:
    """Whether what is read from a URL can be trusted to come from there: encrypted, or from this machine."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return False
    return bool(host) and (parts.scheme == "https" or (parts.scheme == "http" and is_loopback(host)))


@lru_cache(maxsize=256)
def _is_near(host: str) -> bool:
    """An address of this machine, or a name that no public site can have, for it has no dot."""
    return is_loopback(host) or not ("." in host or ":" in host)


def _is_page_here(origin: str) -> bool:
    """Whether a page that a browser names as the origin of a request is of this machine; a page without a name (`null`) is nobody's."""
    try:
        host = urlsplit(origin).hostname
    except ValueError:
        return False
    return host is not None and _is_near(host)


def _named(authority: str) -> str:
    """The host without its port."""
    if authority.startswith("["):
        return authority[1:].partition("]")[0]
    return authority.partition(":")[0]
