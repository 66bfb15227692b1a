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
        "internet_gateway",
        "internet",
        "s3_bucket",
        "elastic_beanstalk",
        "ec2_instance",
        "sqs_queue",
        "sns_topic",
    ),
}
"""Link kind -> services, likeliest first."""
