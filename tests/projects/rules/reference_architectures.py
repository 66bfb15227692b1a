"""Architectures as architects draw them, in the neutral format: the rules should find no error in any."""

from __future__ import annotations

from typing import Any

Item = dict[str, Any]
Drawing = dict[str, Any]


def box(item_id: str, kind: str, parent: str | None, members: list[str] | None = None, **props: Any) -> Item:
    found: Item = {"id": item_id, "type": kind, "parent": parent, "props": props}
    return found if members is None else {**found, "members": members}


def icon(item_id: str, service: str, parent: str | None = None, /, **props: Any) -> Item:
    return {"id": item_id, "service": service, "parent": parent, "props": props}


def arrow(source: str, target: str, kind: str = "traffic", /, **props: Any) -> Item:
    return {"id": f"{source}-{kind}-{target}", "from": source, "to": target, "kind": kind, "props": props}


def drawing(title: str, containers: list[Item], nodes: list[Item], edges: list[Item]) -> Drawing:
    return {
        "format": "aws-drawing-neutral/1",
        "id": title.lower().replace(" ", "-"),
        "title": title,
        "containers": containers,
        "nodes": nodes,
        "edges": edges,
    }


def region(code: str, parent: str = "aws", name: str = "region") -> list[Item]:
    cloud = [box("aws", "aws_cloud", None)] if parent == "aws" and name == "region" else []
    return [*cloud, box(name, "region", parent, code=code)]


def network(
    name: str, parent: str, code: str, second: int, public: bool = True, zones: str = "ab"
) -> list[Item]:
    """A VPC with a private and, if wanted, a public subnet in each zone: "app-pub-a", "app-prv-a"."""
    found = [box(name, "vpc", parent, cidr=f"10.{second}.0.0/16", flow_logs=True)]
    for number, letter in enumerate(zones):
        zone = f"{name}-{letter}"
        found.append(box(zone, "az", name, name=code + letter))
        if public:
            found.append(
                box(f"{name}-pub-{letter}", "subnet", zone, cidr=f"10.{second}.{number}.0/24", public=True)
            )
        cidr = f"10.{second}.{number * 16 + 16}.0/20"
        found.append(box(f"{name}-prv-{letter}", "subnet", zone, cidr=cidr, public=False))
    return found


def hub_and_spoke() -> Drawing:
    code = "eu-central-1"
    return drawing(
        "Hub and spoke with transit gateway",
        [
            *region(code),
            *network("hub", "region", code, 0),
            *network("spoke1", "region", code, 1, public=False),
            *network("spoke2", "region", code, 2, public=False),
            box("office", "on_premises", None, cidr="192.168.0.0/16"),
        ],
        [
            icon("tgw", "transit_gateway", "region"),
            icon("igw", "igw", "hub"),
            icon("nat-a", "nat_gateway", "hub-pub-a"),
            icon("nat-b", "nat_gateway", "hub-pub-b"),
            icon("firewall", "network_firewall", "hub", subnets=["hub-prv-a", "hub-prv-b"]),
            icon("app-a", "ec2", "spoke1-prv-a", instance_type="m6i.large"),
            icon("app-b", "ec2", "spoke1-prv-b", instance_type="m6i.large"),
            icon(
                "db",
                "rds",
                "spoke2",
                engine="postgres",
                multi_az=True,
                encrypted=True,
                subnets=["spoke2-prv-a", "spoke2-prv-b"],
            ),
            icon("cgw", "customer_gateway", "office"),
            icon("vpn", "vpn_connection", "region"),
            icon("ssm", "vpce_interface", "spoke1", service="ssm", subnets=["spoke1-prv-a", "spoke1-prv-b"]),
            icon("internet", "internet"),
        ],
        [
            arrow("hub", "tgw", "attach"),
            arrow("spoke1", "tgw", "attach"),
            arrow("spoke2", "tgw", "attach"),
            arrow("spoke1-prv-a", "tgw", "route"),
            arrow("spoke1-prv-b", "tgw", "route"),
            arrow("spoke2-prv-a", "tgw", "route"),
            arrow("spoke2-prv-b", "tgw", "route"),
            arrow("hub-prv-a", "nat-a", "route"),
            arrow("hub-prv-b", "nat-b", "route"),
            arrow("hub-pub-a", "igw", "route"),
            arrow("hub-pub-b", "igw", "route"),
            arrow("tgw", "firewall"),
            arrow("vpn", "tgw", "attach"),
            arrow("cgw", "vpn", "vpn"),
            arrow("app-a", "db", port=5432),
            arrow("app-b", "db", port=5432),
            arrow("app-a", "internet"),
        ],
    )


def private_eks() -> Drawing:
    code = "eu-west-1"
    private = ["vpc-prv-a", "vpc-prv-b", "vpc-prv-c"]
    endpoints = [
        icon(f"vpce-{name}", "vpce_interface", "vpc", service=name, subnets=private)
        for name in ("ecr.api", "ecr.dkr", "sts", "logs")
    ]
    return drawing(
        "Private EKS cluster",
        [
            *region(code),
            *network("vpc", "region", code, 20, zones="abc"),
            box(
                "nodes",
                "asg",
                "vpc",
                ["worker-a", "worker-b", "worker-c"],
                min=3,
                desired=3,
                max=9,
                subnets=private,
            ),
        ],
        [
            icon("users", "user"),
            icon("dns", "route53", "aws"),
            icon("igw", "igw", "vpc"),
            *(icon(f"nat-{z}", "nat_gateway", f"vpc-pub-{z}") for z in "abc"),
            icon(
                "alb",
                "elb_alb",
                "vpc",
                scheme="internet-facing",
                subnets=["vpc-pub-a", "vpc-pub-b", "vpc-pub-c"],
                listeners=[
                    {"protocol": "HTTPS", "port": 443, "certificate": "cert"},
                    {"protocol": "HTTP", "port": 80, "redirect": True},
                ],
            ),
            icon("cert", "acm", "region"),
            icon("waf", "waf", "region", scope="REGIONAL"),
            icon("eks", "eks", "vpc", subnets=private),
            *(icon(f"worker-{z}", "ec2", f"vpc-prv-{z}", instance_type="m7g.large") for z in "abc"),
            icon("ecr", "ecr", "region"),
            icon("s3-endpoint", "vpce_gateway", "vpc", service="s3"),
            *endpoints,
            icon("aurora", "aurora", "vpc", engine="aurora-postgresql", subnets=private, encrypted=True),
            icon(
                "cache",
                "elasticache",
                "vpc",
                engine="valkey",
                subnets=private,
                replicas=1,
                multi_az=True,
                automatic_failover=True,
            ),
            icon("bucket", "s3", "region"),
            icon("secrets", "secrets_manager", "region"),
            icon("logs", "cloudwatch", "region"),
        ],
        [
            arrow("users", "dns"),
            arrow("dns", "alb", "alias"),
            arrow("users", "alb"),
            arrow("waf", "alb", "associate"),
            arrow("cert", "alb", "associate"),
            arrow("alb", "eks", "target", target_type="ip"),
            arrow("alb", "nodes", "target"),
            arrow("eks", "nodes"),
            arrow("nodes", "aurora", port=5432),
            arrow("nodes", "cache", port=6379),
            arrow("nodes", "vpce-ecr.api"),
            arrow("vpce-ecr.api", "ecr"),
            arrow("nodes", "s3-endpoint"),
            arrow("s3-endpoint", "bucket"),
            arrow("nodes", "secrets"),
            arrow("eks", "logs", "deliver"),
            *(arrow(f"vpc-prv-{z}", f"nat-{z}", "route") for z in "abc"),
            *(arrow(f"vpc-pub-{z}", "igw", "route") for z in "abc"),
            *(arrow(f"vpc-prv-{z}", "s3-endpoint", "route", destination="pl-s3") for z in "abc"),
        ],
    )


def serverless() -> Drawing:
    return drawing(
        "Serverless order processing",
        region("ap-southeast-2"),
        [
            icon("app", "user"),
            icon("cdn", "cloudfront", "aws"),
            icon("site", "s3", "region"),
            icon("pool", "cognito", "region"),
            icon("api", "api_gateway", "region", type="HTTP", auth="JWT"),
            icon("orders", "lambda", "region", runtime="python3.13", memory_mb=512, timeout_s=10),
            icon("queue", "sqs", "region", type="standard", visibility_s=180, dlq=True),
            icon("dlq", "sqs", "region", type="standard"),
            icon("worker", "lambda", "region", runtime="python3.13", memory_mb=1024, timeout_s=30),
            icon("table", "dynamodb", "region", billing="on_demand", pitr=True),
            icon("stream", "lambda", "region", runtime="nodejs22.x"),
            icon("bus", "eventbridge", "region"),
            icon("flow", "step_functions", "region"),
            icon("topic", "sns", "region"),
            icon("ses", "ses", "region"),
            icon("key", "kms", "region"),
            icon("logs", "cloudwatch", "region"),
            icon("stripe", "saas"),
        ],
        [
            arrow("app", "cdn"),
            arrow("cdn", "site", "origin", oac=True),
            arrow("cdn", "api", "origin"),
            arrow("app", "pool"),
            arrow("api", "orders", "event"),
            arrow("orders", "queue"),
            arrow("queue", "worker", "event"),
            arrow("queue", "dlq", "dlq"),
            arrow("worker", "table"),
            arrow("table", "stream", "event"),
            arrow("stream", "bus"),
            arrow("bus", "flow", "event", rule="order placed"),
            arrow("flow", "worker"),
            arrow("bus", "topic", "event"),
            arrow("topic", "app", "subscribe"),
            arrow("worker", "ses"),
            arrow("worker", "stripe"),
            arrow("key", "table", "encrypt"),
            arrow("key", "queue", "encrypt"),
            arrow("worker", "logs", "deliver"),
            arrow("logs", "topic", "alarm"),
        ],
    )


def static_site() -> Drawing:
    return drawing(
        "Static web site",
        [
            *region("eu-west-2"),
            box("virginia", "region", "aws", code="us-east-1"),
            box("edge", "edge_location", "aws"),
        ],
        [
            icon("visitors", "user"),
            icon("dns", "route53", "edge", zone="public"),
            icon(
                "cdn", "cloudfront", "edge", viewer_protocol="redirect-to-https", aliases=["www.example.com"]
            ),
            icon("cert", "acm", "virginia"),
            icon("waf", "waf", "edge", scope="CLOUDFRONT"),
            icon("rewrite", "lambda", "edge", edge=True),
            icon("site", "s3", "region", block_public_access=True),
            icon("logs", "s3", "region", block_public_access=True),
            icon("contact", "lambda", "region"),
            icon("api", "api_gateway", "region"),
        ],
        [
            arrow("visitors", "dns"),
            arrow("visitors", "cdn"),
            arrow("dns", "cdn", "alias"),
            arrow("cert", "cdn", "associate"),
            arrow("waf", "cdn", "associate"),
            arrow("cdn", "site", "origin", oac=True),
            arrow("cdn", "rewrite", "event"),
            arrow("cdn", "logs", "deliver"),
            arrow("cdn", "api", "origin"),
            arrow("api", "contact", "event"),
        ],
    )


def hybrid() -> Drawing:
    code = "us-gov-west-1"
    return drawing(
        "Hybrid network with VPN and Direct Connect",
        [
            *region(code),
            *network("vpc", "region", code, 40, public=False),
            box("datacenter", "on_premises", None, cidr="172.16.0.0/12"),
            box(
                "app-sg",
                "security_group",
                "vpc",
                ["app-a", "app-b"],
                rules=[{"dir": "in", "port": 443, "source": "172.16.0.0/12"}],
            ),
        ],
        [
            icon("staff", "user", "datacenter"),
            icon("mainframe", "on_prem_server", "datacenter"),
            icon("oracle", "on_prem_database", "datacenter"),
            icon("router", "customer_gateway", "datacenter"),
            icon("dx", "direct_connect", "region", bandwidth="1G"),
            icon("backup-vpn", "vpn_connection", "region"),
            icon("vgw", "vgw", "vpc"),
            icon("nlb", "elb_nlb", "vpc", scheme="internal", subnets=["vpc-prv-a", "vpc-prv-b"]),
            icon("app-a", "ec2", "vpc-prv-a", instance_type="m5.large"),
            icon("app-b", "ec2", "vpc-prv-b", instance_type="m5.large"),
            icon("files", "efs", "region", subnets=["vpc-prv-a", "vpc-prv-b"]),
            icon("dms", "dms", "vpc", subnets=["vpc-prv-a", "vpc-prv-b"]),
            icon("db", "rds", "vpc", engine="oracle-se2", multi_az=True, subnets=["vpc-prv-a", "vpc-prv-b"]),
            icon("s3-endpoint", "vpce_gateway", "vpc", service="s3"),
            icon("archive", "s3", "region"),
            icon("gateway", "storage_gateway", "datacenter"),
        ],
        [
            arrow("router", "dx", "dx", vif="private"),
            arrow("dx", "vgw", "dx", vif="private"),
            arrow("router", "backup-vpn", "vpn"),
            arrow("backup-vpn", "vgw", "vpn"),
            arrow("vpc-prv-a", "vgw", "route", destination="172.16.0.0/12"),
            arrow("vpc-prv-b", "vgw", "route", destination="172.16.0.0/12"),
            arrow("staff", "nlb"),
            arrow("mainframe", "nlb"),
            arrow("nlb", "app-a", "target"),
            arrow("nlb", "app-b", "target"),
            arrow("app-a", "files", "mount"),
            arrow("app-b", "files", "mount"),
            arrow("app-a", "db", port=1521),
            arrow("oracle", "dms"),
            arrow("dms", "db"),
            arrow("app-a", "s3-endpoint"),
            arrow("s3-endpoint", "archive"),
            arrow("gateway", "archive"),
            arrow("mainframe", "gateway", "mount"),
        ],
    )


def read_replicas() -> Drawing:
    primary, other = "us-east-1", "eu-west-1"
    return drawing(
        "Read replicas in two Regions",
        [
            *region(primary),
            box("europe", "region", "aws", code=other),
            *network("us", "region", primary, 60),
            *network("eu", "europe", other, 61),
        ],
        [
            icon("users", "user"),
            icon("dns", "route53", "aws", policy="latency"),
            *(
                item
                for vpc in ("us", "eu")
                for item in (
                    icon(f"{vpc}-igw", "igw", vpc),
                    icon(f"{vpc}-sessions", "vpce_gateway", vpc, service="dynamodb"),
                    icon(f"{vpc}-alb", "elb_alb", vpc, subnets=[f"{vpc}-pub-a", f"{vpc}-pub-b"]),
                    icon(f"{vpc}-web-a", "ec2", f"{vpc}-prv-a", instance_type="m6g.large"),
                    icon(f"{vpc}-web-b", "ec2", f"{vpc}-prv-b", instance_type="m6g.large"),
                )
            ),
            icon(
                "primary",
                "rds",
                "us-prv-a",
                engine="mysql",
                role="primary",
                multi_az=True,
                backup_retention=7,
            ),
            icon("standby", "rds", "us-prv-b", engine="mysql", role="standby"),
            icon("replica", "rds", "us-prv-b", engine="mysql", role="replica"),
            icon("far-replica", "rds", "eu-prv-a", engine="mysql", role="replica"),
            icon("assets", "s3", "region", versioning=True),
            icon("assets-copy", "s3", "europe", versioning=True),
            icon("sessions", "dynamodb", "region"),
            icon("sessions-eu", "dynamodb", "europe"),
        ],
        [
            arrow("users", "dns"),
            *(
                item
                for vpc in ("us", "eu")
                for item in (
                    arrow("dns", f"{vpc}-alb", "alias"),
                    arrow("users", f"{vpc}-alb"),
                    arrow(f"{vpc}-alb", f"{vpc}-web-a", "target"),
                    arrow(f"{vpc}-alb", f"{vpc}-web-b", "target"),
                )
            ),
            arrow("us-web-a", "primary", port=3306),
            arrow("us-web-b", "primary", port=3306),
            arrow("us-web-b", "replica", port=3306),
            arrow("eu-web-a", "far-replica", port=3306),
            arrow("eu-web-b", "far-replica", port=3306),
            arrow("primary", "standby", "replicate"),
            arrow("primary", "replica", "replicate"),
            arrow("primary", "far-replica", "replicate"),
            arrow("assets", "assets-copy", "replicate"),
            arrow("sessions", "sessions-eu", "replicate"),
            arrow("us-web-a", "sessions"),
            arrow("eu-web-a", "sessions-eu"),
        ],
    )


def private_link() -> Drawing:
    code = "us-west-2"
    return drawing(
        "Service offered over PrivateLink",
        [
            box("aws", "aws_cloud", None),
            box("provider", "account", "aws"),
            box("consumer", "account", "aws"),
            box("region", "region", "provider", code=code),
            box("consumer-region", "region", "consumer", code=code),
            *network("saas", "region", code, 70, public=False),
            *network("client", "consumer-region", code, 70, public=False),
            box(
                "fleet",
                "asg",
                "saas",
                ["api-a", "api-b"],
                min=2,
                desired=2,
                max=6,
                subnets=["saas-prv-a", "saas-prv-b"],
            ),
        ],
        [
            icon(
                "nlb",
                "elb_nlb",
                "saas",
                scheme="internal",
                subnets=["saas-prv-a", "saas-prv-b"],
                listeners=[{"protocol": "TCP", "port": 443}],
            ),
            icon("api-a", "ec2", "saas-prv-a", instance_type="c7g.large"),
            icon("api-b", "ec2", "saas-prv-b", instance_type="c7g.large"),
            icon("ddb-endpoint", "vpce_gateway", "saas", service="dynamodb"),
            icon("table", "dynamodb", "region"),
            icon(
                "endpoint",
                "vpce_interface",
                "client",
                service="com.amazonaws.vpce.us-west-2.vpce-svc-1",
                subnets=["client-prv-a", "client-prv-b"],
            ),
            icon("function", "lambda", "client", subnets=["client-prv-a", "client-prv-b"]),
            icon("caller", "ec2", "client-prv-a", instance_type="t3.medium"),
            icon("zone", "route53", "consumer", zone="private", vpcs=["client"]),
        ],
        [
            arrow("endpoint", "nlb"),
            arrow("nlb", "fleet", "target"),
            arrow("fleet", "ddb-endpoint"),
            arrow("ddb-endpoint", "table"),
            arrow("function", "endpoint", port=443),
            arrow("caller", "endpoint", port=443),
            arrow("zone", "endpoint", "alias"),
            arrow("zone", "client", "associate"),
        ],
    )


def several_accounts() -> Drawing:
    code = "ca-central-1"
    return drawing(
        "Landing zone of several accounts",
        [
            box("aws", "aws_cloud", None),
            *(box(name, "account", "aws") for name in ("management", "network", "workload", "logging")),
            *(
                box(f"{name}-region", "region", name, code=code)
                for name in ("network", "workload", "logging", "management")
            ),
            *network("egress", "network-region", code, 80),
            *network("shop", "workload-region", code, 81, public=False),
            box(
                "web-sg",
                "security_group",
                "shop",
                ["task"],
                rules=[{"dir": "in", "port": 8080, "source": "10.80.0.0/16"}],
            ),
        ],
        [
            icon("org", "organizations", "management"),
            icon("sso", "iam_identity_center", "management-region"),
            icon("trail", "cloudtrail", "logging-region"),
            icon("log-bucket", "s3", "logging-region", block_public_access=True),
            icon("config", "config", "workload-region"),
            icon("guard", "guardduty", "workload-region"),
            icon("igw", "igw", "egress"),
            icon("nat-a", "nat_gateway", "egress-pub-a"),
            icon("nat-b", "nat_gateway", "egress-pub-b"),
            icon("tgw", "transit_gateway", "network-region"),
            icon("alb", "elb_alb", "egress", subnets=["egress-pub-a", "egress-pub-b"]),
            icon("task", "fargate", "shop", subnets=["shop-prv-a", "shop-prv-b"]),
            icon("cluster", "ecs", "shop"),
            icon("db", "aurora", "shop", engine="aurora-mysql", subnets=["shop-prv-a", "shop-prv-b"]),
            icon("people", "user"),
            icon("role", "iam", "workload"),
        ],
        [
            arrow("people", "sso"),
            arrow("people", "alb"),
            arrow("alb", "task", "target", target_type="ip"),
            arrow("egress", "tgw", "attach"),
            arrow("shop", "tgw", "attach"),
            arrow("shop-prv-a", "tgw", "route"),
            arrow("shop-prv-b", "tgw", "route"),
            arrow("egress-prv-a", "nat-a", "route"),
            arrow("egress-prv-b", "nat-b", "route"),
            arrow("egress-pub-a", "igw", "route"),
            arrow("egress-pub-b", "igw", "route"),
            arrow("cluster", "task"),
            arrow("task", "db", port=3306),
            arrow("trail", "log-bucket", "deliver"),
            arrow("config", "log-bucket", "deliver"),
            arrow("role", "task", "attach"),
        ],
    )


def shared_files() -> Drawing:
    """A web tier on EFS, Windows on FSx, an office that backs up through gateways, a warehouse on RA3."""
    code = "us-east-2"
    subnets = ["app-prv-a", "app-prv-b"]
    return drawing(
        "Shared files",
        [
            *region(code),
            *network("app", "region", code, 70),
            *network("lab", "region", code, 71, public=False),
            box("fleet", "asg", "app", ["web-a", "web-b"], min=2, max=6, subnets=subnets, health_check="ELB"),
            box("office", "on_premises", None, cidr="192.168.0.0/16"),
        ],
        [
            icon("igw", "igw", "app"),
            icon("alb", "elb_alb", "app", scheme="internet-facing", subnets=["app-pub-a", "app-pub-b"]),
            icon("web-a", "ec2", "app-prv-a", instance_type="m6i.large", os="linux"),
            icon("web-b", "ec2", "app-prv-b", instance_type="m6i.large", os="linux"),
            icon("desk", "ec2", "app-prv-a", instance_type="m6i.large", os="windows"),
            icon("study", "ec2", "lab-prv-a", instance_type="m6i.large", os="linux"),
            icon("efs", "efs", "region", encrypted=True, throughput="elastic"),
            icon("target-a", "efs_mount_target", "app-prv-a"),
            icon("target-b", "efs_mount_target", "app-prv-b"),
            icon("scratch", "efs", "region", one_zone=f"{code}a", encrypted=True),
            icon("target-c", "efs_mount_target", "app-prv-a"),
            icon("share", "fsx", "app", type="windows", deployment="MULTI_AZ_1", subnets=subnets),
            icon("fast", "fsx", "app-prv-a", type="lustre", deployment="SCRATCH_2", subnets=["app-prv-a"]),
            icon("peering", "vpc_peering", "region"),
            icon("vpn", "vpn_connection", "region"),
            icon("vgw", "vgw", "app"),
            icon("router", "customer_gateway", "office"),
            icon("files", "storage_gateway", "office", type="FILE_S3"),
            icon("tapes", "storage_gateway", "office", type="VTL"),
            icon("server", "server", "office"),
            icon(
                "bucket",
                "s3",
                "region",
                bucket_name="files-of-the-office",
                lifecycle=[
                    {"days": 30, "to": "STANDARD_IA"},
                    {"days": 90, "to": "GLACIER_IR"},
                    {"days": 365, "to": "DEEP_ARCHIVE"},
                ],
            ),
            icon("vault", "s3_glacier", "region"),
            icon("index", "lambda", "region", runtime="python3.13"),
            icon("global-a", "dynamodb", "region", billing="PAY_PER_REQUEST", streams=True),
            icon(
                "warehouse",
                "redshift",
                "app",
                node_type="ra3.4xlarge",
                nodes=2,
                multi_az=True,
                cluster_type="multi-node",
                snapshot_retention=7,
                subnets=subnets,
            ),
            icon(
                "orders",
                "rds",
                "app",
                engine="postgres",
                storage="io1",
                storage_gib=200,
                iops=10_000,
                multi_az=True,
                backup_retention=7,
                replicas=15,
                subnets=subnets,
            ),
        ],
        [
            arrow("alb", "fleet", "target"),
            arrow("efs", "target-a", "attach"),
            arrow("efs", "target-b", "attach"),
            arrow("scratch", "target-c", "attach"),
            arrow("web-a", "efs", "mount"),
            arrow("web-b", "target-b", "mount"),
            arrow("web-a", "scratch", "mount"),
            arrow("study", "efs", "mount"),
            arrow("server", "efs", "mount"),
            arrow("desk", "share", "mount"),
            arrow("web-a", "fast", "mount"),
            arrow("peering", "app", "peer"),
            arrow("peering", "lab", "peer"),
            arrow("router", "vpn", "vpn"),
            arrow("vpn", "vgw", "vpn"),
            arrow("server", "files"),
            arrow("server", "tapes"),
            arrow("files", "bucket"),
            arrow("tapes", "vault"),
            arrow("bucket", "index", "event"),
            arrow("index", "global-a"),
        ],
    )


ARCHITECTURES = (
    shared_files,
    hub_and_spoke,
    private_eks,
    serverless,
    static_site,
    hybrid,
    read_replicas,
    private_link,
    several_accounts,
)
