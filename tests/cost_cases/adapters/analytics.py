"""Cases of analytics: streams, delivery, Kafka, Flink, search and data preparation."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from tests.cost_cases.adapters import adapter
from tests.cost_cases.drawing import Drawing
from tests.cost_cases.facts import CannotExpress, Facts

ZERO = Decimal(0)


@adapter("data_firehose")
def data_firehose(drawing: Drawing, config: Facts, usage: Facts) -> None:
    drawing.add(
        "firehose",
        source=config.choice(
            "source",
            {name: name for name in ("direct_put", "kinesis_streams", "msk", "vended_logs")},
            "direct_put",
        ),
        format_conversion=config.get("format_conversion"),
        vpc_delivery_azs=config.whole("vpc_delivery_azs"),
        data_ingested_gb=usage.get("data_ingested_gb_per_month", ZERO),
    )


@adapter("glue")
def glue(drawing: Drawing, config: Facts, usage: Facts) -> None:
    kind = config.choice("kind", {name: name for name in ("etl_job", "crawler", "data_catalog")}, "etl_job")
    stated: dict[str, Any] = {"kind": kind}
    if kind == "data_catalog":
        stated["objects"] = usage.get("objects", ZERO)
        stated["monthly_requests"] = usage.get("requests_per_month", ZERO)
    elif kind == "crawler":
        stated["dpu_hours"] = usage.get("dpu_hours_per_month", ZERO)
    else:
        stated["worker_type"] = config.get("worker_type")
        stated["workers"] = config.whole("workers")
        stated["max_capacity_dpu"] = config.get("max_capacity_dpu")
        stated["dpu_hours"] = usage.get("dpu_hours_per_month")
        stated["job_hours"] = usage.get("job_hours_per_month", ZERO)
    drawing.add("glue", **stated)


@adapter("kinesis_data_streams")
def kinesis_data_streams(drawing: Drawing, config: Facts, usage: Facts) -> None:
    mode = config.choice("mode", {"on_demand": "on_demand", "provisioned": "provisioned"}, "provisioned")
    stated: dict[str, Any] = {"mode": mode, "streams": config.whole("streams", 1)}
    if mode == "on_demand":
        stated["data_in_gb"] = usage.get("on_demand_data_in_gb_per_month", ZERO)
        stated["data_read_gb"] = usage.get("on_demand_data_out_gb_per_month", ZERO)
        stated["fan_out_gb"] = usage.get("on_demand_efo_data_out_gb_per_month")
        stated["extended_retention_gb"] = usage.get("on_demand_extended_retention_gb_per_month")
        stated["long_term_retention_gb"] = usage.get("on_demand_long_term_retention_gb_per_month")
    else:
        stated["shards"] = config.whole("shards", 1)
        stated["put_units"] = usage.get("provisioned_put_units_per_month", ZERO)
        stated["fan_out_gb"] = usage.get("provisioned_efo_data_out_gb_per_month")
        stated["fan_out_shard_hours"] = usage.get("provisioned_efo_consumer_hours_per_month")
        # AWS bills it by the shard hour whatever is kept; the case has an amount and neither a period
        # nor hours, so the amount is taken as the billed quantity.
        stated["extended_retention_shard_hours"] = usage.get("provisioned_extended_retention_gb_per_month")
        stated["long_term_retention_gb"] = usage.get("provisioned_long_term_retention_gb_per_month")
        stated["long_term_retrieval_gb"] = usage.get("provisioned_long_term_retrieval_gb_per_month")
    drawing.add("kinesis_streams", **stated)
    other = "provisioned_" if mode == "on_demand" else "on_demand_"
    for key in list(usage.keys()):
        if key.startswith(other) and usage.get(key):
            raise CannotExpress(f"{key}: a stream in {mode} mode is not billed for it")


@adapter("managed_flink")
def managed_flink(drawing: Drawing, config: Facts, usage: Facts) -> None:
    # A snapshot belongs to an application that need not run: nothing but its storage is billed.
    snapshot = config.choice("kind", {"snapshot": True, "application": False}, False)
    kpus = usage.get("kpus")
    drawing.add(
        "managed_flink",
        runtime=config.choice("runtime", {"flink": "flink", "sql": "sql"}, "flink"),
        kpus=ZERO if kpus is None else kpus,
        hours_per_month=ZERO if snapshot and kpus is None else None,
        durable_backup_gb=usage.get("durable_backup_gb"),
    )


@adapter("msk")
def msk(drawing: Drawing, config: Facts, usage: Facts) -> None:
    drawing.add(
        "msk",
        mode="provisioned",
        broker_type=config.need("broker_type"),
        brokers=config.whole("brokers", 1),
        storage_gb_per_broker=config.get("storage_gb_per_broker", ZERO),
        hours_per_month=usage.get("hours_per_month"),
    )


@adapter("opensearch")
def opensearch(drawing: Drawing, config: Facts, usage: Facts) -> None:
    nodes = config.whole("data_nodes", 1) or 0
    drawing.add(
        "opensearch",
        mode="domain",
        data_node_type=_search_type(config.get("data_node")),
        data_nodes=nodes,
        master_node_type=_search_type(config.get("master_node")),
        master_nodes=_count_of(config, "master_node"),
        warm_node_type=_search_type(config.get("warm_node")),
        warm_nodes=_count_of(config, "warm_node"),
        warm_storage_gb=ZERO,
        hours_per_month=usage.get("hours_per_month"),
        **_search_volumes(config.get("ebs"), nodes),
    )


def _search_type(given: str | None) -> str | None:
    return None if given is None else given.removesuffix(".search") + ".search"


def _count_of(config: Facts, node: str) -> int | None:
    """How many nodes of a kind; a type without a count is one node."""
    return config.whole(f"{node}s", 1 if node in config else 0)


def _search_volumes(ebs: Facts | None, nodes: int) -> dict[str, Any]:
    """What each data node has; a domain without volumes keeps its data on the nodes' own disks."""
    if ebs is None:
        return {"ebs_type": "none"}
    kind = ebs.choice(
        "type",
        {"gp2": "gp2", "gp3": "gp3", "io1": "io1", "magnetic": "standard", "standard": "standard"},
        "gp2",
    )
    size, iops, throughput = ebs.get("size_gb"), ebs.get("iops"), ebs.get("throughput_mibps")
    once = ebs.get("size_gb_priced_once")
    if once is not None and once is not False:
        # The source bills the domain for one volume. AWS bills every node's, so that here each node
        # has its share: the domain then holds, and pays for, as much as the source says.
        total = size if once is True else once
        if total is None:
            raise CannotExpress("the case does not say ebs.size_gb")
        if nodes > 1 and kind == "gp3" and throughput is not None:
            raise CannotExpress("throughput of one volume for several nodes: AWS bills each node's volume")
        size, iops = _share(total, nodes), _share(iops, nodes)
    stated: dict[str, Any] = {"ebs_type": kind, "ebs_size_gb": ZERO if size is None else size}
    # Other types have no IOPS or throughput that could be bought: what they reach follows from their size.
    if kind in ("gp3", "io1"):
        stated["ebs_iops"] = ZERO if iops is None and kind == "io1" else iops
    if kind == "gp3":
        stated["ebs_throughput_mibps"] = throughput
    return stated


def _share(amount: Decimal | None, nodes: int) -> Decimal | None:
    return None if amount is None else amount / max(1, nodes)
