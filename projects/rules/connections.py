"""Links that cannot be (CON): what mounts, what speaks, who may call whom."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from projects.facts import link_value
from projects.graph import Graph
from projects.known_services import known_services
from projects.link_kinds import likely_kinds, link_kind
from projects.records import Link, Node
from projects.rules.fixes import remove_link, set_link
from projects.rules.reachability import INTERNET
from projects.rules.remedies import function_between
from projects.rules.rule import Category, Finding, Fix, Rule, Severity
from projects.rules.wording import The, the
from projects.service import catalogue


class StraightToData(Rule):
    """CON001: users reach data through an application."""

    id = "CON001"
    summary = "Users and CloudFront reach data stores through an application, not directly."
    severity: ClassVar[Severity] = "warning"
    category: ClassVar[Category] = "security"
    rationale = "The application decides who may see what."
    source = "AWS Well-Architected Framework (not re-read)"
    link_kinds = ("traffic",)
    sources = INTERNET | {"cloudfront"}
    targets = (
        *("rds_instance", "aurora_cluster", "redshift_cluster", "documentdb", "neptune"),
        *("elasticache_cluster", "memorydb", "dax"),
    )

    def check_link(self, link: Link, graph: Graph) -> Iterator[Finding]:
        source, target = graph.node(link.source), graph.node(link.target)
        if source is None or target is None or link_value(link, "via"):
            return
        if graph.where(source).on_premises is None:
            yield self.finding(
                f"{The(graph, source)} calls {the(graph, target)} directly; put an application in between.",
                link,
                target,
                source,
                fix=function_between(link, graph),
            )


def _pairs() -> frozenset[frozenset[str]]:
    """The pairs of services that an attachment may join, in either direction."""
    of = {
        "elastic_network_interface": ("ec2_instance", "lambda_function"),
        "elastic_ip": ("ec2_instance", "elastic_network_interface", "nat_gateway", "network_load_balancer"),
        "efs_file_system": ("efs_mount_target",),
        "fsx": ("ec2_instance",),
        "vpc": (
            *("internet_gateway", "egress_only_internet_gateway", "virtual_private_gateway"),
            *("vpc_peering", "gateway_endpoint"),
        ),
        "virtual_private_gateway": ("direct_connect_gateway", "site_to_site_vpn"),
        "transit_gateway": (
            *("vpc", "subnet", "site_to_site_vpn", "direct_connect_gateway"),
            *("transit_gateway", "network_firewall"),
        ),
        "auto_scaling_group": (
            *("application_load_balancer", "network_load_balancer", "classic_load_balancer"),
            *("gateway_load_balancer", "ec2_instance", "eks"),
        ),
        "network_firewall": ("vpc",),
        "client_vpn": ("vpc", "subnet"),
        "eks": ("ec2_instance",),
        "dedicated_host": ("ec2_instance",),
        "outposts": ("direct_connect", "site_to_site_vpn", "subnet"),
    }
    return frozenset(frozenset((one, other)) for one, others in of.items() for other in others)


class Attachable(Rule):
    """CON002: a queue is not attached to an instance."""

    id = "CON002"
    summary = "Attachments join things that AWS attaches to each other, such as an interface and an instance."
    rationale = "Other pairs cannot be attached."
    source = "Amazon EC2 API Reference (botocore service model ec2 2016-11-15) (not re-read)"
    link_kinds = ("attach",)
    parameters: ClassVar = {"pairs": _pairs(), "to_anything": ("ebs_volume", "ebs_snapshot", "iam")}

    def joins(self, kind: str, source: str, target: str) -> bool:
        if kind not in self.link_kinds or not source or not target:
            return False
        if {source, target} & set(self.parameters["to_anything"]):
            return False
        known = known_services().keys() | catalogue().keys()
        pair = frozenset((source, target))
        return source in known and target in known and pair not in self.parameters["pairs"]

    def check_link(self, link: Link, graph: Graph) -> Iterator[Finding]:
        source, target = graph.node(link.source), graph.node(link.target)
        if source is None or target is None:
            return
        yield self.finding(
            f"{The(graph, source)} cannot be attached to {the(graph, target)}; choose another kind of link.",
            link,
            source,
            target,
            fix=self.remedy(link, source, target, graph),
        )

    def remedy(self, link: Link, source: Node, target: Node, graph: Graph) -> Fix:
        """The kind of link that joins the two without carrying traffic, if there is one; else none."""
        kinds = likely_kinds(type(source.service), type(target.service))
        for vpc, other in ((source, target), (target, source)):
            if vpc.service.stored_name == "vpc" and graph.where(other).vpc is None:
                kinds = ("associate",)  # it may be all that says to which VPC the other belongs
        for kind in ("associate", "mount"):
            if kind in kinds:
                return set_link(f"Make it a link of the kind “{link_kind(kind).label}”", link.id, kind=kind)
        return remove_link("Remove the attachment", link.id)


class Mountable(Rule):
    """CON003: a queue cannot be mounted."""

    id = "CON003"
    summary = "Mount links join compute or clients with EFS, FSx, a Storage Gateway share or S3."
    rationale = "Tables, queues and other services cannot be mounted."
    source = "Amazon EFS, FSx and S3 User Guides (not re-read)"
    link_kinds = ("mount",)
    parameters: ClassVar = {
        "clients": (
            *("ec2_instance", "auto_scaling_group", "ecs", "eks", "fargate", "lambda_function", "emr"),
            *("elastic_beanstalk", "codebuild", "server", "user", "users", "client", "batch", "sagemaker"),
            *(
                "on_premises_server",
                "workspaces",
                "storage_gateway",
                "corporate_data_center",
                "mobile_client",
            ),
        ),
        "targets": ("efs_file_system", "efs_mount_target", "fsx", "storage_gateway", "s3_bucket"),
    }

    def check_link(self, link: Link, graph: Graph) -> Iterator[Finding]:
        source, target = graph.node(link.source), graph.node(link.target)
        if source is None or target is None:
            return
        for client, share in ((source, target), (target, source)):
            if (
                client.service.stored_name in self.parameters["clients"]
                and share.service.stored_name in self.parameters["targets"]
            ):
                return
        yield self.finding(
            f"{The(graph, source)} cannot mount {the(graph, target)}; mount a file system or use another "
            "kind of link.",
            link,
            source,
            target,
            fix=remove_link("Remove the link", link.id),
        )


class SilentThing(Rule):
    """CON004: a volume does not answer calls."""

    id = "CON004"
    summary = (
        "Volumes, route tables, network ACLs, certificates and security groups take no application traffic."
    )
    rationale = "They configure or store; nothing listens there."
    source = "The drawing's own model (not re-read)"
    link_kinds = ("traffic",)
    parameters: ClassVar = {
        "silent": ("ebs_volume", "route_table", "network_acl", "acm_certificate", "security_group"),
        "disk_users": ("ec2_instance", "ecs", "fargate", "eks", "auto_scaling_group"),
        "keepers": (
            *("backup", "kms_key", "cloudwatch", "cloudtrail", "config", "guardduty", "inspector"),
            *("security_hub", "systems_manager", "cloudformation", "trusted_advisor", "route53"),
        ),
    }
    # A plan that backs a volume up, or a key that encrypts it, is no application that calls it.

    def joins(self, kind: str, source: str, target: str) -> bool:
        silent, ends = self.parameters["silent"], {source, target}
        kept = not ends.isdisjoint(self.parameters["keepers"])
        return super().joins(kind, source, target) and not kept and not ends.isdisjoint(silent)

    def check_link(self, link: Link, graph: Graph) -> Iterator[Finding]:
        source, target = graph.node(link.source), graph.node(link.target)
        if source is None or target is None:
            return
        if (source.service.stored_name, target.service.stored_name) == ("ebs_volume", "s3_bucket"):
            return  # its snapshots
        for one, other in ((target, source), (source, target)):
            name = one.service.stored_name
            disk = name == "ebs_volume" and other.service.stored_name in self.parameters["disk_users"]
            if name in self.parameters["silent"] and not disk:
                yield self.finding(
                    f"{The(graph, one)} takes no traffic; choose another kind of link.",
                    link,
                    one,
                    other,
                    fix=self.of_another_kind(link, source, target),
                )
                return

    def of_another_kind(self, link: Link, source: Node, target: Node) -> Fix:
        """The kind of link that suits the two, or no link."""
        kinds = (*likely_kinds(type(source.service), type(target.service)),)
        if kinds == ("traffic",):
            kinds = (*likely_kinds(type(target.service), type(source.service)),)
        kind = next((kind for kind in kinds if kind != "traffic"), None)
        if kind is None:
            return remove_link("Remove the link", link.id)
        return set_link(f"Make it {link_kind(kind).label.lower()}", link.id, kind=kind)
