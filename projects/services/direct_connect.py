"""AWS Direct Connect."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, hourly, included, needs, not_priced, usage
from projects.billing.instances import WHOLE_MONTH
from projects.place import Place
from projects.properties import Choice, Count, Quantity, Text
from projects.service import Service

_SPEEDS = {
    "50M": "50 Mbps, hosted by a partner only.",
    "100M": "100 Mbps, hosted by a partner only.",
    "200M": "200 Mbps, hosted by a partner only.",
    "300M": "300 Mbps, hosted by a partner only.",
    "400M": "400 Mbps, hosted by a partner only.",
    "500M": "500 Mbps, hosted by a partner only.",
    "1G": "1 Gbps.",
    "2G": "2 Gbps, hosted by a partner only.",
    "5G": "5 Gbps, hosted by a partner only.",
    "10G": "10 Gbps.",
    "25G": "25 Gbps, hosted by a partner only.",
    "100G": "100 Gbps, dedicated only.",
    "400G": "400 Gbps, dedicated only.",
}
_DEDICATED = ("1G", "10G", "100G", "400G")
_FROM_REGION = r"[a-z]{2}(-gov)?-[a-z]+-\d\s+\d+(\.\d+)?"
_FROM_REGIONS = rf"{_FROM_REGION}(\s*[,\n]\s*{_FROM_REGION})*"
"""Pattern of "eu-west-1 500", one on each line."""


class DirectConnect(Service):
    """A private line from a corporate network to AWS; ports are billed by speed and hour."""

    name = "direct_connect"
    label = "Direct Connect"
    official = "AWS Direct Connect"
    billed_as = "AWS Direct Connect"
    summary = "A private line between a corporate network and AWS, with steady speed and cheaper traffic out."
    category = "Networking"
    synonyms = ("dx", "private line", "leased line", "hybrid", "mpls")
    cloudformation = "AWS::DirectConnect::Connection"
    icon = "direct_connect"
    scope = "region"
    inside = ("region", "aws_cloud", "account", "on_premises")
    links: ClassVar = {
        "dx": (
            "virtual_private_gateway",
            "direct_connect_gateway",
            "customer_gateway",
            "corporate_data_center",
            "s3_bucket",
            "dynamodb_table",
        ),
    }

    connection: str | None = Choice(
        "Connection",
        {"dedicated": "A port of your own.", "hosted": "Part of a partner's port."},
        default="dedicated",
    )
    bandwidth: str | None = Choice("Port speed", _SPEEDS)
    ports: int | None = Count("Ports", default=1, typical=(1, 2, 4))
    location: str | None = Text("Location", help="Where the line meets AWS, such as EqDC2.")
    home_region: str | None = Choice(
        "Region of the location", source="regions", help="Empty: the Region it stands in."
    )
    virtual_interface: str | None = Choice(
        "Virtual interface",
        {
            "private": "To a VPC.",
            "transit": "To a transit gateway.",
            "public": "To AWS's public services.",
        },
    )
    hours_per_month: Decimal | None = Quantity("Hours", unit="hours/month", high=744, help=WHOLE_MONTH)
    data_out_gb: Decimal | None = Quantity(
        "Data transfer out",
        unit="GB/month",
        help="From the Region of the location.",
        typical=(200, 2000, 20_000),
    )
    data_out_from: str | None = Text(
        "Data out of other Regions",
        help="One per line: Region, GB a month. For example: eu-west-1 500.",
        pattern=_FROM_REGIONS,
        group="Usage",
    )

    def fact(self) -> str:
        return ", ".join(word for word in (self.bandwidth, self.connection) if word)

    def costs(self, place: Place) -> Iterator[CostComponent]:
        yield self._port()
        key = "directconnect.out"
        yield usage(
            "Data transfer out", key, self.data_out_gb, region=self.home_region, property="data_out_gb"
        )
        if self.data_out_from and self.data_out_from.strip():
            yield from self._from_other_regions(self.home_region or place.region)

    def _port(self) -> CostComponent:
        kind = self.connection or "dedicated"
        speed = self.bandwidth
        if not speed and self.ports != 0:
            return needs("Port hours", "", "bandwidth", "Choose a port speed.")
        name = f"Port hours ({kind}, {speed}bps)" if speed else "Port hours"
        if self.ports == 0:
            return included(name, "No port of its own.")
        if (kind == "dedicated") != (speed in _DEDICATED) and not (
            kind == "hosted" and speed in ("1G", "10G")
        ):
            return not_priced(name, f"There are no {kind} ports of {speed}bps.")
        return hourly(
            name,
            f"directconnect.port.{kind}.{(speed or '').lower()}",
            self.ports,
            hours=self.hours_per_month,
            region=self.home_region,
            property="ports",
            unit="port-hour",
        )

    def _from_other_regions(self, location: str) -> Iterator[CostComponent]:
        """AWS's rate depends on the Region that sends and on the Region of the location."""
        for line in filter(None, map(str.strip, re.split(r"[,\n]", self.data_out_from or ""))):
            words = line.split()
            if not re.fullmatch(_FROM_REGION, line):
                yield not_priced("Data transfer out", f'"{line}" is no Region with GB a month.')
                continue
            region, gb = words[0], Decimal(words[1])
            same = region == location or not location
            key = "directconnect.out" if same else f"directconnect.out.to.{location}"
            name = f"Data transfer out (from {region})"
            yield usage(name, key, gb, region=region, property="data_out_from", unit="GB")
