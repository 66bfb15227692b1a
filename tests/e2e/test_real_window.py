"""The whole way with real mouse and keyboard events in the real window, on a virtual display."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pricing.table import price_table
from projects import edits, files
from projects.document import Draft
from projects.estimate import estimate
from projects.service import catalogue

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "projects" / "samples" / "three_tier_web_application.blueprice"


def small_workload(name: str) -> Decimal:
    """The figure that the profile gives a NAT gateway."""
    (declared,) = [item for item in catalogue()["nat_gateway"].properties() if item.name == name]
    assert declared.typical is not None
    return declared.typical[0]


def driven(script: str, project: Path) -> dict[str, Any]:
    """What a session with the real window leaves behind; it must have gone through without a fault."""
    folder = project.parent
    environment = {**os.environ, "QT_QPA_PLATFORM": "xcb", "PYTHONPATH": str(ROOT)}
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"):
        environment[name] = str(folder / "home")
    done = subprocess.run(
        [
            *("xvfb-run", "-a", "-s", "-screen 0 1680x1050x24"),
            *(sys.executable, str(Path(__file__).with_name(script)), str(project)),
        ],
        env=environment,
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=180,
    )
    assert done.stdout.strip(), done.stderr[-3000:]
    found: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    assert "error" not in found, (found, done.stderr[-3000:])
    assert "Traceback" not in done.stderr
    return found


@pytest.mark.xvfb
def test_a_person_places_configures_moves_undoes_and_saves(tmp_path: Path) -> None:
    project = tmp_path / "shop.blueprice"
    shutil.copy(SAMPLE, project)
    found = driven("drive_window.py", project)

    # Dropped into the subnet under the pointer, and priced at once: its hours and its address.
    assert found["placed"] == ["data-b"]
    hours = 730 * (Decimal("0.045") + Decimal("0.005"))
    assert Decimal(found["after_placing"]) - Decimal(found["at_start"]) == hours
    # Filled in from the Prices menu by keyboard, in one step, and taken back in one.
    assert found["filled"] == str(small_workload("data_processed_gb"))
    assert found["filled_in_steps"] == 1
    assert found["after_taking_back"] == found["after_placing"]
    # Typed into the form: 100 GB at 0.045 USD.
    assert found["selected"]
    assert found["typed"] == "100"
    assert Decimal(found["after_typing"]) - Decimal(found["after_placing"]) == Decimal("4.5")
    # Dragged into another subnet; a drag given up with Escape leaves it there.
    assert found["moved_to"] == "public-b"
    assert found["escape_left_it"]
    # Everything undone is the drawing as it was; redone and saved, the file holds it.
    assert found["undone"]
    assert found["after_undo"] == found["at_start"]
    assert found["after_redo"] == found["after_typing"]
    assert not found["unsaved"]
    saved = estimate(files.load(project).document, price_table())
    assert saved.totals.monthly == Decimal(found["after_typing"])


@pytest.mark.xvfb
def test_a_person_mends_accepts_reopens_and_drills(tmp_path: Path) -> None:
    document = files.load(SAMPLE).document
    draft = Draft(document)
    databases = [node.id for node in document.nodes() if node.service.name == "rds_instance"]
    edits.set_property(draft, databases, "deployment", "single_az")
    gateways = [node.id for node in document.nodes() if node.service.name == "nat_gateway"]
    edits.delete(draft, gateways[1:])
    document.apply(draft.change())
    project = tmp_path / "shop.blueprice"
    files.save(document, project)
    found = driven("drive_findings.py", project)

    assert found["findings"], "one NAT gateway for two zones is worth a finding"
    # Accepted with a reason typed into the dialog, and reopened with one key.
    assert found["accepted"] == ["A pilot"]
    assert found["open_while_accepted"] == found["findings"] - 1
    assert found["reopened"]
    # A click on the remedy in the list makes what it says, at the cost that it says.
    assert found["mended"]
    assert found["cost_came_true"]
    # The drill takes a click on a node and a key to leave, and leaves no trace.
    assert found["off"] == [gateways[0]]
    assert found["banner"]
    assert found["untouched"]
    assert not found["drilling_after_escape"]


@pytest.mark.xvfb
def test_a_person_bends_parts_and_leads_lines(tmp_path: Path) -> None:
    project = tmp_path / "shop.blueprice"
    shutil.copy(SAMPLE, project)
    found = driven("drive_links.py", project)

    # Bent by its middle leg, with a corner added by a double-click, and reset by a key.
    assert found["selected"]
    assert found["bent"]
    assert -70 <= found["bent_by"] <= -50
    assert found["corners_added"]
    assert found["after_reset"] == [[], None, None]
    # A service from the palette parts the line that it is dropped on.
    assert found["inserted"] == [True]
    assert found["parts"] == ["gateway new", "new balancer"]
    # An end is led to another node; Alt in the middle of a drag makes it a copy.
    assert found["led_to"] == "cache"
    assert found["copied"] == ["elasticache_cluster"]
    assert found["original_stays"]
    # Six steps, and everything is as it was.
    assert found["steps"] == 6
    assert found["undone"]
