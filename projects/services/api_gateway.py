"""Amazon API Gateway."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, hourly, needs, usage
from projects.billing.instances import WHOLE_MONTH
from projects.billing.metering import metered
from projects.billing.traffic import internet_out
from projects.place import Place
from projects.properties import Choice, Count, Flag, Quantity
from projects.service import Service

_REST, _HTTP, _WEBSOCKET = ("REST",), ("HTTP",), ("WEBSOCKET",)
_HTTP_UNIT_KB = 512
_MESSAGE_UNIT_KB = 32


class ApiGateway(Service):
    """An HTTP, REST or WebSocket API in front of functions and services."""

    name = "api_gateway"
    label = "API Gateway"
    official = "Amazon API Gateway"
    billed_as = "Amazon API Gateway"
    summary = "Publishes REST, HTTP and WebSocket APIs in front of functions, containers and AWS services."
    category = "Application integration"
    synonyms = ("api", "rest", "http api", "websocket", "gateway", "apigw", "endpoint", "serverless")
    cloudformation = "AWS::ApiGateway::RestApi"
    icon = "api_gateway"
    scope = "region"
    inside = ("region",)
    links: ClassVar = {
        "traffic": (
            "lambda_function",
            "network_load_balancer",
            "application_load_balancer",
            "sqs_queue",
            "sns_topic",
            "dynamodb_table",
            "step_functions",
            "eventbridge",
            "kinesis_streams",
            "s3_bucket",
            "elastic_beanstalk",
            "ec2_instance",
            "server",
            "on_premises_server",
            "third_party_service",
            "firehose",
        ),
        "event": ("lambda_function",),
        "deliver": ("cloudwatch", "firehose", "xray"),
    }

    type: str | None = Choice(
        "Type",
        {
            "REST": "All features: keys, caching, validation, private endpoints.",
            "HTTP": "Simpler and cheaper.",
            "WEBSOCKET": "Two-way messages over open connections.",
        },
        default="REST",
    )
    endpoint: str | None = Choice(
        "Endpoint",
        {
            "REGIONAL": "Reached in its Region.",
            "EDGE": "Reached through CloudFront's edge (REST only).",
            "PRIVATE": "Reached from VPCs only, through an interface endpoint.",
        },
    )
    auth: str | None = Choice(
        "Authorization",
        {
            "NONE": "Open to everybody.",
            "IAM": "Signed requests.",
            "COGNITO": "Users of a Cognito user pool.",
            "LAMBDA": "A function decides.",
            "JWT": "Tokens of an identity provider.",
            "API_KEY": "Keys with usage plans.",
        },
    )
    integration_timeout_s: int | None = Count("Integration timeout", unit="s", low=1, high=900)
    response_streaming: bool | None = Flag(
        "Response streaming", help="Answers may take up to 900 s.", when={"type": _REST}
    )
    largest_payload_mb: Decimal | None = Quantity(
        "Largest payload", unit="MB", high=10, when={"type": _REST + _HTTP}
    )
    access_logs: bool | None = Flag("Access logs")
    cache_gb: str | None = Choice(
        "Cache",
        {
            "none": "No cache.",
            "0.5": "0.5 GB.",
            "1.6": "1.6 GB.",
            "6.1": "6.1 GB.",
            "13.5": "13.5 GB.",
            "28.4": "28.4 GB.",
            "58.2": "58.2 GB.",
            "118": "118 GB.",
            "237": "237 GB.",
        },
        default="none",
        when={"type": _REST},
    )
    cache_hours: Decimal | None = Quantity(
        "Cache hours", unit="hours/month", high=744, help=WHOLE_MONTH, when={"type": _REST}
    )
    monthly_requests: Decimal | None = Quantity(
        "Requests",
        unit="requests/month",
        when={"type": _REST + _HTTP},
        typical=(1_000_000, 20_000_000, 400_000_000),
    )
    request_kb: Decimal | None = Quantity(
        "Size of a request",
        unit="KB",
        default=_HTTP_UNIT_KB,
        group="Usage",
        help="With its response; each started 512 KB counts as one request.",
        when={"type": _HTTP},
        typical=(512, 512, 512),
    )
    monthly_messages: Decimal | None = Quantity(
        "Messages",
        unit="messages/month",
        help="Sent and received.",
        when={"type": _WEBSOCKET},
        typical=(1_000_000, 50_000_000, 1_500_000_000),
    )
    message_kb: Decimal | None = Quantity(
        "Size of a message",
        unit="KB",
        default=_MESSAGE_UNIT_KB,
        high=128,
        group="Usage",
        help="Each started 32 KB counts as one message.",
        when={"type": _WEBSOCKET},
        typical=(32, 32, 32),
    )
    connection_minutes: Decimal | None = Quantity(
        "Connection minutes",
        unit="minutes/month",
        when={"type": _WEBSOCKET},
        typical=(500_000, 10_000_000, 200_000_000),
    )
    data_out_gb: Decimal | None = Quantity(
        "Data transfer out to the internet", unit="GB/month", typical=(5, 100, 2_000)
    )

    def fact(self) -> str:
        return {"REST": "REST API", "HTTP": "HTTP API", "WEBSOCKET": "WebSocket API"}.get(self.type or "", "")

    def costs(self, place: Place) -> Iterator[CostComponent]:
        if self.type is None:
            yield needs("Requests", "", "type", "Choose the type of API.")
        elif self.type == "REST":
            requests = self.monthly_requests
            yield usage("Requests (REST)", "api_gateway.rest.requests", requests, property="monthly_requests")
            if self.cache_gb not in (None, "none"):
                name, key = f"Cache hours ({self.cache_gb} GB)", f"api_gateway.cache.{self.cache_gb}gb"
                yield hourly(name, key, hours=self.cache_hours)
        elif self.type == "HTTP":
            requests = metered(self.monthly_requests, self.request_kb, _HTTP_UNIT_KB)
            field = "monthly_requests" if self.monthly_requests is None else "request_kb"
            yield usage("Requests (HTTP)", "api_gateway.http.requests", requests, property=field)
        else:
            messages = metered(self.monthly_messages, self.message_kb, _MESSAGE_UNIT_KB)
            key = "api_gateway.websocket"
            field = "monthly_messages" if self.monthly_messages is None else "message_kb"
            yield usage("Messages (WebSocket)", f"{key}.messages", messages, property=field)
            minutes = self.connection_minutes
            name = "Connection minutes (WebSocket)"
            yield usage(name, f"{key}.connection_minutes", minutes, property="connection_minutes")
        if self.endpoint != "PRIVATE":
            yield internet_out(self.data_out_gb)
