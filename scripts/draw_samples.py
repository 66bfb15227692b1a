"""Draw the samples that ship with Blueprice into projects/samples: python scripts/draw_samples.py.

Each sample is a short program, so that a change of the catalogue or the layout is made in one place.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from projects import files  # noqa: E402
from projects.document import Document  # noqa: E402
from projects.records import AnyRecord, Link, Node, Note, Settings  # noqa: E402
from projects.service import make_service  # noqa: E402

FOLDER = ROOT / "projects" / "samples"

FRAME_KEYS = ("label", "width", "height", "side", "offset", "members", "z", "comment")


class Sketch:
    """Collects the records of one sample; positions are relative to the parent's upper left corner."""

    def __init__(self, **settings: Any) -> None:
        self.records: list[AnyRecord] = [Settings(**settings)]

    def put(
        self, node_id: str, service: str, parent: str | None, x: int = 0, y: int = 0, **facts: Any
    ) -> str:
        """A node; what is not a field of the record is a property of its service."""
        own = {key: facts.pop(key) for key in FRAME_KEYS if key in facts}
        made = make_service(service, facts)
        self.records.append(Node(id=node_id, service=made, parent=parent, x=x, y=y, **own))
        return node_id

    def link(self, source: str, target: str, kind: str = "traffic", **facts: Any) -> None:
        self.records.append(Link(id=f"{source}--{target}", source=source, target=target, kind=kind, **facts))

    def note(self, note_id: str, text: str, x: int, y: int, width: int, height: int, **facts: Any) -> None:
        self.records.append(Note(id=note_id, text=text, x=x, y=y, width=width, height=height, **facts))

    def document(self) -> Document:
        return Document(self.records)


def three_tier_web_application() -> Document:
    """A web shop over two zones: CloudFront and WAF before an ALB, an Auto Scaling group, RDS and a cache."""
    s = Sketch(
        name="Three-tier web application",
        client="Example Ltd",
        author="Blueprice",
        notes="A web shop in two Availability Zones of N. Virginia, behind CloudFront.",
        default_region="us-east-1",
    )
    s.put("customers", "users", None, 32, 96, label="Customers")
    s.put("cloud", "aws_cloud", None, 200, 40, width=1152, height=1096)
    s.put("dns", "route53", "cloud", 208, 56, label="Route 53", zone="public", monthly_queries=10_000_000)
    s.put(
        *("cdn", "cloudfront", "cloud", 460, 56),
        label="CloudFront",
        viewers="us",
        viewer_protocol="redirect-to-https",
        data_out_gb=2000,
        monthly_https_requests=20_000_000,
        monthly_http_requests=0,
        origin_data_gb=50,
    )
    s.put(
        *("firewall", "waf_web_acl", "cloud", 684, 56),
        label="AWS WAF",
        acl_scope="CLOUDFRONT",
        rules=6,
        monthly_requests=20_000_000,
    )
    _web_network(s)
    _web_data(s)
    _web_operations(s)
    _web_links(s)
    return s.document()


def _web_network(s: Sketch) -> None:
    """The VPC over two zones, with the load balancer between them and the instances in a group across."""
    s.put("region", "region", "cloud", 32, 208, width=1088, height=856, code="us-east-1")
    s.put("vpc", "vpc", "region", 32, 56, width=856, height=768, cidr="10.0.0.0/16", flow_logs=True)
    s.put("gateway", "internet_gateway", "vpc", side="top", offset=0.5)
    for letter, x, third in (("a", 32, 0), ("b", 504, 1)):
        zone = s.put(
            *(f"zone-{letter}", "availability_zone", "vpc", x, 80),
            width=320,
            height=656,
            zone=f"us-east-1{letter}",
        )
        size = {"width": 272, "height": 168}
        s.put(f"public-{letter}", "subnet", zone, 24, 40, **size, cidr=f"10.0.{third}.0/24", public=True)
        size["height"] = 208
        s.put(f"app-{letter}", "subnet", zone, 24, 232, **size, cidr=f"10.0.1{third}.0/24", public=False)
        size["height"] = 168
        s.put(f"data-{letter}", "subnet", zone, 24, 464, **size, cidr=f"10.0.2{third}.0/24", public=False)
        s.put(
            *(f"nat-{letter}", "nat_gateway", f"public-{letter}", 104, 48),
            label="NAT gateway",
            data_processed_gb=100,
            data_out_gb=0,
        )
        s.put(
            *(f"web-{letter}", "ec2_instance", f"app-{letter}", 104, 88),
            label=f"Web server {third + 1}",
            instance_type="m6i.large",
            role="web",
            imds="v2",
            root_volume_size_gib=30,
            public_ip=False,
        )
    s.put(
        *("balancer", "application_load_balancer", "vpc", 396, 168),
        label="Load balancer",
        scheme="internet-facing",
        listeners="HTTPS:443",
        subnets=("public-a", "public-b"),
        new_connections_per_s=20,
        active_connections_per_min=2400,
        processed_gb_per_h="0.5",
        rule_evaluations_per_s=0,
        data_out_gb=0,
    )
    s.put(
        *("scaling", "auto_scaling_group", "vpc", 72, 360),
        width=712,
        height=152,
        members=("web-a", "web-b"),
        min=2,
        desired=2,
        max=6,
        average_instances=2,
        health_check="ELB",
        policy="target_tracking",
        subnets=("app-a", "app-b"),
    )


def _web_data(s: Sketch) -> None:
    """A Multi-AZ database, its standby in the other zone, and a cache over both."""
    database: dict[str, Any] = {
        "engine": "postgres",
        "deployment": "multi_az",
        "instance_class": "db.m6g.large",
        "storage_type": "gp3",
        "storage_gib": 100,
        "backup_retention_days": 7,
        "backup_storage_gb": 0,
        "encrypted": True,
        "publicly_accessible": False,
        "subnets": ("data-a", "data-b"),
    }
    s.put("database", "rds_instance", "data-a", 104, 48, label="Orders", role="primary", **database)
    s.put("standby", "rds_instance", "data-b", 104, 48, label="Orders, standby", role="standby", **database)
    s.put(
        *("cache", "elasticache_cluster", "vpc", 396, 592),
        label="Sessions",
        engine="valkey",
        node_type="cache.r7g.large",
        replicas=1,
        multi_az=True,
        automatic_failover=True,
        encrypted=True,
        subnets=("data-a", "data-b"),
        backup_storage_gb=0,
    )


def _web_operations(s: Sketch) -> None:
    """What stands in the Region beside the VPC."""
    s.put(
        *("assets", "s3_bucket", "region", 956, 128),
        label="Static assets",
        bucket_name="example-shop-assets",
        block_public_access=True,
        versioning=True,
        encryption="SSE-S3",
        storage_gb=500,
        monthly_writes=100_000,
        monthly_reads=1_000_000,
        data_out_gb=0,
    )
    s.put(
        "certificate", "acm_certificate", "region", 956, 324, label="Certificate", domain="shop.example.com"
    )
    s.put(
        *("monitoring", "cloudwatch", "region", 956, 508),
        label="CloudWatch",
        custom_metrics=20,
        standard_alarms=12,
        dashboards=3,
        logs_ingested_gb=20,
        logs_stored_gb=60,
    )


def _web_links(s: Sketch) -> None:
    s.link("customers", "dns", "traffic", label="HTTPS")
    s.link("dns", "cdn", "alias")
    s.link("firewall", "cdn", "protect")
    s.link("cdn", "gateway", "traffic")
    s.link("cdn", "assets", "origin", source_side="bottom", target_side="top")
    s.link("gateway", "balancer", "traffic")
    s.link("balancer", "web-a", "target", bend=0.16)
    s.link("balancer", "web-b", "target", bend=0.16)
    s.link("certificate", "balancer", "associate", source_side="left", target_side="bottom")
    s.link("monitoring", "scaling", "alarm", label="scale")
    s.link("scaling", "database", "traffic")
    s.link("scaling", "cache", "traffic")
    s.link(
        "database", "standby", "replicate", source_side="bottom", target_side="bottom", label="synchronous"
    )


def serverless_api() -> Document:
    """An order API without servers: API Gateway, two functions, a table, a queue and a topic."""
    s = Sketch(
        name="Serverless API",
        client="Example Ltd",
        author="Blueprice",
        notes="Orders are taken by an API, stored in a table and handled by a worker behind a queue.",
        default_region="eu-west-1",
    )
    s.put("apps", "mobile_client", None, 32, 152, label="Customer apps")
    s.put("cloud", "aws_cloud", None, 184, 40, width=1064, height=680)
    s.put("region", "region", "cloud", 32, 48, width=1000, height=600, code="eu-west-1")
    s.put(
        *("api", "api_gateway", "region", 72, 64),
        label="Order API",
        type="HTTP",
        auth="JWT",
        monthly_requests=30_000_000,
        request_kb=4,
        data_out_gb=100,
    )
    function: dict[str, Any] = {
        "architecture": "arm64",
        "memory_mb": 512,
        "ephemeral_storage_mb": 512,
        "data_out_gb": 0,
    }
    s.put(
        *("orders", "lambda_function", "region", 312, 64),
        label="Take orders",
        timeout_s=10,
        runtime="python3.13",
        monthly_requests=30_000_000,
        duration_ms=60,
        **function,
    )
    s.put(
        *("table", "dynamodb_table", "region", 552, 64),
        label="Orders",
        item_kb=2,
        point_in_time_recovery=True,
        monthly_writes=12_000_000,
        monthly_reads=40_000_000,
        storage_gb=80,
        pitr_gb=80,
    )
    _queue_and_worker(s, function)
    s.put("team", "users", None, 1328, 352, label="Operations")
    s.link("apps", "api", "traffic", label="HTTPS")
    s.link("api", "orders", "event")
    s.link("orders", "table", "traffic", label="read, write")
    s.link("orders", "queue", "traffic")
    s.link("queue", "worker", "event")
    s.link("worker", "table", "traffic", target_side="bottom", source_side="top")
    s.link("worker", "topic", "traffic")
    s.link("queue", "failed", "dlq", label="after 5 attempts")
    s.link("monitoring", "topic", "alarm")
    s.link("topic", "team", "subscribe", label="e-mail")
    return s.document()


def _queue_and_worker(s: Sketch, function: dict[str, Any]) -> None:
    """The second row: what happens to an order once it is taken."""
    s.put(
        *("queue", "sqs_queue", "region", 312, 264),
        label="New orders",
        queue_name="new-orders",
        visibility_s=180,
        dead_letter_queue=True,
        encrypted=True,
        monthly_requests=24_000_000,
        message_kb=4,
    )
    s.put(
        *("worker", "lambda_function", "region", 552, 264),
        label="Handle orders",
        timeout_s=30,
        runtime="python3.13",
        monthly_requests=6_000_000,
        duration_ms=250,
        **function,
    )
    s.put(
        *("topic", "sns_topic", "region", 792, 264),
        label="Order events",
        encrypted=True,
        monthly_publishes=6_000_000,
        message_kb=4,
        monthly_email=20_000,
    )
    s.put(
        *("failed", "sqs_queue", "region", 312, 464),
        label="Failed orders",
        queue_name="failed-orders",
        retention_s=1_209_600,
        encrypted=True,
        monthly_requests=100_000,
        message_kb=4,
    )
    s.put(
        *("monitoring", "cloudwatch", "region", 792, 464),
        label="CloudWatch",
        custom_metrics=10,
        standard_alarms=8,
        dashboards=1,
        logs_ingested_gb=25,
        logs_stored_gb=50,
    )


def two_region_failover() -> Document:
    """DNS failover between two Regions, redrawn from AWS's own example with EC2 behind the balancers.

    Source: aws-samples/aws-cdk-examples, python/route53-failover (Apache-2.0); its tasks on Fargate
    are instances here.
    """
    s = Sketch(
        name="Two-Region failover",
        client="Example Ltd",
        author="Blueprice",
        notes="After the route53-failover example of aws-samples/aws-cdk-examples, with EC2 instances.",
        default_region="eu-west-1",
    )
    s.put("visitors", "users", None, 32, 144, label="Visitors")
    s.put("cloud", "aws_cloud", None, 184, 40, width=1616, height=1016)
    s.put(
        *("dns", "route53", "cloud", 776, 104),
        label="Route 53",
        zone="public",
        policy="failover",
        health_check=True,
        health_checks_aws=2,
        monthly_queries=5_000_000,
    )
    _notices(s)
    s.put("team", "users", None, 1872, 144, label="Operations")
    _web_region(s, "primary", 32, "eu-west-1", "10.0", busy=True)
    _web_region(s, "secondary", 824, "eu-central-1", "10.1", busy=False)
    s.link("visitors", "dns", "traffic", label="DNS")
    s.link(
        "dns",
        "primary-balancer",
        "alias",
        label="primary",
        source_side="bottom",
        target_side="top",
        bend=0.16,
    )
    s.link(
        "dns",
        "secondary-balancer",
        "alias",
        label="secondary",
        source_side="bottom",
        target_side="top",
        bend=0.16,
    )
    s.link("dns", "health", "deliver", label="health checks")
    s.link("health", "topic", "alarm")
    s.link("topic", "team", "subscribe", label="e-mail")
    return s.document()


def _notices(s: Sketch) -> None:
    """The Region where Route 53 reports health: alarms and the topic that tells people."""
    s.put("virginia", "region", "cloud", 1104, 48, width=480, height=192, code="us-east-1")
    s.put(
        *("health", "cloudwatch", "virginia", 72, 56),
        label="Health alarms",
        custom_metrics=0,
        standard_alarms=2,
        dashboards=1,
        logs_ingested_gb=0,
        logs_stored_gb=0,
    )
    s.put(
        *("topic", "sns_topic", "virginia", 320, 56),
        label="Failover notices",
        encrypted=True,
        monthly_publishes=1000,
        message_kb=4,
        monthly_email=1000,
    )


def _web_region(s: Sketch, name: str, x: int, code: str, block: str, *, busy: bool) -> None:
    """One of the two Regions: a VPC over two zones with a Network Load Balancer before two instances."""
    region = s.put(f"{name}-region", "region", "cloud", x, 272, width=760, height=712, code=code)
    vpc = s.put(
        f"{name}-vpc", "vpc", region, 32, 56, width=696, height=592, cidr=f"{block}.0.0/16", flow_logs=True
    )
    s.put(f"{name}-gateway", "internet_gateway", vpc, side="bottom", offset=0.5)
    for letter, left, third in (("a", 24, 0), ("b", 416, 1)):
        zone = s.put(
            *(f"{name}-zone-{letter}", "availability_zone", vpc, left, 80),
            width=256,
            height=480,
            zone=f"{code}{letter}",
        )
        public, private = f"{name}-public-{letter}", f"{name}-web-{letter}"
        s.put(
            public, "subnet", zone, 24, 40, width=208, height=176, cidr=f"{block}.{third}.0/24", public=True
        )
        s.put(
            *(private, "subnet", zone, 24, 240),
            width=208,
            height=216,
            cidr=f"{block}.1{third}.0/24",
            public=False,
        )
        s.put(
            *(f"{name}-nat-{letter}", "nat_gateway", public, 72, 56),
            data_processed_gb=50 if busy else 5,
            data_out_gb=0,
        )
        s.put(
            *(f"{name}-server-{letter}", "ec2_instance", private, 72, 88),
            label=f"Web server {third + 1}",
            instance_type="t4g.medium",
            role="web",
            imds="v2",
            cpu_credits="standard",
            root_volume_size_gib=20,
            public_ip=False,
        )
    _balanced_group(s, name, vpc, busy=busy)


def _balanced_group(s: Sketch, name: str, vpc: str, *, busy: bool) -> None:
    """The balancer between the zones and the group of instances behind it."""
    s.put(
        *(f"{name}-balancer", "network_load_balancer", vpc, 316, 176),
        label="Load balancer",
        scheme="internet-facing",
        listeners="TCP:80",
        subnets=(f"{name}-public-a", f"{name}-public-b"),
        new_connections_per_s=100 if busy else 1,
        active_connections_per_min=10_000 if busy else 10,
        processed_gb_per_h="0.7" if busy else "0.01",
        data_out_gb=500 if busy else 5,
    )
    s.put(
        *(f"{name}-scaling", "auto_scaling_group", vpc, 68, 368),
        width=560,
        height=152,
        members=(f"{name}-server-a", f"{name}-server-b"),
        min=2,
        desired=2,
        max=4,
        average_instances=2,
        health_check="ELB",
        subnets=(f"{name}-web-a", f"{name}-web-b"),
    )
    for letter in "ab":
        s.link(f"{name}-balancer", f"{name}-server-{letter}", "target")


SAMPLES: dict[str, Callable[[], Document]] = {
    "three_tier_web_application": three_tier_web_application,
    "serverless_api": serverless_api,
    "two_region_failover": two_region_failover,
}


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, draw in SAMPLES.items():
        files.save(draw(), FOLDER / f"{name}.blueprice")


if __name__ == "__main__":
    main()
