"""Networks as architects draw them: hubs, lines, peers, endpoints. The rules should find no error in any."""

from __future__ import annotations

from tests.projects.rules.reference_architectures import (
    Drawing,
    Item,
    arrow,
    box,
    drawing,
    icon,
    network,
    region,
)


def central_egress() -> Drawing:
    """Spokes go out through an inspection VPC and use the endpoints of a shared VPC."""
    code = "eu-central-1"
    spokes = ["shop", "billing"]
    return drawing(
        "Central inspection, egress and endpoints",
        [
            *region(code),
            *network("egress", "region", code, 0),
            *network("shared", "region", code, 1, public=False),
            *network("shop", "region", code, 2, public=False),
            *network("billing", "region", code, 3, public=False),
        ],
        [
            icon("tgw", "transit_gateway", "region"),
            icon("igw", "igw", "egress"),
            *(icon(f"nat-{zone}", "nat_gateway", f"egress-pub-{zone}") for zone in "ab"),
            icon("firewall", "network_firewall", "egress", subnets=["egress-prv-a", "egress-prv-b"]),
            *(
                icon(f"vpce-{name}", "vpce_interface", "shared", service=name, subnets=both("shared"))
                for name in ("sqs", "secretsmanager", "logs")
            ),
            icon("zone", "route53", "aws", zone="private", vpcs=["shared", "shop", "billing"]),
            *(icon(f"{spoke}-app-{z}", "ec2", f"{spoke}-prv-{z}") for spoke in spokes for z in "ab"),
            icon("worker", "lambda", "billing", subnets=both("billing")),
            icon("queue", "sqs", "region"),
            icon("secrets", "secrets_manager", "region"),
            icon("internet", "internet"),
        ],
        [
            *(arrow(vpc, "tgw", "attach", subnets=both(vpc)) for vpc in ("egress", "shared", *spokes)),
            *(arrow(f"{spoke}-prv-{z}", "tgw", "route") for spoke in spokes for z in "ab"),
            *(arrow(f"egress-prv-{z}", f"nat-{z}", "route") for z in "ab"),
            *(arrow(f"egress-pub-{z}", "igw", "route") for z in "ab"),
            *(arrow(f"egress-pub-{z}", "tgw", "route", destination="10.0.0.0/8") for z in "ab"),
            arrow("zone", "shared", "associate"),
            arrow("shop-app-a", "vpce-sqs"),
            arrow("vpce-sqs", "queue"),
            arrow("shop-app-b", "queue"),
            arrow("worker", "secrets"),
            arrow("shop-app-a", "billing-app-a", port=8443),
            arrow("billing-app-b", "internet"),
        ],
    )


def both(vpc: str) -> list[str]:
    """The private subnets of a VPC of two zones."""
    return [f"{vpc}-prv-a", f"{vpc}-prv-b"]


def two_regions_on_lines() -> Drawing:
    """Two sites with a line each, a Direct Connect gateway, and transit gateways that are peered."""
    here, there = "us-east-1", "eu-west-1"
    return drawing(
        "Resilient Direct Connect to two Regions",
        [
            *region(here),
            box("europe", "region", "aws", code=there),
            *network("erp", "region", here, 10, public=False),
            *network("crm", "europe", there, 20, public=False),
            box("hq", "on_premises", None, cidr="192.168.0.0/17"),
            box("plant", "on_premises", None, cidr="192.168.128.0/17"),
        ],
        [
            icon("hq-router", "customer_gateway", "hq"),
            icon("plant-router", "customer_gateway", "plant"),
            icon("mainframe", "on_prem_server", "hq"),
            icon("history", "on_prem_database", "plant"),
            icon("line-1", "direct_connect", "aws", bandwidth="10G", connection="dedicated"),
            icon("line-2", "direct_connect", "aws", bandwidth="500M", connection="hosted"),
            icon("dxgw", "dx_gateway", "aws"),
            icon("tgw-us", "transit_gateway", "region"),
            icon("tgw-eu", "transit_gateway", "europe"),
            icon("backup", "vpn_connection", "region", tunnels=2),
            icon("erp-app-a", "ec2", "erp-prv-a"),
            icon("erp-app-b", "ec2", "erp-prv-b"),
            icon("crm-db", "aurora", "crm", engine="aurora-postgresql", subnets=both("crm")),
            icon("archive", "s3", "region"),
            icon("s3-endpoint", "vpce_gateway", "erp", service="s3"),
        ],
        [
            arrow("hq-router", "line-1", "dx"),
            arrow("plant-router", "line-2", "dx"),
            arrow("line-1", "dxgw", "dx", vif="transit"),
            arrow("line-2", "dxgw", "dx", vif="transit"),
            arrow("dxgw", "tgw-us", "associate"),
            arrow("tgw-eu", "dxgw", "attach"),
            arrow("tgw-us", "tgw-eu", "peer"),
            arrow("erp", "tgw-us", "attach"),
            arrow("crm", "tgw-eu", "attach"),
            arrow("hq-router", "backup", "vpn"),
            arrow("backup", "tgw-us", "attach"),
            arrow("mainframe", "erp-app-a"),
            arrow("erp-app-b", "history", port=1521),
            arrow("erp-app-a", "crm-db", port=5432),
            arrow("erp-app-a", "archive"),
        ],
    )


def line_with_public_services() -> Drawing:
    """A private interface to a gateway of the VPC, a public one to S3, and a VPN beside them."""
    code = "ap-southeast-2"
    return drawing(
        "Direct Connect with private and public interfaces",
        [*region(code), *network("vpc", "region", code, 0, public=False), box("dc", "on_premises", None)],
        [
            icon("router", "customer_gateway", "dc"),
            icon("nas", "on_prem_server", "dc"),
            icon("file-gateway", "storage_gateway", "dc"),
            icon("line", "direct_connect", "region", bandwidth="1G"),
            icon("vgw", "vgw", "vpc"),
            icon("bucket", "s3", "region"),
            icon("app", "ec2", "vpc-prv-a"),
            icon("files", "fsx", "vpc", subnets=both("vpc")),
        ],
        [
            arrow("dc", "line", "dx"),
            arrow("line", "vgw", "dx", vif="private"),
            arrow("line", "bucket", "dx", vif="public"),
            arrow("router", "vgw", "vpn", tunnels=2, gbps=1.25),
            arrow("vgw", "vpc", "attach"),
            arrow("nas", "app", port=445),
            arrow("app", "nas"),
            arrow("nas", "files", port=445),
            arrow("file-gateway", "bucket"),
        ],
    )


def people_at_home() -> Drawing:
    """Client VPN leads people to a private application; groups let in what is drawn."""
    code = "eu-west-2"
    return drawing(
        "Remote access with Client VPN",
        [
            *region(code),
            *network("vpc", "region", code, 5),
            group("vpn-sg", ["vpn"], []),
            group("app-sg", ["app-a", "app-b"], [(443, "vpn-sg")]),
            group("db-sg", ["db"], [(5432, "app-sg")]),
        ],
        [
            icon("staff", "user"),
            icon("igw", "igw", "vpc"),
            icon("nat-a", "nat_gateway", "vpc-pub-a"),
            icon("nat-b", "nat_gateway", "vpc-pub-b"),
            icon("vpn", "client_vpn", "vpc", client_cidr="172.20.0.0/22", subnets=both("vpc")),
            icon("directory", "directory_service", "vpc", subnets=both("vpc")),
            icon("app-a", "ec2", "vpc-prv-a"),
            icon("app-b", "ec2", "vpc-prv-b"),
            icon("db", "rds", "vpc", engine="postgres", multi_az=True, subnets=both("vpc")),
            icon(
                "acl",
                "nacl",
                "vpc",
                rules=[
                    {"n": 100, "dir": "in", "action": "allow", "port": 443, "cidr": "10.5.0.0/16"},
                    {"n": 100, "dir": "out", "action": "allow", "port": "1024-65535", "cidr": "10.5.0.0/16"},
                ],
            ),
            icon("mail", "ses", "region"),
        ],
        [
            arrow("staff", "vpn"),
            arrow("vpn", "directory"),
            arrow("vpn", "app-a", port=443),
            arrow("vpn", "app-b", port=443),
            arrow("app-a", "db", port=5432),
            arrow("app-b", "db", port=5432),
            arrow("app-a", "mail"),
            arrow("acl", "vpc-prv-a", "associate"),
            *(arrow(f"vpc-prv-{z}", f"nat-{z}", "route") for z in "ab"),
            *(arrow(f"vpc-pub-{z}", "igw", "route") for z in "ab"),
        ],
    )


def group(name: str, members: list[str], inbound: list[tuple[int, str]], vpc: str = "vpc") -> Item:
    """A security group that lets these ports in from these sources."""
    rules = [{"dir": "in", "port": port, "source": source} for port, source in inbound]
    return box(name, "security_group", vpc, members, rules=rules or [{"dir": "out", "port": "all"}])


def peers_with_shared_services() -> Drawing:
    """A VPC of shared services peers with two others, which do not reach each other."""
    code = "us-west-2"
    return drawing(
        "Shared services over peering",
        [
            *region(code),
            *network("tools", "region", code, 0, public=False),
            *network("dev", "region", code, 1, public=False),
            *network("prod", "region", code, 2, public=False),
            group("dev-sg", ["dev-app"], [], "dev"),
            group("repo-sg", ["repo"], [(443, "dev-sg"), (443, "10.2.0.0/16")], "tools"),
        ],
        [
            icon("pcx", "vpc_peering", "region"),
            icon("repo", "ec2", "tools-prv-a"),
            icon("builds", "efs", "tools", subnets=both("tools")),
            icon("dev-app", "ec2", "dev-prv-a"),
            icon("prod-app", "ec2", "prod-prv-a"),
            icon("prod-db", "rds", "prod", engine="mysql", multi_az=True, subnets=both("prod")),
        ],
        [
            arrow("dev", "tools", "peer"),
            arrow("pcx", "prod", "attach"),
            arrow("pcx", "tools", "attach"),
            arrow("prod-prv-a", "pcx", "route", destination="10.0.0.0/16"),
            arrow("dev-app", "repo", port=443),
            arrow("prod-app", "repo", port=443),
            arrow("prod-app", "prod-db", port=3306),
        ],
    )


def isolated_containers() -> Drawing:
    """Containers and functions in a VPC without any way out: all through endpoints."""
    code = "ca-central-1"
    names = ("ecr.api", "ecr.dkr", "logs", "secretsmanager", "sqs", "kms", "states", "execute-api")
    return drawing(
        "Containers without internet",
        [*region(code), *network("vpc", "region", code, 30, public=False)],
        [
            *(
                icon(
                    name, "vpce_interface", "vpc", service=f"com.amazonaws.{code}.{name}", subnets=both("vpc")
                )
                for name in names
            ),
            icon("s3-endpoint", "vpce_gateway", "vpc", service="s3"),
            icon("table-endpoint", "vpce_gateway", "vpc", service="dynamodb"),
            icon("service", "fargate", "vpc", subnets=both("vpc")),
            icon("job", "batch", "vpc", subnets=both("vpc")),
            icon("function", "lambda", "vpc", subnets=both("vpc")),
            icon("cluster", "emr", "vpc-prv-a"),
            icon("images", "ecr", "region"),
            icon("lake", "s3", "region"),
            icon("table", "dynamodb", "region", billing="PAY_PER_REQUEST", pitr=True),
            icon("queue", "sqs", "region"),
            icon("key", "kms", "region"),
            icon("flow", "step_functions", "region"),
            icon("logs-service", "cloudwatch", "region"),
            icon("secrets", "secrets_manager", "region"),
            icon("api", "api_gateway", "region"),
        ],
        [
            arrow("service", "images"),
            arrow("service", "lake"),
            arrow("service", "table"),
            arrow("service", "api"),
            arrow("job", "queue"),
            arrow("job", "lake"),
            arrow("function", "secrets"),
            arrow("function", "table"),
            arrow("function", "key"),
            arrow("function", "flow"),
            arrow("cluster", "lake"),
            arrow("cluster", "logs-service"),
        ],
    )


def tight_cluster() -> Drawing:
    """A cluster placement group in one zone, a spread one over two, and heavy traffic inside a zone."""
    code = "us-east-2"
    tight = {"name": "solver", "strategy": "cluster"}
    apart = {"name": "quorum", "strategy": "spread"}
    return drawing(
        "High performance computing",
        [*region(code), *network("vpc", "region", code, 50, public=False)],
        [
            icon("head", "ec2", "vpc-prv-a", instance_type="c6gn.4xlarge", placement_group=tight),
            icon("node", "ec2", "vpc-prv-a", instance_type="c6gn.16xlarge", count=32, placement_group=tight),
            icon("quorum-a", "ec2", "vpc-prv-a", instance_type="m7g.large", count=7, placement_group=apart),
            icon("quorum-b", "ec2", "vpc-prv-b", instance_type="m7g.large", count=7, placement_group=apart),
            icon("eni", "eni", "vpc-prv-a"),
            icon("scratch", "fsx", "vpc-prv-a", type="lustre"),
            icon("results", "s3", "region"),
            icon("s3-endpoint", "vpce_gateway", "vpc", service="s3"),
            icon("role", "iam", "aws"),
        ],
        [
            arrow("eni", "head", "attach"),
            arrow("head", "node", gb_month=90000),
            arrow("node", "scratch", "mount"),
            arrow("node", "results"),
            arrow("role", "node", "attach"),
        ],
    )


def failover_site() -> Drawing:
    """Two web sites in buckets behind failover records, and one behind CloudFront."""
    return drawing(
        "Failover with Route 53",
        [*region("eu-north-1"), box("other", "region", "aws", code="eu-west-1")],
        [
            icon("people", "user"),
            icon(
                "dns",
                "route53",
                "aws",
                zone="public",
                policy="failover",
                health_check=True,
                records=[
                    {"name": "www.example.com", "type": "CNAME"},
                    {"name": "example.com", "type": "A", "alias": "cloudfront", "apex": True},
                ],
            ),
            icon("cdn", "cloudfront", "aws", viewer_protocol="redirect-to-https"),
            icon("main", "s3", "region", website=True, bucket_name="shop.example.com"),
            icon("spare", "s3", "other", website=True, bucket_name="spare.example.com"),
            icon("accelerator", "global_accelerator", "aws"),
        ],
        [
            arrow("people", "dns"),
            arrow("people", "cdn"),
            arrow("dns", "cdn", "alias", name="example.com"),
            arrow("dns", "main", "alias", name="shop.example.com"),
            arrow("dns", "spare", "alias"),
            arrow("dns", "accelerator", "alias"),
            arrow("cdn", "main", "origin", origin_protocol="http-only"),
        ],
    )


NETWORKS = (
    central_egress,
    two_regions_on_lines,
    line_with_public_services,
    people_at_home,
    peers_with_shared_services,
    isolated_containers,
    tight_cluster,
    failover_site,
)
