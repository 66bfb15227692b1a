"""Drawings for the exchange formats: one with all that a drawing can hold, and any at all."""

from __future__ import annotations

from hypothesis import strategies as st

from projects.document import Document
from projects.records import AnyRecord, Link, Node, Note, Page, Settings
from projects.service import make_service

HOSTILE = (
    'He said "no"',
    "back\\slash\\n",
    "two\nlines\r\nand\tmore",
    "'''",
    '"""',
    "</mxfile><script>alert(1)</script>",
    "<b>bold</b>",
    "R&D &amp; more",
    "end",
    "class",
    "import",
    "None",
    "%% a remark",
    "%%{init: {}}%%",
    "1. first",
    "- item",
    "`code` *strong* _thin_",
    "a]b[c)d(e|f",
    "style x: #fff;",
    "subgraph x",
    "ﬂ°°35¶ß",
    "Größe 日本語 🚀",
    "\u202eright to left",
    "\x00\x07",
    "$$x^2$$",
    "{curly} {0}",
    "\\N\\G",
    "",
    " ",
)

texts = st.sampled_from(HOSTILE) | st.text(max_size=20)


def node(node_id: str, service: str, parent: str | None = None, **fields: object) -> Node:
    return Node(id=node_id, service=make_service(service), parent=parent, **fields)  # type: ignore[arg-type]


def full_drawing() -> Document:
    """Two pages, nested frames, an overlay within a subnet and one across two, links of every kind."""
    records: list[AnyRecord] = [
        Settings(name="Shop", client="Acme", page_name="Overview"),
        Page(id="page-2", name="Data"),
        node("cloud", "aws_cloud", x=100, y=40, width=900, height=600),
        node("region", "region", "cloud", label="Region", x=40, y=60, width=820, height=500),
        node("vpc", "vpc", "region", label="VPC", x=30, y=50, width=700, height=420),
        node("zone-a", "availability_zone", "vpc", label="Zone", x=30, y=50, width=300, height=340),
        node("zone-b", "availability_zone", "vpc", label="Zone", x=360, y=50, width=300, height=340),
        node("subnet-a", "subnet", "zone-a", label="Subnet", x=20, y=40, width=260, height=280),
        node("subnet-b", "subnet", "zone-b", label="Subnet", x=20, y=40, width=260, height=280),
        node("igw", "internet_gateway", "vpc", side="left", offset=0.5),
        node("web-1", "ec2_instance", "subnet-a", x=40, y=60, label="Web"),
        node("web-2", "ec2_instance", "subnet-a", x=150, y=60, label="Web"),
        node("web-3", "ec2_instance", "subnet-b", x=40, y=60, label="Web", opens="page-2"),
        node("group", "security_group", "subnet-a", x=20, y=40, width=220, height=160, label="Web servers",
             members=("web-1", "web-2")),
        node("scaling", "auto_scaling_group", "vpc", x=40, y=90, width=600, height=200,
             members=("web-1", "web-3")),
        node("users", "users", x=8, y=300),
        node("secret", "s3_bucket", "region", x=750, y=80, hidden=True),
        node("table", "dynamodb_table", "page-2", x=80, y=80, label="Orders"),
        node("topic", "sns_topic", "page-2", x=320, y=80),
        Note(id="remark", text="Only\nin Europe", parent="cloud", x=10, y=540),
        Note(id="title", kind="title_block", x=100, y=0),
        Note(id="step-1", kind="step", text="1", details="A page is asked for", anchor="l-1", anchor_at=0.25),
        Note(id="step-2", kind="step", text="2", details="It is made", parent="web-1", x=-8, y=-8),
        Link(id="l-1", source="users", target="igw", label="HTTPS", source_side="right", target_side="left"),
        Link(id="l-2", source="igw", target="web-1", waypoints=((220, 400), (220, 300)), label_at=0.75),
        Link(id="l-3", source="web-1", target="web-2", arrow="both"),
        Link(id="l-4", source="web-1", target="web-3", kind="replicate"),
        Link(id="l-5", source="users", target="vpc", kind="associate", routing="straight"),
        Link(id="l-6", source="vpc", target="web-1", label="inside"),
        Link(id="l-7", source="web-1", target="secret"),
        Link(id="l-8", source="web-3", target="table", label="across"),
        Link(id="l-9", source="table", target="topic", kind="event", routing="curved", line="dotted"),
        Link(id="l-10", source="scaling", target="users", arrow="none"),
    ]  # fmt: skip
    return Document(records)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Any drawing: frames within frames, overlays, notes and links, with any names at all."""
    pages = [f"p{number}" for number in range(draw(st.integers(0, 1)))]
    records: list[AnyRecord] = [Settings(name=draw(texts), page_name=draw(texts))]
    records += [Page(id=page, name=draw(texts)) for page in pages]
    frames: list[str | None] = [None, *pages]
    ids: list[str] = []
    for number in range(draw(st.integers(1, 9))):
        name = draw(st.sampled_from(("vpc", "subnet", "generic_group", "ec2_instance", "s3_bucket", "users")))
        node_id = draw(st.sampled_from(("0", "1", "page_1", "a b", 'q"<', "end"))) + str(number)
        spot = {axis: draw(st.integers(-500, 500)) for axis in ("x", "y")}
        made = node(node_id, name, draw(st.sampled_from(frames)), label=draw(texts), **spot)
        records.append(made)
        ids.append(node_id)
        if made.service.is_container():
            frames.append(node_id)
    for number in range(draw(st.integers(0, 3))):
        members = tuple(draw(st.lists(st.sampled_from(ids), max_size=4, unique=True)))
        overlay = f"o{number}"
        home = draw(st.sampled_from(frames))
        records.append(node(overlay, "security_group", home, label=draw(texts), members=members))
        ids.append(overlay)
    for number in range(draw(st.integers(0, 6))):
        ends = {end: draw(st.sampled_from(ids)) for end in ("source", "target")}
        arrow = draw(st.sampled_from(("target", "both", "none", None)))
        records.append(Link(id=f"l{number}", label=draw(texts), arrow=arrow, **ends))
    if draw(st.booleans()):
        records.append(Note(id="note", text=draw(texts), parent=draw(st.sampled_from(frames))))
    return Document(records)
