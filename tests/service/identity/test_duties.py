"""Who makes a model does not confirm what it says; who looks from outside is no insider. On both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert

from service.audit.draft import Draft, Kind
from service.audit.journal import Journal
from service.audit.key_file import keys_at
from service.identity.caller import ANYBODY, Caller
from service.identity.duties import is_insider, makers_of, persons_of, require_insider, require_other_person
from service.problems import Problem
from service.store.database import Database
from service.store.tables import api_keys

AT = datetime(2026, 11, 22, tzinfo=UTC)
DIGEST = "ab" * 32
TRAINER = replace(ANYBODY, subject="key:trainer")


@pytest.fixture
def journal(database: Database, tmp_path: Path) -> Journal:
    return Journal(database, keys_at(tmp_path / "audit.key"), lambda: AT)


def act(journal: Journal, kind: Kind, caller: Caller = TRAINER, about: str = DIGEST[:12], **facts: Any) -> None:
    assert journal.append([Draft(kind, caller, AT, {"sha256": DIGEST, **facts}, about=about)]) == [None]


def makers(database: Database, sha256: str = DIGEST) -> set[str]:
    with database.read() as connection:
        return makers_of(connection, sha256)


def test_who_promotes_and_in_whose_name_are_makers(database: Database, journal: Journal) -> None:
    act(journal, "promote", replace(ANYBODY, subject="worker"), by="key:publisher", trained_by="oidc:issuer#trainer")
    act(journal, "promote", about=DIGEST)
    act(journal, "promote", replace(ANYBODY, subject="worker"), by=None)
    assert makers(database) == {"worker", "key:publisher", "oidc:issuer#trainer", "key:trainer"}


def test_acts_on_other_models_and_other_acts_make_nobody_a_maker(database: Database, journal: Journal) -> None:
    act(journal, "promote", sha256="cd" * 32)  # another digest under the same version
    act(journal, "confirm")
    act(journal, "promote", about="cd" * 6)
    assert makers(database) == set()


def test_the_rule_stops_makers_and_nobody_else(database: Database, journal: Journal) -> None:
    act(journal, "promote")
    with database.read() as connection:
        require_other_person(connection, ANYBODY, DIGEST)
        with pytest.raises(Problem):
            require_other_person(connection, ANYBODY, DIGEST, trained_by=ANYBODY.subject)
        with pytest.raises(Problem) as refused:
            require_other_person(connection, TRAINER, DIGEST)
    assert (refused.value.status, refused.value.type.code) == (403, "same_person")


@pytest.mark.parametrize(("audience", "inside"), [(None, True), ("seller", True), ("exchange", True), ("buyer", False), ("public", False)])
def test_insiders_are_the_seller_and_the_exchange(audience: Any, inside: bool) -> None:
    caller = replace(ANYBODY, audience=audience)
    assert is_insider(caller) is inside
    if inside:
        require_insider(caller)
    else:
        with pytest.raises(Problem, match=r"seller or the exchange") as refused:
            require_insider(caller)
        assert refused.value.status == 403


def test_a_key_and_those_that_it_was_rotated_into_are_one_person(database: Database, journal: Journal) -> None:
    terms = {"digest": b"d" * 32, "name": "n", "owner": "o", "scopes": "confirm", "audience": "seller", "created": AT}
    rows = [terms | {"id": id, "rotated_to": after} for id, after in (("first", "second"), ("second", "third"), ("third", None), ("other", None))]
    with database.begin() as connection:
        connection.execute(insert(api_keys), rows)
    act(journal, "promote", replace(ANYBODY, subject="worker"), by="key:first")
    with database.read() as connection:
        assert persons_of(connection, "key:second") == {"key:first", "key:second", "key:third"}
        assert persons_of(connection, "oidc:i#anna") == {"oidc:i#anna"}
        require_other_person(connection, replace(ANYBODY, subject="key:other"), DIGEST)
        with pytest.raises(Problem):
            require_other_person(connection, replace(ANYBODY, subject="key:third"), DIGEST)
