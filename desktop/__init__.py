"""The window, the canvas, the docks, image export and the command line; the only package that knows Qt."""
