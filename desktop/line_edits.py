"""Commands on the selected links: turn their arrows round, reset their lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.editor import Editor
    from projects.records import Link

# The menus know of these before the first paint: what they need is imported when they are used.


def selected_links(editor: Editor) -> list[Link]:
    """The links among what is selected."""
    from projects.records import Link

    return [link for i in editor.selection if isinstance(link := editor.document.get(i), Link)]


def any_links(editor: Editor) -> bool:
    """A link is selected."""
    return bool(selected_links(editor))


def any_by_hand(editor: Editor) -> bool:
    """A link is selected of which a person has led the line."""
    from projects import linking

    return any(linking.is_by_hand(link) for link in selected_links(editor))


def reverse(editor: Editor) -> None:
    """Turn the arrows of the selected links round."""
    from projects import linking

    ids = [link.id for link in selected_links(editor)]
    with editor.edit("Reverse the arrow" if len(ids) == 1 else f"Reverse {len(ids)} arrows") as draft:
        linking.reverse(draft, ids)


def reset(editor: Editor) -> None:
    """Leave the way of the selected links, and where their labels stand, to the router again."""
    from projects import linking

    ids = [link.id for link in selected_links(editor)]
    with editor.edit("Reset the line" if len(ids) == 1 else f"Reset {len(ids)} lines") as draft:
        linking.reset(draft, ids)
