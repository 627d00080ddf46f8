"""Contracts that stand there more than once: the same record twice, the same deal under another id, the same text nearly, an amendment of an earlier one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import numpy as np

from training.validation.alike_projects import join_alike
from training.validation.evidence import Evidence
from training.validation.finding import Finding
from training.validation.near_duplicates import LEAST_BYTES, jaccard, shingles

Limits = Mapping[str, float]

AMENDMENT = re.compile(
    r"补充(?:协议|合同)|变更(?:协议|合同)|(?:协议|合同)(?:的)?(?:变更|补充)"
    r"|\baddend(?:um|a)\b|\bchange order\b|\bsupplement(?:al|ary) (?:agreement|contract)\b"
    r"|\b(?:contract|agreement|grant|award) (?:amendment|modification)\b"
    r"|\b(?:amendment|modification) (?:no\b|number\b|(?:of|to) (?:the )?(?:contract|agreement|grant|award)\b)",
)
"""In a title, lower case: an amendment of a contract; not 改性 or the modification of a surface."""


def same_record(evidence: Evidence, limits: Limits) -> Iterator[Finding]:
    """The same id, text, amount, date and attributes as an earlier row of the same source: one record, entered twice."""
    yield from _repeated(evidence, with_id=True)


def same_deal(evidence: Evidence, limits: Limits) -> Iterator[Finding]:
    """As `same_record` under another id, where the text is long enough to tell: perhaps one deal registered twice."""
    yield from _repeated(evidence, with_id=False)


def near_duplicate(evidence: Evidence, limits: Limits) -> Iterator[Finding]:
    """The later row of each pair whose texts agree by at least `similarity`, in so far as both now share a project of at most `most` rows."""
    pairs = evidence.pairs(limits["similarity"])
    apart = join_alike(evidence.corpus.projects, pairs, int(limits["most"])).left_apart
    for at in np.flatnonzero(~apart):
        left, right = int(pairs.left[at]), int(pairs.right[at])
        reason = f"its text agrees by {pairs.similarity[at]:.0%} with an earlier row's: kept as one project"
        yield evidence.about(right, "text", _head(evidence, right), reason, left)


def alike_family(evidence: Evidence, limits: Limits) -> Iterator[Finding]:
    """Rows of families of alike texts that are too large to be one project (more than `most` rows): written from a template, and left apart."""
    pairs = evidence.pairs(limits["similarity"])
    apart = join_alike(evidence.corpus.projects, pairs, int(limits["most"])).left_apart
    reason = f"one of more than {limits['most']:.0f} rows written alike: boilerplate, or one project after all? A split may part them"
    for at in np.unique(np.concatenate([pairs.left[apart], pairs.right[apart]])):
        yield evidence.about(int(at), "text", _head(evidence, int(at)), reason)


def amendment(evidence: Evidence, limits: Limits) -> Iterator[Finding]:
    """Rows whose title says that they amend a contract; with `earlier` above 0 only those whose project has an earlier row, else only those without."""
    first = _first_of_project(evidence)
    for at, title in enumerate(evidence.titles):
        if title and AMENDMENT.search(title):
            earlier = first[at]
            if (earlier >= 0) == (limits["earlier"] > 0):
                what = (
                    "an amendment of an earlier contract of the same project"
                    if earlier >= 0
                    else "its title names an amendment; the contract amended is not here"
                )
                yield evidence.about(at, "title", title, f"{what}: its amount is a change, not a price", earlier)


def follow_up(evidence: Evidence, limits: Limits) -> Iterator[Finding]:
    """A later row of a project with the same narrow segment and a title that agrees by `similarity` with the row before: a renewal, or an amendment unsaid."""
    standing, corpus = evidence.standing, evidence.corpus
    latest: dict[tuple[int, int], int] = {}
    for place, at in enumerate(standing.rows.tolist()):  # oldest first
        key = (int(corpus.projects[at]), int(standing.nest[place]))
        before = latest.get(key)
        latest[key] = at
        if before is None or corpus.columns.dates[at] == corpus.columns.dates[before] or not evidence.titles[at]:
            continue
        similarity = jaccard(*(shingles("".join(evidence.titles[row].split()).encode()) for row in (before, at)))
        if similarity >= limits["similarity"]:
            yield evidence.about(at, "title", evidence.titles[at], "same project, segment and title as an earlier row: an amendment or a renewal?", before)


def _repeated(evidence: Evidence, *, with_id: bool) -> Iterator[Finding]:
    corpus = evidence.corpus
    columns = corpus.columns
    facts = [*columns.categories.values(), *(values.tolist() for values in columns.numbers.values())]
    seen: dict[tuple[object, ...], int] = {}
    for at in range(len(corpus)):
        text, amount = columns.text[at], corpus.amounts[at]
        told = bool(evidence.ids[at]) if with_id else len(text.encode()) >= LEAST_BYTES
        if not told or np.isnan(amount):
            continue
        own = tuple(None if one != one else one for one in (values[at] for values in facts))  # NaN is equal to itself here
        first = seen.setdefault((evidence.ids[at] if with_id else "", corpus.source[at], text, amount, columns.dates[at], own), at)
        if first != at and (with_id or evidence.ids[first] != evidence.ids[at]):
            what = "the same record as an earlier row" if with_id else "the same text, amount, date and attributes as an earlier row, under another id"
            yield evidence.about(at, "id", evidence.ids[at], f"{what}", first)


def _first_of_project(evidence: Evidence) -> list[int]:
    """For each row the first earlier dated row of its project, -1 where none."""
    corpus = evidence.corpus
    dates = corpus.columns.dates
    first: dict[int, int] = {}
    for at in np.argsort(dates, kind="stable").tolist():  # NaT last
        first.setdefault(int(corpus.projects[at]), at)
    found = [first[int(project)] for project in corpus.projects]
    return [early if early != at and dates[early] < dates[at] else -1 for at, early in enumerate(found)]


def _head(evidence: Evidence, at: int) -> str:
    return evidence.corpus.columns.text[at].replace("\n", " ")
