"""A small priced drawing in an editor, for the panels."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from desktop.editor import Editor
from desktop.preferences import Preferences
from projects import edits
from projects.document import Document, Draft
from projects.service import make_service


@dataclass
class Drawing:
    """A VPC with two web servers, a database and a volume that lacks its size."""

    document: Document
    vpc: str
    subnet: str
    web: tuple[str, str]
    database: str
    volume: str


def draw() -> Drawing:
    document = Document()
    draft = Draft(document)
    cloud = edits.place(draft, "aws_cloud", None, 500, 400)
    region = edits.place(draft, "region", cloud.id, 500, 400)
    vpc = edits.place(draft, "vpc", region.id, 500, 400)
    zone = edits.place(draft, "availability_zone", vpc.id, 500, 400)
    subnet = edits.place(draft, make_service("subnet", {"public": False}), zone.id, 500, 400)
    server = make_service("ec2_instance", {"instance_type": "m6i.large", "root_volume_size_gib": 30})
    web = [edits.place(draft, server, subnet.id, x, 400, label=f"Web {x}") for x in (400, 600)]
    engine = {"engine": "postgres", "instance_class": "db.m6g.large", "storage_gib": 100}
    database = edits.place(draft, make_service("rds_instance", engine), subnet.id, 500, 600, label="Orders")
    volume = edits.place(draft, "ebs_volume", subnet.id, 800, 600)
    document.apply(draft.change())
    return Drawing(document, vpc.id, subnet.id, (web[0].id, web[1].id), database.id, volume.id)


@pytest.fixture
def drawing() -> Drawing:
    return draw()


@pytest.fixture
def editor(drawing: Drawing, qtbot: QtBot) -> Editor:
    made = Editor()
    made.replace_document(drawing.document)
    made.refresh()
    return made


@pytest.fixture
def preferences(tmp_path: Path) -> Preferences:
    return Preferences(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))
