"""User."""

from typing import ClassVar

from projects.service import CANVAS, Service


class User(Service):
    """One person, outside AWS."""

    name = "user"
    label = "User"
    summary = "One person who uses or runs the system."
    category = "Actors"
    synonyms = ("person", "customer", "administrator", "admin", "operator", "developer")
    icon = "user"
    shape = "actor"
    scope = "outside"
    inside = (CANVAS, "on_premises", "aws_cloud", "account")
    links: ClassVar = {
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
            "iam",
            "appsync",
            "amplify",
        ),
        "mount": (
            "efs_file_system",
            "s3_bucket",
        ),
    }
    needs_no_price = "Outside AWS."
