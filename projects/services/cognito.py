"""Amazon Cognito."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, needs, usage
from projects.place import Place
from projects.properties import Choice, Flag, Quantity
from projects.service import Service

_TIERS = {"lite": "Lite", "essentials": "Essentials", "plus": "Plus"}
_MAU_KEYS = {"lite": "cognito.mau.legacy", "essentials": "cognito.mau.essentials", "plus": "cognito.mau.plus"}
_FEDERATED_KEYS = {
    "lite": "cognito.mau.saml_oidc",
    "essentials": "cognito.mau.saml_oidc.essentials",
    "plus": "cognito.mau.saml_oidc.plus",
}


class Cognito(Service):
    """Sign-up, sign-in and tokens for the users of an application, billed by active users."""

    name = "cognito"
    label = "Cognito user pool"
    official = "Amazon Cognito user pool"
    billed_as = "Amazon Cognito"
    summary = "Sign-up, sign-in and access tokens for the users of web and mobile applications."
    category = "Security"
    synonyms = (
        "cognito",
        "user pool",
        "sign-in",
        "login",
        "authentication",
        "oauth",
        "oidc",
        "saml",
        "identity",
        "jwt",
    )
    cloudformation = "AWS::Cognito::UserPool"
    icon = "cognito_user_pool"
    scope = "region"
    inside = ("region",)
    links: ClassVar = {
        "event": ("lambda_function",),
        "traffic": ("ses", "sns_topic", "third_party_service", "api_gateway"),
        "associate": ("api_gateway", "application_load_balancer"),
    }

    tier: str | None = Choice(
        "Feature plan",
        {
            "lite": "Sign-in with passwords and identity providers.",
            "essentials": "Also managed login, passwordless sign-in and custom access tokens.",
            "plus": "Also protection against compromised and risky sign-ins.",
        },
        default="essentials",
    )
    mfa: bool | None = Flag("Multi-factor authentication")
    monthly_active_users: Decimal | None = Quantity(
        "Active users",
        unit="users/month",
        help="Signing in directly or through a social identity provider.",
        typical=(1_000, 50_000, 1_000_000),
    )
    federated_users: Decimal | None = Quantity("Active users through SAML or OIDC", unit="users/month")
    machine_clients: Decimal | None = Quantity(
        "Machine-to-machine app clients", unit="clients", group="Usage"
    )
    machine_tokens: Decimal | None = Quantity("Machine-to-machine tokens", unit="requests/month")

    def fact(self) -> str:
        return _TIERS.get(self.tier or "", "")

    def costs(self, place: Place) -> Iterator[CostComponent]:
        tier = self.tier
        if tier is None:
            yield needs("Monthly active users", "", "tier", "Choose a feature plan.")
            return
        users, field = self.monthly_active_users, "monthly_active_users"
        name = f"Monthly active users ({_TIERS[tier]})"
        yield usage(name, _MAU_KEYS[tier], users, property=field, unit="MAU")
        if self.federated_users is not None:
            name = f"Monthly active users, SAML or OIDC ({_TIERS[tier]})"
            users, field = self.federated_users, "federated_users"
            yield usage(name, _FEDERATED_KEYS[tier], users, property=field, unit="MAU")
        for name, key, field, unit in _EXTRAS:
            amount = getattr(self, field)
            if amount is not None:
                yield usage(name, key, amount, property=field, unit=unit)


_EXTRAS = (
    ("Machine-to-machine app clients", "cognito.m2m.clients", "machine_clients", "client-month"),
    ("Machine-to-machine token requests", "cognito.m2m.tokens", "machine_tokens", "request"),
)
"""Billed only where they are used: name, rate key, property, unit."""
