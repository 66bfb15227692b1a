"""A field that opens a list of services to tick: interface endpoints for a new VPC."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QPaintEvent
from PySide6.QtWidgets import QMenu, QPushButton

from desktop import line_icons
from desktop.figures import counted

INTERFACE_ENDPOINTS: dict[str, str] = {
    "ssm": "Systems Manager",
    "ssmmessages": "Session Manager",
    "ec2messages": "Systems Manager messages",
    "ecr.api": "ECR, its API",
    "ecr.dkr": "ECR, its images",
    "logs": "CloudWatch Logs",
    "monitoring": "CloudWatch metrics",
    "kms": "Key Management Service",
    "secretsmanager": "Secrets Manager",
    "sqs": "SQS",
    "sns": "SNS",
    "sts": "Security Token Service",
    "execute-api": "API Gateway, private APIs",
}
"""What is asked for most, by the name that ends an endpoint's service name."""
_NAMED = 3
"""Up to so many are named on the field; more are counted."""


class EndpointBox(QPushButton):
    """Shows which endpoints are chosen."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__("None")
        self.setProperty("role", "combo")
        self.setAutoDefault(False)
        self.setAccessibleName("Interface endpoints")
        menu = QMenu(self)
        self.choices: dict[str, QAction] = {}
        for service, text in INTERFACE_ENDPOINTS.items():
            action = menu.addAction(f"{text} ({service})")
            action.setCheckable(True)
            action.toggled.connect(self._follow)
            self.choices[service] = action
        self.clicked.connect(lambda: menu.popup(self.mapToGlobal(self.rect().bottomLeft())))

    @property
    def chosen(self) -> tuple[str, ...]:
        """The services ticked, by the name that ends an endpoint's."""
        return tuple(name for name, action in self.choices.items() if action.isChecked())

    def _follow(self) -> None:
        chosen = self.chosen
        named = ", ".join(chosen) or "None"
        self.setText(named if len(chosen) <= _NAMED else counted(len(chosen), "endpoint"))
        self.edited.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        line_icons.draw_caret(self)
