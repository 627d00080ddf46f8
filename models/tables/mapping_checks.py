"""What a mapping must not say: names that must never inform a price, labels used as inputs, segments that are no attributes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.tables.nearest import suggestion
from valuation.achievement import PLAIN_FIELDS, Achievement
from valuation.catalogue import say
from valuation.deny_list import denied
from valuation.features import DERIVED_NUMBERS
from valuation.field_error import FieldError
from valuation.record import CODED_FIELDS, code_list_of

if TYPE_CHECKING:
    from models.tables.mapping import Mapping


def check_names(mapping: Mapping) -> None:
    """Refuses deny-listed attributes and columns, and attribute names that mean something else in a record."""
    uses = [(use.path, use.column) for use in mapping.inputs() if use.path != "id" and not use.path.startswith("date.")]
    for path, name in [(f"attributes.{name}", name) for name in mapping.attributes] + uses:
        found = denied(name)
        if found is not None:
            raise FieldError(path, name, say("mappings.never_input", reason=found.text), say("mappings.leave_input_out"))
    for name, attribute in mapping.attributes.items():
        if name in DERIVED_NUMBERS or (name in Achievement.model_fields and name not in (*CODED_FIELDS, *PLAIN_FIELDS)):
            raise FieldError(f"attributes.{name}", name, say("mappings.name_taken"), say("mappings.rename"))
        codes = code_list_of(name)
        if codes is not None and attribute.kind == "number":
            raise FieldError(f"attributes.{name}.kind", "number", say("mappings.coded_number"), say("mappings.write_category"))
        if codes is not None and attribute.constant is not None:
            codes.resolve(str(attribute.constant), f"attributes.{name}.constant")
        if codes is not None and attribute.refined is not None:
            for coarse in attribute.refined.into:
                if coarse not in codes.entries:
                    raise FieldError(f"attributes.{name}.refined.into", coarse, say("mappings.no_such_code"), suggestion(coarse, codes.entries))


def check_uses(mapping: Mapping) -> None:
    """Refuses labels among the inputs, a price without a date, and segments that are not categories known at listing."""
    labels = {use.column: use.path for use in mapping.labels() if use.path.startswith(("price.amount", "price.total", "values.", "maturity."))}
    # A stage is a coarse fact known at listing as well as a label; levels, scores and amounts are labels only.
    labels = {column: path for column, path in labels.items() if path != "maturity.stage"}
    for use in mapping.inputs():
        if use.column in labels:
            raise FieldError(use.path, use.column, say("mappings.is_label", path=labels[use.column]), say("mappings.leave_label_out"))
    if not (mapping.title or mapping.text or mapping.attributes):
        raise FieldError("text", None, say("mappings.nothing_to_read"), say("mappings.name_one"))
    if mapping.price is None:
        return
    if mapping.date is None:
        raise FieldError("date", None, say("mappings.price_undated"), say("mappings.give_date"))
    for name in mapping.price.segments:
        if name not in mapping.categories:
            raise FieldError("price.segments", name, say("mappings.no_segment"), suggestion(name, mapping.categories))
        if mapping.attributes[name].known_at == "deal":
            raise FieldError("price.segments", name, say("mappings.segment_late"), say("mappings.segment_early"))
