"""AWS Transfer Family."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, hourly, needs, usage
from projects.billing.instances import WHOLE_MONTH
from projects.place import Place
from projects.properties import Choice, Flag, Nodes, Quantity, Text
from projects.service import Service

_SERVER = {"kind": ("server",)}
_FILE_PROTOCOLS = ("SFTP", "FTPS", "FTP")


class TransferFamily(Service):
    """A managed server or connector that moves files over SFTP, FTPS, FTP or AS2 into S3 or EFS."""

    name = "transfer_family"
    label = "Transfer Family"
    official = "AWS Transfer Family"
    billed_as = "AWS Transfer Family"
    summary = "A managed file transfer server for SFTP, FTPS, FTP and AS2 in front of S3 or EFS."
    category = "Migration"
    synonyms = (
        "transfer family",
        "sftp",
        "ftps",
        "ftp",
        "as2",
        "file transfer",
        "edi",
        "managed file transfer",
    )
    cloudformation = "AWS::Transfer::Server"
    icon = "transfer_family_server"
    scope = "region"
    inside = ("region", "vpc", "subnet")
    links: ClassVar = {
        "traffic": ("s3_bucket", "efs_file_system"),
        "event": ("lambda_function", "eventbridge"),
        "associate": ("directory_service",),
    }

    kind: str | None = Choice(
        "Kind",
        {
            "server": "A server that partners connect to.",
            "connector": "A connector that fetches from and sends to partners' servers.",
            "web_app": "A web page in which people browse and transfer files of S3.",
        },
        default="server",
    )
    sftp: bool | None = Flag("SFTP", default=True, help="Each protocol is billed by the hour.", when=_SERVER)
    ftps: bool | None = Flag("FTPS", when=_SERVER)
    ftp: bool | None = Flag("FTP", help="Inside a VPC only.", when=_SERVER)
    as2: bool | None = Flag("AS2", help="Messages with signature and receipt.", when=_SERVER)
    endpoint: str | None = Choice(
        "Endpoint",
        {
            "public": "Reached over the internet.",
            "vpc": "In subnets of a VPC, internal or with Elastic IPs.",
        },
        when=_SERVER,
    )
    subnets: tuple[str, ...] = Nodes("Subnets", ("subnet",), help="Of an endpoint in a VPC.")
    domain: str | None = Choice(
        "Storage", {"S3": "Amazon S3.", "EFS": "Amazon EFS."}, help="Priced on its own.", when=_SERVER
    )
    identity_provider: str | None = Text(
        "Identity provider", help="For example: service managed, Directory Service, custom."
    )
    hours_per_month: Decimal | None = Quantity(
        "Hours", unit="hours/month", high=744, help=f"A stopped server is billed too. {WHOLE_MONTH}"
    )
    uploaded_gb: Decimal | None = Quantity("Uploaded", unit="GB/month", when=_SERVER, typical=(10, 200, 5000))
    downloaded_gb: Decimal | None = Quantity(
        "Downloaded", unit="GB/month", when=_SERVER, typical=(10, 200, 5000)
    )
    monthly_as2_inbound: Decimal | None = Quantity(
        "AS2 messages received",
        unit="messages/month",
        when={"kind": ("server",)},
        typical=(1000, 10_000, 100_000),
    )
    monthly_as2_outbound: Decimal | None = Quantity(
        "AS2 messages sent", unit="messages/month", when={"kind": ("server", "connector")}
    )
    monthly_connector_calls: Decimal | None = Quantity(
        "SFTP connector calls",
        unit="calls/month",
        when={"kind": ("connector",)},
        typical=(1000, 10_000, 100_000),
    )
    connector_gb: Decimal | None = Quantity(
        "Moved by the SFTP connector", unit="GB/month", when={"kind": ("connector",)}, typical=(10, 200, 5000)
    )
    decrypted_gb: Decimal | None = Quantity("Decrypted by workflows", unit="GB/month", when=_SERVER)
    web_app_units: Decimal | None = Quantity(
        "Web app units",
        unit="units",
        default=1,
        help="More units take more sessions.",
        when={"kind": ("web_app",)},
    )

    def protocols(self) -> tuple[str, ...]:
        """The file protocols that are switched on: each is billed by the hour."""
        return tuple(name for name in _FILE_PROTOCOLS if getattr(self, name.lower()))

    def fact(self) -> str:
        if self.kind != "server":
            return {"connector": "Connector", "web_app": "Web app"}.get(self.kind or "", "")
        return ", ".join((*self.protocols(), *(["AS2"] if self.as2 else [])))

    def costs(self, place: Place) -> Iterator[CostComponent]:
        if self.kind == "web_app":
            key, units = "transfer.web_app.unit_hour", self.web_app_units
            yield hourly("Web app units", key, units, property="web_app_units", unit="unit-hour")
        elif self.kind == "connector":
            yield from self._connector()
        else:
            yield from self._server()

    def _server(self) -> Iterator[CostComponent]:
        protocols = self.protocols()
        for protocol in protocols:
            key = "transfer.protocol.hour"
            yield hourly(f"Endpoint hours ({protocol})", key, hours=self.hours_per_month, property="sftp")
        if protocols:
            yield usage("Data uploaded", "transfer.data", self.uploaded_gb, property="uploaded_gb")
            yield usage("Data downloaded", "transfer.data", self.downloaded_gb, property="downloaded_gb")
        if self.as2:
            yield hourly("Endpoint hours (AS2)", "transfer.as2.hour", hours=self.hours_per_month)
            name, key = "AS2 messages received", "transfer.as2.inbound"
            yield usage(name, key, self.monthly_as2_inbound, property="monthly_as2_inbound")
        if self.monthly_as2_outbound is not None:
            yield self._as2_sent()
        if not protocols and not self.as2:
            yield needs("Endpoint hours", "", "sftp", "Switch a protocol on.")
        if self.decrypted_gb is not None:
            key, gb = "transfer.workflow.decrypted", self.decrypted_gb
            yield usage("Decrypted by workflows", key, gb, property="decrypted_gb", unit="GB")

    def _connector(self) -> Iterator[CostComponent]:
        calls, moved = self.monthly_connector_calls, self.connector_gb
        if self.monthly_as2_outbound is not None:
            yield self._as2_sent()
            if calls is None and moved is None:
                return
        key = "transfer.connector"
        yield usage("SFTP connector calls", f"{key}.call", calls, property="monthly_connector_calls")
        yield usage("SFTP connector data", f"{key}.data", moved, property="connector_gb")

    def _as2_sent(self) -> CostComponent:
        messages = self.monthly_as2_outbound
        return usage("AS2 messages sent", "transfer.as2.outbound", messages, property="monthly_as2_outbound")
