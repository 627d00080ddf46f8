"""The list of rivals."""

from __future__ import annotations

import subprocess
import sys

import pytest

from bench.quality.digests import ROOT, peer_code
from bench.quality.roster import RIVALS, TIMED, rival
from valuation.field_error import FieldError


def test_keys_and_names_tell_the_rivals_apart() -> None:
    assert len({one.key for one in RIVALS}) == len({one.name for one in RIVALS}) == len(RIVALS) == 8
    assert all(peer_code(one.module) for one in RIVALS)


def test_a_rival_is_found_by_its_key_and_an_unknown_one_is_told() -> None:
    assert all(rival(one.key) is one for one in RIVALS) and set(TIMED) <= {one.key for one in RIVALS}
    with pytest.raises(FieldError, match="recent-level"):
        rival("oracle")


def test_a_humble_rival_runs_without_the_packages_of_the_others() -> None:
    code = "import sys; from bench.quality.roster import rival; rival('recent-level').load(); assert not {'lightgbm', 'sklearn', 'catboost'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)
