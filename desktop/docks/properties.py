"""The properties panel: a form for what is selected, its cost, what it lacks, and its findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from desktop.canvas.pictures import own_picture
from desktop.docks.findings_model import Row
from desktop.docks.forms.form import Form
from desktop.docks.forms.links_subject import LinksSubject
from desktop.docks.forms.note_subject import NoteSubject
from desktop.docks.forms.subjects import (
    NodesSubject,
    ProjectSubject,
    Subject,
    subject_of,
    summary_of,
)
from desktop.docks.link_buttons import LinkButtons
from desktop.docks.node_cost import CostCard, MissingCard
from desktop.docks.node_findings import NodeFindings
from desktop.docks.picture_row import PictureRow
from desktop.docks.subject_header import SubjectHeader
from desktop.figures import counted
from pricing.estimate import total
from projects.location import locate

if TYPE_CHECKING:
    from desktop.docks.forms.option_sources import Option
    from desktop.editor import Editor
    from desktop.theme import Theme
    from pricing.estimate import LineItem
    from projects.document import Document
    from projects.properties import Property


class PropertiesPanel(QWidget):
    """Follows selection, document, estimate and findings, at most once per turn of the event loop."""

    reveal = Signal(str)

    def __init__(self, editor: Editor, theme: Theme) -> None:
        super().__init__()
        self._editor = editor
        self._subject: Subject | None = None
        self._forms: dict[str, Form] = {}
        self._form: Form | None = None
        self.header = SubjectHeader(theme)
        self.header.renamed.connect(self._rename)
        self.summary = QLabel()
        self.summary.setProperty("role", "quiet")
        self.summary.setWordWrap(True)
        self.missing = MissingCard()
        self.missing.wanted.connect(self._focus)
        self.cost = CostCard()
        self.picture = PictureRow(editor)
        self.link_buttons = LinkButtons(editor)
        self.findings = NodeFindings(editor, theme)
        self._column = QVBoxLayout()
        self._build()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self.refresh)
        for signal in (
            editor.selection_changed,
            editor.changed,
            editor.document_replaced,
            editor.estimate_changed,
            editor.findings_changed,
            editor.rates_changed,
        ):
            signal.connect(self._soon)
        self.refresh()

    def _build(self) -> None:
        inside = QWidget()
        inside.setLayout(self._column)
        self._column.setContentsMargins(14, 10, 14, 16)
        self._column.setSpacing(10)
        for widget in (self.missing, self.summary, self.link_buttons, self.picture, self.cost, self.findings):
            self._column.addWidget(widget)
        self._column.addStretch()
        self.area = QScrollArea()
        self.area.setWidget(inside)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        line = QFrame()
        line.setProperty("role", "hairline")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addWidget(line)
        layout.addWidget(self.area, 1)
        self.setMinimumWidth(270)

    # following

    def _soon(self, *_: object) -> None:
        if self.isVisible():
            self._timer.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._timer.start()

    def refresh(self) -> None:
        """Show the present selection."""
        self._subject = subject_of(self._editor)
        self._show_form()
        self._show_header()
        self.picture.refresh()
        self.link_buttons.show_subject(self._subject)
        lines = self._lines()
        self.cost.setVisible(bool(lines))
        if lines:
            estimate = self._editor.estimate
            self.cost.show_lines(lines, estimate.account_lines if estimate is not None else ())
        self.header.show_cost(total(lines) if lines else None)
        self.missing.show_lines(lines)
        ids = set(self._editor.selection)
        judged = self._editor.judged
        rows = [Row(f) for f in judged.open] + [Row(f, record) for f, record in judged.accepted]
        found = [row for row in rows if ids.intersection(row.finding.node_ids)] if ids else []
        self.findings.show_rows(found, some_selected=bool(ids))

    def _show_form(self) -> None:
        subject = self._subject
        form = self._form_for(subject) if subject is not None else None
        if form is not self._form:
            if self._form is not None:
                self._form.hide()
            self._form = form
            self.area.verticalScrollBar().setValue(0)
        if form is not None and subject is not None:
            form.show_values(*subject.values())
            form.show()

    def _form_for(self, subject: Subject) -> Form:
        """The form of this kind, made once and used again; it asks the present subject for its lists."""
        form = self._forms.get(subject.key)
        if form is None:
            form = Form(
                subject.properties(),
                self,
                headings=isinstance(subject, NodesSubject),
                long_texts=subject.long_texts,
                certain=subject.certain,
            )
            form.edited.connect(self._commit)
            self._forms[subject.key] = form
            self._column.insertWidget(2, form)
            self._lead_tab_into(form)
        return form

    def _lead_tab_into(self, form: Form) -> None:
        """A new form would be the last thing Tab reaches in the window; it follows the header."""
        before: QWidget = self.header.name
        for field in form.findChildren(QWidget):
            # Lists that drop down are windows of their own.
            if field.focusPolicy() & Qt.FocusPolicy.TabFocus and field.window() is self.window():
                QWidget.setTabOrder(before, field)
                before = field

    def options(self, property: Property) -> list[Option]:
        """A form's long list, for the present subject."""
        return self._subject.options(property) if self._subject is not None else []

    def option(self, property: Property, value: str) -> Option | None:
        return self._subject.option(property, value) if self._subject is not None else None

    def candidates(self, property: Property) -> list[tuple[str, str]]:
        return self._subject.candidates(property) if self._subject is not None else []

    def _lines(self) -> list[LineItem]:
        estimate, ids = self._editor.estimate, set(self._editor.selection)
        if estimate is None or not ids:
            return []
        return [line for line in estimate.lines if line.owner.node_id in ids]

    # the header

    def _show_header(self) -> None:
        subject, document = self._subject, self._editor.document
        self.summary.hide()
        if isinstance(subject, NodesSubject):
            self._show_nodes(subject)
        elif isinstance(subject, ProjectSubject):
            date, own = self._editor.list_rates.date, self._editor.price_sheet
            path = f"Price list of {date}" if date else "No price list"
            path += f", with the prices of {own}" if own else ""
            name = document.settings.name
            self.header.show_subject("", "clipboard-text", name, "Untitled project", path, editable=False)
        elif isinstance(subject, LinksSubject):
            self._show_links(subject)
        elif isinstance(subject, NoteSubject):
            self.header.show_subject("", "note", subject.title(), "", subject.place(), editable=False)
        else:
            count = len(self._editor.selection)
            self.header.show_subject("", "selection-all", f"{count:,} selected", "", "", editable=False)
            kinds = summary_of(self._editor.selected_nodes())
            self.summary.setText("\n".join(f"{number:,} × {label}" for label, number in kinds.items()))
            self.summary.show()

    def _show_nodes(self, subject: NodesSubject) -> None:
        nodes = subject.nodes
        service = nodes[0].service
        if len(nodes) > 1:
            title = counted(len(nodes), subject.service.label)
            text = "What you set here is set for all of them."
            self.header.show_subject(service.icon, "", title, "", text, editable=False)
            return
        place = " / ".join(_path(self._editor.document, nodes[0].id))
        billed = service.billed_as or service.official or service.label
        path = f"{billed} · {place}" if place else billed
        icon = own_picture(nodes[0].picture) or service.icon
        self.header.show_subject(icon, "", nodes[0].label, service.title(), path, editable=True)

    def _show_links(self, subject: LinksSubject) -> None:
        links, document = subject.links, self._editor.document
        text = "What you set here is set for all of them."
        if len(links) == 1:
            ends = (links[0].source, links[0].target)
            text = " to ".join(node.title if (node := document.node(i)) else "?" for i in ends)
        title = "Link" if len(links) == 1 else counted(len(links), "link")
        self.header.show_subject("", "flow-arrow", title, "", text, editable=False)

    def _rename(self, text: str, merge_key: str) -> None:
        if isinstance(self._subject, NodesSubject):
            self._subject.rename(text, merge_key)

    # editing

    def _commit(self, name: str, value: object, merge_key: str) -> None:
        from pydantic import ValidationError

        if self._subject is None or self._form is None:
            return
        try:
            self._subject.set(name, value, merge_key)
        except ValidationError as error:
            self._form.fields[name].show_problem(_plain(error))

    def _focus(self, name: str) -> None:
        if self._form is None:
            return
        self._unfold(name)
        if self._form.focus_field(name):
            self.area.ensureWidgetVisible(self._form.fields[name])

    def _unfold(self, name: str) -> None:
        """A figure may be wanted that another choice of the form hides: choose so that its field is there."""
        assert self._form is not None
        field = self._form.fields.get(name)
        if field is None or not field.isHidden() or self._subject is None:
            return
        values, _ = self._subject.values()
        for other, allowed in (field.declared.when or {}).items():
            if str(values.get(other)) not in allowed and allowed:
                self._subject.set(other, allowed[0], "")
        self._show_form()

    def focus_property(self, node_id: str, name: str) -> None:
        """Select a node and put the cursor into one of its fields."""
        self._editor.select((node_id,))
        self.refresh()
        self._focus(name)

    def focus_first(self) -> None:
        """Put the cursor into the first field."""
        self.refresh()
        if self._form is not None and self._form.fields:
            self._focus(next(iter(self._form.fields)))

    @property
    def form(self) -> Form | None:
        """The form that is shown."""
        return self._form

    def drop_spare_forms(self) -> None:
        """Forget forms that are not shown, so that there is less to dress in another theme."""
        for key, form in list(self._forms.items()):
            if form is not self._form:
                del self._forms[key]
                form.setParent(None)
                form.deleteLater()

    def set_theme(self, theme: Theme) -> None:
        self.header.set_theme(theme)
        self.findings.set_theme(theme)


def _path(document: Document, node_id: str) -> list[str]:
    """The containers around a node, in short: "us-east-1", "VPC", "us-east-1a", "Private subnet"."""
    location = locate(document, node_id)
    found = []
    for container_id in location.container_ids:
        node = document.node(container_id)
        name = node.service.name if node is not None else ""
        if node is None or name in ("aws_cloud", "generic_group"):
            continue
        code = {"region": location.region, "availability_zone": location.zone}.get(name, "")
        found.append(code or node.label or (node.service.label if name == "vpc" else node.title))
    return found


def _plain(error: Exception) -> str:
    """The first complaint of a validation, without the words around it."""
    from pydantic import ValidationError

    if isinstance(error, ValidationError) and error.errors():
        text = str(error.errors()[0]["msg"]).removeprefix("Value error, ")
        return text if text.endswith(".") else f"{text}."
    return "This value is not possible here."
