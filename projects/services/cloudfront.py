"""Amazon CloudFront."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, included, needs, not_priced, usage
from projects.place import Place
from projects.properties import Choice, Count, Flag, Quantity, Text
from projects.service import Service

GEOGRAPHIES = {
    "us": "United States and Mexico",
    "ca": "Canada",
    "eu": "Europe and Israel",
    "jp": "Japan",
    "asia": "Asia Pacific",
    "au": "Australia and New Zealand",
    "in": "India",
    "sa": "South America",
    "me": "Middle East",
    "za": "South Africa and Kenya",
}
_SPREAD = {"viewers": ("spread",)}
_PAY_AS_YOU_GO = {"pricing_plan": ("pay_as_you_go",)}


def _share(geography: str) -> Decimal | None:
    # The declared type is what a property's field holds; the call gives pydantic its declaration.
    declared: Decimal | None = Quantity(
        f"Viewers in {GEOGRAPHIES[geography]}",
        unit="%",
        high=100,
        group="Usage",
        when=_SPREAD,
        typical=(100, 100, 100) if geography == "us" else None,
    )
    return declared


class Cloudfront(Service):
    """A content delivery network; priced by where the viewers are, outside every Region."""

    name = "cloudfront"
    label = "CloudFront"
    official = "Amazon CloudFront"
    billed_as = "Amazon CloudFront"
    summary = "Serves content from edge locations near the viewers, fetched once from the origin."
    category = "Networking"
    synonyms = ("cdn", "content delivery", "distribution", "cloud front", "edge", "cache")
    cloudformation = "AWS::CloudFront::Distribution"
    icon = "cloudfront"
    scope = "global"
    inside = ("aws_cloud", "account", "edge_location", "region")
    links: ClassVar = {
        "origin": (
            "s3_bucket",
            "application_load_balancer",
            "api_gateway",
            "network_load_balancer",
            "classic_load_balancer",
            "ec2_instance",
            "elastic_beanstalk",
            "ecs",
            "fargate",
            "app_runner",
            "appsync",
            "lambda_function",
            "server",
            "on_premises_server",
            "third_party_service",
            "cloudfront",
            "opensearch",
        ),
        "deliver": ("s3_bucket", "kinesis_streams"),
    }

    pricing_plan: str | None = Choice(
        "Pricing plan",
        {
            "pay_as_you_go": "By what is used.",
            "free": "Flat rate: Free plan.",
            "pro": "Flat rate: Pro plan.",
            "business": "Flat rate: Business plan.",
            "premium": "Flat rate: Premium plan.",
        },
        default="pay_as_you_go",
        help="A flat rate has no charges for data and requests.",
    )
    price_class: str | None = Choice(
        "Price class",
        {
            "100": "North America, Europe and Israel only.",
            "200": "All but South America, Australia and New Zealand.",
            "All": "Every edge location.",
        },
        default="All",
    )
    viewer_protocol: str | None = Choice(
        "Viewer protocol",
        {
            "redirect-to-https": "HTTP is redirected to HTTPS.",
            "https-only": "HTTP is refused.",
            "allow-all": "HTTP and HTTPS.",
        },
    )
    aliases: str | None = Text("Alternate domain names", help="Separated by commas.")
    certificate: str | None = Text("Certificate", help="Where it is not drawn: its name or ARN.")
    dedicated_ip_certificates: int | None = Count(
        "Dedicated-IP certificates", help="For old clients without SNI; usually none."
    )
    origin_shield_region: str | None = Choice(
        "Origin Shield", source="regions", help="A further cache before the origin, in this Region."
    )
    field_level_encryption: bool | None = Flag("Field-level encryption")
    realtime_logs: bool | None = Flag("Real-time logs", help="Standard access logs are free.")
    viewers: str | None = Choice(
        "Viewers",
        {
            **{name: f"All in {text}." for name, text in GEOGRAPHIES.items()},
            "spread": "In several geographies.",
        },
        group="Usage",
        help="Where they are: CloudFront's prices depend on it.",
    )
    share_us_percent: Decimal | None = _share("us")
    share_ca_percent: Decimal | None = _share("ca")
    share_eu_percent: Decimal | None = _share("eu")
    share_jp_percent: Decimal | None = _share("jp")
    share_asia_percent: Decimal | None = _share("asia")
    share_au_percent: Decimal | None = _share("au")
    share_in_percent: Decimal | None = _share("in")
    share_sa_percent: Decimal | None = _share("sa")
    share_me_percent: Decimal | None = _share("me")
    share_za_percent: Decimal | None = _share("za")
    data_out_gb: Decimal | None = Quantity(
        "Data transfer out to viewers",
        unit="GB/month",
        typical=(100, 2000, 50_000),
        when=_PAY_AS_YOU_GO,
    )
    monthly_https_requests: Decimal | None = Quantity(
        "HTTPS requests",
        unit="requests/month",
        typical=(1_000_000, 30_000_000, 1_000_000_000),
        when=_PAY_AS_YOU_GO,
    )
    monthly_http_requests: Decimal | None = Quantity(
        "HTTP requests", unit="requests/month", typical=(0, 1_000_000, 10_000_000), when=_PAY_AS_YOU_GO
    )
    origin_data_gb: Decimal | None = Quantity(
        "Data sent to the origin",
        unit="GB/month",
        help="Uploads and other requests with a body.",
        typical=(5, 100, 2000),
        when=_PAY_AS_YOU_GO,
    )
    monthly_origin_shield_requests: Decimal | None = Quantity(
        "Origin Shield requests",
        unit="requests/month",
        help="Those that reach it as a further layer.",
        typical=(100_000, 3_000_000, 100_000_000),
    )
    monthly_function_invocations: Decimal | None = Quantity(
        "CloudFront Functions invocations",
        unit="invocations/month",
        help="Lambda@Edge is billed with Lambda.",
        typical=(1_000_000, 30_000_000, 1_000_000_000),
    )
    monthly_key_value_reads: Decimal | None = Quantity(
        "KeyValueStore reads", unit="reads/month", typical=(0, 1_000_000, 100_000_000)
    )
    monthly_encryption_requests: Decimal | None = Quantity(
        "Field-level encryption requests", unit="requests/month", typical=(10_000, 1_000_000, 20_000_000)
    )
    monthly_realtime_log_lines: Decimal | None = Quantity(
        "Real-time log lines", unit="lines/month", typical=(1_000_000, 30_000_000, 1_000_000_000)
    )
    monthly_invalidation_paths: Decimal | None = Quantity(
        "Invalidation paths", unit="paths/month", typical=(100, 2000, 10_000)
    )

    def shares(self) -> dict[str, Decimal]:
        """Part of the viewers in each geography, 0 to 1; empty while not known."""
        if self.viewers is None:
            return {}
        if self.viewers != "spread":
            return {self.viewers: Decimal(1)}
        found = {name: getattr(self, f"share_{name}_percent") for name in GEOGRAPHIES}
        return {name: share / 100 for name, share in found.items() if share}

    def costs(self, place: Place) -> Iterator[CostComponent]:
        if self.pricing_plan in (None, "pay_as_you_go"):
            yield from self._data_and_requests()
            yield from self._extras()
        else:
            yield self._plan(self.pricing_plan)
        if self.dedicated_ip_certificates:
            yield usage(
                "Dedicated-IP certificates",
                "cloudfront.dedicated_ip_ssl",
                self.dedicated_ip_certificates,
                region="global",
                property="dedicated_ip_certificates",
            )

    @staticmethod
    def _plan(plan: str) -> CostComponent:
        name = f"Flat-rate plan ({plan})"
        if plan == "free":
            return included(name, "The Free plan is not billed.")
        return usage(name, f"cloudfront.plan.{plan}", 1, region="global", unit="distribution-month")

    def _data_and_requests(self) -> Iterator[CostComponent]:
        shares = self.shares()
        total = sum(shares.values(), Decimal(0))
        if not shares:
            missing = "share_us_percent" if self.viewers == "spread" else "viewers"
            yield needs("Data transfer out", "", missing, "Say where the viewers are.")
        elif total != 1:
            text = f"{(total * 100).normalize():f}"
            yield not_priced("Data transfer out", f"The viewers' shares add up to {text} %, not to 100 %.")
        else:
            yield from self._by_geography(shares)

    def _extras(self) -> Iterator[CostComponent]:
        """What is used besides; a thing that is switched on and has no figure needs one."""
        for name, key, field, switch in _EXTRAS:
            amount = getattr(self, field)
            if amount is None and not (switch and getattr(self, switch)):
                continue
            # Origin Shield is priced by the Region it stands in, all else is the same everywhere.
            region = self.origin_shield_region if switch == "origin_shield_region" else "global"
            if region is None:
                yield needs(name, "", "origin_shield_region", "It depends on the Region of Origin Shield.")
                continue
            yield usage(name, key, amount, region=region, property=field, unit=_COUNTED.get(field, ""))

    def _by_geography(self, shares: dict[str, Decimal]) -> Iterator[CostComponent]:
        for name, key, field, always in _PARTS:
            amount: Decimal | None = getattr(self, field)
            if amount is None and not always:
                continue
            for geography, share in shares.items():
                yield usage(
                    f"{name} ({GEOGRAPHIES[geography]})",
                    key,
                    None if amount is None else amount * share,
                    region=f"edge-{geography}",
                    property=field,
                )


_PARTS = (
    ("Data transfer out", "cloudfront.data_out.internet", "data_out_gb", True),
    ("HTTPS requests", "cloudfront.requests.https", "monthly_https_requests", True),
    ("HTTP requests", "cloudfront.requests.http", "monthly_http_requests", False),
    ("Data sent to the origin", "cloudfront.data_out.origin", "origin_data_gb", False),
)
"""What is billed by geography: name, rate key, property, and whether to show it before it is known."""

_EXTRAS = (
    (
        "Origin Shield requests",
        "cloudfront.origin_shield.requests",
        "monthly_origin_shield_requests",
        "origin_shield_region",
    ),
    ("CloudFront Functions invocations", "cloudfront.functions", "monthly_function_invocations", ""),
    ("KeyValueStore reads", "cloudfront.key_value_store.reads", "monthly_key_value_reads", ""),
    (
        "Field-level encryption requests",
        "cloudfront.field_level_encryption",
        "monthly_encryption_requests",
        "field_level_encryption",
    ),
    ("Real-time log lines", "cloudfront.realtime_logs", "monthly_realtime_log_lines", "realtime_logs"),
    ("Invalidation paths", "cloudfront.invalidation", "monthly_invalidation_paths", ""),
)
"""What is billed besides: name, rate key, property of the amount, and the one that switches it on."""

_COUNTED = {
    "monthly_origin_shield_requests": "request",
    "monthly_function_invocations": "invocation",
    "monthly_key_value_reads": "read",
    "monthly_encryption_requests": "request",
    "monthly_realtime_log_lines": "line",
}
"""What the quantity counts, where the price list may have no rate that says it."""
