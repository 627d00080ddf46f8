"""The bundle that answered a record, found again among those at hand: the one that is served, or an earlier champion beside it."""

from __future__ import annotations

from pathlib import Path

from models.load import Bundle, BundleError, is_champion_folder, load_bundle, read_pointer


def bundle_of(digest: str, folders: list[Path]) -> Bundle:
    """The bundle with that digest in one of the folders (bundles, or champion folders with all their versions); BundleError where none holds it."""
    version = digest[:12]
    for folder in folders:
        for candidate in _candidates(folder, version):
            bundle = load_bundle(candidate)
            if bundle.manifest.digest == digest:
                return bundle
    searched = ", ".join(str(folder) for folder in folders)
    raise BundleError(searched, f"none of these holds the bundle {version}, which answered; name its folder with --bundle")


def _candidates(folder: Path, version: str) -> list[Path]:
    if is_champion_folder(folder):
        return [folder / version] if version in read_pointer(folder).versions and (folder / version).is_dir() else []
    return [folder] if folder.is_dir() else []
