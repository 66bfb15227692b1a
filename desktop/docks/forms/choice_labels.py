"""Stored values of choices as people write them: "Multi-AZ", "PostgreSQL", "SSE-KMS", "gp3"."""

from __future__ import annotations

import re
from functools import cache

_WHOLE = {
    "on_demand": "On-Demand",
    "orthogonal": "Right-angled",
    "db2-ae": "Db2 Advanced",
    "db2-ce": "Db2 Community",
    "db2-se": "Db2 Standard",
    "sqlserver-ee": "SQL Server Enterprise",
    "sqlserver-se": "SQL Server Standard",
    "sqlserver-web": "SQL Server Web",
    "sqlserver-ex": "SQL Server Express",
    "sqlserver-dev-ee": "SQL Server Developer",
    "custom-sqlserver-ee": "SQL Server Enterprise, Custom",
    "custom-sqlserver-se": "SQL Server Standard, Custom",
    "custom-sqlserver-web": "SQL Server Web, Custom",
    "custom-sqlserver-dev": "SQL Server Developer, Custom",
    "custom-oracle-ee": "Oracle EE, Custom",
    "custom-oracle-se2": "Oracle SE2, Custom",
    "byol": "Own licence",
    "windows_byol": "Windows, own licence",
    "byoip": "Own address range",
    "GLACIER_IR": "Glacier Instant Retrieval",
    "GLACIER": "Glacier Flexible Retrieval",
    "DEEP_ARCHIVE": "Glacier Deep Archive",
    "STANDARD_IA": "Standard-IA",
    "standard_ia": "Standard-IA",
    "ONEZONE_IA": "One Zone-IA",
    "EXPRESS_ONEZONE": "Express One Zone",
    "INTELLIGENT_TIERING": "Intelligent-Tiering",
    "SYMMETRIC_DEFAULT": "Symmetric",
    "EC_prime256v1": "EC P-256",
    "EC_secp384r1": "EC P-384",
    "NON_FIPS": "Non-FIPS",
    "ia": "Infrequent access",
    "ip_based": "IP-based",
    "internet-facing": "Internet-facing",
    "io_optimized": "I/O-Optimized",
    "extended_year_1_2": "Extended, years 1 and 2",
    "extended_year_3": "Extended, year 3",
    "multi-node": "Multi-node",
    "single-node": "Single-node",
    "175_100": "175 GB root, 100 GB user",
    "80_10": "80 GB root, 10 GB user",
    "80_50": "80 GB root, 50 GB user",
    "80_100": "80 GB root, 100 GB user",
    "1month": "1 month",
    "6months": "6 months",
    "us": "United States",
    "ca": "Canada",
    "eu": "Europe",
    "jp": "Japan",
    "kr": "South Korea",
    "asia": "Asia Pacific",
    "ap": "Asia Pacific",
    "au": "Australia",
    "in": "India",
    "na": "North America",
    "sa": "South America",
    "me": "Middle East",
    "za": "South Africa",
}
_WORDS = {
    word.lower(): word
    for word in (
        "ActiveMQ RabbitMQ MySQL PostgreSQL MariaDB DynamoDB DocumentDB InfluxDB OpenZFS ONTAP Lustre "
        "FSx EFS EBS EC2 ECS EKS ELB RDS VPC MSK S3 SMB KMS SSE DSSE IAM SSO DNS JWT ECC HMAC RSA "
        "NIST SECG P256 P384 P521 P256K1 ML DSA SAML OIDC FIPS HSM CloudHSM CloudFront CloudWatch "
        "GraphQL WebSocket REST HTTP HTTPS API TCP UDP TLS ETL GPU HDD SSD IA AZ HA LZ4 ZSTD AV1 AVC "
        "HEVC HD SD UHD MQTT LoRaWAN VTL KVM VMware SAP HANA SQL RHEL SUSE AWS MREC MRSC FIFO IPv4 "
        "IPv6 ARM CDB EE SE1 SE2 Lambda Fargate Oracle Linux Windows Ubuntu Rocky Amazon Redshift "
        "Timestream Neptune Aurora Kinesis Firehose Cognito Flink Memcached Valkey Redis Spot "
    ).split()
}
_WORDS |= {
    "postgres": "PostgreSQL",
    "sqlserver": "SQL Server",
    "io": "I/O",
    "zip": "ZIP",
    "graphicspro": "GraphicsPro",
    "powerpro": "PowerPro",
}
_JOINED = (
    (re.compile(r"\bsingle AZ\b"), "Single-AZ"),
    (re.compile(r"\bmulti AZ\b"), "Multi-AZ"),
    (re.compile(r"\bactive standby\b"), "active/standby"),
    (re.compile(r"\bsavings plan\b"), "Savings Plan"),
    (re.compile(r"\bEC2 instance Savings\b"), "EC2 Instance Savings"),
    (re.compile(r"\bVPC lattice\b"), "VPC Lattice"),
    (re.compile(r"\b(D?SSE) (\w+)"), r"\1-\2"),
    (re.compile(r"\bML DSA\b"), "ML-DSA"),
    (re.compile(r"\bhyper v\b", re.IGNORECASE), "Hyper-V"),
    (re.compile(r"(\d+)tb\b"), r"\1 TB"),
    (re.compile(r"\bincluded (\d+)k\b"), r"included, \1,000 IOPS"),
)
_TYPE = re.compile(r"^[a-z]+\d\w{0,2}$|\.|^\d[\d.]*[A-Za-z]*$|^x86_64$|^arm64$")
"""Names that are written as they are: gp3, general1.large, 100M, 2xlarge, 0.5."""


@cache
def choice_label(value: str) -> str:
    """A stored value as people write it."""
    if value in _WHOLE:
        return _WHOLE[value]
    if value.lower() not in _WORDS and _TYPE.search(value):
        return value
    if not re.search(r"[_\- ]", value) and value != value.upper() and value != value.lower():
        return value
    words = [_WORDS.get(word.lower(), word.lower()) for word in re.split(r"[_\- ]", value)]
    text = " ".join(words)
    for pattern, written in _JOINED:
        text = pattern.sub(written, text)
    return text[:1].upper() + text[1:]
