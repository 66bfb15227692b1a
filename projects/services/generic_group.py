"""Generic group: a dashed frame around anything."""

from projects.properties import Text
from projects.service import Service


class GenericGroup(Service):
    """A frame without meaning to AWS; placement looks through it to the container around it."""

    name = "generic_group"
    label = "Group"
    summary = "A dashed frame to put things together under a name; it may stand anywhere and hold anything."
    category = "Containers and groups"
    synonyms = ("generic group", "frame", "box", "tier", "module", "workload")
    icon = "generic_group"
    shape = "container"
    scope = "outside"
    inside = ("*",)
    size = (240, 160)
    needs_no_price = "A frame of the drawing."

    purpose: str | None = Text("Purpose", help="What its content has in common.")
