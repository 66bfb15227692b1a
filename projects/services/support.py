"""AWS Support plan."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, included, needs
from projects.billing.support import plan_charge
from projects.place import Place
from projects.properties import Choice, Quantity
from projects.service import Service

_NAMES = {
    "basic": "Basic",
    "developer": "Developer",
    "business": "Business",
    "enterprise_onramp": "Enterprise On-Ramp",
    "enterprise": "Enterprise",
    "business_plus": "Business Support+",
    "unified_operations": "Unified Operations",
}


class Support(Service):
    """Technical support of AWS: a share of the month's charges, with a minimum."""

    name = "support"
    label = "AWS Support plan"
    official = "AWS Support"
    billed_as = "AWS Support"
    summary = "Technical support by AWS, for a share of the month's charges with a minimum."
    category = "Management"
    synonyms = ("support", "support plan", "business support", "enterprise support", "tam", "help")
    icon = "support"
    scope = "global"
    inside = ("account", "aws_cloud", "region")
    links: ClassVar = {"associate": ("trusted_advisor", "organizations")}

    plan: str | None = Choice(
        "Plan",
        {
            "basic": "Account and billing questions only; free.",
            "developer": "Guidance by mail in business hours; a classic plan.",
            "business": "Engineers around the clock, all Trusted Advisor checks; a classic plan.",
            "enterprise_onramp": "A pool of technical account managers; a classic plan.",
            "enterprise": "A technical account manager of your own.",
            "business_plus": "Announced in December 2025; not in the price list.",
            "unified_operations": "Announced in December 2025; not in the price list.",
        },
        default="business",
    )
    monthly_charges_usd: Decimal | None = Quantity(
        "AWS charges of the month",
        unit="USD/month",
        help="Before discounts and taxes, without the support plan itself.",
        typical=(1_000, 20_000, 200_000),
    )

    def fact(self) -> str:
        return _NAMES.get(self.plan or "", "")

    def costs(self, place: Place) -> Iterator[CostComponent]:
        plan = self.plan
        if plan is None:
            yield needs("Support", "", "plan", "Choose a plan.")
            return
        if plan == "basic":
            yield included("Basic support", "Free with every account.", "support.basic.free")
            return
        name = f"{_NAMES.get(plan, plan)} support".replace("Support+ support", "Support+")
        yield from plan_charge(name, f"support.{plan}", self.monthly_charges_usd, "monthly_charges_usd")
