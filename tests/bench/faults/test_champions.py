"""Two bundles that can be told apart, and every way to break one leaves something that is not loaded."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.faults.champions import Champions, champions, truncate
from bench.faults.scene import DEMO
from models.load import BundleError, load_bundle


@pytest.fixture
def published(tmp_path: Path) -> Champions:
    return champions(tmp_path / "champion", DEMO)


def test_the_two_follow_one_another(published: Champions) -> None:
    first = published.current
    second = published.publish_other()
    assert second != first and load_bundle(published.folder).manifest.version == second
    assert published.publish_other() == first


def test_a_truncated_bundle_is_not_loaded_and_can_be_restored(published: Champions) -> None:
    truncate(published.folder / published.current)
    with pytest.raises(BundleError, match="truncated"):
        load_bundle(published.folder)
    published.restore()
    load_bundle(published.folder)


def test_a_broken_publication_is_undone(published: Champions) -> None:
    first = published.current
    assert published.publish_truncated() != first
    with pytest.raises(BundleError, match="truncated"):
        load_bundle(published.folder)
    published.back_to(first)
    assert load_bundle(published.folder).manifest.version == first
    published.publish_other()
    load_bundle(published.folder)
