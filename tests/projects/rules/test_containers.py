"""Tasks, clusters, environments, target groups and archives."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from projects.document import Document
from projects.facts import link_value, value
from projects.records import AnyRecord
from tests.projects.rules.drawings import fires, found, link, node, two_zones
from tests.projects.rules.fixing import mended, only

PRIVATE = ("private-a", "private-b")


def task(cpu: int | None, memory: int | None, service: str = "fargate", **props: Any) -> Document:
    size = {
        "cpu_units": None if cpu is None else Decimal(cpu),
        "memory_mb": None if memory is None else Decimal(memory),
    }
    return two_zones(node("t", service, "private-a", **size, **props))


SIZES = [
    (256, 512, 256),
    (256, 2048, 3072),
    (512, 1024, 512),
    (512, 4096, 5120),
    (1024, 2048, 1024),
    (1024, 8192, 9216),
    (4096, 30720, 31744),
    (8192, 61440, 65536),
    (16384, 122880, 131072),
    (8192, 20480, 17408),
    (256, 1024, 1536),
]


@pytest.mark.parametrize(("cpu", "sound", "wrong"), SIZES)
def test_a_pair_of_cpu_and_memory_on_its_limit_is_silent(cpu: int, sound: int, wrong: int) -> None:
    assert not fires(task(cpu, sound), "CTR001")
    mended(task(cpu, wrong), "CTR001")


def test_only_tasks_known_to_run_on_fargate_need_a_pair() -> None:
    assert fires(task(300, 512), "CTR001")
    assert not fires(task(256, None), "CTR001")
    assert not fires(task(None, 4096), "CTR001")
    assert fires(task(256, 4096, "ecs", launch_type="FARGATE"), "CTR001")
    assert not fires(task(256, 4096, "ecs", launch_type="EC2"), "CTR001")
    assert not fires(task(256, 4096, "ecs"), "CTR001")


CLUSTERS = [
    ({"subnets": PRIVATE}, False),
    ({"subnets": ("private-a",)}, True),
    ({"subnets": ("private-a", "public-a")}, True),
    ({"subnets": ("private-a",), "outpost": True}, False),
    ({"subnets": ()}, False),
]


@pytest.mark.parametrize(("props", "wrong"), CLUSTERS)
def test_a_cluster_stands_in_two_zones(props: dict[str, Any], wrong: bool) -> None:
    document = two_zones(node("k", "eks", "vpc", **props))
    assert fires(document, "CTR002") is wrong
    if wrong:
        mended(document, "CTR002")


ENDPOINTS = [
    ("public", "0.0.0.0/0", True),
    ("public_and_private", "10.0.0.0/8, 0.0.0.0/0", True),
    ("public", "203.0.113.0/24", False),
    ("public", None, False),
    ("private", "0.0.0.0/0", False),
    (None, "0.0.0.0/0", False),
]


@pytest.mark.parametrize(("endpoint", "blocks", "wrong"), ENDPOINTS)
def test_a_cluster_endpoint_open_to_everybody(endpoint: str | None, blocks: str | None, wrong: bool) -> None:
    document = two_zones(node("k", "eks", "vpc", subnets=PRIVATE, endpoint=endpoint, public_cidrs=blocks))
    assert fires(document, "CTR003") is wrong
    if wrong:
        mended(document, "CTR003")


def served(service: str, target_type: str | None, **props: Any) -> Document:
    details = {} if target_type is None else {"target_type": target_type}
    return two_zones(
        node("alb", "application_load_balancer", "vpc", subnets=PRIVATE, scheme="internal"),
        node("t", service, "private-a", **props),
        link("alb", "t", "target", **details),
    )


def test_tasks_on_fargate_register_by_address() -> None:
    assert only(served("fargate", "instance"), "CTR004").node_ids[0] == "alb-target-t"
    mended(served("fargate", "instance"), "CTR004")
    mended(served("ecs", "instance", launch_type="FARGATE"), "CTR004")
    assert not fires(served("fargate", "ip"), "CTR004")
    assert not fires(served("fargate", None), "CTR004")
    assert not fires(served("ecs", "instance"), "CTR004")
    assert not fires(served("ec2_instance", "instance"), "CTR004")


TASKS = [
    ({"subnets": PRIVATE, "tasks": Decimal(2)}, False),
    ({"subnets": PRIVATE, "tasks": Decimal(1)}, True),
    ({"subnets": PRIVATE, "tasks": Decimal(0)}, False),
    ({"subnets": PRIVATE}, False),
    ({"subnets": ("private-a",), "tasks": Decimal(2)}, True),
    ({"subnets": ("private-a",), "outpost": True}, False),
]


@pytest.mark.parametrize("service", ["ecs", "fargate"])
@pytest.mark.parametrize(("props", "wrong"), TASKS)
def test_a_service_runs_two_tasks_in_two_zones(service: str, props: dict[str, Any], wrong: bool) -> None:
    document = two_zones(node("t", service, "vpc", **props))
    assert fires(document, "CTR005") is wrong
    if wrong:
        mended(document, "CTR005")


def test_a_service_drawn_once_in_each_zone_has_its_second_task_there() -> None:
    one = node("one", "fargate", "private-a", tasks=Decimal(1))
    two = node("two", "fargate", "private-b", tasks=Decimal(1))
    balancer = node("alb", "application_load_balancer", "vpc", subnets=PRIVATE)
    behind = (link("alb", "one", "target"), link("alb", "two", "target"))
    assert len(found(two_zones(one, two), "CTR005")) == 2
    assert not fires(two_zones(one, two, balancer, *behind), "CTR005")


def test_an_environment_of_one_instance_is_for_trials() -> None:
    assert not fires(two_zones(node("e", "elastic_beanstalk", "region", env_type=None)), "EBT001")
    mended(two_zones(node("e", "elastic_beanstalk", "region", env_type="single_instance")), "EBT001")
    trial = [node("cloud", "aws_cloud"), node("sandbox", "account", "cloud", production=False)]
    region = node("region", "region", "sandbox", code="us-east-1")
    alone = node("e", "elastic_beanstalk", "region", env_type="single_instance")
    assert not fires(Document([*trial, region, alone]), "EBT001")


def grouped(
    *targets: tuple[str, str, dict[str, Any]], balancer: str = "application_load_balancer"
) -> Document:
    records: list[AnyRecord] = [node("lb", balancer, "vpc", subnets=PRIVATE, scheme="internal")]
    for number, (service, parent, details) in enumerate(targets):
        records += [node(f"t{number}", service, parent), link("lb", f"t{number}", "target", **details)]
    return two_zones(node("europe", "region", "cloud", code="eu-west-1"), *records)


FUNCTION, WEB, SERVER = ("lambda_function", "region"), ("ec2_instance", "private-a"), ("server", None)


def test_a_target_group_holds_one_function() -> None:
    one = {"group": "g"}
    assert not fires(grouped((*FUNCTION, one), (*FUNCTION, {"group": "h"})), "ELB009")
    assert not fires(grouped((*FUNCTION, {}), (*FUNCTION, {})), "ELB009")
    assert {"t0", "t1", "lb"} <= set(only(grouped((*FUNCTION, one), (*FUNCTION, one)), "ELB009").node_ids)
    after = mended(grouped((*FUNCTION, one), (*FUNCTION, one)), "ELB009")
    assert {link_value(i, "group") for i in after.links()} == {"g", "g-2"}


def test_a_function_is_in_the_region_of_its_balancer() -> None:
    assert fires(grouped(("lambda_function", "europe", {})), "ELB009")
    assert not fires(grouped((*FUNCTION, {})), "ELB009")


MIXES: list[tuple[list[tuple[Any, ...]], bool]] = [
    ([(*FUNCTION, {}), (*WEB, {})], True),
    ([(*WEB, {}), (*WEB, {})], False),
    ([(*WEB, {"target_type": "ip"}), (*SERVER, {"target_type": "ip"})], False),
    ([(*WEB, {"target_type": "ip"}), ("fargate", "private-a", {})], False),
    ([(*WEB, {"target_type": "instance"}), ("fargate", "private-a", {"target_type": "ip"})], True),
    ([(*WEB, {}), ("fargate", "private-a", {})], False),
]


@pytest.mark.parametrize(("targets", "wrong"), MIXES)
def test_a_target_group_is_of_one_type(targets: list[tuple[Any, ...]], wrong: bool) -> None:
    same = [(service, parent, {"group": "g", **details}) for service, parent, details in targets]
    document = grouped(*same)
    assert fires(document, "ELB010") is wrong
    if wrong:
        mended(document, "ELB010")
    assert not fires(grouped(*targets), "ELB010")


ARCHIVES = [
    ("DEEP_ARCHIVE", "expedited", True),
    ("DEEP_ARCHIVE", "standard", False),
    ("GLACIER", "expedited", False),
    (None, "expedited", False),
]


@pytest.mark.parametrize("service", ["s3_glacier", "s3_bucket"])
@pytest.mark.parametrize(("storage_class", "retrieval", "wrong"), ARCHIVES)
def test_deep_archives_are_not_read_within_minutes(
    service: str, storage_class: str | None, retrieval: str, wrong: bool
) -> None:
    document = two_zones(node("g", service, "region", storage_class=storage_class, retrieval=retrieval))
    assert fires(document, "GLA001") is wrong
    if wrong:
        mended(document, "GLA001")


@pytest.mark.parametrize("service", ["s3_glacier", "s3_bucket"])
@pytest.mark.parametrize(
    ("storage_class", "least"),
    [("DEEP_ARCHIVE", 180), ("GLACIER", 90), ("GLACIER_IR", 90), ("STANDARD_IA", 30), ("ONEZONE_IA", 30)],
)
def test_data_stays_for_the_least_time_that_is_billed(service: str, storage_class: str, least: int) -> None:
    def kept(days: int | None) -> Document:
        return two_zones(node("g", service, "region", storage_class=storage_class, expire_days=days))

    assert not fires(kept(least), "GLA002")
    assert not fires(kept(None), "GLA002")
    assert value(mended(kept(least - 1), "GLA002").node("g"), "expire_days") == least


def test_a_subnet_in_a_second_zone_is_made_where_the_vpc_has_none() -> None:
    region = [node("cloud", "aws_cloud"), node("region", "region", "cloud", code="us-east-1")]
    network = [
        node("vpc", "vpc", "region", cidr="10.0.0.0/16"),
        node("zone-a", "availability_zone", "vpc", zone="us-east-1a"),
        node("private-a", "subnet", "zone-a", cidr="10.0.10.0/24", public=False),
    ]
    cluster = node("k", "eks", "vpc", subnets=("private-a",))
    after = mended(Document([*region, *network, cluster]), "CTR002")
    assert len({n.parent for n in after.nodes() if n.service.name == "subnet"}) == 2
