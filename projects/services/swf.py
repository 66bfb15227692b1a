"""Amazon Simple Workflow Service (SWF)."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, usage
from projects.place import Place
from projects.properties import Quantity
from projects.service import Service


class Swf(Service):
    """Workflows whose deciders and workers are yours; billed by starts, tasks and days."""

    name = "swf"
    label = "SWF"
    official = "Amazon Simple Workflow Service (SWF)"
    billed_as = "Amazon SWF"
    summary = "Keeps the state of workflows that your own workers run; Step Functions is its successor."
    category = "Application integration"
    synonyms = ("simple workflow", "workflow", "decider", "activity worker", "orchestration")
    cloudformation = ""
    icon = "simple_workflow_service"
    scope = "region"
    inside = ("region",)
    links: ClassVar = {
        "event": ("lambda_function",),
        "traffic": (
            "ec2_instance",
            "auto_scaling_group",
            "ecs",
            "fargate",
            "server",
            "on_premises_server",
            "lambda_function",
        ),
        "deliver": ("cloudwatch", "cloudtrail"),
    }

    duration_days: Decimal | None = Quantity(
        "Longest execution", unit="days", high=365, help="A workflow runs for up to one year."
    )
    monthly_executions: Decimal | None = Quantity(
        "Workflow executions started", unit="executions/month", typical=(1_000, 50_000, 1_000_000)
    )
    tasks_per_execution: Decimal | None = Quantity(
        "Tasks of an execution",
        unit="tasks",
        group="Usage",
        help="Decision and activity tasks, timers, signals and markers.",
        typical=(10, 10, 20),
    )
    open_days: Decimal | None = Quantity(
        "Days an execution stays open",
        unit="days",
        group="Usage",
        high=365,
        help="Mean, beyond the first 24 hours.",
    )
    retention_days: Decimal | None = Quantity(
        "Days a closed execution is kept",
        unit="days",
        group="Usage",
        high=90,
        help="The retention of the domain.",
        typical=(7, 30, 30),
    )

    def costs(self, place: Place) -> Iterator[CostComponent]:
        executions = self.monthly_executions
        yield usage("Workflow executions", "swf.executions", executions, property="monthly_executions")
        yield self._each("Tasks", "swf.tasks", "tasks_per_execution")
        if self.open_days is not None:
            yield self._each("Open workflow days beyond 24 hours", "swf.open", "open_days")
        yield self._each("Retained workflow days", "swf.retained", "retention_days")

    def _each(self, name: str, key: str, field: str) -> CostComponent:
        executions, each = self.monthly_executions, getattr(self, field)
        if executions is None or each is None:
            missing = "monthly_executions" if executions is None else field
            return usage(name, key, each if each == 0 else None, property=missing)
        return usage(name, key, executions * each, property=field)
