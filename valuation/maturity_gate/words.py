"""The coded words of an evidence record: state of an item, track, sector, and how far from the seller a proof comes. Certainty A, our own slugs."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator

from valuation.codes.code_list import CodeList

ITEM_STATE = CodeList(
    name="item_state",
    source="our own proposal: four states of a checklist item",
    certainty="A",
    entries={
        "present": ("有", "present"),
        "missing": ("缺", "missing"),
        "n_a": ("不适用", "not applicable"),
        "disputed": ("存疑", "disputed"),
    },
    aliases={"具备": "present", "缺失": "missing", "无": "missing", "N/A": "n_a", "doubtful": "disputed"},
)

TRACK = CodeList(
    name="maturity_track",
    source="our own proposal: mixed products pass both tracks",
    certainty="A",
    entries={
        "hw": ("硬件/材料/工艺", "hardware, materials, processes"),
        "sw": ("软件/算法/数据", "software, algorithms, data"),
        "mixed": ("软硬结合", "hardware and software"),
    },
    aliases={"硬件": "hw", "材料": "hw", "工艺": "hw", "hardware": "hw", "软件": "sw", "算法": "sw", "数据": "sw", "software": "sw", "混合": "mixed"},
)

SECTOR = CodeList(
    name="maturity_sector",
    source="our own proposal: sectors whose statutory or customary proofs replace items of the checklist",
    certainty="A",
    entries={
        "general": ("通用", "general"),
        "drugs": ("药物", "drugs"),
        "devices": ("医疗器械", "medical devices"),
        "varieties": ("农作物品种", "crop varieties"),
        "process": ("化工/材料工艺", "chemicals and materials processes"),
        "aerospace_automotive": ("航空航天/汽车", "aerospace and automotive"),
        "ai": ("人工智能模型", "AI models"),
    },
    aliases={
        "药品": "drugs",
        "农作物": "varieties",
        "品种": "varieties",
        "化工": "process",
        "材料": "process",
        "航空航天": "aerospace_automotive",
        "汽车": "aerospace_automotive",
        "人工智能": "ai",
    },
)

SOURCE = CodeList(
    name="proof_source",
    source="our own proposal: who stands behind a proof",
    certainty="A",
    entries={
        "own": ("自测", "own test or statement"),
        "witnessed": ("见证试验", "own test, witnessed by an outsider"),
        "independent": ("独立第三方", "independent third party"),
        "user": ("外部用户", "outside user"),
        "accredited": ("认可机构(CMA/CNAS)", "accredited laboratory"),
        "statutory": ("法定批件", "statutory approval"),
    },
    aliases={
        "内部": "own",
        "见证": "witnessed",
        "第三方": "independent",
        "用户": "user",
        "认可机构": "accredited",
        "CMA": "accredited",
        "CNAS": "accredited",
        "批件": "statutory",
        "注册证": "statutory",
    },
)


def _coded(codes: CodeList, field: str) -> BeforeValidator:
    return BeforeValidator(lambda value: codes.resolve(value, field) if isinstance(value, str) else value)


TrackCode = Literal["hw", "sw"]
State = Annotated[Literal["present", "missing", "n_a", "disputed"], _coded(ITEM_STATE, "state")]
Track = Annotated[Literal["hw", "sw", "mixed"], _coded(TRACK, "track")]
Sector = Annotated[Literal["general", "drugs", "devices", "varieties", "process", "aerospace_automotive", "ai"], _coded(SECTOR, "sector")]
Source = Annotated[Literal["own", "witnessed", "independent", "user", "accredited", "statutory"], _coded(SOURCE, "source")]
