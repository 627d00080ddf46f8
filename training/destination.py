"""The folder that a new bundle goes to: absent, empty, or an earlier bundle; nothing else is ever replaced."""

from __future__ import annotations

from pathlib import Path

from models.layout import Layout
from valuation.field_error import FieldError


def check_destination(out: Path) -> None:
    """FieldError unless a bundle may stand at `out`: nothing there, an empty folder, or a bundle to replace."""
    place = out.resolve()
    if place == Path.cwd() or place in Path.cwd().parents:
        raise FieldError("OUT", out, "is the working folder or one around it", "Name a folder of its own, e.g. models/bundles/mine.")
    if not place.exists():
        return
    if not place.is_dir():
        raise FieldError("OUT", out, "is a file", "Name a folder.")
    layout = Layout(place)
    if any(place.iterdir()) and not (layout.manifest.is_file() and layout.heads.is_file()):
        raise FieldError(
            "OUT", out, "is a folder with other things than a bundle, and would be replaced", "Name a new folder, or the one of an earlier bundle."
        )
