"""Insert > VPC scaffold: zones by tiers, blocks without overlap, gateways and routes, drawn in one step."""

from __future__ import annotations

from ipaddress import IPv4Network
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.dialogs.endpoint_box import EndpointBox
from desktop.dialogs.vpc_result import BlockTable, PlanPicture
from desktop.dialogs.vpc_tiers import TierList
from desktop.docks.forms.choices import ChoiceBox
from desktop.docks.segments import Segments
from desktop.figures import counted, money
from pricing.estimate import Totals
from pricing.regions import regions
from projects.estimate import estimate
from projects.placement import container_at
from projects.scaffolding.addresses import DoesNotFit, WrongAddresses, is_private, vpc_block
from projects.scaffolding.plans import NatChoice, VpcPlan, problems
from projects.scaffolding.proposals import (
    Added,
    Proposal,
    added,
    most_zones,
    next_block,
    propose,
    vpcs_overlapping,
    zone_names,
)

if TYPE_CHECKING:
    from desktop.window import MainWindow

PAUSE_MS = 120
"""After typing, before the result is drawn."""


class VpcScaffoldDialog(QDialog):
    """Asks what the VPC is to be, shows what would be drawn and what it adds, and draws it."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        assert window.editor is not None
        self._window, self._editor = window, window.editor
        self.setWindowTitle("VPC scaffold")
        self._parent, self._x, self._y = self._place()
        known = self._editor.estimate
        document, rates = self._editor.document, self._editor.rates
        self._before: Totals = (known or estimate(document, rates)).totals
        self.proposal: Proposal | None = None
        self._timer = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._timer.timeout.connect(self.refresh)
        self._build()
        self._arrange()
        self._follow_region()
        self.refresh()

    def _place(self) -> tuple[str | None, float, float]:
        """The container or page that is meant, and the canvas point: what is selected, else the pointer."""
        view = self._window.canvas
        at = view.pointer.at()
        page = view.paging.current
        selected = next((node for node in self._editor.selected_nodes()), None)
        if selected is not None:
            return selected.id, at.x(), at.y()
        return container_at(self._editor.document, at.x(), at.y(), page=page), at.x(), at.y()

    # parts

    def _build(self) -> None:
        self.name = QLineEdit()
        self.name.setPlaceholderText("shop: subnets are called shop-public-a")
        self.name.setMaxLength(60)
        self.name.setAccessibleName("Name")
        self.region = ChoiceBox()
        self.region.setAccessibleName("Region")
        for one in regions():
            self.region.add(f"{one.code}  {one.name.partition('(')[2].rstrip(')') or one.name}", one.code)
        self.region.setCurrentIndex(max(0, self.region.findData(self._first_region())))
        self.block = QLineEdit(next_block(self._editor.document))
        self.block.setAccessibleName("IPv4 CIDR block")
        self.block_note = QLabel()
        self.block_note.setWordWrap(True)
        self.zones = Segments({str(count): str(count) for count in range(1, 7)})
        self.zones.choose("2")
        self.zone_names = QLabel()
        self.zone_names.setProperty("role", "secondary")
        self.zone_names.setWordWrap(True)
        self.tiers = TierList(self._window.theme)
        self.nat = Segments({"none": "None", "one": "One", "each": "One per zone"})
        self.nat.choose("one")
        self.gateway = QCheckBox("Internet gateway")
        self.gateway.setChecked(True)
        self.s3 = QCheckBox("S3 (free)")
        self.dynamodb = QCheckBox("DynamoDB (free)")
        self.s3.setChecked(True)
        self.dynamodb.setChecked(True)
        self.endpoints = EndpointBox()
        self.picture = PlanPicture(self._window.theme)
        self.table = BlockTable()
        self.price = QLabel()
        self.price.setProperty("role", "strong")
        self.problem = QLabel()
        self.problem.setProperty("role", "fault")
        self.problem.setWordWrap(True)
        self._connect()

    def _connect(self) -> None:
        for field in (self.name, self.block):
            field.textChanged.connect(self._timer.start)
        for choice in (self.zones, self.nat):
            choice.chosen.connect(self._timer.start)
        for box in (self.gateway, self.s3, self.dynamodb):
            box.toggled.connect(self._timer.start)
        self.tiers.edited.connect(self._timer.start)
        self.endpoints.edited.connect(self._timer.start)
        self.region.activated.connect(self._follow_region)

    def _arrange(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(14)
        form.setVerticalSpacing(10)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        free = QHBoxLayout()
        free.setSpacing(20)
        for box in (self.s3, self.dynamodb):
            free.addWidget(box)
        free.addStretch()
        for text, part in (
            ("Name", self.name),
            ("Region", self.region),
            ("IPv4 block", _stack(self.block, self.block_note)),
            ("Zones", _stack(self.zones, self.zone_names)),
            ("Tiers", self.tiers),
            ("NAT gateways", self.nat),
            ("", self.gateway),
            ("Gateway endpoints", free),
            ("Interface endpoints", self.endpoints),
        ):
            form.addRow(text, part)
        left = QVBoxLayout()
        left.addLayout(form)
        left.addStretch()
        right = QVBoxLayout()
        right.setSpacing(10)
        right.addWidget(self.picture, 1)
        right.addWidget(self.table)
        middle = QHBoxLayout()
        middle.setSpacing(24)
        middle.addLayout(left, 5)
        middle.addLayout(right, 6)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(14)
        layout.addLayout(middle, 1)
        layout.addWidget(self.problem)
        layout.addLayout(self._foot())
        self.resize(1060, 680)

    def _foot(self) -> QHBoxLayout:
        self.cancel = QPushButton("Cancel")
        self.cancel.setAutoDefault(False)
        self.cancel.clicked.connect(self.reject)
        self.draw = QPushButton("Draw VPC")
        self.draw.setDefault(True)
        self.draw.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addWidget(self.price)
        row.addStretch()
        row.addWidget(self.cancel)
        row.addWidget(self.draw)
        return row

    # following what is chosen

    def _first_region(self) -> str:
        """The Region around what is meant, else the only one drawn, else the project's."""
        document = self._editor.document
        around = [document.node(self._parent), *document.ancestors(self._parent or "")]
        found = next((n for n in around if n is not None and n.service.name == "region"), None)
        drawn = [node for node in document.nodes() if node.service.name == "region"]
        found = found or (drawn[0] if len(drawn) == 1 else None)
        code = getattr(found.service, "code", None) if found is not None else None
        return str(code or document.settings.default_region)

    def _follow_region(self) -> None:
        most = most_zones(str(self.region.currentData()))
        for name, button in self.zones.buttons.items():
            button.setEnabled(int(name) <= most)
            button.setToolTip("" if int(name) <= most else f"This Region has {counted(most, 'zone')}")
        if int(self.zones.choice or 1) > most:
            self.zones.choose(str(most))
        self._timer.start()

    def plan(self) -> VpcPlan:
        """The present choices; raises WrongAddresses for a block that no VPC can have."""
        code = str(self.region.currentData())
        free = (("s3", self.s3), ("dynamodb", self.dynamodb))
        return VpcPlan(
            block=vpc_block(self.block.text()),
            name=self.name.text().strip(),
            region=code,
            zones=zone_names(code, int(self.zones.choice or 1)),
            tiers=self.tiers.tiers,
            nat=cast(NatChoice, self.nat.choice or "none"),
            internet_gateway=self.gateway.isChecked(),
            gateway_endpoints=tuple(name for name, box in free if box.isChecked()),
            interface_endpoints=self.endpoints.chosen,
        )

    def refresh(self) -> None:
        """Bring picture, table, price and problems in line with the choices."""
        self._timer.stop()
        self._follow_tiers()
        code = str(self.region.currentData())
        self.zone_names.setText(", ".join(zone_names(code, int(self.zones.choice or 1))))
        self.proposal, wrong, in_block = None, "", ""
        try:
            plan = self.plan()
            wrong = " ".join(problems(plan))
            if not wrong:
                self.proposal = propose(self._editor.document, plan, self._parent, self._x, self._y)
        except WrongAddresses as error:
            in_block = str(error)
        except DoesNotFit as error:
            wrong = str(error)
        self._say_block(in_block)
        self.problem.setText(wrong)
        self.problem.setVisible(bool(wrong))
        self.draw.setEnabled(self.proposal is not None)
        self._show(self.proposal)

    def _follow_tiers(self) -> None:
        """Public subnets need an internet gateway; a NAT gateway needs both kinds of subnets."""
        kinds = {tier.kind for tier in self.tiers.tiers}
        useful = "public" in kinds and "private" in kinds and self.gateway.isChecked()
        self.nat.setEnabled(useful)
        self.nat.setToolTip("" if useful else "Needs a public tier, a private one and an internet gateway")
        self.gateway.setToolTip(
            "Without it the public tiers are drawn as private ones" if "public" in kinds else ""
        )

    def _say_block(self, wrong: str) -> None:
        role, text = "fault", wrong
        if not wrong:
            role, text = "secondary", self._about_block(vpc_block(self.block.text()))
        self.block_note.setText(text)
        self.block_note.setVisible(bool(text))
        if self.block_note.property("role") != role:
            self.block_note.setProperty("role", role)
            self.block_note.style().unpolish(self.block_note)
            self.block_note.style().polish(self.block_note)

    def _about_block(self, block: IPv4Network) -> str:
        others = vpcs_overlapping(self._editor.document, block)
        if others:
            return f"Overlaps {others[0].title}: the two could not be joined later."
        if not is_private(block):
            return "Not a private range (RFC 1918): hosts of that range on the internet cannot be reached."
        return f"{block.num_addresses:,} addresses"

    def _show(self, proposal: Proposal | None) -> None:
        self.picture.show_document(proposal.alone() if proposal is not None else None)
        blocks = proposal.plan.blocks() if proposal is not None else []
        if proposal is not None:
            self.table.show_blocks(proposal.plan, blocks)
        self.table.setEnabled(proposal is not None)
        self.price.setText(
            price_text(added(self._editor.document, proposal, self._editor.rates, self._before))
            if proposal is not None
            else ""
        )

    # the end

    def accept(self) -> None:
        """Draw it as one step of the history."""
        self.refresh()
        if self.proposal is None:
            return
        self._editor.push(self.proposal.change, "Draw VPC")
        self._editor.select((self.proposal.vpc,))
        # With what is new around it: the Region and the cloud that it stands in.
        new = self.proposal.change.before
        around = [self.proposal.vpc, *(n.id for n in self._editor.document.ancestors(self.proposal.vpc))]
        self._window.canvas.bring_into_view([i for i in around if i in new and new[i] is None][-1])
        super().accept()


def price_text(new: Added) -> str:
    """What the VPC adds a month, and how much of it is not known yet."""
    text = f"+ {money(new.monthly)} / month"
    text += f", {money(new.upfront)} upfront" if new.upfront else ""
    text += f", plus {counted(new.needs_input, 'line')} by usage" if new.needs_input > 0 else ""
    return text + (f", {counted(new.not_priced, 'line')} not priced" if new.not_priced > 0 else "")


def _stack(*parts: QWidget) -> QVBoxLayout:
    made = QVBoxLayout()
    made.setSpacing(4)
    for part in parts:
        made.addWidget(part)
    return made
