"""Security services: what each bills, worked out by hand from the price list's figures."""

from decimal import Decimal
from typing import Any

import pytest

from projects.drawing_properties import service_properties
from projects.place import Place
from projects.service import catalogue, make_service
from tests.projects.services.priced import lines, monthly

FRANKFURT = "eu-central-1"
WHOLE_MONTH = ("hours_per_month", "parameter_hours_per_month")
"""Left empty they mean every hour, so there is nothing to fill in."""

BY_HAND: list[tuple[str, str, dict[str, Any], dict[str, str]]] = [
    (
        "directory_service",
        FRANKFURT,
        {"edition": "Enterprise", "controllers": 3, "shared_accounts": 2},
        {
            # directory_service.microsoft_ad.enterprise 0.222 an hour, 730 hours
            "Domain controllers (Microsoft AD, Enterprise)": "324.12",
            "Additional domain controllers (Microsoft AD, Enterprise)": "162.06",
            # directory_service.microsoft_ad.enterprise.shared_account 0.0666
            "Directory sharing (Enterprise)": "97.236",
        },
    ),
    (
        "directory_service",
        "us-east-1",
        # directory_service.ad_connector.large 0.15, once for the directory
        {"type": "ADConnector", "directory_size": "Large"},
        {"Directory hours (AD Connector, Large)": "109.5"},
    ),
    (
        "secrets_manager",
        FRANKFURT,
        {"secrets": 50, "replica_regions": "eu-west-1", "monthly_requests": 2_000_000},
        # secretsmanager.secret 0.4, secretsmanager.requests 0.05 for 10K
        {"Secrets": "20", "Replica secrets (eu-west-1)": "20", "API calls": "10"},
    ),
    (
        "kms_key",
        FRANKFURT,
        {"key_spec": "RSA_4096", "keys": 3, "monthly_requests": 1_000_000, "monthly_rsa_pairs": 5_000},
        # kms.key 1, kms.requests.asymmetric 0.15 and kms.requests.datakeypair_rsa 12 for 10K
        {"Customer managed keys": "3", "Requests (asymmetric)": "15", "Requests (RSA key pairs)": "6"},
    ),
    (
        "kms_key",
        FRANKFURT,
        {"keys": 2, "billed_rotations": 5, "monthly_requests": 0},
        {"Customer managed keys": "2", "Rotated key material": "4"},
    ),
    (
        "acm_certificate",
        FRANKFURT,
        {"issuer": "private_short_lived", "authorities": 2, "monthly_certificates": 500},
        # acm.private_ca.short_lived 50, acm.private_ca.certificate.short_lived 0.058
        {"Private CAs (short-lived)": "100", "Certificates issued (short-lived)": "29"},
    ),
    (
        "acm_certificate",
        "us-east-1",
        {
            "issuer": "private",
            "monthly_certificates": 1_500,
            "ocsp_certificates": 100,
            "monthly_ocsp_queries": 50_000,
        },
        {
            "Private CAs (general purpose)": "400",  # acm.private_ca.general
            # acm.private_ca.certificate 0.75 for the first 1,000, then 0.35
            "Certificates issued (general purpose) (first 1,000 certificates)": "750",
            "Certificates issued (general purpose) (next 9,000 certificates)": "175",
            "OCSP responses": "6",  # acm.private_ca.ocsp.response 0.06
            "OCSP queries": "0.1",  # acm.private_ca.ocsp.query 0.02 for 10K
        },
    ),
    (
        "guardduty",
        FRANKFURT,
        {"monthly_cloudtrail_events": 10_000_000, "malware_scanned_gb": 100},
        # guardduty.cloudtrail_management 4.6 for 1M, guardduty.malware_ebs 0.04
        {"CloudTrail management events": "46", "Malware scan of volumes": "4"},
    ),
]


@pytest.mark.parametrize(("name", "region", "properties", "expected"), BY_HAND)
def test_the_lines_are_those_worked_out_by_hand(
    name: str, region: str, properties: dict[str, Any], expected: dict[str, str]
) -> None:
    assert monthly(name, region, **properties) == {part: Decimal(amount) for part, amount in expected.items()}


@pytest.mark.parametrize(
    ("spec", "line"),
    [
        ("SYMMETRIC_DEFAULT", "Requests (symmetric)"),
        ("HMAC_256", "Requests (symmetric)"),
        ("RSA_2048", "Requests (RSA 2048)"),
        ("RSA_3072", "Requests (asymmetric)"),
        ("ECC_NIST_P256", "Requests (asymmetric)"),
        ("ML_DSA_65", "Requests (asymmetric)"),
    ],
)
def test_the_key_spec_decides_the_price_of_a_request(spec: str, line: str) -> None:
    assert line in lines("kms_key", key_spec=spec, monthly_requests=10_000)


def test_a_key_of_aws_is_free_but_its_requests_are_not() -> None:
    found = lines("kms_key", managed_by="aws", key_spec="RSA_2048", monthly_requests=10_000)
    assert found["Key"].state == "included"
    assert found["Requests (RSA 2048)"].monthly == Decimal("0.03")  # kms.requests.rsa2048 for 10K


def test_a_directory_type_that_a_region_does_not_sell_is_not_priced() -> None:
    line = lines("directory_service", FRANKFURT, type="SimpleAD")["Directory hours (Simple AD, Small)"]
    assert (line.state, line.monthly) == ("not_priced", None)


@pytest.mark.parametrize(
    ("name", "unknown"),
    [
        ("directory_service", {"controllers": None}),
        ("directory_service", {"type": None}),
        ("directory_service", {"edition": None}),
        ("directory_service", {"directory_size": None, "type": "SimpleAD"}),
        ("cloudhsm", {"hsm_type": None}),
        ("cloudhsm", {"hsms": None}),
        ("support", {"plan": None}),
        ("secrets_manager", {"secrets": None, "monthly_requests": 0}),
    ],
)
def test_what_is_not_known_of_the_configuration_is_asked_for(name: str, unknown: dict[str, Any]) -> None:
    parts = list(make_service(name).set(**unknown).costs(Place(region="us-east-1")))
    asked = next(iter(unknown))
    assert [part.property for part in parts if part.quantity is None] == [asked]


@pytest.mark.parametrize(
    ("name", "asked"),
    [("config", "monthly_items"), ("inspector", "instances_scanned"), ("macie", "inspected_gb")],
)
def test_an_imported_drawing_that_says_nothing_is_not_taken_for_free(name: str, asked: str) -> None:
    wanted, _ = service_properties(name, {})
    parts = make_service(name, wanted).costs(Place(region="us-east-1"))
    assert asked in {part.property for part in parts if part.quantity is None}


def test_a_public_certificate_is_free_until_it_is_exported() -> None:
    assert [line.state for line in lines("acm_certificate").values()] == ["included"]
    exported = lines("acm_certificate", exportable=True)["Exportable names"]
    assert exported.state in ("needs_input", "not_priced") and exported.monthly is None


@pytest.mark.parametrize("name", ["iam", "iam_identity_center", "organizations"])
def test_what_is_free_says_so_in_a_line(name: str) -> None:
    found = list(lines(name).values())
    assert [line.state for line in found] == ["included"]
    assert "free" in found[0].reason


@pytest.mark.parametrize(
    ("name", "properties", "key", "quantity"),
    [
        ("cloudhsm", {"hsms": 2}, "cloudhsm.hsm2m.medium", 2),
        ("security_hub", {"monthly_checks": 500}, "security_hub.checks", 500),
        ("inspector", {"instances_scanned": 30}, "inspector.ec2.agent", 30),
        (
            "inspector",
            {"ec2_scan_mode": "agentless", "instances_scanned": 30},
            "inspector.ec2.agentless",
            30,
        ),
        ("macie", {"inspected_gb": 500}, "macie.data_inspected", 500),
        ("guardduty", {"flow_and_dns_logs_gb": 200}, "guardduty.flow_and_dns_logs", 200),
    ],
)
def test_what_the_list_lacks_is_counted_and_never_zero(
    name: str, properties: dict[str, Any], key: str, quantity: int
) -> None:
    parts = {part.rate_key: part for part in make_service(name, properties).costs(Place(region="us-east-1"))}
    assert (parts[key].quantity, bool(parts[key].unit)) == (quantity, True)
    line = lines(name, **properties)[parts[key].name]
    assert (line.state, line.monthly) == ("not_priced", None)


def test_a_protection_that_is_on_asks_for_what_it_analyses() -> None:
    place = Place(region="us-east-1")
    asked = {
        part.property
        for part in make_service("guardduty", {"eks_protection": True}).costs(place)
        if part.quantity is None
    }
    assert asked == {"monthly_cloudtrail_events", "flow_and_dns_logs_gb", "monthly_eks_events"}


@pytest.mark.parametrize(
    "name",
    [
        *("acm_certificate", "budgets", "cloudformation", "cloudhsm", "cloudtrail", "cloudwatch", "config"),
        *("cost_explorer", "directory_service", "guardduty", "inspector", "kms_key", "macie"),
        *("managed_grafana", "secrets_manager", "security_hub", "support", "systems_manager"),
    ],
)
def test_every_figure_of_use_has_typical_ones(name: str) -> None:
    for item in catalogue()[name].properties():
        if item.group == "Usage" and item.kind in ("quantity", "count") and item.name not in WHOLE_MONTH:
            assert item.typical is not None, item.name
            assert item.typical[0] <= item.typical[1] <= item.typical[2]
