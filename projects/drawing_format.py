"""Importing drawings in the neutral format ``aws-drawing-neutral/1``, laid out so that they can be seen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from projects.document import Document
from projects.drawing_layout import lay_out
from projects.drawing_properties import link_details, service_properties
from projects.known_services import drawing_names
from projects.records import PROJECT_ID, AnyRecord, Link, Node, Settings
from projects.rules.rule import Finding, all_rules
from projects.service import UnknownService, make_service

FORMAT = "aws-drawing-neutral/1"

LONGEST_ID = 200

_SHAPES: Mapping[str, tuple[type, ...]] = {
    "props": (Mapping, type(None)),
    "members": (list, tuple, type(None)),
    "parent": (str, int, type(None)),
}

CONTAINERS = {
    "az": "availability_zone",
    "asg": "auto_scaling_group",
}
"""Container types whose name differs from ours."""


@dataclass(frozen=True)
class ImportedDrawing:
    """A drawing as a document, and what of it could not be taken."""

    document: Document
    problems: tuple[Finding, ...] = ()
    """Faults of the drawing itself (STR010): double ids, missing parents, rings, links to nothing."""
    ignored: tuple[str, ...] = ()
    """Properties that no service takes here, as "id.property"."""


def read_drawing(data: Mapping[str, Any]) -> ImportedDrawing:
    """The drawing as a document. Raises ValueError if the data is no drawing of this format at all."""
    if data.get("format", FORMAT) != FORMAT:
        raise ValueError(f"the drawing has the format {data.get('format')!r}, not {FORMAT!r}")
    reading = _Reading(data)
    reading.nodes(data.get("containers") or (), "type")
    reading.nodes(data.get("nodes") or (), "service")
    reading.break_rings()
    reading.links(data.get("edges") or ())
    settings = Settings(name=str(data.get("title") or data.get("id") or ""))
    laid = lay_out(reading.found.values(), reading.edges.values())
    records: list[AnyRecord] = [settings, *laid, *reading.edges.values()]
    return ImportedDrawing(Document(records), tuple(reading.problems), tuple(reading.ignored))


class _Reading:
    """What has been read of one drawing so far."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.found: dict[str, Node] = {}
        self.edges: dict[str, Link] = {}
        self.problems: list[Finding] = []
        self.ignored: list[str] = []
        self.zone_names = {
            str(item["id"]): str((item.get("props") or {}).get("name") or "")
            for item in _items(data.get("containers"))
            if item.get("type") in ("az", "local_zone")
            and isinstance(item.get("props"), Mapping | type(None))
        }

    def nodes(self, items: object, kind: str) -> None:
        for item in self.sound(items):
            node_id = str(item["id"])
            if node_id in self.found or node_id == PROJECT_ID:
                self.problem(f"Two elements have the id “{node_id}”; give each its own.", node_id)
                continue
            name = str(item.get(kind) or "unknown")
            service = self.service(node_id, name, item.get("props") or {})
            parent = item.get("parent")
            self.found[node_id] = Node(
                id=node_id,
                service=service,
                label="" if service.is_container() else node_id[:2000],
                parent=None if parent is None else str(parent),
                members=tuple(dict.fromkeys(map(str, item.get("members") or ()))),
            )
        if kind == "service":
            self.mend_parents()
            self.put_in_listed_subnets(items)

    def service(self, node_id: str, name: str, props: Mapping[str, Any]) -> Any:
        ours = CONTAINERS.get(name) or drawing_names().get(name, name)
        given = {**props}
        zone = given.get("az")
        if name == "subnet" and zone in self.zone_names:
            given["az"] = self.zone_names[zone] or zone
        if isinstance(listed := given.get("azs"), list):
            given["azs"] = [self.zone_names.get(str(each)) or each for each in listed]
        wanted, left = service_properties(ours, given)
        self.ignored.extend(f"{node_id}.{key}" for key in left)
        while True:
            try:
                return make_service(ours, wanted)
            except ValidationError as error:
                wrong = {str(problem["loc"][0]) for problem in error.errors() if problem["loc"]} & set(wanted)
                if not wrong:
                    return UnknownService(original_name=name, original=dict(props))
                wanted = {key: value for key, value in wanted.items() if key not in wrong}
                self.ignored.extend(f"{node_id}.{key}" for key in sorted(wrong))

    def mend_parents(self) -> None:
        for node in tuple(self.found.values()):
            if node.parent is not None and node.parent not in self.found:
                self.problem(
                    f"“{node.id}” stands in “{node.parent}”, which does not exist; move it to a container.",
                    node.id,
                )
                self.found[node.id] = node.model_copy(update={"parent": None})

    def put_in_listed_subnets(self, items: object) -> None:
        """An instance or NAT gateway that lists its subnet, instead of standing in it, is put there."""
        for item in _items(items):
            node, props = self.found.get(str(item["id"])), item.get("props") or {}
            listed = props.get("subnets") or props.get("subnet")
            first = listed[0] if isinstance(listed, list) and listed else listed
            if node is None or not isinstance(first, str) or "subnets" in type(node.service).model_fields:
                continue
            subnet, parent = self.found.get(first), self.found.get(node.parent or "")
            if subnet is None or subnet.service.name != "subnet" or "subnet" not in node.service.inside:
                continue
            if parent is None or parent.service.name != "subnet":
                self.found[node.id] = node.model_copy(update={"parent": subnet.id})
                told = {f"{node.id}.subnets", f"{node.id}.subnet"}
                self.ignored = [one for one in self.ignored if one not in told]

    def break_rings(self) -> None:
        """A container that holds itself, through others or not, is put on the free canvas."""
        sound: set[str] = set()
        for node_id in self.found:
            path: list[str] = []
            at: str | None = node_id
            while at is not None and at not in sound and at not in path:
                path.append(at)
                at = self.found[at].parent
            if at is not None and at in path:
                ring = path[path.index(at) :]
                self.problem("Containers hold each other in a ring; move one of them out.", *sorted(ring))
                self.found[at] = self.found[at].model_copy(update={"parent": None})
            sound.update(path)

    def links(self, items: object) -> None:
        for item in self.sound(items):
            link_id = str(item["id"])
            source, target = str(item.get("from")), str(item.get("to"))
            if link_id in self.found or link_id in self.edges or link_id == PROJECT_ID:
                self.problem(f"Two elements have the id “{link_id}”; give each its own.", link_id)
                continue
            missing = [end for end in (source, target) if end not in self.found]
            if missing:
                self.problem(f"A link leads to “{missing[0]}”, which does not exist; remove it.", link_id)
                continue
            fields, details = link_details(item.get("props") or {})
            kind = str(item.get("kind") or "traffic")
            self.edges[link_id] = Link(
                id=link_id, source=source, target=target, kind=kind, details=details, **fields
            )

    def sound(self, items: object) -> Iterable[Mapping[str, Any]]:
        """Elements that can be read; of the others is noted what they lack."""
        for item in items if isinstance(items, list | tuple) else ():
            if not isinstance(item, Mapping) or item.get("id") in (None, ""):
                self.ignored.append("an element without an id")
                continue
            name = str(item["id"])
            if len(name) > LONGEST_ID or not name.isprintable():
                self.ignored.append(f"{name[:40]!r}, which is no id")
                continue
            odd = [key for key, kind in _SHAPES.items() if not isinstance(item.get(key), kind)]
            self.ignored.extend(f"{name}.{key}" for key in odd)
            yield {key: value for key, value in item.items() if key not in odd}

    def problem(self, message: str, *ids: str) -> None:
        self.problems.append(all_rules()["STR010"].finding(message, *ids))


def _items(items: object) -> Iterable[Mapping[str, Any]]:
    if not isinstance(items, list | tuple):
        return []
    return [item for item in items if isinstance(item, Mapping) and item.get("id") not in (None, "")]
