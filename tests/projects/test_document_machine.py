"""Random edits, undo, redo, saving and loading in any order: the document always equals a plain model."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from ipaddress import IPv4Network
from struct import pack

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from projects import copying, edits, files, linking, pages
from projects.annotations.steps import renumber
from projects.changes import Change
from projects.document import Document, Draft, records_by_id
from projects.geometry import Rect
from projects.pictures import set_picture
from projects.records import FIRST_PAGE, MOST_CORNERS, AnyRecord, Link, Node, Note, Page, Settings
from projects.scaffolding.building import build
from projects.scaffolding.plans import PRIVATE, PUBLIC, VpcPlan
from projects.service import make_service
from projects.settling import settle
from projects.stacking import Place, restack
from projects.tidying import tidy
from projects.visibility import set_hidden, set_locked

SERVICES = (
    "aws_cloud",
    "region",
    "vpc",
    "availability_zone",
    "subnet",
    "nat_gateway",
    "internet_gateway",
    "security_group",
    "from_the_future",
)

texts = st.text(max_size=12)
coordinates = st.integers(-2000, 2000)
amounts = st.decimals(0, 10**9, allow_nan=False, places=3) | st.none()
picks = st.integers(0, 10**6)
shares = st.floats(0, 1)
corners = st.lists(st.tuples(coordinates, coordinates), max_size=6)
PNG = b"\x89PNG\r\n\x1a\n" + bytes(8) + pack(">II", 1, 1)


class _Numbered(Draft):
    """Gives new records the same ids in every run, so that a failing sequence can be repeated."""

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self._given: set[str] = set()

    def new_id(self, stem: str) -> str:
        number = len(self.document) + len(self.put_ids())
        while self.get(found := f"{stem}-{number}") is not None or found in self._given:
            number += 1
        self._given.add(found)
        return found


class Editing(RuleBasedStateMachine):
    """What a person can do to a document, beside a model that only keeps snapshots."""

    @initialize()
    def start(self) -> None:
        self.document = _two_gateways()
        self.past: list[tuple[Change, dict[str, AnyRecord]]] = []
        self.future: list[tuple[Change, dict[str, AnyRecord]]] = []
        self.model = dict(records_by_id(self.document))
        self.made = 0

    def edit(self, work: Callable[[Draft], object]) -> None:
        draft = _Numbered(self.document)
        work(draft)
        change = draft.change()
        if not change:
            return
        before = self.model
        after = dict(before)
        for record_id, old, new in change.items():
            assert old == before.get(record_id)
            if new is None:
                del after[record_id]
            else:
                after[record_id] = new
        self.document.apply(change)
        self.past.append((change, before))
        self.future.clear()
        self.model = after

    def pick(self, number: int, kind: type[AnyRecord] | tuple[type, ...] = (Node, Note)) -> str | None:
        ids = sorted(i for i, record in self.model.items() if isinstance(record, kind))
        return ids[number % len(ids)] if ids else None

    def link(self, link_id: str) -> Link:
        found = self.model[link_id]
        assert isinstance(found, Link)
        return found

    def inside(self, number: int, moved: str | None = None) -> str | None:
        """A container, or the canvas; never one inside ``moved``."""
        holders = [
            node.id
            for node in self.document.nodes()
            if node.service.is_container()
            and node.id != moved
            and moved not in {around.id for around in self.document.ancestors(node.id)}
        ]
        found = [*pages.page_ids(self.document), *sorted(holders)]
        return found[number % len(found)]

    @rule(service=st.sampled_from(SERVICES), parent=picks, x=coordinates, y=coordinates)
    def place(self, service: str, parent: int, x: int, y: int) -> None:
        self.edit(lambda draft: edits.place(draft, make_service(service), self.inside(parent), x, y))

    @rule(parent=picks, text=texts, x=coordinates)
    def write_note(self, parent: int, text: str, x: int) -> None:
        note = Note(id=_Numbered(self.document).new_id("note"), text=text, parent=self.inside(parent), x=x)
        self.edit(lambda draft: draft.put(note))

    @rule(number=picks, dx=coordinates, dy=coordinates)
    def move(self, number: int, dx: int, dy: int) -> None:
        if (chosen := self.pick(number)) is not None:
            self.edit(lambda draft: edits.move(draft, [chosen], dx, dy))

    @rule(number=picks, parent=picks)
    def reparent(self, number: int, parent: int) -> None:
        if (chosen := self.pick(number)) is not None:
            self.edit(lambda draft: edits.reparent(draft, chosen, self.inside(parent, chosen)))

    @rule(number=picks, width=st.integers(8, 2000))
    def resize(self, number: int, width: int) -> None:
        if (chosen := self.pick(number)) is not None:
            self.edit(lambda draft: edits.resize(draft, chosen, Rect(8, 8, width, 200)))

    @rule(number=picks, amount=amounts, label=texts)
    def set_properties(self, number: int, amount: Decimal | None, label: str) -> None:
        node = self.document.node(self.pick(number, Node))
        if node is None:
            return
        service = node.service
        if service.name == "nat_gateway":
            service = service.set(data_processed_gb=amount)
        changed = node.model_copy(update={"service": service, "label": label})
        self.edit(lambda draft: draft.put(changed))

    @rule(first=picks, second=picks, amount=amounts)
    def connect(self, first: int, second: int, amount: Decimal | None) -> None:
        source, target = self.pick(first, Node), self.pick(second, Node)

        def work(draft: Draft) -> None:
            link = edits.connect(draft, source or "", target or "")
            if link is not None:
                draft.put(link.model_copy(update={"gb_per_month": amount}))

        self.edit(work)

    @rule(number=picks, member=picks)
    def join(self, number: int, member: int) -> None:
        overlay, chosen = self.document.node(self.pick(number, Node)), self.pick(member, Node)
        if overlay is not None and overlay.service.is_overlay() and chosen not in (None, overlay.id):
            members = tuple(dict.fromkeys((*overlay.members, chosen)))
            self.edit(lambda draft: draft.put(overlay.model_copy(update={"members": members})))

    @rule(number=picks)
    def duplicate(self, number: int) -> None:
        if (chosen := self.pick(number)) is not None and len(self.model) < 200:
            self.edit(lambda draft: copying.duplicate(draft, [chosen]))

    @rule(number=picks)
    def delete(self, number: int) -> None:
        if (chosen := self.pick(number, (Node, Note, Link))) is not None:
            self.edit(lambda draft: edits.delete(draft, [chosen]))

    # pages

    @rule(name=texts, after=picks)
    def add_page(self, name: str, after: int) -> None:
        self.edit(lambda draft: pages.add_page(draft, name, self.pick(after, Page)))

    @rule(number=picks, place=st.integers(-1, 9), name=texts)
    def order_and_rename_page(self, number: int, place: int, name: str) -> None:
        if (page := self.pick(number, Page)) is not None:
            self.edit(lambda draft: pages.move_page(draft, page, place))
        self.edit(lambda draft: pages.rename_page(draft, page, name))

    @rule(number=picks)
    def copy_page(self, number: int) -> None:
        if len(self.model) < 150:
            self.edit(lambda draft: pages.duplicate_page(draft, self.pick(number, Page)))

    @rule(number=picks)
    def remove_page(self, number: int) -> None:
        if (page := self.pick(number, Page)) is not None:
            self.edit(lambda draft: pages.remove_page(draft, page))

    @rule(number=picks, there=picks)
    def lead_to_page(self, number: int, there: int) -> None:
        found = self.document.get(self.pick(number))
        opens = self.pick(there, Page) or FIRST_PAGE
        if found is not None:
            self.edit(lambda draft: draft.put(found.model_copy(update={"opens": opens})))

    # lines

    @rule(number=picks, waypoints=corners | st.just([(0, 0)] * (MOST_CORNERS + 1)), at=shares | st.none())
    def bend(self, number: int, waypoints: list[tuple[int, int]], at: float | None) -> None:
        if (link := self.pick(number, Link)) is not None:
            made = linking.labelled_at(linking.bent(self.link(link), waypoints), at)
            self.edit(lambda draft: draft.put(made))

    @rule(number=picks, share=shares)
    def slide_end(self, number: int, share: float) -> None:
        if (link := self.pick(number, Link)) is not None:
            anchor = linking.Anchor("left", share)
            made = linking.anchored(self.link(link), "source", anchor)
            self.edit(lambda draft: draft.put(made))

    @rule(number=picks, reset=st.booleans())
    def reverse_or_reset(self, number: int, reset: bool) -> None:
        if (link := self.pick(number, Link)) is not None:
            self.edit(lambda draft: (linking.reset if reset else linking.reverse)(draft, [link]))

    @rule(number=picks, there=picks)
    def lead_end_elsewhere(self, number: int, there: int) -> None:
        link, node = self.pick(number, Link), self.pick(there, Node)
        if link is not None and node is not None:
            self.edit(lambda draft: linking.reattach(draft, link, "target", node))

    @rule(number=picks, between=picks)
    def put_in_between(self, number: int, between: int) -> None:
        link, node = self.pick(number, Link), self.pick(between, Node)
        if link is not None and node is not None:
            self.edit(lambda draft: linking.insert_on(draft, link, node))

    # notes, looks and order

    @rule(number=picks, at=shares, on=picks)
    def write_step(self, number: int, at: float, on: int) -> None:
        new = _Numbered(self.document).new_id("note")
        step = Note(id=new, kind="step", text=str(number % 9), anchor_at=at)
        place = {"anchor": self.pick(on, Link) or ""} if number % 2 else {"parent": self.pick(on, Node)}
        self.edit(lambda draft: draft.put(step.model_copy(update=place)))

    @rule(number=picks)
    def number_anew(self, number: int) -> None:
        ids = pages.page_ids(self.document)
        self.edit(lambda draft: renumber(draft, ids[number % len(ids)]))

    @rule(number=picks, value=st.booleans(), hide=st.booleans())
    def hide_or_lock(self, number: int, value: bool, hide: bool) -> None:
        if (chosen := self.pick(number)) is not None:
            self.edit(lambda draft: (set_hidden if hide else set_locked)(draft, [chosen], value))

    @rule(number=picks, data=st.sampled_from([None, PNG, PNG + b"more"]))
    def give_picture(self, number: int, data: bytes | None) -> None:
        if (chosen := self.pick(number, Node)) is not None:
            self.edit(lambda draft: set_picture(draft, [chosen], data))

    @rule(number=picks, place=st.sampled_from(["front", "forward", "backward", "back"]))
    def restack(self, number: int, place: Place) -> None:
        if (chosen := self.pick(number)) is not None:
            self.edit(lambda draft: restack(draft, [chosen], place))

    # what moves much at once

    @rule(number=picks, dx=coordinates)
    def drop(self, number: int, dx: int) -> None:
        """What a gesture does in the end."""

        def work(draft: Draft) -> None:
            edits.move(draft, [chosen], dx, 0)
            settle(draft, [chosen])

        if (chosen := self.pick(number)) is not None:
            self.edit(work)

    @rule(number=picks, whole=st.booleans())
    def tidy(self, number: int, whole: bool) -> None:
        ids = pages.page_ids(self.document)
        chosen = self.pick(number, Node)
        if whole or chosen is None:
            self.edit(lambda draft: tidy(draft, page=ids[number % len(ids)]))
        else:
            self.edit(lambda draft: tidy(draft, [chosen], self.document.page_of(chosen)))

    @precondition(lambda self: len(self.model) < 100)
    @rule(number=picks, x=coordinates)
    def scaffold(self, number: int, x: int) -> None:
        plan = VpcPlan(IPv4Network("10.9.0.0/16"), zones=("us-east-1a",), tiers=(PUBLIC, PRIVATE))
        ids = pages.page_ids(self.document)
        self.edit(lambda draft: build(draft, plan, ids[number % len(ids)], x, 0))

    @rule(name=texts, hours=st.decimals(1, 744, places=2))
    def set_up(self, name: str, hours: Decimal) -> None:
        changed = Settings(name=name, hours_per_month=hours)
        self.edit(lambda draft: draft.put(changed))

    @precondition(lambda self: self.past)
    @rule()
    def undo(self) -> None:
        change, before = self.past.pop()
        self.document.apply(change.inverse())
        self.future.append((change, self.model))
        self.model = before

    @precondition(lambda self: self.future)
    @rule()
    def redo(self) -> None:
        change, after = self.future.pop()
        self.document.apply(change)
        self.past.append((change, self.model))
        self.model = after

    @rule(reopen=st.integers(0, 3))
    def save_and_open(self, reopen: int) -> None:
        """Opening ends the history, as it does in the window; the content stays."""
        text = files.dumps(self.document)
        loaded = files.loads(text)
        assert all(problem.harmless for problem in loaded.problems), loaded.problems
        assert dict(records_by_id(loaded.document)) == self.model
        assert files.dumps(loaded.document) == text
        if not reopen:
            self.document = loaded.document
            self.past.clear()
            self.future.clear()

    @precondition(lambda self: len(self.past) > 1)
    @rule(count=st.integers(2, 6))
    def squash(self, count: int) -> None:
        """Several steps joined are one step from the first state to the last."""
        steps = self.past[-count:]
        joined = steps[0][0]
        for change, _ in steps[1:]:
            joined = joined.then(change)
        assert joined.inverse().inverse() == joined
        assert not joined.then(joined.inverse())
        if joined:
            self.document.apply(joined.inverse())
            assert dict(records_by_id(self.document)) == steps[0][1]
            self.document.apply(joined)
            self.past[-count:] = [(joined, steps[0][1])]
        else:
            assert self.model == steps[0][1]

    @invariant()
    def holds_what_the_model_holds(self) -> None:
        if hasattr(self, "model"):
            assert dict(records_by_id(self.document)) == self.model

    @invariant()
    def follows_its_records_with_its_indexes(self) -> None:
        if not hasattr(self, "model"):
            return
        fresh = Document(self.model.values())
        for record in self.model.values():
            assert _ids(self.document.children(record.id)) == _ids(fresh.children(record.id))
            assert _ids(self.document.links_of(record.id)) == _ids(fresh.links_of(record.id))
            assert _ids(self.document.overlays_of(record.id)) == _ids(fresh.overlays_of(record.id))
        assert _ids(self.document.children(None)) == _ids(fresh.children(None))


def _two_gateways() -> Document:
    """A small drawing to begin with, with every kind of reference between records."""
    document = Document()
    draft = _Numbered(document)
    parent: str | None = None
    for service in ("aws_cloud", "region", "vpc", "availability_zone", "subnet"):
        parent = edits.place(draft, service, parent, 300, 300).id
    first = edits.place(draft, "nat_gateway", parent, 300, 300)
    second = edits.place(draft, "nat_gateway", parent, 420, 300)
    edits.place(draft, "internet_gateway", draft.node(parent).parent, 300, 0)  # type: ignore[union-attr]
    group = edits.place(draft, "security_group", parent, 300, 300)
    draft.put(group.model_copy(update={"members": (first.id, second.id)}))
    edits.connect(draft, first.id, second.id)
    document.apply(draft.change())
    return document


def _ids(records: object) -> set[str]:
    return {record.id for record in records}  # type: ignore[attr-defined]


TestEditing = Editing.TestCase
TestEditing.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
