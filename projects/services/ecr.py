"""Amazon Elastic Container Registry (ECR)."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, storage
from projects.billing.traffic import internet_out
from projects.place import Place
from projects.properties import Choice, Flag, Quantity
from projects.service import Service


class Ecr(Service):
    """Stores container images; pulling them within the Region is free."""

    name = "ecr"
    label = "ECR registry"
    official = "Amazon Elastic Container Registry (ECR)"
    billed_as = "Amazon ECR"
    summary = "Stores container images for ECS, EKS, Lambda and others to pull."
    category = "Containers"
    synonyms = ("ecr", "registry", "container images", "docker registry", "repository")
    cloudformation = "AWS::ECR::Repository"
    icon = "ecr_repository"
    scope = "region"
    inside = ("region",)
    links: ClassVar = {
        "event": ("eventbridge",),
        "replicate": ("ecr",),
        "traffic": ("ecs", "eks", "fargate", "lambda_function", "codebuild", "app_runner"),
    }

    visibility: str | None = Choice(
        "Visibility",
        {
            "private": "For this account and those it allows.",
            "public": "Anyone may pull, from the ECR gallery.",
        },
        default="private",
    )
    immutable_tags: bool | None = Flag("Immutable tags", help="A tag once pushed is never moved.")
    scan: str | None = Choice(
        "Image scanning",
        {
            "none": "Images are not scanned.",
            "basic": "For known vulnerabilities, free.",
            "enhanced": "Continuously by Amazon Inspector, billed there.",
        },
    )
    encrypted: bool | None = Flag("Encrypted with a KMS key")
    storage_gb: Decimal | None = Quantity(
        "Images stored",
        unit="GB",
        group="Usage",
        help="Layers that are shared count once.",
        typical=(5, 50, 500),
    )
    data_out_gb: Decimal | None = Quantity(
        "Data transfer out to the internet", unit="GB/month", typical=(5, 50, 500)
    )

    def fact(self) -> str:
        return "public" if self.visibility == "public" else ""

    def costs(self, place: Place) -> Iterator[CostComponent]:
        public = self.visibility == "public"
        key = "ecr.public.storage" if public else "ecr.storage"
        words = "public" if public else "private"
        yield storage(
            f"Image storage ({words})", key, self.storage_gb, property="storage_gb", unit="GB-month"
        )
        if self.data_out_gb is not None:
            yield internet_out(self.data_out_gb)
