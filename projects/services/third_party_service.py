"""Third-party service."""

from typing import ClassVar

from projects.service import CANVAS, Service


class ThirdPartyService(Service):
    """A service of another company, reached over the internet."""

    name = "third_party_service"
    label = "Third-party service"
    summary = "A service of another company, such as a payment provider or a SaaS product."
    category = "Actors"
    synonyms = ("saas", "external", "partner", "payment", "vendor", "provider")
    icon = "third_party_service"
    shape = "actor"
    scope = "outside"
    inside = (CANVAS,)
    links: ClassVar = {
        "traffic": (
            "api_gateway",
            "application_load_balancer",
            "cloudfront",
            "s3_bucket",
            "sqs_queue",
            "sns_topic",
            "internet",
        ),
        "event": (
            "api_gateway",
            "lambda_function",
        ),
    }
    needs_no_price = "Outside AWS."
