"""The rules, a file a topic, and all of them together.

To add one, write it in its topic's file: `when` names the facts at which it holds, `source` the articles, `certainty` whether the text was read. A test
proves that every rule can fire and can stay silent.
"""

from __future__ import annotations

from collections.abc import Mapping

from valuation.rights_gate.rule import Rule
from valuation.rights_gate.rulebook import (
    co_ownership,
    contribution,
    data_rules,
    documents,
    earlier_licences,
    encumbrance,
    export_control,
    genetic_resources,
    permits,
    public_funding,
    related_parties,
    secrecy,
    service_inventions,
    state_assets,
    title,
)

VERSION = "2026-11"
"""Version of the rules; answers carry it."""

TOPICS: Mapping[str, tuple[Rule, ...]] = {
    "title": title.RULES,
    "encumbrance": encumbrance.RULES,
    "co_ownership": co_ownership.RULES,
    "earlier_licences": earlier_licences.RULES,
    "service_inventions": service_inventions.RULES,
    "export_control": export_control.RULES,
    "secrecy": secrecy.RULES,
    "genetic_resources": genetic_resources.RULES,
    "public_funding": public_funding.RULES,
    "state_assets": state_assets.RULES,
    "contribution": contribution.RULES,
    "related_parties": related_parties.RULES,
    "permits": permits.RULES,
    "data_rules": data_rules.RULES,
    "documents": documents.RULES,
}
"""Topic → its rules, in the order in which they are answered."""

RULES: tuple[Rule, ...] = tuple(rule for rules in TOPICS.values() for rule in rules)
"""All rules."""

TOPIC_OF: Mapping[str, str] = {rule.code: topic for topic, rules in TOPICS.items() for rule in rules}
"""Code of a rule → its topic."""
