"""What the properties panel edits of a single record whose fields no service declares."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from desktop.docks.forms.option_sources import Option, Surroundings, option, options
from desktop.docks.forms.wording import lower_first
from projects.properties import Property

if TYPE_CHECKING:
    from desktop.editor import Editor


class RecordSubject:
    """A single record whose fields are declared here rather than by a service."""

    label = ""
    declared: tuple[Property, ...] = ()
    long_texts: frozenset[str] = frozenset()
    certain = True

    def __init__(self, editor: Editor, record_id: str) -> None:
        self._editor = editor
        self.id = record_id

    @property
    def key(self) -> str:
        return self.label

    @property
    def record(self) -> Any:
        return self._editor.document.get(self.id)

    def properties(self) -> Sequence[Property]:
        return self.declared

    def values(self) -> tuple[dict[str, object], frozenset[str]]:
        record = self.record
        values = {p.name: getattr(record, p.name) for p in self.declared}
        return {name: None if value == "" else value for name, value in values.items()}, frozenset()

    def set(self, name: str, value: object, merge_key: str) -> None:
        record = self.record
        text = f"Set {self.label} {lower_first(next(p.label for p in self.declared if p.name == name))}"
        key = f"{merge_key} {self.id}" if merge_key else ""
        default = type(record).model_fields[name].default
        stored = default if value is None else value
        with self._editor.edit(text, key) as draft:
            draft.put(type(record)(**{**dict(record), name: stored}))

    def options(self, property: Property) -> list[Option]:
        return options(property.source, self._around())

    def option(self, property: Property, value: str) -> Option | None:
        return option(property.source, self._around(), value)

    def _around(self) -> Surroundings:
        return Surroundings(self._editor.rates, self._editor.document.settings.default_region, {})

    def candidates(self, property: Property) -> list[tuple[str, str]]:
        return []
