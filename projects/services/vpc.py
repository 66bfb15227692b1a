"""Amazon VPC."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, hourly, usage
from projects.place import Place
from projects.properties import Choice, Count, Flag, Quantity, Text
from projects.service import Service

_DELIVERY = {
    "cloudwatch": ("CloudWatch Logs", "cloudwatch.logs.vended"),
    "s3": ("S3", "cloudwatch.logs.delivery_s3"),
    "firehose": ("Firehose", "firehose.ingest.vended_logs"),
}
"""What delivering logs to each destination is called and billed by."""


class Vpc(Service):
    """A virtual private cloud: a private network in one Region, across its zones."""

    name = "vpc"
    label = "VPC"
    official = "Amazon Virtual Private Cloud (VPC)"
    billed_as = "Amazon VPC"
    summary = "A private network of your own in one Region, spanning its Availability Zones."
    category = "Containers and groups"
    synonyms = ("virtual private cloud", "network", "virtual network", "vnet")
    cloudformation = "AWS::EC2::VPC"
    icon = "vpc"
    shape = "container"
    scope = "region"
    inside = ("region",)
    size = (720, 480)
    links: ClassVar = {"peer": ("vpc",), "attach": ("transit_gateway", "vpc_peering")}
    needs_no_price = "A VPC itself is not billed; what runs in it is."

    cidr: str | None = Text(
        "IPv4 CIDR block", pattern="cidr", help="A netmask from /16 to /28, such as 10.0.0.0/16."
    )
    secondary_cidrs: str | None = Text("Further IPv4 blocks", help="Separated by commas.")
    ipv6_cidr: str | None = Text("IPv6 CIDR block", pattern="cidr")
    flow_logs: bool | None = Flag("Flow logs")
    flow_log_destination: str | None = Choice(
        "Flow logs go to",
        {
            "cloudwatch": "CloudWatch Logs.",
            "s3": "An S3 bucket; storage is billed there.",
            "firehose": "A Firehose stream.",
        },
    )
    dns_support: bool | None = Flag("DNS resolution")
    dns_hostnames: bool | None = Flag("DNS host names")
    tenancy: str | None = Choice(
        "Tenancy",
        {"default": "As each instance says.", "dedicated": "All instances run on dedicated hardware."},
    )
    ipam_tier: str | None = Choice(
        "IP address manager (IPAM)",
        {"free": "Free tier of IPAM.", "advanced": "Advanced tier: each address in use is billed."},
    )
    ipam_addresses: int | None = Count(
        "Addresses that IPAM manages",
        group="Usage",
        help="Mean over the month.",
        when={"ipam_tier": ("advanced",)},
        typical=(50, 500, 5000),
    )
    traffic_mirroring_interfaces: int | None = Count("Interfaces whose traffic is mirrored")
    flow_logs_gb: Decimal | None = Quantity("Flow logs delivered", unit="GB/month", typical=(5, 100, 2000))
    reachability_analyses: int | None = Count("Reachability analyses", group="Usage", help="In a month.")

    def costs(self, place: Place) -> Iterator[CostComponent]:
        yield from self._flow_logs()
        if self.ipam_tier == "advanced":
            yield hourly(
                "IPAM addresses", "vpc.ipam.advanced", self.ipam_addresses, property="ipam_addresses"
            )
        if self.traffic_mirroring_interfaces:
            yield hourly(
                "Traffic mirroring",
                "vpc.traffic_mirroring",
                self.traffic_mirroring_interfaces,
                property="traffic_mirroring_interfaces",
            )
        if self.reachability_analyses:
            key = "vpc.reachability_analyzer"
            yield usage("Reachability analyses", key, self.reachability_analyses)

    def _flow_logs(self) -> Iterator[CostComponent]:
        """Delivery; storage of the logs is billed where they end up."""
        if self.flow_logs_gb is None and not (self.flow_logs and self.flow_log_destination):
            return
        destination = self.flow_log_destination or "cloudwatch"
        words, key = _DELIVERY[destination]
        yield usage(
            f"Flow log delivery ({words})", key, self.flow_logs_gb, property="flow_logs_gb", unit="GB"
        )

    def title(self) -> str:
        return f"VPC: {self.cidr}" if self.cidr else self.label
