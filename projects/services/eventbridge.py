"""Amazon EventBridge: buses, schedules and pipes."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, included, storage, usage
from projects.billing.metering import metered
from projects.place import Place
from projects.properties import Choice, Count, Flag, Quantity
from projects.service import Service

_CHUNK_KB = 64
_BUS = {"kind": ("default_bus", "custom_bus", "partner_bus")}
_SCHEDULER, _PIPE = {"kind": ("scheduler",)}, {"kind": ("pipe",)}


class Eventbridge(Service):
    """An event bus with its rules, archive and schema discovery, a scheduler, or a pipe."""

    name = "eventbridge"
    label = "EventBridge"
    official = "Amazon EventBridge"
    billed_as = "Amazon EventBridge"
    summary = "Routes events to targets by rules, calls them on a schedule, or pipes a stream to one."
    category = "Application integration"
    synonyms = (
        "event bus",
        "bus",
        "events",
        "cloudwatch events",
        "scheduler",
        "cron",
        "pipes",
        "event-driven",
        "rules",
        "choreography",
    )
    cloudformation = "AWS::Events::EventBus"
    icon = "eventbridge_bus"
    scope = "region"
    inside = ("region",)
    links: ClassVar = {
        "event": (
            "lambda_function",
            "step_functions",
            "sqs_queue",
            "sns_topic",
            "eventbridge",
            "ecs",
            "fargate",
            "batch",
            "api_gateway",
            "codebuild",
            "codepipeline",
            "kinesis_streams",
            "glue",
            "redshift_cluster",
            "sagemaker",
            "systems_manager",
            "appsync",
            "third_party_service",
        ),
        "deliver": ("firehose", "cloudwatch"),
        "dlq": ("sqs_queue",),
    }

    kind: str | None = Choice(
        "Kind",
        {
            "default_bus": "The account's own bus: events of AWS services are free.",
            "custom_bus": "A bus for your applications' events.",
            "partner_bus": "Events of a partner, such as a SaaS provider.",
            "scheduler": "Calls targets at set times.",
            "pipe": "Takes from one stream or queue, filters, and hands on to one target.",
        },
        default="custom_bus",
    )
    rules: int | None = Count("Rules", high=300, help="Each has up to 5 targets.", when=_BUS)
    buses: int | None = Count("Buses", low=1, high=100, when=_BUS)
    schedules: int | None = Count("Schedules", when=_SCHEDULER)
    encrypted: bool | None = Flag("Encrypted with your own key")
    monthly_custom_events: Decimal | None = Quantity(
        "Custom events",
        unit="events/month",
        help="Published by your applications.",
        when=_BUS,
        typical=(1_000_000, 20_000_000, 200_000_000),
    )
    monthly_partner_events: Decimal | None = Quantity(
        "Partner and opt-in events",
        unit="events/month",
        help="Of partners, and of AWS services that have to be switched on, such as S3 objects.",
        when=_BUS,
        typical=(100_000, 2_000_000, 20_000_000),
    )
    event_kb: Decimal | None = Quantity(
        "Size of an event",
        unit="KB",
        default=_CHUNK_KB,
        high=1024,
        group="Usage",
        help="Each started 64 KB counts as one event.",
        when={"kind": (*_BUS["kind"], "pipe")},
    )
    archive_processing_gb: Decimal | None = Quantity(
        "Written to the archive", unit="GB/month", when=_BUS, typical=(1, 20, 200)
    )
    archive_storage_gb: Decimal | None = Quantity(
        "Kept in the archive", unit="GB", group="Usage", when=_BUS, typical=(5, 100, 1_000)
    )
    monthly_replayed_events: Decimal | None = Quantity(
        "Replayed events", unit="events/month", help="Billed as custom events.", when=_BUS
    )
    monthly_discovery_events: Decimal | None = Quantity(
        "Events of schema discovery", unit="events/month", help="Each started 8 KB counts as one.", when=_BUS
    )
    monthly_api_destination_calls: Decimal | None = Quantity(
        "Calls of API destinations", unit="invocations/month", help="HTTP targets.", when=_BUS
    )
    monthly_invocations: Decimal | None = Quantity(
        "Invocations",
        unit="invocations/month",
        when=_SCHEDULER,
        typical=(50_000, 1_000_000, 50_000_000),
    )
    monthly_pipe_requests: Decimal | None = Quantity(
        "Events after filtering",
        unit="requests/month",
        when=_PIPE,
        typical=(1_000_000, 20_000_000, 200_000_000),
    )

    def fact(self) -> str:
        names = {"default_bus": "Default bus", "partner_bus": "Partner bus", "custom_bus": "Custom bus"}
        return {**names, "scheduler": "Scheduler", "pipe": "Pipe"}.get(self.kind or "", "")

    def costs(self, place: Place) -> Iterator[CostComponent]:
        if self.kind == "scheduler":
            name, field = "Scheduler invocations", "monthly_invocations"
            yield usage(name, "eventbridge.scheduler", self.monthly_invocations, property=field)
        elif self.kind == "pipe":
            requests = metered(self.monthly_pipe_requests, self.event_kb, _CHUNK_KB)
            name, field = "Pipe requests", self._missing("monthly_pipe_requests")
            yield usage(name, "eventbridge.pipes", requests, property=field)
        else:
            yield from self._events()
            yield from self._archive()
            yield from self._extras()

    def _events(self) -> Iterator[CostComponent]:
        wanted = {"default_bus": "", "partner_bus": "monthly_partner_events"}
        surely = wanted.get(self.kind or "", "monthly_custom_events")
        if self.kind == "default_bus":
            yield included("Events of AWS services", "AWS does not bill the events of its own services.")
        for name, key, field in (
            ("Custom events", "eventbridge.custom_events", "monthly_custom_events"),
            ("Partner and opt-in events", "eventbridge.partner_events", "monthly_partner_events"),
            ("Replayed events", "eventbridge.custom_events", "monthly_replayed_events"),
        ):
            count = getattr(self, field)
            if count is not None or field == surely:
                events = metered(count, self.event_kb, _CHUNK_KB)
                yield usage(name, key, events, property=self._missing(field))

    def _archive(self) -> Iterator[CostComponent]:
        written, kept = self.archive_processing_gb, self.archive_storage_gb
        if written is None and kept is None:
            return
        key = "eventbridge.archive"
        yield usage("Archive processing", f"{key}.processing", written, property="archive_processing_gb")
        yield storage("Archive storage", f"{key}.storage", kept, property="archive_storage_gb")

    def _extras(self) -> Iterator[CostComponent]:
        if self.monthly_discovery_events is not None:
            name, key = "Schema discovery events", "eventbridge.schema_discovery"
            yield usage(name, key, self.monthly_discovery_events, property="monthly_discovery_events")
        if self.monthly_api_destination_calls is not None:
            calls = metered(self.monthly_api_destination_calls, self.event_kb, _CHUNK_KB)
            field = self._missing("monthly_api_destination_calls")
            yield usage("API destination calls", "eventbridge.api_destinations", calls, property=field)

    def _missing(self, field: str) -> str:
        return field if getattr(self, field) is None else "event_kb"
