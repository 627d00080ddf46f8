"""The sector of the national economy that a contract serves (服务的国民经济行业): sections of GB/T 4754-2017, found by section, division or class."""

from __future__ import annotations

import re

from valuation.codes.code_list import CodeList

_SECTIONS: dict[str, tuple[str, str, int, str]] = {
    "A": ("农、林、牧、渔业", "agriculture, forestry, animal husbandry and fishery", 1, "农业|林业|畜牧业|渔业|农、林、牧、渔专业及辅助性活动"),
    "B": (
        "采矿业",
        "mining",
        6,
        "煤炭开采和洗选业|石油和天然气开采业|黑色金属矿采选业|有色金属矿采选业|非金属矿采选业|开采专业及辅助性活动|其他采矿业",
    ),
    "C": (
        "制造业",
        "manufacturing",
        13,
        (
            "农副食品加工业|食品制造业|酒、饮料和精制茶制造业|烟草制品业|纺织业|纺织服装、服饰业|皮革、毛皮、羽毛及其制品和制鞋业|木材加工和木、竹、藤、棕、草制品业"
            "|家具制造业|造纸和纸制品业|印刷和记录媒介复制业|文教、工美、体育和娱乐用品制造业|石油、煤炭及其他燃料加工业|化学原料和化学制品制造业|医药制造业"
            "|化学纤维制造业|橡胶和塑料制品业|非金属矿物制品业|黑色金属冶炼和压延加工业|有色金属冶炼和压延加工业|金属制品业|通用设备制造业|专用设备制造业|汽车制造业"
            "|铁路、船舶、航空航天和其他运输设备制造业|电气机械和器材制造业|计算机、通信和其他电子设备制造业|仪器仪表制造业|其他制造业|废弃资源综合利用业"
            "|金属制品、机械和设备修理业"
        ),
    ),
    "D": (
        "电力、热力、燃气及水生产和供应业",
        "production and supply of electricity, heat, gas and water",
        44,
        "电力、热力生产和供应业|燃气生产和供应业|水的生产和供应业",
    ),
    "E": ("建筑业", "construction", 47, "房屋建筑业|土木工程建筑业|建筑安装业|建筑装饰、装修和其他建筑业"),
    "F": ("批发和零售业", "wholesale and retail trade", 51, "批发业|零售业"),
    "G": (
        "交通运输、仓储和邮政业",
        "transport, storage and post",
        53,
        "铁路运输业|道路运输业|水上运输业|航空运输业|管道运输业|多式联运和运输代理业|装卸搬运和仓储业|邮政业",
    ),
    "H": ("住宿和餐饮业", "hotels and catering", 61, "住宿业|餐饮业"),
    "I": (
        "信息传输、软件和信息技术服务业",
        "information transmission, software and information technology",
        63,
        "电信、广播电视和卫星传输服务|互联网和相关服务|软件和信息技术服务业",
    ),
    "J": ("金融业", "finance", 66, "货币金融服务|资本市场服务|保险业|其他金融业"),
    "K": ("房地产业", "real estate", 70, ""),
    "L": ("租赁和商务服务业", "leasing and business services", 71, "租赁业|商务服务业"),
    "M": ("科学研究和技术服务业", "scientific research and technical services", 73, "研究和试验发展|专业技术服务业|科技推广和应用服务业"),
    "N": (
        "水利、环境和公共设施管理业",
        "management of water, environment and public facilities",
        76,
        "水利管理业|生态保护和环境治理业|公共设施管理业|土地管理业",
    ),
    "O": ("居民服务、修理和其他服务业", "household services, repair and other services", 80, "居民服务业|机动车、电子产品和日用产品修理业|其他服务业"),
    "P": ("教育", "education", 83, ""),
    "Q": ("卫生和社会工作", "health and social work", 84, "卫生|社会工作"),
    "R": ("文化、体育和娱乐业", "culture, sports and entertainment", 86, "新闻和出版业|广播、电视、电影和录音制作业|文化艺术业|体育|娱乐业"),
    "S": (
        "公共管理、社会保障和社会组织",
        "public administration, social security and social organisations",
        91,
        "中国共产党机关|国家机构|人民政协、民主党派|社会保障|群众团体、社会团体和其他成员组织|基层群众自治组织及其他组织",
    ),
    "T": ("国际组织", "international organisations", 97, ""),
}
"""Section → name, English name, its first division, names of its divisions (none where the section is its own only division)."""

LAST_DIVISION = 97
_CODE = re.compile(r"(?:([a-t])\s?(\d{1,4})|(\d\d?|\d{4}))(?:\D{2,})?", re.IGNORECASE)


def _divisions() -> dict[str, str]:
    """Two digits → section, for the 97 divisions."""
    firsts = [(first, section) for section, (_, _, first, _) in _SECTIONS.items()]
    ends = [first for first, _ in firsts[1:]] + [LAST_DIVISION + 1]
    return {f"{division:02d}": section for (first, section), end in zip(firsts, ends, strict=True) for division in range(first, end)}


DIVISIONS = _divisions()
"""Two digits → section."""

DIVISION_NAMES = dict(zip(DIVISIONS, [name for zh, _, _, names in _SECTIONS.values() for name in (names or zh).split("|")], strict=True))
"""Two digits → the division's name."""


def _deciding(spelling: str) -> str:
    """The division's two digits of a longer code (C39, 3912, 39 计算机…制造业), if the letter fits; three bare digits may be 391 or 0391 and are not read."""
    code = _CODE.fullmatch(spelling)
    if code is None:
        return ""
    section, digits = code[1], code[2] or code[3]
    division = digits.zfill(2)[:2]
    return division if section is None or DIVISIONS.get(division) == section.upper() else ""


INDUSTRY_SECTION = CodeList(
    name="industry_section",
    source="GB/T 4754-2017 国民经济行业分类: sections A-T, divisions 01-97",
    certainty="S",
    official_codes=True,
    note=(
        "Names and codes as in public copies of the standard. Letters F-I and divisions from 51 on meant other things in GB/T 4754-2002: an older register is "
        "to be read through the code map of `training/sources/registration_2001.toml`."
    ),
    entries={section: (name, english) for section, (name, english, _, _) in _SECTIONS.items()},
    aliases={
        **DIVISIONS,
        **{name: DIVISIONS[division] for division, name in DIVISION_NAMES.items()},
        "农林牧渔": "A",
        "农林牧渔业": "A",
        "agriculture": "A",
        "采掘业": "B",
        "制造": "C",
        "电力、燃气及水的生产和供应业": "D",
        "电力、煤气及水的生产和供应业": "D",
        "建筑": "E",
        "商业": "F",
        "trade": "F",
        "交通运输": "G",
        "交通运输、仓储及邮政业": "G",
        "交通运输、仓储及邮电通信业": "G",
        "transport": "G",
        "住宿餐饮": "H",
        "信息传输、计算机服务和软件业": "I",
        "软件": "I",
        "software": "I",
        "金融": "J",
        "金融、保险业": "J",
        "房地产": "K",
        "租赁商务": "L",
        "科学研究、技术服务和地质勘查业": "M",
        "科学研究和综合技术服务业": "M",
        "科研": "M",
        "research": "M",
        "水利环境": "N",
        "居民服务和其他服务业": "O",
        "卫生、社会保障和社会福利业": "Q",
        "医疗卫生": "Q",
        "health": "Q",
        "文化、体育和娱乐": "R",
        "公共管理和社会组织": "S",
        "公共管理": "S",
    },
    deciding=_deciding,
)
