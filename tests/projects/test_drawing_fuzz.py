"""A drawing of whatever content is imported, checked and saved, or refused in words; it never breaks."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects import files
from projects.checking import check
from projects.drawing_files import parse_drawing
from projects.drawing_format import read_drawing
from projects.files import UnreadableFile

ids = st.sampled_from(["aws", "R", "V", "a", "b", "project", "", "x" * 300, 7, None])
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)
props = st.dictionaries(
    st.sampled_from(["cidr", "code", "azs", "rules", "subnets", "az", "name", "public", "port", "gb_month"]),
    values,
)
kinds = st.sampled_from(
    ["aws_cloud", "region", "vpc", "az", "subnet", "security_group", "asg", "ec2", "rds", "??"]
)
element = st.fixed_dictionaries(
    {"id": ids},
    optional={
        "type": kinds,
        "service": kinds,
        "parent": ids | values,
        "members": st.lists(ids) | values,
        "props": props | values,
        "from": ids,
        "to": ids,
        "kind": st.sampled_from(["traffic", "route", "attach"]) | values,
    },
)
lists = st.lists(element | values, max_size=6)


@given(st.fixed_dictionaries({"containers": lists, "nodes": lists, "edges": lists}))
def test_any_content_is_read_checked_and_saved(data: dict[str, Any]) -> None:
    document = read_drawing(data).document
    check(document)
    files.loads(files.dumps(document))


@given(st.text(max_size=60) | values.map(json.dumps))
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(UnreadableFile):
        parse_drawing(text, "drawing.json")


@pytest.mark.parametrize(
    ("item", "said"),
    [
        ({"type": "vpc"}, "an element without an id"),
        ("vpc", "an element without an id"),
        ({"id": "v" * 300, "type": "vpc"}, "which is no id"),
        ({"id": "v", "type": "vpc", "props": [1]}, "v.props"),
        ({"id": "v", "type": "vpc", "members": 3}, "v.members"),
    ],
)
def test_what_cannot_be_read_of_an_element_is_said(item: Any, said: str) -> None:
    (ignored,) = read_drawing({"containers": [item], "nodes": [], "edges": []}).ignored
    assert said in ignored
