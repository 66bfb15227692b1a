"""AWS Budgets."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, included, usage
from projects.place import Place
from projects.properties import Count, Quantity
from projects.service import Service


class Budgets(Service):
    """Limits on spending that warn, and with actions also intervene."""

    name = "budgets"
    label = "Budgets"
    official = "AWS Budgets"
    billed_as = "AWS Budgets"
    summary = "Warns when spending passes a limit, and can act on it."
    category = "Management"
    synonyms = ("budget", "cost alert", "spending limit", "finops", "cost control")
    cloudformation = "AWS::Budgets::Budget"
    icon = "budgets"
    scope = "global"
    inside = ("aws_cloud", "account", "region")
    links: ClassVar = {
        "alarm": ("sns_topic",),
        "event": ("sns_topic", "lambda_function"),
        "associate": ("iam", "organizations"),
    }

    budgets: int | None = Count("Budgets", default=1, help="Budgets that only warn are free.")
    action_budgets: int | None = Count(
        "Budgets with actions", help="Those that apply policies or stop instances.", typical=(0, 2, 10)
    )
    monthly_reports: Decimal | None = Quantity(
        "Budget reports delivered", unit="reports/month", typical=(0, 30, 300)
    )

    def costs(self, place: Place) -> Iterator[CostComponent]:
        yield included("Budgets", "Budgets that only warn are free.")
        if self.action_budgets is not None:
            yield usage(
                "Days of budgets with actions",
                "budgets.action_enabled",
                self.action_budgets * place.hours_per_month / 24,
                region="global",
                property="action_budgets",
                reason="The days of the month for each.",
                unit="budget-day",
            )
        if self.monthly_reports is not None:
            yield usage(
                "Budget reports",
                "budgets.report",
                self.monthly_reports,
                region="global",
                property="monthly_reports",
                unit="report",
            )
