"""Public IPv4 addresses: each that the drawing shows is counted once, wherever it is shown."""

from __future__ import annotations

from decimal import Decimal

from pricing.table import price_table
from projects.estimate import estimate
from tests.projects.wires.drawing import Drawing

KEY = "vpc.public_ipv4.in_use"
HOURS = Decimal(730)


def addresses(drawing: Drawing) -> dict[str, Decimal]:
    """How many addresses are billed for the whole month, by node."""
    found: dict[str, Decimal] = {}
    for line in estimate(drawing.document, price_table()).lines:
        if line.rate is not None and line.rate.key == KEY and line.quantity is not None:
            found[line.node_id] = found.get(line.node_id, Decimal(0)) + line.quantity / HOURS
    return found


def test_every_public_address_of_the_drawing_is_counted_once() -> None:
    drawing = Drawing(nat=True).server("open", "east-public-a", public_ip=True)
    drawing.server("private", "east-private-a").server("fixed", "east-public-b", public_ip=True)
    drawing.put("eip", "elastic_ip", "east-region").link("eip", "fixed", kind="associate")
    drawing.put("nat-b", "nat_gateway", "east-public-b").put("nat-eip", "elastic_ip", "east-region")
    drawing.link("nat-eip", "nat-b", kind="associate")
    both = ("east-public-a", "east-public-b")
    for name in ("application", "network", "classic"):
        drawing.put(name, f"{name}_load_balancer", "east", subnets=both)
    drawing.put("internal", "application_load_balancer", "east", subnets=both, scheme="internal")
    drawing.put("vpn", "site_to_site_vpn", "east-region", connections=2)
    rds = {"engine": "postgres", "instance_class": "db.m6g.large", "storage_gib": 20}
    drawing.put("db", "rds_instance", "east-public-a", publicly_accessible=True, **rds)
    drawing.put("hidden", "rds_instance", "east-private-a", publicly_accessible=False, **rds)
    assert addresses(drawing) == {
        **{"open": 1, "eip": 1, "nat": 1, "nat-eip": 1},
        **{"application": 2, "network": 2, "classic": 2},
        **{"vpn": 4, "db": 1},
    }


def test_traffic_on_links_leaves_the_addresses_as_they_are() -> None:
    drawing = Drawing(nat=True).put("net", "internet").server("web", "east-public-a", public_ip=True)
    before = addresses(drawing)
    drawing.link("web", "net", 100, 50)
    assert addresses(drawing) == before == {"web": 1, "nat": 1}


def test_instances_of_a_group_are_counted_where_they_are_drawn() -> None:
    drawing = Drawing().server("web", "east-public-a", public_ip=True)
    drawing.put("group", "auto_scaling_group", "east", members=("web",), average_instances=3, public_ip=True)
    assert addresses(drawing) == {"web": 3}
