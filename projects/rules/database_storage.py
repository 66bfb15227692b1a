"""Storage of relational databases (RDS008, RDS009, AUR004)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import ClassVar

from projects.facts import value
from projects.graph import Graph
from projects.records import Node
from projects.rules.fixes import set_properties
from projects.rules.rule import Finding, Rule
from projects.rules.wording import The, listed

RDS, AURORA = "rds_instance", "aurora_cluster"


def engine_family(node: Node) -> str:
    """The engine without its edition: "oracle", "sqlserver", "db2", "mysql"; "" where not known."""
    name = str(value(node, "engine") or "").lower().replace("_", "-").removeprefix("custom-")
    return name.split("-")[0]


class AllocatedStorage(Rule):
    """RDS008: storage has a smallest and a largest size."""

    id = "RDS008"
    summary = "Allocated storage is in the range of its type: 20 to 65,536 GiB for gp2 and gp3."
    rationale = "CreateDBInstance refuses other sizes; Oracle and SQL Server may add volumes."
    source = "botocore service model rds, CreateDBInstance; Amazon RDS User Guide, DB instance storage"
    applies_to = (RDS,)
    parameters: ClassVar = {
        "ssd": (20, 65_536),
        "piops": (100, 65_536),
        "magnetic": (5, 3072),
        "unknown": (5, 65_536),
        "custom_min": 40,
        "total_with_additional_volumes": {"oracle": 262_144, "sqlserver": 262_144},
    }
    kinds: ClassVar = {"gp2": "ssd", "gp3": "ssd", "io1": "piops", "io2": "piops", "magnetic": "magnetic"}

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        size = value(node, "storage_gib")
        if size is None:
            return
        low, high = self.limits(node)
        if low <= size <= high:
            return
        nearest = low if size < low else high
        name = value(node, "storage_type")
        what = f"{name} storage" if name else "storage"
        yield self.finding(
            f"{The(graph, node)} has {size:,f} GiB of {what}; it takes {low:,} to {high:,}.",
            node,
            fix=set_properties(f"Give it {nearest:,} GiB", node.id, storage_gib=Decimal(nearest)),
        )

    def limits(self, node: Node) -> tuple[int, int]:
        """The smallest and the largest size in GiB, as wide as what is not known allows."""
        kind = self.kinds.get(value(node, "storage_type"), "unknown")
        low, high = self.parameters[kind]
        if str(value(node, "engine") or "").startswith("custom"):
            low = max(low, self.parameters["custom_min"])
        if kind != "magnetic":
            total = self.parameters["total_with_additional_volumes"]
            high = total.get(engine_family(node), high) if value(node, "engine") else max(total.values())
        return low, high


class StorageIops(Rule):
    """RDS009: so many IOPS for each GiB."""

    id = "RDS009"
    summary = "Provisioned IOPS are 0.5 to 50 times the GiB for io1, and at most 500 times for gp3."
    rationale = "CreateDBInstance refuses other ratios; io2 takes 1,000, SQL Server on io1 at least 1."
    source = "Amazon RDS User Guide; API CreateDBInstance"
    applies_to = (RDS,)
    parameters: ClassVar = {
        "io1": (Decimal("0.5"), 50),
        "sqlserver": (1, 50),
        "gp3": (0, 500),
        "io2": (0, 1000),
    }

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        size, iops, kind = (value(node, name) for name in ("storage_gib", "iops", "storage_type"))
        if not size or iops is None or kind not in ("io1", "io2", "gp3"):
            return
        least, most = self.parameters[kind]
        if kind == "io1" and engine_family(node) == "sqlserver":
            least, most = self.parameters["sqlserver"]
        low = int((least * size).to_integral_value(ROUND_CEILING))
        high = int((most * size).to_integral_value(ROUND_FLOOR))
        if least * size <= iops <= most * size:
            return
        nearest = low if iops < low else high
        allowed = f"at least {low:,}" if iops < low else f"at most {high:,}"
        yield self.finding(
            f"{The(graph, node)} has {iops:,} IOPS on {size:,f} GiB of {kind}; it takes {allowed}.",
            node,
            fix=set_properties(f"Set {nearest:,} IOPS", node.id, iops=nearest),
        )


class AuroraStorage(Rule):
    """AUR004: an Aurora volume grows by itself."""

    id = "AUR004"
    summary = "Aurora takes no allocated storage or IOPS; the cluster volume grows by itself."
    rationale = "The parameters do not apply to Aurora clusters."
    source = "Amazon Aurora User Guide; API CreateDBCluster"
    applies_to = (AURORA,)
    parameters: ClassVar = {"storage_gib": "allocated storage", "iops": "provisioned IOPS"}

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        given = {name: words for name, words in self.parameters.items() if value(node, name)}
        if given:
            what = listed(given.values())
            yield self.finding(
                f"{The(graph, node)} has {what}, which Aurora does not take; its volume grows by itself.",
                node,
                fix=set_properties(f"Take the {what} away", node.id, **dict.fromkeys(given)),
            )
