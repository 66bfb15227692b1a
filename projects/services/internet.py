"""The internet."""

from typing import ClassVar

from projects.service import CANVAS, Service


class Internet(Service):
    """The public internet as one end of a link."""

    name = "internet"
    label = "Internet"
    summary = "The public internet: where requests from outside come from."
    category = "Actors"
    synonyms = ("web", "www", "public")
    icon = "internet"
    shape = "actor"
    scope = "outside"
    inside = (CANVAS, "aws_cloud")
    links: ClassVar = {
        "traffic": (
            "internet_gateway",
            "route53",
            "cloudfront",
            "application_load_balancer",
            "network_load_balancer",
            "classic_load_balancer",
            "api_gateway",
            "global_accelerator",
            "client_vpn",
            "network_firewall",
            "s3_bucket",
            "elastic_beanstalk",
            "ec2_instance",
            "sqs_queue",
            "sns_topic",
        ),
    }
    needs_no_price = "Outside AWS."
