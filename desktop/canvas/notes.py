"""The shapes of notes: remarks, numbered steps, title blocks and legends."""

from __future__ import annotations

from desktop.canvas.colours import Colours
from desktop.canvas.lettering import LETTERING, elided, paragraphs
from desktop.canvas.primitives import Box, Ellipse, Primitive, Rectangle, Role, Text
from projects.records import Note


def note_shapes(note: Note, ground: Colours) -> tuple[Primitive, ...]:
    """A remark, a numbered step, a title block or a legend; its upper left corner is the origin."""
    w, h = note.size
    if note.kind == "step":
        side = min(w, h, 28)
        disc = Box((w - side) / 2, (h - side) / 2, side, side)
        return (
            Ellipse(disc, None, 0, ground.ink),
            Text(elided(note.text, "step", side), w / 2, h / 2 + 4, "step", ground.ground, "center"),
        )
    if note.kind == "title_block":
        return _title_block(note, ground)
    if note.kind == "legend":
        return _panel(note, ground, ground.pill, ground.pill_edge, heading="note_title")
    return _panel(note, ground, ground.note, ground.note_edge)


def _panel(
    note: Note, ground: Colours, fill: str, edge: str, heading: Role | None = None
) -> tuple[Primitive, ...]:
    w, h = note.size
    shapes: list[Primitive] = [Rectangle(Box(0.5, 0.5, w - 1, h - 1), edge, 1.0, (), fill, 4)]
    leading = LETTERING["note"].leading
    room = max(1, int((h - 10) // leading))
    y = 6.0
    for index, line in enumerate(paragraphs(note.text, "note", max(w - 18, 8), room)):
        role: Role = heading if heading is not None and index == 0 else "note"
        y += LETTERING[role].leading
        shapes.append(Text(elided(line, role, max(w - 18, 8)), 9, y - 3, role, ground.ink))
    return tuple(shapes)


def _title_block(note: Note, ground: Colours) -> tuple[Primitive, ...]:
    w, h = note.size
    shapes: list[Primitive] = []
    y = 0.0
    room = max(1, int(h // LETTERING["note"].leading))
    for index, line in enumerate(paragraphs(note.text, "note", w, room)):
        role: Role = "drawing_title" if index == 0 else "note"
        y += LETTERING[role].leading
        colour = ground.ink if index == 0 else ground.secondary
        shapes.append(Text(elided(line, role, w), 0, y - 5, role, colour))
    return tuple(shapes)
