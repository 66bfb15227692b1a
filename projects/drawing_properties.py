"""Properties of the neutral drawing format as ours: other names, other values, unknown where absent."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from decimal import Decimal
from typing import Any

from projects.service import catalogue

NAMES: Mapping[str, Mapping[str, str]] = {
    "availability_zone": {"name": "zone"},
    "local_zone": {"name": "zone"},
    "subnet": {"az": "zone"},
    "ec2_instance": {"os": "operating_system", "count": "instances", "ami_arch": "ami_architecture"},
    "elastic_ip": {"count": "addresses"},
    "ecs": {"cpu": "cpu_units", "memory": "memory_mb", "desired_count": "tasks"},
    "fargate": {"cpu": "cpu_units", "memory": "memory_mb", "desired_count": "tasks"},
    "rds_instance": {
        "class": "instance_class",
        "storage": "storage_type",
        "backup_retention": "backup_retention_days",
    },
    "aurora_cluster": {"class": "instance_class", "backup_retention": "backup_retention_days"},
    "redshift_cluster": {"snapshot_retention": "snapshot_retention_days"},
    "dynamodb_table": {
        "billing": "capacity_mode",
        "rcu": "read_capacity_units",
        "wcu": "write_capacity_units",
        "lsi": "local_indexes",
        "gsi": "global_indexes",
        "pitr": "point_in_time_recovery",
    },
    "auto_scaling_group": {"azs": "zones"},
    "lambda_function": {
        "lmi": "managed_instances",
        "ephemeral_mb": "ephemeral_storage_mb",
        "arch": "architecture",
    },
    "sqs_queue": {"dlq": "dead_letter_queue"},
    "waf_web_acl": {"scope": "acl_scope"},
    "elasticache_cluster": {"class": "node_type"},
    "kinesis_streams": {"retention_h": "retention_hours"},
    "firehose": {"buffer": "buffer_seconds", "buffer_s": "buffer_seconds"},
    "opensearch": {"az_count": "availability_zones"},
    "glue": {"DPU": "max_capacity_dpu", "dpu": "max_capacity_dpu"},
    "memorydb": {"class": "node_type"},
    "dax": {"class": "node_type"},
    "dms": {"class": "instance_class"},
    "documentdb": {"class": "instance_class", "backup_retention": "backup_retention_days"},
    "neptune": {"class": "instance_class", "backup_retention": "backup_retention_days"},
    "efs_file_system": {"throughput": "throughput_mode", "mode": "performance_mode"},
    "s3_glacier": {"class": "storage_class"},
    "acm_certificate": {"key": "key_algorithm"},
    "directory_service": {"size": "directory_size"},
    "organizations": {"scp": "service_control_policies"},
    "budgets": {"count": "budgets"},
}
"""Service -> the format's name of a property -> ours, where they differ."""

KEPT = frozenset(
    {
        *("connectivity", "availability_mode", "scheme", "operating_system", "purchase", "hours_per_month"),
        *("instances", "volumes", "addresses", "authorities", "keys", "hosted_zones", "version_support"),
        *("load_balancers", "gateways", "accelerators", "web_acls", "interfaces"),
        *("snapshots", "devices", "web_app_units"),
        *("endpoints", "kind", "clusters", "streams", "applications", "hosts", "outposts"),
    }
)
"""Properties whose default holds where the drawing says nothing: AWS's own default, or a plain count."""


def service_properties(name: str, props: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """Our properties of a service for the format's, and the names of those it does not have."""
    known = catalogue().get(name)
    if known is None:
        return dict(props), []
    fields = known.model_fields
    references = {declared.name for declared in known.properties() if declared.kind == "nodes"}
    wanted: dict[str, Any] = {}
    left: list[str] = []
    for key, given in sorted(props.items(), key=lambda item: item[0] == "deployment"):
        for ours, converted in _converted(name, key, given, references).items():
            if ours in fields:
                wanted[ours] = converted
            else:
                left.append(key)
    for declared in known.properties():
        if declared.choices and isinstance(given := wanted.get(declared.name), str):
            wanted[declared.name] = _as_chosen(given, declared.choices)
        unsaid = declared.name not in wanted and declared.name not in KEPT
        if unsaid and declared.default not in (None, ()):
            wanted[declared.name] = None
    return wanted, left


def _as_chosen(given: str, choices: Collection[str]) -> str:
    """The choice that is meant by a word in another case, such as "MySQL" or "Single_Instance"."""
    if given in choices:
        return given
    words = given.strip().lower().replace("_", "-")
    return next((choice for choice in choices if choice.lower().replace("_", "-") == words), given)


def _converted(service: str, key: str, given: Any, references: Collection[str]) -> dict[str, Any]:
    special = _SPECIAL.get((service, key)) or _SPECIAL.get(("*", key))
    if special is not None:
        return special(given)
    ours = NAMES.get(service, {}).get(key, key)
    if isinstance(given, float):
        return {ours: Decimal(str(given))}
    if ours in references:
        return {ours: tuple(map(str, given)) if isinstance(given, list | tuple) else ()}
    if isinstance(given, list) and all(isinstance(item, str | int) for item in given):
        return {ours: ", ".join(map(str, given))}
    return {ours: given}


def _group_rules(given: Any) -> dict[str, Any]:
    """Security group rules as our lines, "tcp 443 0.0.0.0/0"."""
    lines: dict[str, list[str]] = {"inbound": [], "outbound": []}
    for rule in given or ():
        if not isinstance(rule, Mapping):
            continue
        words = [
            str(rule.get("protocol") or "tcp"),
            str(rule.get("port", rule.get("range", "all"))),
            str(rule.get("source") or rule.get("cidr") or ""),
        ]
        if str(rule.get("action")).lower() == "deny":
            words.append("deny")
        lines["outbound" if rule.get("dir") == "out" else "inbound"].append(" ".join(words).strip())
    return {name: "\n".join(found) for name, found in lines.items() if found}


def _listeners(given: Any) -> dict[str, Any]:
    """Listeners as our lines, "HTTPS 443 certificate=acm"."""
    found = []
    for listener in given or ():
        if not isinstance(listener, Mapping):
            continue
        words = [str(listener.get("protocol") or ""), str(listener.get("port", ""))]
        words += ["redirect"] if listener.get("redirect") else []
        certificate = listener.get("certificate")
        words += [f"certificate={certificate}"] if certificate else []
        found.append(" ".join(word for word in words if word))
    return {"listeners": "\n".join(found)}


def _alarm_periods(given: Any) -> dict[str, Any]:
    """The periods of a list of alarms, "60, 300"; a plain number counts metrics watched."""
    if not isinstance(given, list | tuple):
        return {"standard_alarms": given}
    periods = [alarm["period_s"] for alarm in given if isinstance(alarm, Mapping) and "period_s" in alarm]
    return {"alarm_periods": ", ".join(map(str, dict.fromkeys(periods))) or None}


def _lifecycle(given: Any) -> dict[str, Any]:
    """Lifecycle steps as our lines, "30 STANDARD_IA logs/"."""
    steps = [step for step in given or () if isinstance(step, Mapping)]
    lines = [" ".join(str(step.get(key) or "") for key in ("days", "to", "prefix")).strip() for step in steps]
    return {"lifecycle": "\n".join(lines)}


def _transfer_protocols(given: Any) -> dict[str, Any]:
    """The protocols of a file transfer server, one or several."""
    names = given if isinstance(given, list | tuple) else re.split(r"[^A-Za-z0-9]+", str(given or ""))
    known = {"sftp", "ftps", "ftp", "as2"}
    return {name: True for name in map(str.lower, map(str, names)) if name in known}


def _readers(given: Any) -> dict[str, Any]:
    """Instances of a cluster: the primary and its replicas."""
    return {"readers": max(0, given - 1) if isinstance(given, int) else None}


def _placement_group(given: Any) -> dict[str, Any]:
    """A placement group's name and strategy apart; a strategy alone names no group."""
    if given in ("cluster", "partition", "spread"):
        return {"placement_strategy": given}
    if not isinstance(given, Mapping):
        return {"placement_group": None if given is None else str(given)}
    return {"placement_group": given.get("name"), "placement_strategy": given.get("strategy")}


def _acl_rules(given: Any) -> dict[str, Any]:
    """Rules of a network ACL as our lines, "100 allow tcp 443 0.0.0.0/0"."""
    lines: dict[str, list[str]] = {"inbound": [], "outbound": []}
    for rule in given or ():
        if isinstance(rule, Mapping):
            fields = (rule.get("n"), rule.get("action"), rule.get("protocol"), rule.get("port"))
            ends = rule.get("cidr") or rule.get("source") or rule.get("destination")
            words = [str(word) for word in (*fields, ends) if word is not None]
            lines["outbound" if rule.get("dir") == "out" else "inbound"].append(" ".join(words))
    return {name: "\n".join(found) for name, found in lines.items() if found}


def _listener_rules(given: Any) -> dict[str, Any]:
    """Listener rules as our lines, "10 /api": the priority first."""
    rules = [rule for rule in given or () if isinstance(rule, Mapping)]
    ordered = [sorted(rule.items(), key=lambda item: item[0] != "priority") for rule in rules]
    found = [" ".join(str(word) for _, word in items if word is not None) for items in ordered]
    return {"rules": "\n".join(found) or None}


def _dns_records(given: Any) -> dict[str, Any]:
    """Records of a hosted zone as our lines, "www.example.com CNAME"; a plain number counts them."""
    if not isinstance(given, list):
        return {"records": given}
    found = []
    for record in given:
        if isinstance(record, Mapping):
            words = [str(record.get(key) or "") for key in ("name", "type", "alias", "target")]
            words += ["apex"] if record.get("apex") else []
            found.append(" ".join(word for word in words if word))
    return {"dns_records": "\n".join(found) or None}


def _endpoint_service(given: Any) -> dict[str, Any]:
    """The service of a gateway endpoint by its short name: "com.amazonaws.eu-west-1.s3" is "s3"."""
    if not isinstance(given, str):
        return {"service": given}
    return {"service": re.sub(r"^(cn\.)?com\.amazonaws\.[a-z0-9-]+\.", "", given.strip().lower())}


_SPECIAL: Mapping[tuple[str, str], Callable[[Any], dict[str, Any]]] = {
    ("security_group", "rules"): _group_rules,
    ("gateway_endpoint", "service"): _endpoint_service,
    ("application_load_balancer", "listeners"): _listeners,
    ("network_load_balancer", "listeners"): _listeners,
    ("classic_load_balancer", "listeners"): _listeners,
    ("gateway_load_balancer", "listeners"): _listeners,
    ("network_acl", "rules"): _acl_rules,
    ("application_load_balancer", "rules"): _listener_rules,
    ("route53", "records"): _dns_records,
    ("subnet", "azs"): lambda given: {"zone": ", ".join(map(str, given or ()))},
    ("rds_instance", "multi_az"): lambda given: {
        "deployment": None if given is None else "multi_az" if given else "single_az"
    },
    ("rds_instance", "deployment"): lambda given: {
        "deployment": "multi_az_cluster" if given == "cluster" else given
    },
    ("rds_instance", "storage"): lambda given: {"storage_type": "magnetic" if given == "standard" else given},
    ("dynamodb_table", "class"): lambda given: {"table_class": str(given).lower() if given else None},
    ("dynamodb_table", "billing"): lambda given: {
        "capacity_mode": {"PAY_PER_REQUEST": "on_demand", "PROVISIONED": "provisioned"}.get(given, given)
    },
    ("elasticache_cluster", "serverless"): lambda given: {"mode": "serverless" if given else "nodes"},
    ("documentdb", "instances"): _readers,
    ("neptune", "instances"): _readers,
    ("ec2_instance", "purchase"): lambda given: {
        "purchase": "compute_savings_plan" if given == "savings_plan" else given
    },
    ("ec2_instance", "placement_group"): _placement_group,
    ("nat_gateway", "eip"): lambda given: {"elastic_ip": None if given is None else bool(given)},
    ("cloudwatch", "alarms"): _alarm_periods,
    ("cloudwatch", "period_s"): lambda given: {"alarm_periods": None if given is None else str(given)},
    ("api_gateway", "response_mode"): lambda given: {"response_streaming": given == "stream"},
    ("lambda_function", "dlq"): lambda given: {"dead_letter_queue": None if given is None else bool(given)},
    ("config", "recorder"): lambda given: {"recorder": {"on": True, "off": False}.get(str(given), given)},
    ("s3_bucket", "lifecycle"): _lifecycle,
    ("efs_file_system", "one_zone"): lambda given: (
        {"availability": "one_zone", "zone": None if given is True else str(given)}
        if given
        else {"availability": "regional"}
    ),
    ("s3_glacier", "vault"): lambda given: {"storage_class": "vault"} if given else {},
    ("transfer_family", "protocol"): _transfer_protocols,
    ("transfer_family", "protocols"): _transfer_protocols,
    ("kinesis_streams", "mode"): lambda given: {"mode": given.lower() if isinstance(given, str) else given},
    ("sns_topic", "fifo"): lambda given: {"type": "fifo" if given else "standard"},
    ("sqs_queue", "fifo"): lambda given: {"type": "fifo" if given else "standard"},
}
"""(service, property) -> our properties; for values that are written in another way."""


def link_details(props: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """A link's own fields, and all the rest by name."""
    fields: dict[str, Any] = {}
    details = dict(props)
    if isinstance(details.get("port"), int):
        fields["port"] = details.pop("port")
    if isinstance(details.get("gb_month"), int | float):
        fields["gb_per_month"] = Decimal(str(details.pop("gb_month")))
    return fields, details
