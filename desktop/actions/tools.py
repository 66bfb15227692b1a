"""What the next press on the canvas does."""

from __future__ import annotations

from desktop.actions.command import Command

TOOLS = (
    Command(
        "select_tool", "Select", lambda w: w.use_tool("select"), "V", "cursor",
        "Select, move and resize", checked=lambda w: w.tool == "select",
    ),
    Command(
        "connect_tool", "Connect", lambda w: w.use_tool("connect"), "C", "flow-arrow",
        "Draw a link from one node to another", checked=lambda w: w.tool == "connect",
    ),
    Command(
        "text_tool", "Text", lambda w: w.use_tool("text"), "T", "text-t",
        "Put a text note where you click", checked=lambda w: w.tool == "text",
    ),
    Command(
        "step_tool", "Step", lambda w: w.use_tool("step"), "N", "number-circle-one",
        "Put numbered steps where you click", checked=lambda w: w.tool == "step",
    ),
)  # fmt: skip
