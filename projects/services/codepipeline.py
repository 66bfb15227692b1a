"""AWS CodePipeline."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, needs, usage
from projects.place import Place
from projects.properties import Choice, Count, Quantity
from projects.service import Service


class Codepipeline(Service):
    """Release pipelines; type V1 bills active pipelines, type V2 the minutes of their actions."""

    name = "codepipeline"
    label = "CodePipeline"
    official = "AWS CodePipeline"
    billed_as = "AWS CodePipeline"
    summary = "Takes each change of the source through build, test and deployment."
    category = "Developer tools"
    synonyms = ("ci/cd", "pipeline", "continuous delivery", "release", "deployment", "devops")
    cloudformation = "AWS::CodePipeline::Pipeline"
    icon = "codepipeline"
    scope = "region"
    inside = ("region",)
    links: ClassVar = {
        "traffic": ("codebuild", "codedeploy", "s3_bucket", "cloudformation", "elastic_beanstalk", "ecs"),
        "event": ("lambda_function", "sns_topic", "eventbridge", "step_functions"),
        "deliver": ("s3_bucket", "cloudwatch"),
    }

    type: str | None = Choice(
        "Type",
        {
            "V1": "Billed by active pipelines; the first 30 days of each are free.",
            "V2": "With triggers and variables; billed by the minutes that actions run.",
        },
        default="V2",
    )
    pipelines: int | None = Count(
        "Active pipelines",
        default=1,
        low=1,
        help="Older than 30 days, with a change in the month.",
        when={"type": ("V1",)},
        typical=(1, 5, 20),
    )
    execution_minutes: Decimal | None = Quantity(
        "Action minutes",
        unit="minutes/month",
        help="Each action is rounded up to a whole minute; approvals and custom actions are free.",
        when={"type": ("V2",)},
        typical=(200, 1_500, 10_000),
    )

    def fact(self) -> str:
        return f"Type {self.type}" if self.type else ""

    def costs(self, place: Place) -> Iterator[CostComponent]:
        if self.type is None:
            yield needs("Pipelines", "", "type", "Choose the type of pipeline.")
        elif self.type == "V1":
            yield usage("Active pipelines", "codepipeline.v1.pipeline", self.pipelines, property="pipelines")
        else:
            minutes, field = self.execution_minutes, "execution_minutes"
            yield usage("Action execution minutes", "codepipeline.v2.minutes", minutes, property=field)
