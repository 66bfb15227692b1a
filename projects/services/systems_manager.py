"""AWS Systems Manager."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, hourly, included, usage
from projects.billing.instances import WHOLE_MONTH
from projects.place import Place
from projects.properties import Choice, Count, Quantity
from projects.service import Service


class SystemsManager(Service):
    """Operation of servers and settings; free for EC2, its advanced features are billed."""

    name = "systems_manager"
    label = "Systems Manager"
    official = "AWS Systems Manager"
    billed_as = "AWS Systems Manager"
    summary = "Patches, configures and opens sessions on servers, and keeps parameters."
    category = "Management"
    synonyms = ("ssm", "parameter store", "session manager", "patch manager", "run command", "appconfig")
    cloudformation = "AWS::SSM::Parameter"
    icon = "systems_manager"
    scope = "region"
    inside = ("region",)
    links: ClassVar = {
        "associate": ("ec2_instance", "auto_scaling_group", "on_premises_server", "server"),
        "traffic": ("ec2_instance", "on_premises_server", "secrets_manager"),
        "event": ("eventbridge", "sns_topic", "lambda_function"),
        "deliver": ("s3_bucket", "cloudwatch"),
    }

    instance_tier: str | None = Choice(
        "Tier of servers outside EC2",
        {
            "standard": "Up to 1,000 of an account and Region; free.",
            "advanced": "More than 1,000, and sessions with them; billed by the hour.",
        },
        default="standard",
    )
    instances: int | None = Count(
        "Servers outside EC2",
        help="Managed through hybrid activations.",
        when={"instance_tier": ("advanced",)},
        typical=(10, 100, 2_000),
    )
    hours_per_month: Decimal | None = Quantity(
        "Hours managed",
        unit="hours/month",
        high=744,
        help=WHOLE_MONTH,
        when={"instance_tier": ("advanced",)},
    )
    advanced_parameters: int | None = Count(
        "Advanced parameters", help="Larger, with policies; standard ones are free.", typical=(5, 50, 1_000)
    )
    parameter_hours_per_month: Decimal | None = Quantity(
        "Hours each advanced parameter is kept", unit="hours/month", high=744, help=WHOLE_MONTH
    )
    parameter_throughput: str | None = Choice(
        "Parameter throughput",
        {
            "standard": "Up to 40 a second; calls for standard parameters are free.",
            "higher": "Up to 10,000 a second; every call is billed.",
        },
        default="standard",
    )
    monthly_parameter_requests: Decimal | None = Quantity(
        "Parameter calls",
        unit="requests/month",
        help="Of advanced parameters; at higher throughput of all.",
        typical=(10_000, 500_000, 20_000_000),
    )
    monthly_opsitems: Decimal | None = Quantity("OpsItems", unit="OpsItems/month", typical=(50, 500, 5_000))
    monthly_automation_steps: Decimal | None = Quantity(
        "Automation steps", unit="steps/month", typical=(1_000, 100_000, 1_000_000)
    )
    automation_script_seconds: Decimal | None = Quantity(
        "Automation script time", unit="seconds/month", typical=(1_000, 10_000, 100_000)
    )
    monthly_appconfig_requests: Decimal | None = Quantity(
        "AppConfig requests", unit="requests/month", typical=(100_000, 5_000_000, 100_000_000)
    )
    monthly_configurations_received: Decimal | None = Quantity(
        "AppConfig configurations received",
        unit="configurations/month",
        typical=(1_000, 20_000, 500_000),
    )

    def fact(self) -> str:
        if self.instance_tier == "advanced" and self.instances:
            return f"{self.instances:,} advanced servers"
        return f"{self.advanced_parameters:,} advanced parameters" if self.advanced_parameters else ""

    def costs(self, place: Place) -> Iterator[CostComponent]:
        parts = (*self._servers(), *self._parameters(place), *self._others())
        yield from parts or (included("Systems Manager", "Free for EC2 instances and standard parameters."),)

    def _servers(self) -> Iterator[CostComponent]:
        if self.instance_tier == "advanced":
            yield hourly(
                "Advanced on-premises instances",
                "ssm.instance.advanced",
                self.instances,
                hours=self.hours_per_month,
                property="instances",
            )
        elif self.instances:
            yield included("Servers outside EC2", "Free in the standard tier.")

    def _parameters(self, place: Place) -> Iterator[CostComponent]:
        count, hours = self.advanced_parameters, self.parameter_hours_per_month
        if count is not None:
            months = Decimal(1) if hours is None else hours / place.hours_per_month
            name = "Advanced parameters"
            yield usage(name, "ssm.parameter.advanced", count * months, property="advanced_parameters")
        requests = self.monthly_parameter_requests
        if self.parameter_throughput == "higher":
            name = "Parameter API interactions (higher throughput)"
            key = "ssm.parameter.api.higher_throughput"
            yield usage(name, key, requests, property="monthly_parameter_requests")
        elif count:
            name = "Parameter API interactions (advanced)"
            key = "ssm.parameter.api.advanced"
            yield usage(name, key, requests, property="monthly_parameter_requests")
        elif requests is not None:
            reason = "Free for standard parameters at standard throughput."
            yield included("Parameter API interactions", reason)

    def _others(self) -> Iterator[CostComponent]:
        for name, key, field, unit in _OTHERS:
            amount = getattr(self, field)
            if amount is not None:
                yield usage(name, f"ssm.{key}", amount, property=field, unit=unit)


_OTHERS = (
    ("OpsItems", "opsitem", "monthly_opsitems", "OpsItem"),
    ("Automation steps", "automation.step", "monthly_automation_steps", "step"),
    ("Automation script time", "automation.script", "automation_script_seconds", "second"),
    ("AppConfig requests", "appconfig.request", "monthly_appconfig_requests", "request"),
    (
        "AppConfig configurations received",
        "appconfig.configuration_received",
        "monthly_configurations_received",
        "configuration",
    ),
)
"""What else is billed: name, the end of the rate key, property and unit."""
