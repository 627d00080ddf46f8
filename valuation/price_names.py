"""What texts call the price of a deal, and the words that may stand between that name and its amount: one table for whom it hides and whom it reads.

`valuation/masking.py` hides the amounts behind these names from the models, `valuation/price_check/stated_price.py` reads them after the model. Expressions
for `re.VERBOSE` without groups of their own; input is NFKC, lower case.
"""

from __future__ import annotations

_ZH_DEAL = "(?:技术)?(?:转让|许可|使用|实施|开发|服务|咨询|合作|交易|委托|研发|研究开发)"

TECHNOLOGY_ZH = "(?:核定)?技术(?:合同)?(?:成交|交易)(?:金额|额)"
ASKING_ZH = "(?:挂牌(?:价格|价|底价|金额) | 转让底价 | 要价 | 报价 | 意向价格?)"
CONTRACT_ZH = rf"""(?:
    合同(?:成交|交易|标的)?总?(?:金额|价款|价格|总价|总额|额|价|费用)
  | (?:成交|交易|标的)(?:总额|总价|金额|价款|价格|价|额)
  | {_ZH_DEAL}(?:总费用|总金额|总价|总额|费用|费|价款|价格|价|金额|报酬|款)(?:总额)?
  | (?:约定|应付|应支付|支付|给付)的?总?(?:价款|费用|金额|价格|报酬|款项)
  | (?:总价款|价款总额|合同总价|总报酬|经费和报酬(?:总额)?)
)"""

TECHNOLOGY_EN = r"technology\ (?:transaction|trade|contract)?\s?(?:amount|value)"
ASKING_EN = r"(?:asking|list|listing|listed)\ price"
CONTRACT_EN = r"""(?:
    (?:total\ )?contract\ (?:total\ )?(?:price|value|amount|sum)
  | (?:total|purchase|transfer|assignment|licen[cs]e|licensing|deal)\ (?:price|fee|consideration)
)"""

LEAD = r"""(?:[\s:=()] | 为 | 是 | 约 | 达 | 共 | 合 | 总?计 | 即 | 定 | 核 | 调整 | 变更 | 大写 | 小写 | 金额 | 不?含税
    | \b(?:of|is|was|at|to|the|be|totals?|amounts|totall?ing|set|agreed)\b)"""
"""Words between a price's name and its number that say no more than "is"."""

COUNTED = "[吨人次个台套件平立千瓦度户辆头只条株亩份名家米升克焦伏安赫兆字行年月日%]"
"""What is counted where no currency says that it is money: 收入5万人."""
