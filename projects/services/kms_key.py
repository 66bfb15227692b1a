"""AWS KMS key."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, included, usage
from projects.place import Place
from projects.properties import Choice, Count, Flag, Quantity
from projects.service import Service


class KmsKey(Service):
    """Keys that encrypt and sign, and never leave the service; billed by key and by request."""

    name = "kms_key"
    label = "KMS key"
    official = "AWS Key Management Service (KMS)"
    billed_as = "AWS KMS"
    summary = "Holds the keys that encrypt buckets, volumes, databases and queues."
    category = "Security"
    synonyms = ("kms", "encryption", "key", "cmk", "cryptography", "signing")
    cloudformation = "AWS::KMS::Key"
    icon = "kms_key"
    scope = "region"
    inside = ("region",)
    links: ClassVar = {
        "encrypt": (
            "s3_bucket",
            "ebs_volume",
            "rds_instance",
            "aurora_cluster",
            "dynamodb_table",
            "sqs_queue",
            "sns_topic",
            "efs_file_system",
            "elasticache_cluster",
            "redshift_cluster",
            "lambda_function",
            "ec2_instance",
            "cloudwatch",
        ),
    }

    managed_by: str | None = Choice(
        "Managed by",
        {
            "customer": "You: rotation and permissions are yours.",
            "aws": "AWS, for one service; the key is free.",
        },
        default="customer",
    )
    key_spec: str | None = Choice(
        "Key spec",
        {
            "SYMMETRIC_DEFAULT": "Symmetric, the usual one.",
            "RSA_2048": "RSA of 2,048 bits.",
            "RSA_3072": "RSA of 3,072 bits.",
            "RSA_4096": "RSA of 4,096 bits.",
            "ECC": "Elliptic curve.",
        },
        default="SYMMETRIC_DEFAULT",
    )
    keys: int | None = Count(
        "Keys", default=1, help="Each imported or rotated version may add to the charge."
    )
    rotation: bool | None = Flag("Automatic rotation")
    multi_region: bool | None = Flag("Multi-Region key")
    monthly_requests: Decimal | None = Quantity(
        "Requests", unit="requests/month", help="Symmetric: 20,000 a month are free."
    )
    monthly_rsa_pairs: Decimal | None = Quantity("RSA data key pairs generated", unit="requests/month")
    monthly_ecc_pairs: Decimal | None = Quantity("ECC data key pairs generated", unit="requests/month")

    def costs(self, place: Place) -> Iterator[CostComponent]:
        if self.managed_by == "aws":
            yield included("Key", "Keys managed by AWS are free; their requests are billed.")
        else:
            yield usage("Customer managed keys", "kms.key", self.keys, property="keys")
        kind = _REQUESTS.get(self.key_spec or "SYMMETRIC_DEFAULT", "asymmetric")
        name = f"Requests ({_NAMES[kind]})"
        yield usage(name, f"kms.requests.{kind}", self.monthly_requests, property="monthly_requests")
        if self.monthly_rsa_pairs is not None:
            key = "kms.requests.datakeypair_rsa"
            yield usage("Requests (RSA key pairs)", key, self.monthly_rsa_pairs, property="monthly_rsa_pairs")
        if self.monthly_ecc_pairs is not None:
            key = "kms.requests.datakeypair_ecc"
            yield usage("Requests (ECC key pairs)", key, self.monthly_ecc_pairs, property="monthly_ecc_pairs")


_REQUESTS = {"SYMMETRIC_DEFAULT": "symmetric", "RSA_2048": "rsa2048"}
_NAMES = {"symmetric": "symmetric", "rsa2048": "RSA 2048", "asymmetric": "asymmetric"}
