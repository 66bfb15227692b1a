"""AWS Trusted Advisor."""

from collections.abc import Iterator
from typing import ClassVar

from pricing.costs import CostComponent, included
from projects.place import Place
from projects.properties import Choice, Text
from projects.service import Service


class TrustedAdvisor(Service):
    """Checks of the account against good practice; how many depends on the support plan."""

    name = "trusted_advisor"
    label = "Trusted Advisor"
    official = "AWS Trusted Advisor"
    billed_as = "AWS Trusted Advisor"
    summary = "Checks the account for cost, performance, security, fault tolerance, limits and operations."
    category = "Management"
    synonyms = ("checks", "recommendations", "best practices", "service limits", "cost optimization", "ta")
    icon = "trusted_advisor"
    scope = "global"
    inside = ("aws_cloud", "account", "region")
    links: ClassVar = {
        "event": ("eventbridge", "cloudwatch"),
        "deliver": ("security_hub", "sns_topic", "s3_bucket"),
    }
    needs_no_price = "Trusted Advisor itself is free."

    checks: str | None = Choice(
        "Checks",
        {
            "core": "Service limits and core security checks, with every support plan.",
            "full": "All checks; they come with a Business or Enterprise support plan.",
        },
        default="core",
    )
    categories: str | None = Text(
        "Categories watched",
        help="Of cost, performance, security, fault tolerance, service limits, operational excellence.",
    )

    def fact(self) -> str:
        return "All checks" if self.checks == "full" else ""

    def costs(self, place: Place) -> Iterator[CostComponent]:
        if self.checks == "full":
            reason = "Part of a Business or Enterprise support plan: add AWS Support."
            yield included("All checks", reason, "trusted_advisor.free")
        else:
            yield included("Core checks", "Free with every account.", "trusted_advisor.free")
