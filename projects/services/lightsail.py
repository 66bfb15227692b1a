"""Amazon Lightsail."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, hourly, needs, usage
from projects.billing.instances import WHOLE_MONTH
from projects.place import Place
from projects.properties import Choice, Count, Quantity, Text
from projects.service import Service

_INSTANCE = {"kind": ("instance",)}


class Lightsail(Service):
    """Small virtual servers and what goes with them, sold in bundles at a monthly price."""

    name = "lightsail"
    label = "Lightsail"
    official = "Amazon Lightsail"
    billed_as = "Amazon Lightsail"
    summary = "A virtual server, database or container service in a bundle at a fixed monthly price."
    category = "Compute"
    synonyms = ("lightsail", "vps", "virtual private server", "bundle", "small server", "wordpress")
    cloudformation = "AWS::Lightsail::Instance"
    icon = "lightsail_instance"
    scope = "zone"
    inside = ("availability_zone", "region")
    links: ClassVar = {
        "traffic": ("lightsail", "s3_bucket", "dynamodb_table", "rds_instance", "internet"),
        "mount": ("efs_file_system",),
    }

    kind: str | None = Choice(
        "Kind",
        {
            "instance": "A virtual server.",
            "database": "A managed MySQL or PostgreSQL database.",
            "container_service": "Containers on nodes of one size.",
            "load_balancer": "A load balancer for its servers.",
            "bucket": "Object storage.",
            "distribution": "A content delivery network.",
            "disk": "Additional block storage.",
        },
        default="instance",
    )
    bundle: str | None = Text("Bundle", help="Its id, such as small_3_0 or micro_2_0.", pattern=r"[a-z0-9_]+")
    operating_system: str | None = Choice(
        "Operating system",
        {"linux": "Linux and Unix.", "windows": "Windows Server, in bundles of its own."},
        default="linux",
        when=_INSTANCE,
    )
    instances: int | None = Count("Number", default=1, help="How many equal ones.", typical=(1, 2, 5))
    disk_gb: Decimal | None = Quantity(
        "Additional disk", unit="GiB", high=16_384, help="Of each server.", typical=(8, 32, 256)
    )
    snapshot_gb: Decimal | None = Quantity(
        "Snapshots stored", unit="GB", group="Usage", typical=(10, 40, 200)
    )
    data_transfer_overage_gb: Decimal | None = Quantity(
        "Transfer above the bundle",
        unit="GB/month",
        help="Out; the bundle includes some TB.",
        typical=(0, 0, 500),
    )
    hours_per_month: Decimal | None = Quantity(
        "Running hours", unit="hours/month", high=744, help=WHOLE_MONTH, typical=(730, 730, 730)
    )

    def fact(self) -> str:
        return self.bundle or ""

    def costs(self, place: Place) -> Iterator[CostComponent]:
        kind = self.kind or "instance"
        if kind == "disk":
            missing = "disk_gb" if self.disk_gb is None else "instances"
            amount = None if self.disk_gb is None or self.instances is None else self.disk_gb * self.instances
            yield usage("Disk", "lightsail.disk", amount, property=missing, unit="GB-month")
        else:
            yield self._bundle(kind)
            if self.disk_gb is not None:
                amount = None if self.instances is None else self.disk_gb * self.instances
                yield usage(
                    "Additional disk", "lightsail.disk", amount, property="instances", unit="GB-month"
                )
        if self.snapshot_gb is not None:
            yield usage(
                "Snapshots", "lightsail.snapshot", self.snapshot_gb, property="snapshot_gb", unit="GB-month"
            )
        if self.data_transfer_overage_gb is not None:
            yield usage(
                "Data transfer above the bundle",
                "lightsail.data_transfer",
                self.data_transfer_overage_gb,
                property="data_transfer_overage_gb",
                unit="GB",
            )

    def _bundle(self, kind: str) -> CostComponent:
        """Bundles are billed by the hour, up to the month's price."""
        if kind == "load_balancer":
            name, key = "Load balancer hours", "lightsail.load_balancer"
        elif not self.bundle:
            return needs("Bundle", "", "bundle", "Give the bundle.")
        else:
            system = "Windows" if self.operating_system == "windows" else "Linux"
            words = f"{self.bundle}, {system}" if kind == "instance" else self.bundle
            name, key = f"{_NAMES[kind]} ({words})", f"lightsail.{kind}.{self.bundle}"
        return hourly(
            name, key, self.instances, hours=self.hours_per_month, property="instances", unit="hour"
        )


_NAMES = {
    "instance": "Virtual server hours",
    "database": "Database hours",
    "container_service": "Container node hours",
    "bucket": "Bucket hours",
    "distribution": "Distribution hours",
}
