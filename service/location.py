"""Where a bundle or a champion folder lies: a folder of this machine, or the URL of one in an object store (`s3://bucket/champion`)."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator

_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]+://")
_SECRETS = re.compile(r"(?<=://)[^/@]*@|[?#].*")


def located(given: object) -> object:
    """A folder as a path, a URL as it was written."""
    return Path(given) if isinstance(given, str) and not _SCHEME.match(given) else given


Location = Annotated[Path | str, BeforeValidator(located)]


def shown(location: Path | str) -> str:
    """The location without what a URL may hold of secrets: user, password and query."""
    return _SECRETS.sub("", location) if isinstance(location, str) else str(location)


def fetched_into(data: Path, alias: str = "champion") -> Path:
    """Where in the data folder lies what is fetched from a URL: a champion folder of this machine."""
    return data / alias


def on_this_machine(location: Path | str, data: Path) -> Path:
    """The folder of a location that can be read here: its own, or what has been fetched from it."""
    return location if isinstance(location, Path) else fetched_into(data)
