"""Amazon Elastic Transcoder, which AWS ended in November 2025."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, usage
from projects.place import Place
from projects.properties import Quantity
from projects.service import Service

_HISTORIC = "Historic price: AWS ended the service on 13 November 2025; use MediaConvert."
_OUTPUTS = (
    ("High definition output", "hd", "hd_minutes"),
    ("Standard definition output", "sd", "sd_minutes"),
    ("Audio output", "audio", "audio_minutes"),
)


class ElasticTranscoder(Service):
    """Converts media by the minute of output; kept for old drawings, priced from the last list."""

    name = "elastic_transcoder"
    label = "Elastic Transcoder"
    official = "Amazon Elastic Transcoder"
    billed_as = "Amazon Elastic Transcoder"
    summary = "Converted media files until AWS ended it in November 2025; MediaConvert is its successor."
    category = "Media"
    synonyms = ("transcoding", "video", "media", "encoding", "transcoder")
    cloudformation = ""
    icon = "elastic_transcoder"
    scope = "region"
    inside = ("region",)
    links: ClassVar = {
        "deliver": ("s3_bucket",),
        "traffic": ("s3_bucket",),
        "event": ("sns_topic",),
        "associate": ("kms_key",),
    }

    hd_minutes: Decimal | None = Quantity(
        "High definition output",
        unit="minutes/month",
        help="720 lines or more.",
        typical=(500, 10_000, 100_000),
    )
    sd_minutes: Decimal | None = Quantity(
        "Standard definition output", unit="minutes/month", help="Fewer than 720 lines."
    )
    audio_minutes: Decimal | None = Quantity("Audio output", unit="minutes/month")

    def fact(self) -> str:
        return "Ended in 2025"

    def costs(self, place: Place) -> Iterator[CostComponent]:
        stated = [field for _, _, field in _OUTPUTS if getattr(self, field) is not None]
        for name, key, field in _OUTPUTS:
            if field in (stated or ["hd_minutes"]):
                minutes = getattr(self, field)
                line = f"{name} (historic price)"
                yield usage(line, f"elastictranscoder.{key}", minutes, property=field, reason=_HISTORIC)
