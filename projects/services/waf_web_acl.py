"""AWS WAF web ACL."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, usage
from projects.place import Place
from projects.properties import Choice, Count, Quantity
from projects.service import Service


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
        "protect": ("cloudfront", "application_load_balancer", "api_gateway", "appsync", "amplify"),
        "associate": ("cloudfront", "application_load_balancer", "api_gateway", "appsync", "amplify"),
        "traffic": ("cloudfront", "application_load_balancer", "api_gateway"),
        "deliver": ("s3_bucket", "cloudwatch"),
    }

    acl_scope: str | None = Choice(
        "Scope",
        {
            "REGIONAL": "For load balancers and APIs of its Region.",
            "CLOUDFRONT": "For CloudFront; belongs to US East (N. Virginia).",
        },
        default="REGIONAL",
    )
    rules: int | None = Count("Rules", help="Your own rules in the web ACL.")
    rule_groups: int | None = Count("Rule groups", default=0, help="Managed and own ones; one charge each.")
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
    monthly_requests: Decimal | None = Quantity("Requests inspected", unit="requests/month")
    monthly_bot_requests: Decimal | None = Quantity(
        "Requests inspected by Bot Control",
        unit="requests/month",
        when={"bot_control": ("common", "targeted")},
    )
    monthly_captchas: Decimal | None = Quantity("CAPTCHA attempts", unit="attempts/month")
    monthly_challenges: Decimal | None = Quantity("Challenges served", unit="challenges/month")

    def fact(self) -> str:
        return "For CloudFront" if self.acl_scope == "CLOUDFRONT" else ""

    def costs(self, place: Place) -> Iterator[CostComponent]:
        edge = self.acl_scope == "CLOUDFRONT"
        region = "us-east-1" if edge else None
        reason = "For CloudFront, so it is billed in US East (N. Virginia)." if edge else ""

        def part(name: str, key: str, amount: Decimal | int | None, field: str) -> CostComponent:
            return usage(name, f"waf.{key}", amount, region=region, property=field, reason=reason)

        yield part("Web ACLs", "web_acl", 1, "")
        yield part("Rules", "rule", self.rules, "rules")
        if self.rule_groups != 0:
            yield part("Rule groups", "rule", self.rule_groups, "rule_groups")
        yield part("Requests", "requests", self.monthly_requests, "monthly_requests")
        if self.bot_control in ("common", "targeted"):
            kind = "targeted_requests" if self.bot_control == "targeted" else "requests"
            yield part("Bot Control subscription", "bot_control.subscription", 1, "bot_control")
            name = f"Bot Control requests ({self.bot_control})"
            yield part(name, f"bot_control.{kind}", self.monthly_bot_requests, "monthly_bot_requests")
        if self.fraud_control:
            yield part(
                "Fraud Control subscription",
                "fraud_control.subscription",
                self.fraud_control,
                "fraud_control",
            )
        if self.monthly_captchas is not None:
            yield part("CAPTCHA attempts", "captcha", self.monthly_captchas, "monthly_captchas")
        if self.monthly_challenges is not None:
            yield part("Challenges served", "challenge", self.monthly_challenges, "monthly_challenges")
