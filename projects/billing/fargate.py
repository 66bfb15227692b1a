"""Fargate capacity: vCPU, memory and ephemeral storage, shared by ECS, EKS and Batch on Fargate."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from pricing.costs import Amount, CostComponent, hourly, usage
from projects.billing.purchasing import ON_DEMAND, Capacity, Purchase, capacity_lines

ARCHITECTURES: Mapping[str, str] = {
    "x86_64": "Intel and AMD.",
    "arm64": "AWS Graviton; Linux only, a fifth cheaper.",
}
SYSTEMS: Mapping[str, str] = {
    "linux": "Linux containers.",
    "windows": "Windows containers; a licence fee for each vCPU-hour.",
}
PURCHASES: Mapping[str, str] = {
    "on_demand": "Pay by the second, no commitment.",
    "compute_savings_plan": "Compute Savings Plan: also covers EC2 and Lambda.",
    "spot": "Fargate Spot: spare capacity that AWS may take back.",
}
INCLUDED_STORAGE_GB = 20
"""Ephemeral storage of each task or pod that is not billed."""

_PLANS = {"compute_savings_plan": "compute_sp"}
_SHORT = {"x86_64": "x86", "arm64": "arm"}

_POD_RESERVE_GB = Decimal("0.25")
"""Memory that AWS adds to each EKS pod for the Kubernetes components."""

SIZES: tuple[tuple[Decimal, Decimal, Decimal, Decimal], ...] = (
    # vCPU, least and most memory in GB, and its step; 0.25 vCPU takes 0.5, 1 or 2 GB.
    (Decimal("0.25"), Decimal("0.5"), Decimal(2), Decimal(1)),
    (Decimal("0.5"), Decimal(1), Decimal(4), Decimal(1)),
    (Decimal(1), Decimal(2), Decimal(8), Decimal(1)),
    (Decimal(2), Decimal(4), Decimal(16), Decimal(1)),
    (Decimal(4), Decimal(8), Decimal(30), Decimal(1)),
    (Decimal(8), Decimal(16), Decimal(60), Decimal(4)),
    (Decimal(16), Decimal(32), Decimal(120), Decimal(8)),
)
"""What Fargate sells: a pod gets the smallest that holds it."""


def pod_size(vcpu: Decimal, memory_gb: Decimal) -> tuple[Decimal, Decimal] | None:
    """The vCPU and GB that a pod asking for these is billed for; None where it is too large for Fargate.

    AWS adds 256 MB to what the pod asks for and rounds up to the next combination on sale.
    """
    wanted = memory_gb + _POD_RESERVE_GB
    for size, least, most, step in SIZES:
        if vcpu <= size and wanted <= most:
            if wanted <= least:
                return size, least
            return size, (wanted / step).to_integral_value(ROUND_CEILING) * step
    return None


@dataclass(frozen=True, slots=True)
class Tasks:
    """``count`` equal tasks or pods, each with this much; None: not known.

    ``names`` gives the properties of vCPU and memory for "needs input", ``count_property`` that of the count.
    """

    count: Amount
    vcpu: Decimal | None
    memory_gb: Decimal | None
    ephemeral_gb: Decimal | None = None
    architecture: str | None = None
    operating_system: str | None = None
    hours: Amount = None
    purchase: Purchase = ON_DEMAND
    count_property: str = "tasks"
    names: tuple[str, str] = ("cpu_units", "memory_mb")


def task_costs(tasks: Tasks) -> Iterator[CostComponent]:
    """vCPU-hours, GB-hours, the Windows licence, and ephemeral storage above the included 20 GB."""
    windows = tasks.operating_system == "windows"
    kind = "windows" if windows else f"linux.{_SHORT.get(tasks.architecture or 'x86_64', 'x86')}"
    words = "Windows" if windows else f"Linux, {tasks.architecture or 'x86_64'}"
    parts = [("Fargate vCPU", "vcpu", tasks.vcpu, tasks.names[0], "vCPU-hour")]
    if windows:
        parts.append(("Fargate Windows licence", "license", tasks.vcpu, tasks.names[0], "vCPU-hour"))
    parts.append(("Fargate memory", "memory", tasks.memory_gb, tasks.names[1], "GB-hour"))
    for name, word, each, field, unit in parts:
        missing = field if each is None else tasks.count_property
        amount = None if each is None or tasks.count is None else each * tasks.count
        stem = f"fargate.{kind}.{word}"
        capacity = Capacity(name, words, stem, amount, tasks.hours, missing, unit, _PLANS, on_demand="")
        yield from capacity_lines(capacity, tasks.purchase)
    above = (tasks.ephemeral_gb or Decimal(0)) - INCLUDED_STORAGE_GB
    if above > 0:
        amount = None if tasks.count is None else above * tasks.count
        name = f"Fargate ephemeral storage above {INCLUDED_STORAGE_GB} GB"
        yield hourly(
            name,
            "fargate.ephemeral_storage",
            amount,
            hours=tasks.hours,
            property=tasks.count_property,
        )


def job_costs(jobs: Decimal | None, minutes: Decimal | None, tasks: Tasks) -> Iterator[CostComponent]:
    """The same for a month's ``jobs`` that take ``minutes`` each; nothing is reserved for them."""
    hours = None if jobs is None or minutes is None else jobs * minutes / 60
    architecture = tasks.architecture or "x86_64"
    kind = f"linux.{_SHORT.get(architecture, 'x86')}"
    for name, word, each, field, unit in (
        ("Fargate vCPU", "vcpu", tasks.vcpu, tasks.names[0], "vCPU-hour"),
        ("Fargate memory", "memory", tasks.memory_gb, tasks.names[1], "GB-hour"),
    ):
        ending = ".spot" if tasks.purchase.option == "spot" else ""
        missing = field if each is None else "minutes_per_job" if jobs is not None else "monthly_jobs"
        amount = None if each is None or hours is None else each * hours
        key = f"fargate.{kind}.{word}{ending}"
        yield usage(f"{name} (Linux, {architecture})", key, amount, property=missing, unit=unit)


def task_fact(tasks: Decimal | None, cpu_units: Decimal | None, memory_mb: Decimal | None) -> str:
    """ "0.5 vCPU, 1 GB × 3"; empty while the size is not known."""
    if cpu_units is None or memory_mb is None:
        return ""
    vcpu, memory = (f"{(amount / 1024).normalize():f}" for amount in (cpu_units, memory_mb))
    count = "" if tasks is None or tasks == 1 else f" × {tasks.normalize():f}"
    return f"{vcpu} vCPU, {memory} GB{count}"
