"""Why a fact cannot be used, and what to do about it: codes, numbers and names of attributes."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "fields.not_in_list": ("不在代码表{codes!r}中", "not in the code list {codes!r}"),
    "fields.use_list": (
        "{nearest}请使用代码表中的代码或名称, 或略去该字段。允许的取值: {allowed}",
        "{nearest}Use a code or label of the list, or leave the field out. Allowed: {allowed}",
    ),
    "fields.did_you_mean": ("是否指{names}? ", "Did you mean {names}? "),
    "fields.number_expected": ("模型在此处需要一个数", "the model reads a number here"),
    "fields.plain_number": ("请给出不带单位和分隔符的JSON数字, 或略去。", "Give a JSON number without unit or separators, or leave it out."),
    "fields.number_too_large": ("数值过大, 模型无法读取", "the number is too large for the model"),
    "fields.check_unit": ("请核对单位, 或略去。", "Check its unit, or leave it out."),
    "fields.name_too_long": ("属性名有{length}个字符", "a name of {length} characters"),
    "fields.shorten_name": ("属性名最多{most}个字符。", "Give the attribute a name of at most {most}."),
    "fields.own_field": ("{name!r}是成果记录自有的字段", "{name!r} is a field of its own"),
    "fields.beside_attributes": ("请写在`attributes`之外, 与之并列。", "Give it beside `attributes`, not inside."),
}
