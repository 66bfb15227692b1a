"""AWS Cloud."""

from projects.service import CANVAS, Service


class AwsCloud(Service):
    """The outermost frame: everything that AWS runs."""

    name = "aws_cloud"
    label = "AWS Cloud"
    summary = "The outermost frame: everything in it is run by AWS."
    category = "Containers and groups"
    synonyms = ("cloud", "aws", "amazon web services")
    icon = "aws_cloud"
    shape = "container"
    scope = "global"
    inside = (CANVAS,)
    size = (960, 640)
    needs_no_price = "A frame of the drawing."
