"""Icons by name: AWS artwork from the installed diagrams package, and glyphs of our own."""
