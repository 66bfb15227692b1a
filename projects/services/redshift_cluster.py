"""Amazon Redshift."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, hourly, needs, storage, usage
from projects.billing.instances import WHOLE_MONTH
from projects.billing.purchasing import (
    DATABASE_PURCHASES,
    Capacity,
    capacity_lines,
    payment_choice,
    purchase_choice,
    purchase_of,
    term_choice,
)
from projects.billing.traffic import public_ipv4
from projects.place import Place
from projects.properties import Choice, Count, Flag, Nodes, Quantity
from projects.service import Service

_NODES, _SERVERLESS = {"mode": ("nodes",)}, {"mode": ("serverless",)}


class RedshiftCluster(Service):
    """A data warehouse of nodes, or serverless."""

    name = "redshift_cluster"
    label = "Redshift"
    official = "Amazon Redshift"
    billed_as = "Amazon Redshift"
    summary = "A data warehouse for SQL over terabytes, on nodes or serverless."
    category = "Analytics"
    synonyms = ("data warehouse", "dwh", "warehouse", "sql", "bi", "olap", "spectrum", "analytics")
    cloudformation = "AWS::Redshift::Cluster"
    icon = "redshift_cluster"
    scope = "vpc"
    inside = ("vpc", "subnet")
    links: ClassVar = {"traffic": ("s3_bucket",), "deliver": ("s3_bucket",)}

    mode: str | None = Choice(
        "Mode",
        {
            "nodes": "Nodes of a chosen type, billed by the hour.",
            "serverless": "Billed by processing time (RPU).",
        },
        default="nodes",
    )
    node_type: str | None = Choice("Node type", source="rates:redshift.node.*", when=_NODES)
    nodes: int | None = Count("Nodes", default=2, low=1, high=128, when=_NODES, typical=(2, 2, 4))
    cluster_type: str | None = Choice(
        "Cluster type",
        {"single-node": "One node, without a mirror.", "multi-node": "A leader and two nodes or more."},
        when=_NODES,
    )
    multi_az: bool | None = Flag("Multi-AZ", help="RA3 only; runs twice the nodes.", when=_NODES)
    snapshot_retention_days: int | None = Count("Snapshot retention", unit="days", high=35)
    subnets: tuple[str, ...] = Nodes("Subnets", ("subnet",), help="The subnet group.")
    encrypted: bool | None = Flag("Encrypted")
    publicly_accessible: bool | None = Flag("Publicly accessible")
    purchase: str | None = purchase_choice(DATABASE_PURCHASES, when=_NODES)
    term_years: str | None = term_choice(DATABASE_PURCHASES)
    payment: str | None = payment_choice(DATABASE_PURCHASES)
    hours_per_month: Decimal | None = Quantity(
        "Running hours", unit="hours/month", high=744, help=WHOLE_MONTH, when=_NODES
    )
    rpu_hours: Decimal | None = Quantity(
        "Processing units (RPU)",
        unit="RPU-hours/month",
        help="RPUs × hours of work.",
        when=_SERVERLESS,
        typical=(240, 2000, 30_000),
    )
    managed_storage_gb: Decimal | None = Quantity(
        "Managed storage",
        unit="GB",
        group="Usage",
        help="RA3 nodes and serverless.",
        typical=(100, 2000, 50_000),
    )
    backup_storage_gb: Decimal | None = Quantity("Manual snapshots", unit="GB", group="Usage")
    spectrum_tb: Decimal | None = Quantity("Scanned by Spectrum", unit="TB/month")
    concurrency_scaling_s: Decimal | None = Quantity(
        "Concurrency scaling", unit="s/month", help="Cluster seconds beyond the free hour a day.", when=_NODES
    )

    def fact(self) -> str:
        if self.mode == "serverless":
            return "Serverless"
        if not self.node_type:
            return ""
        return self.node_type if self.nodes in (None, 1) else f"{self.node_type} × {self.nodes}"

    def costs(self, place: Place) -> Iterator[CostComponent]:
        serverless = self.mode == "serverless"
        if serverless:
            name, key = "Processing unit hours (serverless)", "redshift.serverless.rpu"
            yield usage(name, key, self.rpu_hours, property="rpu_hours")
        else:
            yield from self._node_hours()
        # Only the nodes of old keep their data on disks of their own.
        managed = serverless or bool(self.node_type and not self.node_type.startswith(("dc", "ds")))
        if managed or self.managed_storage_gb is not None:
            amount = self.managed_storage_gb
            yield storage(
                "Managed storage", "redshift.managed_storage", amount, property="managed_storage_gb"
            )
        if self.backup_storage_gb is not None:
            amount = self.backup_storage_gb
            yield storage("Backup storage", "redshift.backup", amount, property="backup_storage_gb")
        if self.spectrum_tb is not None:
            yield usage(
                "Data scanned (Spectrum)", "redshift.spectrum", self.spectrum_tb, property="spectrum_tb"
            )

    def _node_hours(self) -> Iterator[CostComponent]:
        if not self.node_type:
            yield needs("Node hours", "", "node_type", "Choose a node type.")
            return
        key, hours = f"redshift.node.{self.node_type}", self.hours_per_month
        zones = 2 if self.multi_az else 1
        count = None if self.nodes is None else self.nodes * zones
        bought, name = purchase_of(self), "Node hours"
        if bought.committed:
            what = Capacity(name, self.node_type, key, count, hours, property="nodes", unit="node-hour")
            yield from capacity_lines(what, bought)
        else:
            # On demand is the bare key of the node type.
            name = f"{name} ({self.node_type})"
            yield hourly(name, key, count, hours=hours, property="nodes", unit="node-hour")
        if self.publicly_accessible:
            # A cluster of several nodes has a leader beside them, with an address of its own.
            leader = 1 if self.nodes is not None and self.nodes > 1 else 0
            addresses = None if count is None else count + leader * zones
            reason = "One for each node and the leader." if leader else "One for each node."
            yield public_ipv4(addresses, hours=hours, property="nodes", reason=reason)
        if self.concurrency_scaling_s is not None and self.nodes is not None:
            name = f"Concurrency scaling ({self.node_type})"
            scaled = self.concurrency_scaling_s * self.nodes / 3600
            field, reason = "concurrency_scaling_s", "Node hours of the added clusters."
            yield usage(name, key, scaled, property=field, reason=reason, unit="node-hour")
