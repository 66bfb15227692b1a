"""What can be wrong with an icon package, as one exception."""


class IconPackageError(ValueError):
    """The package is not there, cannot be read, or holds none of AWS's icons; the text says which."""
