from __future__ import annotations

from datetime import date
from typing import Any

from models.manifest import AttributeInfo
from service.model_identity import identity_of


def test_the_identity_says_what_the_prices_are_and_from_when(scorer: Any) -> None:
    identity = identity_of(scorer.bundle.manifest)
    assert (identity.name, identity.version, identity.simulated) == ("fake", "0123456789ab", True)
    assert (identity.price_concept, identity.currency) == ("registered_contract_amount", "CNY")
    assert identity.price_concept_label is not None
    assert identity.price_concept_label.zh == "合同成交总金额"
    assert identity.data_window is not None
    assert (identity.data_window.first, identity.data_window.last) == (date(2018, 1, 1), date(2025, 12, 31))


def test_every_attribute_is_named_with_examples_where_the_bundle_has_them(scorer: Any) -> None:
    attributes = {one.name: (one.kind, one.examples) for one in identity_of(scorer.bundle.manifest).attributes}
    assert attributes == {
        "contract_type": ("category", ()),
        "phase": ("category", ("I", "II")),
        "team": ("number", ()),
        "years_to_market": ("number", ()),
    }


def test_a_bundle_without_prices_says_so(make_scorer: Any) -> None:
    identity = identity_of(make_scorer(price=None, data=()).bundle.manifest)
    assert (identity.price, identity.price_concept, identity.currency, identity.data_window) == (None, None, None, None)


def test_the_inside_of_a_bundle_stays_inside(scorer: Any) -> None:
    assert not {"files", "parameters", "seed", "versions"} & set(identity_of(scorer.bundle.manifest).model_dump())


def test_coded_examples_come_with_their_labels_in_both_languages(make_scorer: Any) -> None:
    coded = AttributeInfo(name="contract_type", kind="category", examples=("technical_licence",), label_zh="合同类别", label_en="contract type")
    found = identity_of(make_scorer(attributes=(coded,)).bundle.manifest).attributes[0]
    assert (found.label.zh, found.label.en) == ("合同类别", "contract type")
    assert [(label.zh, label.en) for label in found.example_labels] == [("技术许可", "technology licence")]
