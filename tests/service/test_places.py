from __future__ import annotations

import pytest

from service.job import Overloaded
from service.places import Places


def test_so_many_sweeps_and_no_more_and_a_place_is_free_again_however_its_sweep_ends() -> None:
    places = Places()
    with places.one(2), places.one(2), pytest.raises(Overloaded), places.one(2):
        raise AssertionError
    with pytest.raises(KeyError), places.one(1):
        raise KeyError
    with places.one(1):
        pass
