"""Whoever runs a command on this machine: named by the operating system, and trusted with everything, for they have the database's password."""

from __future__ import annotations

import getpass

from service.identity.caller import SCOPES, Caller


def operator() -> Caller:
    """The caller that a command's acts are recorded with: `cli:<user of the operating system>`."""
    try:
        name = getpass.getuser()
    except (KeyError, OSError):
        name = "unknown"
    return Caller(f"cli:{name}", name, "operator", frozenset(SCOPES), None)
