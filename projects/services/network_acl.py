"""Network access control list."""

from typing import ClassVar

from projects.properties import Flag, Text
from projects.service import Service


class NetworkAcl(Service):
    """A stateless packet filter around subnets, with allow and deny rules in order."""

    name = "network_acl"
    label = "Network ACL"
    official = "Network access control list (ACL)"
    billed_as = "Amazon VPC"
    summary = "A stateless packet filter around subnets, with numbered allow and deny rules."
    category = "Networking"
    synonyms = ("nacl", "acl", "firewall", "packet filter", "network access control list")
    cloudformation = "AWS::EC2::NetworkAcl"
    icon = "network_acl"
    shape = "resource"
    scope = "vpc"
    inside = ("vpc", "subnet")
    size = (48, 48)
    links: ClassVar = {
        "associate": ("subnet",),
    }
    needs_no_price = "Network ACLs are not billed."

    default_acl: bool | None = Flag("Default network ACL", help="Lets everything pass until changed.")
    inbound: str | None = Text(
        "Inbound rules", help="One per line: number, allow or deny, protocol, port, source."
    )
    outbound: str | None = Text(
        "Outbound rules", help="One per line: number, allow or deny, protocol, port, destination."
    )
