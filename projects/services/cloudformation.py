"""AWS CloudFormation."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, included, usage
from projects.place import Place
from projects.properties import Choice, Count, Flag, Quantity
from projects.service import Service


class Cloudformation(Service):
    """Templates that create and update the architecture; only third-party extensions are billed."""

    name = "cloudformation"
    label = "CloudFormation"
    official = "AWS CloudFormation"
    billed_as = "AWS CloudFormation"
    summary = "Creates and updates the whole architecture from templates, as stacks."
    category = "Management"
    synonyms = ("infrastructure as code", "iac", "stack", "stack set", "template", "cloud formation", "cfn")
    cloudformation = "AWS::CloudFormation::Stack"
    icon = "cloudformation"
    scope = "region"
    inside = ("region",)
    links: ClassVar = {
        "event": ("sns_topic", "eventbridge", "lambda_function"),
        "associate": ("*",),
    }

    kind: str | None = Choice(
        "Kind",
        {"stack": "One Region of one account.", "stack_set": "Stacks in several accounts and Regions."},
        default="stack",
    )
    resources: int | None = Count("Resources in a stack", high=500, help="500 at most.")
    third_party: bool | None = Flag(
        "Third-party resource types", help="Extensions outside AWS::, Alexa:: and Custom::; also hooks."
    )
    monthly_third_party_operations: Decimal | None = Quantity(
        "Handler operations of third-party types",
        unit="operations/month",
        help="Each create, read, update, delete, list or hook call.",
        typical=(500, 5_000, 50_000),
    )
    monthly_third_party_seconds: Decimal | None = Quantity(
        "Handler time above 30 s an operation", unit="seconds/month", typical=(0, 3_600, 36_000)
    )

    def fact(self) -> str:
        return "StackSet" if self.kind == "stack_set" else ""

    def costs(self, place: Place) -> Iterator[CostComponent]:
        reason = "Free for AWS's own resource types."
        yield included("Stacks", reason, "cloudformation.aws_types.free")
        if self.third_party or self.monthly_third_party_operations is not None:
            yield usage(
                "Third-party handler operations",
                "cloudformation.third_party.operations",
                self.monthly_third_party_operations,
                property="monthly_third_party_operations",
            )
        if self.monthly_third_party_seconds is not None:
            yield usage(
                "Third-party handler time above 30 s",
                "cloudformation.third_party.duration",
                self.monthly_third_party_seconds,
                property="monthly_third_party_seconds",
            )
