"""A rule with its scope: whom and which mode it binds, where it stands written, and how sure we are of that. Outside its scope it is information."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from valuation.catalogue import say
from valuation.certainty import Certainty
from valuation.pricing_modes.answer import RuleNote
from valuation.pricing_modes.case import AdviceCase
from valuation.pricing_modes.mode import Mode

Answer = bool | None
"""Yes, no, or that what is known does not say."""

Standing = Literal["requirement", "warning", "information"]


def all_of(*answers: Answer) -> Answer:
    """No if any says no; else unknown if any is unknown; else yes."""
    if False in answers:
        return False
    return None if None in answers else True


@dataclass(frozen=True, eq=False)
class Rule:
    """A rule of the rulebook. Its texts are `advice.rule.<code>`, `advice.scope.<code>` and `advice.source.<source>` of the catalogue.

    A `duty` is a requirement wherever it applies, a `limit` a warning where it applies and the amounts lie beyond it, a `right` only information.
    """

    code: str
    kind: Literal["duty", "limit", "right"]
    modes: tuple[Mode, ...]
    applies: Callable[[AdviceCase, Mode], Answer]
    source: str
    certainty: Certainty

    def note(self, case: AdviceCase, mode: Mode, exceeded: Answer = None) -> RuleNote:
        """What the rule says in a case; `exceeded` tells whether its amounts lie beyond a limit."""
        applies = self.applies(case, mode)
        standing: Standing = "information"
        if applies and self.kind == "duty":
            standing = "requirement"
        elif applies and exceeded and self.kind == "limit":
            standing = "warning"
        return _note(self, standing, applies, exceeded)


@lru_cache(maxsize=256)
def _note(rule: Rule, standing: Standing, applies: Answer, exceeded: Answer) -> RuleNote:
    """Made once a rule and outcome: notes are frozen, and the texts do not depend on the case."""
    return RuleNote(
        code=rule.code,
        standing=standing,
        applies=applies,
        exceeded=exceeded,
        text=say(f"advice.rule.{rule.code}"),
        scope=say(f"advice.scope.{rule.code}"),
        source=say(f"advice.source.{rule.source}"),
        certainty=rule.certainty,
    )
