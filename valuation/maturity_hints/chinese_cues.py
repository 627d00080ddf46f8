"""Chinese cues → items of the gate. More particular ones stand before those that they contain. Our own list, certainty A."""

from __future__ import annotations

from dataclasses import replace

from valuation.maturity_hints.cue import Cue

_TOPIC = (
    r"(?!(?:生产|应用|放大|验证|试验|运行|使用|线|装置|车间)?的?(?:条件|能力|潜力|前景|可行性|可能|需求|要求|方案|计划|目标|准备|大纲|标准)"
    r"|(?:生产|试验|线|装置)?的?(?:方法|指南|设计|图纸|经费|费用|预算|经验|背景|意向|意愿|基础|许可|专利)|[之以]?前)"
)
"""What follows makes a topic of the cue, or puts the text before it in time: 量产条件, 中试方案, 样机图纸, 量产之前."""
_NO_SALE = r"(?!收入|[额量价]|渠道|人员|团队|网络|预测|系统|管理|模式|策略|平台|许可|目标)"
"""What makes another word of 销售: 销售渠道, 销售预测."""


_ON_PAPER = (
    r"(?!(?:试?运行|生产|试制|试产|供货|验证|应用|放大|试验|试用|测试|使用|研制|加工|制作|采购|购销|线|装置|车间|技术|项目|建设|合作|委托|服务|开发|框架|意向|战略){0,3}"
    r"的?(?:协议|合同|方案|计划书|申请|申报|任务书|意向书|标书|订单)|的\d{1,2}(?:\.\d+)?[%％])"
)
"""What follows leaves any cue on paper, or undone in part: 中试协议, 量产合作框架协议, 样机研制合同, 适航申请, 中试的90%."""


def _state(*words: str) -> str:
    """Any of the words, unless what follows makes a topic of it."""
    return f"(?:{'|'.join(words)}){_TOPIC}"


_SAID: tuple[Cue, ...] = (
    Cue(("H2c",), r"查新(?!点|员|机构)"),
    Cue(("H3a",), r"仿真(?:验证|结果|试验)|关键功能(?:试验|验证)"),
    Cue(("S3a",), r"公开数据集"),
    Cue(("H4a",), _state(r"原理样机|实验室?样机|试验样机|概念样机|功能样机|样件")),
    Cue(("H6a",), _state(r"工程化?样机|正式样机|定型样机|量产样机|生产型样机|正样(?!本)")),
    Cue(("H4a", "H6a"), _state(r"样机|原型机")),
    Cue(("H4b",), _state(r"实验室(?:功能|性能|条件下?|环境下?)?的?(?:测试|验证|试验|评价|检测)")),
    Cue(("S4a",), _state(r"系统原型|软件原型|可运行原型|原型系统|原型软件|演示系统")),
    Cue(("S4b",), _state(r"联调")),
    Cue(("H5a",), _state(r"小试(?!牛刀|身手|锋芒)|初样(?!本)")),
    Cue(("H5b",), r"模拟(?:使用|实际|应用|真实)?(?:环境|工况|条件)"),
    Cue(("S5a",), _state(r"(?:测试|[内公]测|[Bb]eta\s?)版|[内公]测")),
    Cue(("H6a",), _state(r"中试(?!基地|平台|服务|公司|中心|企业|机构|经费|资金|投资|熟化|设备|场地|选址|厂房)")),
    Cue(
        ("H6b", "S6b"),
        r"第三方(?:权威|专业|检测)?(?:机构)?的?(?:检测|测试|检验|评测|测评|验证)|见证试验|独立(?:检测|测试|验证)(?!集)",
    ),
    Cue(("S6b",), r"系统验收|软件验收|验收评审"),
    Cue(("S6a",), r"候选(?:正式|发布)?版|回归测试"),
    Cue(("S6c",), r"压力测试|压测|并发测试"),
    Cue(("H7a", "S7b"), _state(r"试运行"), ongoing=True),
    Cue(("CP7a", "H7a"), _state(r"示范装置")),
    Cue(("H7a",), _state(r"现场(?:运行|试验|考核|验证|应用|试用|测试|示范)|挂网运行|装机运行|工业性?试验"), ongoing=True),
    Cue(("H7a",), _state(r"示范(?:运行|工程|应用)"), ongoing=True),
    Cue(("H7b", "S7c"), r"用户(?:使用|试用|应用|评价|反馈)?(?:报告|证明|意见|反馈|评价)|应用证明|使用证明|试用报告"),
    Cue(("S7a", "S8a"), _state(r"上(?<!线上)线(?![下性路圈材缆束段形程上条速])(?:试运行|运行|使用|应用)?"), ongoing=True),
    Cue(
        ("S7a", "S8a"),
        _state(r"部(?<!战略部)(?<!决策部)(?<!工作部)(?<!统一部)署(?!策略|成本|难|环境|工作|位置|到?试验|到?测试)"),
    ),
    Cue(("H8a",), _state(r"设计定型|产品定型|技术定型|技术状态固化")),
    Cue(("H8b",), _state(r"型式(?:检验|试验|检测|评价)")),
    Cue(("H8b",), r"CNAS(?![A-Za-z])|CMA(?![A-Za-z\-])"),
    Cue(("DR5b",), r"临床(?:试验)?(?:批件|默示许可)|IND(?:申请)?(?:受理|默示许可|批准)"),
    Cue(("DR9a",), r"药品(?:注册)?批件|药品注册证书?|药品批准文号|新药证书|药品上市许可"),
    Cue(("H8b", "MD8a"), _state(r"(?:医疗器械)?注(?<!商标注)册证书?")),
    Cue(("H8b",), r"批件|批准文号"),
    Cue(("H8c",), _state(r"小批量(?:生产|试制|试产|供货|验证)?"), ongoing=True),
    Cue(("S8b",), r"等保|等级保护|渗透测试|安全测评"),
    Cue(("H9a",), r"累计销售|远销|销往|销售(?:收入|额|量)?(?:合计|总计|累计|共)?(?:突破|超过?|达到?|约|近|逾)?(?=\d)", affirms=True, ongoing=True),
    Cue(("H9a",), _state(rf"实现了?(?:批量|规模化?|稳定)?销售{_NO_SALE}"), affirms=True, ongoing=True),
    Cue(("H9a",), _state(rf"(?:上市|对外|产品|市场|出口)(?:批量|规模化?|稳定)?销售{_NO_SALE}"), ongoing=True),
    Cue(
        ("H9a",),
        r"销售(?:收入|额|合同|订单|业绩)|在(?:全国|国内外?|海外|市场上?|[^，。；]{1,6}[省市国地区家])(?:稳定|热|畅)?销售",
        ongoing=True,
    ),
    Cue(("H9a",), _state(r"批(?<!小批)量(?:化?生产|化?投产|销售|供货|供应|交付|出货|应用)"), ongoing=True),
    Cue(("H9a",), _state(r"量产(?!线|设备|工艺)|规模化生产|大规模生产|产业化生产|投放市场"), ongoing=True),
    Cue(("H9b",), r"质量(?:管理)?体系认证|SPC(?![A-Za-z])|良品?率|ISO\s?9001"),
    Cue(("S9a",), r"付费(?:客户|用户)|续费|续约"),
    Cue(("S9b", "AI9a"), r"SLA(?![A-Za-z])|服务等级协议"),
    Cue(("DR4a",), r"临床前(?:药效|研究|评价|安全|试验)"),
    Cue(("DR5a",), r"GLP(?![A-Za-z\-])"),
    Cue(("DR8a",), r"(?:Ⅲ|III|三|3)[ab]?\s?期(?:确证性)?(?:临床|试验)"),
    Cue(("DR7a",), r"(?:Ⅱ|II|二|2)[ab]?\s?期(?:临床|试验)"),
    Cue(("DR6a",), r"(?:Ⅰ|I|一|1)[ab]?\s?期(?:临床|试验)"),
    Cue(("CV5a", "CV6a"), r"区域试验|区试"),
    Cue(("CV7a",), r"生产试验"),
    Cue(("AA8a",), r"适航"),
    Cue(("CV8a",), r"审定|品种登记"),
    Cue(("CV9a",), r"推广面积|推广种植"),
    Cue(("CP8a",), r"72\s?(?:小时|h)(?:连续)?(?:运行)?(?:考核|标定|满负荷)"),
    Cue(("AI5a",), r"独立测试集"),
    Cue(("AI6a",), r"外部(?:数据集|验证集?|队列|测试集)"),
    Cue(("AI7a",), r"影子(?:运行|模式)|前瞻性(?:验证|研究|临床)", ongoing=True),
    Cue(("AI8a",), r"算法备案|大?模型备案|生成式人工智能服务备案"),
)

CHINESE_CUES: tuple[Cue, ...] = tuple(replace(cue, pattern=f"(?:{cue.pattern}){_ON_PAPER}") for cue in _SAID)
