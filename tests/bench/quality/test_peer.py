"""What a rival can do."""

from __future__ import annotations

import pytest

from bench.quality.peer import QuantilePeer
from bench.quality.roster import RIVALS, Rival


@pytest.mark.parametrize("rival", RIVALS, ids=lambda rival: rival.key)
def test_every_rival_of_the_roster_learns(rival: Rival) -> None:
    assert callable(rival.load().fit)


def test_only_lightgbm_shows_quantiles_of_its_own_and_each_forest_once() -> None:
    loaded = {rival.key: rival.load() for rival in RIVALS}
    assert [key for key, peer in loaded.items() if isinstance(peer, QuantilePeer) and peer.raw] == ["lightgbm-l2", "lightgbm-text"]
