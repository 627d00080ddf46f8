"""The software track of the checklist, algorithms and data products included: levels 1-9. Our own words, certainty A."""

from __future__ import annotations

from valuation.maturity_gate.item import Item

SOFTWARE: tuple[Item, ...] = (
    Item(
        "S1a",
        "requirements",
        ("问题定义与难点的书面说明", "the problem and its difficulty in writing"),
        ("问题定义文档", "problem statement"),
    ),
    Item(
        "S1b",
        "principle",
        ("所依据算法或模型的出处与前提", "the source and the assumptions of the algorithm or model"),
        ("算法来源与前提说明, 附文献", "note on the algorithm's source and assumptions, with references"),
    ),
    Item(
        "S2a",
        "requirements",
        ("需求说明: 用户、输入、输出、规模", "requirements: users, inputs, outputs, scale"),
        ("需求规格说明书", "requirements specification"),
    ),
    Item(
        "S2b",
        "design",
        ("技术路线与总体结构", "the technical route and an outline of the architecture"),
        ("总体设计文档", "architecture outline"),
    ),
    Item(
        "S2c",
        "data",
        ("数据来源与使用权限说明", "the source of the data and the right to use them"),
        ("数据来源清单与授权文件", "list of data sources and permissions"),
    ),
    Item(
        "S3a",
        "test",
        ("关键算法在公开或样本数据上的验证记录, 可复跑", "the key algorithm verified on public or sample data, repeatable"),
        ("验证记录、代码版本与运行脚本", "verification record, code version and run script"),
    ),
    Item(
        "S3b",
        "design",
        ("详细设计或接口定义", "a detailed design or the interfaces"),
        ("详细设计说明或接口文档", "detailed design or interface document"),
    ),
    Item(
        "S4a",
        "object",
        ("可运行的原型, 有版本号", "a running prototype with a version number"),
        ("原型安装包与版本说明", "prototype package and version note"),
    ),
    Item(
        "S4b",
        "test",
        ("模块联调测试记录", "a test of the modules together"),
        ("联调测试记录", "integration test record"),
    ),
    Item(
        "S4c",
        "data",
        ("性能基线与数据集说明", "a performance baseline and a data sheet"),
        ("性能基线报告与数据集说明书", "baseline report and data sheet"),
    ),
    Item(
        "S5a",
        "object",
        ("测试版与部署说明", "a test release with an installation note"),
        ("测试版安装包与部署手册", "test release and installation note"),
    ),
    Item(
        "S5b",
        "test",
        ("测试计划、用例与结果: 功能、性能、安全", "test plan, cases and results: function, performance, security"),
        ("测试报告, 附用例与结果", "test report with cases and results"),
    ),
    Item(
        "S5c",
        "control",
        ("代码与文档受控", "code and documents under configuration control"),
        ("配置管理记录或代码库提交记录", "configuration records or commit log"),
    ),
    Item(
        "S6a",
        "object",
        ("候选正式版: 全功能回归通过, 缺陷关闭", "a release candidate: full regression passed, defects closed"),
        ("回归测试报告与缺陷关闭表", "regression report and list of closed defects"),
    ),
    Item(
        "S6b",
        "test",
        ("独立测试或验收评审", "an independent test or acceptance review"),
        ("第三方测试报告或验收评审意见", "third-party test report or acceptance minutes"),
    ),
    Item(
        "S6c",
        "load",
        ("接近真实规模的数据量或并发试验", "a test with near-real data volume or load"),
        ("压力测试报告", "load test report"),
    ),
    Item(
        "S7a",
        "user",
        ("试用协议与真实环境部署记录", "a trial agreement and a deployment in the real environment"),
        ("试用协议与部署记录", "trial agreement and deployment record"),
    ),
    Item(
        "S7b",
        "operation",
        ("连续运行日志: 可用率、故障", "a log of continuous operation: availability, faults"),
        ("运行日志与可用率统计", "operation log and availability figures"),
    ),
    Item(
        "S7c",
        "user",
        ("用户试用意见, 盖章或可核实", "the user's opinion, sealed or verifiable"),
        ("用户试用报告", "user trial report"),
    ),
    Item(
        "S8a",
        "user",
        ("正式版发布, 并有多家用户生产使用证明", "the release in production at several users"),
        ("发布说明与多家用户的使用证明", "release note and statements of several users"),
    ),
    Item(
        "S8b",
        "test",
        ("稳定性与安全测评(等保、渗透等)", "an assessment of stability and security"),
        ("等保测评或渗透测试报告", "security assessment or penetration test report"),
    ),
    Item(
        "S8c",
        "control",
        ("运维、升级与回退手册", "manuals for operation, upgrade and rollback"),
        ("运维手册与回退预案", "operations manual and rollback plan"),
    ),
    Item(
        "S9a",
        "user",
        ("付费客户的合同、验收与续费", "paying customers: contracts, acceptance, renewal"),
        ("付费合同、验收单与续费记录", "paid contracts, acceptance sheets and renewals"),
    ),
    Item(
        "S9b",
        "load",
        ("规模并发与SLA达成记录", "a record of scale and of service levels met"),
        ("并发规模与SLA月报", "monthly reports of load and service levels"),
    ),
    Item(
        "S9c",
        "control",
        ("支持体系与合规文件", "the support organisation and compliance files"),
        ("支持服务制度与合规审查文件", "support rules and compliance review"),
    ),
)
"""Two or three items a level, all mandatory."""
