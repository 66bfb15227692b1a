"""AWS Secrets Manager."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, usage
from projects.place import Place
from projects.properties import Count, Flag, Quantity, Text
from projects.service import Service


class SecretsManager(Service):
    """Passwords and keys that are rotated and read over an API; billed by secret and call."""

    name = "secrets_manager"
    label = "Secrets Manager"
    official = "AWS Secrets Manager"
    billed_as = "AWS Secrets Manager"
    summary = "Keeps passwords, API keys and certificates, hands them out and rotates them."
    category = "Security"
    synonyms = ("secret", "password", "credentials", "api key", "rotation", "vault")
    cloudformation = "AWS::SecretsManager::Secret"
    icon = "secrets_manager"
    scope = "region"
    inside = ("region",)
    links: ClassVar = {
        "event": ("lambda_function", "eventbridge"),
        "associate": ("rds_instance", "aurora_cluster", "redshift_cluster", "documentdb", "ecs", "fargate"),
        "replicate": ("secrets_manager",),
    }

    secrets: int | None = Count("Secrets", default=1, typical=(5, 50, 500))
    rotation: bool | None = Flag("Automatic rotation", help="A Lambda function of yours may be billed.")
    rotation_days: int | None = Count("Rotated every", unit="days", low=1, high=1000)
    replica_regions: str | None = Text(
        "Replicated to", help="Region codes; each replica is billed as a secret there."
    )
    monthly_requests: Decimal | None = Quantity(
        "API calls",
        unit="requests/month",
        help="Read often? Cache them.",
        typical=(10_000, 500_000, 10_000_000),
    )

    def replicas(self) -> tuple[str, ...]:
        """The codes of the Regions that hold a replica, each once."""
        return tuple(dict.fromkeys((self.replica_regions or "").replace(",", " ").split()))

    def fact(self) -> str:
        return f"{self.secrets:,} secrets" if (self.secrets or 0) > 1 else ""

    def costs(self, place: Place) -> Iterator[CostComponent]:
        yield usage("Secrets", "secretsmanager.secret", self.secrets, property="secrets")
        for region in self.replicas():
            yield usage(
                f"Replica secrets ({region})",
                "secretsmanager.secret",
                self.secrets,
                region=region,
                property="secrets",
            )
        requests = self.monthly_requests
        yield usage("API calls", "secretsmanager.requests", requests, property="monthly_requests")
