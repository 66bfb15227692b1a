"""What databases share in billing: old versions, Performance Insights, CPU credits, cluster volumes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import ROUND_CEILING, Decimal
from typing import Any, Protocol

from pricing.costs import Amount, CostComponent, hourly, included, needs, storage, usage
from projects.properties import Choice, Count, Quantity

VERSION_SUPPORT: Mapping[str, str] = {
    "standard": "A version in standard support, at no extra charge.",
    "extended_year_1_2": "A version in its first or second year of extended support.",
    "extended_year_3": "A version in its third year of extended support.",
}

STORAGE_CONFIGURATIONS: Mapping[str, str] = {
    "standard": "I/O requests are billed apart.",
    "io_optimized": "No charge for I/O; instances and storage cost more.",
}
"""How the volume of an Aurora, DocumentDB or Neptune cluster is billed."""

_YEARS = {"extended_year_1_2": "year1", "extended_year_3": "year3"}
_NAMES = {"extended_year_1_2": "years 1 and 2", "extended_year_3": "year 3"}

FREE_INSIGHTS_DAYS = 7
LONG_INSIGHTS_DAYS = 731
"""The two years for which the list has a rate; shorter paid retentions have rates of their own."""
_MONTH_OF_DAYS = 31

ZERO = Decimal(0)


def vcpus_of(instance_class: str | None) -> int | None:
    """vCPUs of a class such as "db.m7g.large", as of the EC2 type of that name; None where not known."""
    from pricing.instances import instance

    words = (instance_class or "").split(".")
    found = instance(".".join(words[1:])) if len(words) == 3 else None
    return None if found is None else found.vcpu


def vcpu_count() -> Any:
    """The field ``vcpus``; empty where the class tells."""
    return Count(
        "vCPUs of the class",
        low=1,
        high=512,
        help="For what is billed for each; empty: those of the class.",
        typical=(2, 4, 16),
    )


def version_support() -> Any:
    """The field ``version_support``."""
    return Choice("Version support", VERSION_SUPPORT, default="standard")


def surplus_credits() -> Any:
    """The field ``surplus_vcpu_hours``."""
    return Quantity(
        "Surplus CPU credits",
        unit="vCPU-hours/month",
        help="Burstable classes above their baseline, all instances together.",
    )


def extended_support(
    service: str,
    support: str | None,
    vcpus: int | None,
    instances: int | None,
    hours: Amount = None,
    count_property: str = "instances",
) -> Iterator[CostComponent]:
    """A charge for each vCPU and hour of old engine versions; ``service`` is "rds" or "aurora"."""
    if support not in _YEARS:
        return
    known = vcpus is not None and instances is not None
    yield hourly(
        f"Extended support ({_NAMES[support]})",
        f"{service}.extended_support.{_YEARS[support]}",
        Decimal(vcpus or 0) * (instances or 0) if known else None,
        hours=hours,
        property=count_property if instances is None else "vcpus",
        reason="Billed for each vCPU of each instance.",
        unit="vCPU-hour",
    )


def extended_support_of_capacity(
    service: str, support: str | None, units: Amount, property: str, hours: Amount = None
) -> Iterator[CostComponent]:
    """Extended support of a serverless cluster, billed for each capacity unit."""
    if support in _YEARS:
        key = f"{service}.extended_support.{_YEARS[support]}.acu"
        name = f"Extended support ({_NAMES[support]}, serverless)"
        yield hourly(name, key, units, hours=hours, property=property, unit="ACU-hour")


class _Insights(Protocol):
    """A service with Performance Insights."""

    @property
    def instance_class(self) -> str | None: ...

    @property
    def performance_insights_retention_days(self) -> int | None: ...

    @property
    def monthly_performance_insights_requests(self) -> Decimal | None: ...


def insights_retention() -> Any:
    """The field ``performance_insights_retention_days``."""
    return Count(
        "Performance Insights retention",
        unit="days",
        high=LONG_INSIGHTS_DAYS,
        help="7 days are free; 731 are two years.",
    )


def insights_requests() -> Any:
    """The field ``monthly_performance_insights_requests``."""
    return Quantity(
        "Performance Insights API requests",
        unit="requests/month",
        help="Above the million that is free.",
    )


def performance_insights(
    service: _Insights,
    vcpus: int | None,
    instances: int | None,
    count_property: str = "instances",
    capacity_units: Decimal | None = None,
    serverless: bool = False,
) -> Iterator[CostComponent]:
    """Retention beyond the free days, and API requests beyond the free ones.

    Retention is billed for each vCPU of each instance, of a serverless cluster for its capacity units.
    """
    days = service.performance_insights_retention_days
    if days is not None and days > FREE_INSIGHTS_DAYS and (serverless or instances != 0):
        name = "Performance Insights (long retention)"
        months = int((Decimal(days) / _MONTH_OF_DAYS).to_integral_value(ROUND_CEILING))
        length = "" if days >= LONG_INSIGHTS_DAYS else f".{months}_months"
        family = (service.instance_class or "").removeprefix("db.").partition(".")[0]
        if serverless:
            key, unit = f"rds.performance_insights.serverless{length}", "ACU-month"
            yield usage(name, key, capacity_units, property="acu", unit=unit)
        elif not family:
            yield needs(name, "", "instance_class", "Its price depends on the instance class.")
        else:
            yield usage(
                name,
                f"rds.performance_insights.{family}{length}",
                vcpus,
                count=instances,
                property=count_property if instances is None else "vcpus",
                reason="Billed for each vCPU of each instance.",
                unit="vCPU-month",
            )
    requests = service.monthly_performance_insights_requests
    if requests is not None:
        yield usage(
            "Performance Insights (API requests)",
            "rds.performance_insights.requests",
            requests,
            property="monthly_performance_insights_requests",
            unit="request",
        )


class _ClusterVolume(Protocol):
    """A cluster whose instances share one volume that grows by itself."""

    @property
    def storage_configuration(self) -> str | None: ...

    @property
    def storage_gb(self) -> Decimal | None: ...

    @property
    def monthly_ios(self) -> Decimal | None: ...

    @property
    def reads_per_s(self) -> Decimal | None: ...

    @property
    def writes_per_s(self) -> Decimal | None: ...


def volume_costs(service: _ClusterVolume, prefix: str, hours: Decimal) -> Iterator[CostComponent]:
    """Storage and I/O requests; ``prefix`` begins their keys, ``hours`` is the length of the month."""
    optimized = service.storage_configuration == "io_optimized"
    name, kind = ("I/O-Optimized", "io_optimized") if optimized else ("Standard", "standard")
    yield storage(f"Storage ({name})", f"{prefix}.storage.{kind}", service.storage_gb, property="storage_gb")
    if optimized:
        yield included("I/O requests", "Included in I/O-Optimized.")
        return
    yield usage("I/O requests", f"{prefix}.io", monthly_ios(service, hours), property="monthly_ios")


def monthly_ios(service: _ClusterVolume, hours: Decimal) -> Decimal | None:
    """I/O requests a month: as given, else from the requests a second; None while neither is known."""
    if service.monthly_ios is not None:
        return service.monthly_ios
    if service.reads_per_s is None and service.writes_per_s is None:
        return None
    return ((service.reads_per_s or ZERO) + (service.writes_per_s or ZERO)) * 3600 * hours
