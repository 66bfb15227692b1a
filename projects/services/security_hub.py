"""AWS Security Hub."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, usage
from projects.place import Place
from projects.properties import Quantity, Text
from projects.service import Service


class SecurityHub(Service):
    """Findings of all security services and checks against standards, in one place."""

    name = "security_hub"
    label = "Security Hub"
    official = "AWS Security Hub"
    billed_as = "AWS Security Hub"
    summary = "Gathers findings of security services and checks the account against standards."
    category = "Security"
    synonyms = ("findings", "cspm", "security posture", "cis benchmark", "security standards")
    cloudformation = "AWS::SecurityHub::Hub"
    icon = "security_hub"
    scope = "region"
    inside = ("region",)
    links: ClassVar = {
        "event": ("eventbridge", "sns_topic", "lambda_function"),
        "deliver": ("security_hub", "s3_bucket", "third_party_service"),
    }

    standards: str | None = Text(
        "Standards", help="Such as AWS Foundational Security Best Practices or CIS; they need AWS Config."
    )
    monthly_checks: Decimal | None = Quantity(
        "Security checks", unit="checks/month", typical=(5_000, 100_000, 1_000_000)
    )
    monthly_findings: Decimal | None = Quantity(
        "Findings ingested",
        unit="findings/month",
        help="Those of Security Hub's own checks are free.",
        typical=(1_000, 20_000, 200_000),
    )
    monthly_rule_evaluations: Decimal | None = Quantity(
        "Automation rule evaluations", unit="evaluations/month", typical=(0, 100_000, 2_000_000)
    )

    def costs(self, place: Place) -> Iterator[CostComponent]:
        checks, findings = self.monthly_checks, self.monthly_findings
        yield usage("Security checks", "security_hub.checks", checks, property="monthly_checks", unit="check")
        yield usage(
            "Findings ingested",
            "security_hub.findings",
            findings,
            property="monthly_findings",
            unit="finding",
        )
        if self.monthly_rule_evaluations is not None:
            yield usage(
                "Automation rule evaluations",
                "security_hub.automation_rule_evaluations",
                self.monthly_rule_evaluations,
                property="monthly_rule_evaluations",
                unit="evaluation",
            )
