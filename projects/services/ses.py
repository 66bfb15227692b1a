"""Amazon Simple Email Service (SES)."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, usage
from projects.billing.traffic import internet_out
from projects.place import Place
from projects.properties import Choice, Count, Flag, Quantity
from projects.service import Service

_CHUNK_KB = 256
_SENDING, _RECEIVING = {"direction": ("outbound", "both")}, {"direction": ("inbound", "both")}


class Ses(Service):
    """Sends and receives e-mail; billed by messages, attachments and addresses of your own."""

    name = "ses"
    label = "SES"
    official = "Amazon Simple Email Service (SES)"
    billed_as = "Amazon SES"
    summary = "Sends and receives e-mail for applications: notices, receipts, newsletters."
    category = "Business applications"
    synonyms = ("e-mail", "email", "mail", "smtp", "newsletter", "transactional mail", "simple email")
    cloudformation = "AWS::SES::EmailIdentity"
    icon = "simple_email_service"
    scope = "region"
    inside = ("region",)
    links: ClassVar = {
        "event": ("lambda_function", "sns_topic", "eventbridge"),
        "deliver": ("s3_bucket", "firehose", "cloudwatch"),
        "traffic": ("users", "user", "internet", "third_party_service"),
    }

    direction: str | None = Choice(
        "Used for",
        {
            "outbound": "Sending.",
            "inbound": "Receiving.",
            "both": "Sending and receiving.",
        },
        default="outbound",
    )
    production_access: bool | None = Flag(
        "Out of the sandbox", help="The sandbox takes 200 messages a day, to verified addresses only."
    )
    dedicated_ips: int | None = Count(
        "Dedicated IP addresses", help="Leased by the month, for sending.", when=_SENDING
    )
    deliverability_manager: bool | None = Flag("Virtual Deliverability Manager", when=_SENDING)
    monthly_messages: Decimal | None = Quantity(
        "Messages sent",
        unit="messages/month",
        help="One for each recipient.",
        when=_SENDING,
        typical=(10_000, 200_000, 5_000_000),
    )
    attachments_gb: Decimal | None = Quantity(
        "Attachments sent", unit="GB/month", help="As encoded for mail.", when=_SENDING, typical=(1, 20, 500)
    )
    monthly_received: Decimal | None = Quantity(
        "Messages received",
        unit="messages/month",
        when=_RECEIVING,
        typical=(1_000, 20_000, 500_000),
    )
    received_kb: Decimal | None = Quantity(
        "Size of a received message",
        unit="KB",
        high=40_960,
        group="Usage",
        help="Mean; each full 256 KB is billed besides the message.",
        when=_RECEIVING,
    )
    data_out_gb: Decimal | None = Quantity(
        "Data transfer out to the internet", unit="GB/month", when=_SENDING, typical=(1, 20, 500)
    )

    def fact(self) -> str:
        return {"inbound": "Receiving", "both": "Sending and receiving"}.get(self.direction or "", "")

    def costs(self, place: Place) -> Iterator[CostComponent]:
        if self.direction != "inbound":
            yield from self._sending()
        if self.direction in ("inbound", "both"):
            yield from self._receiving()

    def _sending(self) -> Iterator[CostComponent]:
        yield usage("Messages sent", "ses.outbound", self.monthly_messages, property="monthly_messages")
        if self.attachments_gb is not None:
            key = "ses.outbound.attachments"
            yield usage("Attachment data sent", key, self.attachments_gb, property="attachments_gb")
        if self.dedicated_ips:
            name = "Dedicated IP addresses"
            yield usage(name, "ses.dedicated_ip", self.dedicated_ips, property="dedicated_ips")
        if self.deliverability_manager:
            yield usage(
                "Virtual Deliverability Manager",
                "ses.virtual_deliverability_manager",
                self.monthly_messages,
                property="monthly_messages",
                unit="message",
            )
        if self.data_out_gb is not None:
            yield internet_out(self.data_out_gb)

    def _receiving(self) -> Iterator[CostComponent]:
        received = self.monthly_received
        yield usage("Messages received", "ses.inbound", received, property="monthly_received")
        if self.received_kb is not None and self.received_kb >= _CHUNK_KB:
            # Only chunks that are full count, unlike the started ones elsewhere.
            full = self.received_kb // _CHUNK_KB
            chunks = None if received is None else received * full
            yield usage("Received mail chunks", "ses.inbound.chunks", chunks, property="monthly_received")
