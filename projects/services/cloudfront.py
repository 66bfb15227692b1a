"""Amazon CloudFront."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, needs, not_priced, usage
from projects.place import Place
from projects.properties import Choice, Count, Quantity, Text
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


def _share(geography: str) -> Decimal | None:
    # The declared type is what a property's field holds; the call gives pydantic its declaration.
    declared: Decimal | None = Quantity(
        f"Viewers in {GEOGRAPHIES[geography]}", unit="%", high=100, group="Usage", when=_SPREAD
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
            "lambda_function",
            "server",
            "on_premises_server",
            "third_party_service",
            "cloudfront",
        ),
        "deliver": ("s3_bucket",),
    }

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
    data_out_gb: Decimal | None = Quantity("Data transfer out to viewers", unit="GB/month")
    monthly_https_requests: Decimal | None = Quantity("HTTPS requests", unit="requests/month")
    monthly_http_requests: Decimal | None = Quantity("HTTP requests", unit="requests/month")
    origin_data_gb: Decimal | None = Quantity(
        "Data sent to the origin", unit="GB/month", help="Uploads and other requests with a body."
    )
    monthly_invalidation_paths: Decimal | None = Quantity("Invalidation paths", unit="paths/month")

    def shares(self) -> dict[str, Decimal]:
        """Part of the viewers in each geography, 0 to 1; empty while not known."""
        if self.viewers is None:
            return {}
        if self.viewers != "spread":
            return {self.viewers: Decimal(1)}
        found = {name: getattr(self, f"share_{name}_percent") for name in GEOGRAPHIES}
        return {name: share / 100 for name, share in found.items() if share}

    def costs(self, place: Place) -> Iterator[CostComponent]:
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
        if self.monthly_invalidation_paths is not None:
            yield usage(
                "Invalidation paths",
                "cloudfront.invalidation",
                self.monthly_invalidation_paths,
                region="global",
                property="monthly_invalidation_paths",
            )
        if self.dedicated_ip_certificates:
            yield usage(
                "Dedicated-IP certificates",
                "cloudfront.dedicated_ip_ssl",
                self.dedicated_ip_certificates,
                region="global",
                property="dedicated_ip_certificates",
            )

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
