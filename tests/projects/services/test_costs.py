"""How services bill: what is included, what multiplies, what is asked for and what cannot be."""

from decimal import Decimal
from typing import Any

import pytest

from pricing.costs import CostComponent
from pricing.estimate import LineItem, Owner, Totals, price_component, total
from pricing.table import price_table
from projects.place import Place
from projects.service import make_service

US = Place(region="us-east-1")


def parts(name: str, place: Place = US, **properties: Any) -> dict[str, CostComponent]:
    """The cost components of a service by name; a name that comes twice would be unreadable in a quote."""
    found = list(make_service(name, properties).costs(place))
    named = {part.name: part for part in found}
    assert len(named) == len(found)
    return named


def lines(name: str, place: Place = US, **properties: Any) -> list[LineItem]:
    service = make_service(name, properties)
    owner = Owner("n", service.title(), (), name, service.billed_as, service.category, place.region)
    return [
        line
        for part in service.costs(place)
        for line in price_component(owner, part, price_table(), place.hours_per_month)
    ]


def totals(name: str, place: Place = US, **properties: Any) -> Totals:
    return total(lines(name, place, **properties))


def test_an_instance_without_a_type_needs_input_and_is_not_free() -> None:
    part = parts("ec2_instance")["Instance hours"]
    assert (part.quantity, part.property, part.reason) == (None, "instance_type", "Choose an instance type.")
    assert totals("ec2_instance").needs_input == 2


def test_instances_multiply_hours_volumes_metrics_and_addresses() -> None:
    found = parts(
        "ec2_instance",
        instance_type="m6i.large",
        instances=3,
        root_volume_size_gib=20,
        root_volume_iops=4000,
        detailed_monitoring=True,
        public_ip=True,
    )
    assert found["Instance hours (m6i.large, Linux)"].quantity == 3
    assert (found["Root volume storage (gp3)"].quantity, found["Root volume storage (gp3)"].count) == (20, 3)
    assert found["Root volume provisioned IOPS (gp3, above 3,000)"].quantity == 1000
    assert found["Detailed monitoring"].quantity == 21
    assert found["Public IPv4 addresses"].quantity == 3


def test_a_member_of_a_group_stands_for_its_share_of_the_running_instances() -> None:
    place = Place(region="us-east-1", instances_each=Decimal("2.5"))
    found = parts("ec2_instance", place, instance_type="m6i.large", root_volume_size_gib=8)
    assert found["Instance hours (m6i.large, Linux)"].quantity == Decimal("2.5")
    assert found["Root volume storage (gp3)"].count == Decimal("2.5")


def test_a_group_prices_its_launch_template_only_while_no_member_is_drawn() -> None:
    template = {"desired": 4, "instance_type": "m6i.large", "root_volume_size_gib": 8}
    alone = parts("auto_scaling_group", **template)
    assert alone["Instance hours (m6i.large, Linux)"].quantity == 4
    drawn = parts("auto_scaling_group", Place(region="us-east-1", members=2), **template)
    assert [part.kind for part in drawn.values()] == ["included"]


def test_a_group_of_unknown_size_is_not_priced_as_zero() -> None:
    found = totals("auto_scaling_group", instance_type="m6i.large", root_volume_size_gib=8)
    assert (found.monthly, found.needs_input) == (0, 2)


@pytest.mark.parametrize(
    ("public_ip", "subnet_is_public", "has_address"),
    [
        (True, False, True),
        (None, True, True),
        (None, None, False),
        (None, False, False),
        (False, True, False),
    ],
)
def test_an_address_is_charged_if_stated_or_if_the_subnet_is_public(
    public_ip: bool | None, subnet_is_public: bool | None, has_address: bool
) -> None:
    place = Place(region="us-east-1", subnet_is_public=subnet_is_public)
    found = parts("ec2_instance", place, instance_type="m6i.large", public_ip=public_ip)
    assert ("Public IPv4 address" in found) is has_address
    if has_address and public_ip is None:
        assert "taken to have one" in found["Public IPv4 address"].reason


@pytest.mark.parametrize("name", ["ec2_instance", "nat_gateway"])
def test_an_elastic_ip_is_charged_once(name: str) -> None:
    found = parts(name, Place(region="us-east-1", attached=("elastic_ip",)))
    assert found["Public IPv4 address"].kind == "included"


def test_an_elastic_ip_costs_the_same_idle_or_attached() -> None:
    idle, used = (
        totals("elastic_ip"),
        totals("elastic_ip", Place(region="us-east-1", attached=("nat_gateway",))),
    )
    assert idle.monthly == used.monthly == Decimal("3.65")


def test_a_regional_nat_gateway_is_billed_for_each_zone() -> None:
    assert totals("nat_gateway", availability_mode="regional").needs_input == 3
    hours = parts("nat_gateway", availability_mode="regional", zones=3)
    assert hours["NAT gateway hours"].quantity == hours["Public IPv4 addresses"].quantity == 3
    assert "Public IPv4 address" not in parts("nat_gateway", connectivity="private")


def test_io2_tiers_count_over_each_volume() -> None:
    # Two volumes of 40,000 IOPS: each pays 32,000 at 0.065 and 8,000 at 0.0455.
    volumes = {"type": "io2", "size_gib": 1000, "iops": 40_000, "volumes": 2}
    iops = [line for line in lines("ebs_volume", **volumes) if "IOPS" in line.component]
    assert [line.monthly for line in iops] == [Decimal("4160"), Decimal("728")]


def test_gp3_bills_only_what_is_above_the_included() -> None:
    plain = parts("ebs_volume", type="gp3", size_gib=100, iops=3000, throughput_mibps=125)
    assert list(plain) == ["Storage (gp3)"]
    more = parts("ebs_volume", type="gp3", size_gib=100, iops=3500, throughput_mibps=250)
    assert more["Provisioned IOPS (gp3, above 3,000)"].quantity == 500
    assert more["Provisioned throughput (gp3, above 125 MiB/s)"].quantity == 125


@pytest.mark.parametrize(
    ("traffic", "units", "set_by"),
    [
        ({"processed_gb_per_h": 5}, 5, "processed_gb_per_h"),
        ({"new_connections_per_s": 100, "processed_gb_per_h": 1}, 4, "new_connections_per_s"),
        ({"active_connections_per_min": 6000}, 2, "active_connections_per_min"),
        ({"rule_evaluations_per_s": 2500}, Decimal("2.5"), "rule_evaluations_per_s"),
        ({"processed_gb_per_h": 1, "processed_lambda_gb_per_h": 1}, Decimal("3.5"), "processed_gb_per_h"),
        ({"capacity_units": 7, "processed_gb_per_h": 99}, 7, "capacity_units"),
    ],
)
def test_the_largest_dimension_sets_the_capacity_units(
    traffic: dict[str, int], units: Decimal, set_by: str
) -> None:
    part = parts("application_load_balancer", **traffic)["Capacity unit hours (application)"]
    assert (part.quantity, part.property) == (units, set_by)


def test_a_load_balancer_without_traffic_needs_input() -> None:
    part = parts("network_load_balancer")["Capacity unit hours (network)"]
    assert part.quantity is None and part.rate_key == "elb.nlb.lcu"


def test_an_internet_facing_load_balancer_has_an_address_in_each_subnet() -> None:
    place = Place(region="us-east-1", subnets=3)
    subnets = ("a", "b", "c")
    assert parts("application_load_balancer", place, subnets=subnets)["Public IPv4 addresses"].quantity == 3
    assert parts("application_load_balancer")["Public IPv4 addresses"].quantity is None
    internal = parts("application_load_balancer", place, subnets=subnets, scheme="internal")
    assert not any("IPv4" in name for name in internal)
    elastic = Place(region="us-east-1", subnets=3, attached=("elastic_ip",) * 3)
    assert (
        parts("network_load_balancer", elastic, subnets=subnets)["Public IPv4 addresses"].kind == "included"
    )


@pytest.mark.parametrize(
    ("engine", "storage_gib", "included"),
    [
        ("mysql", 399, (3000, 125)),
        ("mysql", 400, (12_000, 500)),
        ("oracle-se2", 200, (12_000, 500)),
        ("sqlserver-se", 4000, (3000, 125)),
    ],
)
def test_rds_includes_more_on_large_gp3_volumes_but_never_for_sql_server(
    engine: str, storage_gib: int, included: tuple[int, int]
) -> None:
    database = make_service("rds_instance", {"engine": engine, "storage_gib": storage_gib})
    assert database.included_gp3() == included  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "impossible",
    [
        {"engine": "oracle-ee", "instance_class": "db.m6i.large", "deployment": "multi_az_cluster"},
        {"deployment": "multi_az_cluster", "storage_type": "magnetic"},
    ],
)
def test_what_rds_does_not_sell_is_said_and_not_priced(impossible: dict[str, str]) -> None:
    said = [part for part in parts("rds_instance", **impossible).values() if part.kind == "not_priced"]
    assert said and all(part.reason.endswith(".") for part in said)


def test_a_standby_is_in_the_price_of_its_primary() -> None:
    standby = parts("rds_instance", role="standby", engine="mysql", instance_class="db.m6g.large")
    assert [part.kind for part in standby.values()] == ["included"]


def test_multi_az_doubles_hours_and_storage() -> None:
    database = {
        "engine": "postgres",
        "instance_class": "db.m6g.large",
        "storage_gib": 100,
        "backup_storage_gb": 0,
    }
    single = totals("rds_instance", **database).monthly
    assert totals("rds_instance", deployment="multi_az", **database).monthly == 2 * single


def test_aurora_bills_no_io_when_optimized_for_it() -> None:
    optimized = parts("aurora_cluster", storage_configuration="io_optimized", monthly_ios=10**9)
    assert optimized["I/O requests"].kind == "included"
    serverless = parts("aurora_cluster", mode="serverless_v2", acu=Decimal("3.5"))
    assert serverless["Capacity unit hours (Serverless v2, Standard)"].quantity == Decimal("3.5")


@pytest.mark.parametrize(
    ("item_kb", "consistency", "transactional", "write_units", "read_units"),
    [
        (1, "eventual", False, 1000, 500),
        (Decimal("4.5"), "strong", False, 5000, 2000),
        (4, "transactional", True, 8000, 2000),
    ],
)
def test_items_are_metered_in_steps(
    item_kb: Decimal, consistency: str, transactional: bool, write_units: int, read_units: int
) -> None:
    found = parts(
        "dynamodb_table",
        item_kb=item_kb,
        read_consistency=consistency,
        transactional_writes=transactional,
        monthly_writes=1000,
        monthly_reads=1000,
    )
    assert found["Write request units (Standard)"].quantity == write_units
    assert found["Read request units (Standard)"].quantity == read_units


def test_an_unknown_size_leaves_the_quantity_unknown() -> None:
    found = parts("sqs_queue", monthly_requests=1000, message_kb=None)
    assert found["Requests (standard)"].quantity is None


@pytest.mark.parametrize(("kb", "requests"), [(1, 1), (64, 1), (65, 2), (256, 4)])
def test_sqs_counts_started_chunks(kb: int, requests: int) -> None:
    found = parts("sqs_queue", monthly_requests=1, message_kb=kb)
    assert found["Requests (standard)"].quantity == requests


def test_http_apis_are_metered_by_half_megabytes_and_rest_apis_are_not() -> None:
    http = parts("api_gateway", type="HTTP", monthly_requests=100, request_kb=513)
    assert http["Requests (HTTP)"].quantity == 200
    rest = parts("api_gateway", type="REST", monthly_requests=100, request_kb=513)
    assert rest["Requests (REST)"].quantity == 100


def test_lambda_bills_memory_times_time_and_only_extra_ephemeral_storage() -> None:
    function = {"memory_mb": 512, "monthly_requests": 1000, "duration_ms": 200}
    plain = parts("lambda_function", **function)
    assert plain["Duration (x86_64)"].quantity == 100
    assert not any("Ephemeral" in name for name in plain)
    more = parts("lambda_function", **function, ephemeral_storage_mb=1536)
    assert more["Ephemeral storage above 512 MB (x86_64)"].quantity == 200


def test_provisioned_concurrency_is_held_all_month_and_takes_its_share_of_the_duration() -> None:
    found = parts(
        "lambda_function",
        memory_mb=1024,
        monthly_requests=1000,
        duration_ms=1000,
        provisioned_concurrency=2,
        provisioned_share_percent=75,
    )
    assert found["Provisioned concurrency (x86_64)"].quantity == 2 * 730 * 3600
    assert found["Duration on provisioned concurrency (x86_64)"].quantity == 750
    assert found["Duration (x86_64)"].quantity == 250


def test_cloudfront_splits_traffic_by_the_viewers_shares() -> None:
    found = parts(
        "cloudfront",
        viewers="spread",
        share_eu_percent=70,
        share_us_percent=30,
        data_out_gb=1000,
        monthly_https_requests=10,
    )
    europe = found["Data transfer out (Europe and Israel)"]
    assert (europe.quantity, europe.region) == (700, "edge-eu")
    assert found["Data transfer out (United States and Mexico)"].quantity == 300


def test_cloudfront_without_viewers_needs_input_and_with_wrong_shares_is_not_priced() -> None:
    assert parts("cloudfront")["Data transfer out"].property == "viewers"
    wrong = parts("cloudfront", viewers="spread", share_eu_percent=70, share_us_percent=20)
    assert wrong["Data transfer out"].reason == "The viewers' shares add up to 90 %, not to 100 %."


def test_global_services_are_priced_outside_every_region() -> None:
    nowhere = Place()
    assert totals("route53", nowhere, monthly_queries=10**6).monthly == Decimal("0.9")
    acl = totals("waf_web_acl", nowhere, acl_scope="CLOUDFRONT", rules=2, monthly_requests=0)
    assert (acl.monthly, acl.not_priced) == (7, 0)
    regional = totals("waf_web_acl", nowhere, rules=2, monthly_requests=0)
    assert regional.not_priced == 3


def test_a_bucket_bills_each_class_that_its_lifecycle_fills() -> None:
    found = parts(
        "s3_bucket",
        classes="several",
        storage_gb=100,
        monthly_writes=0,
        monthly_reads=0,
        glacier_gb=500,
        glacier_monthly_transitions=1000,
        glacier_retrieval_gb=10,
    )
    assert found["Storage (Glacier Flexible Retrieval)"].quantity == 500
    assert found["Lifecycle transitions (Glacier Flexible Retrieval)"].quantity == 1000
    assert found["Data retrieval (Glacier Flexible Retrieval, standard)"].quantity == 10


def test_efs_includes_throughput_with_what_is_stored() -> None:
    found = parts(
        "efs_file_system", throughput_mode="provisioned", storage_gb=200, provisioned_throughput_mibps=50
    )
    assert found["Provisioned throughput"].quantity == 40


def test_cache_nodes_are_shards_times_primary_and_replicas() -> None:
    found = parts("elasticache_cluster", node_type="cache.r7g.large", shards=3, replicas=2)
    assert found["Node hours (cache.r7g.large, Valkey)"].quantity == 9


def test_an_interface_endpoint_is_billed_in_each_zone() -> None:
    place = Place(region="us-east-1", subnets=2)
    found = parts("interface_endpoint", place, subnets=("a", "b"), endpoints=3)
    assert found["Endpoint hours (interface)"].quantity == 6
    assert parts("interface_endpoint")["Endpoint hours (interface)"].quantity is None


def test_direct_connect_refuses_a_speed_that_its_kind_does_not_have() -> None:
    refused = parts("direct_connect", bandwidth="50M")
    assert refused["Port hours (dedicated, 50Mbps)"].kind == "not_priced"
    hosted = parts("direct_connect", bandwidth="50M", connection="hosted")
    assert hosted["Port hours (hosted, 50Mbps)"].rate_key == "directconnect.port.hosted.50m"


def test_an_anomaly_alarm_counts_as_three_metrics() -> None:
    assert parts("cloudwatch", anomaly_alarms=2)["Alarm metrics (anomaly detection)"].quantity == 6


def test_redshift_multi_az_runs_twice_the_nodes() -> None:
    found = parts("redshift_cluster", node_type="ra3.xlplus", nodes=2, multi_az=True)
    assert found["Node hours (ra3.xlplus)"].quantity == 4


def test_a_licence_left_over_from_another_engine_does_not_count() -> None:
    found = parts("rds_instance", engine="postgres", license="byol", instance_class="db.m6g.large")
    hours = found["Instance hours (db.m6g.large, PostgreSQL, Single-AZ)"]
    assert hours.rate_key == "rds.instance.m6g.large.postgresql.single_az.ondemand"


@pytest.mark.parametrize(("kind", "keys"), [("m6i.large", []), ("t3a.large", ["ec2.cpu_credits.t3a.linux"])])
def test_only_burstable_types_have_cpu_credits(kind: str, keys: list[str]) -> None:
    found = parts("ec2_instance", instance_type=kind, cpu_credits="unlimited", surplus_vcpu_hours=1)
    assert [part.rate_key for name, part in found.items() if name == "Surplus CPU credits"] == keys


@pytest.mark.parametrize(
    ("name", "properties", "addresses"),
    [
        ("rds_instance", {"deployment": "single_az"}, 1),
        ("rds_instance", {"deployment": "multi_az"}, 1),
        ("rds_instance", {"deployment": "multi_az_cluster"}, 3),
        ("aurora_cluster", {"readers": 2}, 3),
        ("aurora_cluster", {"readers": None}, None),
        ("aurora_cluster", {"mode": "serverless_v2"}, 1),
        ("redshift_cluster", {"node_type": "ra3.xlplus", "nodes": 2}, 3),
        ("redshift_cluster", {"node_type": "ra3.xlplus", "nodes": 1}, 1),
        ("redshift_cluster", {"node_type": "ra3.xlplus", "nodes": None}, None),
    ],
)
def test_a_public_database_pays_for_its_addresses(
    name: str, properties: dict[str, Any], addresses: int | None
) -> None:
    public = parts(name, publicly_accessible=True, **properties)
    found = [part for part in public.values() if part.rate_key == "vpc.public_ipv4.in_use"]
    assert [part.quantity for part in found] == [addresses]
    private = parts(name, publicly_accessible=False, **properties)
    assert "vpc.public_ipv4.in_use" not in {part.rate_key for part in private.values()}


def test_monitoring_of_an_unknown_number_of_instances_needs_input() -> None:
    found = parts("ec2_instance", instances=None, detailed_monitoring=True)["Detailed monitoring"]
    assert (found.quantity, found.property) == (None, "instances")
    group = parts("auto_scaling_group", detailed_monitoring=True)["Detailed monitoring"]
    assert (group.quantity, group.property) == (None, "average_instances")


def test_a_root_volume_taken_for_the_one_drawn_beside_says_so() -> None:
    beside = Place(region="us-east-1", attached=("ebs_volume",))
    found = parts("ec2_instance", beside, instance_type="m6i.large")["Root volume"]
    assert (found.kind, found.reason) == (
        "included",
        "Taken to be the EBS volume drawn beside it; else give its size.",
    )
    assert "Root volume" not in parts("ec2_instance", beside, root_volume_size_gib=8)


def test_the_free_records_are_those_of_each_zone() -> None:
    assert parts("route53", records=12_000)["Records"].pooled is False
    assert totals("route53", records=12_000, hosted_zones=0, monthly_queries=0).monthly == Decimal(3)


def test_an_environment_of_unknown_kind_asks_for_its_load_balancer() -> None:
    found = parts("elastic_beanstalk", env_type=None)["Load balancer hours"]
    assert (found.quantity, found.property) == (None, "env_type")


def test_a_function_without_memory_asks_for_its_memory() -> None:
    found = parts("lambda_function", memory_mb=None, monthly_requests=1000, duration_ms=10)
    assert found["Duration (x86_64)"].property == "memory_mb"


@pytest.mark.parametrize("mode", ["on_demand", "provisioned"])
def test_a_global_table_asks_for_its_replicated_writes(mode: str) -> None:
    alone, shared = (
        set(parts("dynamodb_table", capacity_mode=mode, consistency=kind)) for kind in (None, "MREC")
    )
    assert len([name for name in shared - alone if name.startswith("Replicated write")]) == 1
