"""Cases of S3 and of its archive classes: one class, all of them in one bucket, or an extra by itself."""

from __future__ import annotations

from typing import Any

from tests.cost_cases.adapters import adapter
from tests.cost_cases.drawing import Drawing
from tests.cost_cases.facts import CannotExpress, Facts

AMOUNTS = {
    "tier_1_requests_per_month": "monthly_writes",
    "tier_2_requests_per_month": "monthly_reads",
    "lifecycle_transition_requests_per_month": "monthly_transitions",
    "data_retrieval_gb_per_month": "retrieval_gb",
    "select_data_scanned_gb_per_month": "select_scanned_gb",
    "select_data_returned_gb_per_month": "select_returned_gb",
    "early_delete_gb": "early_deleted_gb",
    "monitored_objects": "monitored_objects",
}
"""What any class may have: the case's name -> our property of a bucket's own class."""

SPEEDS = ("expedited", "standard", "bulk")
TIERS = {
    "infrequent_access_storage_gb": "infrequent_gb",
    "archive_instant_access_storage_gb": "archive_instant_gb",
    "archive_access_storage_gb": "archive_gb",
    "deep_archive_access_storage_gb": "deep_archive_gb",
}
CLASSES = {
    "standard_infrequent_access": ("STANDARD_IA", "standard_ia_"),
    "one_zone_infrequent_access": ("ONEZONE_IA", "onezone_ia_"),
    "intelligent_tiering": ("INTELLIGENT_TIERING", "intelligent_tiering_"),
    "glacier_instant_retrieval": ("GLACIER_IR", "glacier_ir_"),
    "glacier_flexible_retrieval": ("GLACIER", "glacier_"),
    "glacier_deep_archive": ("DEEP_ARCHIVE", "deep_archive_"),
}
"""The name of a class in a case with all of them -> ours, and what our properties of it begin with."""

EXTRAS = {
    "inventory": ("objects_listed_per_month", "inventory_objects"),
    "object_tagging": ("tags", "object_tags"),
    "storage_class_analysis": ("objects_monitored", "analyzed_objects"),
}
CLASSES_ALONE = ("STANDARD", "INTELLIGENT_TIERING", "STANDARD_IA", "ONEZONE_IA", "GLACIER_IR")
KNOWN = {name: name for name in (*CLASSES_ALONE, "GLACIER", "DEEP_ARCHIVE", "EXPRESS_ONEZONE")}
REQUIRED = ("storage_gb", "monthly_writes", "monthly_reads", "retrieval_gb", "monitored_objects")


@adapter("s3")
def s3(drawing: Drawing, config: Facts, usage: Facts) -> None:
    """What a case does not speak of is none."""
    kind = config.get("kind")
    wanted: dict[str, Any] = dict.fromkeys(REQUIRED, 0)
    if kind is not None:
        key, field = config.choice("kind", EXTRAS)
        wanted[field] = usage.need(key)
    elif config.get("storage_class") == "all":
        wanted |= {"storage_class": "STANDARD", "classes": "several"}
        standard = _class_facts(usage, "standard")
        if standard is not None:
            wanted |= _one_class(standard, "STANDARD")
        for name, (storage_class, prefix) in CLASSES.items():
            facts = _class_facts(usage, name)
            if facts is not None:
                wanted |= _prefixed(_one_class(facts, storage_class), storage_class, prefix)
    else:
        storage_class = config.choice("storage_class", KNOWN, "STANDARD")
        wanted |= {"storage_class": storage_class, **_one_class(usage, storage_class)}
    drawing.add("s3_bucket", **wanted)


@adapter("s3_glacier")
def s3_glacier(drawing: Drawing, config: Facts, usage: Facts) -> None:
    storage_class = config.choice("storage_class", {"GLACIER": "GLACIER", "DEEP_ARCHIVE": "DEEP_ARCHIVE"})
    wanted = dict.fromkeys(("storage_gb", "monthly_writes", "monthly_reads"), 0)
    drawing.add("s3_glacier", storage_class=storage_class, **wanted | _one_class(usage, storage_class))


def _class_facts(usage: Facts, name: str) -> Facts | None:
    """A class's own object, or its keys written with dots."""
    found: Facts | None = usage.get(name)
    if found is not None and not isinstance(found, Facts):
        raise CannotExpress(f"{name} holds no amounts")
    if found is None:
        names = usage.keys()
        dotted = [key for key in names if key.startswith(f"{name}.")]
        found = Facts({key.removeprefix(f"{name}."): usage.get(key) for key in dotted}) if dotted else None
    return found


def _one_class(usage: Facts, storage_class: str) -> dict[str, Any]:
    """What is given of one class, by our names of a bucket's own class."""
    tiered = storage_class == "INTELLIGENT_TIERING"
    stored = usage.get("frequent_access_storage_gb" if tiered else "storage_gb")
    found = {"storage_gb": usage.get("storage_gb") if tiered and stored is None else stored}
    names = {key: field for key, field in AMOUNTS.items() if field != "monitored_objects" or tiered}
    if storage_class in ("GLACIER", "DEEP_ARCHIVE"):
        names = {key: field for key, field in names.items() if "retrieval" not in key and "select" not in key}
        for speed in SPEEDS:
            names[f"{speed}_data_retrieval_gb_per_month"] = f"{speed}_retrieval_gb"
            names[f"{speed}_data_retrieval_requests_per_month"] = f"monthly_{speed}_restores"
            names[f"{speed}_select_data_scanned_gb_per_month"] = f"{speed}_select_scanned_gb"
            names[f"{speed}_select_data_returned_gb_per_month"] = f"{speed}_select_returned_gb"
    if tiered and usage.get("early_delete_gb"):
        raise CannotExpress("Intelligent-Tiering has no minimum storage time: AWS bills no early deletion")
    if tiered:
        names |= {key: f"int_{field}" for key, field in TIERS.items()}
    found |= {field: usage.get(key) for key, field in names.items()}
    return {field: amount for field, amount in found.items() if amount is not None}


def _prefixed(amounts: dict[str, Any], storage_class: str, prefix: str) -> dict[str, Any]:
    """The same for a further class of the bucket."""
    archive = storage_class in ("GLACIER", "DEEP_ARCHIVE")
    renamed = {"storage_gb": "gb"} | ({"standard_retrieval_gb": "retrieval_gb"} if archive else {})
    return {prefix + renamed.get(name, name.removeprefix("int_")): amount for name, amount in amounts.items()}
