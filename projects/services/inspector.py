"""Amazon Inspector."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, usage
from projects.place import Place
from projects.properties import Choice, Flag, Quantity
from projects.service import Service


class Inspector(Service):
    """Scans instances, container images and functions for known weaknesses."""

    name = "inspector"
    label = "Inspector"
    official = "Amazon Inspector"
    billed_as = "Amazon Inspector"
    summary = "Scans instances, container images and functions for known vulnerabilities."
    category = "Security"
    synonyms = ("vulnerability", "cve", "scanner", "patching", "security assessment")
    cloudformation = "AWS::InspectorV2::Filter"
    icon = "inspector"
    scope = "region"
    inside = ("region",)
    links: ClassVar = {
        "protect": ("ec2_instance", "auto_scaling_group", "ecr", "lambda_function"),
        "event": ("eventbridge", "sns_topic"),
        "deliver": ("security_hub", "s3_bucket"),
    }

    scans_ec2: bool | None = Flag("Scan EC2 instances", default=True)
    scans_ecr: bool | None = Flag("Scan container images")
    scans_lambda: bool | None = Flag("Scan Lambda functions")
    ec2_scan_mode: str | None = Choice(
        "Scan of instances",
        {"agent": "With the Systems Manager agent.", "agentless": "From snapshots, without an agent."},
        default="agent",
    )
    instances_scanned: Decimal | None = Quantity(
        "Instances scanned", unit="instances", group="Usage", help="Mean.", typical=(3, 30, 500)
    )
    monthly_images_scanned: Decimal | None = Quantity(
        "Images scanned when pushed", unit="images/month", typical=(20, 200, 2_000)
    )
    monthly_image_rescans: Decimal | None = Quantity(
        "Images scanned again", unit="scans/month", typical=(100, 2_000, 40_000)
    )
    functions_scanned: Decimal | None = Quantity(
        "Functions scanned", unit="functions", group="Usage", help="Mean.", typical=(10, 100, 1_000)
    )
    functions_code_scanned: Decimal | None = Quantity(
        "Functions with code scanning", unit="functions", group="Usage", help="Mean.", typical=(5, 50, 500)
    )
    monthly_cis_assessments: Decimal | None = Quantity(
        "CIS assessments of instances", unit="assessments/month", typical=(3, 30, 500)
    )

    def costs(self, place: Place) -> Iterator[CostComponent]:
        mode = "agentless" if self.ec2_scan_mode == "agentless" else "agent"
        for name, key, field, unit, flag in _PARTS:
            amount = getattr(self, field)
            # Whether instances are scanned may be unknown, but not silently nothing.
            wanted = bool(flag and getattr(self, flag)) or (flag == "scans_ec2" and self.scans_ec2 is None)
            if amount is not None or wanted:
                yield usage(
                    name.format(mode=mode),
                    f"inspector.{key.format(mode=mode)}",
                    amount,
                    property=field,
                    unit=unit,
                )


_PARTS = (
    ("Instances scanned ({mode})", "ec2.{mode}", "instances_scanned", "instance-month", "scans_ec2"),
    ("Container images, first scan", "ecr.first_scan", "monthly_images_scanned", "image", "scans_ecr"),
    ("Container images, scanned again", "ecr.rescan", "monthly_image_rescans", "scan", "scans_ecr"),
    ("Functions scanned", "lambda.standard", "functions_scanned", "function-month", "scans_lambda"),
    ("Function code scanned", "lambda.code", "functions_code_scanned", "function-month", ""),
    ("CIS assessments", "cis_assessment", "monthly_cis_assessments", "assessment", ""),
)
"""What is billed: name, the end of the rate key, property, unit, and the flag that turns it on."""
