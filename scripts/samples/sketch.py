"""A sketch collects the records of one sample."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from projects.document import Document
from projects.records import AnyRecord, Link, Node, Note, Settings
from projects.service import make_service

FRAME_KEYS = ("label", "width", "height", "side", "offset", "members", "z", "comment")


class Sketch:
    """Collects the records of one sample; positions are relative to the parent's upper left corner."""

    def __init__(self, **settings: Any) -> None:
        self.records: list[AnyRecord] = [Settings(**settings)]

    def put(
        self, node_id: str, service: str, parent: str | None, x: int = 0, y: int = 0, **facts: Any
    ) -> str:
        """A node; what is not a field of the record is a property of its service."""
        own = {key: facts.pop(key) for key in FRAME_KEYS if key in facts}
        made = make_service(service, facts)
        self.records.append(Node(id=node_id, service=made, parent=parent, x=x, y=y, **own))
        return node_id

    def link(
        self,
        source: str,
        target: str,
        kind: str = "traffic",
        gb: tuple[int | str, int | str] | None = None,
        **facts: Any,
    ) -> None:
        """A link; ``gb`` is what it carries a month, there and back."""
        there, back = (None, None) if gb is None else map(Decimal, gb)
        link_id = f"{source}--{target}"
        self.records.append(
            Link(
                id=link_id,
                source=source,
                target=target,
                kind=kind,
                gb_per_month=there,
                gb_back_per_month=back,
                **facts,
            )
        )

    def title_block(self, x: int, y: int) -> None:
        """Name, client, author, date and version, as the settings have them."""
        self.records.append(Note(id="title", kind="title_block", x=x, y=y, width=400, height=112))

    def legend(self, x: int, y: int, width: int, height: int) -> None:
        """What the lines mean."""
        self.records.append(Note(id="legend", kind="legend", x=x, y=y, width=width, height=height))

    def steps(
        self, x: int, y: int, width: int, height: int, told: Iterable[tuple[str, float | None, str]]
    ) -> None:
        """Numbered steps at nodes, or on links at a share of their way, what happens there, and the list."""
        self.records.append(Note(id="steps", kind="step_list", x=x, y=y, width=width, height=height))
        for number, (at, share, details) in enumerate(told, 1):
            place: dict[str, Any] = {"parent": at, "x": -16, "y": -14}
            if share is not None:
                place = {"anchor": at, "anchor_at": share}
            self.records.append(
                Note(
                    id=f"step-{number}",
                    kind="step",
                    text=str(number),
                    details=details,
                    width=28,
                    height=28,
                    **place,
                )
            )

    def document(self) -> Document:
        return Document(self.records)
