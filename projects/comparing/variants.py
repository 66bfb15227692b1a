"""Variants: named what-ifs over the base drawing, kept in the file; made, seen, changed and taken over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from pydantic import ValidationError

from projects.changes import Change
from projects.document import Document, Draft
from projects.records import AnyRecord, Link, Node, Note, Settings, Stated, Variant
from projects.service import UnknownService
from projects.stored_values import shown, wrong_value

Changes = dict[str, dict[str, Stated]]
"""Id of a node, a link or the project -> property -> value."""

LINK_FIELDS = ("gb_per_month", "gb_back_per_month")
"""What a variant may say of a link."""

_SAID = frozenset({"name", "client", "author", "notes", "version", "drawing_date", "page_name"})
_UNPRICED = _SAID | {"link_routing", "price_digest", "price_date"}
"""Fields of the settings that cost nothing."""
_NOT_SETTINGS = _UNPRICED | {"id", "service_discounts"}
_LARGEST_GB = Decimal(10**18)
_LOOKS = frozenset(
    "id service x y width height z side offset comment pinned locked hidden picture opens".split()
)
_LED = frozenset(
    "source_side target_side source_offset target_offset bend waypoints routing line label_at arrow".split()
)
"""Fields of a node, and of a link, that a variant need not speak of: they cost nothing."""


class Misfit(NamedTuple):
    """A change of a variant that does not apply to the drawing any more."""

    record_id: str
    property: str
    """Empty where the whole record is gone."""
    what: str
    """One sentence."""


@dataclass(frozen=True)
class Applied:
    """The drawing with a variant in it, a document of its own."""

    document: Document
    change: Change
    """From the base to it."""
    misfits: tuple[Misfit, ...] = ()


# seeing


def applied(document: Document, variant: Variant) -> Applied:
    """The drawing as the variant has it; the document given stays as it is."""
    change, misfits = change_of(document, variant)
    records = (change.after.get(record.id, record) for record in document.records())
    return Applied(Document(record for record in records if record is not None), change, misfits)


def change_of(document: Document, variant: Variant) -> tuple[Change, tuple[Misfit, ...]]:
    """What the variant changes in the drawing as it is now, and what does not apply any more."""
    draft, misfits = Draft(document), []
    for record_id, values in variant.changes.items():
        record = document.get(record_id)
        if isinstance(record, Node | Link | Settings):
            made, found = _changed(document, record, values)
            draft.put(made)
            misfits += found
        else:
            misfits.append(Misfit(record_id, "", f"{record_id} is not in the drawing any more."))
    return draft.change(), tuple(misfits)


def _changed(
    document: Document, record: Node | Link | Settings, values: Mapping[str, Stated]
) -> tuple[AnyRecord, list[Misfit]]:
    """The record with as many of the values as fit, tried together and then one by one."""
    misfits: list[Misfit] = []
    fitting: dict[str, Stated] = {}
    for name, value in values.items():
        wrong = _wrong(record, name, value)
        if wrong is None and isinstance(value, tuple):
            kept = tuple(one for one in value if document.node(one) is not None)
            wrong = "some that it lists are not in the drawing any more" if kept != value else None
        if wrong is None:
            fitting[name] = value
        else:
            misfits.append(Misfit(record.id, name, f"{_title(record)}, {_label(record, name)}: {wrong}."))
    try:
        return _set(record, fitting), misfits
    except (ValidationError, ArithmeticError, TypeError, ValueError):
        pass
    made: Node | Link | Settings = record
    for name, value in fitting.items():
        try:
            made = _set(made, {name: value})
        except (ValidationError, ArithmeticError, TypeError, ValueError):
            what = f"{_title(record)}, {_label(record, name)}: {shown(value)} does not fit."
            misfits.append(Misfit(record.id, name, what))
    return made, misfits


def _set(record: Node | Link | Settings, values: Mapping[str, Any]) -> Node | Link | Settings:
    if not values:
        return record
    if isinstance(record, Node):
        return record.model_copy(update={"service": record.service.set(**values)})
    return type(record)(**{**dict(record), **values})


def _wrong(record: Node | Link | Settings, name: str, value: Stated) -> str | None:
    """What is wrong with a value, as the end of a sentence; None for what may fit."""
    if isinstance(record, Node):
        declared = {item.name: item for item in type(record.service).properties()}.get(name)
        if declared is None:
            return f"a {record.service.label} has no such property"
        if declared.kind == "nodes" or value is None:
            return None
        if isinstance(value, tuple):
            return "a list does not fit"
        wrong = wrong_value(declared, value)
        return None if wrong is None else wrong.replace("The text", "the text", 1)
    if name not in _fields(record):
        return "a variant cannot change it"
    if isinstance(record, Link) and value is not None:
        number = value if isinstance(value, int | Decimal) and not isinstance(value, bool) else None
        if number is None or not 0 <= number <= _LARGEST_GB:
            return f"{shown(value)} is no traffic"
    return None


def _fields(record: Link | Settings) -> tuple[str, ...]:
    if isinstance(record, Link):
        return LINK_FIELDS
    return tuple(name for name in type(record).model_fields if name not in _NOT_SETTINGS)


def _title(record: Node | Link | Settings) -> str:
    if isinstance(record, Node):
        return record.title
    return "The project" if isinstance(record, Settings) else record.label or record.id


def _label(record: Node | Link | Settings, name: str) -> str:
    if isinstance(record, Node):
        for item in type(record.service).properties():
            if item.name == name:
                return item.label
    return name.replace("_", " ")


# from edits


def stated_changes(change: Change) -> tuple[Changes, tuple[str, ...]]:
    """What a variant can keep of an edit, and a sentence for each thing that it cannot."""
    found: Changes = {}
    left_out: list[str] = []
    for record_id, before, after in change.items():
        if isinstance(before, Variant) or isinstance(after, Variant):
            continue
        if before is None or after is None:
            if not isinstance(before or after, Note):
                left_out.append(_not_kept(record_id, before, after))
            continue
        values = dict(_differing(before, after))
        if values:
            found[record_id] = values
        if not _is_kept(before, after, values):
            left_out.append(f"{_named(after)}: a variant changes properties only.")
    return found, tuple(left_out)


def _differing(before: AnyRecord, after: AnyRecord) -> Iterator[tuple[str, Stated]]:
    if isinstance(before, Node) and isinstance(after, Node):
        if type(before.service) is type(after.service) and not isinstance(after.service, UnknownService):
            for item in type(after.service).properties():
                value = getattr(after.service, item.name)
                if value != getattr(before.service, item.name):
                    yield item.name, value
    elif isinstance(before, Link | Settings) and type(before) is type(after):
        assert isinstance(after, Link | Settings)
        for name in _fields(after):
            value = getattr(after, name)
            if value != getattr(before, name) and isinstance(value, Decimal | int | str | None):
                yield name, value


def _is_kept(before: AnyRecord, after: AnyRecord, values: Mapping[str, Stated]) -> bool:
    """True if nothing else that matters to cost changed."""
    if isinstance(before, Node) and isinstance(after, Node):
        if not values and before.service != after.service:
            return False
        names = [name for name in type(after).model_fields if name not in _LOOKS]
        return all(getattr(before, name) == getattr(after, name) for name in names)
    if isinstance(before, Link | Settings) and type(before) is type(after):
        ignored = {*values, *(_UNPRICED if isinstance(after, Settings) else _LED)}
        names = [name for name in type(after).model_fields if name not in ignored]
        return all(getattr(before, name) == getattr(after, name) for name in names)
    return True


def _not_kept(record_id: str, before: AnyRecord | None, after: AnyRecord | None) -> str:
    done = "added" if before is None else "taken out"
    return f"{_named(after or before, record_id)} is {done}: a variant changes properties only."


def _named(record: AnyRecord | None, record_id: str = "") -> str:
    return _title(record) if isinstance(record, Node | Link | Settings) else record_id


# keeping


def create(draft: Draft, name: str, change: Change, comment: str = "") -> tuple[Variant, tuple[str, ...]]:
    """Keep an edit of the drawing as a variant; the drawing itself stays as it is.

    Also gives a sentence for each part of the edit that a variant cannot hold. Raises ValueError for a
    name that is empty or taken.
    """
    changes, left_out = stated_changes(change)
    variant = Variant(
        id=draft.new_id("variant"), name=_free_name(draft, name), comment=comment[:20_000], changes=changes
    )
    draft.put(variant)
    return variant, left_out


def amend(draft: Draft, variant_id: str, change: Change) -> tuple[str, ...]:
    """Add to a variant an edit of the drawing as the variant has it; gives what it cannot hold.

    A value that the base has anyway is no change any more.
    """
    variant = _variant(draft, variant_id)
    added, left_out = stated_changes(change)
    changes = {record_id: dict(values) for record_id, values in variant.changes.items()}
    for record_id, values in added.items():
        kept = changes.setdefault(record_id, {})
        kept.update(values)
        base = draft.get(record_id)
        for name in values:
            if base is not None and _value(base, name) == kept[name]:
                del kept[name]
    draft.put(Variant(**{**dict(variant), "changes": changes}))
    return left_out


def rename(draft: Draft, variant_id: str, name: str) -> None:
    """Give it another name; ValueError for one that is empty or taken."""
    variant = _variant(draft, variant_id)
    draft.put(variant.model_copy(update={"name": _free_name(draft, name, variant_id)}))


def delete(draft: Draft, variant_id: str) -> None:
    draft.remove(_variant(draft, variant_id).id)


def promote(draft: Draft, variant_id: str, keep_as: str = "") -> tuple[Misfit, ...]:
    """Make the variant the base; it is then no variant any more. Gives what did not apply.

    ``keep_as`` names a new variant that leads back to the base as it was.
    """
    variant = _variant(draft, variant_id)
    change, misfits = change_of(draft.document, variant)
    draft.remove(variant_id)
    if keep_as:
        create(draft, keep_as, change.inverse(), f"Before {variant.name}")
    for _, _, after in change.items():
        if after is not None:
            draft.put(after)
    return misfits


def variants_of(draft: Draft | Document) -> list[Variant]:
    """All variants by name, as the draft has them."""
    if isinstance(draft, Document):
        found = list(draft.variants())
    else:
        ids = dict.fromkeys([*(one.id for one in draft.document.variants()), *draft.put_ids()])
        records = (draft.get(record_id) for record_id in ids)
        found = [record for record in records if isinstance(record, Variant)]
    return sorted(found, key=lambda one: (one.name.casefold(), one.id))


def _variant(draft: Draft, variant_id: str) -> Variant:
    found = draft.get(variant_id)
    if not isinstance(found, Variant):
        raise KeyError(variant_id)
    return found


def _free_name(draft: Draft, name: str, own: str = "") -> str:
    name = " ".join(name.split())[:200]
    if not name:
        raise ValueError("Give the variant a name.")
    if any(one.name.casefold() == name.casefold() and one.id != own for one in variants_of(draft)):
        raise ValueError(f'There is a variant "{name}" already: choose another name.')
    return name


def _value(record: AnyRecord, name: str) -> Any:
    return record.service.__dict__.get(name) if isinstance(record, Node) else getattr(record, name, None)
