"""The drawing: a scene that mirrors the document, the view on it, and the gestures that edit it."""
