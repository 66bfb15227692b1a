"""What was priced for one project is let go of when another takes its place."""

from __future__ import annotations

import gc

from pricing.table import price_table
from projects.document import Document
from projects.estimate import estimate, forget
from projects.memory import Memory
from projects.records import Node
from projects.service import Service, make_service


def test_nothing_is_remembered_of_what_was_forgotten() -> None:
    memory: Memory[str] = Memory(2)
    records = [object() for _ in range(4)]
    for record in records:
        memory.put("made", record)
    memory.forget()
    assert [memory.get(record) for record in records] == [None] * 4


def test_services_of_a_closed_project_are_not_kept() -> None:
    service = make_service("ec2_instance", {"instance_type": "m6i.large"})
    document = Document([Node(id="web", service=service)])
    before = estimate(document, price_table())
    assert _kept(service)
    forget(price_table())
    assert not _kept(service)
    assert estimate(document, price_table()) == before


def _kept(service: Service) -> bool:
    """Whether anything but nodes, and what a function holds, refers to a service."""
    return any(isinstance(holder, tuple) and service in holder for holder in gc.get_referrers(service))
