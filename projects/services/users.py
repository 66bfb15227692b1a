"""Users."""

from typing import ClassVar

from projects.service import CANVAS, Service


class Users(Service):
    """The people who use the system, outside AWS."""

    name = "users"
    label = "Users"
    summary = "The people who use the system, wherever they are."
    category = "Actors"
    synonyms = ("user", "people", "customers", "visitors", "clients")
    icon = "users"
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
        ),
    }
    needs_no_price = "Outside AWS."
