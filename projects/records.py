"""The records of a document: nodes, links, notes, settings, accepted findings, variants. All immutable."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue, field_validator

from projects.service import Service

Side = Literal["top", "right", "bottom", "left"]
NoteKind = Literal["text", "step", "title_block", "legend"]

SupportPlan = Literal["none", "developer", "business", "enterprise_onramp", "enterprise"]
Percent = Annotated[Decimal, Field(ge=0, le=100)]

PROJECT_ID = "project"

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
    bend: float | None = None
    """Where the middle leg of the route runs, 0 to 1 between the ends; None: chosen by the router."""
    port: int | None = None
    details: dict[str, JsonValue] = Field(default_factory=dict)
    """What only some kinds need: a route's ``destination``, an origin's ``vpc_origin``, ``via``, ..."""


class Note(Record):
    """Text on the canvas: a remark, a numbered step, a title block or a legend."""

    type: ClassVar[str] = "note"
    kind: NoteKind = "text"
    text: str = Field(default="", max_length=20_000)
    parent: str | None = None
    x: int = 0
    y: int = 0
    width: int = Field(default=160, gt=0)
    height: int = Field(default=48, gt=0)
    z: int = 0

    @property
    def size(self) -> tuple[int, int]:
        return self.width, self.height


class Settings(Record):
    """What holds for the whole project; exactly one, with the id "project"."""

    type: ClassVar[str] = "settings"
    id: str = PROJECT_ID
    name: str = Field(default="", max_length=500)
    client: str = Field(default="", max_length=500)
    author: str = Field(default="", max_length=500)
    notes: str = Field(default="", max_length=20_000)
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


AnyRecord = Node | Link | Note | Settings | AcceptedFinding | Variant
RECORD_TYPES: dict[str, type[AnyRecord]] = {
    kind.type: kind for kind in (Node, Link, Note, Settings, AcceptedFinding, Variant)
}
