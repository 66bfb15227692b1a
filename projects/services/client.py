"""Client."""

from typing import ClassVar

from projects.service import CANVAS, Service


class Client(Service):
    """A computer that calls the system, outside AWS."""

    name = "client"
    label = "Client"
    summary = "A computer or browser that calls the system."
    category = "Actors"
    synonyms = ("browser", "computer", "desktop", "laptop", "pc", "workstation")
    icon = "client"
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
