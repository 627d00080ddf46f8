"""What is said of the price check and its anomaly flags."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "price_check.inside": (
        "位于预测分布的中央{share}%区间内",
        "within the central {share} % of the predicted distribution",
    ),
    "price_check.low": (
        "低于预测分布的{share}%分位, 偏低",
        "below the lowest {share} % of the predicted distribution: unusually low",
    ),
    "price_check.high": (
        "高于预测分布的{share}%分位, 偏高",
        "above {share} % of the predicted distribution: unusually high",
    ),
    "price_check.far_below": (
        "价格比90%区间下限{edge}还低, 相差{times}倍, 远低于同类合同, 请人工核查。",
        "The 90 % interval begins at {edge}, {times} times the price, which is far below contracts like this one: have it checked.",
    ),
    "price_check.far_above": (
        "价格为90%区间上限{edge}的{times}倍, 远高于同类合同, 请人工核查。",
        "The price is {times} times the upper end of the 90 % interval ({edge}), far above contracts like this one: have it checked.",
    ),
    "price_check.unit_too_large": (
        "价格远高于90%区间上限{edge}; 除以{factor}后为{corrected}, 落入区间: 疑似金额单位有误, 请核对。",
        "The price lies far above the 90 % interval, which ends at {edge}; divided by {factor} it is {corrected} and lies inside: check its unit.",
    ),
    "price_check.unit_too_small": (
        "价格远低于90%区间下限{edge}; 乘以{factor}后为{corrected}, 落入区间: 疑似金额单位有误, 请核对。",
        "The price lies far below the 90 % interval, which begins at {edge}; times {factor} it is {corrected} and lies inside: check its unit.",
    ),
    "price_check.text_amount_disagrees": (
        "文本写明「{quote}」, 与给出的{given}不一致, 请核对合同原文。",
        "The text says “{quote}”, the price given is {given}: check the contract itself.",
    ),
    "price_check.split_limit": (
        "同一买卖双方在{days}天内签订{count}份名称相近的合同, 每份均低于{limit}, 合计{total}: 疑似拆分, 请人工核查。",
        "The same parties signed {count} contracts of like title within {days} days, each below {limit} and together {total}: possibly one contract split up.",
    ),
    "price_check.split_count": (
        "同一买卖双方在{days}天内签订{count}份名称相近的合同, 合计{total}: 疑似拆分, 请人工核查。",
        "The same parties signed {count} contracts of like title within {days} days, together {total}: possibly one contract split up.",
    ),
    "price_check.serial_relisting": (
        "同一成果已挂牌{times}次, 挂牌价变化: {path}。",
        "The same right was put up {times} times; prices asked: {path}.",
    ),
    "price_check.negotiable": ("面议", "negotiable"),
}
