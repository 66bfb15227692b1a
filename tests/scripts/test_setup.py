"""Setting up: what is missing is named, and installed where that may be; else the command is told."""

from __future__ import annotations

import ast
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).resolve().parent.parent.parent / "scripts"


@pytest.fixture
def qt_libraries(monkeypatch):
    monkeypatch.syspath_prepend(str(SCRIPTS))
    import qt_libraries

    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(
        qt_libraries, "OFFSCREEN", {"libno-such-thing.so.9": dict.fromkeys(MANAGERS, "libno9")}
    )
    monkeypatch.setattr(qt_libraries, "WINDOW", {})
    return qt_libraries


@pytest.fixture
def setup(monkeypatch):
    monkeypatch.syspath_prepend(str(SCRIPTS))
    import blueprice_setup

    return blueprice_setup


MANAGERS = ("apt-get", "dnf", "pacman")


@pytest.mark.parametrize("manager", MANAGERS)
def test_the_exact_command_is_told_where_nothing_may_be_installed(qt_libraries, monkeypatch, capsys, manager):
    monkeypatch.setattr(qt_libraries, "_package_manager", lambda: manager)
    monkeypatch.setattr(qt_libraries, "_administrator", lambda: None)
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert qt_libraries.ensure(window=False) is False
    told = capsys.readouterr()
    assert "libno-such-thing.so.9" in told.out
    assert f"sudo {' '.join(qt_libraries.INSTALL[manager])} libno9" in told.err


@pytest.mark.parametrize("administrator", [[], ["sudo", "-n"]])
def test_root_and_sudo_without_password_install_with_apt(qt_libraries, monkeypatch, administrator):
    run = []
    monkeypatch.setattr(qt_libraries, "_package_manager", lambda: "apt-get")
    monkeypatch.setattr(qt_libraries, "_administrator", lambda: administrator)
    monkeypatch.setattr(qt_libraries, "_missing_afresh", lambda libraries: False)
    monkeypatch.setattr(subprocess, "call", lambda command, **options: run.append(command) or 0)
    assert qt_libraries.ensure(window=False) is True
    assert all(command[: len(administrator)] == administrator for command in run)
    assert run[-1][-5:] == ["apt-get", "install", "-y", "--no-install-recommends", "libno9"]


def test_packages_that_do_not_bring_the_library_are_not_taken_for_success(qt_libraries, monkeypatch, capsys):
    monkeypatch.setattr(qt_libraries, "_package_manager", lambda: "apt-get")
    monkeypatch.setattr(qt_libraries, "_install", lambda command: True)
    assert qt_libraries.ensure(window=False) is False
    assert "libno9" in capsys.readouterr().err


def test_nothing_is_asked_for_where_all_libraries_are_there(qt_libraries, monkeypatch):
    monkeypatch.setattr(qt_libraries, "OFFSCREEN", {})
    monkeypatch.setattr(subprocess, "call", lambda *args, **options: pytest.fail("installed something"))
    assert qt_libraries.ensure(window=True) is True


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="X servers are asked on systems with Unix sockets")
@pytest.mark.parametrize("display", ["", "nonsense", ":", ":98765", "localhost:5999.0"])
def test_a_display_that_does_not_answer_is_none(setup, display):
    assert setup.x_server_answers(display) is False


def test_without_a_fitting_python_the_needed_ones_are_named(setup, monkeypatch):
    monkeypatch.setattr(setup, "NEWEST", (3, 10))
    monkeypatch.setattr(setup, "OLDEST", (3, 9))
    monkeypatch.setattr(setup, "python_version", lambda command: None)
    with pytest.raises(setup.SetupError, match="apt-get install python3 python3-venv"):
        setup.find_python()


def test_a_missing_ensurepip_is_told_with_its_package(setup, monkeypatch, tmp_path):
    monkeypatch.setattr(setup, "VENV", tmp_path / "venv")
    monkeypatch.setattr(setup, "find_python", lambda: ["python3"])
    monkeypatch.setattr(subprocess, "call", lambda *args, **options: 1)
    with pytest.raises(setup.SetupError, match="apt-get install python3-venv"):
        setup.make_venv()


def test_installing_again_happens_only_when_what_to_install_changed(setup, monkeypatch, tmp_path):
    installed = []
    for name in ("pyproject.toml", "constraints.txt"):
        (tmp_path / name).write_text("one", encoding="utf-8")
    (tmp_path / ".venv").mkdir()
    monkeypatch.setattr(setup, "ROOT", tmp_path)
    monkeypatch.setattr(setup, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(setup, "make_venv", lambda: None)
    monkeypatch.setattr(subprocess, "call", lambda command, **options: installed.append(command[-1]) or 0)
    setup.install(development=True)
    setup.install(development=True)
    setup.install(development=False)
    assert installed == [".[dev]"]
    (tmp_path / "constraints.txt").write_text("two", encoding="utf-8")
    setup.install(development=False)
    setup.install(development=True)
    assert installed == [".[dev]", ".", ".[dev]"]


@pytest.mark.parametrize("name", ["blueprice_setup.py", "qt_libraries.py"])
def test_the_scripts_start_under_an_old_python_to_say_what_is_needed(name):
    ast.parse((SCRIPTS / name).read_text(encoding="utf-8"), feature_version=(3, 6))
