"""Containers: ECS on Fargate, EKS and the image registry."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from projects.billing.fargate import SIZES
from tests.cost_cases.adapters import adapter
from tests.cost_cases.adapters.compute import ZERO, attach, machines, surplus, volumes
from tests.cost_cases.drawing import Drawing
from tests.cost_cases.facts import Facts

_QUARTER_GB = Decimal("0.25")


@adapter("ecs_fargate")
def ecs_fargate(drawing: Drawing, config: Facts, usage: Facts) -> None:
    """One service for each group of equal tasks."""
    launch_types = {"FARGATE": "FARGATE", "EC2": "EC2", "EXTERNAL": "EXTERNAL"}
    alike = {
        "launch_type": config.choice("launch_type", launch_types, "FARGATE"),
        "architecture": config.choice("architecture", {"x86_64": "x86_64", "arm64": "arm64"}, "x86_64"),
        "operating_system": config.choice(
            "operating_system", {"linux": "linux", "windows": "windows"}, "linux"
        ),
        "hours_per_month": usage.get("hours_per_month"),
    }
    groups = config.get("task_groups")
    for group in groups or []:
        tasks = group.get("tasks", config.get("tasks", Decimal(1)))
        _service(drawing, alike, tasks, group.need("vcpu"), group.need("memory_gb"))
    if not groups:
        vcpu, memory = config.need("vcpu_per_task"), config.need("memory_gb_per_task")
        _service(drawing, alike, config.get("tasks", Decimal(1)), vcpu, memory)


def _service(
    drawing: Drawing, alike: dict[str, Any], tasks: Decimal, vcpu: Decimal, memory_gb: Decimal
) -> None:
    drawing.add("ecs", tasks=tasks, cpu_units=vcpu * 1024, memory_mb=memory_gb * 1024, **alike)


@adapter("ecr")
def ecr(drawing: Drawing, config: Facts, usage: Facts) -> None:
    """A repository."""
    drawing.add(
        "ecr",
        visibility=config.choice("visibility", {"private": "private", "public": "public"}, "private"),
        storage_gb=usage.get("storage_gb", ZERO),
    )


@adapter("eks")
def eks(drawing: Drawing, config: Facts, usage: Facts) -> None:
    """A control plane, a node group, or pods on Fargate."""
    kinds = {"cluster": _cluster, "managed_node_group": _node_group, "fargate_profile": _pods}
    config.choice("kind", kinds, _cluster)(drawing, config, usage)


def _cluster(drawing: Drawing, config: Facts, usage: Facts) -> None:
    drawing.add(
        "eks",
        version_support=config.choice(
            "version_support", {"standard": "standard", "extended": "extended"}, "standard"
        ),
        nodes=ZERO,
        hours_per_month=usage.get("hours_per_month"),
    )


def _node_group(drawing: Drawing, config: Facts, usage: Facts) -> None:
    nodes = config.get("desired_nodes", Decimal(1))
    root, data = volumes(config)
    stated = machines(config, usage)
    credits = surplus(config, usage, nodes, stated["instance_type"])
    node = drawing.add("eks", clusters=0, nodes=nodes, **stated, **root, **credits)
    attach(drawing, node, data, nodes)


def _pods(drawing: Drawing, config: Facts, usage: Facts) -> None:
    vcpu, memory = config.need("vcpu_per_pod"), config.need("memory_gb_per_pod")
    on_sale = any(vcpu == size and least <= memory <= most for size, least, most, _ in SIZES)
    drawing.add(
        "eks",
        clusters=0,
        nodes=ZERO,
        pods=config.get("pods", Decimal(1)),
        pod_vcpu=vcpu,
        # A size that Fargate sells is what the pods are billed as, AWS's own part of the memory in it.
        pod_memory_gb=max(memory - _QUARTER_GB, ZERO) if on_sale else memory,
        pod_hours=usage.get("hours_per_month"),
    )
