"""EC2 instance hours and what comes with them: shared by all that runs on EC2 instances."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from pricing.costs import Amount, CostComponent, hourly, included, needs, usage
from projects.billing.purchasing import COMPUTE_PLANS, ON_DEMAND, Capacity, Purchase, capacity_lines

OPERATING_SYSTEMS: Mapping[str, str] = {
    "linux": "Linux without a licence fee: Amazon Linux, Ubuntu, Debian and others.",
    "windows": "Windows Server, licence included.",
    "rhel": "Red Hat Enterprise Linux, subscription included.",
    "suse": "SUSE Linux Enterprise Server, subscription included.",
}
_SHORT = {"linux": "Linux", "windows": "Windows", "rhel": "RHEL", "suse": "SLES"}

TENANCIES: Mapping[str, str] = {
    "default": "Hardware shared with other accounts.",
    "dedicated": "Hardware of this account alone.",
    "host": "A Dedicated Host of yours, drawn and billed on its own.",
}

CPU_CREDITS: Mapping[str, str] = {
    "standard": "Slows down to its baseline when the credits are used up.",
    "unlimited": "Bursts on at a price for each vCPU-hour above the baseline.",
}

BURSTABLE = ("t2", "t3", "t3a", "t4g")
"""Families of instance types that earn and spend CPU credits."""

PAID_EBS_OPTIMIZATION = frozenset(
    {
        *("c1.xlarge", "c3.xlarge", "c3.2xlarge", "c3.4xlarge", "g2.2xlarge"),
        *("i2.xlarge", "i2.2xlarge", "i2.4xlarge", "m1.large", "m1.xlarge", "m2.2xlarge", "m2.4xlarge"),
        *("m3.xlarge", "m3.2xlarge", "r3.xlarge", "r3.2xlarge", "r3.4xlarge"),
    }
)
"""Types of old families whose EBS optimization is billed by the hour; the newer ones include it."""

MONITORING_METRICS = 7
"""Metrics that detailed monitoring publishes for each instance, billed as custom metrics."""

WHOLE_MONTH = "Leave empty for the whole month."


def operating_system_name(operating_system: str | None) -> str:
    """The name in short: "Windows", "SLES"; "Linux" where none is chosen."""
    return _SHORT.get(operating_system or "linux", operating_system or "")


@dataclass(frozen=True, slots=True)
class Fleet:
    """``count`` equal instances; None where their number is not known.

    ``property`` names the property that holds their number, ``type_property`` that of their type.
    """

    instance_type: str | None
    operating_system: str | None
    count: Amount
    hours: Decimal | None = None
    property: str = "instances"
    purchase: Purchase = ON_DEMAND
    tenancy: str | None = None
    type_property: str = "instance_type"


def fleet_hours(fleet: Fleet) -> Iterator[CostComponent]:
    """Their hours under their purchase option and tenancy; "needs input" without an instance type."""
    if fleet.tenancy == "host":
        yield included("Instance hours", "On a Dedicated Host, which is billed as a whole.")
        return
    if not fleet.instance_type:
        yield needs("Instance hours", "", fleet.type_property, "Choose an instance type.")
        return
    system = fleet.operating_system or "linux"
    dedicated = fleet.tenancy == "dedicated"
    words = [fleet.instance_type, operating_system_name(system), *(["dedicated"] if dedicated else [])]
    stem = f"ec2.instance.{fleet.instance_type}.{system}" + (".dedicated" if dedicated else "")
    capacity = Capacity(
        "Instance hours",
        ", ".join(words),
        stem,
        fleet.count,
        fleet.hours,
        fleet.property,
        plans=COMPUTE_PLANS,
    )
    yield from capacity_lines(capacity, fleet.purchase)


def instance_hours(
    instance_type: str | None,
    operating_system: str | None,
    count: Amount,
    hours: Decimal | None = None,
    property: str = "instances",
) -> CostComponent:
    """On-demand hours of ``count`` instances; "needs input" without an instance type."""
    fleet = Fleet(instance_type, operating_system, count, hours, property)
    return next(iter(fleet_hours(fleet)))


def ebs_optimization(fleet: Fleet) -> Iterator[CostComponent]:
    """The hourly extra of old instance types; nothing for those that include it."""
    if fleet.instance_type in PAID_EBS_OPTIMIZATION:
        yield hourly(
            f"EBS optimization ({fleet.instance_type})",
            f"ec2.ebs_optimized.{fleet.instance_type}",
            fleet.count,
            hours=fleet.hours,
            property=fleet.property,
            unit="hour",
        )


def surplus_credits(
    fleet: Fleet, vcpu_hours: Decimal | None, property: str = "surplus_vcpu_hours"
) -> Iterator[CostComponent]:
    """vCPU-hours above the baseline of all instances in unlimited mode; nothing for other families."""
    family = (fleet.instance_type or "").partition(".")[0]
    if family not in BURSTABLE:
        return
    # T4g runs on Arm, which Windows Server does not.
    system = "windows" if fleet.operating_system == "windows" and family != "t4g" else "linux"
    yield usage(
        "Surplus CPU credits",
        f"ec2.cpu_credits.{family}.{system}",
        vcpu_hours,
        property=property,
        unit="vCPU-hour",
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


def dedicated_region_fee(
    tenancy: str | None, borne_here: bool | None, property: str = "dedicated_region_fee"
) -> Iterator[CostComponent]:
    """The hourly fee of a Region with Dedicated Instances: once for all of them, on one node's lines."""
    if tenancy != "dedicated" or borne_here is False:
        return
    name, key = "Dedicated Instances in the Region", "ec2.dedicated.region_fee"
    reason = "Billed once for the whole Region."
    if borne_here:
        yield hourly(name, key, reason=reason, unit="hour")
    else:
        yield needs(name, key, property, f"{reason} Say yes on one icon, no on the others.")
