"""Amazon GuardDuty."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, usage
from projects.place import Place
from projects.properties import Flag, Quantity
from projects.service import Service


class Guardduty(Service):
    """Threat detection from logs; billed by what it analyses."""

    name = "guardduty"
    label = "GuardDuty"
    official = "Amazon GuardDuty"
    billed_as = "Amazon GuardDuty"
    summary = "Watches logs and workloads for signs of attack and reports findings."
    category = "Security"
    synonyms = ("threat detection", "intrusion detection", "ids", "malware", "security monitoring")
    cloudformation = "AWS::GuardDuty::Detector"
    icon = "guardduty"
    scope = "region"
    inside = ("region",)
    links: ClassVar = {
        "event": ("eventbridge", "sns_topic", "lambda_function"),
        "deliver": ("security_hub", "s3_bucket"),
    }

    s3_protection: bool | None = Flag("S3 protection")
    eks_protection: bool | None = Flag("EKS protection", help="Audit logs of clusters.")
    rds_protection: bool | None = Flag("RDS protection", help="Logins to databases.")
    lambda_protection: bool | None = Flag("Lambda protection", help="Network activity of functions.")
    runtime_monitoring: bool | None = Flag("Runtime monitoring", help="Agents on EC2, ECS and EKS.")
    malware_protection: bool | None = Flag(
        "Malware protection for EC2", help="Scans the volumes of suspicious instances."
    )
    malware_protection_s3: bool | None = Flag("Malware protection for S3", help="Scans new objects.")
    monthly_cloudtrail_events: Decimal | None = Quantity(
        "CloudTrail management events",
        unit="events/month",
        typical=(1_000_000, 10_000_000, 100_000_000),
    )
    flow_and_dns_logs_gb: Decimal | None = Quantity(
        "VPC flow and DNS logs",
        unit="GB/month",
        help="Analysed also where no flow logs are kept.",
        typical=(10, 200, 3_000),
    )
    monthly_s3_events: Decimal | None = Quantity(
        "S3 data events", unit="events/month", typical=(1_000_000, 50_000_000, 500_000_000)
    )
    monthly_eks_events: Decimal | None = Quantity(
        "EKS audit events", unit="events/month", typical=(1_000_000, 20_000_000, 200_000_000)
    )
    rds_vcpus: Decimal | None = Quantity(
        "vCPUs of watched databases", unit="vCPU", group="Usage", typical=(2, 16, 128)
    )
    lambda_logs_gb: Decimal | None = Quantity(
        "Network logs of functions", unit="GB/month", typical=(1, 20, 200)
    )
    runtime_vcpus: Decimal | None = Quantity(
        "vCPUs of monitored workloads", unit="vCPU", group="Usage", typical=(4, 64, 1_000)
    )
    malware_scanned_gb: Decimal | None = Quantity(
        "Volume data scanned for malware", unit="GB/month", typical=(10, 100, 1_000)
    )
    s3_scanned_gb: Decimal | None = Quantity(
        "Object data scanned for malware", unit="GB/month", typical=(10, 500, 5_000)
    )
    monthly_s3_objects_scanned: Decimal | None = Quantity(
        "Objects scanned for malware", unit="objects/month", typical=(10_000, 500_000, 10_000_000)
    )

    def costs(self, place: Place) -> Iterator[CostComponent]:
        for name, key, field, unit, flag in _PARTS:
            amount = getattr(self, field)
            if amount is not None or not flag or getattr(self, flag):
                yield usage(name, f"guardduty.{key}", amount, property=field, unit=unit)


_PARTS = (
    (
        "CloudTrail management events",
        "cloudtrail_management",
        "monthly_cloudtrail_events",
        "event",
        "",
    ),
    ("VPC flow and DNS logs", "flow_and_dns_logs", "flow_and_dns_logs_gb", "GB", ""),
    ("S3 data events", "s3_data_events", "monthly_s3_events", "event", "s3_protection"),
    ("EKS audit events", "eks_audit_events", "monthly_eks_events", "event", "eks_protection"),
    ("RDS login monitoring", "rds_login", "rds_vcpus", "vCPU-month", "rds_protection"),
    ("Lambda network logs", "lambda_network_logs", "lambda_logs_gb", "GB", "lambda_protection"),
    ("Runtime monitoring", "runtime_monitoring", "runtime_vcpus", "vCPU-month", "runtime_monitoring"),
    ("Malware scan of volumes", "malware_ebs", "malware_scanned_gb", "GB", "malware_protection"),
    ("Malware scan of objects (data)", "malware_s3.data", "s3_scanned_gb", "GB", "malware_protection_s3"),
    (
        "Malware scan of objects (number)",
        "malware_s3.objects",
        "monthly_s3_objects_scanned",
        "object",
        "malware_protection_s3",
    ),
)
"""What is billed: name, the end of the rate key, property, unit, and the flag that turns it on."""
