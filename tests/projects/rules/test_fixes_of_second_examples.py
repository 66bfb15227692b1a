"""Every fix of a second example mends what it is for and makes no other error."""

from __future__ import annotations

import pytest

from projects.checking import check
from projects.document import Document
from projects.drawing_format import read_drawing
from tests.projects.rules.second_examples import Example
from tests.projects.rules.test_second_examples import EXAMPLES
from tests.projects.rules.test_second_service_examples import EXAMPLES as SERVICE_EXAMPLES

PLANTED = [example for example in (*EXAMPLES, *SERVICE_EXAMPLES) if example.on]


@pytest.mark.parametrize("example", PLANTED, ids=lambda example: example.label)
def test_a_fix_mends_without_a_new_error(example: Example) -> None:
    document = read_drawing(example.drawing()).document
    before = check(document)
    errors = {(f.rule, f.node_ids[0]) for f in before if f.severity == "error"}
    for finding in before:
        if finding.rule != example.rule or finding.fix is None:
            continue
        mended = Document(document.records())
        mended.apply(finding.fix.change(mended))
        after = check(mended)
        assert finding not in after, finding.fix.label
        assert {(f.rule, f.node_ids[0]) for f in after if f.severity == "error"} <= errors, finding.fix.label
