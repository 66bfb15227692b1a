"""What the properties panel edits: nodes of one kind, a link, a note, or the project itself."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from desktop.docks.forms.links_subject import LinksSubject
from desktop.docks.forms.note_subject import NoteSubject
from desktop.docks.forms.option_sources import Option, Surroundings, option, options
from desktop.docks.forms.project_settings import PROJECT_SETTINGS
from desktop.docks.forms.record_subject import RecordSubject
from desktop.docks.forms.wording import lower_first
from projects.edits import rename, set_property
from projects.location import locate
from projects.properties import Property
from projects.records import Link, Node, Settings
from projects.terms import read_discounts, written_discounts

if TYPE_CHECKING:
    from desktop.editor import Editor


class Subject(Protocol):
    """A form's content and where its edits go."""

    certain: bool
    """Its flags are yes or no, never unknown."""

    @property
    def long_texts(self) -> frozenset[str]:
        """Names of texts that may have several lines."""

    @property
    def key(self) -> str:
        """Subjects of equal keys share a form."""

    def properties(self) -> Sequence[Property]: ...

    def values(self) -> tuple[dict[str, object], frozenset[str]]:
        """Value by property name, and the names for which the selected records differ."""

    def set(self, name: str, value: object, merge_key: str) -> None:
        """Change the document; raises pydantic's ValidationError for what the record refuses."""

    def options(self, property: Property) -> list[Option]: ...

    def option(self, property: Property, value: str) -> Option | None: ...

    def candidates(self, property: Property) -> list[tuple[str, str]]: ...


class NodesSubject:
    """One or more nodes of the same service."""

    long_texts: frozenset[str] = frozenset()
    certain = False

    def __init__(self, editor: Editor, nodes: Sequence[Node]) -> None:
        self._editor = editor
        self.ids = tuple(node.id for node in nodes)
        self.service = type(nodes[0].service)

    @property
    def key(self) -> str:
        return f"node {self.service.name}"

    @property
    def nodes(self) -> list[Node]:
        found = (self._editor.document.node(node_id) for node_id in self.ids)
        return [node for node in found if node is not None]

    def properties(self) -> Sequence[Property]:
        return self.service.properties()

    def values(self) -> tuple[dict[str, object], frozenset[str]]:
        services = [node.service for node in self.nodes]
        first: dict[str, object] = {p.name: getattr(services[0], p.name) for p in self.properties()}
        several = frozenset(
            name for name, value in first.items() if any(getattr(s, name) != value for s in services[1:])
        )
        return first, several

    def set(self, name: str, value: object, merge_key: str) -> None:
        label = next(p.label for p in self.properties() if p.name == name)
        with self._editor.edit(f"Set {lower_first(label)}", self._merge(merge_key)) as draft:
            set_property(draft, self.ids, name, value)

    def rename(self, text: str, merge_key: str) -> None:
        with self._editor.edit("Rename", self._merge(merge_key)) as draft:
            rename(draft, self.ids[0], text)

    def _merge(self, key: str) -> str:
        return f"{key} {' '.join(self.ids[:20])} {len(self.ids)}" if key else ""

    def region(self) -> str:
        """The first node's Region, else the project's own."""
        document = self._editor.document
        return locate(document, self.ids[0]).region or document.settings.default_region

    def options(self, property: Property) -> list[Option]:
        return options(property.source, self._around(property))

    def option(self, property: Property, value: str) -> Option | None:
        return option(property.source, self._around(property), value)

    def _around(self, property: Property) -> Surroundings:
        values, _ = self.values()
        service = self.nodes[0].service
        # A price key may name what the service works out from its properties.
        computed = {name: getattr(service, name, None) for name in re.findall(r"{(\w+)}", property.source)}
        return Surroundings(self._editor.rates, self.region(), {**computed, **values})

    def candidates(self, property: Property) -> list[tuple[str, str]]:
        """Nodes of the wanted kinds, those of the same VPC only where there is one."""
        document = self._editor.document
        vpc = locate(document, self.ids[0]).vpc_id
        found = []
        for node in document.nodes():
            if node.service.name not in property.of or node.id in self.ids:
                continue
            place = locate(document, node.id)
            if vpc is None or place.vpc_id in (None, vpc):
                zone = f", {place.zone}" if place.zone and place.zone not in node.title else ""
                found.append((node.id, f"{' '.join(node.title.split())[:80]}{zone}"))
        return sorted(found, key=lambda pair: pair[1])


class ProjectSubject(RecordSubject):
    """What holds for the whole project."""

    label = "project"
    long_texts = frozenset({"notes", "service_discounts"})
    declared = PROJECT_SETTINGS

    def __init__(self, editor: Editor) -> None:
        from projects.records import PROJECT_ID

        super().__init__(editor, PROJECT_ID)

    def values(self) -> tuple[dict[str, object], frozenset[str]]:
        found, several = super().values()
        typed = written_discounts(self.settings.service_discounts)
        return {**found, "service_discounts": typed or None}, several

    def set(self, name: str, value: object, merge_key: str) -> None:
        if name == "service_discounts":
            value = read_discounts(str(value or ""))
        super().set(name, value, merge_key)

    @property
    def settings(self) -> Settings:
        return self._editor.document.settings


def subject_of(editor: Editor) -> Subject | None:
    """What the selection offers to edit; None for records of several kinds."""
    document = editor.document
    records = [record for i in editor.selection if (record := document.get(i)) is not None]
    if not records:
        return ProjectSubject(editor)
    nodes = [record for record in records if isinstance(record, Node)]
    if len(nodes) == len(records):
        return NodesSubject(editor, nodes) if len({type(n.service) for n in nodes}) == 1 else None
    links = [record for record in records if isinstance(record, Link)]
    if len(links) == len(records):
        return LinksSubject(editor, links)
    return NoteSubject(editor, records[0].id) if len(records) == 1 else None


def summary_of(records: Sequence[Node], limit: int = 6) -> Mapping[str, int]:
    """How many nodes of which kind, the most frequent first."""
    counts: dict[str, int] = {}
    for node in records:
        counts[node.service.label] = counts.get(node.service.label, 0) + 1
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:limit])
