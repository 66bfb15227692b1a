"""How private subnets reach the APIs of AWS (RTE012, RTE013): endpoints, or a way out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import ClassVar

from projects.facts import link_value, value
from projects.graph import Graph
from projects.joined_networks import peered, routers
from projects.records import Link, Node
from projects.rules.fixes import add_node
from projects.rules.reachability import way_out
from projects.rules.rule import Category, Finding, Fix, Rule, Severity
from projects.rules.wording import The, the

GATEWAY = {"s3_bucket": "s3", "dynamodb_table": "dynamodb"}
"""What a gateway endpoint leads to, and what it is called there."""

ENDPOINTS = {
    "s3_bucket": ("s3", "s3express"),
    "dynamodb_table": ("dynamodb",),
    "sqs_queue": ("sqs",),
    "sns_topic": ("sns",),
    "eventbridge": ("events", "eventbridge"),
    "step_functions": ("states", "stepfunctions"),
    "kinesis_streams": ("kinesisstreams", "kinesis"),
    "firehose": ("kinesisfirehose", "firehose"),
    "kms_key": ("kms",),
    "secrets_manager": ("secretsmanager",),
    "systems_manager": ("ssm", "ssmmessages", "ec2messages", "systemsmanager"),
    "cloudwatch": ("logs", "monitoring", "cloudwatch"),
    "ecr": ("ecr",),
    "athena": ("athena",),
    "glue": ("glue",),
    "bedrock": ("bedrock", "bedrockruntime", "bedrockagent", "bedrockagentruntime"),
    "rekognition": ("rekognition",),
    "sagemaker": ("sagemaker",),
    "ses": ("emailsmtp", "email", "ses"),
    "xray": ("xray",),
    "codebuild": ("codebuild",),
    "cloudformation": ("cloudformation",),
    "lambda_function": ("lambda",),
    "api_gateway": ("executeapi", "apigateway"),
    "appsync": ("appsyncapi", "appsync"),
    "cognito": ("cognitoidp", "cognitoidentity", "cognito"),
    "iot_core": ("iot", "iotcore"),
    "mediaconvert": ("mediaconvert",),
}
"""A service's API, and what its interface endpoints are called, without separators."""

_NAMES = frozenset(name for names in ENDPOINTS.values() for name in names)
_COMPUTE = ("ec2_instance", "ecs", "fargate", "eks", "lambda_function", "emr", "batch")


@lru_cache(maxsize=512)
def _leads_to(text: str, service: str) -> bool:
    """Whether an endpoint whose service is written so may lead to this service."""
    for part in re.split(r"[\s,;]+", text.lower()):
        name = re.sub(r"^(com\.amazonaws\.)?([a-z]{2,4}(-[a-z]+)+-\d\.)?", "", part).removesuffix("-fips")
        name = re.sub(r"[^a-z0-9]", "", name.split(".")[0])
        if name in ENDPOINTS[service] or name not in _NAMES:
            return True
    return False


def _endpoint_for(service: str, vpc_id: str, graph: Graph, own: bool = True) -> bool:
    """Whether a VPC has an endpoint that leads to a service, or one that does not say where it leads."""
    if service in GATEWAY and own:  # a gateway endpoint serves its own VPC only
        for endpoint in graph.inside(vpc_id, "gateway_endpoint"):
            if value(endpoint, "service") in (None, *ENDPOINTS[service]):
                return True
    return any(
        _leads_to(str(value(endpoint, "service") or ""), service)
        for endpoint in graph.inside(vpc_id, "interface_endpoint")
    )


def _call(link: Link, graph: Graph) -> tuple[Node, Node, Node] | None:
    """Caller, API and the caller's VPC, where that has no endpoint for the API; else None."""
    source, target = graph.node(link.source), graph.node(link.target)
    if source is None or target is None or link_value(link, "via"):
        return None
    if graph.where(target).vpc is not None or value(source, "public_ip"):
        return None
    vpc = graph.vpc_of(source)
    if vpc is None or _endpoint_for(target.service.stored_name, vpc.id, graph):
        return None
    return source, target, vpc


def _gateway_fix(target: Node, vpc: Node, graph: Graph) -> Fix:
    service = GATEWAY[target.service.stored_name]
    label = f"Add a gateway endpoint for {'S3' if service == 's3' else 'DynamoDB'} to {the(graph, vpc)}"
    return add_node(label, "gateway_endpoint", vpc.id, service=service)


class PathToApis(Rule):
    """RTE012: AWS's APIs have public addresses."""

    id = "RTE012"
    summary = (
        "Compute in a private subnet that calls an API of AWS has an endpoint in its VPC or another way out."
    )
    rationale = "The APIs of AWS have public addresses."
    source = "AWS PrivateLink Guide; API CreateVpcEndpoint (not re-read)"
    link_kinds = ("traffic",)
    sources = _COMPUTE
    targets = tuple(ENDPOINTS)
    parameters: ClassVar = {
        "not_concerned": (
            *("rds_instance", "aurora_cluster", "redshift_cluster", "elasticache_cluster"),
            *("efs_file_system", "fsx", "application_load_balancer", "network_load_balancer"),
            *("classic_load_balancer", "gateway_load_balancer", "msk", "opensearch"),
        )
    }

    def check_link(self, link: Link, graph: Graph) -> Iterator[Finding]:
        call = _call(link, graph)
        if call is None:
            return
        source, target, vpc = call
        subnets = graph.subnets_of(source)
        if not subnets or not all(self.cut_off(subnet, graph) for subnet in subnets):
            return
        name = target.service.stored_name
        if any(_endpoint_for(name, other, graph, own=False) for other in _shared(vpc, graph)):
            return
        yield self.finding(
            f"{The(graph, source)} cannot reach {the(graph, target)} from its private subnet; add an endpoint"
            " for it, or a NAT gateway.",
            link,
            source,
            target,
            fix=self.remedy(target, vpc, subnets, graph),
        )

    def cut_off(self, subnet: Node, graph: Graph) -> bool:
        """Whether no packet to the internet leaves a subnet."""
        if graph.is_public(subnet) or way_out(subnet, graph):
            return False
        routed = graph.default_routes(subnet)[1]
        return routed or not graph.inside(graph.where(subnet).vpc, "virtual_private_gateway")

    def remedy(self, target: Node, vpc: Node, subnets: list[Node], graph: Graph) -> Fix:
        name = target.service.stored_name
        if name in GATEWAY:
            return _gateway_fix(target, vpc, graph)
        by_zone = {graph.zone_of(subnet) or subnet.id: subnet.id for subnet in subnets}
        label = f"Add an interface endpoint for {target.service.label} to {the(graph, vpc)}"
        service = _WRITTEN.get(name, ENDPOINTS[name][0])
        chosen = tuple(by_zone.values())
        return add_node(label, "interface_endpoint", vpc.id, service=service, subnets=chosen)


_WRITTEN = {
    "kinesis_streams": "kinesis-streams",
    "firehose": "kinesis-firehose",
    "ecr": "ecr.dkr",
    "bedrock": "bedrock-runtime",
    "sagemaker": "sagemaker.runtime",
    "ses": "email-smtp",
    "api_gateway": "execute-api",
    "appsync": "appsync-api",
    "cognito": "cognito-idp",
    "iot_core": "iot.data",
}
"""What an endpoint is called where :data:`ENDPOINTS` leaves separators out."""


def _shared(vpc: Node, graph: Graph) -> set[str]:
    """Ids of VPCs whose interface endpoints this one may use: over peering or a router."""
    found = peered(graph, vpc)
    for router in routers(graph, vpc):
        found |= {where for o in graph.others(router) if (where := graph.where(o).vpc) is not None}
    return found - {vpc.id}


class GatewayEndpointInstead(Rule):
    """RTE013: gateway endpoints are free, NAT gateways bill each GB."""

    id = "RTE013"
    summary = "Traffic from private subnets to S3 and DynamoDB takes the free gateway endpoint."
    severity: ClassVar[Severity] = "warning"
    category: ClassVar[Category] = "cost_optimization"
    rationale = "NAT gateways bill each GB they process; gateway endpoints cost nothing."
    source = "AWS Well-Architected Framework (not re-read)"
    link_kinds = ("traffic",)
    sources = (*_COMPUTE, "auto_scaling_group")
    targets = tuple(GATEWAY)

    def check_link(self, link: Link, graph: Graph) -> Iterator[Finding]:
        call = _call(link, graph)
        if call is None:
            return
        source, target, vpc = call
        own, other = graph.region_of(vpc), graph.region_of(target)
        if own and other and own != other:
            return
        if not any(self.through_nat(subnet, graph) for subnet in graph.subnets_of(source)):
            return
        yield self.finding(
            f"{The(graph, source)} reaches {the(graph, target)} through a NAT gateway, which bills each GB; "
            "add a gateway endpoint.",
            link,
            source,
            target,
            fix=_gateway_fix(target, vpc, graph),
        )

    def through_nat(self, subnet: Node, graph: Graph) -> bool:
        if graph.is_public(subnet):
            return False
        targets, drawn = graph.default_routes(subnet)
        gateways = targets if drawn else graph.inside(graph.where(subnet).vpc, "nat_gateway")
        return any(gateway.service.stored_name == "nat_gateway" for gateway in gateways)
