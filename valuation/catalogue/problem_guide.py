"""When each kind of problem happens, and what its reader can do: `docs/errors.md` is made of it."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "problem_guide.malformed.when": (
        "请求体不是JSON或NDJSON行、不是UTF-8、嵌套过深, 或不是Arrow IPC流",
        "the body is not JSON, not UTF-8, nested too deeply, or no Arrow IPC stream",
    ),
    "problem_guide.malformed.do": ("改正编码与语法后再发送; `detail`指出出错的位置", "correct the encoding or the syntax; `detail` says where it breaks"),
    "problem_guide.idempotency_key_missing.when": (
        "会存储内容的调用没有`Idempotency-Key`, 有两个, 或其值不是1至200个可见ASCII字符",
        "a call that stores something has no `Idempotency-Key`, two, or one that is not 1 to 200 visible ASCII characters",
    ),
    "problem_guide.idempotency_key_missing.do": (
        "为每次操作生成一个新值(如UUID), 重试时沿用",
        "make a new value for each act, such as a UUID, and keep it when retrying",
    ),
    "problem_guide.same_person.when": ("调用者训练或发布了作出该估值的模型", "the caller trained or promoted the model whose valuation is to be confirmed"),
    "problem_guide.same_person.do": ("请由另一人确认", "have somebody else confirm it"),
    "problem_guide.idempotency_in_flight.when": ("带有该`Idempotency-Key`的调用尚未结束", "a call with this `Idempotency-Key` has not ended"),
    "problem_guide.idempotency_in_flight.do": ("等待`Retry-After`秒后用同一值重试", "retry after `Retry-After` seconds with the same key"),
    "problem_guide.idempotency_key_reused.when": ("该值已用于另一方法、路径或请求体", "the key came with another method, path or body before"),
    "problem_guide.idempotency_key_reused.do": ("为新的操作生成新值", "make a new key for a new act"),
    "problem_guide.quota_exceeded.when": ("每分钟的估值数超过调用者的配额", "more valuations a minute than the caller's quota"),
    "problem_guide.quota_exceeded.do": ("等待`Retry-After`秒后重试; `RateLimit`头给出余量", "retry after `Retry-After` seconds; `RateLimit` says what is left"),
    "problem_guide.unauthenticated.when": (
        "没有密钥; 密钥未知、已过期或已撤销; 令牌无效",
        "no key, or one that is unknown, expired or revoked; a token that does not hold",
    ),
    "problem_guide.unauthenticated.do": (
        "发送`X-API-Key`或`Authorization: Bearer`; `WWW-Authenticate`列出可用的方式",
        "send `X-API-Key` or `Authorization: Bearer`; `WWW-Authenticate` names the ways",
    ),
    "problem_guide.forbidden.when": (
        "密钥或令牌没有该路由的权限, 或不得以该受众提问",
        "the key or token has none of the route's scopes, or may not ask for this audience",
    ),
    "problem_guide.forbidden.do": ("请管理员给予所需的权限, 或换用另一密钥", "ask an administrator for the scope that `detail` names, or use another key"),
    "problem_guide.not_found.when": ("没有这一路由, 或没有以此为名的资源", "no such route, or nothing of that name"),
    "problem_guide.not_found.do": ("查对路径; `/openapi.json`列出全部路由", "check the path; `/openapi.json` lists the routes"),
    "problem_guide.method_not_allowed.when": ("该路由不支持此方法", "the route has no such method"),
    "problem_guide.method_not_allowed.do": ("使用`Allow`头列出的方法", "use a method that the `Allow` header lists"),
    "problem_guide.idle.when": (
        "请求头或请求体迟迟不到; 批量调用的客户端在`VALUATION_SWEEP_IDLE`秒内既不发送也不读取",
        "the rest of a head or body does not come; the client of a sweep neither sends nor takes a byte for `VALUATION_SWEEP_IDLE` seconds",
    ),
    "problem_guide.idle.do": ("发完请求体, 并在发送的同时读取回答", "send the body to its end, and read the answer while sending"),
    "problem_guide.key_ended.when": ("要轮换或吊销的密钥已失效", "a key is to be rotated or revoked that has ended already"),
    "problem_guide.key_ended.do": ("无需再吊销; 要继续使用, 请创建新的密钥", "nothing, or make a new key"),
    "problem_guide.issuer_unavailable.when": (
        "令牌签发方的公钥未知, 且目前无法取得",
        "the public keys of the tokens' issuer are not known and cannot be fetched now",
    ),
    "problem_guide.issuer_unavailable.do": ("稍后重试, 或使用API密钥", "retry, or use an API key"),
    "problem_guide.storage_unavailable.when": (
        "数据库已断开、已满、已损坏或锁定过久",
        "the database is gone, full, damaged or locked for too long ([storage.md](storage.md))",
    ),
    "problem_guide.storage_unavailable.do": ("稍后用同一请求重试", "retry the same request later"),
    "problem_guide.too_large.when": (
        "成果数超过`VALUATION_MAX_ITEMS`, 请求体超过`VALUATION_MAX_BODY`字节, 或超出批量调用的上限",
        "more than `VALUATION_MAX_ITEMS` achievements or `VALUATION_MAX_BODY` bytes, or beyond the limits of a [sweep](sweeps.md)",
    ),
    "problem_guide.too_large.do": ("拆分列表; 长列表请用Arrow或NDJSON发送", "split the list; send a long one as Arrow or NDJSON"),
    "problem_guide.unsupported_media_type.when": (
        "媒体类型不是该路由所收的类型, 或请求体经过压缩",
        "the body is of a type that the route does not take, or compressed",
    ),
    "problem_guide.unsupported_media_type.do": (
        "按`detail`设置`Content-Type`, 去掉`Content-Encoding`",
        "set the `Content-Type` that `detail` names, without `Content-Encoding`",
    ),
    "problem_guide.invalid_input.when": (
        "请求的外层结构、查询参数或头不符合要求; 单项成果的错误则在其位置回答, 状态为200",
        "the outer shape, a query parameter or a header is wrong; what is wrong with one achievement is answered in its place, with a 200",
    ),
    "problem_guide.invalid_input.do": (
        "`errors`逐条给出JSON指针、原值、原因和改法",
        "`errors` gives for each place a JSON pointer, the value, the reason and the fix",
    ),
    "problem_guide.overloaded.when": ("等待评分的成果过多; 未做任何处理", "too many achievements wait to be scored; nothing was done"),
    "problem_guide.overloaded.do": ("等待`Retry-After`秒后重试", "retry after `Retry-After` seconds"),
    "problem_guide.head_too_large.when": ("请求行与请求头合计超过65536字节", "the request line and its headers have more than 65,536 bytes"),
    "problem_guide.head_too_large.do": (
        "去掉不需要的请求头和Cookie, 把内容放入请求体",
        "drop headers and cookies that are not needed; what is long belongs into the body",
    ),
    "problem_guide.departed.when": ("客户端在得到回答之前关闭了连接; 只见于指标", "nobody is left to read the answer; seen in the metrics alone"),
    "problem_guide.departed.do": ("无需处理", "nothing"),
    "problem_guide.internal.when": ("意外错误; 日志中有详情, 回答中没有", "unexpected; the log has the traceback, the answer does not"),
    "problem_guide.internal.do": ("请把`request_id`告知运营方", "tell whoever runs the service the `request_id`"),
    "problem_guide.not_ready.when": ("评分已损坏或停滞", "scoring is broken or has stalled"),
    "problem_guide.not_ready.do": ("等待`Retry-After`秒后重试, 将由其他进程作答", "retry after `Retry-After` seconds; another process will answer"),
    "problem_guide.scorer_failed.when": ("模型未通过自检", "the model fails its own self-test"),
    "problem_guide.scorer_failed.do": ("重试; 运营方须重启该进程", "retry; whoever runs the service must restart the process"),
    "problem_guide.shutting_down.when": ("服务已收到停止信号", "a stop signal was received"),
    "problem_guide.shutting_down.do": ("重试, 将由其他进程作答", "retry; another process will answer"),
    "problem_guide.deadline_exceeded.when": (
        "未在`VALUATION_DEADLINE`或所要求的时限内得出答案",
        "not answered within `VALUATION_DEADLINE`, or within the time that was asked for",
    ),
    "problem_guide.deadline_exceeded.do": ("重试, 每次少发一些成果", "retry, with fewer achievements a call"),
    "problem_guide.http_error.when": ("请求不符合HTTP/1.1, 或被网络框架拒绝", "the request is no HTTP/1.1, or the web framework refuses it"),
    "problem_guide.http_error.do": ("按`detail`改正请求", "correct what `detail` names"),
}
