"""EC2 instance hours: shared by instances, Auto Scaling groups and Elastic Beanstalk environments."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from pricing.costs import Amount, CostComponent, hourly, needs, usage

OPERATING_SYSTEMS: Mapping[str, str] = {
    "linux": "Linux without a licence fee: Amazon Linux, Ubuntu, Debian and others.",
    "windows": "Windows Server, licence included.",
    "rhel": "Red Hat Enterprise Linux, subscription included.",
    "suse": "SUSE Linux Enterprise Server, subscription included.",
}
_SHORT = {"linux": "Linux", "windows": "Windows", "rhel": "RHEL", "suse": "SLES"}

BURSTABLE = ("t2", "t3", "t3a", "t4g")
"""Families of instance types that earn and spend CPU credits."""

MONITORING_METRICS = 7
"""Metrics that detailed monitoring publishes for each instance, billed as custom metrics."""

WHOLE_MONTH = "Leave empty for the whole month."


def operating_system_name(operating_system: str | None) -> str:
    """The name in short: "Windows", "SLES"; "Linux" where none is chosen."""
    return _SHORT.get(operating_system or "linux", operating_system or "")


def instance_hours(
    instance_type: str | None,
    operating_system: str | None,
    count: Amount,
    hours: Decimal | None = None,
    property: str = "instances",
) -> CostComponent:
    """On-demand hours of ``count`` instances; "needs input" without an instance type."""
    if not instance_type:
        return needs("Instance hours", "", "instance_type", "Choose an instance type.")
    system = operating_system or "linux"
    return hourly(
        f"Instance hours ({instance_type}, {operating_system_name(system)})",
        f"ec2.instance.{instance_type}.{system}.ondemand",
        count,
        hours=hours,
        property=property,
    )


def detailed_monitoring(count: Decimal | int | None, property: str = "instances") -> CostComponent:
    """One-minute metrics of ``count`` instances; "needs input" while their number is not known."""
    return usage(
        "Detailed monitoring",
        "cloudwatch.metrics",
        None if count is None else MONITORING_METRICS * count,
        property=property,
        reason=f"{MONITORING_METRICS} metrics for each instance.",
    )
