"""AWS account."""

from projects.properties import Flag, Text
from projects.service import Service


class Account(Service):
    """An AWS account: the boundary of billing, of permissions and of quotas."""

    name = "account"
    label = "AWS account"
    summary = "The boundary of billing, permissions and quotas; large organizations use one per workload."
    category = "Containers and groups"
    synonyms = ("account", "organization", "landing zone", "billing", "tenant")
    cloudformation = "AWS::Organizations::Account"
    icon = "account"
    shape = "container"
    scope = "global"
    inside = ("aws_cloud",)
    size = (920, 600)
    needs_no_price = "An account is not billed; what runs in it is."

    account_id: str | None = Text("Account ID", pattern=r"\d{12}", help="Twelve digits.")
    production: bool | None = Flag("Production", help="Findings are stricter in a production account.")
    mfa: bool | None = Flag("Root user has multi-factor authentication")

    def title(self) -> str:
        return f"Account {self.account_id}" if self.account_id else self.label
