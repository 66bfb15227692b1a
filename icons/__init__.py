"""Icons by name: AWS's artwork from the diagrams package or the user's own copy, and our own glyphs.

icon("nat_gateway").data()        the bytes of a PNG or SVG picture
use_package("Asset-Package.zip")  take AWS's own icon package where it has the service
safe_svg(data)                    a picture from elsewhere, without anything but shapes
"""

from icons.catalogue import Kind
from icons.library import Format, Icon, IconNotFound, icon, names, use_package, use_report
from icons.package.problems import IconPackageError
from icons.svg_safety import UnsafeSvg, safe_svg

__all__ = [
    "Format",
    "Icon",
    "IconNotFound",
    "IconPackageError",
    "Kind",
    "UnsafeSvg",
    "icon",
    "names",
    "safe_svg",
    "use_package",
    "use_report",
]
