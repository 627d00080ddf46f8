"""Every field of technology has bands, with a source."""

from __future__ import annotations

import pytest

from valuation.codes import LISTS
from valuation.pricing_modes.royalty_bands import royalty_bands


@pytest.mark.parametrize("field", [None, *sorted(LISTS["technology_field"].entries)])
@pytest.mark.parametrize("right", [None, *sorted(LISTS["ip_kind"].entries)])
def test_every_field_and_right_has_bands_with_source_and_certainty(field: str | None, right: str | None) -> None:
    bands = royalty_bands(field, right)
    assert bands and all(0 < band.low < band.high <= 0.08 and band.source.zh and band.certainty in ("S", "V") for band in bands)


def test_the_bands_are_those_of_the_sources() -> None:
    assert [(band.low, band.high) for band in royalty_bands("advanced_manufacturing", "invention_patent")] == [(0.01, 0.03), (0.015, 0.03)]
    assert [band.code for band in royalty_bands("electronic_information", "software_copyright")] == ["software"]
    assert [band.code for band in royalty_bands("agriculture", None)] == ["general"]
