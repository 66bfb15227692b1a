"""A price list of a few rates, so that the sums can be done in the head."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from pricing.rates import Rate, RateNotFound
from pricing.tiers import Tier
from projects.document import Document
from projects.records import AnyRecord, Link, Node
from projects.service import make_service


class Prices:
    """Region -> rate key -> USD per unit."""

    date = "2026-01-01"
    digest = "0" * 64

    def __init__(self, prices: Mapping[str, Mapping[str, str]]) -> None:
        self._prices = prices

    def rate(self, key: str, region: str) -> Rate:
        price = self._prices.get(region, {}).get(key)
        if price is None:
            raise RateNotFound(key, region)
        tiers = (Tier(Decimal(0), None, Decimal(price)),)
        return Rate(key, region, "test", key, "hour", tiers, "test", "2026-01-01", "exact")

    def keys(self, region: str, prefix: str = "") -> Iterator[str]:
        return iter(sorted(key for key in self._prices.get(region, {}) if key.startswith(prefix)))


def drawn(*records: AnyRecord) -> Document:
    return Document(records)


def node(node_id: str, kind: str, parent: str | None = None, **properties: object) -> Node:
    return Node(id=node_id, service=make_service(kind, properties), parent=parent, label=node_id)


def link(source: str, target: str, gb: int) -> Link:
    there = Decimal(gb)
    return Link(
        id=f"{source}>{target}",
        source=source,
        target=target,
        gb_per_month=there,
        gb_back_per_month=Decimal(0),
    )


def server(node_id: str, parent: str, **properties: object) -> Node:
    """An EC2 instance without a root volume of its own or a public address: billed by the hour only."""
    values = {"instance_type": "m5.large", "root_volume_size_gib": 0, "public_ip": False, **properties}
    return node(node_id, "ec2_instance", parent, **values)
