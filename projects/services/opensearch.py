"""Amazon OpenSearch Service."""

from collections.abc import Iterator
from decimal import ROUND_CEILING, Decimal
from typing import ClassVar

from pricing.costs import CostComponent, hourly, needs, storage, usage
from projects.billing.instances import WHOLE_MONTH
from projects.billing.purchasing import (
    DATABASE_PURCHASES,
    Capacity,
    Purchase,
    capacity_lines,
    payment_choice,
    purchase_choice,
    purchase_of,
    term_choice,
)
from projects.place import Place
from projects.properties import Choice, Count, Flag, Nodes, Quantity, Text
from projects.service import Service

_DOMAIN, _SERVERLESS = {"mode": ("domain",)}, {"mode": ("serverless",)}
_TYPES = "rates:*.search=opensearch.node.*.search.ondemand"

INCLUDED_IOPS = 3000
"""Of each gp3 volume; a volume above 1,000 GiB includes 3 for each GiB."""
INCLUDED_MIBPS = 125
"""Of each gp3 volume up to 3 TiB."""
STEP_MIBPS, STEP_GB = 250, 3 * 1024
"""A larger gp3 volume includes 250 MiB/s for each started 3 TiB."""


class Opensearch(Service):
    """A search and log analytics domain of data, master and warm nodes, or a serverless collection."""

    name = "opensearch"
    label = "OpenSearch domain"
    official = "Amazon OpenSearch Service domain"
    billed_as = "Amazon OpenSearch Service"
    summary = "Search and log analytics on data, master and warm nodes, or serverless."
    category = "Analytics"
    synonyms = (
        "opensearch",
        "elasticsearch",
        "search",
        "elk",
        "kibana",
        "log analytics",
        "vector",
        "full text",
    )
    cloudformation = "AWS::OpenSearchService::Domain"
    icon = "opensearch_domain"
    scope = "region"
    inside = ("region", "vpc", "subnet")
    links: ClassVar = {"deliver": ("s3_bucket", "cloudwatch"), "traffic": ("s3_bucket", "cognito")}

    mode: str | None = Choice(
        "Mode",
        {
            "domain": "Nodes of chosen types, billed by the hour.",
            "serverless": "A collection, billed by capacity units (OCU) and storage.",
        },
        default="domain",
    )
    data_node_type: str | None = Choice("Data node type", source=_TYPES, when=_DOMAIN)
    data_nodes: int | None = Count("Data nodes", default=1, low=1, high=1000, when=_DOMAIN, typical=(1, 3, 6))
    master_node_type: str | None = Choice("Dedicated master type", source=_TYPES, when=_DOMAIN)
    master_nodes: int | None = Count(
        "Dedicated masters",
        default=0,
        high=5,
        help="Three, or none for a trial.",
        when=_DOMAIN,
        typical=(3, 3, 3),
    )
    warm_node_type: str | None = Choice(
        "Warm node type",
        {
            "ultrawarm1.medium.search": "UltraWarm, up to 1.5 TiB each.",
            "ultrawarm1.large.search": "UltraWarm, up to 20 TiB each.",
        },
        when=_DOMAIN,
    )
    warm_nodes: int | None = Count(
        "Warm nodes (UltraWarm)", default=0, high=750, when=_DOMAIN, typical=(2, 2, 4)
    )
    purchase: str | None = purchase_choice(DATABASE_PURCHASES, when=_DOMAIN)
    term_years: str | None = term_choice(DATABASE_PURCHASES)
    payment: str | None = payment_choice(DATABASE_PURCHASES)
    ebs_type: str | None = Choice(
        "Storage of the data nodes",
        {
            "gp3": "General purpose SSD; IOPS and throughput can be bought apart from size.",
            "gp2": "General purpose SSD, older.",
            "io1": "Provisioned IOPS SSD.",
            "standard": "Magnetic, previous generation.",
            "none": "The node's own disks, without EBS.",
        },
        default="gp3",
        when=_DOMAIN,
    )
    ebs_size_gb: Decimal | None = Quantity(
        "Volume of each data node", unit="GiB", high=36_864, when=_DOMAIN, typical=(50, 200, 1_000)
    )
    ebs_iops: Decimal | None = Quantity(
        "IOPS of each volume",
        unit="IOPS",
        high=256_000,
        help="gp3 includes 3,000, above 1,000 GiB 3 for each GiB.",
        when={"mode": ("domain",), "ebs_type": ("gp3", "io1")},
        typical=(1_000, 4_000, 16_000),
    )
    ebs_throughput_mibps: Decimal | None = Quantity(
        "Throughput of each volume",
        unit="MiB/s",
        high=16_000,
        help="125 MiB/s are included, above 3 TiB 250 for each started 3 TiB.",
        when={"mode": ("domain",), "ebs_type": ("gp3",)},
    )
    availability_zones: int | None = Count("Availability Zones", default=1, low=1, high=3, when=_DOMAIN)
    subnets: tuple[str, ...] = Nodes("Subnets", ("subnet",), help="One for each zone, if it stands in a VPC.")
    version: str | None = Text("Engine version", help="Such as OpenSearch 2.19.")
    encrypted: bool | None = Flag("Encrypted")
    node_to_node_encryption: bool | None = Flag("Node-to-node encryption")
    hours_per_month: Decimal | None = Quantity(
        "Running hours", unit="hours/month", high=744, help=WHOLE_MONTH, when=_DOMAIN
    )
    warm_storage_gb: Decimal | None = Quantity(
        "Warm storage", unit="GB", group="Usage", when=_DOMAIN, typical=(500, 5_000, 50_000)
    )
    cold_storage_gb: Decimal | None = Quantity("Cold storage", unit="GB", group="Usage", when=_DOMAIN)
    indexing_units: Decimal | None = Quantity(
        "Capacity units for indexing",
        unit="OCU",
        group="Usage",
        help="Mean over the month.",
        when=_SERVERLESS,
        typical=(1, 2, 10),
    )
    search_units: Decimal | None = Quantity(
        "Capacity units for search",
        unit="OCU",
        group="Usage",
        help="Mean over the month.",
        when=_SERVERLESS,
        typical=(1, 2, 10),
    )
    serverless_storage_gb: Decimal | None = Quantity(
        "Data stored", unit="GB", group="Usage", when=_SERVERLESS, typical=(20, 500, 10_000)
    )

    def included_iops(self) -> Decimal:
        """IOPS that each gp3 volume has without charge."""
        return max(Decimal(INCLUDED_IOPS), 3 * (self.ebs_size_gb or Decimal(0)))

    def included_mibps(self) -> Decimal:
        """MiB/s that each gp3 volume has without charge."""
        size = self.ebs_size_gb or Decimal(0)
        if size <= STEP_GB:
            return Decimal(INCLUDED_MIBPS)
        return (size / STEP_GB).to_integral_value(ROUND_CEILING) * STEP_MIBPS

    def fact(self) -> str:
        if self.mode == "serverless":
            return "Serverless"
        if not self.data_node_type:
            return ""
        return (
            self.data_node_type
            if self.data_nodes in (None, 1)
            else f"{self.data_node_type} × {self.data_nodes}"
        )

    def costs(self, place: Place) -> Iterator[CostComponent]:
        if self.mode == "serverless":
            yield from self._serverless()
            return
        purchase = purchase_of(self)
        yield from self._nodes("Data", self.data_node_type, self.data_nodes, "data_node", purchase)
        yield from self._nodes("Master", self.master_node_type, self.master_nodes, "master_node", purchase)
        yield from self._nodes("Warm", self.warm_node_type, self.warm_nodes, "warm_node", Purchase())
        yield from self._volumes()
        if self.warm_nodes and self.warm_storage_gb != 0:
            amount = self.warm_storage_gb
            key = "opensearch.storage.managed"
            yield storage("Warm storage", key, amount, property="warm_storage_gb", unit="GB-month")
        if self.cold_storage_gb is not None:
            amount = self.cold_storage_gb
            key = "opensearch.storage.cold"
            yield storage("Cold storage", key, amount, property="cold_storage_gb", unit="GB-month")

    def _nodes(
        self, title: str, node_type: str | None, count: int | None, field: str, purchase: Purchase
    ) -> Iterator[CostComponent]:
        if count == 0:
            return
        if not node_type:
            # A drawing that says nothing of masters or warm nodes has none.
            if field == "data_node" or count is not None:
                text = f"Choose the type of the {title.lower()} nodes."
                yield needs(f"{title} node hours", "", f"{field}_type", text)
            return
        yield from capacity_lines(
            Capacity(
                f"{title} node hours",
                node_type,
                f"opensearch.node.{node_type}",
                count,
                hours=self.hours_per_month,
                property=f"{field}s",
                unit="node-hour",
            ),
            purchase,
        )

    def _volumes(self) -> Iterator[CostComponent]:
        kind = self.ebs_type
        if kind == "none" or self.ebs_size_gb == 0:
            return
        if kind is None:
            yield needs("EBS storage", "", "ebs_type", "Choose the storage of the data nodes.")
            return
        key, size = f"opensearch.storage.{kind}", self.ebs_size_gb
        yield self._each(f"EBS storage ({kind})", key, size, "ebs_size_gb", "GB-month")
        iops, throughput = self.ebs_iops, self.ebs_throughput_mibps
        if kind == "io1":
            yield self._each(
                "EBS provisioned IOPS (io1)", "opensearch.iops.io1", iops, "ebs_iops", "IOPS-month"
            )
        elif kind == "gp3":
            if iops is not None and iops > self.included_iops():
                above = iops - self.included_iops()
                name = "EBS provisioned IOPS (gp3, above the included)"
                yield self._each(name, "opensearch.iops.gp3", above, "ebs_iops", "IOPS-month")
            if throughput is not None and throughput > self.included_mibps():
                above = throughput - self.included_mibps()
                name, field = "EBS provisioned throughput (gp3, above the included)", "ebs_throughput_mibps"
                yield self._each(name, "opensearch.throughput.gp3", above, field, "MiBps-month")

    def _each(self, name: str, key: str, amount: Decimal | None, field: str, unit: str) -> CostComponent:
        """A part that every data node has."""
        unsaid = "data_nodes" if self.data_nodes is None else field
        reason = "" if self.data_nodes in (None, 1) else f"{self.data_nodes} data nodes, each with a volume."
        return usage(name, key, amount, count=self.data_nodes, property=unsaid, reason=reason, unit=unit)

    def _serverless(self) -> Iterator[CostComponent]:
        for name, kind, field in (
            ("Indexing capacity unit hours (serverless)", "indexing", "indexing_units"),
            ("Search capacity unit hours (serverless)", "search", "search_units"),
        ):
            key = f"opensearch.serverless.{kind}_ocu"
            yield hourly(name, key, getattr(self, field), property=field, unit="OCU-hour")
        key, amount = "opensearch.serverless.storage", self.serverless_storage_gb
        yield storage("Storage (serverless)", key, amount, property="serverless_storage_gb", unit="GB-month")
