"""The open cost cases: what people know of a resource goes in, what they worked out has to come out."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.cost_cases.__main__ import main
from tests.cost_cases.adapters import adapters
from tests.cost_cases.cases import Case, CaseLine, UnreadableCase, cases_in
from tests.cost_cases.judging import judge

ROOT = Path(__file__).resolve().parents[2]
CASES = ROOT.parent / "shared" / "cost_cases"
PAGE = ROOT / "docs" / "cost_cases.md"


def explained(heading: str) -> dict[str, str]:
    """Case -> why it differs, from the table below a heading of docs/cost_cases.md."""
    section = PAGE.read_text(encoding="utf-8").partition(f"## {heading}\n")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| `([^`]+)` \| (.+?) \|$", section, re.MULTILINE)
    return dict(rows)


def open_cases() -> Iterator[Any]:
    for case in cases_in(CASES) if CASES.is_dir() else ():
        yield pytest.param(case, id=f"{case.file}/{case.id}")


EVERY = pytest.mark.parametrize("case", list(open_cases()))


@pytest.mark.shared
@EVERY
def test_with_the_case_s_own_prices_our_figures_are_the_author_s(case: Case) -> None:
    verdict = judge(case, "model")
    if case.id in explained("Another model"):
        assert verdict.outcome != "matched", "docs/cost_cases.md calls it different, and it is not any more"
    else:
        assert verdict.outcome == "matched", verdict.line()


@pytest.mark.shared
@EVERY
def test_with_our_prices_every_case_matches_or_says_why_not(case: Case) -> None:
    verdict = judge(case, "price")
    if verdict.outcome == "matched" or verdict.older:
        return
    known = {**explained("Another model"), **explained("Another price")}
    without_rate = verdict.outcome == "cannot express" and "the price list has no" in verdict.reasons[0]
    assert case.id in known or without_rate, verdict.line()


def test_every_key_and_word_of_the_vocabulary_has_its_place_in_an_adapter() -> None:
    if not CASES.is_dir():
        pytest.skip("the cost cases are not here (../shared)")
    folder = Path(__file__).parent / "adapters"
    source = "\n".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py"))
    text = (CASES / "VOCABULARY.md").read_text(encoding="utf-8")
    forgotten = set()
    for name, section in re.findall(r"^## (\w+) .*\n((?:- .*\n)*)", text, re.MULTILINE):
        assert name in adapters(), name
        for dotted in re.findall(r"`([^`]+)`", section):
            for key in re.split(r"\.|\[\]", dotted):
                if key and not re.search(rf"\b{re.escape(key)}\b", source) and not _built(key, source):
                    forgotten.add(f"{name}: {dotted}")
    assert forgotten == set()


def _built(key: str, source: str) -> bool:
    """Keys that an adapter puts together, as f"{speed}_data_retrieval_gb_per_month"."""
    words = key.split("_")
    ends = ["_".join(words[start:]) for start in range(1, len(words))]
    starts = ["_".join(words[:end]) for end in range(1, len(words))]
    return any(f"}}_{end}" in source for end in ends) or any(f'"{start}_{{' in source for start in starts)


# The runner itself


def used(requests: int, size: int) -> dict[str, Decimal]:
    return {"requests_per_month": Decimal(requests), "message_size_kb": Decimal(size)}


SNAPSHOTS = CaseLine("Snapshots", Decimal(1), "GB", Decimal(2), Decimal(2))
QUEUE = Case(
    id="a-queue",
    file="sqs",
    service="SQS",
    region="us-east-1",
    config={"type": "standard"},
    usage=used(3_000_000, 1),
    lines=(CaseLine("Requests", Decimal(3), "million requests", Decimal("0.50"), Decimal("1.50")),),
    total=Decimal("1.50"),
    tolerance=Decimal("0.01"),
    free_tier="not_applied",
    grading="exact",
    legacy=False,
    date="2019-01-01",
)


def test_the_case_s_unit_price_is_fed_in_for_the_model_and_not_for_the_price() -> None:
    assert judge(QUEUE, "model").outcome == "matched"
    verdict = judge(QUEUE, "price")
    assert (verdict.outcome, verdict.older) == ("differs", True)
    assert "0.4 a unit" in verdict.reasons[0] and "instead of 0.5" in verdict.reasons[0]


def test_a_case_of_today_with_another_price_is_no_older_figure() -> None:
    assert not judge(replace(QUEUE, date="2030-01-01"), "price").older


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"usage": used(4_000_000, 1)}, "4000000 units"),
        ({"usage": used(3_000_000, 65)}, "6000000 units"),
        ({"total": Decimal("1.60")}, "total 1.5 instead of 1.60"),
        ({"free_tier": "applied"}, "2000000 units instead of 3000000"),
        ({"lines": (*QUEUE.lines, SNAPSHOTS)}, "Snapshots"),
        ({"lines": ()}, "too many"),
    ],
)  # fmt: skip
def test_whatever_differs_is_reported(changes: dict[str, Any], said: str) -> None:
    verdict = judge(replace(QUEUE, **changes), "model")
    assert verdict.outcome == "differs"
    assert said in "; ".join(verdict.reasons)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"config": {"type": "standard", "colour": "blue"}}, "not understood: colour"),
        ({"config": {"type": "priority"}}, "priority"),
        ({"file": "no_such", "service": "No such"}, "no adapter for No such"),
        ({"usage": used(-3, 1)}, ""),
    ],
)
def test_what_cannot_be_expressed_says_why(changes: dict[str, Any], said: str) -> None:
    verdict = judge(replace(QUEUE, **changes), "model")
    assert verdict.outcome == "cannot express"
    assert said in verdict.line()


def test_a_folder_without_cases_or_with_a_damaged_one_is_said(tmp_path: Path, capsys: Any) -> None:
    assert main([str(tmp_path)]) == 2
    (tmp_path / "sqs.json").write_text('[{"id": "half"}]', encoding="utf-8")
    with pytest.raises(UnreadableCase, match=r"sqs\.json: case 1"):
        list(cases_in(tmp_path))
    assert main([str(tmp_path)]) == 2
    assert "sqs.json: case 1" in capsys.readouterr().err


def test_one_line_or_one_object_a_case(tmp_path: Path, capsys: Any) -> None:
    case = {
        "id": "a-queue",
        "service": "SQS",
        "region": "us-east-1",
        "resource_config": QUEUE.config,
        "usage": {"requests_per_month": 3_000_000, "message_size_kb": 1},
        "expected": {
            "line_items": [
                {"name": "Requests", "quantity": 3, "unit": "million requests", "unit_price_usd": 0.5,
                 "monthly_usd": 1.5}
            ],
            "total_monthly_usd": 1.5,
            "tolerance_usd": 0.01,
        },
        "free_tier": "not_applied",
    }  # fmt: skip
    (tmp_path / "sqs.json").write_text(json.dumps([case]), encoding="utf-8")
    assert main([str(tmp_path)]) == 0
    assert capsys.readouterr().out == "sqs/a-queue: matched\n"
    assert main([str(tmp_path), "--score", "price", "--json"]) == 1
    facts = json.loads(capsys.readouterr().out)
    assert (facts["outcome"], facts["expected"]) == ("differs", "1.5")
    assert Decimal(facts["ours"]) == Decimal("1.2")
