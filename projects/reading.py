"""Records from the parsed content of a project file: what is wrong is left out and said, the rest is kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache
from typing import Any

from pydantic import ValidationError

from projects.file_problems import Places, Problem
from projects.mending import mended
from projects.pictures import picture_fault
from projects.properties import Property
from projects.reading_variants import read_changes
from projects.records import PROJECT_ID, RECORD_TYPES, AnyRecord, Node, Picture, Settings, Variant
from projects.service import Service, UnknownService, catalogue, make_service
from projects.stored_values import all_finite, depth, is_finite, json_value, printable, shown, wrong_value

LONGEST_ID = 200
DEEPEST = 64
"""Nesting of values inside a service that this version does not know."""

_SPAN = (-100_000_000, 100_000_000)
_LENGTH = (1, 100_000_000)
_SHARE = (0, 1)
_TRAFFIC = (0, 10**18)
_RANGES: Mapping[str, Mapping[str, tuple[int, int]]] = {
    "node": {"x": _SPAN, "y": _SPAN, "z": _SPAN, "width": _LENGTH, "height": _LENGTH, "offset": _SHARE},
    "note": {
        **{"x": _SPAN, "y": _SPAN, "z": _SPAN, "width": _LENGTH, "height": _LENGTH},
        "anchor_at": _SHARE,
    },
    "link": {
        **{"gb_per_month": _TRAFFIC, "gb_back_per_month": _TRAFFIC, "port": (0, 65535)},
        **{"bend": _SHARE, "label_at": _SHARE, "source_offset": _SHARE, "target_offset": _SHARE},
    },
    "settings": {},
    "accepted_finding": {},
    "variant": {},
    "page": {"position": _SPAN},
    "picture": {},
}

SET_AGAIN = "Set it again if it matters."


class Reader:
    """Reads the records of one file and collects what is wrong with them."""

    def __init__(self, file: str, text: str, doubled: Iterable[dict[str, Any]] = ()) -> None:
        self._file = file
        self._places = Places(text)
        self._doubled = {id(content) for content in doubled}
        self._times: dict[str, int] = {}
        self._seen: set[str] = set()
        self._services = catalogue()
        self.problems: list[Problem] = []

    def read(self, contents: Iterable[Any]) -> list[AnyRecord]:
        """Valid records with different ids, whose references all lead somewhere."""
        contents = list(contents)
        # Ids that stand in the file are not given out anew.
        taken = {c["id"] for c in contents if isinstance(c, dict) and isinstance(c.get("id"), str)}
        found: list[AnyRecord] = []
        for position, content in enumerate(contents, 1):
            record = self._record(content, position, taken)
            if record is not None:
                found.append(record)
        return mended(
            found, lambda record, field, what, remedy: self.report(self._place(record, field), what, remedy)
        )

    def report(self, place: str, what: str, remedy: str = "", harmless: bool = False) -> None:
        found = Problem(self._file, printable(place), printable(what), printable(remedy), harmless)
        self.problems.append(found)

    # one record

    def _record(self, content: Any, position: int, taken: set[str]) -> AnyRecord | None:
        if not isinstance(content, dict):
            self.report(f"record {position}", "It is not a record and is left out.", "Check the file.")
            return None
        kind = content.get("type")
        record_type = RECORD_TYPES.get(kind) if isinstance(kind, str) else None
        written = content.get("id")
        if isinstance(written, str):
            self._times[written] = self._times.get(written, 0) + 1
        if record_type is None:
            place = self._place(written) if isinstance(written, str) else f"record {position}"
            what = f"{shown(kind)} is no kind of record; it is left out."
            self.report(place, what, "Check the file.")
            return None
        record_id = self._id(written, record_type, position, taken)
        if record_id is None:
            return None
        fields = {name: value for name, value in content.items() if name != "type"}
        fields["id"] = record_id
        if self._doubled:
            self._report_doubled(content, record_id)
        self._fit(record_type.type, fields, record_id)
        if record_type is Node:
            service = self._service(fields, record_id)
            if service is None:
                return None
            fields["service"] = service
        elif "details" in fields:
            self._details(fields, record_id)
        elif record_type is Variant and "changes" in fields:
            fields["changes"], wrong = read_changes(fields["changes"])
            for what in wrong:
                self.report(self._place(record_id, "changes"), what, SET_AGAIN)
        made: AnyRecord | None = self._validated(record_type, fields, record_id)
        if made is None:
            self.report(self._place(record_id), "The record is incomplete and is left out.", "Draw it again.")
        elif isinstance(made, Picture) and (fault := picture_fault(made.media_type, made.data)):
            self.report(self._place(record_id), f"{fault} It is left out.", "Choose the picture again.")
            return None
        return made

    def _id(self, written: Any, kind: type[AnyRecord], position: int, taken: set[str]) -> str | None:
        """A usable id that no record before has; None for a second record of settings."""
        if kind is Settings:
            if PROJECT_ID in self._seen:
                self.report(
                    self._place(PROJECT_ID), "The settings stand twice; the first are used.", "Check them."
                )
                return None
            self._seen.add(PROJECT_ID)
            return PROJECT_ID
        if isinstance(written, str) and 0 < len(written) <= LONGEST_ID and written != PROJECT_ID:
            if written not in self._seen and written.isprintable():
                self._seen.add(written)
                return written
            stem, what = written[: LONGEST_ID - 8], "Its id is another record's; it gets a new one."
        else:
            stem, what = kind.type, "It has no valid id; it gets a new one."
        if not stem.isprintable():
            stem, what = kind.type, "It has no valid id; it gets a new one."
        number = 2
        while f"{stem}-{number}" in self._seen or f"{stem}-{number}" in taken:
            number += 1
        fresh = f"{stem}-{number}"
        self._seen.add(fresh)
        place = self._place(written) if isinstance(written, str) and written else f"record {position}"
        self.report(place, what, f"It is now {fresh}; check that it is wanted.")
        return fresh

    def _report_doubled(self, content: dict[str, Any], record_id: str) -> None:
        inner = content.get("properties")
        if id(content) in self._doubled or id(inner) in self._doubled:
            what = "A field stands twice in this record; the later one is used."
            self.report(self._place(record_id), what, "Check its values.")

    def _fit(self, kind: str, fields: dict[str, Any], record_id: str) -> None:
        """Cut texts that are too long and leave out numbers that no drawing has."""
        ranges, longest = _RANGES[kind], _longest(kind)
        for name, value in list(fields.items()):
            if type(value) is str:
                # Part of a picture is no picture.
                if (kind, name) == ("picture", "data"):
                    continue
                if len(value) > LONGEST_ID and len(value) > (limit := longest.get(name, LONGEST_ID)):
                    fields[name] = value[:limit]
                    what = f"The text has {len(value):,} characters; it is cut to {limit:,}."
                    self.report(
                        self._place(record_id, name), what, "Shorten it in the file to choose what is kept."
                    )
            elif name in ranges and isinstance(value, int | Decimal):
                low, high = ranges[name]
                if not is_finite(value) or not low <= value <= high:
                    del fields[name]
                    what = f"{shown(value)} is not between {low:,} and {high:,}; it is left out."
                    self.report(self._place(record_id, name), what, SET_AGAIN)

    def _details(self, fields: dict[str, Any], record_id: str) -> None:
        """A link's further facts, which are plain JSON values."""
        if depth(fields["details"]) > DEEPEST or not all_finite(fields["details"]):
            del fields["details"]
            self.report(self._place(record_id, "details"), "They cannot be used and are left out.", SET_AGAIN)
        else:
            fields["details"] = json_value(fields["details"])

    def _service(self, fields: dict[str, Any], record_id: str) -> Service | None:
        name, properties = fields.get("service"), fields.pop("properties", None)
        if not isinstance(name, str) or not name:
            self.report(
                self._place(record_id, "service"),
                "The node names no service; it is left out.",
                "Draw it again.",
            )
            return None
        if properties is not None and not isinstance(properties, dict):
            self.report(
                self._place(record_id, "properties"), "They are not a list of values; left out.", SET_AGAIN
            )
            properties = None
        kind = self._services.get(name)
        if kind is None:
            return self._unknown(name, properties or {}, record_id)
        if not properties:
            return self._plain(kind)
        self._check_properties(kind, properties, record_id)
        made: Service | None = self._validated(kind, properties, record_id)
        return made

    @staticmethod
    @cache
    def _plain(kind: type[Service]) -> Service:
        """One object for all nodes that state nothing: it cannot change."""
        return kind()

    def _unknown(self, name: str, properties: dict[str, Any], record_id: str) -> Service:
        if depth(properties) > DEEPEST:
            what = "The values of this unknown service are nested too deeply; they are left out."
            self.report(self._place(record_id, "properties"), what, "Check the file.")
            properties = {}
        elif not all_finite(properties):
            what = "The values of this unknown service hold numbers that are none; they are left out."
            self.report(self._place(record_id, "properties"), what, "Check the file.")
            properties = {}
        what = (
            f"This version of Blueprice does not know the service {shown(name)}; it is kept as it was saved."
        )
        self.report(self._place(record_id, "service"), what, "Update Blueprice to price it.", harmless=True)
        made = make_service(name, properties)
        assert isinstance(made, UnknownService)
        return made

    def _check_properties(self, kind: type[Service], properties: dict[str, Any], record_id: str) -> None:
        declared = _declared(kind)
        for name, value in list(properties.items()):
            wrong = wrong_value(declared[name], value) if name in declared else None
            if wrong is None:
                continue
            self.report(self._place(record_id, name), f"{wrong}; {_drop(kind, properties, name)}.", SET_AGAIN)

    def _validated(self, kind: Any, fields: dict[str, Any], record_id: str) -> Any:
        """The object, with the fields that do not fit left out; None if it cannot do without one."""
        while True:
            try:
                return kind(**fields)
            except ValidationError as error:
                faults = error.errors(include_url=False)
            except (ArithmeticError, TypeError, ValueError):
                faults = []
            removed = {self._remove(kind, fields, fault, record_id) for fault in faults if fault["loc"]}
            if not any(removed):
                if not fields or "id" in fields or any(fault["type"] == "missing" for fault in faults):
                    return None
                self.report(
                    self._place(record_id), "Its values do not fit together; they are left out.", SET_AGAIN
                )
                fields.clear()

    def _remove(self, kind: Any, fields: dict[str, Any], fault: Any, record_id: str) -> bool:
        """Take out what one of pydantic's errors is about; False if it is not there."""
        name = str(fault["loc"][0])
        if name not in fields:
            return False
        value = fields[name]
        if len(fault["loc"]) > 1 and isinstance(value, list):
            texts = [item for item in value if isinstance(item, str)]
            if texts and texts != value:
                fields[name], kept = texts, "it is left out"
            else:
                kept = _drop(kind, fields, name).replace("it ", "the list ", 1)
        elif len(fault["loc"]) > 1 and isinstance(value, dict) and fault["loc"][1] in value:
            fields[name] = {key: item for key, item in value.items() if key != fault["loc"][1]}
            kept = "it is left out"
        else:
            kept = _drop(kind, fields, name)
        if fault["type"] == "extra_forbidden":
            what = f"There is no such field; {kept}."
        else:
            what = f"{shown(fault['input'])} {_reason(fault)}; {kept}."
        self.report(self._place(record_id, name), what, SET_AGAIN)
        return True

    def _place(self, record_id: str, field: str = "") -> str:
        return self._places.find(record_id, field, self._times.get(record_id, 1))


def _drop(kind: Any, fields: dict[str, Any], name: str) -> str:
    """Take out a value that does not fit; gives what became of it.

    A property with a default becomes unknown: its default would be priced, and nobody chose it.
    """
    declared = kind.model_fields.get(name)
    if (
        issubclass(kind, Service)
        and declared is not None
        and declared.default not in (None, ())
        and fields[name] is not None
    ):
        fields[name] = None
        return "it counts as not known"
    del fields[name]
    return "it is left out"


def _reason(fault: Any) -> str:
    """Why a value does not fit, to be read after the value itself."""
    facts = fault.get("ctx", {})
    if fault["type"] == "literal_error":
        return f"is none of {facts['expected']}".replace("'", '"').replace(" or ", " and ")
    if fault["type"] == "too_long":
        return f"has more than {facts['max_length']:,} entries"
    if fault["type"] == "string_too_long":
        return f"has more than {facts['max_length']:,} characters"
    return _REASONS.get(fault["type"].split("_")[0], "does not fit here")


_REASONS = {
    "int": "is not a whole number",
    "decimal": "is not a number",
    "finite": "is not a number",
    "float": "is not a number",
    "bool": "is neither true nor false",
    "string": "is not text",
    "tuple": "is not a list",
    "greater": "is too small",
    "less": "is too large",
}


@cache
def _declared(kind: type[Service]) -> Mapping[str, Property]:
    return {item.name: item for item in kind.properties() if item.kind not in ("flag", "nodes")}


@cache
def _longest(kind: str) -> Mapping[str, int]:
    """Text field -> most characters it takes, where the record says so; fields without are names."""
    limits: dict[str, int] = {}
    for name, field in RECORD_TYPES[kind].model_fields.items():
        for fact in field.metadata:
            if (most := getattr(fact, "max_length", None)) is not None:
                limits[name] = most
    return limits
