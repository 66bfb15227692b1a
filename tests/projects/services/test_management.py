"""Management services: what each bills, worked out by hand from the price list's figures."""

from decimal import Decimal
from typing import Any

import pytest

from projects.drawing_properties import service_properties
from projects.place import Place
from projects.service import catalogue, make_service
from tests.projects.services.priced import lines, monthly

FRANKFURT = "eu-central-1"

BY_HAND: list[tuple[str, str, dict[str, Any], dict[str, str]]] = [
    (
        "cloudformation",
        FRANKFURT,
        {"monthly_third_party_operations": 10_000, "monthly_third_party_seconds": 3_600},
        # cloudformation.third_party.operations 0.0009, cloudformation.third_party.duration 0.00008
        {"Third-party handler operations": "9", "Third-party handler time above 30 s": "0.288"},
    ),
    (
        "cloudtrail",
        FRANKFURT,
        {
            "trails": 2,
            "monthly_extra_management_events": 300_000,
            "monthly_data_events": 5_000_000,
            "lake_retention": "seven_years",
            "lake_ingested_gb": 6_000,
            "lake_scanned_gb": 1_000,
        },
        {
            # cloudtrail.management_events.extra 2 and cloudtrail.data_events 0.1 for 100K
            "Extra copies of management events": "6",
            "Data events": "5",
            # cloudtrail.lake.ingest.7y 2.5 for the first 5,120 GB, then 1
            "CloudTrail Lake ingestion (seven years) (first 5 TB)": "12800",
            "CloudTrail Lake ingestion (seven years) (next 20 TB)": "880",
            "CloudTrail Lake queries": "5",  # cloudtrail.lake.scan 0.005
        },
    ),
    (
        "config",
        FRANKFURT,
        {"recording_frequency": "daily", "monthly_items": 1_000, "monthly_rule_evaluations": 150_000},
        {
            "Configuration items (daily)": "12",  # config.items.daily 0.012
            # config.rule_evaluations 0.001 for the first 100,000, then 0.0008
            "Rule evaluations (first 100,000 evaluations)": "100",
            "Rule evaluations (next 400,000 evaluations)": "40",
        },
    ),
    (
        "config",
        "us-east-1",
        {"monthly_items": 1_000, "monthly_custom_items": 500},
        # config.items 0.003, whatever the item is of
        {"Configuration items": "3", "Custom configuration items": "1.5"},
    ),
    (
        "systems_manager",
        FRANKFURT,
        {
            "instance_tier": "advanced",
            "instances": 10,
            "advanced_parameters": 4,
            "parameter_hours_per_month": 365,
            "monthly_parameter_requests": 1_000_000,
            "monthly_opsitems": 2_000,
        },
        {
            "Advanced on-premises instances": "50.735",  # ssm.instance.advanced 0.00695 an hour
            "Advanced parameters": "0.1",  # ssm.parameter.advanced 0.05 a month, for half of it
            "Parameter API interactions (advanced)": "5",  # ssm.parameter.api.advanced 0.05 for 10K
            "OpsItems": "5.94",  # ssm.opsitem 2.97 for 1K
        },
    ),
    (
        "cloudwatch",
        FRANKFURT,
        {
            "custom_metrics": 12_000,
            "standard_alarms": 5,
            "anomaly_alarms": 2,
            "high_resolution_anomaly_alarms": 1,
            "log_class": "ia",
            "logs_ingested_gb": 100,
            "logs_stored_gb": 200,
            "contributor_rules": 4,
            "monthly_canary_runs": 1_000,
        },
        {
            # cloudwatch.metrics 0.3 for the first 10,000, then 0.1
            "Custom metrics (first 10,000 metrics)": "3000",
            "Custom metrics (next 240,000 metrics)": "200",
            "Alarm metrics (standard)": "0.5",  # cloudwatch.alarm.standard 0.1
            "Alarm metrics (anomaly detection)": "0.6",
            # cloudwatch.alarm.high_resolution 0.3
            "Alarm metrics (anomaly detection, high resolution)": "0.9",
            "Logs ingested (infrequent access)": "31.5",  # cloudwatch.logs.ingest.ia 0.315
            "Logs stored": "6.48",  # cloudwatch.logs.storage 0.0324
            "Contributor Insights rules": "2",  # cloudwatch.contributor_insights.rule 0.5
            "Canary runs": "1.6",  # cloudwatch.canary 0.0016
        },
    ),
    # support.business 10 percent of the first 10,000 USD, then 7
    (
        "support",
        "us-east-1",
        {"plan": "business", "monthly_charges_usd": 20_000},
        {
            "Business support (share of charges) (first $10,000)": "1000",
            "Business support (share of charges) (next $70,000)": "700",
        },
    ),
    # support.developer 3 percent, 29 at least
    (
        "support",
        "us-east-1",
        {"plan": "developer", "monthly_charges_usd": 1_000},
        {"Developer support (share of charges)": "30"},
    ),
    (
        "support",
        "us-east-1",
        {"plan": "developer", "monthly_charges_usd": 500},
        {"Developer support (monthly minimum)": "29"},
    ),
    # support.enterprise.minimum 15000
    (
        "support",
        "us-east-1",
        {"plan": "enterprise", "monthly_charges_usd": 0},
        {"Enterprise support (monthly minimum)": "15000"},
    ),
]


@pytest.mark.parametrize(("name", "region", "properties", "expected"), BY_HAND)
def test_the_lines_are_those_worked_out_by_hand(
    name: str, region: str, properties: dict[str, Any], expected: dict[str, str]
) -> None:
    assert monthly(name, region, **properties) == {part: Decimal(amount) for part, amount in expected.items()}


@pytest.mark.parametrize(
    ("name", "properties", "asked"),
    [
        ("cloudformation", {"third_party": True}, {"monthly_third_party_operations"}),
        ("cloudtrail", {}, set()),
        ("cloudtrail", {"trails": 2}, {"monthly_extra_management_events"}),
        (
            "cloudtrail",
            {"data_events": True, "insights": True},
            {"monthly_data_events", "monthly_insights_events"},
        ),
        ("cloudtrail", {"event_data_store": True}, {"lake_ingested_gb", "lake_scanned_gb"}),
        ("config", {}, {"monthly_items"}),
        ("config", {"recorder": False, "rules": 3}, {"monthly_rule_evaluations"}),
        ("support", {}, {"monthly_charges_usd"}),
        ("systems_manager", {"instance_tier": "advanced"}, {"instances"}),
        ("systems_manager", {"advanced_parameters": 2}, {"monthly_parameter_requests"}),
        ("managed_grafana", {"enterprise_plugins": True, "editors": 1}, {"viewers"}),
        (
            "cloudwatch",
            {"logs_ingested_gb": 1},
            {"custom_metrics", "standard_alarms", "logs_stored_gb"},
        ),
    ],
)
def test_what_is_switched_on_asks_for_its_figures(
    name: str, properties: dict[str, Any], asked: set[str]
) -> None:
    parts = list(make_service(name, properties).costs(Place(region="us-east-1")))
    missing = {part.property for part in parts if part.quantity is None and part.kind != "included"}
    assert missing == asked
    typical = {item.name: item.typical for item in catalogue()[name].properties()}
    assert all(typical[field] for field in missing)


@pytest.mark.parametrize(
    ("name", "properties"),
    [
        ("cloudtrail", {}),
        ("config", {"recorder": False}),
        ("cost_explorer", {}),
        ("budgets", {}),
        ("trusted_advisor", {"checks": "full"}),
        ("support", {"plan": "basic"}),
        ("systems_manager", {"instances": 20}),
        ("cloudformation", {"kind": "stack_set"}),
    ],
)
def test_what_is_free_is_included_with_a_reason(name: str, properties: dict[str, Any]) -> None:
    found = list(lines(name, **properties).values())
    assert [line.state for line in found] == ["included"]
    assert found[0].reason.endswith(".")


@pytest.mark.parametrize(
    ("name", "properties", "key", "quantity"),
    [
        ("budgets", {"action_budgets": 12}, "budgets.action_enabled", 365),
        ("cost_explorer", {"monthly_api_requests": 500}, "cost_explorer.api.requests", 500),
        ("managed_grafana", {"editors": 2, "viewers": 3}, "managed_grafana.editor", 2),
        ("cloudwatch", {"masked_gb": 10}, "cloudwatch.logs.data_protection", 10),
        ("support", {"plan": "business_plus", "monthly_charges_usd": 10}, "support.business_plus", 10),
    ],
)
def test_what_the_list_lacks_is_counted_and_never_zero(
    name: str, properties: dict[str, Any], key: str, quantity: int
) -> None:
    parts = {part.rate_key: part for part in make_service(name, properties).costs(Place(region="us-east-1"))}
    assert (parts[key].quantity, bool(parts[key].unit)) == (quantity, True)
    line = lines(name, **properties)[parts[key].name]
    assert (line.state, line.monthly) == ("not_priced", None)


def test_grafana_counts_people_in_each_workspace_and_plugins_for_all() -> None:
    grafana = make_service(
        "managed_grafana", {"workspaces": 2, "editors": 2, "viewers": 3, "enterprise_plugins": True}
    )
    parts = {part.name: part for part in grafana.costs(Place(region="us-east-1"))}
    assert [(name, part.quantity, part.count) for name, part in parts.items()] == [
        ("Editor users", 2, 2),
        ("Viewer users", 3, 2),
        ("Enterprise plugins", 5, 2),
    ]


def test_higher_throughput_bills_calls_for_standard_parameters_too() -> None:
    used = {"monthly_parameter_requests": 100_000}
    assert lines("systems_manager", **used)["Parameter API interactions"].state == "included"
    higher = lines("systems_manager", parameter_throughput="higher", **used)
    # ssm.parameter.api.higher_throughput 0.05 for 10K
    assert higher["Parameter API interactions (higher throughput)"].monthly == Decimal("0.5")


@pytest.mark.parametrize(
    ("name", "given", "ours"),
    [
        ("cloudwatch", {"alarms": [{"period_s": 45}, {"period_s": 60}]}, {"alarm_periods": "45, 60"}),
        ("config", {"recorder": "off"}, {"recorder": False}),
        ("directory_service", {"size": "Large"}, {"directory_size": "Large"}),
        ("organizations", {"scp": True}, {"service_control_policies": True}),
    ],
)
def test_a_neutral_drawing_s_words_become_ours(
    name: str, given: dict[str, Any], ours: dict[str, Any]
) -> None:
    wanted, left = service_properties(name, given)
    assert not left
    assert ours.items() <= wanted.items()
    assert make_service(name, wanted)
