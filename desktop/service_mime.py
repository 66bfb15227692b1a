"""What is carried when a service is dragged from the palette to the canvas: its name and first properties."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QMimeData

SERVICE_MIME = "application/x-blueprice-service"


def service_data(name: str, properties: Mapping[str, Any] | None = None) -> QMimeData:
    """A drag's content, as JSON: {"service": "subnet", "properties": {"public": true}}."""
    data = QMimeData()
    content = {"service": name, "properties": dict(properties or {})}
    data.setData(SERVICE_MIME, json.dumps(content).encode())
    return data


def service_of(data: QMimeData) -> tuple[str, dict[str, Any]] | None:
    """Name and properties of a dragged service; None if something else is dragged."""
    if not data.hasFormat(SERVICE_MIME):
        return None
    try:
        content = json.loads(bytes(data.data(SERVICE_MIME).data()).decode())
        return str(content["service"]), dict(content.get("properties") or {})
    except (ValueError, KeyError, TypeError):
        return None
