"""What load balancers share: their scheme, and the public addresses of internet-facing ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from pricing.costs import CostComponent, included
from projects.billing.traffic import internet_out, public_ipv4
from projects.place import Place
from projects.properties import Count, Nodes

SCHEMES: Mapping[str, str] = {
    "internet-facing": "Has public addresses; stands in public subnets.",
    "internal": "Private addresses only.",
}


def facing_costs(
    scheme: str | None, place: Place, listed: bool, data_out_gb: Decimal | None, balancers: int | None = 1
) -> Iterator[CostComponent]:
    """A public address in each subnet and the traffic out, unless the load balancer is internal.

    ``listed`` says that the load balancer names its subnets; otherwise their number is not known.
    The figures are those of one of ``balancers`` equal load balancers. Elastic IPs drawn beside it
    have lines of their own.
    """
    if scheme != "internal":
        elastic = place.attached.count("elastic_ip")
        addresses = place.subnets - elastic if listed else None
        if addresses is not None and addresses <= 0 and elastic:
            yield included("Public IPv4 addresses", "Priced on the Elastic IPs drawn beside it.")
        else:
            reason = "One in each subnet." if listed else "One in each subnet: list its subnets."
            property = "load_balancers" if balancers is None else "subnets"
            total = None if addresses is None or balancers is None else addresses * balancers
            yield public_ipv4(total, property=property, reason=reason)
    if scheme != "internal" or data_out_gb is not None:
        out = None if data_out_gb is None or balancers is None else data_out_gb * balancers
        unsaid = "load_balancers" if balancers is None and data_out_gb is not None else "data_out_gb"
        yield internet_out(out, unsaid)


def balancer_count() -> Any:
    """The field ``load_balancers``: how many equal ones an icon stands for."""
    return Count("Load balancers", default=1, help="Equal ones; every figure is that of one of them.")


def balancer_subnets() -> Any:
    """The field ``subnets`` of those that take one subnet in each zone."""
    return Nodes("Subnets", ("subnet",), help="One in each zone.")
