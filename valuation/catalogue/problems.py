"""Why a call as a whole cannot be answered: the titles of the problem types, and the details that the service gives with them."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "problems.malformed": ("请求体无法解析", "The body cannot be read"),
    "problems.unauthenticated": ("未提供有效的身份凭证", "No valid credentials"),
    "problems.forbidden": ("无权访问", "Not allowed"),
    "problems.idempotency_key_missing": ("缺少有效的Idempotency-Key", "A valid Idempotency-Key is missing"),
    "problems.same_person": ("须由他人确认", "Somebody else has to confirm"),
    "problems.idempotency_in_flight": ("同一调用仍在处理中", "The same call is under way"),
    "problems.idempotency_key_reused": ("Idempotency-Key已用于另一请求", "The Idempotency-Key belongs to another call"),
    "problems.quota_exceeded": ("超出配额", "The quota is used up"),
    "problems.not_found": ("没有该资源", "No such resource"),
    "problems.method_not_allowed": ("该资源不支持此方法", "The resource has no such method"),
    "problems.idle": ("批量调用停滞", "The sweep stands still"),
    "problems.too_large": ("请求体或列表过大", "The body or the list is too large"),
    "problems.unsupported_media_type": ("请求体的媒体类型或编码不受支持", "The body has another media type or encoding"),
    "problems.invalid_input": ("请求的结构不符合要求", "The request does not have the required shape"),
    "problems.overloaded": ("队列已满", "The queue is full"),
    "problems.departed": ("客户端已关闭连接", "The client closed the connection"),
    "problems.internal": ("服务出错", "The service failed"),
    "problems.not_ready": ("服务暂不能作答", "The service cannot answer"),
    "problems.scorer_failed": ("本进程中的模型已损坏", "The model is broken in this process"),
    "problems.shutting_down": ("服务正在停止", "The service is stopping"),
    "problems.deadline_exceeded": ("未能按时得出答案", "The answer was not ready in time"),
    "problems.http_error": ("请求无法处理", "The request cannot be served"),
    "problems.busy": (
        "等待的成果过多。请在{seconds}秒后重试, 每次少发一些。",
        "Too many achievements are waiting. Retry after {seconds} s, with fewer at a time.",
    ),
    "problems.late": ("服务繁忙。请重试, 每次少发一些成果。", "The service is busy. Retry, with fewer achievements a call."),
    "problems.self_test_fails": ("模型未通过自检; 须重启本进程。", "The model fails its self-test; this process must be restarted."),
    "problems.stopping": ("本进程正在停止。请重试, 将由其他进程作答。", "This process is stopping. Retry; another one will answer."),
    "problems.closed": ("答案得出之前连接已关闭。", "The connection was closed before the answer was ready."),
    "problems.see_openapi": ("请求与/openapi.json的描述不符。", "The request is not as /openapi.json describes it."),
    "problems.unexpected": ("发生意外错误; 已记入日志。", "An unexpected error; it has been logged."),
    "problems.no_credentials": (
        "请在X-API-Key头中发送API密钥, 或在Authorization: Bearer中发送密钥或令牌。",
        "Send an API key in the header X-API-Key, or a key or a token as Authorization: Bearer.",
    ),
    "problems.no_scope": (
        "该路由需要以下权限之一: {scopes}; 此密钥或令牌没有。",
        "This route needs one of the scopes: {scopes}. This key or token has none of them.",
    ),
    "problems.no_route": ("此处没有内容; /openapi.json列出了各路由。", "There is nothing here; /openapi.json lists the routes."),
    "problems.see_allow": ("Allow头列出了该资源支持的方法。", "The Allow header lists the methods of this resource."),
    "problems.framework": ("请求无法处理: {words}", "{words}"),
    "problems.media_type": (
        "请求体的媒体类型为{found!r}。请发送`Content-Type: {expected}`。",
        "The body is {found!r}. Send `Content-Type: {expected}`.",
    ),
    "problems.no_media_type": ("请求体未声明媒体类型。请发送`Content-Type: {expected}`。", "The body is of no declared type. Send `Content-Type: {expected}`."),
    "problems.encoding": ("请求体的编码为{found!r}。请去掉Content-Encoding再发送。", "The body is encoded as {found!r}. Send it without Content-Encoding."),
    "problems.body_bytes": (
        "请求体最多{limit}字节(VALUATION_MAX_BODY)。请每次少发一些成果。",
        "A body may have {limit} bytes (VALUATION_MAX_BODY). Send fewer achievements a call.",
    ),
    "problems.not_json": ("{words}。请发送一个UTF-8编码的JSON对象。", "{words}. Send one JSON object in UTF-8."),
    "problems.sweep_bytes": (
        "一次批量调用的请求体最多{limit}字节(VALUATION_MAX_SWEEP_BODY)。请拆分。",
        "The body of a sweep may have {limit} bytes (VALUATION_MAX_SWEEP_BODY). Split it.",
    ),
    "problems.nothing_sent": (
        "客户端{seconds:g}秒内未发送任何字节(VALUATION_SWEEP_IDLE)。请发送其余部分, 或结束请求体。",
        "The client has sent nothing for {seconds:g} s (VALUATION_SWEEP_IDLE). Send the rest, or end the body.",
    ),
    "problems.message_bytes": (
        "一个Arrow消息展开后最多{limit}字节(VALUATION_MAX_SWEEP_MESSAGE)。请用较小的记录批次。",
        "An Arrow message may have {limit} bytes once it is unpacked (VALUATION_MAX_SWEEP_MESSAGE). Send smaller record batches.",
    ),
    "problems.line_bytes": (
        "一行最多{limit}字节(VALUATION_MAX_BODY)。请每行只写一项成果。",
        "A line may have {limit} bytes (VALUATION_MAX_BODY). Write one achievement a line.",
    ),
    "problems.many_rows": (
        "一次批量调用最多{most}项成果(VALUATION_MAX_SWEEP_ROWS)。请拆分。",
        "A sweep may hold {most} achievements (VALUATION_MAX_SWEEP_ROWS). Split it.",
    ),
    "problems.not_arrow": (
        "请求体不是Arrow IPC流: {words}。请发送模式、记录批次和结束标记, 如pyarrow.ipc.new_stream所写。",
        "The body is no Arrow IPC stream: {words}. Send a schema, record batches and the end, as pyarrow.ipc.new_stream writes them.",
    ),
    "problems.delta_dictionaries": (
        "不读取增量字典。请发送完整的字典, 或不用字典编码。",
        "Delta dictionaries are not read. Send whole dictionaries, or columns without them.",
    ),
    "problems.no_model": (
        "此处只有模型{model!r}, 版本{version!r}。",
        "The one model here is {model!r}, version {version!r}.",
    ),
    "problems.column": ("列{name!r}: {words}", "Column {name!r}: {words}"),
    "problems.nested": ("JSON嵌套过深。", "The JSON is nested too deeply."),
    "problems.many_items": (
        "一次调用含{given}项成果; 最多{most}项。请拆分列表。",
        "{given} achievements in one call; it may hold {most}. Split the list.",
    ),
    "problems.date": ("基准日无法读取。", "The valuation date cannot be read."),
    "problems.nothing_scored": ("目前无法评分: {trouble}。", "Nothing can be scored: {trouble}."),
}
