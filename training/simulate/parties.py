"""Names of sellers and buyers, all invented: a few universities and institutes a province, and firms without number, some of which come back."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from training.simulate.facts import Facts, Texts
from training.simulate.published import provinces

Names = NDArray[np.object_]

FIRST = np.asarray(list("恒瑞华盛科鼎宏泰中信博远创智天合金海东方新元众联凯安和立正启明云峰"))
SECOND = np.asarray(list("源通达康盈丰翔宇拓维腾跃晟昊博洋航晖铭诚朗捷润泽"))
TRADES = {
    "electronic_information": ("信息技术", "软件", "电子科技", "数据"),
    "aerospace": ("航空科技", "航天装备", "飞行器"),
    "advanced_manufacturing": ("精密机械", "智能装备", "重工", "自动化"),
    "biomedicine": ("生物医药", "医疗器械", "制药"),
    "new_materials": ("新材料", "化工", "高分子"),
    "new_energy": ("新能源", "电力科技", "储能"),
    "environment": ("环保科技", "水务", "环境工程"),
    "nuclear": ("核技术", "核电工程"),
    "agriculture": ("农业科技", "种业", "生物饲料"),
    "transport": ("交通科技", "轨道装备", "路桥"),
    "urban_construction_social": ("建设工程", "城市服务", "建筑科技", "文化科技"),
}
FORMS = {"160": "股份有限公司", "110": "集团有限公司", "120": "厂", "400": "经营部"}
RETURNING = 0.15
"""Share of deals between parties that have dealt with each other before, where a like deal came before [A]: no sign of a split."""
UNIVERSITIES = ("理工学院", "工业大学", "师范大学", "农林大学", "医药大学", "科技大学", "交通学院", "城市学院")
INSTITUTES = ("应用技术研究院", "材料研究所", "电子研究所", "生物技术研究所", "水利科学研究院", "能源研究院", "机械研究所", "环境科学研究所")
BODIES = {
    "023": ("第一医院", "中心医院", "疾控中心"),
    "024": ("检验检测中心", "监测总站", "档案馆"),
    "030": ("行业协会", "技术学会", "科技促进会"),
    "012": ("省厅", "省局"),
    "013": ("市住建局", "市科技局", "市交通局", "市数据局"),
    "014": ("县农业局", "区街道办事处", "县水务局"),
}
SURNAMES, GIVEN = np.asarray(list("王李张刘陈杨赵黄周吴徐孙")), np.asarray(list("伟芳敏静强磊军洋勇艳杰娟涛明超霞平刚"))
ABROAD = np.asarray(["Norvik", "Halden", "Aster", "Kessel", "Morita", "Bryce", "Lumen", "Tarvo", "Sandell", "Quill", "Ostara", "Vermont"])
ABROAD_FORMS = np.asarray(["GmbH", "Inc.", "Ltd.", "AB", "K.K.", "S.A."])


def draw_names(facts: Facts, generator: np.random.Generator) -> tuple[Names, Names]:
    """Seller and buyer of each deal; they are never the same."""
    sellers = _names(facts.seller_kinds, facts.regions, facts.fields, generator)
    buyers = _names(facts.buyer_kinds, facts.buyer_regions, facts.fields, generator)
    same = np.flatnonzero(sellers == buyers)
    buyers[same] = _firms(facts.buyer_kinds[same], facts.buyer_regions[same], facts.fields[same], generator)
    before = _before(facts, generator)
    return sellers[before], buyers[before]


def _before(facts: Facts, generator: np.random.Generator) -> NDArray[np.int64]:
    """For each deal the one whose parties it has: its own, or in RETURNING of the cases those of the last deal of the same kinds, provinces and field."""
    keys = np.rec.fromarrays([facts.seller_kinds, facts.buyer_kinds, facts.regions, facts.buyer_regions, facts.fields])
    _, alike = np.unique(keys, return_inverse=True)
    order = np.argsort(alike, kind="stable")
    follows = np.append(False, alike[order][1:] == alike[order][:-1]) & (generator.random(len(order)) < RETURNING)
    found = np.empty(len(order), dtype=np.int64)
    found[order] = order[np.maximum.accumulate(np.where(follows, 0, np.arange(len(order))))]
    return found


def _names(kinds: Texts, regions: NDArray[np.int64], fields: Texts, generator: np.random.Generator) -> Names:
    places = _places(regions)
    found = np.empty(len(kinds), dtype=object)
    chosen = generator.random(len(kinds))
    for kind in np.unique(kinds).tolist():
        rows = np.flatnonzero(kinds == kind)
        match kind:
            case "022":
                found[rows] = _of_list(places[rows], UNIVERSITIES, chosen[rows])
            case "021":
                found[rows] = _of_list(places[rows], INSTITUTES, chosen[rows])
            case "natural_person":
                found[rows] = generator.choice(SURNAMES, len(rows)).astype(object) + generator.choice(GIVEN, len(rows)) + generator.choice(GIVEN, len(rows))
            case "overseas":
                found[rows] = generator.choice(ABROAD, len(rows)).astype(object) + " " + generator.choice(ABROAD_FORMS, len(rows))
            case _ if kind in BODIES:
                found[rows] = _of_list(places[rows], BODIES[kind], chosen[rows])
            case _:
                found[rows] = _firms(kinds[rows], regions[rows], fields[rows], generator)
    return found


def _firms(kinds: Texts, regions: NDArray[np.int64], fields: Texts, generator: np.random.Generator) -> Names:
    n = len(kinds)
    first, other, second = generator.choice(FIRST, n), generator.choice(FIRST, n), generator.choice(SECOND, n)
    chance = generator.random(n)
    trades = np.empty(n, dtype=object)
    for field, options in TRADES.items():
        rows = fields == field
        trades[rows] = np.asarray(options, dtype=object)[(chance[rows] * len(options)).astype(np.int64)]
    forms = np.asarray([FORMS.get(str(kind), "有限公司") for kind in kinds], dtype=object)
    return np.asarray(_places(regions) + first.astype(object) + other + second + trades + forms, dtype=object)


def _of_list(places: Names, options: tuple[str, ...], chance: NDArray[np.float64]) -> Names:
    """One of a province's few, the first ones busier."""
    at = (chance**1.5 * len(options)).astype(np.int64)
    return np.asarray(places + np.asarray(options, dtype=object)[at], dtype=object)


def _places(regions: NDArray[np.int64]) -> Names:
    """The province as it stands in front of a name; nothing abroad."""
    short = [
        name.removesuffix("市").removesuffix("省").removesuffix("自治区").removesuffix("壮族").removesuffix("回族").removesuffix("维吾尔")
        for name in provinces().names
    ]
    return np.asarray([*short, ""], dtype=object)[regions]
