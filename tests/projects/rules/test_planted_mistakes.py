"""One mistake planted in each sound architecture: exactly that error comes, on what was planted."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.projects.rules.reference_architectures import ARCHITECTURES, Drawing, Item, box, icon
from tests.projects.rules.reference_networks import NETWORKS
from tests.projects.rules.service_architectures import SERVICE_ARCHITECTURES
from tests.rule_cases.cases import findings_of

SOUND = {
    made["title"]: made for made in (draw() for draw in (*ARCHITECTURES, *NETWORKS, *SERVICE_ARCHITECTURES))
}

PROPERTIES: list[tuple[str, str, dict[str, Any]]] = [
    ("lambda", "LMB001", {"timeout_s": 901}),
    ("lambda", "LMB002", {"memory_mb": 127}),
    ("lambda", "LMB003", {"ephemeral_mb": 10241}),
    ("lambda", "LMB005", {"layers": 6}),
    ("lambda", "LMB015", {"reserved_concurrency": 1, "provisioned_concurrency": 2}),
    ("s3", "S3S001", {"bucket_name": "Upper"}),
    ("s3", "S3S009", {"storage_class": "WARM"}),
    ("s3", "S3S006", {"lifecycle": [{"days": 29, "to": "STANDARD_IA"}]}),
    ("s3", "GLA001", {"storage_class": "DEEP_ARCHIVE", "retrieval": "expedited"}),
    ("sqs", "SQS001", {"delay_s": 901}),
    ("sqs", "SQS002", {"type": "standard", "fifo": None, "queue_name": "a.fifo"}),
    ("dynamodb", "DDB001", {"billing": "PAY_PER_REQUEST", "rcu": 5}),
    ("dynamodb", "DDB002", {"lsi": 6}),
    ("dynamodb", "DDB004", {"item_kb": 401}),
    ("rds", "RDS004", {"backup_retention": 36}),
    ("rds", "RDS007", {"engine": "sybase"}),
    ("rds", "RDS008", {"storage": "gp3", "storage_gib": 19, "iops": None}),
    ("rds", "RDS009", {"storage": "io1", "storage_gib": 100, "iops": 5001}),
    ("rds", "RDS010", {"replicas": 16}),
    ("rds", "RDS015", {"class": "m7g.large"}),
    ("aurora", "AUR001", {"readers": 16}),
    ("aurora", "AUR003", {"min_acu": 4, "max_acu": 2}),
    ("aurora", "AUR004", {"storage_gib": 100}),
    ("aurora", "RDS004", {"backup_retention": 0}),
    ("elasticache", "ECH001", {"replicas": 6}),
    ("elasticache", "ECH002", {"multi_az": True, "automatic_failover": False, "replicas": 1}),
    ("elasticache", "ECH007", {"engine": "aerospike"}),
    ("redshift", "RSH001", {"cluster_type": "multi-node", "nodes": 1}),
    ("redshift", "RSH002", {"node_type": "ds2.xlarge", "multi_az": None}),
    ("redshift", "RSH003", {"node_type": "ra3.large", "snapshot_retention": 0}),
    ("kinesis", "KIN001", {"retention_h": 23}),
    ("step_functions", "SFN001", {"type": "EXPRESS", "duration_s": 301}),
    ("api_gateway", "API006", {"type": "HTTP", "integration_timeout_s": 31}),
    ("cloudfront", "CDN007", {"aliases": ["x.example.com"], "certificate": "none"}),
    ("elb_alb", "ELB018", {"rules": [{"priority": 0, "path": "/"}]}),
    (
        "elb_alb",
        "ELB016",
        {"listeners": [{"protocol": "HTTP", "port": 80}, {"protocol": "HTTP", "port": 80}]},
    ),
    ("elb_alb", "ELB005", {"listeners": [{"protocol": "TCP", "port": 80}]}),
    ("elb_nlb", "ELB005", {"listeners": [{"protocol": "HTTPS", "port": 443, "certificate": "c"}]}),
    ("fargate", "CTR001", {"cpu": 256, "memory": 4096}),
    ("ec2", "EC2007", {"instance_type": "m7g.large", "ami_arch": "x86_64"}),
    ("ec2", "EC2008", {"instance_type": "t3.enormous"}),
    ("nat_gateway", "RTE002", {"eip": False, "availability_mode": "zonal"}),
    ("direct_connect", "HYB006", {"bandwidth": "3G"}),
    ("storage_gateway", "SGW001", {"type": "TAPE"}),
    ("cloudwatch", "MON003", {"alarms": [{"period_s": 45}]}),
    ("nacl", "RTE024", {"rules": [{"n": 40000, "dir": "in", "action": "allow"}]}),
    ("eks", "CTR002", {}),
    ("opensearch", "OPS001", {"az_count": 4}),
]
"""Service, the rule that is broken, and the properties that break it."""

WRONG_PLACES: list[tuple[str, str, str]] = [
    ("s3", "STR003", "subnet"),
    ("sqs", "STR003", "vpc"),
    ("dynamodb", "STR003", "az"),
    ("cloudfront", "STR002", "vpc"),
    ("route53", "STR002", "subnet"),
    ("igw", "STR009", "subnet"),
    ("vpce_gateway", "STR009", "az"),
    ("user", "STR008", "region"),
    ("internet", "STR008", "region"),
    ("lambda", "STR007", "on_premises"),
    ("sqs", "STR007", "on_premises"),
]
"""Service, rule, and the kind of container it is moved to."""


def of(drawing: Drawing, service: str) -> list[Item]:
    return [node for node in drawing["nodes"] if node["service"] == service]


def first(drawing: Drawing, kind: str) -> str | None:
    return next((item["id"] for item in drawing["containers"] if item["type"] == kind), None)


def link(drawing: Drawing, source: str, target: str, kind: str, **props: Any) -> str:
    drawing["edges"].append({"id": "planted", "from": source, "to": target, "kind": kind, "props": props})
    return "planted"


KINDS = {"CDN007": "associate", "RDS007": "replicate", "S3S001": "alias"}
"""Rules whose mistake breaks what links of a kind say, too."""


def bound(drawing: Drawing, node: Item, rule: str) -> bool:
    """Whether the same mistake would be another one as well on this node."""
    kinds = {edge["kind"] for edge in drawing["edges"] if node["id"] in (edge["from"], edge["to"])}
    return KINDS.get(rule) in kinds or bool(node["props"].get("edge"))


def with_properties(title: str) -> Iterator[tuple[str, Drawing, str]]:
    for service, rule, facts in PROPERTIES:
        drawing = copy.deepcopy(SOUND[title])
        node = next((node for node in of(drawing, service) if not bound(drawing, node, rule)), None)
        if node is None:
            continue
        props = {**node["props"], **facts}
        if rule == "CTR002":
            props["subnets"] = list(props.get("subnets") or [])[:1]
            if not props["subnets"]:
                continue
        node["props"] = {key: value for key, value in props.items() if value is not None}
        yield rule, drawing, node["id"]


def misplaced(title: str) -> Iterator[tuple[str, Drawing, str]]:
    for service, rule, kind in WRONG_PLACES:
        drawing = copy.deepcopy(SOUND[title])
        place = first(drawing, kind)
        nodes = [node for node in of(drawing, service) if place and place != node.get("parent")]
        nodes = [node for node in nodes if rule != "STR008" or not node.get("parent")]
        if place is not None and nodes:
            nodes[0]["parent"] = place
            yield rule, drawing, nodes[0]["id"]


Plant = Callable[[Drawing], str | None]


def second_gateway(drawing: Drawing) -> str | None:
    gateways = of(drawing, "igw")
    if not gateways:
        return None
    drawing["nodes"].append(icon("planted", "igw", gateways[0]["parent"]))
    return "planted" if first(drawing, "vpc") else None


def overlapping_subnet(drawing: Drawing) -> str | None:
    subnet = next((c for c in drawing["containers"] if c["type"] == "subnet"), None)
    if subnet is None:
        return None
    facts = {key: value for key, value in subnet["props"].items() if key in ("cidr", "az")}
    drawing["containers"].append(box("planted", "subnet", subnet["parent"], **facts))
    return "planted"


def stranger_subnet(drawing: Drawing) -> str | None:
    zone = first(drawing, "az")
    if zone is not None:
        drawing["containers"].append(box("planted", "subnet", zone, cidr="203.0.113.0/24"))
    return zone and "planted"


def table_attached(drawing: Drawing) -> str | None:
    tables, buckets = of(drawing, "lambda"), of(drawing, "s3")
    return link(drawing, tables[0]["id"], buckets[0]["id"], "attach") if tables and buckets else None


def mounted_queue(drawing: Drawing) -> str | None:
    clients, queues = of(drawing, "lambda"), of(drawing, "sqs")
    return link(drawing, clients[0]["id"], queues[0]["id"], "mount") if clients and queues else None


def alias_to_table(drawing: Drawing) -> str | None:
    zones, ends = (
        of(drawing, "route53"),
        [*of(drawing, "ec2"), *of(drawing, "dynamodb"), *of(drawing, "lambda")],
    )
    return link(drawing, zones[0]["id"], ends[0]["id"], "alias") if zones and ends else None


def target_bucket(drawing: Drawing) -> str | None:
    balancers, buckets = of(drawing, "elb_alb"), of(drawing, "s3")
    return link(drawing, balancers[0]["id"], buckets[0]["id"], "target") if balancers and buckets else None


def database_origin(drawing: Drawing) -> str | None:
    sites, ends = (
        of(drawing, "cloudfront"),
        [*of(drawing, "dynamodb"), *of(drawing, "sqs"), *of(drawing, "rds")],
    )
    return link(drawing, sites[0]["id"], ends[0]["id"], "origin") if sites and ends else None


def pushing_queue(drawing: Drawing) -> str | None:
    queues, tables = of(drawing, "sqs"), [*of(drawing, "dynamodb"), *of(drawing, "s3")]
    return link(drawing, queues[0]["id"], tables[0]["id"], "deliver") if queues and tables else None


def mailbox(drawing: Drawing) -> str | None:
    topics, tables = of(drawing, "sns"), [*of(drawing, "dynamodb"), *of(drawing, "s3")]
    return link(drawing, topics[0]["id"], tables[0]["id"], "subscribe") if topics and tables else None


def user_to_private(drawing: Drawing) -> str | None:
    users = [user for user in of(drawing, "user") if not user.get("parent")]
    private = [node for node in of(drawing, "ec2") if "-prv-" in (node.get("parent") or "")]
    if users and private:
        return link(drawing, users[0]["id"], private[0]["id"], "traffic")
    return None


def missing_end(drawing: Drawing) -> str | None:
    return link(drawing, drawing["nodes"][0]["id"], "nobody", "traffic")


def listed_stranger(drawing: Drawing) -> str | None:
    listing = [node for node in drawing["nodes"] if len(node["props"].get("subnets") or ()) > 1]
    if not listing:
        return None
    listing[0]["props"]["subnets"] = [*listing[0]["props"]["subnets"], "nowhere"]
    return str(listing[0]["id"]) if listing[0]["service"] not in ("msk", "directory_service") else None


def certificate_elsewhere(drawing: Drawing) -> str | None:
    balancers = of(drawing, "elb_alb")
    if not balancers:
        return None
    drawing["containers"].append(box("elsewhere", "region", "aws", code="ap-northeast-2"))
    drawing["nodes"].append(icon("other-certificate", "acm", "elsewhere"))
    return link(drawing, "other-certificate", balancers[0]["id"], "associate")


def key_elsewhere(drawing: Drawing) -> str | None:
    buckets = of(drawing, "s3")
    if not buckets:
        return None
    drawing["containers"].append(box("elsewhere", "region", "aws", code="ap-northeast-2"))
    drawing["nodes"].append(icon("other-key", "kms", "elsewhere"))
    return link(drawing, "other-key", buckets[0]["id"], "encrypt")


def acl_on_bucket(drawing: Drawing) -> str | None:
    acls, buckets = of(drawing, "waf"), of(drawing, "s3")
    return link(drawing, acls[0]["id"], buckets[0]["id"], "associate") if acls and buckets else None


def fixed_address(drawing: Drawing) -> str | None:
    balancers = of(drawing, "elb_alb")
    if not balancers:
        return None
    drawing["nodes"].append(icon("address", "eip", first(drawing, "region")))
    return link(drawing, "address", balancers[0]["id"], "associate")


def alarmed_queue(drawing: Drawing) -> str | None:
    alarms, queues = of(drawing, "cloudwatch"), [*of(drawing, "sqs"), *of(drawing, "s3")]
    return link(drawing, alarms[0]["id"], queues[0]["id"], "alarm") if alarms and queues else None


def database_of_api(drawing: Drawing) -> str | None:
    apis, stores = of(drawing, "api_gateway"), [*of(drawing, "rds"), *of(drawing, "aurora")]
    return link(drawing, apis[0]["id"], stores[0]["id"], "traffic") if apis and stores else None


def grouped_gateway(drawing: Drawing) -> str | None:
    gateways = of(drawing, "nat_gateway")
    vpc = first(drawing, "vpc")
    if not gateways or vpc is None:
        return None
    home = next(
        c["id"]
        for c in drawing["containers"]
        if c["type"] == "vpc" and gateways[0]["parent"].startswith(c["id"])
    )
    drawing["containers"].append(box("planted", "security_group", home, [gateways[0]["id"]]))
    return "planted"


def unplaced_instance(drawing: Drawing) -> str | None:
    vpc = first(drawing, "vpc")
    if vpc is not None:
        drawing["nodes"].append(icon("planted", "ec2", vpc))
    return vpc and "planted"


def endpoint_of_topics(drawing: Drawing) -> str | None:
    vpc = first(drawing, "vpc")
    drawing["nodes"].append(icon("planted", "vpce_gateway", vpc, service="sns"))
    return vpc and "planted"


def ended(drawing: Drawing) -> str | None:
    region = first(drawing, "region")
    drawing["nodes"].append(icon("planted", "elastic_transcoder", region))
    return "planted" if region else None


def lone_bucket(drawing: Drawing) -> str | None:
    drawing["nodes"].append(icon("planted", "s3", "aws"))
    return "planted"


def loose_volume(drawing: Drawing) -> str | None:
    zone, region = first(drawing, "az"), first(drawing, "region")
    if zone is None or region is None:
        return None
    drawing["nodes"] += [icon("disk", "ebs", zone, type="gp3", size_gib=10), icon("code", "lambda", region)]
    return link(drawing, "disk", "code", "attach")


def zone_elsewhere(drawing: Drawing) -> str | None:
    vpc = first(drawing, "vpc")
    if vpc is not None:
        drawing["containers"].append(box("planted", "az", vpc, name="sa-east-1a"))
    return vpc and "planted"


STRUCTURES: list[tuple[str, Plant]] = [
    ("VPC011", second_gateway),
    ("VPC008", overlapping_subnet),
    ("VPC007", stranger_subnet),
    ("CON002", table_attached),
    ("CON003", mounted_queue),
    ("R53001", alias_to_table),
    ("ELB007", target_bucket),
    ("CDN004", database_origin),
    ("SQS005", pushing_queue),
    ("SNS001", mailbox),
    ("RTE010", user_to_private),
    ("STR010", missing_end),
    ("STR013", listed_stranger),
    ("ACM001", certificate_elsewhere),
    ("KMS001", key_elsewhere),
    ("WAF001", acl_on_bucket),
    ("ELB017", fixed_address),
    ("MON004", alarmed_queue),
    ("API001", database_of_api),
    ("SGR008", grouped_gateway),
    ("STR004", unplaced_instance),
    ("RTE014", endpoint_of_topics),
    ("GEO009", ended),
    ("STR005", lone_bucket),
    ("EBS013", loose_volume),
    ("GEO002", zone_elsewhere),
]


def structural(title: str) -> Iterator[tuple[str, Drawing, str]]:
    for rule, plant in STRUCTURES:
        drawing = copy.deepcopy(SOUND[title])
        planted = plant(drawing)
        if planted is not None:
            yield rule, drawing, planted


@pytest.mark.parametrize("plants", [with_properties, misplaced, structural])
@pytest.mark.parametrize("title", SOUND)
def test_a_planted_mistake_is_the_one_error(
    title: str, plants: Callable[[str], Iterator[tuple[str, Drawing, str]]]
) -> None:
    wrong = []
    for rule, drawing, planted in plants(title):
        found = findings_of(drawing)
        errors = {finding.rule for finding in found if finding.severity == "error"}
        blamed = {i for finding in found if finding.rule == rule for i in finding.node_ids}
        if errors != {rule} or planted not in blamed:
            wrong.append((rule, planted, sorted(errors), sorted(blamed)))
    assert not wrong
