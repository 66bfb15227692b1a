"""Amazon CloudWatch."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, usage
from projects.place import Place
from projects.properties import Choice, Count, Quantity, Text
from projects.service import Service

METRICS_OF_ANOMALY_ALARM = 3
"""An anomaly detection alarm watches the metric and the two edges of its band."""


class Cloudwatch(Service):
    """Metrics, alarms, dashboards and logs of a Region."""

    name = "cloudwatch"
    label = "CloudWatch"
    official = "Amazon CloudWatch"
    billed_as = "Amazon CloudWatch"
    summary = "Collects metrics and logs, shows them on dashboards and raises alarms."
    category = "Management"
    synonyms = (
        "monitoring",
        "logs",
        "metrics",
        "alarms",
        "observability",
        "dashboard",
        "cloud watch",
        "logging",
    )
    cloudformation = "AWS::CloudWatch::Alarm"
    icon = "cloudwatch"
    scope = "region"
    inside = ("region",)
    links: ClassVar = {
        "alarm": (
            "sns_topic",
            "auto_scaling_group",
            "lambda_function",
            "ec2_instance",
            "aurora_cluster",
            "dynamodb_table",
            "elasticache_cluster",
            "msk",
            "sagemaker",
            "emr",
        ),
        "deliver": ("s3_bucket", "lambda_function", "firehose", "kinesis_streams", "opensearch"),
        "event": ("lambda_function", "sqs_queue", "sns_topic", "eventbridge"),
    }

    custom_metrics: int | None = Count(
        "Custom metrics",
        group="Usage",
        help="Also those of detailed monitoring and Container Insights.",
        typical=(20, 200, 20_000),
    )
    alarm_periods: str | None = Text(
        "Alarm periods", help="In seconds, such as 60, 300; below 60 only 10, 20 and 30."
    )
    standard_alarms: int | None = Count(
        "Alarms, standard resolution",
        group="Usage",
        help="Metrics watched, every minute or slower.",
        typical=(15, 100, 1_000),
    )
    high_resolution_alarms: int | None = Count(
        "Alarms, high resolution",
        group="Usage",
        help="Metrics watched, every 10, 20 or 30 seconds.",
        typical=(0, 10, 100),
    )
    composite_alarms: int | None = Count("Alarms, composite", group="Usage", typical=(0, 5, 50))
    anomaly_alarms: int | None = Count(
        "Alarms, anomaly detection",
        group="Usage",
        help="Each counts as three standard metrics.",
        typical=(0, 5, 50),
    )
    high_resolution_anomaly_alarms: int | None = Count(
        "Alarms, anomaly detection, high resolution",
        group="Usage",
        help="Each counts as three high-resolution metrics.",
        typical=(0, 0, 10),
    )
    dashboards: int | None = Count("Dashboards", group="Usage", typical=(1, 5, 30))
    log_class: str | None = Choice(
        "Log class",
        {"standard": "All features.", "ia": "Infrequent access: half the price, fewer features."},
        default="standard",
    )
    log_retention_days: int | None = Count("Log retention", unit="days", low=1, high=3653)
    logs_ingested_gb: Decimal | None = Quantity("Logs ingested", unit="GB/month", typical=(10, 200, 5_000))
    logs_stored_gb: Decimal | None = Quantity(
        "Logs stored", unit="GB", group="Usage", help="Compressed.", typical=(5, 200, 10_000)
    )
    insights_scanned_gb: Decimal | None = Quantity(
        "Logs Insights scanned", unit="GB/month", typical=(10, 500, 20_000)
    )
    masked_gb: Decimal | None = Quantity(
        "Logs scanned for sensitive data", unit="GB/month", typical=(10, 200, 5_000)
    )
    vended_logs_gb: Decimal | None = Quantity(
        "Vended logs",
        unit="GB/month",
        help="Logs that AWS services write, such as VPC flow logs.",
        typical=(10, 200, 5_000),
    )
    logs_to_s3_gb: Decimal | None = Quantity(
        "Vended logs delivered to S3", unit="GB/month", typical=(10, 200, 5_000)
    )
    live_tail_minutes: Decimal | None = Quantity("Live Tail", unit="minutes/month", typical=(60, 600, 3_000))
    monthly_api_requests: Decimal | None = Quantity(
        "API requests", unit="requests/month", typical=(100_000, 2_000_000, 20_000_000)
    )
    monthly_metrics_requested: Decimal | None = Quantity(
        "Metrics requested (GetMetricData)", unit="metrics/month", typical=(100_000, 5_000_000, 50_000_000)
    )
    monthly_stream_updates: Decimal | None = Quantity(
        "Metric stream updates", unit="updates/month", typical=(1_000_000, 20_000_000, 500_000_000)
    )
    contributor_rules: int | None = Count("Contributor Insights rules", group="Usage", typical=(1, 5, 30))
    monthly_contributor_events: Decimal | None = Quantity(
        "Contributor Insights events matched",
        unit="events/month",
        typical=(1_000_000, 20_000_000, 500_000_000),
    )
    monthly_container_observations: Decimal | None = Quantity(
        "Container Insights observations",
        unit="observations/month",
        help="With enhanced observability; else its metrics and logs count above.",
        typical=(5_000_000, 50_000_000, 500_000_000),
    )
    monthly_canary_runs: Decimal | None = Quantity(
        "Synthetics canary runs", unit="runs/month", typical=(2_000, 45_000, 400_000)
    )
    monthly_rum_events: Decimal | None = Quantity(
        "RUM events", unit="events/month", typical=(100_000, 5_000_000, 50_000_000)
    )

    def costs(self, place: Place) -> Iterator[CostComponent]:
        for name, key, field, always, unit in _PARTS:
            amount = getattr(self, field)
            if amount is None and not always:
                continue
            if amount is not None and field in _ANOMALY:
                amount *= METRICS_OF_ANOMALY_ALARM
            region = "global" if key == "dashboard" else None
            yield usage(name, f"cloudwatch.{key}", amount, region=region, property=field, unit=unit)
        kind = self.log_class or "standard"
        name = f"Logs ingested ({'infrequent access' if kind == 'ia' else 'standard'})"
        key = f"cloudwatch.logs.ingest.{kind}"
        yield usage(name, key, self.logs_ingested_gb, property="logs_ingested_gb")


_ANOMALY = ("anomaly_alarms", "high_resolution_anomaly_alarms")

_PARTS = (
    ("Custom metrics", "metrics", "custom_metrics", True, "metric-month"),
    ("Alarm metrics (standard)", "alarm.standard", "standard_alarms", True, "alarm-metric-month"),
    (
        "Alarm metrics (high resolution)",
        "alarm.high_resolution",
        "high_resolution_alarms",
        False,
        "alarm-metric-month",
    ),
    ("Alarm metrics (anomaly detection)", "alarm.standard", "anomaly_alarms", False, "alarm-metric-month"),
    (
        "Alarm metrics (anomaly detection, high resolution)",
        "alarm.high_resolution",
        "high_resolution_anomaly_alarms",
        False,
        "alarm-metric-month",
    ),
    ("Alarms (composite)", "alarm.composite", "composite_alarms", False, "alarm-month"),
    ("Dashboards", "dashboard", "dashboards", False, "dashboard-month"),
    ("Logs stored", "logs.storage", "logs_stored_gb", True, "GB-month"),
    ("Logs Insights scanned", "logs.insights_scan", "insights_scanned_gb", False, "GB"),
    ("Logs scanned for sensitive data", "logs.data_protection", "masked_gb", False, "GB"),
    ("Vended logs", "logs.vended", "vended_logs_gb", False, "GB"),
    ("Vended logs (delivered to S3)", "logs.delivery_s3", "logs_to_s3_gb", False, "GB"),
    ("Live Tail", "logs.live_tail", "live_tail_minutes", False, "minute"),
    ("API requests", "api.requests", "monthly_api_requests", False, "request"),
    ("Metrics requested", "api.get_metric_data", "monthly_metrics_requested", False, "metric"),
    ("Metric stream updates", "metric_streams", "monthly_stream_updates", False, "update"),
    ("Contributor Insights rules", "contributor_insights.rule", "contributor_rules", False, "rule-month"),
    (
        "Contributor Insights events",
        "contributor_insights.events",
        "monthly_contributor_events",
        False,
        "event",
    ),
    (
        "Container Insights observations",
        "container_insights.observations",
        "monthly_container_observations",
        False,
        "observation",
    ),
    ("Canary runs", "canary", "monthly_canary_runs", False, "run"),
    ("RUM events", "rum", "monthly_rum_events", False, "event"),
)
"""What is billed: name, the end of the rate key, property, whether to show it before it is known, unit."""
