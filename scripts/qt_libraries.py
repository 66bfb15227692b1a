"""Find the system libraries Qt needs on Linux; install or name the missing ones. Standard library only."""

import ctypes
import os
import shutil
import subprocess
import sys

# Shared library: the package that holds it, per package manager. Tried on bare Debian 12 and 13.
OFFSCREEN = {
    "libEGL.so.1": {"apt-get": "libegl1", "dnf": "libglvnd-egl", "pacman": "libglvnd"},
    "libGL.so.1": {"apt-get": "libgl1", "dnf": "libglvnd-glx", "pacman": "libglvnd"},
    "libxkbcommon.so.0": {"apt-get": "libxkbcommon0", "dnf": "libxkbcommon", "pacman": "libxkbcommon"},
    "libdbus-1.so.3": {"apt-get": "libdbus-1-3", "dnf": "dbus-libs", "pacman": "dbus"},
    "libfontconfig.so.1": {"apt-get": "libfontconfig1", "dnf": "fontconfig", "pacman": "fontconfig"},
    "libglib-2.0.so.0": {"apt-get": "libglib2.0-0", "dnf": "glib2", "pacman": "glib2"},
}
WINDOW = {
    "libxcb-cursor.so.0": {
        "apt-get": "libxcb-cursor0",
        "dnf": "xcb-util-cursor",
        "pacman": "xcb-util-cursor",
    },
    "libxcb-icccm.so.4": {"apt-get": "libxcb-icccm4", "dnf": "xcb-util-wm", "pacman": "xcb-util-wm"},
    "libxcb-keysyms.so.1": {
        "apt-get": "libxcb-keysyms1",
        "dnf": "xcb-util-keysyms",
        "pacman": "xcb-util-keysyms",
    },
    "libxcb-shape.so.0": {"apt-get": "libxcb-shape0", "dnf": "libxcb", "pacman": "libxcb"},
    "libxcb-xkb.so.1": {"apt-get": "libxcb-xkb1", "dnf": "libxcb", "pacman": "libxcb"},
    "libxkbcommon-x11.so.0": {
        "apt-get": "libxkbcommon-x11-0",
        "dnf": "libxkbcommon-x11",
        "pacman": "libxkbcommon-x11",
    },
}
INSTALL = {
    "apt-get": ["apt-get", "install", "-y", "--no-install-recommends"],
    "dnf": ["dnf", "install", "-y"],
    "pacman": ["pacman", "-S", "--needed", "--noconfirm"],
}


def missing(libraries):
    """The names among ``libraries`` that the dynamic loader does not find."""
    absent = []
    for name in libraries:
        try:
            ctypes.CDLL(name)
        except OSError:
            absent.append(name)
    return absent


def _package_manager():
    return next((name for name in INSTALL if shutil.which(name)), None)


def _administrator():
    """The words that make a command run as root without asking for a password; None where that cannot be."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo"):
        asked = subprocess.run(["sudo", "-n", "true"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        if asked.returncode == 0:
            return ["sudo", "-n"]
    return None


def _install(command):
    """Whether apt-get installed the packages; anything it has to say goes to the terminal."""
    before = _administrator()
    if before is None:
        return False
    environment = ["env", "DEBIAN_FRONTEND=noninteractive"]
    # The lists may be old or absent; installing is tried even if one of the sources cannot be reached.
    subprocess.call([*before, "apt-get", "update", "-qq"])
    return subprocess.call(before + environment + command) == 0


def ensure(window):
    """Whether all that Qt needs is there after trying; ``window`` also asks for what a real window needs.

    On Debian and Ubuntu the missing packages are installed where that takes no password. Elsewhere the
    exact command is printed.
    """
    if not sys.platform.startswith("linux"):
        return True
    wanted = dict(OFFSCREEN, **WINDOW) if window else OFFSCREEN
    absent = missing(wanted)
    if not absent:
        return True
    print("Qt needs system libraries that are not installed: " + ", ".join(absent), flush=True)
    manager = _package_manager()
    if manager is None:
        print("Install them with your system's package manager, then try again.", file=sys.stderr)
        return False
    command = INSTALL[manager] + sorted({wanted[name][manager] for name in absent})
    if manager == "apt-get":
        print("Installing: " + " ".join(command), flush=True)
        # A new process looks again: the loader of this one may remember what it did not find.
        if _install(command) and not _missing_afresh(wanted):
            return True
    prefix = "" if os.geteuid() == 0 else "sudo "
    update = prefix + "apt-get update && " if manager == "apt-get" else ""
    print(
        "Run this command, then try again:\n    " + update + prefix + " ".join(command),
        file=sys.stderr,
        flush=True,
    )
    return False


def _missing_afresh(libraries):
    code = "import ctypes, sys\nfor name in sys.argv[1:]: ctypes.CDLL(name)"
    return subprocess.call([sys.executable, "-c", code, *libraries], stderr=subprocess.DEVNULL) != 0


if __name__ == "__main__":
    sys.exit(0 if ensure(window="--window" in sys.argv) else 1)
