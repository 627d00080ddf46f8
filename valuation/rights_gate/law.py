"""The laws, regulations and documents that the rules rest on, each in the edition that was in force when the rules were reviewed.

A rule cites a law by its key, so that a new edition is entered once and every rule that rests on it can be found and read again.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Law(NamedTuple):
    """A law: its names with the edition, and the edition that it replaced, which must not be cited any more."""

    zh: str
    en: str
    replaced: str = ""


LAWS: Mapping[str, Law] = {
    "civil_code": Law("民法典(2020)", "Civil Code (2020)", "合同法 (1999), 物权法 (2007)"),
    "patent_law": Law("专利法(2020修正)", "Patent Law (2020)", "2008"),
    "patent_rules": Law("专利法实施细则(2023修订)", "Implementing Rules of the Patent Law (2023)", "2010"),
    "technology_contracts": Law(
        "最高人民法院关于审理技术合同纠纷案件适用法律若干问题的解释(2020修正)",
        "Supreme People's Court on disputes over technology contracts (2020)",
        "2004",
    ),
    "copyright_law": Law("著作权法(2020修正)", "Copyright Law (2020)", "2010"),
    "software_rules": Law("计算机软件保护条例(2013修订)", "Regulations on the Protection of Computer Software (2013)"),
    "layout_rules": Law("集成电路布图设计保护条例(2001)", "Regulations on Layout-Designs of Integrated Circuits (2001)"),
    "variety_rules": Law("植物新品种保护条例(2025修订)", "Regulations on New Plant Varieties (2025)", "2014"),
    "seed_law": Law("种子法(2021修正)", "Seed Law (2021)", "2015"),
    "transfer_law": Law("促进科技成果转化法(2015修正)", "Law on Promoting the Transformation of Scientific and Technological Achievements (2015)", "1996"),
    "transfer_provisions": Law(
        "国务院关于印发实施《促进科技成果转化法》若干规定的通知(国发〔2016〕16号)",
        "State Council provisions on that law (Guofa [2016] 16)",
    ),
    "progress_law": Law("科学技术进步法(2021修订)", "Law on Progress of Science and Technology (2021)", "2007"),
    "technology_trade": Law(
        "技术进出口管理条例(2020修订)", "Regulations on the Import and Export of Technologies (2020)", "2001, with other article numbers from art. 24 on"
    ),
    "export_catalogue": Law(
        "中国禁止出口限制出口技术目录(2023年修订, 2025年7月调整)",
        "Catalogue of Technologies Prohibited or Restricted from Export (2023, adjusted July 2025)",
        "2008, 2020",
    ),
    "export_control_law": Law("出口管制法(2020)", "Export Control Law (2020)"),
    "dual_use_rules": Law("两用物项出口管制条例(2024)", "Regulations on Export Control of Dual-Use Items (2024)"),
    "outbound_ip": Law(
        "知识产权对外转让有关工作办法(试行)(国办发〔2018〕19号)",
        "Trial measures on the transfer of intellectual property abroad (Guobanfa [2018] 19)",
    ),
    "secrets_law": Law("保守国家秘密法(2024修订)", "Law on Guarding State Secrets (2024)", "2010"),
    "science_secrets": Law("科学技术保密规定(2015)", "Provisions on Secrecy in Science and Technology (2015)", "1995"),
    "defence_patents": Law("国防专利条例(2004)", "Regulations on Defence Patents (2004)", "1990"),
    "genetic_rules": Law(
        "人类遗传资源管理条例(2024修订)",
        "Regulations on Human Genetic Resources (2024; the competent body is now the National Health Commission)",
        "2019",
    ),
    "state_assets_law": Law("企业国有资产法(2008)", "Law on State-Owned Assets of Enterprises (2008)"),
    "state_assets_trade": Law(
        "企业国有资产交易监督管理办法(国务院国资委 财政部令第32号, 2016)",
        "Measures on Transactions of State-Owned Assets of Enterprises (Order 32, 2016)",
    ),
    "soe_ip_pricing": Law(
        "国资发产权规〔2024〕8号(中央企业资产评估管理)",
        "SASAC document [2024] 8 on appraisal in central state-owned enterprises",
    ),
    "institution_assets": Law(
        "事业单位国有资产管理暂行办法(财政部令第100号2019年修改)",
        "Interim Measures on State-Owned Assets of Public Institutions (as amended by Order 100, 2019)",
        "财政部令第36号 (2006)",
    ),
    "company_law": Law("公司法(2023修订)", "Company Law (2023)", "2018 (art. 27)"),
    "registration_rules": Law("市场主体登记管理条例(2021)", "Regulations on the Registration of Market Entities (2021)", "公司登记管理条例"),
    "contract_registration": Law(
        "技术合同认定登记管理办法(工业和信息化部2026)",
        "Measures on the Recognition and Registration of Technology Contracts (MIIT 2026)",
        "2000, with the rules of 2001",
    ),
    "court_preservation": Law("民事诉讼法(2023修正)", "Civil Procedure Law (2023)", "2021"),
    "drug_law": Law("药品管理法(2019修订)", "Drug Administration Law (2019)", "2015"),
    "device_rules": Law("医疗器械监督管理条例(2021修订)", "Regulations on Medical Devices (2021)", "2017"),
    "pesticide_rules": Law("农药管理条例(2017修订)", "Regulations on Pesticides (2017)"),
    "veterinary_rules": Law("兽药管理条例(2004)", "Regulations on Veterinary Drugs (2004)"),
    "gmo_rules": Law("农业转基因生物安全管理条例(2017修订)", "Regulations on the Safety of Agricultural GMOs (2017)"),
    "ethics_review": Law("科技伦理审查办法(试行)(国科发监〔2023〕167号)", "Trial measures on ethics review in science and technology (2023)"),
    "data_law": Law("数据安全法(2021)", "Data Security Law (2021)"),
    "personal_data": Law("个人信息保护法(2021)", "Personal Information Protection Law (2021)"),
    "data_flows": Law("促进和规范数据跨境流动规定(2024)", "Provisions on Cross-Border Data Flows (2024)"),
    "generative_ai": Law("生成式人工智能服务管理暂行办法(2023)", "Interim Measures on Generative AI Services (2023)"),
    "own_practice": Law("本项目的提示, 不出自法规", "our own practice, from no law"),
}
"""Key → law."""


class Citation(NamedTuple):
    """A law and its articles, as "30-35, 42"; none where the whole of it is meant."""

    law: str
    articles: str = ""


def cited_zh(citations: tuple[Citation, ...]) -> str:
    """The citations in Chinese: 专利法(2020修正)第14条; …"""
    return "; ".join(LAWS[law].zh + (f"第{articles.replace(', ', '、')}条" if articles else "") for law, articles in citations)


def cited_en(citations: tuple[Citation, ...]) -> str:
    """The citations in English: Patent Law (2020), art. 14; …"""
    return "; ".join(LAWS[law].en + (f", art. {articles}" if articles else "") for law, articles in citations)
