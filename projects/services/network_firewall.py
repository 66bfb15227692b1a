"""AWS Network Firewall."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, hourly, usage
from projects.billing.instances import WHOLE_MONTH
from projects.place import Place
from projects.properties import Choice, Count, Flag, Nodes, Quantity
from projects.service import Service


class NetworkFirewall(Service):
    """Inspects a VPC's traffic at an endpoint in each zone, which routes lead to."""

    name = "network_firewall"
    label = "Network Firewall"
    official = "AWS Network Firewall"
    billed_as = "AWS Network Firewall"
    summary = "Inspects and filters a VPC's traffic at an endpoint in each zone, by Suricata rules."
    category = "Security"
    synonyms = ("firewall", "anfw", "ips", "ids", "suricata", "inspection", "egress filtering")
    cloudformation = "AWS::NetworkFirewall::Firewall"
    icon = "network_firewall"
    scope = "vpc"
    inside = ("vpc", "subnet")
    links: ClassVar = {
        "route": ("internet_gateway", "nat_gateway", "transit_gateway"),
        "traffic": ("internet_gateway", "nat_gateway", "transit_gateway", "internet"),
        "associate": ("subnet", "route_table"),
        "deliver": ("s3_bucket", "cloudwatch", "firehose"),
    }

    subnets: tuple[str, ...] = Nodes("Subnets", ("subnet",), help="One endpoint in each zone.")
    endpoints: int | None = Count(
        "Endpoints", help="If its subnets are not drawn; one in each zone.", typical=(1, 2, 3)
    )
    secondary_endpoints: int | None = Count("Secondary endpoints", help="In further VPCs or subnets.")
    rule_order: str | None = Choice(
        "Rule order",
        {"strict": "In the order you give.", "action": "Pass, then drop, then alert."},
    )
    advanced_inspection: bool | None = Flag(
        "Advanced inspection", help="Decrypts TLS traffic; billed besides, by hour and GB."
    )
    delete_protection: bool | None = Flag("Delete protection")
    hours_per_month: Decimal | None = Quantity("Hours", unit="hours/month", high=744, help=WHOLE_MONTH)
    data_processed_gb: Decimal | None = Quantity(
        "Data processed", unit="GB/month", help="By all endpoints.", typical=(100, 1000, 20_000)
    )

    def costs(self, place: Place) -> Iterator[CostComponent]:
        if self.subnets:
            count: int | None = place.subnets
        elif self.endpoints is not None:
            count = self.endpoints
        else:
            count = place.subnets or None
        hours, data = self.hours_per_month, self.data_processed_gb

        def endpoint(name: str, key: str, endpoints: int | None, field: str) -> CostComponent:
            return hourly(name, key, endpoints, hours=hours, property=field, unit="endpoint-hour")

        yield endpoint("Firewall endpoint hours", "networkfirewall.endpoint", count, "endpoints")
        if self.secondary_endpoints:
            yield endpoint(
                "Secondary endpoint hours",
                "networkfirewall.secondary_endpoint",
                self.secondary_endpoints,
                "secondary_endpoints",
            )
        yield usage("Data processed", "networkfirewall.data", data, property="data_processed_gb")
        if self.advanced_inspection:
            key = "networkfirewall.advanced_inspection"
            yield endpoint("Advanced inspection hours", f"{key}.endpoint", count, "endpoints")
            name = "Data processed (advanced inspection)"
            yield usage(name, f"{key}.data", data, property="data_processed_gb", unit="GB")
