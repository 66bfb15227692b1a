"""How an update of prices is told: what it is doing now, and what it did."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from desktop.figures import counted

if TYPE_CHECKING:
    from pricing.offers.origins import Step
    from pricing.offers.update import Report

_DOING = {
    "listing": "Looking for price files",
    "fetching": "Fetching",
    "reading": "Reading",
    "checking": "Checking the prices of",
    "installing": "Putting the new prices in force",
}
_NAMES = {
    "AmazonES": "OpenSearch Service",
    "AmazonECR": "Elastic Container Registry",
    "AmazonECS": "ECS and Fargate",
    "AmazonEFS": "EFS",
    "AmazonEKS": "EKS",
    "AmazonDAX": "DynamoDB Accelerator",
    "AmazonEC2": "EC2",
    "AmazonRDS": "RDS and Aurora",
    "AmazonS3": "S3",
    "AmazonVPC": "VPC",
    "AmazonStates": "Step Functions",
    "AmazonKinesis": "Kinesis",
    "AmazonRoute53": "Route 53",
    "AmazonApiGateway": "API Gateway",
    "AmazonDynamoDB": "DynamoDB",
    "AmazonCloudFront": "CloudFront",
    "AmazonCloudWatch": "CloudWatch",
    "AmazonElastiCache": "ElastiCache",
    "AWSELB": "Elastic Load Balancing",
    "AWSDataTransfer": "Data transfer",
    "awskms": "KMS",
    "AWSComputeSavingsPlan": "Savings Plans for compute",
    "AWSDatabaseSavingsPlans": "Savings Plans for databases",
}
"""Offers whose code does not say what people call them."""


def service_name(code: str) -> str:
    """ "Secrets Manager" of "AWSSecretsManager"."""
    if code in _NAMES:
        return _NAMES[code]
    words = re.sub(r"^(?:AWS|Amazon)", "", code)
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", words)


def size(count: int) -> str:
    """Bytes as people read them: "12.4 MB"."""
    if count < 1_000:
        return f"{count} bytes"
    if count < 1_000_000:
        return f"{count / 1_000:.0f} kB"
    return f"{count / 1_000_000:,.1f} MB"


def progress_text(step: Step) -> str:
    """One line about what is being done now."""
    text = _DOING.get(step.doing, step.doing)
    if step.file:
        text = f"{text} {step.file}, {step.number:,} of {step.files:,}"
    if step.total:
        return f"{text}: {size(step.done)} of {size(step.total)}"
    return f"{text}: {size(step.done)}" if step.done else f"{text}…"


def share_of_work(step: Step) -> float:
    """From 0 to 1: reading is most of it, and checking the rest."""
    if step.doing == "listing":
        return 0.0
    if step.doing == "installing":
        return 1.0
    share = step.done / step.total if step.total else 0.0
    # A file is fetched and then read; files on this machine are only read.
    within = share / 2 if step.doing == "fetching" else 0.5 + share / 2
    if step.doing == "checking":
        return 0.8 + 0.2 * step.number / max(step.files, 1)
    return 0.8 * min(1.0, (step.number - 1 + within) / max(step.files, 1))


def report_text(report: Report) -> str:
    """What an update did, in a few sentences."""
    found = report.findings
    said = []
    if report.digest:
        regions = counted(len(report.regions), "Region")
        said.append(
            f"{counted(found.accepted, 'price')} in {regions} checked:"
            f" {found.changed:,} changed, {found.new:,} new."
        )
    else:
        said.append("Nothing was changed.")
    if found.older:
        said.append(f"{found.older:,} prices in use are newer than those of the files and stay.")
    if found.suspicious:
        said.append(
            f"{counted(len(found.suspicious), 'price')} not taken, far from the present ones, such as"
            f" {found.suspicious[0]}."
        )
    if found.broken:
        said.append(f"{counted(len(found.broken), 'price')} not taken, their parts do not fit together.")
    if report.not_mapped:
        said.append(f"{counted(len(report.not_mapped), 'file')} passed over: not among the services chosen.")
    return " ".join(said)
