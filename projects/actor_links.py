"""What people and their devices call from outside AWS: the same for every actor that stands for them."""

from __future__ import annotations

from collections.abc import Mapping

CALLS: Mapping[str, tuple[str, ...]] = {
    "traffic": (
        "route53",
        "cloudfront",
        "application_load_balancer",
        "network_load_balancer",
        "classic_load_balancer",
        "api_gateway",
        "appsync",
        "amplify",
        "global_accelerator",
        "client_vpn",
        "internet_gateway",
        "internet",
        "s3_bucket",
        "transfer_family",
        "elastic_beanstalk",
        "ec2_instance",
        "sqs_queue",
        "sns_topic",
        "cognito",
        "workspaces",
        "quicksight",
        "iot_core",
        "opensearch",
        "kinesis_streams",
        "firehose",
    ),
}
"""Link kind -> services, likeliest first."""

SERVER_LINKS: Mapping[str, tuple[str, ...]] = {
    "traffic": (
        "customer_gateway",
        "direct_connect",
        "internet",
        "application_load_balancer",
        "network_load_balancer",
        "api_gateway",
        "s3_bucket",
        "storage_gateway",
        "datasync",
        "transfer_family",
        "snowball",
        "directory_service",
        "systems_manager",
        "sqs_queue",
        "sns_topic",
        "kinesis_streams",
        "firehose",
        "msk",
        "rds_instance",
        "on_premises_database",
        "on_premises_server",
        "server",
    ),
    "mount": (
        "efs_file_system",
        "storage_gateway",
        "fsx",
        "s3_bucket",
    ),
}
"""What a server outside AWS calls and mounts."""
