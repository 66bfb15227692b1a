"""AWS IAM."""

from collections.abc import Iterator
from typing import ClassVar

from pricing.costs import CostComponent, included
from projects.place import Place
from projects.properties import Count, Flag, Text
from projects.service import Service


class Iam(Service):
    """Users, roles and policies of the account."""

    name = "iam"
    label = "IAM"
    official = "AWS Identity and Access Management (IAM)"
    billed_as = "AWS IAM"
    summary = "Says who and what may do what in the account, by users, roles and policies."
    category = "Security"
    synonyms = ("identity", "role", "policy", "permissions", "access", "user", "mfa")
    cloudformation = "AWS::IAM::Role"
    icon = "iam"
    scope = "global"
    inside = ("account", "aws_cloud", "region")
    links: ClassVar = {
        "attach": ("ec2_instance", "lambda_function", "auto_scaling_group", "elastic_beanstalk"),
        "associate": (
            "ec2_instance",
            "lambda_function",
            "auto_scaling_group",
            "elastic_beanstalk",
            "step_functions",
            "codebuild",
            "codepipeline",
        ),
    }
    needs_no_price = "IAM is free."

    mfa: bool | None = Flag("Multi-factor authentication", help="Of the root user and privileged users.")
    policy: str | None = Text("Policy", help="What it allows, such as s3:GetObject.")
    users: int | None = Count("Users")
    groups: int | None = Count("Groups")
    roles: int | None = Count("Roles")
    policies: int | None = Count("Policies")

    def costs(self, place: Place) -> Iterator[CostComponent]:
        yield included("IAM", "IAM is free.", "iam.free")
