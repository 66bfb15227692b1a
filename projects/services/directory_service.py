"""AWS Directory Service."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, hourly, needs
from projects.billing.instances import WHOLE_MONTH
from projects.place import Place
from projects.properties import Choice, Count, Nodes, Quantity
from projects.service import Service

_LEAST_CONTROLLERS = 2
_NAMES = {"MicrosoftAD": "Microsoft AD", "SimpleAD": "Simple AD", "ADConnector": "AD Connector"}


class DirectoryService(Service):
    """A managed directory: Microsoft AD by domain controller, Simple AD or AD Connector by directory."""

    name = "directory_service"
    label = "Directory Service"
    official = "AWS Directory Service"
    billed_as = "AWS Directory Service"
    summary = "A managed Active Directory, or a connector to the customer's own."
    category = "Security"
    synonyms = ("active directory", "ad", "ldap", "domain controller", "managed microsoft ad", "ad connector")
    cloudformation = "AWS::DirectoryService::MicrosoftAD"
    icon = "directory_service"
    scope = "vpc"
    inside = ("vpc", "region", "subnet")
    links: ClassVar = {
        "associate": (
            "ec2_instance",
            "auto_scaling_group",
            "rds_instance",
            "workspaces",
            "fsx",
            "iam_identity_center",
        ),
        "traffic": ("on_premises_server", "server", "ec2_instance", "directory_service", "customer_gateway"),
        "replicate": ("directory_service",),
        "deliver": ("cloudwatch",),
    }

    type: str | None = Choice(
        "Type",
        {
            "MicrosoftAD": "A real Active Directory run by AWS.",
            "SimpleAD": "A small Samba directory; in a few Regions only.",
            "ADConnector": "Passes requests on to the customer's own directory.",
        },
        default="MicrosoftAD",
    )
    edition: str | None = Choice(
        "Edition",
        {
            "Standard": "Up to about 5,000 people or 30,000 objects.",
            "Enterprise": "Up to about 500,000 objects; replicates to other Regions.",
        },
        default="Standard",
        when={"type": ("MicrosoftAD",)},
    )
    directory_size: str | None = Choice(
        "Size",
        {"Small": "Up to about 500 people.", "Large": "Up to about 5,000 people."},
        default="Small",
        when={"type": ("SimpleAD", "ADConnector")},
    )
    controllers: int | None = Count(
        "Domain controllers",
        default=_LEAST_CONTROLLERS,
        low=_LEAST_CONTROLLERS,
        help="Two at least, one in each zone.",
        when={"type": ("MicrosoftAD",)},
        typical=(2, 2, 4),
    )
    subnets: tuple[str, ...] = Nodes("Subnets", ("subnet",), help="Two, in two zones of one VPC.")
    shared_accounts: int | None = Count(
        "Accounts it is shared with", group="Usage", when={"type": ("MicrosoftAD",)}, typical=(0, 2, 10)
    )
    hours_per_month: Decimal | None = Quantity(
        "Running hours", unit="hours/month", high=744, help=WHOLE_MONTH
    )

    def fact(self) -> str:
        if not self.type:
            return ""
        option = self.edition if self.type == "MicrosoftAD" else self.directory_size
        return f"{_NAMES.get(self.type, self.type)}, {option}" if option else _NAMES.get(self.type, self.type)

    def costs(self, place: Place) -> Iterator[CostComponent]:
        kind = self.type
        option = "edition" if kind == "MicrosoftAD" else "directory_size"
        if kind is None:
            yield needs("Directory hours", "", "type", "Choose a type.")
        elif getattr(self, option) is None:
            yield needs("Directory hours", "", option, "Choose an edition or a size.")
        elif kind == "MicrosoftAD":
            yield from self._microsoft_ad(self.edition or "")
        else:
            yield self._directory(kind, self.directory_size or "")

    def _directory(self, kind: str, size: str) -> CostComponent:
        stem = "simple_ad" if kind == "SimpleAD" else "ad_connector"
        return hourly(
            f"Directory hours ({_NAMES.get(kind, kind)}, {size})",
            f"directory_service.{stem}.{size.lower()}",
            1,
            hours=self.hours_per_month,
            reason="Billed by directory, whatever its servers.",
        )

    def _microsoft_ad(self, edition: str) -> Iterator[CostComponent]:
        key = f"directory_service.microsoft_ad.{edition.lower()}"
        hours, controllers = self.hours_per_month, self.controllers
        # A directory is never billed for fewer, whatever a drawing says.
        first = None if controllers is None else _LEAST_CONTROLLERS
        name = f"Domain controllers (Microsoft AD, {edition})"
        yield hourly(name, key, first, hours=hours, property="controllers")
        if controllers is not None and controllers > _LEAST_CONTROLLERS:
            name = f"Additional domain controllers (Microsoft AD, {edition})"
            yield hourly(name, key, controllers - _LEAST_CONTROLLERS, hours=hours, property="controllers")
        if self.shared_accounts is not None:
            name = f"Directory sharing ({edition})"
            accounts = self.shared_accounts
            yield hourly(name, f"{key}.shared_account", accounts, hours=hours, property="shared_accounts")
