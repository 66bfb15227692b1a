"""AWS Cloud."""

from typing import ClassVar

from projects.service import CANVAS, Scope, Service, Shape


class AwsCloud(Service):
    """The outermost frame: everything that AWS runs."""

    name: ClassVar[str] = "aws_cloud"
    label: ClassVar[str] = "AWS Cloud"
    summary: ClassVar[str] = "The outermost frame: everything in it is run by AWS."
    category: ClassVar[str] = "Containers and groups"
    synonyms: ClassVar[tuple[str, ...]] = ("cloud", "aws")
    icon: ClassVar[str] = "aws_cloud"
    shape: ClassVar[Shape] = "container"
    scope: ClassVar[Scope] = "global"
    inside: ClassVar[tuple[str, ...]] = (CANVAS,)
    size: ClassVar[tuple[int, int]] = (960, 640)
    needs_no_price: ClassVar[str] = "A frame of the drawing."
