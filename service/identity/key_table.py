"""The keys in the database: rows of `api_keys`, read all at once, for there are few. A row is never deleted: it says who once had access."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Connection, bindparam, insert, or_, select, update

from service.identity.caller import Scope
from service.identity.key import Key
from service.store.tables import api_keys


def read_keys(connection: Connection) -> list[Key]:
    """Every key, the oldest first."""
    rows = connection.execute(select(api_keys).order_by(api_keys.c.created, api_keys.c.id)).mappings()
    return [_key(row) for row in rows]


def add_key(connection: Connection, key: Key) -> None:
    """Writes a new key."""
    connection.execute(insert(api_keys).values(**asdict(key) | {"scopes": " ".join(sorted(key.scopes))}))


def end_key(connection: Connection, key: Key) -> None:
    """Writes how a key ends: when it expires, when it was revoked, which one follows it. KeyGone where another process has ended it meanwhile."""
    found = connection.execute(
        update(api_keys)
        .where(api_keys.c.id == key.id, api_keys.c.revoked.is_(None), api_keys.c.rotated_to.is_(None) if key.revoked is None else api_keys.c.id == key.id)
        .values(expires=key.expires, revoked=key.revoked, rotated_to=key.rotated_to)
    )
    if found.rowcount != 1:
        raise KeyGone(key.id)


def note_use(connection: Connection, used: Mapping[str, datetime]) -> None:
    """Writes when each key was last used; what another process has written later stays."""
    if used:
        at = bindparam("at", type_=api_keys.c.last_used.type)
        newer = or_(api_keys.c.last_used.is_(None), api_keys.c.last_used < at)
        statement = update(api_keys).where(api_keys.c.id == bindparam("key"), newer).values(last_used=at)
        connection.execute(statement, [{"key": key, "at": moment} for key, moment in used.items()])


class KeyGone(Exception):
    """The key was revoked or rotated, by another process and a moment ago."""


def _key(row: Mapping[Any, Any]) -> Key:
    scopes = cast("list[Scope]", row["scopes"].split())
    return Key(**{name: row[name] for name in row if name != "scopes"}, scopes=frozenset(scopes))
