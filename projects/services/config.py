"""AWS Config."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, included, usage
from projects.place import Place
from projects.properties import Choice, Count, Flag, Quantity
from projects.service import Service


class Config(Service):
    """The recorder of configurations, and the rules that judge them."""

    name = "config"
    label = "Config"
    official = "AWS Config"
    billed_as = "AWS Config"
    summary = "Records how resources are configured and judges them by rules."
    category = "Management"
    synonyms = ("compliance", "configuration recorder", "drift", "conformance pack", "rules", "aws config")
    cloudformation = "AWS::Config::ConfigurationRecorder"
    icon = "aws_config"
    scope = "region"
    inside = ("region",)
    links: ClassVar = {
        "deliver": ("s3_bucket", "sns_topic", "cloudwatch", "eventbridge", "security_hub"),
        "event": ("lambda_function", "systems_manager", "eventbridge"),
    }

    recorder: bool | None = Flag("Configuration recorder", default=True)
    recording_frequency: str | None = Choice(
        "Recording",
        {
            "continuous": "Each change, as it happens.",
            "daily": "One item a day for each changed resource; dearer by the item.",
        },
        default="continuous",
    )
    rules: int | None = Count("Rules", help="Billed by evaluation, not by rule.")
    organization_rules: bool | None = Flag("Organization rules", help="In all accounts of the organization.")
    monthly_items: Decimal | None = Quantity(
        "Configuration items", unit="items/month", typical=(1_000, 20_000, 200_000)
    )
    monthly_custom_items: Decimal | None = Quantity(
        "Custom configuration items",
        unit="items/month",
        help="Of third-party resources, billed like others.",
        typical=(100, 1_000, 10_000),
    )
    monthly_rule_evaluations: Decimal | None = Quantity(
        "Rule evaluations", unit="evaluations/month", typical=(2_000, 50_000, 600_000)
    )
    monthly_conformance_pack_evaluations: Decimal | None = Quantity(
        "Conformance pack evaluations", unit="evaluations/month", typical=(1_000, 20_000, 300_000)
    )

    def fact(self) -> str:
        return "" if not self.rules else f"{self.rules:,} rule{'s' if self.rules > 1 else ''}"

    def costs(self, place: Place) -> Iterator[CostComponent]:
        parts = tuple(self._parts())
        yield from parts or (included("Config", "Nothing is recorded or evaluated here."),)

    def _parts(self) -> Iterator[CostComponent]:
        daily = self.recording_frequency == "daily"
        key = "config.items.daily" if daily else "config.items"
        words = " (daily)" if daily else ""
        if self.recorder is not False or self.monthly_items is not None:
            yield usage(f"Configuration items{words}", key, self.monthly_items, property="monthly_items")
        if self.monthly_custom_items is not None:
            name = f"Custom configuration items{words}"
            yield usage(name, key, self.monthly_custom_items, property="monthly_custom_items")
        if self.rules or self.monthly_rule_evaluations is not None:
            yield usage(
                "Rule evaluations",
                "config.rule_evaluations",
                self.monthly_rule_evaluations,
                property="monthly_rule_evaluations",
            )
        if self.monthly_conformance_pack_evaluations is not None:
            yield usage(
                "Conformance pack evaluations",
                "config.conformance_pack_evaluations",
                self.monthly_conformance_pack_evaluations,
                property="monthly_conformance_pack_evaluations",
            )
