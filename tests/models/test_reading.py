"""Whoever reads an answer learns what its amounts are, what was assumed and what it is not for."""

from __future__ import annotations

from datetime import date

import pytest

from models.manifest import AttributeInfo, EncoderInfo, HeadInfo, Limits, Manifest, PriceHead
from models.reading import Reading
from valuation.features import FeatureSchema

HEAD = HeadInfo(sources=("s",), rows=100, meaning="m")
PRICE = PriceHead(
    sources=("s",),
    rows=100,
    meaning="m",
    concept="registered_technology_amount",
    concept_zh="技术交易额",
    concept_en="registered technology amount",
    currency="CNY",
    first=date(2015, 1, 1),
    last=date(2025, 12, 31),
    calibrated_on="c",
)
ATTRIBUTES = (
    AttributeInfo(name="contract_type", kind="category", label_zh="合同类别", label_en="contract type"),
    AttributeInfo(name="buyer_kind", kind="category", known_at="deal", label_zh="买方性质", label_en="kind of buyer"),
    AttributeInfo(name="payment_mode", kind="category", known_at="deal"),
)
DAY = date(2025, 6, 1)


def manifest(**changes: object) -> Manifest:
    facts = {
        "name": "fake",
        "simulated": False,
        "price": PRICE,
        "maturity": HEAD,
        "encoder": EncoderInfo(kind="static", name="static", dimensions=2, max_tokens=256, token_inputs=()),
        "features": FeatureSchema(),
        "schema_hash": "h",
        "attributes": ATTRIBUTES,
        "limits": Limits(first_year=2010, last_year=2030, familiarity=0.1, unknown_tokens=0.5),
        "data": (),
        "seed": 1,
    }
    return Manifest.model_validate({**facts, **changes})


def assumed(missing: tuple[str, ...] = (), on: date = DAY, **changes: object) -> dict[str, str]:
    return {note.code: note.en for note in Reading(manifest(**changes)).assumptions(missing, on)}


def test_the_basis_names_concept_date_currency_unit_and_tax() -> None:
    basis = Reading(manifest()).basis(DAY)
    assert (basis.valuation_date, basis.price_concept, basis.currency, basis.unit, basis.tax_basis) == (
        DAY,
        "registered_technology_amount",
        "CNY",
        "元",
        "unstated",
    )
    assert basis.price_concept_label is not None and basis.price_concept_label.zh == "技术交易额"


def test_what_only_a_deal_reveals_is_named_by_its_labels_where_it_is_missing() -> None:
    found = assumed(("buyer_kind", "payment_mode", "contract_type"))
    assert "kind of buyer, payment_mode" in found["unknown_at_listing"]
    assert "contract_type_unknown" in found
    assert "unknown_at_listing" not in assumed(("contract_type",))
    assert "contract_type_unknown" not in assumed(("buyer_kind",))


@pytest.mark.parametrize(("on", "code"), [(date(2026, 1, 1), "level_extrapolated"), (date(2014, 12, 31), "level_backcast"), (DAY, None)])
def test_a_date_beyond_the_contracts_is_an_assumption(on: date, code: str | None) -> None:
    assert [name for name in assumed(on=on) if name.startswith("level_")] == ([code] if code else [])


def test_simulated_contracts_and_an_unknown_tax_basis_are_assumptions() -> None:
    assert {"simulated", "tax_basis_not_stated"} <= assumed(simulated=True).keys()
    known = PRICE.model_copy(update={"tax_basis": "vat_excluded"})
    assert not {"simulated", "tax_basis_not_stated"} & assumed(price=known).keys()


def test_a_bundle_without_prices_assumes_nothing_of_them_and_limits_only_what_it_answers() -> None:
    reading = Reading(manifest(price=None))
    assert reading.assumptions((), date(2030, 1, 1)) == ()
    assert [note.code for note in reading.limits] == ["no_appraisal", "text_maturity"]
    assert "one_contract" in [note.code for note in Reading(manifest()).limits]
