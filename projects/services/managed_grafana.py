"""Amazon Managed Grafana."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, usage
from projects.place import Place
from projects.properties import Choice, Count, Flag, Quantity
from projects.service import Service


class ManagedGrafana(Service):
    """Grafana dashboards run by AWS; billed by the people who sign in."""

    name = "managed_grafana"
    label = "Managed Grafana"
    official = "Amazon Managed Grafana"
    billed_as = "Amazon Managed Grafana"
    summary = "Grafana dashboards over metrics, logs and traces, run by AWS."
    category = "Management"
    synonyms = ("grafana", "dashboard", "observability", "visualization", "amg")
    cloudformation = "AWS::Grafana::Workspace"
    icon = "managed_grafana"
    scope = "region"
    inside = ("region", "vpc")
    links: ClassVar = {
        "traffic": (
            "cloudwatch",
            "athena",
            "opensearch",
            "redshift_cluster",
            "rds_instance",
            "aurora_cluster",
            "timestream",
            "xray",
        ),
        "alarm": ("sns_topic",),
        "associate": ("iam_identity_center",),
    }

    workspaces: int | None = Count("Workspaces", default=1, typical=(1, 1, 3))
    authentication: str | None = Choice(
        "Sign-in", {"AWS_SSO": "IAM Identity Center.", "SAML": "A SAML identity provider."}
    )
    enterprise_plugins: bool | None = Flag("Enterprise plugins", help="Billed for each active user.")
    editors: Decimal | None = Quantity(
        "Active editors and administrators",
        unit="users/month",
        help="In each workspace; also API keys that may edit.",
        typical=(1, 5, 30),
    )
    viewers: Decimal | None = Quantity(
        "Active viewers", unit="users/month", help="In each workspace.", typical=(3, 30, 300)
    )

    def fact(self) -> str:
        return f"{self.workspaces:,} workspaces" if (self.workspaces or 0) > 1 else ""

    def costs(self, place: Place) -> Iterator[CostComponent]:
        yield self._users("Editor users", "editor", self.editors, "editors")
        yield self._users("Viewer users", "viewer", self.viewers, "viewers")
        if self.enterprise_plugins:
            known = self.editors is not None and self.viewers is not None
            everyone = (self.editors or 0) + (self.viewers or 0) if known else None
            name = "Enterprise plugins"
            missing = "editors" if self.editors is None else "viewers"
            yield self._users(name, "enterprise_plugins", everyone, missing)

    def _users(self, name: str, key: str, users: Decimal | int | None, field: str) -> CostComponent:
        return usage(
            name,
            f"managed_grafana.{key}",
            users,
            count=self.workspaces,
            property="workspaces" if self.workspaces is None else field,
            unit="user-month",
        )
