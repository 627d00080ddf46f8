"""A gate example per sector: six products as an appraiser meets them, and the level that their proofs bear out."""

from __future__ import annotations

import pytest

from valuation.maturity_gate.checklist import GENERAL
from valuation.maturity_gate.sectors import OVERLAYS


def test_every_door_replaces_items_of_its_own_level() -> None:
    general = {item.code: item for items in GENERAL.values() for item in items}
    for doors in OVERLAYS.values():
        for door in doors:
            assert door.replaces and all(general[code].level == door.item.level for code in door.replaces)


def test_the_doors_that_vary_between_agencies_are_marked() -> None:
    unsure = {door.item.code for doors in OVERLAYS.values() for door in doors if door.item.unsure}
    assert unsure == {"DR4a", "DR5a", "DR5b", "DR6a", "DR7a", "DR8a", "DR9a", "CV9a"}


def test_a_drug_whose_phase_two_is_under_way_is_at_level_6(up_to, present, level, lacks) -> None:
    """A small molecule: phase I reported by the hospital, phase II recruiting. A trial under way is no proof."""
    drug = up_to(6, sector="drugs", name="原料药与制剂", items=[present("DR6a", source="user", issuer="某医院临床试验机构", document="I期总结报告")])
    assert level(drug) == 6
    assert lacks(drug) == ["H7c", "DR7a", "independence_7"]


def test_a_drug_is_not_held_up_by_sales_but_by_its_authorisation(up_to, present, level, lacks) -> None:
    before = up_to(9, sector="drugs", without=["DR9a"])
    assert (level(before), lacks(before)) == (8, ["DR9a"])
    assert level(up_to(9, sector="drugs", items=[present("DR9a", source="statutory", issuer="国家药监局", document="药品注册证书")])) == 9


def test_a_device_with_a_type_test_but_no_clinical_evaluation_is_at_level_6(up_to, present, level, lacks) -> None:
    """A monitor with firmware, so both tracks count: its registration test stands for H6b and S6b alike."""
    monitor = up_to(6, track="mixed", sector="devices", name="监护仪", items=[present("MD6a", source="accredited", issuer="医疗器械检验院")])
    assert level(monitor) == 6
    assert {"MD7a", "H7c", "S7a"} <= set(lacks(monitor))
    registered = up_to(8, track="mixed", sector="devices", items=[present("MD8a", source="statutory", issuer="省药监局", document="注册证")])
    assert level(registered) == 8


def test_a_variety_with_its_production_trial_is_at_level_7_and_a_plant_variety_right_adds_nothing(up_to, present, level, lacks) -> None:
    rice = up_to(7, sector="varieties", name="水稻品种", items=[present("CV7a", source="user", issuer="试验点农场", document="生产试验报告")])
    assert level(rice) == 7
    assert "CV8a" in lacks(rice)  # 审定 or 登记; 植物新品种权 is a right and no item
    approved = up_to(8, sector="varieties", items=[present("CV8a", source="statutory", issuer="省品种审定委员会")])
    assert level(approved) == 8


def test_a_process_with_a_pilot_but_no_demonstration_plant_is_at_level_6(up_to, present, level, lacks) -> None:
    catalyst = up_to(6, sector="process", name="加氢催化工艺", items=[present("CP6a", source="witnessed", issuer="评审专家组", document="500吨/年中试总结")])
    assert level(catalyst) == 6
    assert lacks(catalyst) == ["H7b", "H7c", "CP7a", "independence_7"]
    no_72_hours = up_to(8, sector="process", items=[present("H8c", source="accredited", issuer="质检院")], without=["CP8a"])
    assert (level(no_72_hours), lacks(no_72_hours)) == (7, ["CP8a"])


def test_a_vehicle_part_with_road_tests_but_no_type_notice_is_at_level_7(up_to, present, level, lacks) -> None:
    brake = up_to(8, sector="aerospace_automotive", name="线控制动", without=["AA8a"])
    assert (level(brake), lacks(brake)) == (7, ["AA8a"])
    announced = up_to(8, sector="aerospace_automotive", items=[present("AA8a", source="statutory", issuer="主管部门", document="车辆公告")])
    assert level(announced) == 8


def test_a_model_without_validation_on_outside_data_stays_at_level_5(up_to, present, level, lacks) -> None:
    model = up_to(7, track="sw", sector="ai", name="影像分诊模型", without=["AI6a"])
    assert (level(model), lacks(model)) == (5, ["AI6a"])
    shadow = up_to(7, track="sw", sector="ai", items=[present("AI7a", source="user", issuer="某三甲医院", document="影子运行记录")])
    assert (level(shadow), "AI8a" in lacks(shadow)) == (7, True)


@pytest.mark.parametrize("sector", OVERLAYS)
def test_every_sector_can_reach_level_9(sector: str, up_to, level) -> None:
    assert level(up_to(9, track="sw" if sector == "ai" else "hw", sector=sector)) == 9
