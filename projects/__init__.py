"""The document, its services, rules and files, and a project's estimate; free of Qt."""
