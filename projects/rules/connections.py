"""Links that cannot be (CON): what mounts, what speaks, who may call whom."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from projects.facts import link_value
from projects.graph import Graph
from projects.records import Link
from projects.rules.fixes import remove_link
from projects.rules.reachability import INTERNET
from projects.rules.rule import Category, Finding, Rule, Severity
from projects.rules.wording import The, the


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
            )


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
    }

    def joins(self, kind: str, source: str, target: str) -> bool:
        silent = self.parameters["silent"]
        return super().joins(kind, source, target) and (source in silent or target in silent)

    def check_link(self, link: Link, graph: Graph) -> Iterator[Finding]:
        source, target = graph.node(link.source), graph.node(link.target)
        if source is None or target is None:
            return
        for one, other in ((target, source), (source, target)):
            name = one.service.stored_name
            disk = name == "ebs_volume" and other.service.stored_name in self.parameters["disk_users"]
            if name in self.parameters["silent"] and not disk:
                yield self.finding(
                    f"{The(graph, one)} takes no traffic; choose another kind of link.", link, one, other
                )
                return
