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
            "ebs_snapshot",
            "fsx",
            "backup",
            "elasticache_cluster",
            "redshift_cluster",
            "documentdb",
            "neptune",
            "memorydb",
            "dax",
            "timestream",
            "dms",
            "lambda_function",
            "ec2_instance",
            "cloudwatch",
            "mq",
            "eventbridge",
            "step_functions",
            "kinesis_streams",
            "firehose",
            "msk",
            "opensearch",
            "glue",
            "emr",
            "sagemaker",
            "workspaces",
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
            "ECC_NIST_P256": "Elliptic curve NIST P-256.",
            "ECC_NIST_P384": "Elliptic curve NIST P-384.",
            "ECC_NIST_P521": "Elliptic curve NIST P-521.",
            "ECC_SECG_P256K1": "Elliptic curve secp256k1, of blockchains.",
            "ML_DSA_44": "Post-quantum signatures ML-DSA-44.",
            "ML_DSA_65": "Post-quantum signatures ML-DSA-65.",
            "ML_DSA_87": "Post-quantum signatures ML-DSA-87.",
            "HMAC_224": "HMAC with SHA-224; billed like symmetric keys.",
            "HMAC_256": "HMAC with SHA-256; billed like symmetric keys.",
            "HMAC_384": "HMAC with SHA-384; billed like symmetric keys.",
            "HMAC_512": "HMAC with SHA-512; billed like symmetric keys.",
        },
        default="SYMMETRIC_DEFAULT",
    )
    origin: str | None = Choice(
        "Key material from",
        {
            "AWS_KMS": "Made by KMS.",
            "EXTERNAL": "Imported by you; does not rotate by itself.",
            "AWS_CLOUDHSM": "A CloudHSM cluster of yours, billed apart.",
            "EXTERNAL_KEY_STORE": "A key manager outside AWS, reached through a proxy of yours.",
        },
        default="AWS_KMS",
    )
    keys: int | None = Count(
        "Keys",
        default=1,
        help="Replicas of multi-Region keys count in their own Region.",
        typical=(2, 10, 100),
    )
    rotation: bool | None = Flag("Automatic rotation", when={"key_spec": ("SYMMETRIC_DEFAULT",)})
    billed_rotations: int | None = Count(
        "Rotations done so far",
        high=2,
        group="Usage",
        help="Of each key. The first and the second add a key charge each; later ones are free.",
        typical=(0, 1, 2),
        when={"key_spec": ("SYMMETRIC_DEFAULT",)},
    )
    multi_region: bool | None = Flag("Multi-Region key")
    monthly_requests: Decimal | None = Quantity(
        "Requests",
        unit="requests/month",
        help="Symmetric: 20,000 a month are free.",
        typical=(100_000, 2_000_000, 50_000_000),
    )
    monthly_rsa_pairs: Decimal | None = Quantity(
        "RSA data key pairs generated", unit="requests/month", typical=(100, 1_000, 10_000)
    )
    monthly_ecc_pairs: Decimal | None = Quantity(
        "ECC data key pairs generated", unit="requests/month", typical=(1_000, 10_000, 100_000)
    )

    def fact(self) -> str:
        spec = self.key_spec or "SYMMETRIC_DEFAULT"
        words = ["" if spec == "SYMMETRIC_DEFAULT" else spec.replace("_", " ")]
        words.append(f"{self.keys:,} keys" if (self.keys or 0) > 1 else "")
        return ", ".join(word for word in words if word)

    def costs(self, place: Place) -> Iterator[CostComponent]:
        if self.managed_by == "aws":
            yield included("Key", "Keys managed by AWS are free; their requests are billed.")
        else:
            yield from self._keys()
        kind = self._requests_kind()
        name = f"Requests ({_NAMES[kind]})"
        yield usage(name, f"kms.requests.{kind}", self.monthly_requests, property="monthly_requests")
        if self.monthly_rsa_pairs is not None:
            key = "kms.requests.datakeypair_rsa"
            yield usage("Requests (RSA key pairs)", key, self.monthly_rsa_pairs, property="monthly_rsa_pairs")
        if self.monthly_ecc_pairs is not None:
            key = "kms.requests.datakeypair_ecc"
            yield usage("Requests (ECC key pairs)", key, self.monthly_ecc_pairs, property="monthly_ecc_pairs")

    def _keys(self) -> Iterator[CostComponent]:
        yield usage("Customer managed keys", "kms.key", self.keys, property="keys")
        if self.billed_rotations:
            yield usage(
                "Rotated key material",
                "kms.key",
                min(self.billed_rotations, _BILLED_ROTATIONS),
                count=self.keys,
                property="keys",
                reason="The first two rotations of a key add a charge each.",
            )

    def _requests_kind(self) -> str:
        spec = self.key_spec or "SYMMETRIC_DEFAULT"
        if spec == "SYMMETRIC_DEFAULT" or spec.startswith("HMAC"):
            return "symmetric"
        return "rsa2048" if spec == "RSA_2048" else "asymmetric"


_BILLED_ROTATIONS = 2
_NAMES = {"symmetric": "symmetric", "rsa2048": "RSA 2048", "asymmetric": "asymmetric"}
