"""The claims of a token → a caller: where the scopes stand, for whom answers are made, and whose organisation it is. Issuers differ, so these are settings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from service.identity.caller import SCOPES, Caller, Scope
from valuation.audience import AUDIENCES, Audience

Claims = dict[str, Any]


class WrongClaims(Exception):
    """A token is the issuer's, but does not say what is needed; the message says what."""


@dataclass(frozen=True, slots=True)
class ClaimNames:
    """Under which claims things stand; a dotted name leads into an object (`realm_access.roles`). Of the scopes only those with the prefix count, without it.
    `view` is the audience of a token that names none.
    """

    issuer: str
    scopes: str = "scope"
    prefix: str = ""
    audience: str = "valuation_audience"
    view: Audience = "public"
    owner: str | None = None

    def caller(self, claims: Claims) -> Caller:
        """Whoever the token is of; WrongClaims where it does not say, or says what there is not."""
        person = _label(claims, "sub", 190)
        owner = f"oidc:{person}" if self.owner is None else _label(claims, self.owner, 200)
        return Caller(f"oidc:{self.issuer}#{person}", person, owner, frozenset(self._scopes(claims)), self._view(claims))

    def _scopes(self, claims: Claims) -> Iterator[Scope]:
        found = _at(claims, self.scopes)
        names = found.split() if isinstance(found, str) else found if isinstance(found, list) else []
        return (scope for scope in SCOPES if self.prefix + scope in names)

    def _view(self, claims: Claims) -> Audience:
        found = _at(claims, self.audience)
        if found is None:
            return self.view
        for audience in AUDIENCES:
            if found == audience:
                return audience
        raise WrongClaims(f"{self.audience} is none of {', '.join(AUDIENCES)}")


def _label(claims: Claims, name: str, longest: int) -> str:
    found = _at(claims, name)
    if not isinstance(found, str) or not 0 < len(found) <= longest or not found.isprintable():
        raise WrongClaims(f"{name} is no text of 1 to {longest} characters")
    return found


def _at(claims: Claims, name: str) -> Any:
    """What stands under a name as it is, else along its dots; None where nothing does."""
    if name in claims:
        return claims[name]
    found: Any = claims
    for part in name.split("."):
        found = found.get(part) if isinstance(found, dict) else None
    return found
