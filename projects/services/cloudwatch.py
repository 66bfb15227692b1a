"""Amazon CloudWatch."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from pricing.costs import CostComponent, usage
from projects.place import Place
from projects.properties import Choice, Count, Quantity
from projects.service import Service

_METRICS_OF_ANOMALY_ALARM = 3
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
        ),
        "deliver": ("s3_bucket", "lambda_function"),
        "event": ("lambda_function", "sqs_queue", "sns_topic"),
    }

    custom_metrics: int | None = Count(
        "Custom metrics", group="Usage", help="Also those of detailed monitoring."
    )
    standard_alarms: int | None = Count(
        "Alarms, standard resolution", group="Usage", help="Metrics watched, every minute or slower."
    )
    high_resolution_alarms: int | None = Count(
        "Alarms, high resolution", group="Usage", help="Metrics watched, every 10, 20 or 30 seconds."
    )
    composite_alarms: int | None = Count("Alarms, composite", group="Usage")
    anomaly_alarms: int | None = Count(
        "Alarms, anomaly detection", group="Usage", help="Each counts as three standard metrics."
    )
    dashboards: int | None = Count("Dashboards", group="Usage")
    log_class: str | None = Choice(
        "Log class",
        {"standard": "All features.", "ia": "Infrequent access: half the price, fewer features."},
        default="standard",
    )
    log_retention_days: int | None = Count("Log retention", unit="days", low=1, high=3653)
    logs_ingested_gb: Decimal | None = Quantity("Logs ingested", unit="GB/month")
    logs_stored_gb: Decimal | None = Quantity("Logs stored", unit="GB", group="Usage", help="Compressed.")
    insights_scanned_gb: Decimal | None = Quantity("Logs Insights scanned", unit="GB/month")
    vended_logs_gb: Decimal | None = Quantity(
        "Vended logs", unit="GB/month", help="Logs that AWS services write, such as VPC flow logs."
    )
    logs_to_s3_gb: Decimal | None = Quantity("Vended logs delivered to S3", unit="GB/month")
    live_tail_minutes: Decimal | None = Quantity("Live Tail", unit="minutes/month")
    monthly_api_requests: Decimal | None = Quantity("API requests", unit="requests/month")
    monthly_metrics_requested: Decimal | None = Quantity(
        "Metrics requested (GetMetricData)", unit="metrics/month"
    )
    monthly_stream_updates: Decimal | None = Quantity("Metric stream updates", unit="updates/month")
    contributor_rules: int | None = Count("Contributor Insights rules", group="Usage")
    monthly_canary_runs: Decimal | None = Quantity("Synthetics canary runs", unit="runs/month")
    monthly_rum_events: Decimal | None = Quantity("RUM events", unit="events/month")

    def costs(self, place: Place) -> Iterator[CostComponent]:
        for name, key, field, always in _PARTS:
            amount = getattr(self, field)
            if amount is not None or always:
                region = "global" if key == "dashboard" else None
                if field == "anomaly_alarms":
                    amount = amount * _METRICS_OF_ANOMALY_ALARM
                yield usage(name, f"cloudwatch.{key}", amount, region=region, property=field)
        kind = self.log_class or "standard"
        name = f"Logs ingested ({'infrequent access' if kind == 'ia' else 'standard'})"
        key = f"cloudwatch.logs.ingest.{kind}"
        yield usage(name, key, self.logs_ingested_gb, property="logs_ingested_gb")


_PARTS = (
    ("Custom metrics", "metrics", "custom_metrics", True),
    ("Alarm metrics (standard)", "alarm.standard", "standard_alarms", True),
    ("Alarm metrics (high resolution)", "alarm.high_resolution", "high_resolution_alarms", False),
    ("Alarm metrics (anomaly detection)", "alarm.standard", "anomaly_alarms", False),
    ("Alarms (composite)", "alarm.composite", "composite_alarms", False),
    ("Dashboards", "dashboard", "dashboards", False),
    ("Logs stored", "logs.storage", "logs_stored_gb", True),
    ("Logs Insights scanned", "logs.insights_scan", "insights_scanned_gb", False),
    ("Vended logs", "logs.vended", "vended_logs_gb", False),
    ("Vended logs (delivered to S3)", "logs.delivery_s3", "logs_to_s3_gb", False),
    ("Live Tail", "logs.live_tail", "live_tail_minutes", False),
    ("API requests", "api.requests", "monthly_api_requests", False),
    ("Metrics requested", "api.get_metric_data", "monthly_metrics_requested", False),
    ("Metric stream updates", "metric_streams", "monthly_stream_updates", False),
    ("Contributor Insights rules", "contributor_insights.rule", "contributor_rules", False),
    ("Canary runs", "canary", "monthly_canary_runs", False),
    ("RUM events", "rum", "monthly_rum_events", False),
)
"""What is billed: name, the end of the rate key, property, and whether to show it before it is known."""
