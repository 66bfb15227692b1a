"""AWS AppSync."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, hourly, usage
from projects.billing.metering import metered
from projects.billing.traffic import internet_out
from projects.place import Place
from projects.properties import Choice, Flag, Quantity
from projects.service import Service

_UPDATE_KB = 5


class Appsync(Service):
    """A GraphQL or event API; billed by operations, real-time updates and connection minutes."""

    name = "appsync"
    label = "AppSync"
    official = "AWS AppSync"
    billed_as = "AWS AppSync"
    summary = "A managed GraphQL API over tables, functions and databases, with real-time updates."
    category = "Application integration"
    synonyms = ("graphql", "api", "app sync", "real-time", "subscriptions", "pub/sub", "mobile backend")
    cloudformation = "AWS::AppSync::GraphQLApi"
    icon = "appsync_api"
    scope = "region"
    inside = ("region",)
    links: ClassVar = {
        "traffic": (
            "dynamodb_table",
            "aurora_cluster",
            "opensearch",
            "rds_instance",
            "eventbridge",
            "bedrock",
            "third_party_service",
        ),
        "event": ("lambda_function",),
        "associate": ("cognito",),
        "deliver": ("cloudwatch", "xray"),
    }

    api_type: str | None = Choice(
        "Type",
        {"graphql": "Queries, mutations and subscriptions.", "events": "Publish and subscribe by channel."},
        default="graphql",
    )
    auth: str | None = Choice(
        "Authorization",
        {
            "API_KEY": "A key of limited life.",
            "IAM": "Signed requests.",
            "COGNITO": "Users of a Cognito user pool.",
            "OIDC": "Tokens of an identity provider.",
            "LAMBDA": "A function decides.",
        },
    )
    private: bool | None = Flag("Private API", help="Reached from VPCs only, through an interface endpoint.")
    logging: bool | None = Flag("Logs to CloudWatch")
    cache: str | None = Choice(
        "Cache",
        {
            "none": "No cache.",
            "small": "1 vCPU, 1.5 GiB.",
            "medium": "2 vCPU, 3 GiB.",
            "large": "2 vCPU, 12 GiB.",
            "xlarge": "4 vCPU, 25 GiB.",
            "2xlarge": "8 vCPU, 50 GiB.",
            "4xlarge": "16 vCPU, 101 GiB.",
            "8xlarge": "32 vCPU, 203 GiB.",
            "12xlarge": "48 vCPU, 317 GiB.",
        },
        default="none",
        when={"api_type": ("graphql",)},
    )
    monthly_requests: Decimal | None = Quantity(
        "Operations",
        unit="requests/month",
        help="Queries and mutations; of an event API also publishing and subscribing.",
        typical=(1_000_000, 20_000_000, 200_000_000),
    )
    monthly_updates: Decimal | None = Quantity(
        "Real-time updates",
        unit="messages/month",
        help="Messages delivered to subscribers.",
        typical=(500_000, 10_000_000, 100_000_000),
    )
    update_kb: Decimal | None = Quantity(
        "Size of an update",
        unit="KB",
        default=_UPDATE_KB,
        high=240,
        group="Usage",
        help="Each started 5 KB counts as one.",
    )
    connection_minutes: Decimal | None = Quantity(
        "Connection minutes", unit="minutes/month", typical=(500_000, 10_000_000, 100_000_000)
    )
    data_out_gb: Decimal | None = Quantity(
        "Data transfer out to the internet", unit="GB/month", typical=(10, 100, 1_000)
    )

    def fact(self) -> str:
        return {"graphql": "GraphQL API", "events": "Event API"}.get(self.api_type or "", "")

    def costs(self, place: Place) -> Iterator[CostComponent]:
        kind = "events" if self.api_type == "events" else "graphql"
        yield usage(
            "Operations",
            f"appsync.{kind}.requests",
            self.monthly_requests,
            property="monthly_requests",
            unit="request",
        )
        if self.monthly_updates is not None:
            updates = metered(self.monthly_updates, self.update_kb, _UPDATE_KB)
            key, field = f"appsync.{kind}.updates", "update_kb"
            yield usage("Real-time updates", key, updates, property=field, unit="message")
        if self.connection_minutes is not None:
            yield usage(
                "Connection minutes",
                f"appsync.{kind}.connection_minutes",
                self.connection_minutes,
                property="connection_minutes",
                unit="minute",
            )
        if kind == "graphql" and self.cache not in (None, "none"):
            yield hourly(f"Cache hours ({self.cache})", f"appsync.cache.{self.cache}", unit="hour")
        if not self.private:
            yield internet_out(self.data_out_gb)
