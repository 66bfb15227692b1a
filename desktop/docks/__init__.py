"""The panels around the canvas: palette, properties, estimate, findings."""
