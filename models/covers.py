"""Node covers of a bundle's forests: how many training rows reached each node of each tree. ONNX has no place for them, and TreeSHAP needs them.

An `.npz` of one uint32 array per forest, named as its TreeEnsembleRegressor in `heads.onnx` and in the order of that node's attributes
(`nodes_treeids`, `nodes_nodeids` …). With them the path-dependent Shapley values of a single valuation follow from the bundle alone. What a forest reads
is a matrix with its negative behind it (`training/two_ways.py`): of 2k columns, k + j is column j asked the other way round, and one feature with it.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Covers = Mapping[str, NDArray[np.uint32]]


class UnreadableCovers(ValueError):
    """The file is not what `write_covers` writes."""


def write_covers(covers: Covers, path: Path) -> None:
    """Compressed, without pickle; the same covers give the same bytes."""
    np.savez_compressed(path, allow_pickle=False, **covers)


def read_covers(path: Path) -> dict[str, NDArray[np.uint32]]:
    """Covers by the name of the forest's node; UnreadableCovers where the file is missing, foreign, or holds anything but flat uint32 arrays."""
    try:
        with np.load(BytesIO(path.read_bytes()), allow_pickle=False) as archive:  # NumPy leaves a path's file open where it is no archive
            found = {name: archive[name] for name in archive.files}
    except (OSError, EOFError, ValueError, TypeError, zipfile.BadZipFile, zlib.error) as error:  # TypeError: a bare .npy gives an array, which no `with` takes
        raise UnreadableCovers(f"not readable as covers ({error})") from None
    for name, cover in found.items():
        if cover.dtype != np.uint32 or cover.ndim != 1:
            raise UnreadableCovers(f"{name}: {cover.dtype} of {cover.ndim} dimensions, covers are flat uint32")
    return found
