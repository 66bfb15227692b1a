"""The rules a drawing is held against: one module per family, each rule a small class."""
