"""AWS Elemental MediaConvert."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, usage
from projects.place import Place
from projects.properties import Choice, Count, Quantity
from projects.service import Service

_ON_DEMAND = {"pricing": ("on_demand",)}


class Mediaconvert(Service):
    """Converts media files; billed by output minutes of their kind, or by reserved slots."""

    name = "mediaconvert"
    label = "MediaConvert"
    official = "AWS Elemental MediaConvert"
    billed_as = "AWS Elemental MediaConvert"
    summary = "Converts video and audio files into the formats that broadcast and players need."
    category = "Media"
    synonyms = ("transcoding", "video", "media", "encoding", "vod", "elemental", "hls", "transcoder")
    cloudformation = "AWS::MediaConvert::JobTemplate"
    icon = "elemental_mediaconvert"
    scope = "region"
    inside = ("region",)
    links: ClassVar = {
        "deliver": ("s3_bucket",),
        "traffic": ("s3_bucket",),
        "event": ("eventbridge",),
    }

    pricing: str | None = Choice(
        "Purchase",
        {"on_demand": "By the minute of output.", "reserved": "Slots for 12 months, any number of minutes."},
        default="on_demand",
    )
    tier: str | None = Choice(
        "Tier",
        {
            "Basic": "AVC in one pass, with common features.",
            "Professional": "All codecs, quality settings, HDR, captions and protection.",
        },
        default="Basic",
        when=_ON_DEMAND,
    )
    codec: str | None = Choice(
        "Codec",
        {
            "AVC": "H.264.",
            "HEVC": "H.265.",
            "AV1": "AV1.",
            "other": "MPEG-2, ProRes, VC-3, VP9 and others.",
        },
        default="AVC",
        when={"pricing": ("on_demand",), "tier": ("Professional",)},
    )
    resolution: str | None = Choice(
        "Resolution",
        {
            "sd": "Fewer than 720 lines.",
            "hd": "720 to 1,080 lines.",
            "uhd": "More: up to 4K.",
        },
        default="hd",
        when=_ON_DEMAND,
    )
    frame_rate: str | None = Choice(
        "Frame rate",
        {
            "up_to_30": "Up to 30 a second.",
            "up_to_60": "More than 30, up to 60 a second.",
            "up_to_120": "More than 60, up to 120 a second.",
        },
        default="up_to_30",
        when=_ON_DEMAND,
    )
    slots: int | None = Count("Reserved slots", low=1, when={"pricing": ("reserved",)}, typical=(1, 2, 5))
    output_minutes: Decimal | None = Quantity(
        "Video output",
        unit="minutes/month",
        help="Add up all outputs of a job.",
        when=_ON_DEMAND,
        typical=(500, 10_000, 100_000),
    )
    audio_minutes: Decimal | None = Quantity("Audio-only output", unit="minutes/month", when=_ON_DEMAND)

    def fact(self) -> str:
        return "Reserved" if self.pricing == "reserved" else self.tier or ""

    def costs(self, place: Place) -> Iterator[CostComponent]:
        if self.pricing == "reserved":
            name, key = "Reserved transcoding slots", "mediaconvert.reserved_slot"
            yield usage(name, key, self.slots, property="slots", unit="slot-month")
            return
        tier = (self.tier or "Basic").lower()
        codec = (self.codec or "AVC").lower() if tier == "professional" else "avc"
        size, rate = self.resolution or "hd", self.frame_rate or "up_to_30"
        words = f"{tier}, {codec.upper() if codec != 'other' else 'other codec'}, {size.upper()}"
        yield usage(
            f"Output minutes ({words}, {rate.replace('_', ' ')} fps)",
            f"mediaconvert.{tier}.{codec}.{size}.{rate}",
            self.output_minutes,
            property="output_minutes",
            unit="minute",
        )
        if self.audio_minutes is not None:
            key, field = f"mediaconvert.{tier}.audio", "audio_minutes"
            yield usage(f"Audio minutes ({tier})", key, self.audio_minutes, property=field, unit="minute")
