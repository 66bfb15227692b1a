"""What RDS bills by engine, licence and storage: the names of its rates, included IOPS, least sizes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from pricing.costs import Amount, CostComponent, needs, not_priced, usage

ENGINES: Mapping[str, str] = {
    "mysql": "MySQL Community.",
    "postgres": "PostgreSQL.",
    "mariadb": "MariaDB.",
    "oracle-ee": "Oracle Enterprise Edition; bring your own licence.",
    "oracle-ee-cdb": "Oracle Enterprise Edition as a container database; bring your own licence.",
    "oracle-se2": "Oracle Standard Edition Two.",
    "oracle-se2-cdb": "Oracle Standard Edition Two as a container database.",
    "oracle-se1": "Oracle Standard Edition One; retired, use Standard Edition Two.",
    "sqlserver-ee": "SQL Server Enterprise.",
    "sqlserver-se": "SQL Server Standard.",
    "sqlserver-web": "SQL Server Web, for public web sites only.",
    "sqlserver-ex": "SQL Server Express, free of licence fees, up to 10 GB a database.",
    "sqlserver-dev-ee": "SQL Server Developer, not for production.",
    "db2-ae": "Db2 Advanced.",
    "db2-se": "Db2 Standard.",
    "db2-ce": "Db2 Community, small and free of licence fees.",
    "custom-oracle-ee": "RDS Custom for Oracle Enterprise Edition; bring your own licence.",
    "custom-oracle-se2": "RDS Custom for Oracle Standard Edition Two; bring your own licence.",
    "custom-sqlserver-ee": "RDS Custom for SQL Server Enterprise.",
    "custom-sqlserver-se": "RDS Custom for SQL Server Standard.",
    "custom-sqlserver-web": "RDS Custom for SQL Server Web.",
    "custom-sqlserver-dev": "RDS Custom for SQL Server Developer; your own media.",
}

ENGINE_NAMES: Mapping[str, str] = {
    "mysql": "MySQL",
    "postgres": "PostgreSQL",
    "mariadb": "MariaDB",
    "oracle-ee": "Oracle EE",
    "oracle-ee-cdb": "Oracle EE",
    "oracle-se2": "Oracle SE2",
    "oracle-se2-cdb": "Oracle SE2",
    "oracle-se1": "Oracle SE1",
    "sqlserver-ee": "SQL Server EE",
    "sqlserver-se": "SQL Server SE",
    "sqlserver-web": "SQL Server Web",
    "sqlserver-ex": "SQL Server Express",
    "sqlserver-dev-ee": "SQL Server Developer",
    "db2-ae": "Db2 AE",
    "db2-se": "Db2 SE",
    "db2-ce": "Db2 CE",
    "custom-oracle-ee": "Custom Oracle EE",
    "custom-oracle-se2": "Custom Oracle SE2",
    "custom-sqlserver-ee": "Custom SQL Server EE",
    "custom-sqlserver-se": "Custom SQL Server SE",
    "custom-sqlserver-web": "Custom SQL Server Web",
    "custom-sqlserver-dev": "Custom SQL Server Developer",
}

LICENSES: Mapping[str, str] = {
    "included": "In the price, or the engine is free.",
    "byol": "Bring your own licence; no longer offered for SQL Server outside RDS Custom.",
    "marketplace": "By the hour from AWS Marketplace (Db2).",
}

_RATE_ENGINES: Mapping[str, Mapping[str, str]] = {
    "mysql": {"included": "mysql"},
    "postgres": {"included": "postgresql"},
    "mariadb": {"included": "mariadb"},
    "oracle-ee": {"byol": "oracle_ee_byol"},
    "oracle-ee-cdb": {"byol": "oracle_ee_byol"},
    "oracle-se2": {"included": "oracle_se2_li", "byol": "oracle_se2_byol"},
    "oracle-se2-cdb": {"included": "oracle_se2_li", "byol": "oracle_se2_byol"},
    "oracle-se1": {"included": "oracle_se1_li", "byol": "oracle_se1_byol"},
    "sqlserver-ee": {"included": "sqlserver_ee", "byol": "sqlserver_ee_byol"},
    "sqlserver-se": {"included": "sqlserver_se", "byol": "sqlserver_se_byol"},
    "sqlserver-web": {"included": "sqlserver_web"},
    "sqlserver-ex": {"included": "sqlserver_express"},
    "sqlserver-dev-ee": {"included": "sqlserver_dev_ee"},
    "db2-ae": {"byol": "db2_byol", "marketplace": "db2_ae_marketplace"},
    "db2-se": {"byol": "db2_byol", "marketplace": "db2_se_marketplace"},
    "db2-ce": {"included": "db2_ce"},
    "custom-oracle-ee": {"byol": "custom_oracle_ee_byol"},
    "custom-oracle-se2": {"byol": "custom_oracle_se2_byol"},
    "custom-sqlserver-ee": {"included": "custom_sqlserver_ee", "byol": "custom_sqlserver_ee_byol"},
    "custom-sqlserver-se": {"included": "custom_sqlserver_se", "byol": "custom_sqlserver_se_byol"},
    "custom-sqlserver-web": {"included": "custom_sqlserver_web", "byol": "custom_sqlserver_web_byol"},
    "custom-sqlserver-dev": {"byol": "custom_sqlserver_dev_byol"},
}
"""Engine -> licence -> as the price list names it; the first licence is the usual one."""

_LICENSE_WORDS: Mapping[str | None, str] = {
    "included": "licence included",
    "byol": "own licence",
    "marketplace": "licence by the hour",
}

SEVERAL_LICENSES = tuple(engine for engine, licenses in _RATE_ENGINES.items() if len(licenses) > 1)
DEPLOYMENTS: Mapping[str, str] = {
    "single_az": "Single-AZ",
    "multi_az": "Multi-AZ",
    "multi_az_cluster": "Multi-AZ cluster",
}

LEAST_PROVISIONED_GIB, LEAST_PROVISIONED_IOPS = Decimal(100), Decimal(1000)
"""The smallest io1 or io2 volume of a database."""

_LARGE_GIB = {"oracle": 200}
"""From this size gp3 includes four times as much; 400 GiB for most engines, never for SQL Server."""


def rate_engine(engine: str | None, license: str | None) -> str:
    """The engine with its licence as the price list names it; empty for an engine that RDS does not have.

    A licence that the engine does not come with, left from another engine, does not count.
    """
    licenses = _RATE_ENGINES.get(engine or "", {})
    return licenses.get(license or "") or next(iter(licenses.values()), "")


def engine_words(engine: str, license: str | None) -> str:
    """The engine for a line's name, with its licence where there are several: "Oracle SE2, own licence"."""
    licenses = _RATE_ENGINES.get(engine, {})
    words = ENGINE_NAMES.get(engine, engine)
    if len(licenses) < 2:
        return words
    return f"{words}, {_LICENSE_WORDS[license if license in licenses else next(iter(licenses))]}"


def included_gp3(engine: str | None, size_gib: Decimal | None) -> tuple[int, int]:
    """IOPS and MiB/s in the price of gp3 storage; more on sizes that RDS stripes over four volumes."""
    family = (engine or "").removeprefix("custom-").partition("-")[0]
    striped = family != "sqlserver" and (size_gib or 0) >= _LARGE_GIB.get(family, 400)
    return (12_000, 500) if striped else (3_000, 125)


@dataclass(frozen=True, slots=True)
class DatabaseVolume:
    """The storage of ``count`` equal databases. ``title`` begins the names of its lines."""

    type: str | None
    size_gib: Decimal | None
    iops: int | None
    throughput_mibps: int | None
    monthly_ios: Decimal | None
    engine: str | None
    deployment: str
    count: Amount = 1
    count_property: str = "instances"
    title: str = ""

    def line(
        self,
        text: str,
        rate: str,
        amount: Decimal | int | None,
        field: str,
        reason: str = "",
        unit: str = "",
    ) -> CostComponent:
        """One billed part of it, for all databases; ``rate`` is the key without its ends."""
        words = f"{self.title} {text}" if self.title else text[:1].upper() + text[1:]
        return usage(
            f"{words} ({self.type}, {DEPLOYMENTS[self.deployment]})",
            f"rds.{rate}.{self.type}.{self.deployment}",
            amount,
            count=self.count,
            property=self.count_property if self.count is None else field,
            reason=reason,
            unit=unit,
        )


def database_volume_costs(volume: DatabaseVolume) -> Iterator[CostComponent]:
    """Storage, and what its type bills besides; "not priced" for types that the deployment does not have."""
    kind = volume.type
    if kind is None:
        yield needs("Storage", "", "storage_type", "Choose a storage type.")
    elif volume.deployment == "multi_az_cluster" and kind in ("gp2", "magnetic"):
        yield not_priced(f"Storage ({kind})", "Multi-AZ clusters use gp3, io1 or io2.")
    elif kind in ("io1", "io2"):
        size, iops = volume.size_gib, volume.iops
        size = None if size is None else max(size, LEAST_PROVISIONED_GIB)
        least = None if iops is None else max(Decimal(iops), LEAST_PROVISIONED_IOPS)
        yield volume.line("storage", "storage", size, "storage_gib", "At least 100 GB.")
        yield volume.line("provisioned IOPS", "iops", least, "iops", "At least 1,000.")
    else:
        yield volume.line("storage", "storage", volume.size_gib, "storage_gib")
        if kind == "gp3":
            yield from _above_included(volume)
        elif kind == "magnetic" and (volume.monthly_ios != 0 or volume.deployment == "single_az"):
            # The list has them for Single-AZ only; none are no reason to call an estimate incomplete.
            yield volume.line("I/O requests", "io", volume.monthly_ios, "monthly_ios", unit="request")


def _above_included(volume: DatabaseVolume) -> Iterator[CostComponent]:
    iops, throughput = included_gp3(volume.engine, volume.size_gib)
    if volume.iops is not None and volume.iops > iops:
        reason = f"{iops:,} are included."
        yield volume.line("provisioned IOPS", "iops", volume.iops - iops, "iops", reason)
    if volume.throughput_mibps is not None and volume.throughput_mibps > throughput:
        above, reason = volume.throughput_mibps - throughput, f"{throughput} MiB/s are included."
        yield volume.line("provisioned throughput", "throughput", above, "throughput_mibps", reason)
