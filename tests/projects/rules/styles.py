"""Other styles of the same drawing: flat subnets, an account around it, elements in another order."""

from __future__ import annotations

from typing import Any

Drawing = dict[str, Any]


def flat(drawing: Drawing) -> Drawing:
    """Subnets in the VPC that name their zone, instead of in a box of the zone."""
    zones = {
        c["id"]: c for c in drawing["containers"] if c["type"] == "az" and c.get("props", {}).get("name")
    }
    for item in drawing["containers"]:
        zone = zones.get(item.get("parent")) if item["type"] == "subnet" else None
        if zone is not None:
            item.setdefault("props", {})["az"] = zone["props"]["name"]
            item["parent"] = zone["parent"]
    return drawing


def in_an_account(drawing: Drawing) -> Drawing:
    """An account between the cloud and its Regions, where none is drawn."""
    if all(item["type"] != "account" for item in drawing["containers"]):
        for item in drawing["containers"]:
            if item["type"] == "region" and item.get("parent") == "aws":
                item["parent"] = "the-account"
        drawing["containers"].append({"id": "the-account", "type": "account", "parent": "aws"})
    return drawing


def backwards(drawing: Drawing) -> Drawing:
    for part in ("containers", "nodes", "edges"):
        drawing[part] = list(reversed(drawing.get(part) or []))
    return drawing
