"""Icons by name: AWS's artwork from the diagrams package or the user's own copy, and our own glyphs.

icon("nat_gateway").data()        the bytes of a PNG or SVG picture
use_folder("~/AWS icons")         take AWS's own icon package where it has the service
"""

from icons.aws_folder import IconFolderError
from icons.catalogue import Kind
from icons.library import Format, Icon, IconNotFound, icon, names, use_folder

__all__ = ["Format", "Icon", "IconFolderError", "IconNotFound", "Kind", "icon", "names", "use_folder"]
