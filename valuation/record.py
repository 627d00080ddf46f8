"""What every part of an input record has in common: it is frozen, knows no unknown field, and reads its coded fields by the registration's lists."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, ValidationInfo, field_validator

from valuation import codes

CODED_FIELDS = {
    "achievement_class": "achievement_class",
    "contract_type": "contract_type",
    "pricing_mode": "pricing_mode",
    "technology_field": "technology_field",
    "ip_kind": "ip_kind",
    "plan_source": "plan_source",
    "socio_economic_objective": "socio_economic_objective",
    "industry": "industry_section",
    "seller_kind": "party_kind",
    "seller_region": "province",
    "buyer_kind": "party_kind",
    "buyer_region": "province",
    "payment_mode": "payment_mode",
    "exclusivity": "exclusivity",
}
"""Field → the code list it is read by; table columns of these names are read by the same lists."""

CODED_ATTRIBUTES = {"contract_subclass": "contract_subclass", "seller_country": "country", "buyer_country": "country"}
"""The same for facts of a register that stand among the attributes of an achievement and have no field of their own."""


def code_list_of(name: str) -> codes.CodeList | None:
    """The code list by which a field, an attribute or a table column of that name is read; None where its values are free."""
    listed = CODED_FIELDS.get(name) or CODED_ATTRIBUTES.get(name)
    return None if listed is None else codes.LISTS[listed]


class Record(BaseModel):
    """A part of an input; a field of `CODED_FIELDS` takes a code or its label in either language, and FieldError names the nearest ones."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    @field_validator(*CODED_FIELDS, mode="before", check_fields=False)
    @classmethod
    def _code(cls, value: object, info: ValidationInfo) -> object:
        """A code, or its label in either language, becomes the code."""
        name = str(info.field_name)
        return None if value in (None, "") else codes.LISTS[CODED_FIELDS[name]].resolve(str(value), field=name)
