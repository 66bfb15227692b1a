"""AWS Certificate Manager certificate."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, included, not_priced, usage
from projects.place import Place
from projects.properties import Choice, Count, Flag, Quantity, Text
from projects.service import Service


class AcmCertificate(Service):
    """A TLS certificate for AWS services, public and free, or from a private certificate authority."""

    name = "acm_certificate"
    label = "ACM certificate"
    official = "AWS Certificate Manager (ACM)"
    billed_as = "AWS Certificate Manager"
    summary = "Issues and renews TLS certificates for load balancers, CloudFront and APIs."
    category = "Security"
    synonyms = ("acm", "certificate", "tls", "ssl", "https", "private ca", "pki", "certificate manager")
    cloudformation = "AWS::CertificateManager::Certificate"
    icon = "acm_certificate"
    scope = "region"
    inside = ("region",)
    links: ClassVar = {
        "associate": (
            "application_load_balancer",
            "cloudfront",
            "api_gateway",
            "network_load_balancer",
            "classic_load_balancer",
            "elastic_beanstalk",
        ),
    }

    issuer: str | None = Choice(
        "Issued by",
        {
            "public": "Amazon's public authority; free for integrated services.",
            "private": "A private CA of yours in general-purpose mode.",
            "private_short_lived": "A private CA of yours for certificates of seven days at most.",
        },
        default="public",
    )
    domain: str | None = Text("Domain name", help="Such as www.example.com or *.example.com.")
    validation: str | None = Choice(
        "Validation", {"DNS": "A record in the zone; renews by itself.", "EMAIL": "A mail to the owner."}
    )
    exportable: bool | None = Flag("Exportable", help="To use it outside the integrated services; billed.")
    authorities: int | None = Count(
        "Private CAs",
        default=1,
        help="0 if the CA is on another icon.",
        when={"issuer": ("private", "private_short_lived")},
    )
    monthly_certificates: Decimal | None = Quantity(
        "Private certificates issued",
        unit="certificates/month",
        when={"issuer": ("private", "private_short_lived")},
    )

    def fact(self) -> str:
        return self.domain or ""

    def costs(self, place: Place) -> Iterator[CostComponent]:
        if self.issuer not in ("private", "private_short_lived"):
            if self.exportable:
                yield not_priced(
                    "Exportable certificate", "The price list has no exportable public certificates."
                )
            else:
                reason = "Public certificates are free with integrated services."
                yield included("Public certificate", reason, "acm.public.free")
            return
        short = self.issuer == "private_short_lived"
        mode = "short-lived" if short else "general purpose"
        key = "acm.private_ca.short_lived" if short else "acm.private_ca.general"
        if self.authorities != 0:
            yield usage(f"Private CAs ({mode})", key, self.authorities, property="authorities")
        yield usage(
            f"Certificates issued ({mode})",
            "acm.private_ca.certificate.short_lived" if short else "acm.private_ca.certificate",
            self.monthly_certificates,
            property="monthly_certificates",
        )
