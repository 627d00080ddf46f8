from __future__ import annotations

from collections.abc import Callable

import pytest

from models.load import Bundle
from training.registry.connection import Connection
from training.registry.logged_run import log_run
from training.registry.versions import (
    CHALLENGER,
    CHAMPION,
    PREVIOUS,
    ModelVersion,
    drop_challenger,
    find_version,
    holder,
    model_name,
    move_aliases,
    register_version,
)
from training.runs.run_record import RunRecord

Recorded = Callable[..., tuple[RunRecord, Bundle]]


@pytest.fixture
def registered(connection: Connection, recorded: Recorded) -> Callable[..., ModelVersion]:
    """A version of the model of that name."""

    def made(name: str, folder: str) -> ModelVersion:
        record, bundle = recorded(name, folder=folder)
        return register_version(connection, log_run(connection, record, bundle, {}), bundle)

    return made


Registered = Callable[..., ModelVersion]


def test_a_bundle_becomes_a_version_of_the_model_of_its_name_and_the_challenger(connection: Connection, registered: Registered) -> None:
    first, second = registered("market", "a"), registered("market", "bb")
    assert [(one.name, one.number) for one in (first, second)] == [("market", "1"), ("market", "2")]
    assert holder(connection, "market", CHALLENGER) == second and holder(connection, "market", CHAMPION) is None
    assert find_version(connection, first.bundle) == first and find_version(connection, "0123456789ab") is None


def test_the_same_bundle_is_one_version_however_often_it_is_registered(connection: Connection, recorded: Recorded) -> None:
    record, bundle = recorded()
    versions = {register_version(connection, log_run(connection, record, bundle, {}), bundle) for _ in range(2)}
    assert len(versions) == 1


def test_aliases_follow_the_champion(connection: Connection, registered: Registered) -> None:
    first, second = registered("market", "a"), registered("market", "bb")
    move_aliases(connection, first.bundle, None)
    assert holder(connection, "market", CHALLENGER) == second, "another one's challenge goes on"
    told = move_aliases(connection, second.bundle, first.bundle)
    assert [holder(connection, "market", alias) for alias in (CHAMPION, PREVIOUS, CHALLENGER)] == [second, first, None]
    assert told[0].startswith("champion: market version 2") and told[1].startswith("previous: market version 1")


def test_going_back_takes_the_alias_from_the_one_that_was_left(connection: Connection, registered: Registered) -> None:
    first, second = registered("market", "a"), registered("market", "bb")
    move_aliases(connection, second.bundle, first.bundle)
    move_aliases(connection, first.bundle, None, left=second.bundle)
    assert [holder(connection, "market", alias) for alias in (CHAMPION, PREVIOUS)] == [first, None]


def test_a_champion_of_another_name_takes_the_alias_from_the_old_model(connection: Connection, registered: Registered) -> None:
    old, new = registered("market-2025", "a"), registered("market-2026", "bb")
    move_aliases(connection, old.bundle, None)
    move_aliases(connection, new.bundle, old.bundle)
    assert holder(connection, "market-2026", CHAMPION) == new and holder(connection, "market-2025", CHAMPION) is None
    assert holder(connection, "market-2025", PREVIOUS) == old
    move_aliases(connection, old.bundle, None, left=new.bundle)
    assert holder(connection, "market-2025", CHAMPION) == old and holder(connection, "market-2026", CHAMPION) is None


def test_bundles_that_the_registry_does_not_know_are_passed_over(connection: Connection, registered: Registered) -> None:
    first = registered("market", "a")
    assert len(move_aliases(connection, first.bundle, "0123456789ab")) == 1


def test_only_the_challenger_itself_can_lose_the_challenge(connection: Connection, registered: Registered) -> None:
    first, second = registered("market", "a"), registered("market", "bb")
    drop_challenger(connection, first.bundle)
    assert holder(connection, "market", CHALLENGER) == second
    drop_challenger(connection, second.bundle)
    assert holder(connection, "market", CHALLENGER) is None
    drop_challenger(connection, "0123456789ab")


@pytest.mark.parametrize("name", ["market/2025", "a:b", "it's", "深圳 技术"])
def test_every_bundle_name_can_be_registered(connection: Connection, registered: Registered, name: str) -> None:
    assert registered(name, "a").name == model_name(name)
