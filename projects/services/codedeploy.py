"""AWS CodeDeploy."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, included, needs, usage
from projects.place import Place
from projects.properties import Choice, Quantity
from projects.service import Service


class Codedeploy(Service):
    """Deploys applications; only updates of on-premises machines are billed."""

    name = "codedeploy"
    label = "CodeDeploy"
    official = "AWS CodeDeploy"
    billed_as = "AWS CodeDeploy"
    summary = (
        "Brings new versions to instances, functions and containers step by step, and back if they fail."
    )
    category = "Developer tools"
    synonyms = ("deployment", "blue/green", "rollback", "canary", "continuous deployment", "devops")
    cloudformation = "AWS::CodeDeploy::DeploymentGroup"
    icon = "codedeploy"
    scope = "region"
    inside = ("region",)
    links: ClassVar = {
        "traffic": (
            "ec2_instance",
            "auto_scaling_group",
            "lambda_function",
            "ecs",
            "fargate",
            "server",
            "on_premises_server",
        ),
        "event": ("sns_topic", "eventbridge", "lambda_function"),
    }

    compute_platform: str | None = Choice(
        "Deploys to",
        {
            "ec2": "EC2 instances and Auto Scaling groups; free.",
            "lambda": "Lambda functions; free.",
            "ecs": "ECS services; free.",
            "on_premises": "Machines of your own, billed by the update.",
        },
        default="ec2",
    )
    strategy: str | None = Choice(
        "Deployment",
        {
            "in_place": "Machine by machine.",
            "blue_green": "Beside the old version, then switched over.",
            "canary": "A small share of the traffic first.",
            "linear": "More of the traffic in equal steps.",
            "all_at_once": "All together.",
        },
    )
    monthly_updates: Decimal | None = Quantity(
        "On-premises updates",
        unit="updates/month",
        help="Deployments × machines updated.",
        when={"compute_platform": ("on_premises",)},
        typical=(20, 200, 2_000),
    )

    def fact(self) -> str:
        return "On premises" if self.compute_platform == "on_premises" else ""

    def costs(self, place: Place) -> Iterator[CostComponent]:
        if self.compute_platform == "on_premises":
            yield usage(
                "On-premises updates",
                "codedeploy.on_premises_updates",
                self.monthly_updates,
                property="monthly_updates",
                unit="update",
            )
        elif self.compute_platform is None:
            yield needs("Deployments", "", "compute_platform", "Choose what it deploys to.")
        else:
            yield included("Deployments", "AWS does not bill deployments to EC2, Lambda and ECS.")
