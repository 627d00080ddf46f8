"""The champion folder: one folder a version, and a small pointer file that says which of them answers. No links, so an object store can hold it too.

```
champion/current.json       {"format": 1, "current": "0123456789ab", "previous": "ba9876543210", "earlier": [], "changed": "2026-11-22T09:00:00Z"}
champion/0123456789ab/      manifest.json and the files it names, nothing else
```
Whoever publishes writes the version's folder first and replaces the pointer last, in one step: a reader that follows the pointer finds a whole bundle.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, SerializerFunctionWrapHandler, model_serializer

POINTER = "current.json"
POINTER_FORMAT = 1
VERSION = "^[0-9a-f]{12}$"
"""A version is the first 12 hexadecimal digits of a bundle's digest, so it is no path that could lead elsewhere."""

Version = Annotated[str, Field(pattern=VERSION)]
SUBJECT = r"[^\x00-\x1f\x7f]{1,400}"
Subject = Annotated[str, Field(pattern=f"^{SUBJECT}$")]
"""Who publishes, as the service knows callers: `key:<prefix>`, `oidc:<issuer>#<sub>`; or any other name on one line."""


class Pointer(BaseModel):
    """Which version answers, which one did before it, and those before that, newest first; `changed` in UTC, `by` whom where that was said."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: int = POINTER_FORMAT
    current: Version
    previous: Version | None = None
    earlier: tuple[Version, ...] = ()
    changed: datetime
    by: Subject | None = None

    @property
    def versions(self) -> tuple[str, ...]:
        """All that it names, the current one first."""
        return (self.current, *(() if self.previous is None else (self.previous,)), *self.earlier)

    @classmethod
    def of(cls, versions: Sequence[str], changed: datetime, by: str | None = None) -> Pointer:
        """The pointer that names these, the current one first."""
        return cls(current=versions[0], previous=versions[1] if len(versions) > 1 else None, earlier=tuple(versions[2:]), changed=changed, by=by)

    @model_serializer(mode="wrap")
    def _without_nobody(self, written: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """A pointer that names nobody is written as before there was `by`, so that services of yesterday read it too."""
        facts: dict[str, Any] = written(self)
        return facts if self.by is not None else {name: fact for name, fact in facts.items() if name != "by"}


def pointer_file(champion: Path) -> Path:
    """Where the pointer of a champion folder lies."""
    return champion / POINTER


def is_version(name: str) -> bool:
    """Whether a folder's name is that of a version."""
    return re.fullmatch("[0-9a-f]{12}", name) is not None


def is_subject(by: str) -> bool:
    """Whether a text can stand for who publishes."""
    return re.fullmatch(SUBJECT, by) is not None
