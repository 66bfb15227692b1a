"""Commands on the selected links: turn their arrows round, reset their lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from projects import linking
from projects.records import Link

if TYPE_CHECKING:
    from desktop.editor import Editor


def selected_links(editor: Editor) -> list[Link]:
    """The links among what is selected."""
    return [link for i in editor.selection if isinstance(link := editor.document.get(i), Link)]


def any_links(editor: Editor) -> bool:
    """A link is selected."""
    return bool(selected_links(editor))


def any_by_hand(editor: Editor) -> bool:
    """A link is selected of which a person has led the line."""
    return any(linking.is_by_hand(link) for link in selected_links(editor))


def reverse(editor: Editor) -> None:
    """Turn the arrows of the selected links round."""
    ids = [link.id for link in selected_links(editor)]
    with editor.edit("Reverse the arrow" if len(ids) == 1 else f"Reverse {len(ids)} arrows") as draft:
        linking.reverse(draft, ids)


def reset(editor: Editor) -> None:
    """Leave the way of the selected links, and where their labels stand, to the router again."""
    ids = [link.id for link in selected_links(editor)]
    with editor.edit("Reset the line" if len(ids) == 1 else f"Reset {len(ids)} lines") as draft:
        linking.reset(draft, ids)
