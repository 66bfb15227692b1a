"""AWS Organizations."""

from collections.abc import Iterator
from typing import ClassVar

from pricing.costs import CostComponent, included
from projects.place import Place
from projects.properties import Choice, Count, Flag
from projects.service import Service


class Organizations(Service):
    """The accounts of a company with one bill and common policies."""

    name = "organizations"
    label = "Organizations"
    official = "AWS Organizations"
    billed_as = "AWS Organizations"
    summary = "Joins the accounts of a company under one bill, with policies for all of them."
    category = "Management"
    synonyms = ("organization", "multi-account", "scp", "organizational unit", "ou", "consolidated billing")
    cloudformation = "AWS::Organizations::Organization"
    icon = "aws_organizations"
    scope = "global"
    inside = ("aws_cloud", "region", "account")
    links: ClassVar = {
        "associate": ("iam_identity_center", "cloudtrail", "config", "guardduty", "security_hub"),
        "event": ("eventbridge",),
    }
    needs_no_price = "AWS Organizations is free."

    feature_set: str | None = Choice(
        "Features",
        {"ALL": "Policies and one bill.", "CONSOLIDATED_BILLING": "One bill only."},
        default="ALL",
    )
    service_control_policies: bool | None = Flag(
        "Service control policies (SCP)", help="Limits that no user of an account can exceed."
    )
    accounts: int | None = Count("Accounts")

    def fact(self) -> str:
        return f"{self.accounts:,} accounts" if (self.accounts or 0) > 1 else ""

    def costs(self, place: Place) -> Iterator[CostComponent]:
        yield included("Organization", "AWS Organizations is free.", "organizations.free")
