"""What an end of a wire is to the network: inside a VPC, a service of the Region, a gateway, ..."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

Role = Literal[
    "inside",
    "regional",
    "internet",
    "on_premises",
    "cdn",
    "accelerator",
    "internet_gateway",
    "nat",
    "gateway_endpoint",
    "interface_endpoint",
    "router",
    "peering",
    "vpn_gateway",
    "vpn",
    "direct_connect",
    "global",
    "volume",
    "apart",
    "nowhere",
]
"""``apart`` is where the Region's prices do not hold, ``nowhere`` where the drawing does not say."""

ROLES: Mapping[str, Role] = {
    **dict.fromkeys(("internet", "users", "user", "client", "mobile_client", "server"), "internet"),
    "third_party_service": "internet",
    **dict.fromkeys(
        (
            *("corporate_data_center", "on_premises", "on_premises_server", "on_premises_database"),
            "customer_gateway",
        ),
        "on_premises",
    ),
    "cloudfront": "cdn",
    "global_accelerator": "accelerator",
    "internet_gateway": "internet_gateway",
    "egress_only_internet_gateway": "internet_gateway",
    "nat_gateway": "nat",
    "gateway_endpoint": "gateway_endpoint",
    "interface_endpoint": "interface_endpoint",
    "transit_gateway": "router",
    "vpc_peering": "peering",
    "virtual_private_gateway": "vpn_gateway",
    "site_to_site_vpn": "vpn",
    "client_vpn": "vpn",
    "direct_connect": "direct_connect",
    "direct_connect_gateway": "direct_connect",
    "ebs_volume": "volume",
}
"""Service -> role, where the kind alone tells it; all else depends on where it stands."""

OUTERMOST = 4

RANKS: Mapping[Role, int] = {
    "nat": 1,
    "interface_endpoint": 1,
    "internet_gateway": 2,
    "vpn_gateway": 2,
    "accelerator": 2,
    "vpn": 3,
    "direct_connect": 3,
    "internet": OUTERMOST,
    "on_premises": OUTERMOST,
    "cdn": OUTERMOST,
}
"""How far out something stands; what is in AWS's networks has no rank. See :func:`is_hub`."""


def rank(role: Role) -> int:
    return RANKS.get(role, 0)


def is_hub(role: Role) -> bool:
    """Whether traffic passes through and goes on: it is priced on the inner link of the two."""
    return 0 < rank(role) < OUTERMOST


HUBS = frozenset(name for name, role in ROLES.items() if is_hub(role))
"""Services that traffic passes through and goes on from."""

NETWORKING = frozenset(
    {
        *("vpc", "subnet", "route_table", "internet_gateway", "egress_only_internet_gateway", "nat_gateway"),
        *("gateway_endpoint", "interface_endpoint", "virtual_private_gateway"),
    }
)
"""What makes up the network of a VPC."""

BETWEEN_NETWORKS = frozenset(
    {
        *("vpc_peering", "transit_gateway", "site_to_site_vpn", "customer_gateway", "direct_connect"),
        *("direct_connect_gateway", "corporate_data_center"),
    }
)
"""What joins networks with others."""

GATEWAY_SERVICES: Mapping[str, str] = {"s3_bucket": "s3", "dynamodb_table": "dynamodb"}
"""What a gateway endpoint leads to, and how its property calls it."""

SERVICE_NAMES: Mapping[str, str] = {"s3": "S3", "dynamodb": "DynamoDB"}

ENDPOINT_NAMES: Mapping[str, tuple[str, ...]] = {
    "s3_bucket": ("s3",),
    "dynamodb_table": ("dynamodb",),
    "sqs_queue": ("sqs",),
    "sns_topic": ("sns",),
    "eventbridge": ("events",),
    "step_functions": ("states", "sync-states"),
    "kinesis_streams": ("kinesis-streams", "kinesis"),
    "firehose": ("kinesis-firehose", "firehose"),
    "kms_key": ("kms",),
    "secrets_manager": ("secretsmanager",),
    "systems_manager": ("ssm", "ssmmessages", "ec2messages"),
    "cloudwatch": ("logs", "monitoring"),
    "ecr": ("ecr.api", "ecr.dkr", "ecr"),
    "athena": ("athena",),
    "glue": ("glue",),
    "bedrock": ("bedrock", "bedrock-runtime"),
    "rekognition": ("rekognition",),
    "sagemaker": ("sagemaker.api", "sagemaker.runtime", "sagemaker"),
    "ses": ("email-smtp", "email"),
    "xray": ("xray",),
    "codebuild": ("codebuild",),
    "lambda_function": ("lambda",),
    "api_gateway": ("execute-api",),
    "app_runner": ("apprunner", "apprunner.requests"),
}
"""A service -> the ends of the names of its interface endpoints ("com.amazonaws.us-east-1.sqs")."""
