"""The shapes of notes: remarks, numbered steps and their list, title blocks and legends."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.canvas.colours import DASHES, LINK_WIDTH, Colours
from desktop.canvas.lettering import LETTERING, elided, paragraphs, width, wrapped
from desktop.canvas.primitives import Box, Ellipse, Polyline, Primitive, Rectangle, Role, Text, shifted
from desktop.canvas.shapes import PAGE_MARK, page_mark
from projects.annotations.content import Content, Row
from projects.annotations.steps import STEP_SIZE
from projects.records import Note

INSET = 12.0
"""From a panel's edge to what stands in it."""
DISC = 20.0
"""Diameter of a number in the list of steps."""
SAMPLE = 40.0
"""Length of a line that the legend explains."""
HEAD = 5.0


def note_shapes(note: Note, ground: Colours, content: Content) -> tuple[Primitive, ...]:
    """A note that says this; its upper left corner is the origin."""
    if note.kind == "step":
        shapes = _step(note, ground)
    elif note.kind == "text":
        shapes = _remark(note, ground)
    else:
        shapes, _ = _laid(note, ground, content, note.size[1])
    if note.opens:
        w, h = note.size
        return *shapes, *page_mark(w - PAGE_MARK + 4, h - PAGE_MARK + 4, ground)
    return shapes


def height_for(note: Note, content: Content) -> int:
    """How high a note of its width has to be for all that it says, in whole canvas units."""
    if note.kind == "step":
        return note.size[1]
    if note.kind == "text":
        role: Role = "drawing_title" if note.heading else "note"
        room = max(note.size[0] - (0 if note.heading else 18), 8)
        return round(len(paragraphs(note.text, role, room, 200)) * LETTERING[role].leading + 12)
    _, height = _laid(note, _ANY, content, 100_000.0)
    return round(height)


def _step(note: Note, ground: Colours) -> tuple[Primitive, ...]:
    w, h = note.size
    side = min(w, h, STEP_SIZE)
    return _disc(w / 2, h / 2, side, note.text, ground)


def _disc(x: float, y: float, side: float, text: str, ground: Colours) -> tuple[Primitive, ...]:
    disc = Box(x - side / 2, y - side / 2, side, side)
    number = elided(text, "step", side)
    return Ellipse(disc, None, 0, ground.ink), Text(number, x, y + 4, "step", ground.ground, "center")


def _remark(note: Note, ground: Colours) -> tuple[Primitive, ...]:
    w, h = note.size
    role: Role = "drawing_title" if note.heading else "note"
    leading, inset = LETTERING[role].leading, 0.0 if note.heading else 9.0
    shapes: list[Primitive] = []
    if not note.heading:
        shapes.append(Rectangle(Box(0.5, 0.5, w - 1, h - 1), ground.note_edge, 1.0, (), ground.note, 4))
    room, limit = max(1, int((h - inset) // leading)), max(w - 2 * inset, 8)
    for index, line in enumerate(paragraphs(note.text, role, limit, room)):
        y = (6 if inset else 0) + (index + 1) * leading - 3
        shapes.append(Text(elided(line, role, limit), inset, y, role, ground.ink))
    return tuple(shapes)


# what has a title and rows


def _laid(note: Note, ground: Colours, content: Content, room: float) -> tuple[tuple[Primitive, ...], float]:
    """Title and rows down to ``room``, and the height that all of them take."""
    bare = note.kind == "title_block"
    w, inset = note.size[0], 0.0 if bare else INSET
    shapes: list[Primitive] = []
    if not bare:
        edge = Rectangle(Box(0.5, 0.5, w - 1, note.size[1] - 1), ground.pill_edge, 1.0, (), ground.pill, 4)
        shapes.append(edge)
    title: Role = "drawing_title" if bare else "note_title"
    y = (0.0 if bare else 7.0) + LETTERING[title].leading
    limit = max(w - 2 * inset, 8)
    shapes.append(Text(elided(content.title, title, limit), inset, y - 5, title, ground.ink))
    if bare and content.rows:
        shapes.append(Polyline(((0.0, y + 3.5), (w, y + 3.5)), ground.pill_edge, 1.0))
    y += 8.0 if bare else 5.0
    labels = max((width(row.label, "note") for row in content.rows), default=0.0) + 12
    left_out = 0
    for row in content.rows:
        made, high = _row(row, note, inset, limit, labels, ground)
        if y + high > room and shapes:
            left_out += 1
            continue
        shapes += _down(made, y)
        y += high
    if left_out:
        more = f"… and {left_out} more"
        shapes.append(Text(more, w - inset, min(room, y + 16) - 4, "fact", ground.secondary, "right"))
    return tuple(shapes), y + (2.0 if bare else 8.0)


def _row(
    row: Row, note: Note, inset: float, limit: float, labels: float, ground: Colours
) -> tuple[list[Primitive], float]:
    """One row whose upper edge is at 0, and its height."""
    leading = LETTERING["note"].leading
    if row.line is not None:
        text = wrapped(row.text, "note", limit - SAMPLE - 10, 2)
        high = max(20.0, leading * len(text) + 4)
        shapes = list(_sample(row, inset, high / 2, ground))
        return [*shapes, *_lines(text, inset + SAMPLE + 10, (high - leading * len(text)) / 2, ground)], high
    if note.kind == "step_list" and row.label:
        text = wrapped(row.text or "What happens here is not said yet.", "note", limit - DISC - 8, 6)
        colour = ground.ink if row.text else ground.secondary
        high = max(DISC, leading * len(text)) + 6
        disc = _disc(inset + DISC / 2, DISC / 2 + 2, DISC, row.label, ground)
        top = 2.0 if len(text) > 1 else (DISC - leading) / 2 + 2
        return [*disc, *_lines(text, inset + DISC + 8, top, ground, colour)], high
    if row.label:
        label = Text(row.label, inset, leading - 4, "note", ground.secondary)
        text = wrapped(row.text, "note", max(limit - labels, 8), 2)
        return [label, *_lines(text, inset + labels, 0, ground)], leading * len(text) + 2.0
    text = paragraphs(row.text, "note", limit, 20) or ("",)
    colour = ground.secondary if note.kind == "title_block" else ground.ink
    return list(_lines(text, inset, 0, ground, colour)), float(leading * len(text))


def _lines(
    texts: tuple[str, ...], x: float, top: float, ground: Colours, colour: str = ""
) -> Iterator[Primitive]:
    leading = LETTERING["note"].leading
    for index, text in enumerate(texts):
        yield Text(text, x, top + (index + 1) * leading - 4, "note", colour or ground.ink)


def _sample(row: Row, x: float, y: float, ground: Colours) -> Iterator[Primitive]:
    """A short line as the drawing has it, with its heads."""
    y = int(y) + 0.5
    right = x + SAMPLE
    yield Polyline(((x, y), (right, y)), ground.arrow, LINK_WIDTH, DASHES[row.line or "solid"])
    if row.arrow != "none":
        yield Polyline(((right - HEAD, y - 4), (right, y), (right - HEAD, y + 4)), ground.arrow, LINK_WIDTH)
    if row.arrow == "both":
        yield Polyline(((x + HEAD, y - 4), (x, y), (x + HEAD, y + 4)), ground.arrow, LINK_WIDTH)


def _down(shapes: list[Primitive], by: float) -> Iterator[Primitive]:
    return (shifted(shape, 0, by) for shape in shapes)


_ANY = Colours(*[""] * len(Colours.__dataclass_fields__))
"""For measuring, where no colour is seen."""
