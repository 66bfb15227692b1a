"""AWS Step Functions."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, needs, usage
from projects.billing.metering import metered, steps
from projects.place import Place
from projects.properties import Choice, Count, Flag, Quantity
from projects.service import Service

_MEMORY_STEP_MB = 64
_DURATION_STEP_MS = 100
_STANDARD, _EXPRESS = {"type": ("STANDARD",)}, {"type": ("EXPRESS",)}


class StepFunctions(Service):
    """A state machine; standard workflows bill transitions, express ones requests and memory over time."""

    name = "step_functions"
    label = "Step Functions"
    official = "AWS Step Functions"
    billed_as = "AWS Step Functions"
    summary = "Runs a workflow of steps over functions, containers and AWS services, with retries and waits."
    category = "Application integration"
    synonyms = ("state machine", "workflow", "orchestration", "sfn", "steps", "saga", "serverless workflow")
    cloudformation = "AWS::StepFunctions::StateMachine"
    icon = "step_functions_state_machine"
    scope = "region"
    inside = ("region",)
    links: ClassVar = {
        "event": ("lambda_function", "eventbridge"),
        "traffic": (
            "ecs",
            "fargate",
            "batch",
            "sns_topic",
            "sqs_queue",
            "dynamodb_table",
            "glue",
            "athena",
            "emr",
            "eks",
            "sagemaker",
            "bedrock",
            "codebuild",
            "mediaconvert",
            "api_gateway",
            "step_functions",
            "s3_bucket",
            "third_party_service",
        ),
        "deliver": ("cloudwatch", "xray"),
    }

    type: str | None = Choice(
        "Type",
        {
            "STANDARD": "Up to one year, each step once; billed by state transitions.",
            "EXPRESS": "Up to five minutes, at high rates; billed by requests, memory and time.",
        },
        default="STANDARD",
    )
    duration_s: Decimal | None = Quantity(
        "Longest run", unit="s", high=31_536_000, help="Express workflows end after 300 s."
    )
    logging: bool | None = Flag("Logs to CloudWatch")
    monthly_executions: Decimal | None = Quantity(
        "Executions", unit="executions/month", typical=(1_000, 100_000, 1_000_000)
    )
    transitions_per_execution: Decimal | None = Quantity(
        "State transitions of an execution",
        unit="transitions",
        group="Usage",
        help="Steps taken, with start, end and every retry.",
        when=_STANDARD,
        typical=(5, 10, 15),
    )
    monthly_transitions: Decimal | None = Quantity(
        "State transitions",
        unit="transitions/month",
        help="If you know them; used instead of the executions.",
        when=_STANDARD,
    )
    duration_ms: Decimal | None = Quantity(
        "Duration of an execution",
        unit="ms",
        group="Usage",
        help="Mean; billed in steps of 100 ms.",
        when=_EXPRESS,
        typical=(500, 1_000, 2_000),
    )
    memory_mb: int | None = Count(
        "Memory of an execution",
        unit="MB",
        group="Usage",
        help="Mean, with its payload; billed in steps of 64 MB.",
        when=_EXPRESS,
        typical=(64, 64, 128),
    )

    def fact(self) -> str:
        return {"STANDARD": "Standard", "EXPRESS": "Express"}.get(self.type or "", "")

    def costs(self, place: Place) -> Iterator[CostComponent]:
        if self.type is None:
            yield needs("State transitions", "", "type", "Choose the type of workflow.")
        elif self.type == "EXPRESS":
            requests, field = self.monthly_executions, "monthly_executions"
            yield usage("Requests (express)", "stepfunctions.express.requests", requests, property=field)
            yield usage(
                "Compute duration (express)",
                "stepfunctions.express.duration",
                self.gb_seconds(),
                property=self._missing("monthly_executions", "duration_ms", "memory_mb"),
            )
        else:
            yield usage(
                "State transitions (standard)",
                "stepfunctions.standard.transitions",
                self.transitions(),
                property=self._missing("monthly_executions", "transitions_per_execution"),
            )

    def transitions(self) -> Decimal | None:
        """State transitions a month, stated or by executions; None while not known."""
        if self.monthly_transitions is not None:
            return self.monthly_transitions
        if self.monthly_executions is None or self.transitions_per_execution is None:
            return None
        return self.monthly_executions * self.transitions_per_execution

    def gb_seconds(self) -> Decimal | None:
        """Billed GB-seconds a month of an express workflow; None while any of it is not known."""
        periods = metered(self.monthly_executions, self.duration_ms, _DURATION_STEP_MS)
        memory = steps(self.memory_mb, _MEMORY_STEP_MB)
        if periods is None or memory is None:
            return None
        return periods * _DURATION_STEP_MS * memory * _MEMORY_STEP_MB / (1000 * 1024)

    def _missing(self, *names: str) -> str:
        return next((name for name in names if getattr(self, name) is None), names[0])
