"""The failover between two Regions."""

from __future__ import annotations

from projects.document import Document
from scripts.samples.sketch import Sketch


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
        version="1.0",
        drawing_date="22 November 2026",
    )
    s.put("visitors", "users", None, 32, 144, label="Visitors")
    s.put("cloud", "aws_cloud", None, 184, 40, width=1664, height=1016)
    s.put(
        *("dns", "route53", "cloud", 800, 104),
        label="Amazon Route 53",
        zone="public",
        policy="failover",
        health_check=True,
        health_checks_aws=2,
        monthly_queries=5_000_000,
    )
    _notices(s)
    s.put("team", "users", None, 1920, 144, label="Operations")
    _web_region(s, "primary", 32, "eu-west-1", "10.0", busy=True)
    _web_region(s, "secondary", 848, "eu-central-1", "10.1", busy=False)
    s.link("visitors", "dns", "traffic", label="DNS")
    for name in ("primary", "secondary"):
        s.link(
            "dns",
            f"{name}-balancer",
            "alias",
            label=name,
            source_side="bottom",
            target_side="top",
            bend=0.215,
        )
    s.link("dns", "health", "deliver", label="health checks")
    s.link("health", "topic", "alarm")
    s.link("topic", "team", "subscribe", label="e-mail")
    _told(s)
    return s.document()


def _notices(s: Sketch) -> None:
    """The Region where Route 53 reports health: alarms and the topic that tells people."""
    s.put("virginia", "region", "cloud", 1152, 48, width=480, height=192, code="us-east-1")
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
    region = s.put(f"{name}-region", "region", "cloud", x, 272, width=784, height=712, code=code)
    vpc = s.put(
        f"{name}-vpc", "vpc", region, 32, 56, width=720, height=592, cidr=f"{block}.0.0/16", flow_logs=True
    )
    s.put(f"{name}-gateway", "internet_gateway", vpc, side="bottom", offset=0.5)
    for letter, left, third in (("a", 24, 0), ("b", 440, 1)):
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
        *(f"{name}-balancer", "network_load_balancer", vpc, 328, 176),
        label="Load balancer",
        scheme="internet-facing",
        listeners="TCP:80",
        cross_zone=True,
        subnets=(f"{name}-public-a", f"{name}-public-b"),
        new_connections_per_s=100 if busy else 1,
        active_connections_per_min=10_000 if busy else 10,
        processed_gb_per_h="0.7" if busy else "0.01",
        data_out_gb=500 if busy else 5,
    )
    s.put(
        *(f"{name}-scaling", "auto_scaling_group", vpc, 68, 368),
        width=584,
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
        carried = (15, 240) if busy else (1, 2)
        s.link(f"{name}-balancer", f"{name}-server-{letter}", "target", carried)


def _told(s: Sketch) -> None:
    """What stands beside the drawing: title, legend and the steps of a failover."""
    s.title_block(184, -104)
    s.legend(1312, 1096, 536, 80)
    s.steps(
        *(184, 1096, 1096, 176),
        [
            ("visitors--dns", 0.2, "Visitors ask Amazon Route 53 where the service is."),
            ("dns--primary-balancer", 0.45, "As long as its health check passes, the answer is Ireland."),
            (
                "dns--secondary-balancer",
                0.45,
                "When it fails, the answer is Frankfurt, where little runs until then.",
            ),
            (
                "dns--health",
                0.14,
                "Health checks report to Amazon CloudWatch in N. Virginia, where Route 53 keeps its metrics.",
            ),
            ("topic--team", 0.8, "Amazon SNS tells operations that the Region has changed."),
        ],
    )
