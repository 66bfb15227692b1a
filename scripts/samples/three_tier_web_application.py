"""The web shop over two zones."""

from __future__ import annotations

from typing import Any

from projects.document import Document
from scripts.samples.sketch import Sketch


def three_tier_web_application() -> Document:
    """A web shop over two zones: CloudFront and WAF before an ALB, an Auto Scaling group, RDS and a cache."""
    s = Sketch(
        name="Three-tier web application",
        client="Example Ltd",
        author="Blueprice",
        notes="A web shop in two Availability Zones of N. Virginia, behind CloudFront.",
        default_region="us-east-1",
        version="1.0",
        drawing_date="22 November 2026",
    )
    s.put("customers", "users", None, 32, 96, label="Customers")
    s.put("cloud", "aws_cloud", None, 200, 40, width=1152, height=1008)
    s.put(
        "dns", "route53", "cloud", 208, 56, label="Amazon Route 53", zone="public", monthly_queries=10_000_000
    )
    s.put(
        *("cdn", "cloudfront", "cloud", 460, 56),
        label="Amazon CloudFront",
        viewers="us",
        viewer_protocol="redirect-to-https",
        data_out_gb=2000,
        monthly_https_requests=20_000_000,
        monthly_http_requests=0,
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
    _web_story(s)
    return s.document()


def _web_network(s: Sketch) -> None:
    """The VPC over two zones, with the load balancer between them and the instances in a group across."""
    s.put("region", "region", "cloud", 32, 184, width=1088, height=800, code="us-east-1")
    s.put("vpc", "vpc", "region", 32, 56, width=856, height=720, cidr="10.0.0.0/16", flow_logs=True)
    s.put("gateway", "internet_gateway", "vpc", side="top", offset=0.5)
    for letter, x, third in (("a", 32, 0), ("b", 504, 1)):
        zone = s.put(
            *(f"zone-{letter}", "availability_zone", "vpc", x, 72),
            width=320,
            height=624,
            zone=f"us-east-1{letter}",
        )
        size = {"width": 272, "height": 168}
        s.put(f"public-{letter}", "subnet", zone, 24, 40, **size, cidr=f"10.0.{third}.0/24", public=True)
        size["height"] = 192
        s.put(f"app-{letter}", "subnet", zone, 24, 224, **size, cidr=f"10.0.1{third}.0/24", public=False)
        size["height"] = 168
        s.put(f"data-{letter}", "subnet", zone, 24, 432, **size, cidr=f"10.0.2{third}.0/24", public=False)
        s.put(
            *(f"nat-{letter}", "nat_gateway", f"public-{letter}", 104, 48),
            label="NAT gateway",
            data_processed_gb=100,
            data_out_gb=0,
        )
        s.put(
            *(f"web-{letter}", "ec2_instance", f"app-{letter}", 104, 80),
            label=f"Web server {third + 1}",
            instance_type="m6i.large",
            role="web",
            imds="v2",
            root_volume_size_gib=30,
            public_ip=False,
        )
    s.put(
        *("balancer", "application_load_balancer", "vpc", 396, 160),
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
        *("scaling", "auto_scaling_group", "vpc", 72, 336),
        width=712,
        height=144,
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
        *("cache", "elasticache_cluster", "vpc", 396, 552),
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
        *("assets", "s3_bucket", "region", 956, 120),
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
        "certificate", "acm_certificate", "region", 956, 312, label="Certificate", domain="shop.example.com"
    )
    s.put(
        *("monitoring", "cloudwatch", "region", 956, 488),
        label="Amazon CloudWatch",
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
    s.link("cdn", "gateway", "traffic", (45, 360))
    s.link("cdn", "assets", "origin", (5, 240), source_side="bottom", target_side="top")
    s.link("gateway", "balancer", "traffic", (45, 360))
    s.link("balancer", "web-a", "target", ("22.5", 180))
    s.link("balancer", "web-b", "target", ("22.5", 180))
    s.link("certificate", "balancer", "associate")
    s.link("monitoring", "scaling", "alarm", label="scale")
    s.link("scaling", "database", "traffic", (60, 240), source_side="bottom", target_side="top")
    s.link("scaling", "cache", "traffic", (20, 180))
    s.link(
        *("database", "standby", "replicate", (60, 0)),
        source_side="bottom",
        target_side="bottom",
        label="synchronous",
    )


def _web_story(s: Sketch) -> None:
    """Title, what happens step by step, and what the lines mean."""
    s.title_block(200, -104)
    s.legend(1400, 384, 384, 104)
    s.steps(
        *(1400, 40, 384, 312),
        [
            (
                "customers--dns",
                0.24,
                "Customers open shop.example.com. Amazon Route 53 answers with CloudFront.",
            ),
            (
                "cdn",
                None,
                "CloudFront serves pages and pictures from the nearest edge location; AWS WAF filters.",
            ),
            (
                "cdn--assets",
                0.62,
                "Pictures and scripts come from a bucket in Amazon S3, seldom, as CloudFront keeps them.",
            ),
            ("balancer", None, "What is not cached goes to the Application Load Balancer over TLS."),
            (
                "web-b",
                None,
                "Requests are spread over two Availability Zones; the Auto Scaling group follows the load.",
            ),
            (
                "database",
                None,
                "Orders are written to Amazon RDS, whose standby is kept in step in the other zone.",
            ),
            ("cache", None, "Sessions live in Amazon ElastiCache, with a replica in the other zone."),
        ],
    )
