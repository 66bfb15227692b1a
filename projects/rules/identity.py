"""Who may do what, keys and directories (IAM, KMS, DIR)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from projects import edits
from projects.document import Draft
from projects.facts import link_value, value
from projects.graph import Graph
from projects.known_services import scope_of
from projects.records import Link, Node
from projects.rules.delivery import pair
from projects.rules.fixes import set_properties
from projects.rules.remedies import drafted, known_subnets, new_node, use_zones
from projects.rules.rule import Category, Finding, Fix, Rule, Severity
from projects.rules.streams import same_zone
from projects.rules.wording import The, the

KEY, DIRECTORY = "kms_key", "directory_service"


class SecondFactor(Rule):
    """IAM001: a password is not enough."""

    id = "IAM001"
    summary = "The root user and privileged users have multi-factor authentication."
    severity: ClassVar[Severity] = "warning"
    category: ClassVar[Category] = "security"
    rationale = "A stolen password alone would open the account."
    source = "AWS Support User Guide: Trusted Advisor check reference (not re-read)"
    applies_to = ("iam", "account")

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        if value(node, "mfa") is False:
            yield self.finding(
                f"{The(graph, node)} has users without multi-factor authentication; ask for it.",
                node,
                fix=set_properties("Ask for multi-factor authentication", node.id, mfa=True),
            )


class LeastPrivilege(Rule):
    """IAM002: not everything for everybody."""

    id = "IAM002"
    summary = "Policies grant least privilege, not everything."
    severity: ClassVar[Severity] = "warning"
    category: ClassVar[Category] = "security"
    rationale = "A leaked credential would own the account."
    source = "IAM User Guide (not re-read)"
    applies_to = ("iam",)
    parameters: ClassVar = {"everything": ("*:*", "*", "AdministratorAccess")}

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        words = re.split(r"[\s,;]+", str(value(node, "policy") or ""))
        if not set(self.parameters["everything"]).isdisjoint(words):
            yield self.finding(
                f"{The(graph, node)} has a policy that allows everything; allow what is needed only.", node
            )


class KeyRegion(Rule):
    """KMS001: a key stays in its Region."""

    id = "KMS001"
    summary = "A key encrypts resources of its own Region."
    rationale = "Keys never leave their Region, unless they are multi-Region keys."
    source = "AWS KMS Developer Guide (not re-read)"
    link_kinds = ("encrypt",)
    parameters: ClassVar = {"not_judged": ("global", "edge")}

    def check_link(self, link: Link, graph: Graph) -> Iterator[Finding]:
        found = pair(link, graph, KEY)
        if found is None or value(found[0], "multi_region"):
            return
        key, target = found
        own, theirs = graph.region_of(key), graph.region_of(target)
        if (
            not own
            or not theirs
            or own == theirs
            or scope_of(target.service) in self.parameters["not_judged"]
        ):
            return
        yield self.finding(
            f"{The(graph, key)} is in {own} and cannot encrypt {the(graph, target)} in {theirs}; use a key "
            "there.",
            link,
            key,
            target,
            fix=self.key_there(link, target, graph),
        )

    def key_there(self, link: Link, target: Node, graph: Graph) -> Fix | None:
        """Encrypt with a key of the target's Region: one that is there, or a new one."""
        region, code = graph.where(target).region, graph.region_of(target)
        there = graph.inside(region, KEY)
        label = f"Use {graph.title(there[0])} in {code}" if there else f"Add a key in {code}"
        if region is None:
            return None

        def work(draft: Draft) -> None:
            key = there[0].id if there and draft.node(there[0].id) else new_node(draft, KEY, region).id
            draft.remove(link.id)
            edits.connect(draft, key, target.id, "encrypt")

        return drafted(label, work, link.id, region, target.id)


class KeyRotation(Rule):
    """KMS002: keys of your own change every year. Asymmetric keys and those of AWS are not judged."""

    id = "KMS002"
    summary = "Customer keys rotate."
    severity: ClassVar[Severity] = "warning"
    category: ClassVar[Category] = "security"
    rationale = "Rotation limits the use of one key."
    source = "AWS KMS Developer Guide (not re-read)"
    applies_to = (KEY,)

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        if value(node, "rotation") is not False or value(node, "managed_by") == "aws":
            return
        if value(node, "key_spec") in (None, "SYMMETRIC_DEFAULT"):
            fix = set_properties("Rotate it every year", node.id, rotation=True)
            yield self.finding(f"{The(graph, node)} does not rotate; switch rotation on.", node, fix=fix)


class DirectorySubnets(Rule):
    """DIR001: two domain controllers in two zones."""

    id = "DIR001"
    summary = "A directory uses exactly two subnets in different Availability Zones of one VPC."
    rationale = "The API refuses others."
    source = "AWS Directory Service Administration Guide; API DirectoryVpcSettings"
    applies_to = (DIRECTORY,)
    parameters: ClassVar = {"subnets": 2}

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        subnets = known_subnets(node, graph)
        if not subnets:
            return
        wanted = self.parameters["subnets"]
        vpcs = {graph.where(subnet).vpc for subnet in subnets} - {None}
        if len(subnets) == wanted and len(vpcs) < 2 and not same_zone(subnets, graph):
            return
        yield self.finding(
            f"{The(graph, node)} needs two subnets of one VPC in different Availability Zones.",
            node,
            fix=use_zones(node, graph, wanted),
        )


class ConnectorPath(Rule):
    """DIR002: a connector reaches the directory it stands for."""

    id = "DIR002"
    summary = "AD Connector has a network path to the self-managed directory."
    rationale = "It passes requests on to domain controllers that the customer runs."
    source = (
        "AWS Directory Service Administration Guide, AD Connector prerequisites (VPN or Direct Connect); "
        "EC2 domain controllers (not re-read)"
    )
    applies_to = (DIRECTORY,)
    parameters: ClassVar = {
        "paths": (
            *("site_to_site_vpn", "virtual_private_gateway", "direct_connect", "direct_connect_gateway"),
            *("transit_gateway", "cloud_wan", "vpc_peering"),
        ),
        "links": ("vpn", "dx", "peer"),
        "ends": ("customer_gateway", "on_premises", "corporate_data_center", "on_premises_server", "vpc"),
    }

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        if value(node, "type") != "ADConnector" or self.connected(node, graph):
            return
        yield self.finding(
            f"{The(graph, node)} has no path to the directory it connects; add a VPN or Direct Connect.",
            node,
            fix=self.vpn(node, graph),
        )

    def connected(self, node: Node, graph: Graph) -> bool:
        """Whether the drawing has any path, or domain controllers on EC2 in the connector's VPC."""
        if any(link_value(link, "via") for link in graph.links_of(node.id)):
            return True
        if graph.nodes_of(*self.parameters["paths"]):
            return True
        vpc = graph.vpc_of(node)
        if graph.inside(vpc.id, "ec2_instance") if vpc is not None else graph.nodes_of("ec2_instance"):
            return True
        near = graph.nodes_of(*self.parameters["ends"])
        return any(graph.links_of(other.id, *self.parameters["links"]) for other in near)

    def vpn(self, node: Node, graph: Graph) -> Fix | None:
        """A VPN between the first site drawn and the connector's VPC."""
        vpc, sites = graph.vpc_of(node), graph.nodes_of("on_premises")
        if vpc is None or not sites:
            return None
        site = sites[0]

        def work(draft: Draft) -> None:
            gateway = new_node(draft, "virtual_private_gateway", vpc.id)
            router = new_node(draft, "customer_gateway", site.id)
            edits.connect(draft, router.id, gateway.id, "vpn")

        label = f"Add a VPN from {the(graph, site)} to {the(graph, vpc)}"
        return drafted(label, work, vpc.id, site.id)
