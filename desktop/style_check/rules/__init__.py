"""The rules of style, by what they look at; each is a small class."""
