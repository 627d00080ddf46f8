"""What the parties declare of rights and compliance, in fixed words: the input record `Achievement.compliance`. All optional; what is absent is asked for.

An approval is `granted`, `pending` (asked for or still to be asked for) or `refused`.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from valuation.record import Record

Approval = Literal["granted", "pending", "refused"]
Control = Literal["none", "restricted", "prohibited"]


class Permit(Record):
    """A permit that the product needs before it is marketed (准入许可); `none`: needed and not yet asked for."""

    kind: Literal["drug", "medical_device", "pesticide", "veterinary_drug", "crop_variety", "gmo", "other"]
    state: Literal["granted", "applied", "none"] | None = None
    number: str | None = Field(default=None, max_length=200)


class Compliance(Record):
    """Declarations on title, procedure, secrecy, export, resources, data and permits."""

    seller_authorised: bool | None = Field(default=None, description="the seller owns every right, or its owners authorised the seller in writing")
    service_invention: Literal["no", "yes", "unsettled"] | None = Field(
        default=None, description="职务发明: made in the course of employment; `unsettled`: person and unit do not agree"
    )
    frozen: bool | None = Field(default=None, description="a right is under court preservation or seizure; holds for rights that do not say so themselves")
    military_seller: bool | None = Field(default=None, description="the seller belongs to the armed forces")
    state_asset: bool | None = Field(default=None, description="what is sold is an asset of the state, or of a firm that the state owns or controls")
    buyer_abroad: bool | None = Field(default=None, description="the buyer is abroad or a foreign person; false: buyers abroad are not admitted")
    unit_decision: bool | None = Field(default=None, description="the unit's body decided on the transfer and its price")
    publicity_done: bool | None = Field(default=None, description="name and intended price stood in public for 15 days without an open objection")
    appraisal_done: bool | None = Field(default=None, description="a licensed appraiser's report is there, and filed where it must be")
    related_parties: Literal["none", "approved", "related"] | None = Field(
        default=None, description="buyer and seller or its people are related; `approved`: disclosed, and approved by the body that must"
    )
    export_control: Control | None = Field(default=None, description="the technology in the catalogue of prohibited and restricted exports")
    import_control: Control | None = Field(default=None, description="the same for imports")
    controlled_item: bool | None = Field(default=None, description="on a control list under the Export Control Law (两用物项, 军品, 核)")
    export_licence: Approval | None = None
    secrecy: Literal["none", "internal", "state_secret"] | None = None
    secrecy_approval: Approval | None = Field(default=None, description="of the body that classified it, for this deal")
    defence: Literal["none", "involved"] | None = Field(default=None, description="a defence patent, or a result of defence research")
    defence_approval: Approval | None = None
    human_genetic_resources: Literal["none", "approved", "used"] | None = Field(
        default=None, description="`approved`: used, with approval or filing for what this deal passes on; `used`: no approval shown"
    )
    genetic_resources: Literal["none", "lawful", "unlawful", "used"] | None = Field(
        default=None, description="plants, animals, microorganisms: how they were obtained; `used`: not known how"
    )
    national_project_conditions: Literal["none", "met", "unmet"] | None = Field(default=None, description="conditions of the publicly funded project")
    funder_approval: Approval | None = Field(default=None, description="of the project's managing agency, for passing its results abroad")
    ethics: Literal["not_needed", "passed", "missing"] | None = None
    data: Literal["none", "personal", "important"] | None = Field(default=None, description="data that pass with the technology")
    data_export: Approval | None = Field(default=None, description="assessment, standard contract or certification for data that leave the country")
    generative_ai: bool | None = Field(default=None, description="a generative AI service for the public")
    permits: tuple[Permit, ...] | None = Field(default=None, max_length=50, description="permits that the product needs; an empty list says that it needs none")
