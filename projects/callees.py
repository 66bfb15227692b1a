"""What code calls, wherever it runs: the targets of traffic that all kinds of compute have alike."""

DATA_STORES = (
    "rds_instance",
    "aurora_cluster",
    "elasticache_cluster",
    "redshift_cluster",
    "dynamodb_table",
    "s3_bucket",
    "rds_proxy",
    "documentdb",
    "neptune",
    "memorydb",
    "dax",
    "timestream",
    "opensearch",
    "s3_glacier",
)
MESSAGING = (
    "sqs_queue",
    "sns_topic",
    "eventbridge",
    "kinesis_streams",
    "firehose",
    "msk",
    "mq",
    "step_functions",
    "ses",
)
BALANCERS = ("application_load_balancer", "network_load_balancer", "classic_load_balancer")
APIS = (
    "api_gateway",
    "lambda_function",
    "kms_key",
    "secrets_manager",
    "systems_manager",
    "cloudwatch",
    "cognito",
    "bedrock",
    "rekognition",
    "athena",
    "glue",
    "sagemaker",
    "ecr",
)
WAYS_OUT = (
    "nat_gateway",
    "internet_gateway",
    "interface_endpoint",
    "gateway_endpoint",
    "internet",
    "third_party_service",
)
CONTAINERS = ("ecs", "eks", "fargate")
"""Services that run containers, where one calls another."""

CALLEES = (*DATA_STORES, *MESSAGING, *BALANCERS, *APIS, *WAYS_OUT)
FILE_SYSTEMS = ("efs_file_system", "fsx", "efs_mount_target", "storage_gateway")
LOG_DESTINATIONS = ("cloudwatch", "s3_bucket", "firehose")
