"""Amazon EFS mount target."""

from typing import ClassVar

from projects.properties import Text
from projects.service import Service


class EfsMountTarget(Service):
    """The address in a subnet through which the clients of a zone reach an EFS file system."""

    name = "efs_mount_target"
    label = "EFS mount target"
    official = "Amazon EFS mount target"
    billed_as = "Amazon EFS"
    summary = "The address in one zone through which clients mount an EFS file system; one for each zone."
    category = "Storage"
    synonyms = ("efs", "mount target", "mount", "nfs", "file system endpoint")
    cloudformation = "AWS::EFS::MountTarget"
    icon = "efs_mount_target"
    shape = "resource"
    scope = "subnet"
    inside = ("subnet",)
    links: ClassVar = {"attach": ("efs_file_system",)}
    needs_no_price = "Mount targets are free; traffic between zones is billed like any other."

    ip_address: str | None = Text("IP address", help="Leave empty for one that EFS chooses.")

    def fact(self) -> str:
        return self.ip_address or ""
