"""API Gateway (API): integrations, private ways in, domains and limits."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from projects import edits
from projects.document import Draft
from projects.facts import link_value, value
from projects.graph import Graph
from projects.records import Link, Node
from projects.rules.delivery import CERTIFICATE, pair
from projects.rules.fixes import remove_link, set_properties
from projects.rules.load_balancers import CLB, is_internal
from projects.rules.reachability import INTERNET, from_internet
from projects.rules.remedies import (
    drafted,
    ends,
    function_between,
    move_to_region,
    new_node,
    one_a_zone,
    region_in,
)
from projects.rules.rule import Category, Finding, Fix, Rule, Severity
from projects.rules.wording import The, the

API = "api_gateway"
_GUIDE = "Amazon API Gateway Developer Guide"


def kind_of(api: Node) -> str:
    """REST, HTTP or WEBSOCKET; an edge-optimised API is a REST API; "" where it is not known."""
    given = str(value(api, "type") or "").upper()
    return given or ("REST" if endpoint_of(api) == "EDGE" else "")


def endpoint_of(api: Node) -> str:
    """EDGE, REGIONAL or PRIVATE; HTTP and WebSocket APIs are regional; "" where it is not known."""
    given = str(value(api, "endpoint") or "").upper()
    regional = str(value(api, "type") or "").upper() in ("HTTP", "WEBSOCKET")
    return given or ("REGIONAL" if regional else "")


class Integration(Rule):
    """API001: an API speaks HTTP."""

    id = "API001"
    summary = "An API integrates functions, HTTP endpoints, AWS services or a VPC link."
    rationale = "API Gateway speaks HTTP; databases, caches, volumes, file systems and gateways do not."
    source = f"{_GUIDE}; API CreateVpcLink (not re-read)"
    link_kinds = ("traffic", "event", "target")
    sources = (API,)
    parameters: ClassVar = {
        "data_api": ("aurora_cluster", "redshift_cluster"),
        "asked_by_functions": (
            *("rds_instance", "aurora_cluster", "elasticache_cluster", "memorydb", "dax", "documentdb"),
            *("redshift_cluster", "msk", "efs_file_system", "efs_mount_target", "fsx"),
        ),
    }
    targets = (
        *parameters["asked_by_functions"],
        *("ebs_volume", "internet_gateway", "nat_gateway", "virtual_private_gateway", "transit_gateway"),
    )

    def check_link(self, link: Link, graph: Graph) -> Iterator[Finding]:
        found = ends(link, graph)
        if found is None:
            return
        api, target = found
        name = target.service.stored_name
        if name in self.parameters["data_api"] and link_value(link, "op") == "data_api":
            return
        fix = remove_link("Remove the link", link.id)
        if name in self.parameters["asked_by_functions"]:
            fix = function_between(link, graph) or fix
        yield self.finding(
            f"{The(graph, api)} cannot integrate {the(graph, target)}; put a function in between.",
            link,
            api,
            target,
            fix=fix,
        )


class PrivateIntegration(Rule):
    """API002: into a VPC through a VPC link.

    A container service may be the Cloud Map service of an HTTP API's VPC link, which is not drawn; only
    a REST API, or a link said not to go through a VPC link, cannot reach it.
    """

    id = "API002"
    summary = "A private integration goes through a VPC link to a load balancer, or a Cloud Map service."
    rationale = "Private addresses are not reachable from the gateway."
    source = f"botocore service model apigateway, PutIntegration integrationTarget; {_GUIDE}"
    link_kinds = ("traffic", "event", "target")
    sources = (API,)
    targets = (
        *("application_load_balancer", "network_load_balancer", CLB),
        *("ec2_instance", "auto_scaling_group", "ecs", "fargate", "eks"),
    )
    parameters: ClassVar = {
        "HTTP": ("application_load_balancer", "network_load_balancer", "cloud_map"),
        "REST": ("network_load_balancer", "application_load_balancer"),
        "services": ("ecs", "fargate", "eks"),
    }

    def check_link(self, link: Link, graph: Graph) -> Iterator[Finding]:
        found = ends(link, graph)
        if found is None or not self.refused(link, *found, graph):
            return
        api, target = found
        name = target.service.stored_name
        if name in self.parameters["REST"]:
            yield self.finding(
                f"{The(graph, api)} reaches {the(graph, target)}, which is internal, by a VPC link only.",
                link,
                target,
                api,
                fix=drafted("Go through a VPC link", lambda draft: _mark_vpc_link(draft, link.id), link.id),
            )
            return
        yield self.finding(
            f"{The(graph, api)} cannot reach {the(graph, target)}, which is private; go through a VPC link "
            "to a load balancer.",
            link,
            target,
            api,
            fix=None if name == CLB else self.balancer_between(link, target, graph),
        )

    def refused(self, link: Link, api: Node, target: Node, graph: Graph) -> bool:
        """Whether AWS would not let the API reach the target this way."""
        name, linked, kind = target.service.stored_name, link_value(link, "vpc_link"), kind_of(api)
        if name in self.parameters["REST"]:
            return is_internal(target) and linked is False
        if name == CLB:
            return is_internal(target)
        subnets = graph.subnets_of(target)
        if not subnets or any(graph.is_public(subnet) for subnet in subnets):
            return False
        if name in self.parameters["services"]:
            return linked is False or kind == "REST"
        return kind in ("REST", "WEBSOCKET") or not linked

    def balancer_between(self, link: Link, target: Node, graph: Graph) -> Fix | None:
        """An internal Network Load Balancer in the target's VPC, reached through a VPC link."""
        vpc = graph.vpc_of(target)
        subnets = [s for s in one_a_zone(vpc, graph, graph.subnets_of(target)) if not graph.is_public(s)]
        if vpc is None or not subnets:
            return None
        listed = tuple(subnet.id for subnet in subnets)
        registered: dict[str, Any] = {}
        if target.service.stored_name == "fargate":
            registered["target_type"] = "ip"

        def work(draft: Draft) -> None:
            balancer = new_node(draft, "network_load_balancer", vpc.id, scheme="internal", subnets=listed)
            draft.remove(link.id)
            _join(draft, link.source, balancer.id, "traffic", {"vpc_link": True})
            _join(draft, balancer.id, target.id, "target", registered)

        label = f"Put a Network Load Balancer with a VPC link before {graph.title(target)}"
        return drafted(label, work, link.id, vpc.id, target.id, *listed)


def _join(draft: Draft, source: str, target: str, kind: str, details: dict[str, Any]) -> None:
    made = edits.connect(draft, source, target, kind)
    if made is not None:
        draft.put(made.model_copy(update={"details": details}))


def _mark_vpc_link(draft: Draft, link_id: str) -> None:
    link = draft.get(link_id)
    if isinstance(link, Link):
        draft.put(link.model_copy(update={"details": {**link.details, "vpc_link": True}}))


class OpenApi(Rule):
    """API003: an API asks who calls."""

    id = "API003"
    summary = "Routes have an authorizer, IAM or key authorisation."
    severity: ClassVar[Severity] = "warning"
    category: ClassVar[Category] = "security"
    rationale = "An open API can be abused."
    source = "AWS Well-Architected Framework (not re-read)"
    applies_to = (API,)

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        if str(value(node, "auth") or "").upper() == "NONE":
            yield self.finding(
                f"{The(graph, node)} is open to everybody; choose how callers prove who they are.",
                node,
                fix=set_properties("Ask for requests signed with IAM", node.id, auth="IAM"),
            )


class DomainCertificate(Rule):
    """API004: the certificate is where the domain is served."""

    id = "API004"
    summary = "The certificate of an edge-optimised API is in us-east-1, of a regional one in its Region."
    rationale = "Edge-optimised domains are CloudFront's, which reads certificates in us-east-1."
    source = f"{_GUIDE}; API CreateVpcLink (not re-read)"
    link_kinds = ("associate", "attach")
    parameters: ClassVar = {"edge": "us-east-1"}

    def joins(self, kind: str, source: str, target: str) -> bool:
        return kind in self.link_kinds and {source, target} == {API, CERTIFICATE}

    def check_link(self, link: Link, graph: Graph) -> Iterator[Finding]:
        found = pair(link, graph, CERTIFICATE)
        if found is None:
            return
        certificate, api = found
        here, own = graph.region_of(certificate), graph.region_of(api)
        edge, endpoint = self.parameters["edge"], endpoint_of(api)
        wanted = edge if endpoint == "EDGE" else own
        legal = {edge, own} if not endpoint else {wanted}
        if not here or not wanted or here in legal:
            return
        yield self.finding(
            f"{The(graph, certificate)} is in {here}; {the(graph, api)} takes certificates of {wanted}.",
            certificate,
            link,
            api,
            fix=self.request_there(link, certificate, api, wanted, graph),
        )

    def request_there(self, link: Link, certificate: Node, api: Node, code: str, graph: Graph) -> Fix | None:
        """Move the certificate; where others use it too, request another one there."""
        region = graph.where(certificate).region
        if region is None or len(graph.links_of(certificate.id)) == 1:
            return move_to_region(certificate, graph, code)

        def work(draft: Draft) -> None:
            home = region_in(draft, code, region)
            made = new_node(draft, CERTIFICATE, home, label=certificate.label)
            draft.put(made.model_copy(update={"service": certificate.service}))
            draft.remove(link.id)
            edits.connect(draft, made.id, api.id, "associate")

        return drafted(f"Request a certificate in {code} too", work, link.id, region, api.id)


class PrivateApi(Rule):
    """API005: a private API has no public endpoint."""

    id = "API005"
    summary = "A private API is reached through an interface endpoint, not from the internet."
    rationale = "It has no public endpoint."
    source = f"{_GUIDE}; API CreateVpcLink (not re-read)"
    link_kinds = ("traffic", "origin")
    sources = INTERNET | {"cloudfront"}
    targets = (API,)

    def check_link(self, link: Link, graph: Graph) -> Iterator[Finding]:
        found = ends(link, graph)
        if found is None or endpoint_of(found[1]) != "PRIVATE":
            return
        source, api = found
        distribution = source.service.name == "cloudfront"
        if link_value(link, "vpc_origin") or not distribution and from_internet(link, graph) is None:
            return
        yield self.finding(
            f"{The(graph, source)} cannot reach {the(graph, api)}, which is private; make it regional or "
            "call it from a VPC.",
            link,
            api,
            source,
            fix=set_properties("Make it regional", api.id, endpoint="REGIONAL"),
        )


class IntegrationTimeout(Rule):
    """API006: an API waits half a minute."""

    id = "API006"
    summary = "The integration timeout is at most 30 s for HTTP APIs and 29 s for others."
    rationale = "The API refuses more; streamed responses may take 900 s."
    source = (
        "botocore service models apigateway PutIntegration timeoutInMillis, apigatewayv2 "
        f"CreateIntegration TimeoutInMillis; {_GUIDE}, response streaming"
    )
    applies_to = (API,)
    parameters: ClassVar = {"http": 30, "rest_edge": 29, "websocket": 29, "stream": 900}

    def check(self, node: Node, graph: Graph) -> Iterator[Finding]:
        timeout = value(node, "integration_timeout_s")
        if timeout is None:
            return
        most = self.most(node)
        if most is not None and timeout > most:
            yield self.finding(
                f"{The(graph, node)} waits {timeout} s for an answer; at most {most} s are possible.",
                node,
                fix=set_properties(f"Wait {most} s", node.id, integration_timeout_s=most),
            )

    def most(self, api: Node) -> int | None:
        """Seconds; None where a raised quota may allow any, or the type is not known."""
        kind = kind_of(api)
        limits: dict[str, int] = {name: int(limit) for name, limit in self.parameters.items()}
        if kind == "REST" and value(api, "response_streaming"):
            return limits["stream"]
        if kind == "REST":
            return limits["rest_edge"] if endpoint_of(api) == "EDGE" else None
        return {"HTTP": limits["http"], "WEBSOCKET": limits["websocket"]}.get(kind)
