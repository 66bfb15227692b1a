"""The records of a document: nodes, links, notes, pages, pictures, settings and more. All immutable."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue, field_validator

from projects.service import Service

Side = Literal["top", "right", "bottom", "left"]
NoteKind = Literal["text", "step", "step_list", "title_block", "legend"]
Routing = Literal["orthogonal", "straight", "curved"]
Line = Literal["solid", "dashed", "dotted"]

SupportPlan = Literal["none", "developer", "business", "enterprise_onramp", "enterprise"]
Percent = Annotated[Decimal, Field(ge=0, le=100)]

Share = Annotated[float, Field(ge=0, le=1)]
Length = Annotated[int, Field(ge=-100_000_000, le=100_000_000)]
Waypoint = tuple[Length, Length]
MOST_CORNERS = 200
"""Set by hand on one line."""

PROJECT_ID = "project"
FIRST_PAGE = PROJECT_ID
"""What leads to the first page says so by the id of the settings: the page has no record of its own."""

Stated = Decimal | int | bool | str | tuple[str, ...] | None
"""A value that a variant gives a property; None says that it is not known."""


class Record(BaseModel):
    """Anything a document holds, found by its id."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    type: ClassVar[str] = ""
    id: str = Field(min_length=1, max_length=200)


class Node(Record):
    """One service, container, overlay or actor on the canvas.

    ``x`` and ``y`` are the upper left corner relative to the parent's, in whole canvas units; for a
    border child they follow from ``side`` and ``offset`` (0 to 1 along that side) and are ignored.
    """

    type: ClassVar[str] = "node"
    service: Service
    label: str = Field(default="", max_length=2000)
    """Empty: the service's own title is shown."""
    parent: str | None = None
    """Id of the container, or of the page, it stands in; None: on the free canvas of the first page."""
    x: int = 0
    y: int = 0
    width: int | None = Field(default=None, gt=0)
    height: int | None = Field(default=None, gt=0)
    z: int = 0
    side: Side | None = None
    offset: float = 0.5
    members: tuple[str, ...] = ()
    """For an overlay: ids of the nodes it holds; they keep their own parent."""
    comment: str = Field(default="", max_length=20_000)
    pinned: bool = False
    """Stays where it is when the drawing is tidied."""
    locked: bool = False
    """Cannot be moved, resized or deleted on the canvas."""
    hidden: bool = False
    """Not drawn, with all that stands in it; still checked and priced."""
    picture: str = ""
    """Id of a :class:`Picture` that is drawn in place of the service's icon."""
    opens: str = ""
    """Id of the page that this leads to, or FIRST_PAGE."""

    @property
    def title(self) -> str:
        """What is written under the icon or in the frame's corner."""
        return self.label or self.service.title()

    @property
    def size(self) -> tuple[int, int]:
        width, height = self.service.size
        return self.width or width, self.height or height


class Link(Record):
    """An arrow from one node or container to another; its ends follow the nodes."""

    type: ClassVar[str] = "link"
    source: str
    target: str
    kind: str = "traffic"
    label: str = Field(default="", max_length=2000)
    arrow: Literal["target", "both", "none"] | None = None
    """None: as the kind is usually drawn."""
    gb_per_month: Decimal | None = None
    """From the source to the target; None: not known, 0: none."""
    gb_back_per_month: Decimal | None = None
    """From the target back to the source."""
    source_side: Side | None = None
    target_side: Side | None = None
    source_offset: Share | None = None
    """Where along its side the link begins, 0 to 1 from the left or the top; None: chosen by the router."""
    target_offset: Share | None = None
    bend: float | None = None
    """Where the middle leg of the route runs, 0 to 1 between the ends; None: chosen by the router."""
    waypoints: tuple[Waypoint, ...] = Field(default=(), max_length=MOST_CORNERS)
    """Corners set by hand, in canvas coordinates; the line passes through them in this order."""
    routing: Routing | None = None
    """None: as the project's links are led."""
    line: Line | None = None
    """None: as the kind is usually drawn."""
    label_at: Share | None = None
    """Where along the line the label stands, 0 at the source; None: where there is room."""
    port: int | None = None
    details: dict[str, JsonValue] = Field(default_factory=dict)
    """What only some kinds need: a route's ``destination``, an origin's ``vpc_origin``, ``via``, ..."""


class Note(Record):
    """Text on the canvas: a remark, a numbered step, the list of steps, a title block or a legend.

    A title block, legend or list of steps without a text of its own follows the project.
    """

    type: ClassVar[str] = "note"
    kind: NoteKind = "text"
    text: str = Field(default="", max_length=20_000)
    """For a step its number, "3" or "3a"."""
    details: str = Field(default="", max_length=20_000)
    """What happens in a numbered step, for the list of steps."""
    heading: bool = False
    """Written large."""
    parent: str | None = None
    """As a node's; a step may also stand at a node that is no container, and goes with it."""
    anchor: str = ""
    """For a step: id of the link on whose line it rides; x and y are ignored then."""
    anchor_at: Share = 0.5
    """How far along that line, 0 at the source."""
    x: int = 0
    y: int = 0
    width: int = Field(default=160, gt=0)
    height: int = Field(default=48, gt=0)
    z: int = 0
    locked: bool = False
    hidden: bool = False
    opens: str = ""
    """Id of the page that this leads to, or FIRST_PAGE."""

    @property
    def size(self) -> tuple[int, int]:
        return self.width, self.height


class Page(Record):
    """One more page of drawing after the first; what stands on it has the page as its parent.

    The first page has no record: what stands on it has no parent, and the settings hold its name.
    """

    type: ClassVar[str] = "page"
    name: str = Field(default="", max_length=200)
    position: int = 0
    """Pages come in this order, all after the first."""


class Picture(Record):
    """A picture of the person's own, kept in the project, for third-party services."""

    type: ClassVar[str] = "picture"
    name: str = Field(default="", max_length=200)
    media_type: Literal["image/png", "image/svg+xml"] = "image/png"
    data: str = Field(max_length=4_000_000)
    """The file's bytes in base64."""


class Settings(Record):
    """What holds for the whole project; exactly one, with the id "project"."""

    type: ClassVar[str] = "settings"
    id: str = PROJECT_ID
    name: str = Field(default="", max_length=500)
    client: str = Field(default="", max_length=500)
    author: str = Field(default="", max_length=500)
    notes: str = Field(default="", max_length=20_000)
    version: str = Field(default="", max_length=100)
    """Of the drawing, for the title block: "1.2", "draft"."""
    drawing_date: str = Field(default="", max_length=100)
    """For the title block, as it is to be written; empty: none."""
    page_name: str = Field(default="", max_length=200)
    """Name of the first page; see :class:`Page`."""
    link_routing: Routing = "orthogonal"
    """How links are led that say nothing themselves."""
    default_region: str = "us-east-1"
    hours_per_month: Decimal = Field(default=Decimal(730), gt=0, le=744)
    free_allowances: bool = True
    """Take off what AWS always leaves free, once per account, as AWS's own calculator does."""
    discount_percent: Percent = Decimal(0)
    """Off what AWS bills, for every service that has no discount of its own."""
    service_discounts: dict[str, Percent] = {}
    """Label of a service, as the estimate lists it -> percent, in place of the general discount."""
    support_plan: SupportPlan = "none"
    contingency_percent: Percent = Decimal(0)
    tax_name: str = Field(default="", max_length=100)
    """ "VAT"; empty: "Tax"."""
    tax_percent: Percent = Decimal(0)
    price_digest: str = ""
    """Digest of the price list the project was last quoted with."""
    price_date: str = ""

    @field_validator("service_discounts", mode="after")
    @classmethod
    def _by_label(cls, discounts: dict[str, Decimal]) -> dict[str, Decimal]:
        # Equal settings give equal files, whatever the order of their edits.
        return dict(sorted(discounts.items()))


class AcceptedFinding(Record):
    """A finding that somebody takes as it is, and why; found by its rule and what it blames."""

    type: ClassVar[str] = "accepted_finding"
    rule: str
    node_ids: tuple[str, ...]
    """The nodes and links the finding blames."""
    reason: str = Field(default="", max_length=2000)
    by: str = Field(default="", max_length=500)
    """Who accepted it; empty where nobody said."""
    day: str = Field(default="", max_length=40)
    """When, as an ISO date; empty where nobody said."""


class Variant(Record):
    """A named what-if: a few properties of the drawing with other values; see :mod:`projects.comparing`."""

    type: ClassVar[str] = "variant"
    name: str = Field(max_length=200)
    comment: str = Field(default="", max_length=20_000)
    changes: dict[str, dict[str, Stated]] = Field(default_factory=dict)
    """Id of a node, a link or the project -> property -> its value in the variant."""

    @field_validator("changes", mode="after")
    @classmethod
    def _in_order(cls, changes: dict[str, dict[str, Stated]]) -> dict[str, dict[str, Stated]]:
        # Equal variants give equal files, whatever the order of their edits.
        return {one: dict(sorted(changes[one].items())) for one in sorted(changes) if changes[one]}


AnyRecord = Node | Link | Note | Page | Picture | Settings | AcceptedFinding | Variant
RECORD_TYPES: dict[str, type[AnyRecord]] = {
    kind.type: kind for kind in (Node, Link, Note, Page, Picture, Settings, AcceptedFinding, Variant)
}
