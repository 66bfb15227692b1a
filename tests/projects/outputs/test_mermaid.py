"""The Mermaid chart, read by a small tokenizer of its own: structure, links, and labels that stay labels."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from projects.document import Document
from projects.outputs.drawn import label_lines, one_line
from projects.outputs.mermaid import mermaid_text
from projects.records import Settings
from tests.projects.outputs.exchange_drawings import documents, full_drawing, node, texts

NODE = re.compile(r'(\w+)(?:\["([^"]*)"\]|\(\("([^"]*)"\)\))$')
SUBGRAPH = re.compile(r'subgraph (\w+)\["([^"]*)"\]$')
LINK = re.compile(r'(\w+) (-->|---|<-->|-\.->|-\.-|<-\.->)(?:\|"([^"]*)"\|)? (\w+)$')
STYLE = re.compile(r"(?:classDef \w+ [\w:,#. -]+|class [\w,]+ \w+|linkStyle default stroke:#\w+)$")
ENTITY = re.compile(r"#(\d+);")


@dataclass
class Chart:
    """What Mermaid would understand."""

    title: str = ""
    labels: dict[str, str] = field(default_factory=dict)
    around: dict[str, tuple[str, ...]] = field(default_factory=dict)
    subgraphs: dict[str, str] = field(default_factory=dict)
    links: list[tuple[str, str, str, str]] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    styles: list[str] = field(default_factory=list)


def read(text: str) -> Chart:
    chart, around = Chart(), list[str]()
    lines = text.split("\n")
    assert lines.pop() == ""
    if lines[0] == "---":
        chart.title = json.loads(lines[1].removeprefix("title: "))
        assert lines[2] == "---"
        lines = lines[3:]
    assert lines[0] == "flowchart LR"
    for line in (line.strip() for line in lines[1:]):
        if line.startswith("%% "):
            chart.remarks.append(line[3:])
        elif line == "end":
            around.pop()
        elif found := SUBGRAPH.match(line):
            assert found[1] not in chart.subgraphs and found[1] not in chart.labels
            chart.subgraphs[found[1]] = told(found[2])
            chart.around[found[1]] = tuple(around)
            around.append(found[1])
        elif found := NODE.match(line):
            assert found[1] not in chart.subgraphs and found[1] not in chart.labels
            chart.labels[found[1]] = told(found[2] or found[3])
            chart.around[found[1]] = tuple(around)
        elif found := LINK.match(line):
            chart.links.append((found[1], found[2], told(found[3] or ""), found[4]))
        else:
            assert STYLE.match(line), line
            chart.styles.append(line)
    assert not around
    ids = {*chart.labels, *chart.subgraphs}
    assert all(end in ids for link in chart.links for end in (link[0], link[3]))
    return chart


def told(label: str) -> str:
    """A label as Mermaid shows it; nothing in it may be HTML, Markdown or an order to Mermaid."""
    lines = label.split("<br/>")
    for line in lines:
        rest = ENTITY.sub("", line)
        assert not re.search(r'[<>&"#;:`*{}\[\]|%$~\\]', rest), rest
        assert not re.match(r"(-|\d+[.)]( |$))", line), line
    return " ".join(ENTITY.sub(lambda found: chr(int(found[1])), line) for line in lines)


def test_subgraphs_are_nested_as_the_containers_are() -> None:
    chart = read(mermaid_text(full_drawing()))
    web = next(name for name, label in chart.labels.items() if label == "Web (2)")
    assert [chart.subgraphs[name] for name in chart.around[web]] == [
        "Overview", "AWS Cloud", "Region", "VPC", "Zone", "Subnet", "Web servers",
    ]  # fmt: skip
    assert chart.title == "Shop"


def test_pages_are_subgraphs_and_links_run_between_them() -> None:
    chart = read(mermaid_text(full_drawing()))
    table = next(name for name, label in chart.labels.items() if label.startswith("Orders"))
    assert [chart.subgraphs[name] for name in chart.around[table]] == ["Data"]
    assert any(link[2] == "across" and link[3] == table for link in chart.links)


def test_heads_and_lines() -> None:
    chart = read(mermaid_text(full_drawing()))
    arrows = {(link[1], link[2]) for link in chart.links}
    assert ("-->", "(1) HTTPS") in arrows
    assert {arrow for arrow, _ in arrows} == {"-->", "<-->", "---", "-.->", "-.-"}


def test_a_link_from_a_frame_into_it_starts_at_a_point_within() -> None:
    # Mermaid takes a link between a subgraph and its own content for a mistake.
    chart = read(mermaid_text(full_drawing()))
    inside = next(link for link in chart.links if link[2] == "inside")
    assert chart.labels[inside[0]] == " "
    assert chart.subgraphs[chart.around[inside[0]][-1]] == "VPC"


def test_no_link_ties_a_subgraph_to_what_is_in_it() -> None:
    chart = read(mermaid_text(full_drawing()))
    assert not [link for link in chart.links if link[0] in chart.around[link[3]] + chart.around[link[0]]]


def test_an_overlay_across_subnets_is_told_in_a_remark() -> None:
    chart = read(mermaid_text(full_drawing()))
    assert chart.remarks == ["Auto Scaling group, Auto Scaling group spans n_web n_web_3"]


def test_an_empty_container_is_a_node_as_mermaid_draws_no_empty_subgraph() -> None:
    chart = read(mermaid_text(Document([node("vpc", "vpc", label="Empty")])))
    assert list(chart.labels.values()) == ["Empty"] and not chart.subgraphs


@given(texts, texts)
def test_any_text_is_shown_letter_by_letter(title: str, label: str) -> None:
    chart = read(mermaid_text(Document([Settings(name=title), node("n", "ec2_instance", label=label)])))
    assert chart.title == one_line(title)
    expected = one_line(label) or "EC2 instance"
    assert "".join(chart.labels.popitem()[1].split()) == "".join(expected.split())


@given(st.sampled_from(("end", "graph", "subgraph", "style", "class", "click", "default", "o", "x", "1")))
def test_no_name_is_a_word_of_mermaids_own(word: str) -> None:
    chart = read(mermaid_text(Document([node("n", "ec2_instance", label=word)])))
    assert list(chart.labels) == [f"n_{word}"]


@given(documents())
def test_any_drawing_gives_a_chart_that_can_be_read(document: Document) -> None:
    chart = read(mermaid_text(document))
    shown = sorted(label.split() for label in (*chart.labels.values(), *chart.subgraphs.values()))
    for record in document.nodes():
        if not record.service.is_overlay():
            assert " ".join(label_lines(record)).split() in shown
    for link in chart.links:
        assert link[0] not in chart.around[link[3]] and link[3] not in chart.around[link[0]]
