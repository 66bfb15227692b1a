"""A variant shown as the drawing: which edits made meanwhile are the variant's, and which the base's."""

from __future__ import annotations

from collections.abc import Mapping

from projects.changes import Change
from projects.comparing.variants import Changes, change_of, stated_changes
from projects.document import Document
from projects.records import AnyRecord, Link, Node, Settings, Variant

Records = Mapping[str, AnyRecord]
"""All records of a drawing by their ids."""


def settled(base: Records, now: Document, variant_id: str) -> Document:
    """The base drawing with the variant kept in it, of a drawing that shows the variant.

    ``base`` is the base when the variant began to be shown. Properties that differ from it are the
    variant's; all else that was edited since (what was added, moved, deleted) is the base's too.
    """
    variant = base.get(variant_id)
    present = {record.id: record for record in now.records()}
    if not isinstance(variant, Variant):
        return now
    changes, _ = stated_changes(_between(base, present))
    records = dict(present)
    for record_id, values in changes.items():
        before, after = base[record_id], present[record_id]
        records[record_id] = _with_values_of(before, after, tuple(values))
    kept = {**_not_applying(base, variant, present), **changes}
    records[variant_id] = Variant(**{**dict(variant), "changes": kept})
    return Document(records.values())


def change_between(before: Document, after: Document) -> Change:
    """What leads from one drawing to the other."""
    return _between(
        {record.id: record for record in before.records()}, {record.id: record for record in after.records()}
    )


def _between(before: Records, after: Records) -> Change:
    ids = dict.fromkeys([*before, *after])
    differing = [one for one in ids if before.get(one) is not after.get(one)]
    differing = [one for one in differing if before.get(one) != after.get(one)]
    return Change({one: before.get(one) for one in differing}, {one: after.get(one) for one in differing})


def _with_values_of(before: AnyRecord, after: AnyRecord, names: tuple[str, ...]) -> AnyRecord:
    """The record after, with these properties as they were before; of a node that is all that differs."""
    if isinstance(before, Node) and isinstance(after, Node):
        return after.model_copy(update={"service": before.service})
    assert isinstance(after, Link | Settings)
    return after.model_copy(update={name: getattr(before, name) for name in names})


def _not_applying(base: Records, variant: Variant, present: Records) -> Changes:
    """What the variant says and could not be shown: it stays in the variant, to be told."""
    _, misfits = change_of(Document(base.values()), variant)
    found: Changes = {}
    for misfit in misfits:
        values = variant.changes[misfit.record_id]
        names = (misfit.property,) if misfit.property else tuple(values)
        found.setdefault(misfit.record_id, {}).update({name: values[name] for name in names})
    return found
