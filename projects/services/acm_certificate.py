"""AWS Certificate Manager certificate."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, included, usage
from projects.place import Place
from projects.properties import Choice, Count, Flag, Quantity, Text
from projects.service import Service

_PRIVATE = {"issuer": ("private", "private_short_lived")}


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
            "appsync",
            "amplify",
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
        "Validation",
        {"DNS": "A record in the zone; renews by itself.", "EMAIL": "A mail to the owner."},
        when={"issuer": ("public",)},
    )
    key_algorithm: str | None = Choice(
        "Key algorithm",
        {
            "RSA_2048": "RSA of 2,048 bits, taken everywhere.",
            "RSA_3072": "RSA of 3,072 bits; imported or private.",
            "RSA_4096": "RSA of 4,096 bits; imported or private.",
            "EC_prime256v1": "Elliptic curve P-256: smaller and faster.",
            "EC_secp384r1": "Elliptic curve P-384.",
        },
    )
    exportable: bool | None = Flag("Exportable", help="To use it outside the integrated services; billed.")
    monthly_exportable_names: Decimal | None = Quantity(
        "Exportable names issued or renewed",
        unit="names/month",
        help="Each name of a public certificate, at every issue and renewal.",
        typical=("0.25", 2, 20),
        when={"issuer": ("public",)},
    )
    monthly_exportable_wildcards: Decimal | None = Quantity(
        "Exportable wildcards issued or renewed",
        unit="names/month",
        help="Each wildcard name, at every issue and renewal.",
        typical=(0, "0.25", 2),
        when={"issuer": ("public",)},
    )
    authorities: int | None = Count(
        "Private CAs", default=1, help="0 if the CA is on another icon.", when=_PRIVATE
    )
    monthly_certificates: Decimal | None = Quantity(
        "Private certificates issued",
        unit="certificates/month",
        when=_PRIVATE,
        typical=(20, 500, 20_000),
    )
    ocsp_certificates: Decimal | None = Quantity(
        "Certificates with OCSP",
        unit="certificates",
        group="Usage",
        help="Valid ones whose status is served.",
        when={"issuer": ("private",)},
        typical=(20, 500, 20_000),
    )
    monthly_ocsp_queries: Decimal | None = Quantity(
        "OCSP queries",
        unit="queries/month",
        when={"issuer": ("private",)},
        typical=(1_000, 100_000, 10_000_000),
    )

    def fact(self) -> str:
        return self.domain or ""

    def costs(self, place: Place) -> Iterator[CostComponent]:
        if self.issuer in _PRIVATE["issuer"]:
            yield from self._private_ca()
        elif self.exportable:
            yield from self._exportable()
        else:
            reason = "Public certificates are free with integrated services."
            yield included("Public certificate", reason, "acm.public.free")

    def _exportable(self) -> Iterator[CostComponent]:
        wildcards = self.monthly_exportable_wildcards
        if self.monthly_exportable_names is not None or wildcards is None:
            yield usage(
                "Exportable names",
                "acm.public.exportable.name",
                self.monthly_exportable_names,
                property="monthly_exportable_names",
                unit="name",
            )
        if wildcards is not None:
            yield usage(
                "Exportable wildcard names",
                "acm.public.exportable.wildcard",
                wildcards,
                property="monthly_exportable_wildcards",
                unit="name",
            )

    def _private_ca(self) -> Iterator[CostComponent]:
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
        if self.ocsp_certificates is not None:
            yield usage(
                "OCSP responses",
                "acm.private_ca.ocsp.response",
                self.ocsp_certificates,
                property="ocsp_certificates",
            )
        if self.monthly_ocsp_queries is not None:
            key = "acm.private_ca.ocsp.query"
            yield usage("OCSP queries", key, self.monthly_ocsp_queries, property="monthly_ocsp_queries")
