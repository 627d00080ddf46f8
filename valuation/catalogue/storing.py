"""What is said where something is stored or counted: idempotency keys, quotas, listings, outcomes, confirmations."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "storing.no_idempotency_key": (
        "此调用会存储内容, 须带Idempotency-Key头, 例如一个UUID; 重试时请用同一个。",
        "This call stores something, so it needs the header Idempotency-Key, a UUID for example; send the same one when you try again.",
    ),
    "storing.bad_idempotency_key": (
        "Idempotency-Key须只出现一次, 为1至{most}个可见的ASCII字符。",
        "Idempotency-Key must stand once and be 1 to {most} visible ASCII characters.",
    ),
    "storing.key_reused": (
        "该Idempotency-Key已用于另一个请求(方法、路径或请求体不同)。请为新的请求换一个新的键。",
        "This Idempotency-Key belongs to another call (method, path or body differ). Take a new key for a new call.",
    ),
    "storing.key_in_flight": (
        "同一调用仍在处理中。请稍后用同一个键重试, 即可得到其答案。",
        "The same call is still under way. Retry with the same key shortly: you will get its answer.",
    ),
    "storing.answer_unreadable": (
        "该Idempotency-Key的答案已存储, 但已无法打开。事情已做过; 请查询结果, 勿用新键重做。",
        "The answer kept under this Idempotency-Key can no longer be opened. The call was done: look at what it did before you do it again under a new key.",
    ),
    "storing.over_quota": (
        "配额为每分钟{quota}项成果, 此调用需{cost}项, 目前只剩{left}项。请在{seconds}秒后重试。",
        "The quota is {quota} achievements a minute; this call has {cost}, and {left} are left. Retry after {seconds} s.",
    ),
    "storing.over_whole_quota": (
        "此调用含{cost}项成果, 而配额为每分钟{quota}项, 等待也无济于事。请拆分列表。",
        "This call has {cost} achievements and the quota is {quota} a minute, so waiting would not help. Split the list.",
    ),
    "storing.same_person": (
        "训练或发布该模型的人不得复核确认用它作出的估价。请由他人确认。",
        "The one who trains or promotes a model cannot confirm an appraisal made with it. Let somebody else confirm it.",
    ),
    "storing.insiders_only": (
        "只有出让方或交易所一方的密钥可以调用; 此密钥属于{audience}。",
        "This is for keys of the seller or the exchange; this one is of the audience {audience}.",
    ),
    "storing.no_listing": ("此处没有挂牌项目{listing!r}。", "There is no listing {listing!r} here."),
    "storing.no_publication": (
        "挂牌项目{listing!r}的版本{version}没有披露时的估价。",
        "Nothing was shown at publication of version {version} of the listing {listing!r}.",
    ),
    "storing.several_owners": (
        "不止一个所有者披露过编号为{listing!r}的挂牌项目。请用?owner=指明所有者。",
        "More than one owner has published a listing {listing!r}. Say whose it is: ?owner=.",
    ),
    "storing.no_valuation": ("此处没有估价{id!r}。", "There is no valuation {id!r} here."),
    "storing.never_valued": (
        "已记录; 但本服务从未对该挂牌项目估价, 无法与任何估价对应。",
        "Recorded; but this listing was never valued here, so there is no valuation to compare it with.",
    ),
}
