"""Issuers put things where they like; what is read is what the settings name, and what cannot be read gives no rights."""

from __future__ import annotations

from typing import Any

import pytest

from service.identity.claims import ClaimNames, WrongClaims

CLAIMS: dict[str, Any] = {"sub": "anna"}


@pytest.mark.parametrize(
    ("names", "claims", "scopes"),
    [
        ({}, {"scope": "value openid admin"}, {"value", "admin"}),
        ({}, {"scope": ["value", 7, None]}, {"value"}),
        ({}, {"scope": "values valueadmin VALUE"}, set()),
        ({}, {"scope": {"value": True}}, set()),
        ({}, {}, set()),
        ({"prefix": "valuation:"}, {"scope": "value valuation:confirm"}, {"confirm"}),
        ({"scopes": "realm_access.roles"}, {"realm_access": {"roles": ["train"]}}, {"train"}),
        ({"scopes": "https://x.example/roles"}, {"https://x.example/roles": ["train"]}, {"train"}),
        ({"scopes": "scope.deep"}, {"scope": "value"}, set()),
    ],
)
def test_scopes_are_read_where_they_stand(names: dict[str, str], claims: dict[str, Any], scopes: set[str]) -> None:
    assert ClaimNames("i", **names).caller(CLAIMS | claims).scopes == scopes  # type: ignore[arg-type]


def test_a_token_that_says_nothing_sees_what_the_settings_say_and_by_default_what_the_public_sees() -> None:
    assert ClaimNames("i").caller(CLAIMS).audience == "public"
    assert ClaimNames("i", view="exchange").caller(CLAIMS).audience == "exchange"
    assert ClaimNames("i").caller(CLAIMS | {"valuation_audience": "seller"}).audience == "seller"
    assert ClaimNames("i", audience="app.view").caller(CLAIMS | {"app": {"view": "buyer"}}).audience == "buyer"


@pytest.mark.parametrize("view", ["everybody", "", 7, ["seller"]])
def test_a_view_that_there_is_not_is_no_guess(view: Any) -> None:
    with pytest.raises(WrongClaims, match="seller, exchange, buyer, public"):
        ClaimNames("i", view="seller").caller(CLAIMS | {"valuation_audience": view})


def test_everybody_is_their_own_organisation_unless_a_claim_names_it() -> None:
    assert ClaimNames("i").caller(CLAIMS).owner == "oidc:anna"
    assert ClaimNames("i", owner="org").caller(CLAIMS | {"org": "University"}).owner == "University"
    with pytest.raises(WrongClaims, match="org"):
        ClaimNames("i", owner="org").caller(CLAIMS)


@pytest.mark.parametrize("claims", [{"sub": ""}, {"sub": "a" * 191}, {"sub": 7}, {"sub": "a\x00"}])
def test_a_subject_that_could_not_be_kept_is_nobody(claims: dict[str, Any]) -> None:
    with pytest.raises(WrongClaims, match="sub"):
        ClaimNames("i").caller(claims)
