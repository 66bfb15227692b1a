"""Containers and jobs: what a task, a pod, a node and a cluster are billed for, reckoned by hand."""

from decimal import Decimal
from typing import Any

import pytest

from pricing.costs import CostComponent
from pricing.estimate import Owner, Totals, price_component, total
from pricing.table import price_table
from projects.billing.fargate import pod_size
from projects.drawing_properties import service_properties
from projects.place import Place
from projects.placement import may_stand
from projects.service import make_service

US = Place(region="us-east-1")
EU = Place(region="eu-west-1")


def parts(name: str, place: Place = US, **properties: Any) -> dict[str, CostComponent]:
    found = list(make_service(name, properties).costs(place))
    named = {part.name: part for part in found}
    assert len(named) == len(found), "two lines of one name"
    return named


def totals(name: str, place: Place = US, **properties: Any) -> Totals:
    service = make_service(name, properties)
    owner = Owner("n", "", (), name, service.billed_as, service.category, place.region)
    return total(
        line
        for part in service.costs(place)
        for line in price_component(owner, part, price_table(), place.hours_per_month)
    )


@pytest.mark.parametrize(
    ("name", "properties", "monthly"),
    [
        # eu-west-1 fargate.linux.arm.vcpu 0.03238, fargate.linux.arm.memory 0.00356,
        # fargate.ephemeral_storage 0.000122
        (
            "fargate",
            {
                "tasks": 3,
                "cpu_units": 512,
                "memory_mb": 1024,
                "architecture": "arm64",
                "ephemeral_storage_gb": 30,
            },
            "45.9243",  # 730 x 3 x (0.5 x 0.03238 + 0.00356 + 10 x 0.000122)
        ),
        # eu-west-1 fargate.windows.vcpu 0.046552, .memory 0.00511175, .license 0.046
        (
            "ecs",
            {
                "launch_type": "FARGATE",
                "tasks": 1,
                "cpu_units": 1024,
                "memory_mb": 2048,
                "operating_system": "windows",
            },
            "75.026115",  # 730 x (0.046552 + 0.046 + 2 x 0.00511175)
        ),
        # eu-west-1 ecs.anywhere.instance 0.01025
        ("ecs", {"launch_type": "EXTERNAL", "external_instances": 4}, "29.93"),
        ("ecs", {"launch_type": "EC2"}, "0"),
        # eu-west-1 eks.cluster.hour 0.1, eks.cluster.extended_support.hour 0.5
        ("eks", {"nodes": 0, "version_support": "extended"}, "438"),
        # eu-west-1 ec2.instance.c5.large.linux.ondemand 0.096, ebs.gp3.storage 0.088
        (
            "eks",
            {"clusters": 0, "nodes": 3, "instance_type": "c5.large", "root_volume_size_gib": 20},
            "215.52",  # 3 x (730 x 0.096 + 20 x 0.088)
        ),
        # eu-west-1 eks.fargate.vcpu 0.04048, eks.fargate.memory 0.004445: billed as 0.5 vCPU and 2 GB
        (
            "eks",
            {"clusters": 0, "nodes": 0, "pods": 2, "pod_vcpu": "0.5", "pod_memory_gb": "1.5"},
            "42.5298",  # 730 x 2 x (0.5 x 0.04048 + 2 x 0.004445)
        ),
        # eu-west-1 ecr.storage 0.1
        ("ecr", {"storage_gb": 50}, "5"),
        # 1,000 jobs of 6 minutes are 100 hours of 2 vCPU and 4 GB:
        # eu-west-1 fargate.linux.x86.vcpu 0.04048, fargate.linux.x86.memory 0.004445
        (
            "batch",
            {
                "compute_environment": "fargate",
                "monthly_jobs": 1000,
                "minutes_per_job": 6,
                "vcpu": 2,
                "memory_gb": 4,
            },
            "9.874",
        ),
        # 146 hours of an instance are a fifth of its 30 GiB volume over the month
        (
            "batch",
            {"compute_environment": "ec2", "instance_type": "c5.large", "instance_hours": 146},
            "14.544",  # 146 x 0.096 + 6 x 0.088
        ),
    ],
)
def test_a_configuration_costs_what_was_reckoned_by_hand(
    name: str, properties: dict[str, Any], monthly: str
) -> None:
    found = totals(name, EU, **properties)
    assert found.monthly == Decimal(monthly)
    assert not found.incomplete


@pytest.mark.parametrize(
    ("vcpu", "memory", "billed"),
    [
        ("0.25", "0.25", ("0.25", "0.5")),
        ("0.25", "0.5", ("0.25", "1")),
        ("0.1", "1.75", ("0.25", "2")),
        ("0.25", "2", ("0.5", "3")),
        ("1", "1", ("1", "2")),
        ("4", "29.75", ("4", "30")),
        ("4", "30", ("8", "32")),
        ("16", "119.75", ("16", "120")),
        ("16", "120", None),
        ("17", "1", None),
    ],
)
def test_a_pod_is_billed_as_the_smallest_size_that_holds_it_and_kubernetes(
    vcpu: str, memory: str, billed: tuple[str, str] | None
) -> None:
    found = pod_size(Decimal(vcpu), Decimal(memory))
    assert found == (None if billed is None else tuple(map(Decimal, billed)))


def test_pods_too_large_for_fargate_are_not_priced() -> None:
    found = parts("eks", nodes=0, pods=1, pod_vcpu=32, pod_memory_gb=8)
    assert found["Fargate pods"].kind == "not_priced"


@pytest.mark.parametrize(
    ("name", "properties", "asked"),
    [
        ("ecs", {}, {"launch_type"}),
        ("ecs", {"launch_type": "FARGATE"}, {"cpu_units", "memory_mb"}),
        ("fargate", {"cpu_units": 256, "memory_mb": 512}, {"tasks"}),
        ("eks", {}, {"nodes"}),
        ("eks", {"nodes": 2}, {"instance_type", "root_volume_size_gib"}),
        ("eks", {"nodes": 0, "pods": 2}, {"pod_vcpu"}),
        ("eks", {"nodes": 0, "pods": 2, "pod_vcpu": 1}, {"pod_memory_gb"}),
        ("eks", {"nodes": 0, "hybrid_nodes": True}, {"hybrid_vcpus"}),
        ("ecr", {}, {"storage_gb"}),
        ("batch", {}, {"compute_environment"}),
        ("batch", {"compute_environment": "ec2"}, {"instance_type"}),
        ("app_runner", {}, {"active_hours"}),
    ],
)
def test_what_aws_surely_bills_and_nobody_said_needs_input(
    name: str, properties: dict[str, Any], asked: set[str]
) -> None:
    found = parts(name, **properties)
    assert {
        part.property for part in found.values() if part.kind != "included" and part.quantity is None
    } == asked


def test_nodes_drawn_beside_a_cluster_are_not_asked_for_again() -> None:
    beside = Place(region="us-east-1", attached=("auto_scaling_group",))
    assert parts("eks", beside)["Nodes"].kind == "included"
    assert (
        parts("eks", beside, nodes=2, instance_type="m5.large")["Instance hours (m5.large, Linux)"].quantity
        == 2
    )


def test_a_cluster_in_extended_support_pays_the_extra_for_each_hour() -> None:
    found = parts("eks", nodes=0, version_support="extended", clusters=2)
    assert (found["Cluster hours"].quantity, found["Extended support"].quantity) == (2, 2)
    assert "Extended support" not in parts("eks", nodes=0)


def test_eks_anywhere_says_that_its_subscription_is_not_in_the_list() -> None:
    assert parts("eks", anywhere=True)["EKS Anywhere"].kind == "not_priced"


@pytest.mark.parametrize("name", ["fargate", "ecs"])
def test_public_tasks_pay_for_an_address_each(name: str) -> None:
    found = parts(
        name,
        tasks=4,
        cpu_units=256,
        memory_mb=512,
        public_ip=True,
        **({"launch_type": "FARGATE"} if name == "ecs" else {}),
    )
    assert found["Public IPv4 addresses"].quantity == 4
    assert found["Data transfer out to the internet"].quantity is None


def test_fargate_under_a_savings_plan_or_as_spot_waits_for_a_price_sheet() -> None:
    size = {"tasks": 1, "cpu_units": 1024, "memory_mb": 2048}
    spot = parts("fargate", **size, purchase="spot")
    assert {part.rate_key for part in spot.values()} == {
        "fargate.linux.x86.vcpu.spot",
        "fargate.linux.x86.memory.spot",
    }
    plan = parts("fargate", **size, purchase="compute_savings_plan", payment="partial_upfront")
    assert len(plan) == 4 and sum(part.upfront for part in plan.values()) == 2
    assert totals("fargate", **size, purchase="spot").not_priced == 2


@pytest.mark.parametrize(
    ("name", "given", "wanted"),
    [
        (
            "fargate",
            {"cpu": 256, "memory": 4096, "desired_count": 2},
            {"cpu_units": 256, "memory_mb": 4096, "tasks": 2},
        ),
        (
            "eks",
            {"endpoint": "public", "public_cidrs": ["0.0.0.0/0"], "subnets": ["SA", "SB"]},
            {"endpoint": "public", "public_cidrs": "0.0.0.0/0", "subnets": ("SA", "SB")},
        ),
        ("ecs", {"launch_type": "EXTERNAL", "desired_count": 3}, {"launch_type": "EXTERNAL", "tasks": 3}),
    ],
)
def test_the_neutral_format_s_words_become_ours(
    name: str, given: dict[str, Any], wanted: dict[str, Any]
) -> None:
    found, left = service_properties(name, given)
    assert left == [] and found.items() >= wanted.items()
    assert make_service(name, found)


def test_containers_of_your_own_machines_may_stand_on_premises() -> None:
    assert may_stand(make_service("outposts"), "on_premises")
    assert not may_stand(make_service("ecs"), "on_premises")
    assert may_stand(make_service("ecs", {"outpost": True}), "on_premises")
    assert may_stand(make_service("ecs", {"launch_type": "EXTERNAL"}), "on_premises")
    assert may_stand(make_service("eks", {"anywhere": True}), "on_premises")


def test_an_application_keeps_memory_ready_and_pays_for_vcpus_while_it_answers() -> None:
    found = parts("app_runner", vcpu=1, memory_gb=2, provisioned_instances=3, active_hours=100)
    assert found["Provisioned memory"].quantity == 6
    assert (found["Active vCPU"].quantity, found["Active memory"].quantity) == (100, 200)
    assert totals("app_runner", active_hours=100).not_priced == 3
