"""The class that the law gives a contract within its type (委托开发, 专利权转让, 专利实施许可 …), and the type that each belongs to."""

from __future__ import annotations

from valuation.codes.code_list import CodeList

_RIGHTS = {
    "plant_variety": ("植物新品种权", "plant variety right"),
    "ic_layout": ("集成电路布图设计专有权", "integrated circuit layout"),
    "software_copyright": ("计算机软件著作权", "software copyright"),
    "biomedicine_variety": ("生物、医药新品种权", "new biological or pharmaceutical product"),
    "design_copyright": ("设计著作权", "design copyright"),
}
"""Rights that are transferred or licensed beside patents and know-how."""

_DEVELOPMENT = {
    "commissioned_development": ("委托开发", "commissioned development"),
    "cooperative_development": ("合作开发", "cooperative development"),
    "achievement_conversion": ("科技成果转化", "conversion of an achievement into practice"),
}
_TRANSFER = {
    "patent_transfer": ("专利权转让", "patent transfer"),
    "patent_application_transfer": ("专利申请权转让", "transfer of the right to a patent application"),
    "know_how_transfer": ("技术秘密转让", "know-how transfer"),
    **{f"{right}_transfer": (f"{zh}转让", f"{en} transfer") for right, (zh, en) in _RIGHTS.items()},
}
_LICENCE = {
    "patent_licence": ("专利实施许可", "patent licence"),
    "patent_application_licence": ("专利申请实施许可", "licence of a patent application"),
    "know_how_licence": ("技术秘密使用许可", "know-how licence"),
    **{f"{right}_licence": (f"{zh}使用许可", f"{en} licence") for right, (zh, en) in _RIGHTS.items()},
}
_CONSULTING = {"technical_consulting": ("技术咨询", "technical consulting")}
_SERVICE = {
    "general_technical_service": ("一般技术服务", "general technical service"),
    "technical_training": ("技术培训", "technical training"),
    "technical_brokerage": ("技术中介", "technical brokerage"),
}

TYPE_OF_SUBCLASS: dict[str, str] = {
    code: contract_type
    for contract_type, codes in (
        ("technical_development", _DEVELOPMENT),
        ("technical_transfer", _TRANSFER),
        ("technical_licence", _LICENCE),
        ("technical_consulting", _CONSULTING),
        ("technical_service", _SERVICE),
    )
    for code in codes
}
"""Sub-class → contract type of the five-type regime."""

CONTRACT_SUBCLASS = CodeList(
    name="contract_subclass",
    source="民法典 第二十章 (arts. 851-887); 技术合同认定规则; 技术合同登记: 合同子类别",
    certainty="K",
    note=(
        "Under 合同法 art. 342 (until 2020) patent licences were a kind of 技术转让, and 技术秘密转让 covered the transfer of its use as well. "
        "The codes are our slugs."
    ),
    entries={**_DEVELOPMENT, **_TRANSFER, **_LICENCE, **_CONSULTING, **_SERVICE},
    aliases={
        "委托开发合同": "commissioned_development",
        "技术开发(委托)": "commissioned_development",
        "合作开发合同": "cooperative_development",
        "技术开发(合作)": "cooperative_development",
        "科技成果转化实施": "achievement_conversion",
        "技术转化": "achievement_conversion",
        "专利权转让合同": "patent_transfer",
        "专利转让": "patent_transfer",
        "专利申请权转让合同": "patent_application_transfer",
        "技术秘密转让合同": "know_how_transfer",
        "技术秘密让与": "know_how_transfer",
        "专利实施许可合同": "patent_licence",
        "专利实施许可转让": "patent_licence",
        "专利许可": "patent_licence",
        "技术秘密使用许可合同": "know_how_licence",
        "技术秘密许可": "know_how_licence",
        "技术秘密使用权转让": "know_how_licence",
        "植物新品种转让": "plant_variety_transfer",
        "植物新品种权实施许可": "plant_variety_licence",
        "植物新品种使用许可": "plant_variety_licence",
        "集成电路布图设计转让": "ic_layout_transfer",
        "集成电路布图设计专有权许可": "ic_layout_licence",
        "集成电路布图设计使用许可": "ic_layout_licence",
        "软件著作权转让": "software_copyright_transfer",
        "软件著作权许可": "software_copyright_licence",
        "软件著作权使用许可": "software_copyright_licence",
        "生物医药新品种转让": "biomedicine_variety_transfer",
        "生物医药新品种使用许可": "biomedicine_variety_licence",
        "技术咨询合同": "technical_consulting",
        "技术服务": "general_technical_service",
        "一般性技术服务": "general_technical_service",
        "技术服务合同": "general_technical_service",
        "技术培训合同": "technical_training",
        "培训": "technical_training",
        "技术中介合同": "technical_brokerage",
        "中介": "technical_brokerage",
        "patent license": "patent_licence",
        "know-how license": "know_how_licence",
    },
)
