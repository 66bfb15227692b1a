"""What load balancers share: their scheme, and the public addresses of internet-facing ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from pricing.costs import CostComponent, included
from projects.billing.traffic import internet_out, public_ipv4
from projects.place import Place

SCHEMES: Mapping[str, str] = {
    "internet-facing": "Has public addresses; stands in public subnets.",
    "internal": "Private addresses only.",
}


def facing_costs(
    scheme: str | None, place: Place, listed: bool, data_out_gb: Decimal | None
) -> Iterator[CostComponent]:
    """A public address in each subnet and the traffic out, unless the load balancer is internal.

    ``listed`` says that the load balancer names its subnets; otherwise their number is not known.
    Elastic IPs drawn beside it have lines of their own.
    """
    if scheme != "internal":
        elastic = place.attached.count("elastic_ip")
        addresses = place.subnets - elastic if listed else None
        if addresses is not None and addresses <= 0 and elastic:
            yield included("Public IPv4 addresses", "Priced on the Elastic IPs drawn beside it.")
        else:
            reason = "One in each subnet." if listed else "One in each subnet: list its subnets."
            yield public_ipv4(addresses, property="subnets", reason=reason)
    if scheme != "internal" or data_out_gb is not None:
        yield internet_out(data_out_gb)
