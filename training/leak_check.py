"""Refuses attributes that are the price in disguise, whatever they are called: the second net behind the deny-list of names.

What counts as one stands in `leaks/price_forms.py`; that the net still holds is tried on planted leaks in every run (`leaks/planted.py`).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from training.inputs import Inputs
from training.leaks.price_forms import price_forms
from valuation.features import FeatureSchema
from valuation.field_error import FieldError


def refuse_leaks(inputs: Inputs, log_price: NDArray[np.float64], schema: FeatureSchema) -> None:
    """FieldError for the first attribute, or attributes together, of the priced rows (n) that follow their price too closely."""
    for form in price_forms(inputs, log_price, schema):
        names, columns = " + ".join(f"attributes.{name}" for name in form.columns), "them" if len(form.columns) > 1 else "it"
        reason = f"follows the price almost exactly ({form.closeness:.3f}): it is {form.how}"
        raise FieldError(names, form.example, reason, f"Remove {columns} from the mapping.")
