"""Dialogs: export, about, errors, unsaved changes, problems of a file."""
