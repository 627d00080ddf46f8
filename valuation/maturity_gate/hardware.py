"""The hardware track of the checklist, materials and processes included: levels 1-9. Our own words, certainty A."""

from __future__ import annotations

from valuation.maturity_gate.item import Item

HARDWARE: tuple[Item, ...] = (
    Item(
        "H1a",
        "principle",
        ("书面描述观察到的现象或原理及其出处", "the observed phenomenon or principle in writing, with its source"),
        ("原理说明书, 附文献或实验记录编号", "statement of the principle with references or laboratory record numbers"),
    ),
    Item(
        "H1b",
        "conditions",
        ("说明适用条件与边界", "the conditions and limits under which it holds"),
        ("适用条件与边界说明", "note on conditions and limits"),
    ),
    Item(
        "H2a",
        "design",
        ("技术方案: 组成、目标指标、用途", "a concept: its parts, target figures and use"),
        ("技术方案书, 含目标指标表", "concept paper with a table of target figures"),
    ),
    Item(
        "H2b",
        "conditions",
        ("列出预期使用环境", "the intended environment of use"),
        ("使用环境清单: 温度、湿度、振动、介质等", "list of the environment: temperature, humidity, vibration, media"),
    ),
    Item(
        "H2c",
        "comparison",
        ("与现有方案的对比(查新或检索)", "a comparison with prior art (novelty or patent search)"),
        ("查新报告或专利检索报告", "novelty search or patent search report"),
    ),
    Item(
        "H3a",
        "test",
        ("关键功能的试验或仿真记录, 含原始数据", "test or simulation of the key function, raw data included"),
        ("试验或仿真记录与原始数据文件", "test or simulation record with the files of raw data"),
    ),
    Item(
        "H3b",
        "test",
        ("实测或仿真结果与目标指标的差距分析", "the gap between results and target figures"),
        ("指标差距分析表", "table of targets, results and gaps"),
    ),
    Item(
        "H3c",
        "object",
        ("关键部件集成的可行性分析", "an analysis whether the key parts can be integrated"),
        ("集成可行性分析报告", "integration feasibility report"),
    ),
    Item(
        "H4a",
        "object",
        ("部件或试样实物, 有编号和照片", "parts or specimens made, numbered and photographed"),
        ("实物照片与编号台账", "photographs and register of the numbered parts"),
    ),
    Item(
        "H4b",
        "test",
        ("实验室功能与性能测试报告", "a laboratory test of function and performance"),
        ("实验室测试报告", "laboratory test report"),
    ),
    Item(
        "H4c",
        "process",
        ("关键工艺的初步评估", "a first assessment of the key processes"),
        ("关键工艺评估记录", "record of the process assessment"),
    ),
    Item(
        "H5a",
        "object",
        ("初样(小试样)集成件", "an integrated first sample (bench sample)"),
        ("初样装配记录与照片, 或小试批次记录", "assembly record and photographs of the first sample, or bench batch record"),
    ),
    Item(
        "H5b",
        "test",
        ("模拟使用环境下的测试报告", "a test in a simulated environment of use"),
        ("模拟环境试验报告", "test report from the simulated environment"),
    ),
    Item(
        "H5c",
        "process",
        ("工艺路线与所需设备清单", "the process route and the equipment it needs"),
        ("工艺流程图与设备清单", "process flow chart and list of equipment"),
    ),
    Item(
        "H6a",
        "object",
        ("接近最终状态的样机或中试批次记录", "a near-final prototype, or the records of pilot batches"),
        ("样机技术状态表, 或中试批次生产记录", "configuration sheet of the prototype, or pilot batch records"),
    ),
    Item(
        "H6b",
        "test",
        ("高逼真环境下的见证试验或独立测试报告", "a witnessed or independent test in a high-fidelity environment"),
        ("见证试验记录或第三方测试报告", "witnessed test record or third-party test report"),
    ),
    Item(
        "H6c",
        "cost",
        ("物料、能耗与成本核算", "an account of materials, energy and cost"),
        ("物料平衡、能耗与单位成本核算表", "sheet of mass balance, energy and unit cost"),
    ),
    Item(
        "H7a",
        "operation",
        ("真实使用环境中的运行记录(时长、工况)", "a run log from the real environment (duration, conditions)"),
        ("现场运行日志", "field run log"),
    ),
    Item(
        "H7b",
        "user",
        ("外部用户的应用证明, 含问题清单", "a statement of use by an outside user, with the defects met"),
        ("用户盖章的应用证明或用户使用报告", "sealed statement or report by the user"),
    ),
    Item(
        "H7c",
        "process",
        ("工艺与检验方法的验证", "the process and the methods of inspection verified"),
        ("工艺验证报告与检验规程", "process verification report and inspection instructions"),
    ),
    Item(
        "H8a",
        "design",
        ("设计定型或技术状态固化", "the design frozen"),
        ("设计定型文件或技术状态固化清单", "design freeze document or configuration baseline"),
    ),
    Item(
        "H8b",
        "test",
        ("认可机构的型式检验或法定批件", "a type test by an accredited laboratory, or a statutory approval"),
        ("CMA/CNAS型式检验报告或批件", "type test report of an accredited laboratory (CMA, CNAS), or the approval"),
    ),
    Item(
        "H8c",
        "process",
        ("小批量合格率与合格供方", "the yield of a small batch, and qualified suppliers"),
        ("小批量质量记录与合格供方名录", "small-batch quality record and list of qualified suppliers"),
    ),
    Item(
        "H9a",
        "user",
        ("批量销售的合同、发票与出库", "batch sales: contracts, invoices, delivery"),
        ("销售合同、发票与出库单", "sales contracts, invoices and delivery notes"),
    ),
    Item(
        "H9b",
        "process",
        ("过程能力与质量体系(SPC、良率)", "process capability and quality system (SPC, yield)"),
        ("过程能力分析与质量体系证书", "process capability study and certificate of the quality system"),
    ),
    Item(
        "H9c",
        "operation",
        ("任务期或寿命期内的运行考核", "a service record over the mission or the service life"),
        ("运行考核报告或可靠性统计", "service record or reliability statistics"),
    ),
)
"""Two or three items a level, all mandatory."""
