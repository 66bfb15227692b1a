"""Amazon Rekognition."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, storage, usage
from projects.place import Place
from projects.properties import Choice, Quantity
from projects.service import Service


class Rekognition(Service):
    """Finds objects, faces, text and unsafe content in images and videos."""

    name = "rekognition"
    label = "Rekognition"
    official = "Amazon Rekognition"
    billed_as = "Amazon Rekognition"
    summary = "Finds objects, faces, text and unsafe content in images and videos."
    category = "Machine learning"
    synonyms = (
        "rekognition",
        "image recognition",
        "face",
        "computer vision",
        "moderation",
        "video analysis",
        "ocr",
    )
    cloudformation = "AWS::Rekognition::Collection"
    icon = "rekognition"
    scope = "region"
    inside = ("region",)
    links: ClassVar = {"traffic": ("s3_bucket",), "event": ("sns_topic",), "deliver": ("kinesis_streams",)}

    images_group: str | None = Choice(
        "Image operations",
        {
            "group1": "Faces: comparing, indexing, searching.",
            "group2": "Labels, text, moderation, celebrities, protective equipment.",
            "image_properties": "Colours and quality.",
        },
        default="group2",
    )
    monthly_images: Decimal | None = Quantity(
        "Images", unit="images/month", typical=(10_000, 500_000, 20_000_000)
    )
    video_minutes: Decimal | None = Quantity("Stored video analysed", unit="min/month")
    streaming_minutes: Decimal | None = Quantity("Streaming video analysed", unit="min/month")
    stored_faces: Decimal | None = Quantity("Face metadata stored", unit="faces", group="Usage")
    custom_inference_hours: Decimal | None = Quantity("Custom Labels inference", unit="hours/month")
    custom_training_hours: Decimal | None = Quantity("Custom Labels training", unit="hours/month")

    def costs(self, place: Place) -> Iterator[CostComponent]:
        other = [part for part in _EXTRAS if getattr(self, part[2]) is not None]
        # Who gives a figure for videos only may have no images; without any figure images are likeliest.
        if self.monthly_images is not None or not other:
            group = self.images_group or "group2"
            name = f"Images ({_GROUPS[group]})"
            key, field = f"rekognition.image.{group}", "monthly_images"
            yield usage(name, key, self.monthly_images, property=field, unit="image")
        for name, key, field, unit in other:
            bill = storage if field == "stored_faces" else usage
            yield bill(name, key, getattr(self, field), property=field, unit=unit)


_GROUPS = {"group1": "group 1", "group2": "group 2", "image_properties": "image properties"}

_EXTRAS = (
    ("Stored video", "rekognition.video.stored", "video_minutes", "minute"),
    ("Streaming video", "rekognition.video.streaming", "streaming_minutes", "minute"),
    ("Face metadata", "rekognition.faces", "stored_faces", "face-month"),
    ("Custom Labels inference", "rekognition.custom_labels.inference", "custom_inference_hours", "hour"),
    ("Custom Labels training", "rekognition.custom_labels.training", "custom_training_hours", "hour"),
)
"""Billed only where they are used: name, rate key, property, unit."""
