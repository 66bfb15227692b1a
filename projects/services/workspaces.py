"""Amazon WorkSpaces."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, needs, usage
from projects.place import Place
from projects.properties import Choice, Count, Flag, Nodes, Quantity
from projects.service import Service


class Workspaces(Service):
    """Desktops for people, kept in a VPC and billed by the month or the hour."""

    name = "workspaces"
    label = "WorkSpaces"
    official = "Amazon WorkSpaces"
    billed_as = "Amazon WorkSpaces"
    summary = "Desktops for people that run in AWS, billed by the month or by the hour."
    category = "End user computing"
    synonyms = ("workspaces", "virtual desktop", "vdi", "desktop", "daas", "remote desktop", "workspace")
    cloudformation = "AWS::WorkSpaces::Workspace"
    icon = "workspaces_desktop"
    scope = "vpc"
    inside = ("vpc", "subnet")
    links: ClassVar = {
        "traffic": (
            "directory_service",
            "internet_gateway",
            "nat_gateway",
            "ec2_instance",
            "application_load_balancer",
            "s3_bucket",
            "internet",
        ),
        "mount": ("fsx", "efs_file_system"),
    }

    desktops: int | None = Count("Desktops", low=0, typical=(10, 100, 1_000))
    bundle: str | None = Choice(
        "Bundle",
        {
            "value": "1 vCPU, 2 GB.",
            "standard": "2 vCPU, 4 GB.",
            "performance": "2 vCPU, 8 GB.",
            "power": "4 vCPU, 16 GB.",
            "powerpro": "8 vCPU, 32 GB.",
            "general_purpose_4xlarge": "16 vCPU, 64 GB.",
            "general_purpose_8xlarge": "32 vCPU, 128 GB.",
            "graphics_g4dn": "4 vCPU, 16 GB and a GPU.",
            "graphicspro_g4dn": "16 vCPU, 64 GB and a GPU.",
        },
        default="standard",
    )
    operating_system: str | None = Choice(
        "Operating system",
        {
            "windows": "Windows, licence included.",
            "windows_byol": "Windows with licences of your own.",
            "amazon_linux": "Amazon Linux.",
            "ubuntu": "Ubuntu.",
            "rocky_linux": "Rocky Linux.",
            "rhel": "Red Hat Enterprise Linux.",
        },
        default="windows",
    )
    running_mode: str | None = Choice(
        "Running mode",
        {
            "always_on": "Billed by the month.",
            "auto_stop": "A small monthly fee, and each hour of use.",
        },
        default="always_on",
    )
    volumes: str | None = Choice(
        "Volumes",
        {
            "80_10": "80 GB root, 10 GB user.",
            "80_50": "80 GB root, 50 GB user.",
            "80_100": "80 GB root, 100 GB user.",
            "175_100": "175 GB root, 100 GB user.",
        },
        default="80_50",
    )
    subnets: tuple[str, ...] = Nodes("Subnets", ("subnet",), help="Two, in different zones.")
    encrypted: bool | None = Flag("Volumes encrypted")
    hours_each: Decimal | None = Quantity(
        "Hours of use of each desktop",
        unit="hours/month",
        high=744,
        when={"running_mode": ("auto_stop",)},
        typical=(20, 40, 60),
    )
    added_storage_gb: Decimal | None = Quantity(
        "Storage beyond the bundle's",
        unit="GB",
        group="Usage",
        help="Of each desktop, as far as its volumes are larger than the bundle's own.",
    )

    def fact(self) -> str:
        count = "" if self.desktops is None else f"{self.desktops:,} × "
        return f"{count}{(self.bundle or '').replace('_', ' ')}".strip()

    def costs(self, place: Place) -> Iterator[CostComponent]:
        for field, text in _ASKED:
            if getattr(self, field) is None:
                yield needs("Desktops", "", field, text)
                return
        key = f"workspaces.{self.operating_system}.{self.bundle}.{self.volumes}"
        words = f"{self.bundle}, {self.operating_system}".replace("_", " ")
        if self.running_mode == "always_on":
            name = f"Desktops ({words})"
            yield usage(name, f"{key}.month", self.desktops, property="desktops", unit="desktop-month")
        else:
            name = f"Desktops, monthly fee ({words}, auto stop)"
            fee = f"{key}.auto_stop.month"
            yield usage(name, fee, self.desktops, property="desktops", unit="desktop-month")
            name = f"Desktops, hours of use ({words}, auto stop)"
            field = "desktops" if self.desktops is None else "hours_each"
            hours = f"{key}.auto_stop.hour"
            yield usage(name, hours, self.hours_each, count=self.desktops, property=field, unit="hour")
        if self.added_storage_gb is not None:
            unsaid = "desktops" if self.desktops is None else "added_storage_gb"
            name, amount = "Storage beyond the bundle's", self.added_storage_gb
            yield usage(
                name, "workspaces.storage", amount, count=self.desktops, property=unsaid, unit="GB-month"
            )


_ASKED = (
    ("bundle", "Choose a bundle."),
    ("operating_system", "Choose an operating system."),
    ("running_mode", "Choose a running mode."),
    ("volumes", "Choose the volumes."),
)
