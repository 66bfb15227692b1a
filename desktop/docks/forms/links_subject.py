"""What the properties panel edits of links, one or several: kind, label, look, and traffic."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from desktop.docks.forms.wording import lower_first
from projects import linking
from projects.link_kinds import LINK_KINDS
from projects.properties import Property
from projects.records import Link

if TYPE_CHECKING:
    from desktop.docks.forms.option_sources import Option
    from desktop.editor import Editor

AS_ITS_KIND = "As its kind is drawn"
_MOST = Decimal(10**18)


def _traffic(name: str, label: str, help: str) -> Property:
    return Property(
        name, label, "quantity", unit="GB/month", group="Usage", help=help, low=Decimal(0), high=_MOST
    )


FIELDS: tuple[Property, ...] = (
    Property("kind", "Kind", "choice", choices={k.name: k.summary for k in LINK_KINDS.values()}, default=""),
    Property("label", "Label", "text"),
    Property(
        "arrow", "Arrow", "choice", default=AS_ITS_KIND,
        choices={"target": "At the end.", "both": "At both ends.", "none": "No arrow."},
    ),
    Property(
        "line", "Line", "choice", default=AS_ITS_KIND,
        choices={
            "solid": "The usual line.",
            "dashed": "Asynchronous, optional, or for control.",
            "dotted": "For what is to be set apart.",
        },
    ),
    Property(
        "routing", "Shape", "choice", default="As the project's links",
        choices={
            "orthogonal": "At right angles, around what is in the way.",
            "straight": "The shortest way.",
            "curved": "In a curve.",
        },
    ),
    Property("port", "Port", "count", low=Decimal(0), high=Decimal(65535)),
    _traffic(
        "gb_per_month", "Traffic to its end",
        "From where the link starts. What it costs follows from where its ends stand.",
    ),
    _traffic(
        "gb_back_per_month", "Traffic back",
        "From its end back to where it starts, such as answers. 0 for none.",
    ),
)  # fmt: skip


class LinksSubject:
    """One link, or several of which the same is set for all."""

    long_texts: frozenset[str] = frozenset()
    certain = True
    key = "link"

    def __init__(self, editor: Editor, links: Sequence[Link]) -> None:
        self._editor = editor
        self.ids = tuple(link.id for link in links)

    @property
    def links(self) -> list[Link]:
        found = (self._editor.document.get(link_id) for link_id in self.ids)
        return [link for link in found if isinstance(link, Link)]

    def properties(self) -> Sequence[Property]:
        return FIELDS

    def values(self) -> tuple[dict[str, object], frozenset[str]]:
        links = self.links
        first: dict[str, object] = {p.name: getattr(links[0], p.name) for p in FIELDS} if links else {}
        several = frozenset(
            name for name, value in first.items() if any(getattr(link, name) != value for link in links[1:])
        )
        return {name: None if value == "" else value for name, value in first.items()}, several

    def set(self, name: str, value: object, merge_key: str) -> None:
        label = next(p.label for p in FIELDS if p.name == name)
        text = f"Set link {lower_first(label)}"
        key = f"{merge_key} {' '.join(self.ids[:20])} {len(self.ids)}" if merge_key else ""
        stored = Link.model_fields[name].default if value is None else value
        with self._editor.edit(text, key) as draft:
            for link in self.links:
                draft.put(Link(**{**dict(link), name: stored}))

    # for all of them

    @property
    def by_hand(self) -> bool:
        """Whether a person has set anything of a line's way."""
        return any(linking.is_by_hand(link) for link in self.links)

    def options(self, property: Property) -> list[Option]:
        return []

    def option(self, property: Property, value: str) -> Option | None:
        return None

    def candidates(self, property: Property) -> list[tuple[str, str]]:
        return []
