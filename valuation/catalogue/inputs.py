"""What is wrong with an input and what to do about it: `inputs.wrong.<kind>` says the one, `inputs.fix.<kind>` the other.

Kinds are those of pydantic's errors, whose own English message stands for a kind without a text here.
"""

from __future__ import annotations

_STRING = ("请给出带引号的JSON字符串。", "Give a JSON string, in quotes.")
_NUMBER = ("请给出JSON数字, 不带引号、单位和分隔符。", "Give a JSON number, without quotes, unit or separators.")
_WHOLE = ("请给出JSON整数。", "Give a whole JSON number.")
_BOOL = ("请给出true或false。", "Give true or false.")
_DATE = ("日期请写作2026-11-22。", "Write the date as 2026-11-22.")
_ARRAY = ("请给出JSON数组。", "Give a JSON array.")
_OBJECT = ("请给出JSON对象。", "Give a JSON object.")
_ALLOWED = ("请改正该值; /openapi.json说明了允许的取值。", "Correct the value; /openapi.json says what is allowed.")

TEXTS: dict[str, tuple[str, str]] = {
    "inputs.wrong.missing": ("缺少必填字段。", "Field required."),
    "inputs.fix.missing": ("请补上该字段。", "Add the field."),
    "inputs.wrong.extra_forbidden": ("没有这个名称的字段。", "There is no field of this name."),
    "inputs.fix.into_attributes": (
        "模型来源中的其他事实请放入`attributes`; 见/v1/model。",
        "Put facts of the model's source into `attributes`; see /v1/model.",
    ),
    "inputs.fix.remove": ("请删去。", "Remove it."),
    "inputs.fix.did_you_mean": ("是否指`{name}`?", "Did you mean `{name}`?"),
    "inputs.wrong.fact": ("事实只能是文本、数、true、false或null。", "A fact is a text, a number, true, false or null."),
    "inputs.fix.fact": ("请给出其中之一, 不要嵌套。", "Give one of these, without nesting."),
    "inputs.fix.string_type": _STRING,
    "inputs.wrong.string_type": ("此处应为字符串。", "Input should be a valid string."),
    "inputs.fix.string_too_long": ("请缩短。", "Shorten it."),
    "inputs.wrong.string_too_long": ("文本最多{max_length}个字符。", "String should have at most {max_length} characters."),
    "inputs.fix.string_pattern_mismatch": ("请按/openapi.json中的格式书写。", "Follow the pattern in /openapi.json."),
    "inputs.wrong.string_pattern_mismatch": ("文本不符合格式{pattern!r}。", "String should match pattern {pattern!r}."),
    "inputs.fix.bool_type": _BOOL,
    "inputs.wrong.bool_type": ("此处应为true或false。", "Input should be a valid boolean."),
    "inputs.fix.bool_parsing": _BOOL,
    "inputs.wrong.bool_parsing": ("此处应为true或false。", "Input should be a valid boolean, unable to interpret input."),
    "inputs.fix.float_type": _NUMBER,
    "inputs.wrong.float_type": ("此处应为数。", "Input should be a valid number."),
    "inputs.fix.float_parsing": _NUMBER,
    "inputs.wrong.float_parsing": ("此处应为数。", "Input should be a valid number, unable to parse string as a number."),
    "inputs.fix.int_type": _WHOLE,
    "inputs.wrong.int_type": ("此处应为整数。", "Input should be a valid integer."),
    "inputs.fix.int_parsing": _WHOLE,
    "inputs.wrong.int_parsing": ("此处应为整数。", "Input should be a valid integer, unable to parse string as an integer."),
    "inputs.fix.int_from_float": _WHOLE,
    "inputs.wrong.int_from_float": ("此处应为整数。", "Input should be a valid integer, got a number with a fractional part."),
    "inputs.fix.finite_number": ("请给出有限的数, 或略去。", "Give a finite number, or leave it out."),
    "inputs.wrong.finite_number": ("此处应为有限的数。", "Input should be a finite number."),
    "inputs.wrong.greater_than": ("数值应大于{gt}。", "Input should be greater than {gt}."),
    "inputs.fix.greater_than": _ALLOWED,
    "inputs.wrong.greater_than_equal": ("数值应不小于{ge}。", "Input should be greater than or equal to {ge}."),
    "inputs.fix.greater_than_equal": _ALLOWED,
    "inputs.wrong.less_than": ("数值应小于{lt}。", "Input should be less than {lt}."),
    "inputs.fix.less_than": _ALLOWED,
    "inputs.wrong.less_than_equal": ("数值应不大于{le}。", "Input should be less than or equal to {le}."),
    "inputs.fix.less_than_equal": _ALLOWED,
    "inputs.wrong.literal_error": ("此处只能是{expected}。", "Input should be {expected}."),
    "inputs.fix.literal_error": _ALLOWED,
    "inputs.fix.date_type": _DATE,
    "inputs.wrong.date_type": ("此处应为日期。", "Input should be a valid date."),
    "inputs.fix.date_parsing": _DATE,
    "inputs.wrong.date_parsing": ("日期无法读取。", "Input should be a valid date in the format YYYY-MM-DD."),
    "inputs.fix.date_from_datetime_parsing": _DATE,
    "inputs.wrong.date_from_datetime_parsing": ("日期无法读取。", "Input should be a valid date."),
    "inputs.fix.date_from_datetime_inexact": ("请只给出日期, 如2026-11-22。", "Give the day alone, as 2026-11-22."),
    "inputs.wrong.date_from_datetime_inexact": ("此处只要日期, 不要时刻。", "A day is wanted here, without a time."),
    "inputs.fix.tuple_type": _ARRAY,
    "inputs.wrong.tuple_type": ("此处应为数组。", "Input should be a valid array."),
    "inputs.fix.list_type": _ARRAY,
    "inputs.wrong.list_type": ("此处应为数组。", "Input should be a valid array."),
    "inputs.fix.dict_type": _OBJECT,
    "inputs.wrong.dict_type": ("此处应为对象。", "Input should be a valid object."),
    "inputs.fix.model_type": _OBJECT,
    "inputs.wrong.model_type": ("此处应为对象。", "Input should be an object."),
    "inputs.fix.model_attributes_type": _OBJECT,
    "inputs.wrong.model_attributes_type": ("此处应为对象。", "Input should be a valid object."),
    "inputs.fix.too_short": ("请至少给出一项。", "Give at least one."),
    "inputs.wrong.too_short": ("至少应有{min_length}项。", "There should be at least {min_length}."),
    "inputs.fix.too_long": ("请减少。", "Give fewer."),
    "inputs.wrong.too_long": ("最多{max_length}项。", "There should be at most {max_length}."),
    "inputs.wrong.other": ("该值不可用: {words}", "{words}"),
    "inputs.fix.other": _ALLOWED,
    "inputs.wrong.nested": ("该项嵌套过深。", "The item is nested too deeply."),
    "inputs.fix.nested": ("请减少层级。", "Flatten it."),
    "inputs.wrong.no_achievements": ("列表为空。", "The list is empty."),
    "inputs.fix.no_achievements": ("请给出1至{most}项成果。", "Give 1 to {most} achievements."),
    "inputs.wrong.envelope": ("请求的外层结构不对: {words}", "{words}"),
    "inputs.fix.envelope": (
        '请发送{{"achievements": [{{"text": "…"}}], "valuation_date": "2026-11-22"}}; 基准日可略去。',
        'Send {{"achievements": [{{"text": "…"}}], "valuation_date": "2026-11-22"}}; the date may be left out.',
    ),
    "inputs.wrong.language": ("没有这种语言。", "There is no such language here."),
    "inputs.fix.language": ("请用lang=zh或lang=en, 或略去。", "Use lang=zh or lang=en, or leave it out."),
    "inputs.wrong.audience": ("没有这种受众。", "There is no such audience."),
    "inputs.fix.audience": ("请用{allowed}之一, 或略去。", "Use one of {allowed}, or leave it out."),
}
