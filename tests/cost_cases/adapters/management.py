"""Cases of observing, recording and operating an account."""

from __future__ import annotations

from typing import Any

from projects.services.cloudwatch import METRICS_OF_ANOMALY_ALARM
from tests.cost_cases.adapters import adapter
from tests.cost_cases.drawing import Drawing
from tests.cost_cases.facts import Facts


@adapter("cloudformation")
def cloudformation(drawing: Drawing, config: Facts, usage: Facts) -> None:
    drawing.add(
        "cloudformation",
        kind=config.choice("kind", {"stack": "stack", "stack_set": "stack_set"}),
        monthly_third_party_operations=usage.get("third_party_handler_operations_per_month"),
    )


@adapter("cloudtrail")
def cloudtrail(drawing: Drawing, config: Facts, usage: Facts) -> None:
    trails, insights = config.whole("trails", 1), config.get("insights")
    drawing.add(
        "cloudtrail",
        trails=trails,
        insights=insights,
        monthly_extra_management_events=usage.get("additional_management_events_per_month", 0),
        monthly_data_events=usage.get("data_events_per_month"),
        monthly_insights_events=usage.get("insight_events_per_month", 0 if insights else None),
    )


@adapter("cloudwatch")
def cloudwatch(drawing: Drawing, config: Facts, usage: Facts) -> None:
    """One thing of CloudWatch each: what a case does not speak of is none."""
    high = config.choice("resolution", {"standard": False, "high": True}, False)
    things = {
        "alarm": "high_resolution_alarms" if high else "standard_alarms",
        "anomaly_alarm": "high_resolution_anomaly_alarms" if high else "anomaly_alarms",
        "custom_metrics": "custom_metrics",
        "dashboard": "dashboards",
        "logs": "",
    }
    thing = config.choice("kind", things, "")
    amounts: dict[str, Any] = {"custom_metrics": 0, "standard_alarms": 0}
    if thing:
        amounts[thing] = _things(config, usage, "anomaly" in thing)
    drawing.add(
        "cloudwatch",
        log_class=config.choice("log_class", {"standard": "standard", "infrequent_access": "ia"}),
        logs_ingested_gb=usage.get("data_ingested_gb_per_month", 0),
        logs_stored_gb=usage.get("storage_gb", 0),
        insights_scanned_gb=usage.get("data_scanned_gb_per_month"),
        **amounts,
    )


def _things(config: Facts, usage: Facts, anomaly: bool) -> int:
    """All metrics where the usage counts them, else alarms or dashboards times the metrics of each."""
    alarms, count, metrics = (config.whole(key, 1) or 0 for key in ("alarms", "count", "metrics"))
    if anomaly and metrics == METRICS_OF_ANOMALY_ALARM:
        # It watches one metric; three are what it bills.
        metrics = 1
    total = usage.whole("metrics")
    return alarms * count * metrics if total is None else total


@adapter("config")
def config_recorder(drawing: Drawing, config: Facts, usage: Facts) -> None:
    items = usage.get("config_items_per_month")
    records = config.choice("kind", {"recorder": True, "rule": False, "organization_rule": False}, True)
    rules = config.whole("rules")
    drawing.add(
        "config",
        recorder=bool(records),
        recording_frequency=config.choice("mode", {"continuous": "continuous", "daily": "daily"}),
        organization_rules=True if config.get("kind") == "organization_rule" else None,
        rules=rules,
        monthly_items=0 if records and items is None else items,
        monthly_custom_items=usage.get("custom_config_items_per_month"),
        monthly_rule_evaluations=usage.get("rule_evaluations_per_month", 0 if rules else None),
    )


@adapter("managed_grafana")
def managed_grafana(drawing: Drawing, config: Facts, usage: Facts) -> None:
    drawing.add(
        "managed_grafana",
        workspaces=config.whole("workspaces", 1),
        editors=usage.get("editors", 0),
        viewers=usage.get("viewers", 0),
    )


@adapter("systems_manager")
def systems_manager(drawing: Drawing, config: Facts, usage: Facts) -> None:
    tier = config.choice("tier", {"standard": "standard", "advanced": "advanced"}, "standard")
    if config.choice("kind", {"hybrid_activation": True, "parameter": False}):
        drawing.add(
            "systems_manager",
            instance_tier=tier,
            instances=usage.whole("instances", 0),
            hours_per_month=usage.get("hours_per_month"),
        )
        return
    drawing.add(
        "systems_manager",
        advanced_parameters=1 if tier == "advanced" else None,
        parameter_hours_per_month=usage.get("parameter_hours_per_month"),
        parameter_throughput=config.choice("throughput", {"standard": "standard", "advanced": "higher"}),
        monthly_parameter_requests=usage.get("api_interactions_per_month", 0),
    )
