"""Which group of rules a seller or a buyer falls under, from the registration's 卖方/买方性质 and the buyer's region.

Groups are ours. 021 and 022 stand under public institutions in the form, so they are institutes and universities of the state. A company limited by shares
or by liability may be the state's: "firm" leaves that open. Hong Kong, Macao and Taiwan count as abroad: what goes there leaves the customs territory.
"""

from __future__ import annotations

from collections.abc import Mapping

from valuation.codes.region import ELSEWHERE, OUTSIDE_CUSTOMS

_FOREIGN_INVESTED = ("200", "210", "220", "230", "240", "300", "310", "320", "330", "340")

SELLERS: Mapping[str, str] = {
    **dict.fromkeys(("021", "022"), "research"),
    "020": "public",
    **dict.fromkeys(("010", "011", "012", "013", "014", "023", "024"), "public_body"),
    "030": "association",
    "110": "state_firm",
    **dict.fromkeys(("100", "140", "150", "160", "180", "310", "340", "enterprise"), "firm"),
    **dict.fromkeys(("120", "130", "170", "400"), "private_firm"),
    **dict.fromkeys((kind for kind in _FOREIGN_INVESTED if kind not in ("310", "340")), "private_firm"),
    "natural_person": "person",
    "overseas": "abroad",
}
"""Kind of seller → group or umbrella."""

BUYERS: Mapping[str, str] = {
    **dict.fromkeys(("010", "011", "012", "013", "014", "020", "021", "022", "023", "024", "030"), "domestic"),
    "110": "state_firm",
    **dict.fromkeys(("100", "140", "150", "160", "180"), "domestic_firm"),
    **dict.fromkeys(("120", "130", "170", "400"), "domestic"),
    **dict.fromkeys(_FOREIGN_INVESTED, "foreign_invested"),
    "enterprise": "in_china",
    "natural_person": "person",
    "overseas": "abroad",
}
"""Kind of buyer → group or umbrella."""


def seller_group(kind: str | None, state_asset: bool | None = None, military: bool | None = None) -> str | None:
    """The group of a seller; `state_asset` settles whose a firm is, `military` goes before everything."""
    if military:
        return "military"
    group = SELLERS.get(kind or "")
    if state_asset is not None and group in ("firm", "private_firm", "state_firm"):
        return "state_firm" if state_asset or group == "state_firm" else "private_firm"
    return group


def buyer_group(kind: str | None, region: str | None = None, abroad: bool | None = None) -> str | None:
    """The group of a buyer by its kind and the code of its region; a declaration that it is abroad, or is not, goes before both.

    A region `elsewhere` may be abroad, so it leaves the group open until someone says.
    """
    group = BUYERS.get(kind or "")
    if abroad or (abroad is None and region in OUTSIDE_CUSTOMS):
        return "abroad"
    if abroad is None and region == ELSEWHERE and group != "abroad":
        return None
    if abroad is False and group in (None, "person", "abroad"):
        return "domestic" if group == "person" else "in_china"
    return group
