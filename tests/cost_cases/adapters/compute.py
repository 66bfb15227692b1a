"""EC2 and what runs on it: instances, groups, hosts, addresses, Elastic Beanstalk, Lambda, Lightsail."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from pricing.instances import instance
from projects.records import Settings
from projects.service import make_service
from tests.cost_cases.adapters import adapter
from tests.cost_cases.drawing import Drawing
from tests.cost_cases.facts import CannotExpress, Facts

ZERO = Decimal(0)
HOURS = Decimal(730)
"""Of the month that cases reckon with."""

SYSTEMS = {"linux": "linux", "windows": "windows", "rhel": "rhel", "suse": "suse"}
TENANCIES = {"shared": "default", "default": "default", "dedicated": "dedicated", "host": "host"}
VOLUME_TYPES = {
    **{name: name for name in ("gp2", "gp3", "io1", "io2", "st1", "sc1", "standard")},
    "magnetic": "standard",
}
_PLANS = {
    ("reserved", "standard"): "reserved",
    ("reserved", "convertible"): "reserved_convertible",
    ("compute_savings_plan", ""): "compute_savings_plan",
    ("ec2_instance_savings_plan", ""): "ec2_instance_savings_plan",
    ("spot", ""): "spot",
    ("on_demand", ""): "on_demand",
}
_TERMS = {Decimal(1): "1", Decimal(3): "3"}
_PAYMENTS = {name: name for name in ("no_upfront", "partial_upfront", "all_upfront")}


def purchase(config: Facts) -> dict[str, str]:
    """The fields ``purchase``, ``term_years`` and ``payment`` of EC2 capacity; on demand if not said."""
    given = config.get("purchase", "on_demand")
    if not isinstance(given, Facts):
        if given not in ("on_demand", "spot"):
            raise CannotExpress(f"purchase = {given} does not say its term and payment")
        return {"purchase": given}
    model = given.need("model")
    offering = given.get("offering", "standard") if model == "reserved" else ""
    if model != "reserved":
        given.passed_over("offering")
    plan = _PLANS.get((model, offering))
    if plan is None:
        raise CannotExpress(f"purchase.model = {model}, {offering} has no counterpart")
    fields = {"purchase": plan}
    if plan not in ("on_demand", "spot"):
        fields["term_years"] = given.choice("term_years", _TERMS, "1")
        fields["payment"] = given.choice("payment", _PAYMENTS, "no_upfront")
    return fields


def volumes(config: Facts, key: str = "volumes") -> tuple[dict[str, Any], list[Facts]]:
    """The properties of the root volume, of size 0 where there is none, and the data volumes."""
    root: dict[str, Any] = {"root_volume_size_gib": ZERO}
    data: list[Facts] = []
    given = config.get(key) or []
    for one in [given] if isinstance(given, Facts) else given:
        role = one.get("role", "root" if isinstance(given, Facts) else "data")
        if role == "none":
            one.passed_over("size_gb", "type", "iops")
        elif role == "root" and not root["root_volume_size_gib"]:
            root = {f"root_volume_{name}": value for name, value in volume(one).items()}
        elif role in ("root", "data"):
            data.append(one)
        else:
            raise CannotExpress(f"a volume in the role of {role}")
    return root, data


def volume(facts: Facts) -> dict[str, Any]:
    """A volume's configuration; what bills I/O is taken to have none where the case gives none."""
    kind = facts.choice("type", VOLUME_TYPES, "gp2")
    found: dict[str, Any] = {"type": kind, "size_gib": facts.need("size_gb")}
    iops = facts.whole("iops")
    if kind in ("io1", "io2"):
        found["iops"] = iops or 0
    elif kind == "gp3":
        found["iops"] = iops
        found["throughput_mibps"] = facts.whole("throughput_mbps")
    elif kind == "standard":
        found["monthly_ios"] = ZERO
    return found


def attach(drawing: Drawing, node: str, data: list[Facts], instances: Decimal) -> None:
    """Data volumes beside what they are attached to, once for each instance."""
    if data and instances != int(instances):
        raise CannotExpress(f"data volumes of {instances} instances")
    for one in data:
        drawn = drawing.add("ebs_volume", volumes=int(instances), **volume(one))
        drawing.link(drawn, node, "attach")


def surplus(config: Facts, usage: Facts, instances: Decimal, kind: str | None) -> dict[str, Any]:
    """CPU credits, and the surplus of all instances in vCPU-hours."""
    mode = config.choice("cpu_credits", {"standard": "standard", "unlimited": "unlimited"})
    total, each = usage.get("surplus_vcpu_hours"), usage.get("surplus_credit_hours_per_vcpu")
    facts = instance(kind) if kind else None
    vcpus = config.get("vcpus", facts.vcpu if facts is not None else None)
    if total is None and each is not None:
        if vcpus is None:
            raise CannotExpress(f"the case does not say how many vCPUs {kind} has")
        total = each * vcpus * instances
    return {"cpu_credits": mode, "surplus_vcpu_hours": total or ZERO}


def machines(config: Facts, usage: Facts) -> dict[str, Any]:
    """What an instance, a group and a node group say alike."""
    tenancy = config.choice("tenancy", TENANCIES, "default")
    return {
        "instance_type": config.get("instance_type"),
        "operating_system": config.choice("operating_system", SYSTEMS, "linux"),
        "tenancy": tenancy,
        "ebs_optimized": config.get("ebs_optimized"),
        "hours_per_month": usage.get("hours_per_month"),
        **purchase(config),
    }


@adapter("ec2")
def ec2(drawing: Drawing, config: Facts, usage: Facts) -> None:
    """Instances, or what ``kind`` says instead."""
    kinds = {
        "dedicated_host": _dedicated_host,
        "public_ipv4": _public_ipv4,
        "traffic_mirror_session": _traffic_mirroring,
        "unlimited_surplus": _surplus_alone,
        "instance": _instances,
    }
    config.choice("kind", kinds, _instances)(drawing, config, usage)


def _instances(drawing: Drawing, config: Facts, usage: Facts) -> None:
    count = config.whole("count", 1) or 0
    root, data = volumes(config)
    stated = machines(config, usage)
    node = drawing.add(
        "ec2_instance",
        instances=count,
        public_ip=False,
        detailed_monitoring=config.get("detailed_monitoring"),
        dedicated_region_fee=False,
        **stated,
        **root,
        **surplus(config, usage, Decimal(count), stated["instance_type"]),
    )
    attach(drawing, node, data, Decimal(count))


def _dedicated_host(drawing: Drawing, config: Facts, usage: Facts) -> None:
    config.passed_over("tenancy", "operating_system", "instance_type")
    drawing.add(
        "dedicated_host",
        host_family=config.need("host_family"),
        hosts=config.whole("count", 1),
        hours_per_month=usage.get("hours_per_month"),
        **purchase(config),
    )


def _public_ipv4(drawing: Drawing, config: Facts, usage: Facts) -> None:
    drawing.add(
        "elastic_ip",
        addresses=config.whole("count", 1),
        in_use=config.get("attached", True),
        hours_per_month=usage.get("hours_per_month"),
    )


def _traffic_mirroring(drawing: Drawing, config: Facts, usage: Facts) -> None:
    drawing.add(
        "ec2_instance",
        instances=0,
        traffic_mirroring_sessions=config.whole("count", 1),
        hours_per_month=usage.get("hours_per_month"),
    )


def _surplus_alone(drawing: Drawing, config: Facts, usage: Facts) -> None:
    """Only what bursting costs: instances that run for no hours."""
    config.passed_over("tenancy", "purchase")
    usage.passed_over("hours_per_month")
    count = config.whole("count", 1) or 0
    kind = config.get("instance_type", "t3.medium")
    credits = surplus(config, usage, Decimal(count), kind)
    credits["cpu_credits"] = "unlimited"
    drawing.add(
        "ec2_instance",
        instances=count,
        instance_type=kind,
        operating_system=config.choice("operating_system", SYSTEMS, "linux"),
        hours_per_month=ZERO,
        root_volume_size_gib=ZERO,
        public_ip=False,
        **credits,
    )


@adapter("ec2_auto_scaling")
def ec2_auto_scaling(drawing: Drawing, config: Facts, usage: Facts) -> None:
    """A group without drawn members: its launch template carries the price."""
    root, data = volumes(config)
    mixed = config.get("mixed_instances") or []
    desired = config.whole("desired_instances")
    stated = {
        **machines(config, usage),
        **root,
        "desired": config.whole("desired_capacity_units") if desired is None else desired,
        "mixed_types": ", ".join(_weighted(one) for one in mixed) or None,
        "on_demand_base": config.whole("on_demand_base_capacity"),
        "on_demand_percent_above_base": config.get("on_demand_percentage_above_base"),
        "detailed_monitoring": config.get("detailed_monitoring"),
        "dedicated_region_fee": False,
    }
    running = _running(stated)
    kind = mixed[0].need("instance_type") if mixed else stated["instance_type"]
    group = drawing.add("auto_scaling_group", **stated, **surplus(config, usage, running, kind))
    attach(drawing, group, data, running)


def _weighted(one: Facts) -> str:
    weight = one.get("weight", Decimal(1))
    return f"{one.need('instance_type')}={weight.normalize():f}"


def _running(stated: Mapping[str, Any]) -> Decimal:
    group = make_service("auto_scaling_group", {k: v for k, v in stated.items() if v is not None})
    running = group.running(Settings().hours_per_month)  # type: ignore[attr-defined]
    if running is None:
        raise CannotExpress("the case does not say how many instances run")
    return Decimal(running)


@adapter("elastic_beanstalk")
def elastic_beanstalk(drawing: Drawing, config: Facts, usage: Facts) -> None:
    """The environment with its load balancer; its database is drawn beside it."""
    root, _ = volumes(config, "root_volume")
    balancers = {name: name for name in ("application", "network", "classic")}
    balancer = config.choice("load_balancer", balancers)
    processed = usage.get("load_balancer_processed_gb_per_month", ZERO)
    logs = {
        "logs_ingested_gb": usage.get("logs_ingested_gb_per_month"),
        "logs_stored_gb": usage.get("log_storage_gb"),
        "insights_scanned_gb": usage.get("log_query_scanned_gb_per_month"),
    }
    if config.get("stream_logs") is False:
        logs = {}
    drawing.add(
        "elastic_beanstalk",
        env_type="load_balanced" if balancer else "single_instance",
        load_balancer=balancer,
        instance_type=config.need("instance_type"),
        operating_system=config.choice("operating_system", SYSTEMS, "linux"),
        instances=config.get("instances", Decimal(1)),
        processed_gb_per_h=processed / HOURS if balancer else None,
        public_addresses=0,
        data_out_gb=ZERO,
        **root,
        **logs,
    )
    database = config.get("database")
    if database is not None:
        _database(drawing, database, usage)


def _database(drawing: Drawing, config: Facts, usage: Facts) -> None:
    kind = config.choice(
        "storage_type",
        {
            **{name: name for name in ("gp2", "gp3", "io1", "io2")},
            "standard": "magnetic",
            "magnetic": "magnetic",
        },
        "gp2",
    )
    drawing.add(
        "rds_instance",
        engine=config.need("engine"),
        instance_class=config.need("instance_class"),
        deployment="multi_az" if config.get("multi_az") else "single_az",
        storage_type=kind,
        storage_gib=config.need("storage_gb"),
        iops=config.whole("iops", 0 if kind in ("io1", "io2") else None),
        monthly_ios=ZERO if kind == "magnetic" else None,
        backup_storage_gb=usage.get("additional_backup_storage_gb", ZERO),
        publicly_accessible=False,
    )


@adapter("lambda")
def lambda_(drawing: Drawing, config: Facts, usage: Facts) -> None:
    """A function; what the case does not use is used for nothing."""
    concurrency = config.whole("provisioned_concurrency", 0) or 0
    hours = usage.get("hours_per_month")
    drawing.add(
        "lambda_function",
        architecture=config.choice("architecture", {"x86_64": "x86_64", "arm64": "arm64"}, "x86_64"),
        memory_mb=config.whole("memory_mb", 128),
        ephemeral_storage_mb=config.whole("ephemeral_storage_mb", 512),
        provisioned_concurrency=concurrency,
        provisioned_hours=hours if concurrency else None,
        monthly_requests=usage.get("requests_per_month", ZERO),
        duration_ms=usage.get("average_duration_ms", ZERO),
    )


@adapter("lightsail")
def lightsail(drawing: Drawing, config: Facts, usage: Facts) -> None:
    """A virtual server."""
    drawing.add(
        "lightsail",
        bundle=config.need("bundle"),
        operating_system=config.choice("operating_system", {"linux": "linux", "windows": "windows"}, "linux"),
        instances=config.whole("count", 1),
        hours_per_month=usage.get("hours_per_month"),
    )
