"""Laws are cited by key, in the edition in force, and in both languages."""

from __future__ import annotations

import re

import pytest

from valuation.rights_gate.law import LAWS, Citation, cited_en, cited_zh
from valuation.rights_gate.question import QUESTIONS
from valuation.rights_gate.rulebook import RULES

CITED = {citation for rule in RULES for citation in rule.source} | {citation for question in QUESTIONS.values() for citation in question.source}


def test_every_citation_is_of_a_law_that_is_listed_and_every_law_is_cited() -> None:
    assert {citation.law for citation in CITED} == set(LAWS)


@pytest.mark.parametrize("key", [key for key in LAWS if key != "own_practice"])
def test_a_law_names_its_edition_in_both_languages_and_never_the_one_that_it_replaced(key: str) -> None:
    law = LAWS[key]
    years = re.findall(r"(?:19|20)\d\d", law.zh)
    assert years and set(years) & set(re.findall(r"(?:19|20)\d\d", law.en)), f"{key}: no common year in {law}"
    assert not re.search(r"[\u4e00-\u9fff]", law.en)
    assert max(years) not in re.findall(r"^(?:19|20)\d\d", law.replaced)


@pytest.mark.parametrize("citation", sorted(CITED))
def test_articles_are_numbers_and_ranges(citation: Citation) -> None:
    assert re.fullmatch(r"|\d+(?:-\d+)?(?:, \d+(?:-\d+)?)*", citation.articles)


def test_a_citation_reads_as_lawyers_write_it() -> None:
    source = (Citation("patent_law", "14"), Citation("technology_trade", "30-35, 39"), Citation("export_catalogue"))
    assert cited_zh(source).startswith("专利法(2020修正)第14条; 技术进出口管理条例(2020修订)第30-35、39条; 中国禁止出口限制出口技术目录")
    assert cited_en(source).startswith("Patent Law (2020), art. 14; Regulations on the Import and Export of Technologies (2020), art. 30-35, 39; Catalogue")
