"""A form made from property declarations: one field each, in groups, shown as their conditions allow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from desktop.docks.forms.choices import ChoiceField
from desktop.docks.forms.fields import Field, FlagField, LinesField, NumberField, TextField
from desktop.docks.forms.long_list import LongListField
from desktop.docks.forms.node_list import NodesField
from desktop.docks.forms.option_sources import Option
from projects.properties import Property

GROUPS = ("Configuration", "Usage")


class Lists(Protocol):
    """Where a form finds what its long lists offer."""

    def options(self, property: Property) -> list[Option]: ...

    def option(self, property: Property, value: str) -> Option | None: ...

    def candidates(self, property: Property) -> list[tuple[str, str]]: ...


class Form(QWidget):
    """Fields by property name; says what a person changed and never changes anything itself."""

    edited = Signal(str, object, str)
    """Property, value, and a key that stays the same while one goes on typing."""

    def __init__(
        self,
        properties: Iterable[Property],
        lists: Lists,
        headings: bool = True,
        long_texts: frozenset[str] = frozenset(),
        certain: bool = False,
    ) -> None:
        super().__init__()
        self._certain = certain
        self._long_texts = long_texts
        self._lists = lists
        self.fields: dict[str, Field] = {}
        self._headings: dict[str, QLabel] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(7)
        declared = tuple(properties)
        for group in GROUPS:
            found = [property for property in declared if property.group == group]
            if found and headings:
                heading = QLabel(group)
                heading.setProperty("role", "heading")
                heading.setContentsMargins(0, 0 if group == GROUPS[0] else 10, 0, 1)
                self._headings[group] = heading
                layout.addWidget(heading)
            for property in found:
                layout.addWidget(self._add(property))

    def _add(self, property: Property) -> Field:
        field = self._field(property)
        field.edited.connect(lambda value, key, name=property.name: self.edited.emit(name, value, key))
        self.fields[property.name] = field
        return field

    def _field(self, property: Property) -> Field:
        if property.kind in ("quantity", "count"):
            return NumberField(property)
        if property.kind == "flag":
            return FlagField(property, self._certain)
        if property.kind == "nodes":
            return NodesField(property, lambda: self._lists.candidates(property))
        if property.kind == "choice" and property.choices is None:
            find = self._lists
            return LongListField(
                property, lambda: find.options(property), lambda value: find.option(property, value)
            )
        if property.kind == "choice":
            return ChoiceField(property)
        return LinesField(property) if property.name in self._long_texts else TextField(property)

    def show_values(self, values: Mapping[str, object], several: frozenset[str]) -> None:
        """Show the document's values; names in ``several`` differ between the selected nodes."""
        for name, field in self.fields.items():
            shown = _applies(field.declared, values, several)
            field.setVisible(shown)
            if shown:
                field.show_value(values.get(name), name in several)
        for group, heading in self._headings.items():
            heading.setVisible(
                any(not f.isHidden() for f in self.fields.values() if f.declared.group == group)
            )

    def focus_field(self, name: str) -> bool:
        """Put the cursor into a field; False if the form does not show it."""
        field = self.fields.get(name)
        if field is None or field.isHidden():
            return False
        field.focus()
        return True


def _applies(property: Property, values: Mapping[str, object], several: frozenset[str]) -> bool:
    """True unless a condition on another property rules the field out; several values rule nothing out."""
    return all(
        name in several or str(values.get(name)) in allowed for name, allowed in (property.when or {}).items()
    )
