"""AWS WAF web ACL."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, included, not_priced, usage
from projects.place import Place
from projects.properties import Choice, Count, Flag, Quantity
from projects.service import Service

_INCLUDED_WCU = 1500
_WCU_STEP = 500
_UNITS = {
    "web_acl": "web-ACL-month",
    "rule": "rule-month",
    "requests": "request",
    "requests.wcu_step": "request",
    "fraud_control.attempts": "attempt",
}
"""What the quantities count, where the price list may have no rate that says it."""

_PROTECTED = (
    "cloudfront",
    "application_load_balancer",
    "api_gateway",
    "appsync",
    "amplify",
    "cognito",
    "app_runner",
    "bedrock",
)
"""What a web ACL may stand before; of Bedrock its AgentCore gateway."""


class WafWebAcl(Service):
    """Rules that let web requests pass, count them or block them, before they reach what is protected."""

    name = "waf_web_acl"
    label = "WAF"
    official = "AWS WAF web ACL"
    billed_as = "AWS WAF"
    summary = "Filters web requests by rules before they reach CloudFront, a load balancer or an API."
    category = "Security"
    synonyms = ("waf", "web application firewall", "firewall", "acl", "bot control", "owasp", "rules")
    cloudformation = "AWS::WAFv2::WebACL"
    icon = "waf_web_acl"
    scope = "region"
    inside = ("region", "aws_cloud", "account", "edge_location")
    links: ClassVar = {
        "protect": _PROTECTED,
        "associate": _PROTECTED,
        "traffic": ("cloudfront", "application_load_balancer", "api_gateway", "cognito"),
        "deliver": ("s3_bucket", "cloudwatch", "firehose"),
    }

    acl_scope: str | None = Choice(
        "Scope",
        {
            "REGIONAL": "For load balancers and APIs of its Region.",
            "CLOUDFRONT": "For CloudFront; belongs to US East (N. Virginia).",
        },
        default="REGIONAL",
    )
    version: str | None = Choice(
        "Version",
        {"v2": "AWS WAF.", "classic": "AWS WAF Classic, ended in 2025."},
        default="v2",
    )
    web_acls: int | None = Count("Web ACLs", default=1, help="All figures are those of all of them.")
    rules: int | None = Count("Rules", help="Your own rules in the web ACL.", typical=(5, 10, 30))
    rule_groups: int | None = Count(
        "Own rule groups", default=0, help="In the web ACL; their rules are billed besides."
    )
    rules_in_groups: int | None = Count(
        "Rules in own rule groups", default=0, help="In all of them together."
    )
    managed_rule_groups: int | None = Count(
        "Managed rule groups", default=0, help="AWS's; one charge each, whatever the rules in it."
    )
    marketplace_rule_groups: int | None = Count(
        "Marketplace rule groups", help="Of other sellers, at their own prices."
    )
    capacity_units: int | None = Count(
        "Capacity units (WCU)",
        high=5000,
        help="Of the web ACL; above 1,500 each 500 raise the price of requests.",
    )
    shield_advanced: bool | None = Flag(
        "Covered by Shield Advanced",
        help="Web ACLs, rules and requests of protected resources are then included.",
    )
    bot_control: str | None = Choice(
        "Bot Control",
        {
            "none": "Not used.",
            "common": "Finds bots that say what they are.",
            "targeted": "Also finds bots that hide.",
        },
        default="none",
    )
    fraud_control: int | None = Count("Fraud Control rule groups", default=0)
    monthly_requests: Decimal | None = Quantity(
        "Requests inspected", unit="requests/month", typical=(1_000_000, 30_000_000, 1_000_000_000)
    )
    monthly_bot_requests: Decimal | None = Quantity(
        "Requests inspected by Bot Control",
        unit="requests/month",
        when={"bot_control": ("common", "targeted")},
        typical=(500_000, 15_000_000, 500_000_000),
    )
    monthly_fraud_attempts: Decimal | None = Quantity(
        "Attempts checked by Fraud Control",
        unit="attempts/month",
        help="Sign-ins and new accounts.",
        typical=(10_000, 300_000, 5_000_000),
    )
    monthly_captchas: Decimal | None = Quantity(
        "CAPTCHA attempts", unit="attempts/month", typical=(0, 20_000, 500_000)
    )
    monthly_challenges: Decimal | None = Quantity(
        "Challenges served", unit="challenges/month", typical=(0, 500_000, 10_000_000)
    )

    def fact(self) -> str:
        return "For CloudFront" if self.acl_scope == "CLOUDFRONT" else ""

    def _part(self, name: str, key: str, amount: Decimal | int | None, field: str) -> CostComponent:
        """One billed part, at the rates of its Region or, for CloudFront, of US East."""
        edge = self.acl_scope == "CLOUDFRONT"
        reason = "For CloudFront, so it is billed in US East (N. Virginia)." if edge else ""
        kind = "waf.classic" if self.version == "classic" else "waf"
        return usage(
            name,
            f"{kind}.{key}",
            amount,
            region="us-east-1" if edge else None,
            property=field,
            reason=reason,
            unit=_UNITS.get(key, ""),
        )

    def costs(self, place: Place) -> Iterator[CostComponent]:
        if self.shield_advanced:
            yield included("Web ACLs, rules and requests", "Covered by Shield Advanced.")
        else:
            yield from self._basic()
        if self.marketplace_rule_groups:
            yield not_priced("Marketplace rule groups", "Their sellers set the price.")
        if self.version != "classic":
            yield from self._intelligent()

    def _basic(self) -> Iterator[CostComponent]:
        yield self._part("Web ACLs", "web_acl", self.web_acls, "web_acls")
        inner = self.rules_in_groups or 0
        rules = None if self.rules is None else self.rules + inner
        yield self._part("Rules", "rule", rules, "rules")
        if self.rule_groups != 0:
            yield self._part("Rule groups", "rule", self.rule_groups, "rule_groups")
        if self.managed_rule_groups:
            yield self._part("Managed rule groups", "rule", self.managed_rule_groups, "managed_rule_groups")
        yield self._part("Requests", "requests", self.monthly_requests, "monthly_requests")
        if self.capacity_units is not None and self.capacity_units > _INCLUDED_WCU:
            steps = -((_INCLUDED_WCU - self.capacity_units) // _WCU_STEP)
            amount = None if self.monthly_requests is None else self.monthly_requests * steps
            yield self._part(
                "Requests (capacity above 1,500 WCU)", "requests.wcu_step", amount, "monthly_requests"
            )

    def _intelligent(self) -> Iterator[CostComponent]:
        """Bot Control, Fraud Control and what is shown to visitors."""
        if self.bot_control in ("common", "targeted"):
            kind = "targeted_requests" if self.bot_control == "targeted" else "requests"
            yield self._part(
                "Bot Control subscription", "bot_control.subscription", self.web_acls, "web_acls"
            )
            name = f"Bot Control requests ({self.bot_control})"
            yield self._part(name, f"bot_control.{kind}", self.monthly_bot_requests, "monthly_bot_requests")
        if self.fraud_control:
            name, key = "Fraud Control subscription", "fraud_control.subscription"
            yield self._part(name, key, self.fraud_control, "fraud_control")
            name, field = "Fraud Control attempts", "monthly_fraud_attempts"
            yield self._part(name, "fraud_control.attempts", self.monthly_fraud_attempts, field)
        if self.monthly_captchas is not None:
            yield self._part("CAPTCHA attempts", "captcha", self.monthly_captchas, "monthly_captchas")
        if self.monthly_challenges is not None:
            yield self._part("Challenges served", "challenge", self.monthly_challenges, "monthly_challenges")
