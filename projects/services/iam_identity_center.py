"""AWS IAM Identity Center."""

from typing import ClassVar

from projects.properties import Choice, Count, Flag
from projects.service import Service


class IamIdentityCenter(Service):
    """Single sign-on to the accounts and applications of a company."""

    name = "iam_identity_center"
    label = "IAM Identity Center"
    official = "AWS IAM Identity Center"
    billed_as = "AWS IAM Identity Center"
    summary = "One sign-on for a company's people to its AWS accounts and applications."
    category = "Security"
    synonyms = ("sso", "single sign-on", "saml", "workforce identity", "permission set", "aws sso")
    cloudformation = "AWS::SSO::PermissionSet"
    icon = "iam_identity_center"
    scope = "region"
    inside = ("region", "aws_cloud", "account")
    links: ClassVar = {
        "associate": ("organizations", "iam", "directory_service", "managed_grafana", "quicksight"),
        "traffic": ("third_party_service", "directory_service"),
    }
    needs_no_price = "IAM Identity Center is free."

    identity_source: str | None = Choice(
        "Identity source",
        {
            "identity_center": "People are kept here.",
            "active_directory": "AWS Managed Microsoft AD or AD Connector.",
            "external": "A SAML identity provider of the company.",
        },
        default="identity_center",
    )
    mfa: bool | None = Flag("Multi-factor authentication")
    permission_sets: int | None = Count("Permission sets")
