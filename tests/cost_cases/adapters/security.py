"""Cases of keys, certificates, secrets and directories."""

from __future__ import annotations

from tests.cost_cases.adapters import adapter
from tests.cost_cases.drawing import Drawing
from tests.cost_cases.facts import CannotExpress, Facts

_ISSUERS = {"general_purpose": "private", "short_lived": "private_short_lived"}
_ORIGINS = {"kms": "AWS_KMS", "external": "EXTERNAL", "cloudhsm": "AWS_CLOUDHSM"}


@adapter("acm_private_ca")
def acm_private_ca(drawing: Drawing, config: Facts, usage: Facts) -> None:
    # A certificate that is drawn by itself leaves its authority to another drawing.
    alone = config.choice("kind", {"exportable_private_certificate": True, "authority": False}, False)
    drawing.add(
        "acm_certificate",
        issuer=config.choice("mode", _ISSUERS, "private"),
        exportable=True if alone else None,
        authorities=config.whole("authorities", 0 if alone else 1),
        monthly_certificates=usage.get("certificates_per_month", 1 if alone else 0),
    )


@adapter("cloudhsm")
def cloudhsm(drawing: Drawing, config: Facts, usage: Facts) -> None:
    drawing.add("cloudhsm", hsms=config.whole("hsms", 1), hours_per_month=usage.get("hours_per_month"))


@adapter("directory_service")
def directory_service(drawing: Drawing, config: Facts, usage: Facts) -> None:
    kind = config.choice("type", {name: name for name in ("MicrosoftAD", "SimpleAD", "ADConnector")})
    least = config.whole("minimum_controllers", 2)
    more = usage.whole("additional_domain_controllers", 0)
    shared = usage.whole("shared_accounts")
    if kind == "MicrosoftAD":
        drawing.add(
            "directory_service",
            type=kind,
            edition=config.get("edition"),
            controllers=(least or 0) + (more or 0),
            shared_accounts=shared,
        )
        return
    # AWS bills these by directory; the servers behind one are its own affair.
    if more or shared:
        raise CannotExpress(f"{kind} has neither domain controllers of its own number nor shared accounts")
    drawing.add("directory_service", type=kind, directory_size=config.get("size"))


@adapter("kms")
def kms(drawing: Drawing, config: Facts, usage: Facts) -> None:
    drawing.add(
        "kms_key",
        key_spec=config.get("key_spec"),
        origin=config.choice("origin", _ORIGINS),
        keys=config.whole("keys", 1),
        monthly_requests=0,
    )


@adapter("secrets_manager")
def secrets_manager(drawing: Drawing, config: Facts, usage: Facts) -> None:
    drawing.add(
        "secrets_manager",
        secrets=config.whole("secrets", 1),
        monthly_requests=usage.get("requests_per_month", 0),
    )
