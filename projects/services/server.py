"""Server outside AWS."""

from typing import ClassVar

from projects.service import CANVAS, Service


class Server(Service):
    """A machine that the customer runs, outside AWS."""

    name = "server"
    label = "Server"
    summary = "A physical or virtual machine that the customer runs outside AWS."
    category = "Actors"
    synonyms = ("on-premises server", "corporate server", "machine", "host", "vm")
    icon = "server"
    shape = "actor"
    scope = "outside"
    inside = ("on_premises", CANVAS)
    links: ClassVar = {
        "traffic": (
            "customer_gateway",
            "direct_connect",
            "internet",
            "application_load_balancer",
            "network_load_balancer",
            "api_gateway",
            "s3_bucket",
            "sqs_queue",
            "sns_topic",
            "rds_instance",
            "server",
        ),
        "mount": (
            "efs_file_system",
            "s3_bucket",
        ),
    }
    needs_no_price = "Outside AWS."
