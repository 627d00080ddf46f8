from __future__ import annotations

import numpy as np
import pytest

from training.simulate.fields import FIELDS, INDUSTRIES, OBJECTIVES, draw_fields, draw_industries, draw_objectives
from training.simulate.strata import FIRM, PUBLIC
from valuation.codes import LISTS

CHANCE = np.random.default_rng(1).random(20_000)


def test_every_field_industry_and_objective_is_a_code():
    assert set(FIELDS) == set(INDUSTRIES) == set(OBJECTIVES) == set(LISTS["technology_field"].entries)
    assert {one for shares in INDUSTRIES.values() for one in shares} <= set(LISTS["industry_section"].entries)
    assert {one for shares in OBJECTIVES.values() for one in shares} <= set(LISTS["socio_economic_objective"].entries)


@pytest.mark.parametrize("group", [FIRM, PUBLIC])
def test_fields_leave_the_mean_price_where_it_is(group):
    _, effects = draw_fields(np.full(20_000, 2016), np.full(20_000, group), CHANCE)
    assert np.exp(effects).mean() == pytest.approx(1.0, abs=0.02)


def test_universities_do_more_medicine_and_cities_grow():
    firms, _ = draw_fields(np.full(20_000, 2013), np.full(20_000, FIRM), CHANCE)
    public, _ = draw_fields(np.full(20_000, 2013), np.full(20_000, PUBLIC), CHANCE)
    later, _ = draw_fields(np.full(20_000, 2022), np.full(20_000, FIRM), CHANCE)
    assert (public == "biomedicine").mean() > 1.4 * (firms == "biomedicine").mean()
    assert (later == "urban_construction_social").mean() > 1.3 * (firms == "urban_construction_social").mean()


def test_industry_and_objective_follow_the_field():
    fields = np.repeat("agriculture", 20_000)
    assert set(draw_industries(fields, CHANCE)) == set(INDUSTRIES["agriculture"])
    assert (draw_objectives(fields, CHANCE) == "agriculture").mean() == pytest.approx(0.95, abs=0.01)
