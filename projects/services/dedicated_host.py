"""Amazon EC2 Dedicated Host."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, needs
from projects.billing.instances import WHOLE_MONTH
from projects.billing.purchasing import (
    COMPUTE_PLANS,
    COMPUTE_PURCHASES,
    Capacity,
    capacity_lines,
    payment_choice,
    purchase_choice,
    purchase_of,
    term_choice,
)
from projects.place import Place
from projects.properties import Choice, Count, Flag, Quantity, Text
from projects.service import Service

_PURCHASES = {
    "on_demand": "Pay by the second, no commitment.",
    "reserved": "Dedicated Host Reservation: one family in one Region.",
    **{name: text for name, text in COMPUTE_PURCHASES.items() if name.endswith("savings_plan")},
}
_LEAST_HOURS = 24


class DedicatedHost(Service):
    """A physical server of one instance family for this account; its instances cost nothing more."""

    name = "dedicated_host"
    label = "Dedicated Host"
    official = "Amazon EC2 Dedicated Host"
    billed_as = "Amazon EC2"
    summary = "A physical server for your instances alone, billed as a whole; for licences and for Mac."
    category = "Compute"
    synonyms = ("dedicated host", "physical server", "bring your own license", "byol", "mac", "mac1", "mac2")
    cloudformation = "AWS::EC2::Host"
    icon = "dedicated_host"
    scope = "zone"
    inside = ("availability_zone", "subnet", "vpc", "region")
    links: ClassVar = {"attach": ("ec2_instance",)}

    host_family: str | None = Text(
        "Instance family", help="Such as m5, c5 or mac1.", pattern=r"[a-z][a-z0-9-]*"
    )
    hosts: int | None = Count("Hosts", default=1, typical=(1, 2, 4))
    purchase: str | None = purchase_choice(_PURCHASES)
    term_years: str | None = term_choice(_PURCHASES)
    payment: str | None = payment_choice(_PURCHASES)
    auto_placement: bool | None = Flag("Auto-placement", help="Takes instances that do not name a host.")
    host_recovery: str | None = Choice(
        "Host recovery",
        {"on": "Its instances restart on another host.", "off": "They stay down with the host."},
    )
    hours_per_month: Decimal | None = Quantity(
        "Hours", unit="hours/month", high=744, help=WHOLE_MONTH, typical=(730, 730, 730)
    )

    def fact(self) -> str:
        return self.host_family or ""

    def costs(self, place: Place) -> Iterator[CostComponent]:
        if not self.host_family:
            yield needs("Host hours", "", "host_family", "Give the instance family.")
            return
        hours = self.hours_per_month
        if hours is not None and self.host_family.startswith("mac") and 0 < hours < _LEAST_HOURS:
            hours = Decimal(_LEAST_HOURS)  # AWS's licence from Apple asks for a whole day
        capacity = Capacity(
            "Host hours",
            self.host_family,
            f"ec2.dedicated_host.{self.host_family}",
            self.hosts,
            hours,
            "hosts",
            "host-hour",
            COMPUTE_PLANS,
        )
        yield from capacity_lines(capacity, purchase_of(self))
