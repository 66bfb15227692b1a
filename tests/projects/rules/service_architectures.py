"""Architectures of APIs, events, streams, directories and governance, in the neutral format: no errors."""

from __future__ import annotations

from tests.projects.rules.reference_architectures import Drawing, arrow, box, drawing, icon, network, region


def event_driven_services() -> Drawing:
    code, private = "eu-west-1", ["vpc-prv-a", "vpc-prv-b"]
    return drawing(
        "Event-driven microservices",
        [*region(code), *network("vpc", "region", code, 10)],
        [
            icon("customers", "user"),
            icon("pool", "cognito", "region"),
            icon("api", "api_gateway", "region", type="HTTP", auth="JWT", integration_timeout_s=30),
            icon("alb", "elb_alb", "vpc", scheme="internal", subnets=private),
            icon("orders", "fargate", "vpc", subnets=private, cpu=1024, memory=2048, desired_count=2),
            icon("igw", "igw", "vpc"),
            icon("nat-a", "nat_gateway", "vpc-pub-a"),
            icon("nat-b", "nat_gateway", "vpc-pub-b"),
            icon("db", "aurora", "vpc", engine="aurora-postgresql", subnets=private, encrypted=True),
            icon("bus", "eventbridge", "region"),
            icon("checkout", "step_functions", "region", type="EXPRESS", duration_s=300),
            *(icon(f"target-{n}", "lambda", "region", dlq=True, timeout_s=60) for n in range(5)),
            icon("topic", "sns", "region", fifo=False),
            icon("ledger", "sns", "region", fifo=True),
            icon("ledger-queue", "sqs", "region", type="fifo", dlq=True, visibility_s=360),
            icon("billing", "sqs", "region", type="standard", dlq=True, visibility_s=360),
            icon("biller", "lambda", "region", timeout_s=60),
            icon("uploads", "s3", "region"),
            icon("thumbnails", "s3", "region"),
            icon("resize", "lambda", "region", dlq=True, timeout_s=29),
            icon("rest", "api_gateway", "region", type="REST", endpoint="REGIONAL", auth="IAM"),
            icon("mail", "ses", "region", production_access=True),
            icon("bounces", "sns", "region"),
            icon("mails", "firehose", "region"),
            icon("archive", "s3", "region"),
        ],
        [
            arrow("customers", "api"),
            arrow("customers", "pool"),
            arrow("api", "alb", vpc_link=True),
            arrow("alb", "orders", "target", target_type="ip", group="orders"),
            arrow("orders", "db", port=5432),
            arrow("orders", "bus"),
            *(arrow("bus", f"target-{n}", "event", rule="order placed") for n in range(5)),
            arrow("bus", "checkout", "event", rule="checkout"),
            arrow("bus", "topic", "event", rule="tell"),
            arrow("checkout", "ledger"),
            arrow("ledger", "ledger-queue", "subscribe"),
            arrow("topic", "billing", "subscribe"),
            arrow("topic", "customers", "subscribe"),
            arrow("billing", "biller", "event"),
            arrow("ledger-queue", "biller", "event"),
            arrow("uploads", "resize", "event"),
            arrow("resize", "uploads", op="read"),
            arrow("resize", "thumbnails", op="write"),
            arrow("rest", "resize", "event"),
            arrow("rest", "billing"),
            arrow("customers", "rest"),
            arrow("biller", "mail"),
            arrow("mail", "bounces", "event"),
            arrow("mail", "mails", "event"),
            arrow("mails", "archive", "deliver"),
            arrow("bounces", "biller", "subscribe"),
            *(arrow(f"vpc-prv-{z}", f"nat-{z}", "route") for z in "ab"),
            *(arrow(f"vpc-pub-{z}", "igw", "route") for z in "ab"),
        ],
    )


def streaming_analytics() -> Drawing:
    code, private = "us-east-1", ["vpc-prv-a", "vpc-prv-b", "vpc-prv-c"]
    return drawing(
        "Streaming analytics",
        [*region(code), *network("vpc", "region", code, 11, public=False, zones="abc")],
        [
            icon("devices", "user"),
            icon("core", "iot_core", "region"),
            icon("clicks", "kinesis", "region", mode="PROVISIONED", shards=1, retention_h=8760),
            icon("logs", "kinesis", "region", mode="ON_DEMAND", retention_h=24),
            icon("hose", "firehose", "region"),
            icon("enrich", "lambda", "region", dlq=True),
            icon("lake", "s3", "region"),
            icon("search", "opensearch", "vpc", subnets=private, az_count=3),
            icon("kafka", "msk", "vpc", subnets=private, brokers=6),
            icon("consumer", "lambda", "vpc", subnets=private),
            icon("catalog", "glue", "region"),
            icon("athena", "athena", "region"),
            icon(
                "cold", "s3_glacier", "region", **{"class": "DEEP_ARCHIVE"}, expire_days=180, retrieval="bulk"
            ),
        ],
        [
            arrow("devices", "core"),
            arrow("core", "clicks", "event"),
            arrow("clicks", "hose", "deliver"),
            arrow("clicks", "enrich", "event"),
            arrow("hose", "enrich"),
            arrow("hose", "lake", "deliver"),
            arrow("hose", "search", "deliver"),
            arrow("logs", "hose", "deliver"),
            arrow("kafka", "consumer", "event"),
            arrow("consumer", "search"),
            arrow("lake", "catalog"),
            arrow("athena", "lake"),
            arrow("lake", "cold", "deliver"),
            arrow("enrich", "lake", op="write"),
        ],
    )


def corporate_directory() -> Drawing:
    code, private = "eu-central-1", ["vpc-prv-a", "vpc-prv-b"]
    return drawing(
        "Desktops with the corporate directory",
        [
            *region(code),
            *network("vpc", "region", code, 12, public=False),
            box("office", "on_premises", None, cidr="192.168.0.0/16"),
        ],
        [
            icon("staff", "user", "office"),
            icon("controllers", "on_prem_server", "office"),
            icon("router-1", "customer_gateway", "office"),
            icon("router-2", "customer_gateway", "office"),
            icon("vgw", "vgw", "vpc"),
            icon("connector", "directory_service", "vpc", type="ADConnector", subnets=private),
            icon("desktops", "workspaces", "vpc", subnets=private),
            icon("broker", "mq", "vpc", engine="ACTIVEMQ", mode="ACTIVE_STANDBY_MULTI_AZ", subnets=private),
            icon("app", "ecs", "vpc", subnets=private, launch_type="FARGATE", cpu=256, memory=2048),
            icon("files", "efs", "region", subnets=private),
            icon("point-a", "efs_mount_target", "vpc-prv-a"),
            icon("point-b", "efs_mount_target", "vpc-prv-b"),
            icon("report", "lambda", "vpc", subnets=private),
        ],
        [
            arrow("router-1", "vgw", "vpn", tunnels=2),
            arrow("router-2", "vgw", "vpn", tunnels=2),
            arrow("connector", "controllers", via="vpn"),
            arrow("desktops", "connector"),
            arrow("staff", "desktops"),
            arrow("app", "broker"),
            arrow("files", "point-a", "attach"),
            arrow("files", "point-b", "attach"),
            arrow("report", "files", "mount"),
            arrow("app", "files", "mount"),
            *(arrow(f"vpc-prv-{z}", "vgw", "route", destination="192.168.0.0/16") for z in "ab"),
        ],
    )


def governed_account() -> Drawing:
    code, private = "us-west-2", ["vpc-prv-a", "vpc-prv-b"]
    return drawing(
        "Governed production account",
        [
            box("aws", "aws_cloud", None),
            box("account", "account", "aws", production=True),
            box("region", "region", "account", code=code),
            box("second", "region", "account", code="us-east-2"),
            *network("vpc", "region", code, 13, public=False),
            box("fleet", "asg", "vpc", ["web-a", "web-b"], min=2, desired=2, max=4, subnets=private),
        ],
        [
            icon("trail", "cloudtrail", "region", multi_region=True),
            icon("config", "config", "region"),
            icon("log-bucket", "s3", "region", block_public_access=True, versioning=True),
            icon("iam", "iam", "account", mfa=True, policy="s3:GetObject"),
            icon("key", "kms", "region", rotation=True),
            icon("global-key", "kms", "region", rotation=True, multi_region=True),
            icon("copy", "s3", "second", versioning=True),
            icon("watch", "cloudwatch", "region", alarms=[{"period_s": 10}, {"period_s": 300}]),
            icon("on-call", "sns", "region"),
            icon("people", "user"),
            icon("web-a", "ec2", "vpc-prv-a", instance_type="m7g.large"),
            icon("web-b", "ec2", "vpc-prv-b", instance_type="m7g.large"),
            icon("repair", "lambda", "region", dlq=True),
            icon(
                "cluster", "eks", "vpc", subnets=private, endpoint="public", public_cidrs=["203.0.113.0/24"]
            ),
            icon("site", "elastic_beanstalk", "region", env_type="load_balanced"),
            icon("deploy", "codedeploy", "region"),
        ],
        [
            arrow("trail", "log-bucket", "deliver"),
            arrow("trail", "watch", "deliver"),
            arrow("config", "log-bucket", "deliver"),
            arrow("config", "on-call", "deliver"),
            arrow("watch", "on-call", "alarm"),
            arrow("watch", "fleet", "alarm"),
            arrow("watch", "web-a", "alarm"),
            arrow("watch", "repair", "alarm"),
            arrow("watch", "deploy", "alarm"),
            arrow("on-call", "people", "subscribe"),
            arrow("key", "log-bucket", "encrypt"),
            arrow("global-key", "copy", "encrypt"),
            arrow("log-bucket", "copy", "replicate"),
            arrow("deploy", "fleet"),
            arrow("people", "site"),
            arrow("site", "log-bucket"),
        ],
    )


def edge_functions() -> Drawing:
    return drawing(
        "APIs at the edge",
        [*region("eu-west-3"), box("virginia", "region", "aws", code="us-east-1")],
        [
            icon("visitors", "user"),
            icon("cdn", "cloudfront", "aws", viewer_protocol="redirect-to-https"),
            icon("rewrite", "lambda", "virginia", edge=True, timeout_s=5, memory_mb=128),
            icon("sign", "lambda", "virginia", edge=True, timeout_s=30, memory_mb=1024),
            icon("site", "s3", "region"),
            icon("edge-api", "api_gateway", "region", type="REST", endpoint="EDGE", integration_timeout_s=29),
            icon("edge-cert", "acm", "virginia"),
            icon("regional-api", "api_gateway", "region", type="HTTP", auth="IAM"),
            icon("regional-cert", "acm", "region"),
            icon("chat", "api_gateway", "region", type="WEBSOCKET", integration_timeout_s=29),
            icon(
                "report", "api_gateway", "region", type="REST", endpoint="REGIONAL", integration_timeout_s=120
            ),
            icon("answer", "lambda", "region", timeout_s=29),
            icon("slow", "lambda", "region", timeout_s=120),
            icon("later", "lambda", "region", timeout_s=900, dlq=True),
            icon("table", "dynamodb", "region"),
        ],
        [
            arrow("visitors", "cdn"),
            arrow("cdn", "site", "origin", oac=True),
            arrow("cdn", "regional-api", "origin"),
            arrow("cdn", "rewrite", "associate", event="viewer-request"),
            arrow("cdn", "sign", "associate", event="origin-request"),
            arrow("edge-cert", "edge-api", "associate"),
            arrow("regional-cert", "regional-api", "associate"),
            arrow("visitors", "edge-api"),
            arrow("visitors", "chat"),
            arrow("visitors", "report"),
            arrow("edge-api", "answer", "event"),
            arrow("regional-api", "answer", "event"),
            arrow("regional-api", "later", **{"async": True}),
            arrow("chat", "answer", "event"),
            arrow("report", "slow", "event"),
            arrow("answer", "table"),
            arrow("edge-api", "table"),
        ],
    )


SERVICE_ARCHITECTURES = (
    event_driven_services,
    streaming_analytics,
    corporate_directory,
    governed_account,
    edge_functions,
)
