"""Storage Gateways (SGW): their types and where they store."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from projects.facts import value
from projects.graph import Graph
from projects.records import Link, Node
from projects.rules.fixes import remove_link, set_properties
from projects.rules.rule import Finding, Rule
from projects.rules.wording import The, listed, the

GATEWAY = "storage_gateway"


class GatewayType(Rule):
    """SGW001: files, volumes or tapes."""

    id = "SGW001"
    summary = "A Storage Gateway has one of the types that AWS offers."
    rationale = "ActivateGateway refuses others; FILE_FSX_SMB is closed to new customers."
    source = "botocore service model storagegateway, ActivateGateway"
    applies_to = (GATEWAY,)
    parameters: ClassVar = {
        "types": ("FILE_S3", "CACHED", "STORED", "VTL", "FILE_FSX_SMB"),
        "meant": {"TAPE": "VTL", "VOLUME": "CACHED", "CACHE": "CACHED", "STORE": "STORED"},
    }

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        kind = value(node, "type")
        if not kind or str(kind).upper() in self.parameters["types"]:
            return
        words = str(kind).upper()
        meant = next((m for word, m in self.parameters["meant"].items() if word in words), "FILE_S3")
        yield self.finding(
            f"{The(graph, node)} has the type “{kind}”; AWS offers {listed(self.parameters['types'])}.",
            node,
            fix=set_properties(f"Make it {meant}", node.id, type=meant),
        )


class GatewayStore(Rule):
    """SGW002: a gateway keeps files, volumes and tapes."""

    id = "SGW002"
    summary = "A Storage Gateway stores to S3, Glacier, EBS snapshots or FSx, not to databases or compute."
    rationale = "Files, volumes and tapes are all it writes."
    source = "AWS Storage Gateway User Guide (not re-read)"
    link_kinds = ("traffic", "deliver", "replicate", "event", "target")
    sources = (GATEWAY,)
    parameters: ClassVar = {
        "never": (
            *("rds_instance", "aurora_cluster", "dynamodb_table", "redshift_cluster", "elasticache_cluster"),
            *("documentdb", "neptune", "ec2_instance", "lambda_function", "ecs", "fargate", "eks"),
            *("sqs_queue", "kinesis_streams"),
        )
    }

    def check_link(self, link: Link, graph: Graph) -> Iterator[Finding]:
        source, target = graph.node(link.source), graph.node(link.target)
        if source is None or target is None or source.service.name != GATEWAY:
            return
        if target.service.stored_name in self.parameters["never"]:
            label = f"Remove the link to {the(graph, target)}"
            yield self.finding(
                f"{The(graph, source)} cannot store to {the(graph, target)}; store to S3, S3 Glacier, EBS "
                "snapshots or FSx.",
                link,
                source,
                target,
                fix=remove_link(label, link.id),
            )
