"""Provinces of buyers and sellers (行政区划) by GB/T 2260: from six, four or two digits, a province's names, or the name of a city.

The older form has four digits (province and city, with the 计划单列市 and some capitals), 7100 for 港澳台 and 8000 for elsewhere, abroad or not.
"""

from __future__ import annotations

import re

from valuation.codes.code_list import CodeList
from valuation.codes.prefectures import names_alone, names_in_full

_PROVINCES: dict[str, tuple[str, str, str, str]] = {
    "11": ("北京市", "Beijing", "京", ""),
    "12": ("天津市", "Tianjin", "津", ""),
    "13": ("河北省", "Hebei", "冀", ""),
    "14": ("山西省", "Shanxi", "晋", ""),
    "15": ("内蒙古自治区", "Inner Mongolia", "蒙", "内蒙古 内蒙 nei-mongol"),
    "21": ("辽宁省", "Liaoning", "辽", ""),
    "22": ("吉林省", "Jilin", "吉", ""),
    "23": ("黑龙江省", "Heilongjiang", "黑", ""),
    "31": ("上海市", "Shanghai", "沪", ""),
    "32": ("江苏省", "Jiangsu", "苏", ""),
    "33": ("浙江省", "Zhejiang", "浙", ""),
    "34": ("安徽省", "Anhui", "皖", ""),
    "35": ("福建省", "Fujian", "闽", ""),
    "36": ("江西省", "Jiangxi", "赣", ""),
    "37": ("山东省", "Shandong", "鲁", ""),
    "41": ("河南省", "Henan", "豫", ""),
    "42": ("湖北省", "Hubei", "鄂", ""),
    "43": ("湖南省", "Hunan", "湘", ""),
    "44": ("广东省", "Guangdong", "粤", ""),
    "45": ("广西壮族自治区", "Guangxi", "桂", "广西 广西自治区"),
    "46": ("海南省", "Hainan", "琼", ""),
    "50": ("重庆市", "Chongqing", "渝", ""),
    "51": ("四川省", "Sichuan", "川", "蜀"),
    "52": ("贵州省", "Guizhou", "黔", "贵"),
    "53": ("云南省", "Yunnan", "云", "滇"),
    "54": ("西藏自治区", "Tibet", "藏", "西藏 xizang"),
    "61": ("陕西省", "Shaanxi", "陕", "秦"),
    "62": ("甘肃省", "Gansu", "甘", "陇"),
    "63": ("青海省", "Qinghai", "青", ""),
    "64": ("宁夏回族自治区", "Ningxia", "宁", "宁夏 宁夏自治区"),
    "65": ("新疆维吾尔自治区", "Xinjiang", "新", "新疆 新疆自治区 新疆生产建设兵团 新疆兵团"),
    "71": ("台湾省", "Taiwan", "台", "中国台湾"),
    "81": ("香港特别行政区", "Hong Kong", "港", "香港 中国香港"),
    "82": ("澳门特别行政区", "Macao", "澳", "澳门 中国澳门 macau"),
}
"""First two digits of a code → name, English name, one-character name, others."""

_TOGETHER, ELSEWHERE, _ABROAD = "hong_kong_macao_taiwan", "elsewhere", "abroad"

OUTSIDE_CUSTOMS = frozenset({"710000", "810000", "820000", _TOGETHER, _ABROAD})
"""Codes of places outside the customs territory: what goes there is exported. Of `elsewhere` the register does not say."""

_DIGITS = re.compile(r"(\d\d)(?:\d\d|\d{4}|\d{7}|\d{10})(?:\D{2,})?")


def _plain(name: str) -> str:
    """江苏 for 江苏省; autonomous and special regions have their short names in the table."""
    return name[:-1] if name[-1] in "省市" else name


_BEGINNINGS = dict(names_in_full()) | {
    spelling: digits
    for digits, (name, _, _, others) in _PROVINCES.items()
    for spelling in (name, _plain(name), *others.split())
    if len(spelling) > 1 and not spelling.isascii()
}
_PLACE = re.compile(rf"({'|'.join(sorted(_BEGINNINGS, key=len, reverse=True))}).{{2,}}[市区县州盟旗]")


def _deciding(spelling: str) -> str:
    """The province digits of a longer code (110108, 110108 海淀区), or of a place whose name begins with its province or city (北京海淀区); else ""."""
    number = _DIGITS.fullmatch(spelling)
    if number:
        return number[1]
    place = _PLACE.fullmatch("".join(character for character in spelling if character.isalnum()))
    return _BEGINNINGS[place[1]] if place else ""


PROVINCE = CodeList(
    name="province",
    source="GB/T 2260 中华人民共和国行政区划代码, first two digits; 《技术合同登记表》填写说明 for the older list of four digits",
    certainty="S",
    official_codes=True,
    note=(
        "Longer codes count by their first two digits, whatever the year of the list: no province has changed them since 1997. "
        f"`{_TOGETHER}` (7100 of the older form, where 710000 is Taiwan), `{ELSEWHERE}` (8000 there, 其它, which may be abroad) and `{_ABROAD}` are our slugs."
    ),
    entries={
        **{f"{digits}0000": (name, english) for digits, (name, english, _, _) in _PROVINCES.items()},
        _TOGETHER: ("港澳台地区", "Hong Kong, Macao or Taiwan"),
        ELSEWHERE: ("其他地区(含境外)", "elsewhere, abroad included"),
        _ABROAD: ("境外", "abroad"),
    },
    aliases={
        **{digits: f"{digits}0000" for digits in _PROVINCES},
        **{spelling: f"{digits}0000" for digits, (_, _, short, others) in _PROVINCES.items() for spelling in (short, *others.split())},
        **{_plain(name): f"{digits}0000" for digits, (name, _, _, _) in _PROVINCES.items()},
        **{name: f"{digits}0000" for name, digits in (*names_in_full(), *names_alone())},
        "7100": _TOGETHER,
        "港澳台": _TOGETHER,
        "8000": ELSEWHERE,
        "其它": ELSEWHERE,
        "其他": ELSEWHERE,
        "国外": _ABROAD,
        "海外": _ABROAD,
        "foreign": _ABROAD,
        "overseas": _ABROAD,
    },
    deciding=_deciding,
)
