"""The estimate, the findings, the drill and the comparisons."""

from __future__ import annotations

from desktop.actions.command import Command, has_content

QUOTE = (
    Command("show_estimate", "Estimate", lambda w: w.show_page("estimate"), "Ctrl+1", "table"),
    Command("show_findings", "Findings", lambda w: w.show_page("findings"), "Ctrl+2", "warning-circle"),
    Command(
        "next_missing", "Next line that needs input", lambda w: w.next_missing(), "F7", "question",
        "Go to the next line of the estimate that lacks a figure",
        lambda e: e.estimate is not None and e.estimate.totals.incomplete,
    ),
    Command(
        "next_finding", "Next finding", lambda w: w.next_finding(), "F8", "arrow-bend-down-right",
        "Go to the next finding", lambda e: bool(e.judged.open),
    ),
    Command(
        "style_check", "AWS style check", lambda w: w.toggle_style_check(), icon="ruler",
        tooltip="Check the look of the drawing too: overlaps, lines through text, names, legend, steps",
        checked=lambda w: w.preferences.style_check,
    ),
    Command(
        "outage_drill", "Outage drill", lambda w: w.outage_drill.toggle(), "Ctrl+Shift+O", "lightning-slash",
        "Switch off a zone, a NAT gateway, a node or a Region and see what can no longer be reached",
        has_content, checked=lambda w: w.editor is not None and w.outage_drill.active,
    ),
    Command(
        "compare_regions", "Compare Regions…", lambda w: w.compare("regions"), "Ctrl+Shift+R", "globe",
        "Price the drawing in every Region, side by side", has_content,
    ),
    Command(
        "compare_purchases", "Compare purchase options…", lambda w: w.compare("purchases"),
        "Ctrl+Shift+B", "handshake",
        "On-Demand, reserved, Savings Plans and Spot for the selection or the whole drawing", has_content,
    ),
    Command(
        "compare_variants", "Compare variants…", lambda w: w.compare("variants"), "Ctrl+Shift+W",
        "git-branch", "The base design and its variants side by side, line by line", has_content,
    ),
    Command(
        "project_settings", "Project settings", lambda w: w.show_project(), "Ctrl+,", "sliders-horizontal",
        "Name, client, default Region and hours per month",
    ),
)  # fmt: skip
