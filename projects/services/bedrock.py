"""Amazon Bedrock."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, hourly, needs, usage
from projects.billing.instances import WHOLE_MONTH
from projects.place import Place
from projects.properties import Choice, Count, Quantity, Text
from projects.service import Service

_BY_TOKEN = {"inference": ("on_demand", "batch")}
_PROVISIONED = {"inference": ("provisioned",)}


class Bedrock(Service):
    """Foundation models behind one API, billed by tokens or by provisioned throughput."""

    name = "bedrock"
    label = "Bedrock"
    official = "Amazon Bedrock"
    billed_as = "Amazon Bedrock"
    summary = "Foundation models of several makers behind one API, billed by the tokens read and written."
    category = "Machine learning"
    synonyms = (
        "bedrock",
        "generative ai",
        "genai",
        "llm",
        "foundation model",
        "claude",
        "nova",
        "llama",
        "rag",
        "ai",
    )
    cloudformation = "AWS::Bedrock::Agent"
    icon = "bedrock"
    scope = "region"
    inside = ("region",)
    links: ClassVar = {
        "traffic": ("s3_bucket", "opensearch", "lambda_function", "aurora_cluster"),
        "deliver": ("s3_bucket", "cloudwatch"),
    }

    model: str | None = Text(
        "Model",
        help="The model's id in lower case, such as amazon.nova-lite-v1.",
        pattern=r"[a-z0-9][a-z0-9._:-]*",
    )
    inference: str | None = Choice(
        "Inference",
        {
            "on_demand": "Billed by the token.",
            "batch": "Many prompts at once, within a day; cheaper.",
            "provisioned": "Throughput of your own, billed by the hour.",
        },
        default="on_demand",
    )
    model_units: int | None = Count("Model units", when=_PROVISIONED, typical=(1, 1, 2))
    commitment: str | None = Choice(
        "Commitment",
        {
            "none": "None; billed by the hour while it exists.",
            "1month": "One month.",
            "6months": "Six months.",
        },
        default="none",
        when=_PROVISIONED,
    )
    hours_per_month: Decimal | None = Quantity(
        "Hours of throughput", unit="hours/month", high=744, help=WHOLE_MONTH, when=_PROVISIONED
    )
    input_tokens: Decimal | None = Quantity(
        "Input tokens",
        unit="tokens/month",
        when=_BY_TOKEN,
        typical=(10_000_000, 200_000_000, 5_000_000_000),
    )
    output_tokens: Decimal | None = Quantity(
        "Output tokens",
        unit="tokens/month",
        when=_BY_TOKEN,
        typical=(2_000_000, 40_000_000, 1_000_000_000),
    )
    cached_tokens: Decimal | None = Quantity(
        "Input tokens read from the cache", unit="tokens/month", when={"inference": ("on_demand",)}
    )
    monthly_images: Decimal | None = Quantity("Images made", unit="images/month", when=_BY_TOKEN)

    def fact(self) -> str:
        return self.model or ""

    def costs(self, place: Place) -> Iterator[CostComponent]:
        if not self.model:
            yield needs("Inference", "", "model", "Name the model.")
            return
        key = f"bedrock.{self.model}"
        if self.inference is None:
            yield needs(f"Inference ({self.model})", "", "inference", "Choose how it is billed.")
        elif self.inference == "provisioned":
            yield hourly(
                f"Model unit hours ({self.model})",
                f"{key}.model_unit.{self.commitment or 'none'}",
                self.model_units,
                # A commitment is billed for every hour of its term.
                hours=self.hours_per_month if self.commitment in (None, "none") else None,
                property="model_units",
                unit="unit-hour",
            )
        else:
            yield from self._tokens(key, self.inference)

    def _tokens(self, key: str, inference: str) -> Iterator[CostComponent]:
        name = f"({self.model}{', batch' if inference == 'batch' else ''})"
        batch = ".batch" if inference == "batch" else ""
        images = self.monthly_images
        if images is None or self.input_tokens is not None:
            given, field = self.input_tokens, "input_tokens"
            yield usage(
                f"Input tokens {name}", f"{key}.input_tokens{batch}", given, property=field, unit="token"
            )
        if images is None or self.output_tokens is not None:
            given, field = self.output_tokens, "output_tokens"
            yield usage(
                f"Output tokens {name}", f"{key}.output_tokens{batch}", given, property=field, unit="token"
            )
        if self.cached_tokens is not None and inference == "on_demand":
            given, field = self.cached_tokens, "cached_tokens"
            yield usage(f"Cached tokens {name}", f"{key}.cached_tokens", given, property=field, unit="token")
        if images is not None:
            yield usage(
                f"Images {name}", f"{key}.images{batch}", images, property="monthly_images", unit="image"
            )
