"""How columns are usually called, in Chinese and English: the patterns by which `guess.py` recognises them (case ignored, found anywhere)."""

from __future__ import annotations

import re

_SELLER = "(?:卖方|转让方|让与方|让与人|出让方|受托方)"
_BUYER = "(?:买方|受让方|受让人|受方|委托方)"

ID = re.compile(r"(^|[_ ])(row_?id|id|uuid|no|number)$|编号|登记号|合同号|项目号|批准号|流水号|序号", re.IGNORECASE)
TITLE = re.compile(r"title|^name$|^(项目|成果|合同|技术|专利|课题)?(名称|标题|题目)$|(项目|成果|合同|技术|专利|课题)名称", re.IGNORECASE)
TEXT = re.compile(r"abstract|summary|description|text|content|摘要|简介|内容|描述|说明|概述|要点|详情|正文|介绍", re.IGNORECASE)
KEYWORDS = re.compile(r"key_?words?|tags$|关键词|关键字|主题词|标签", re.IGNORECASE)
AMOUNT = re.compile(r"amount|price|value|funding|cost|usd|cny|rmb|金额|价款|成交|交易额|经费|价格|价$|万元|总额|费用|award$", re.IGNORECASE)
TECHNOLOGY_AMOUNT = re.compile(r"技术交易额|technology_?amount", re.IGNORECASE)
AMOUNT_FIRST = re.compile(r"award_?(ed_?)?amount|contract_?(amount|value|price)|sale_?price|deal|成交|合同.*(金额|总额|价)|转让价|中标", re.IGNORECASE)
NO_AMOUNT = re.compile(
    r"list|ask|reserve|floor|start(ing)?_|deposit|commission|fee|tax|instal|score|gpa|technical_?income|挂牌|底价|保留|起拍|起始|评估|估值|保证金|佣金|奖励|首付|首期|"
    r"预付|分期|要价|报价|税|定金|技术性?收入|投入|产值|评分|得分|价值|注册资本",
    re.IGNORECASE,
)
UNIT = re.compile(r"unit$|currency|币种|单位$|货币", re.IGNORECASE)
DATE = re.compile(r"date|year|日期|时间|年份|年度|年月|起始年|^年$|_at$|_on$", re.IGNORECASE)
DATE_FIRST = re.compile(r"sign|award|contract|deal|签订|签约|成交|合同", re.IGNORECASE)
DATE_LAST = re.compile(r"登记|认定|有效|截止|结束|终止|end|expir|valid|regist|birth|update|creat", re.IGNORECASE)
PROJECT = re.compile(
    r"project_?(id|no|number|code)|award_?(id|no|number)|family|项目(编号|批准号|号)|课题编号|成果编号|专利号|同族|patent_?(no|number|id)|lot_?id",
    re.IGNORECASE,
)
MATURITY = re.compile(r"(^|[_ ])m?trl|成熟度|就绪|readiness|maturity", re.IGNORECASE)
LOW, HIGH = re.compile(r"min|low|from|下限|最低", re.IGNORECASE), re.compile(r"max|high|to$|上限|最高", re.IGNORECASE)
STAGE = re.compile(r"phase|stage|阶段", re.IGNORECASE)
DOMINANT = re.compile(r"dominant|impact_?type|主导价值|主要价值|价值类型|价值类别", re.IGNORECASE)
GRADE = re.compile(r"grade|rating|score|gpa|总评|评级|等级|评分|得分|评价结果", re.IGNORECASE)
DEAL = re.compile(r"buyer|licensee|purchaser|transferee|payment|买方|受让|受方|委托方|购买方|支付|付款", re.IGNORECASE)
SELLER_NAME = re.compile(rf"^(seller|licensor|transferor|{_SELLER})(_?name|名称|全称|单位|单位名称)?$", re.IGNORECASE)
BUYER_NAME = re.compile(rf"^(buyer|licensee|transferee|{_BUYER})(_?name|名称|全称|单位|单位名称)?$", re.IGNORECASE)
TOTAL = re.compile(r"合同.*(总金额|总额|成交金额|金额)|成交总(金)?额|contract_?(total|amount|value)|total_?(contract|amount)", re.IGNORECASE)
RANGE = re.compile(r"^\s*(\d{4}[.\-/年]\d{1,2})\D.*\d{4}")

CODED: dict[str, re.Pattern[str]] = {
    "contract_type": re.compile(r"contract_?type|合同(类型|类别|种类)", re.IGNORECASE),
    "pricing_mode": re.compile(r"pricing_?mode|(计价|定价|转化|交易)方式", re.IGNORECASE),
    "technology_field": re.compile(r"technology_?field|技术领域", re.IGNORECASE),
    "ip_kind": re.compile(r"ip_?(kind|type)|知识产权(类型|类别|种类)?$", re.IGNORECASE),
    "plan_source": re.compile(r"plan_?source|计划(来源|类别)", re.IGNORECASE),
    "socio_economic_objective": re.compile(r"socio|社会.?经济目标", re.IGNORECASE),
    "achievement_class": re.compile(r"achievement_?class|成果(类型|类别|分类)", re.IGNORECASE),
    "buyer_kind": re.compile(rf"buyer_?(kind|type)|{_BUYER}(单位)?(类型|类别|性质)", re.IGNORECASE),
    "seller_kind": re.compile(rf"seller_?(kind|type)|{_SELLER}(单位)?(类型|类别|性质)", re.IGNORECASE),
    "payment_mode": re.compile(r"payment_?mode|(支付|付款)方式", re.IGNORECASE),
    "exclusivity": re.compile(r"exclusiv|许可(方式|类型|种类)", re.IGNORECASE),
    "contract_subclass": re.compile(r"contract_?sub_?(class|type)|合同(子|小|二级)类|子类别|转让类别", re.IGNORECASE),
    "industry": re.compile(r"^industry$|(国民经济)?行业(类别|代码|分类|门类)?$"),
    "seller_country": re.compile(rf"seller_?(country|nation)|{_SELLER}国(别|家|籍)", re.IGNORECASE),
    "buyer_country": re.compile(rf"buyer_?(country|nation)|{_BUYER}国(别|家|籍)", re.IGNORECASE),
    "seller_region": re.compile(rf"seller_?(region|state|province)|{_SELLER}(所在)?(行政区划|地区|省份?|省市|所在地|区域)", re.IGNORECASE),
    "buyer_region": re.compile(rf"buyer_?(region|state|province)|{_BUYER}(所在)?(行政区划|地区|省份?|省市|所在地|区域)", re.IGNORECASE),
}
CONCEPTS = (
    ("auction_price", re.compile(r"auction|hammer|拍卖", re.IGNORECASE)),
    ("grant_amount", re.compile(r"grant|award|fund|资助|经费|基金", re.IGNORECASE)),
    ("licence_fixed_fee", re.compile(r"licen[cs]e|许可", re.IGNORECASE)),
    ("equity_contribution", re.compile(r"equity|作价|入股", re.IGNORECASE)),
    ("registered_technology_amount", TECHNOLOGY_AMOUNT),
    ("negotiated_transfer_price", re.compile(r"transfer|转让|协议", re.IGNORECASE)),
    ("registered_contract_amount", re.compile(r"合同|成交|contract", re.IGNORECASE)),
)
