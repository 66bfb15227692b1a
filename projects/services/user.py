"""User."""

from typing import ClassVar

from projects.actor_links import CALLS
from projects.service import CANVAS, Service


class User(Service):
    """One person, outside AWS."""

    name = "user"
    label = "User"
    summary = "One person who uses or runs the system."
    category = "Actors"
    synonyms = ("person", "customer", "administrator", "admin", "operator", "developer")
    icon = "user"
    shape = "actor"
    scope = "outside"
    inside = (CANVAS, "on_premises", "aws_cloud", "account")
    links: ClassVar = {
        "traffic": (*CALLS["traffic"], "iam"),
        "mount": (
            "efs_file_system",
            "s3_bucket",
        ),
    }
    needs_no_price = "Outside AWS."
