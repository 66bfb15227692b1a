"""Analytics, machine learning, IoT, Cognito and WorkSpaces: estimates reckoned by hand from the list."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest

from pricing.table import price_table
from projects.drawing_properties import service_properties
from projects.estimate import estimate
from projects.place import Place
from projects.service import make_service
from tests.cost_cases.drawing import Drawing
from tests.projects.services.priced import lines, monthly

DUBLIN = "eu-west-1"

TIER = re.compile(r" \((first|next|over) [^()]*\)$")
"""What a line of one tier adds to its name."""


@pytest.mark.parametrize(
    ("name", "region", "properties", "expected"),
    [
        # kinesis.ondemand eu-west-1: stream_hour 0.045, ingest 0.091, retrieval 0.045, efo_retrieval 0.057,
        # extended_retention 0.11, long_term_retention 0.023.
        (
            "kinesis_streams",
            DUBLIN,
            {
                "streams": 2,
                "retention_hours": 200,
                "data_in_gb": 1000,
                "data_read_gb": 2000,
                "fan_out_gb": 500,
                "extended_retention_gb": 200,
                "long_term_retention_gb": 300,
            },
            {
                "Stream hours (on-demand)": "65.7",
                "Data ingested (on-demand)": "91",
                "Data read (on-demand)": "90",
                "Enhanced fan-out data read (on-demand)": "28.5",
                "Retention from 1 to 7 days (on-demand)": "22",
                "Retention beyond 7 days (on-demand)": "6.9",
            },
        ),
        # kinesis.provisioned eu-west-1: shard_hour 0.017, put_units 0.0165 per million, efo_hour 0.017,
        # efo_data 0.0147, extended_retention 0.023 per shard hour. 2 streams × 3 shards; 26 KB take 2 units.
        (
            "kinesis_streams",
            DUBLIN,
            {
                "mode": "provisioned",
                "streams": 2,
                "shards": 3,
                "retention_hours": 168,
                "fan_out_consumers": 2,
                "fan_out_gb": 100,
                "monthly_records": 50_000_000,
                "record_kb": 26,
            },
            {
                "Shard hours (provisioned)": "74.46",
                "PUT payload units of 25 KB (provisioned)": "1.65",
                "Enhanced fan-out, consumer-shard hours (provisioned)": "148.92",
                "Enhanced fan-out data read (provisioned)": "1.47",
                "Extended retention to 7 days, shard hours (provisioned)": "100.74",
            },
        ),
        # firehose eu-west-1: direct_put 0.031, format_conversion 0.019, vpc_delivery.hour 0.011 and
        # .data 0.01, dynamic_partitioning.data 0.022 and .objects 0.0055 per 1,000.
        # Records of 2 KB are billed as 5 KB: 400 GB as 1,000 GB.
        (
            "firehose",
            DUBLIN,
            {
                "data_ingested_gb": 400,
                "record_kb": 2,
                "format_conversion": True,
                "vpc_delivery_azs": 2,
                "dynamic_partitioning": True,
                "partitioned_objects": 20_000,
            },
            {
                "Data ingested (direct PUT)": "31",
                "Format conversion": "19",
                "VPC delivery, zone hours": "16.06",
                "VPC delivery, data": "10",
                "Dynamic partitioning, data": "22",
                "Dynamic partitioning, objects": "0.11",
            },
        ),
        # msk eu-west-1: broker.m7g.large 0.2275, storage 0.11.
        (
            "msk",
            DUBLIN,
            {"broker_type": "kafka.m7g.large", "brokers": 3, "storage_gb_per_broker": 500},
            {"Broker hours (kafka.m7g.large)": "498.225", "Broker storage": "165"},
        ),
        # msk.serverless eu-west-1: cluster 0.8625, partition 0.001725, storage 0.115, in 0.115, out 0.0575.
        (
            "msk",
            DUBLIN,
            {
                "mode": "serverless",
                "partitions": 100,
                "serverless_storage_gb": 200,
                "data_in_gb": 100,
                "data_read_gb": 400,
            },
            {
                "Cluster hours (serverless)": "629.625",
                "Partition hours (serverless)": "125.925",
                "Storage (serverless)": "23",
                "Data in (serverless)": "11.5",
                "Data out (serverless)": "23",
            },
        ),
        # opensearch us-east-1: r6g.large 0.167, m6g.large 0.128, ultrawarm1.medium 0.238; io1 storage 0.169
        # and IOPS 0.088. Each of the three data nodes has a volume, the masters have none.
        (
            "opensearch",
            "us-east-1",
            {
                "data_node_type": "r6g.large.search",
                "data_nodes": 3,
                "master_node_type": "m6g.large.search",
                "master_nodes": 3,
                "warm_node_type": "ultrawarm1.medium.search",
                "warm_nodes": 2,
                "warm_storage_gb": 0,
                "ebs_type": "io1",
                "ebs_size_gb": 100,
                "ebs_iops": 1000,
            },
            {
                "Data node hours (r6g.large.search)": "365.73",
                "Master node hours (m6g.large.search)": "280.32",
                "Warm node hours (ultrawarm1.medium.search)": "347.48",
                "EBS storage (io1)": "50.7",
                "EBS provisioned IOPS (io1)": "264",
            },
        ),
        # athena.scan 5 per TB; provisioned_dpu 0.31 in eu-west-1.
        ("athena", DUBLIN, {"scanned_tb": "2.5"}, {"Data scanned": "12.5"}),
        (
            "athena",
            DUBLIN,
            {"capacity": "provisioned", "dpus": 24, "hours_per_month": 100},
            {"Provisioned capacity, DPU hours": "744"},
        ),
        # glue eu-west-1: etl.dpu 0.44, flex 0.29, crawler 0.44. G.4X has 4 DPU.
        (
            "glue",
            DUBLIN,
            {"worker_type": "G.4X", "workers": 5, "job_hours": 30},
            {"Job run duration, DPU hours": "264"},
        ),
        (
            "glue",
            DUBLIN,
            {"execution": "flex", "max_capacity_dpu": "0.0625", "job_hours": 160},
            {"Job run duration, DPU hours (flex)": "2.9"},
        ),
        ("glue", DUBLIN, {"kind": "crawler", "dpu_hours": 10}, {"Crawler run duration, DPU hours": "4.4"}),
        # sagemaker.ml.m5.xlarge us-east-1: 0.23; a job is billed for its own hours only.
        (
            "sagemaker",
            "us-east-1",
            {"instance_type": "ml.m5.xlarge", "instances": 2},
            {"Endpoint instance hours (ml.m5.xlarge)": "335.8"},
        ),
        (
            "sagemaker",
            "us-east-1",
            {"use": "training", "instance_type": "ml.m5.xlarge", "instances": 2, "job_hours": 10},
            {"Training instance hours (ml.m5.xlarge)": "4.6"},
        ),
        # cognito.mau.legacy (the Lite plan): 50,000 users are free, 0.0055 up to 100,000, then 0.0046.
        # Without the allowance free users cost as the first billed ones: 100,000 × 0.0055 + 50,000 × 0.0046.
        (
            "cognito",
            "us-east-1",
            {"tier": "lite", "monthly_active_users": 150_000},
            {"Monthly active users (Lite)": "780"},
        ),
    ],
)
def test_costs_reckoned_by_hand(
    name: str, region: str, properties: Mapping[str, Any], expected: Mapping[str, str]
) -> None:
    found: dict[str, Decimal] = {}
    for component, line in lines(name, region, **properties).items():
        assert line.monthly is not None, line.reason
        part = TIER.sub("", component)
        found[part] = found.get(part, Decimal(0)) + line.monthly
    assert found == {part: Decimal(usd) for part, usd in expected.items()}


def test_the_free_users_of_cognito_are_those_of_the_account_not_of_each_pool() -> None:
    drawing = Drawing("us-east-1")
    drawing.add("cognito", tier="lite", monthly_active_users=100_000)
    drawing.add("cognito", tier="lite", monthly_active_users=50_000)
    found = estimate(drawing.document(free_allowances=True), price_table())
    # 150,000 users: 50,000 are free, 50,000 × 0.0055 + 50,000 × 0.0046.
    assert found.totals.monthly == Decimal("505")
    assert [line.quantity for line in found.account_lines] == [-50_000]


def quantities(name: str, **properties: Any) -> dict[str, tuple[str, Decimal | None, str]]:
    """State, quantity and unit of each line by its name."""
    found = lines(name, **properties)
    return {part: (line.state, line.quantity, line.unit) for part, line in found.items()}


@pytest.mark.parametrize(
    ("name", "properties", "expected"),
    [
        # Three nodes of 4,000 GiB: 3 × 4,000 IOPS and 2 × 250 MiB/s are included with each.
        (
            "opensearch",
            {
                "data_node_type": "r6g.large.search",
                "data_nodes": 3,
                "ebs_size_gb": 4000,
                "ebs_iops": 13_000,
                "ebs_throughput_mibps": 700,
            },
            {
                "EBS storage (gp3)": (12_000, "GB-month"),
                "EBS provisioned IOPS (gp3, above the included)": (3000, "IOPS-month"),
                "EBS provisioned throughput (gp3, above the included)": (600, "MiBps-month"),
            },
        ),
        (
            "opensearch",
            {"mode": "serverless", "indexing_units": 2, "search_units": 1, "serverless_storage_gb": 50},
            {
                "Indexing capacity unit hours (serverless)": (1460, "OCU-hour"),
                "Search capacity unit hours (serverless)": (730, "OCU-hour"),
                "Storage (serverless)": (50, "GB-month"),
            },
        ),
        # One unit is added to each application, and 50 GB come with each unit that processes.
        (
            "managed_flink",
            {"applications": 2, "kpus": 4, "hours_per_month": 365, "durable_backup_gb": 10},
            {
                "Processing unit hours (stream processing)": (2920, "KPU-hour"),
                "Processing unit hours (orchestration)": (730, "KPU-hour"),
                "Running application storage": (200, "GB-month"),
                "Durable application backup": (10, "GB-month"),
            },
        ),
        (
            "managed_flink",
            {"runtime": "sql", "kpus": 4},
            {"Processing unit hours (SQL processing)": (2920, "KPU-hour")},
        ),
        (
            "managed_flink",
            {"hours_per_month": 0, "durable_backup_gb": 10},
            {"Durable application backup": (10, "GB-month")},
        ),
        (
            "emr",
            {"mode": "serverless", "vcpu_hours": 100, "memory_gb_hours": 400, "storage_gb_hours": 50},
            {
                "vCPU hours (serverless)": (100, "vCPU-hour"),
                "Memory GB-hours (serverless)": (400, "GB-hour"),
                "Storage GB-hours (serverless)": (50, "GB-hour"),
            },
        ),
        (
            "bedrock",
            {"model": "amazon.nova-lite-v1", "input_tokens": 1_000_000, "output_tokens": 200_000},
            {
                "Input tokens (amazon.nova-lite-v1)": (1_000_000, "token"),
                "Output tokens (amazon.nova-lite-v1)": (200_000, "token"),
            },
        ),
        ("rekognition", {"video_minutes": 90}, {"Stored video": (90, "minute")}),
        # 10 devices connected for 730 hours; a message of 6 KB counts twice.
        (
            "iot_core",
            {"devices": 10, "monthly_messages": 1000, "message_kb": 6},
            {"Connectivity": (438_000, "minute"), "Messages of up to 5 KB": (2000, "message")},
        ),
        (
            "workspaces",
            {"desktops": 10, "running_mode": "auto_stop", "hours_each": 40, "added_storage_gb": 5},
            {
                "Desktops, monthly fee (standard, windows, auto stop)": (10, "desktop-month"),
                "Desktops, hours of use (standard, windows, auto stop)": (400, "hour"),
                "Storage beyond the bundle's": (50, "GB-month"),
            },
        ),
        (
            "quicksight",
            {"authors": 3, "monthly_sessions": 500, "spice_gb": 20},
            {
                "Authors (enterprise)": (3, "user-month"),
                "Reader sessions (enterprise)": (500, "session"),
                "SPICE capacity (enterprise)": (20, "GB-month"),
            },
        ),
        ("cognito", {"monthly_active_users": 100}, {"Monthly active users (Essentials)": (100, "MAU")}),
    ],
)
def test_what_the_list_lacks_is_counted_and_said_to_be_unpriced(
    name: str, properties: Mapping[str, Any], expected: Mapping[str, tuple[int, str]]
) -> None:
    found = quantities(name, **properties)
    unpriced = {part: facts for part, facts in found.items() if facts[0] != "priced"}
    assert unpriced == {part: ("not_priced", Decimal(n), unit) for part, (n, unit) in expected.items()}


@pytest.mark.parametrize(
    ("size", "iops", "throughput"),
    [(100, 3000, 125), (1000, 3000, 125), (2000, 6000, 125), (3072, 9216, 125), (3073, 9219, 500)],
)
def test_what_a_gp3_volume_of_a_search_domain_includes(size: int, iops: int, throughput: int) -> None:
    domain = make_service("opensearch", {"ebs_size_gb": size})
    assert (domain.included_iops(), domain.included_mibps()) == (iops, throughput)  # type: ignore[attr-defined]


def test_reserved_search_nodes_are_paid_once_or_by_the_month() -> None:
    # opensearch.node.r6g.large.search.reserved.1yr us-east-1: no_upfront 0.115, all_upfront 0.10855.
    domain = {"data_node_type": "r6g.large.search", "data_nodes": 2, "ebs_type": "none"}
    (line,) = lines("opensearch", **domain, purchase="reserved").values()
    assert (line.monthly, line.upfront) == (Decimal("167.9"), 0)
    (line,) = lines("opensearch", **domain, purchase="reserved", payment="all_upfront").values()
    assert (line.monthly, line.upfront) == (0, Decimal("1901.796"))


def test_emr_adds_a_fee_to_the_instances_and_volumes_of_every_node() -> None:
    # ec2.instance.m5.xlarge.linux.ondemand us-east-1: 0.192; ebs.gp3.storage: 0.08.
    cluster = {"primary_instance_type": "m5.xlarge", "core_instance_type": "m5.xlarge", "core_nodes": 3}
    assert monthly("emr", **cluster, volume_size_gib=100) == {
        "Primary node hours (m5.xlarge)": Decimal("140.16"),
        "Primary node volume storage (gp3)": Decimal(8),
        "Core node hours (m5.xlarge)": Decimal("420.48"),
        "Core node volume storage (gp3)": Decimal(24),
    }
    fees = quantities("emr", **cluster, volume_size_gib=100)
    assert fees["EMR fee, core node hours (m5.xlarge)"] == ("not_priced", Decimal(2190), "node-hour")


@pytest.mark.parametrize(
    ("name", "properties", "asked"),
    [
        ("kinesis_streams", {}, {"data_in_gb", "data_read_gb"}),
        (
            "kinesis_streams",
            {"retention_hours": 200},
            {"data_in_gb", "data_read_gb", "extended_retention_gb", "long_term_retention_gb"},
        ),
        ("kinesis_streams", {"mode": "provisioned"}, {"shards", "monthly_records"}),
        ("firehose", {}, {"data_ingested_gb"}),
        ("msk", {}, {"broker_type", "storage_gb_per_broker"}),
        (
            "msk",
            {"mode": "serverless"},
            {"partitions", "serverless_storage_gb", "data_in_gb", "data_read_gb"},
        ),
        ("opensearch", {}, {"data_node_type", "ebs_size_gb"}),
        (
            "opensearch",
            {"warm_nodes": 2},
            {"data_node_type", "ebs_size_gb", "warm_node_type", "warm_storage_gb"},
        ),
        ("athena", {}, {"scanned_tb"}),
        ("glue", {}, {"workers"}),
        ("glue", {"kind": "data_catalog"}, {"objects", "monthly_requests"}),
        ("emr", {}, {"primary_instance_type", "core_instance_type", "volume_size_gib"}),
        ("quicksight", {}, {"authors", "readers"}),
        ("managed_flink", {}, {"kpus"}),
        ("sagemaker", {"instance_type": "ml.m5.xlarge"}, set()),
        ("sagemaker", {"instance_type": "ml.m5.xlarge", "use": "training"}, {"job_hours"}),
        ("sagemaker", {"use": "serverless_endpoint"}, {"monthly_requests"}),
        ("bedrock", {}, {"model"}),
        ("rekognition", {}, {"monthly_images"}),
        ("iot_core", {}, {"devices", "monthly_messages"}),
        ("cognito", {}, {"monthly_active_users"}),
        ("workspaces", {}, {"desktops"}),
        ("lake_formation", {}, set()),
    ],
)
def test_what_aws_bills_and_nobody_stated_needs_input(
    name: str, properties: Mapping[str, Any], asked: set[str]
) -> None:
    service = make_service(name, properties)
    found = service.costs(Place(region="us-east-1"))
    assert {part.property for part in found if part.kind != "included" and part.quantity is None} == asked


def test_a_drawing_says_capacity_mode_retention_and_zones_in_its_own_words() -> None:
    found, left = service_properties("kinesis_streams", {"mode": "ON_DEMAND", "retention_h": 48})
    assert not left
    assert (found["mode"], found["retention_hours"]) == ("on_demand", 48)
    found, left = service_properties("opensearch", {"az_count": 3})
    assert not left
    assert found["availability_zones"] == 3
