"""`-h` of every command: what it does, and every option with a word on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
import pytest

from cbccvc_rules.api import version
from cbccvc_rules.cli.main import cbccvc
from unit.cli.rounds import run

if TYPE_CHECKING:
    from collections.abc import Iterator


def commands(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Yield the path of every command and group below a group, itself included."""
    yield path
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))
        else:
            yield (*path, name)


PATHS = list(commands(cbccvc))


def command_at(path: tuple[str, ...]) -> click.Command:
    found: click.Command = cbccvc
    for name in path:
        assert isinstance(found, click.Group)
        below = found.get_command(click.Context(found), name)
        assert below is not None
        found = below
    return found


@pytest.mark.parametrize("path", PATHS, ids=lambda path: " ".join(path) or "cbccvc")
def test_both_forms_of_help_are_the_same_and_data(path: tuple[str, ...]) -> None:
    short, long = run(*path, "-h"), run(*path, "--help")
    assert (short.exit_code, short.stderr) == (0, "")
    assert short.stdout == long.stdout
    assert short.stdout.startswith("Usage: cbccvc")


@pytest.mark.parametrize("path", PATHS, ids=lambda path: " ".join(path) or "cbccvc")
def test_every_command_and_option_says_what_it_does(path: tuple[str, ...]) -> None:
    command = command_at(path)
    assert command.help
    silent = [one.name for one in command.params if isinstance(one, click.Option) and not one.help]
    assert silent == []


def test_the_commands_that_outside_systems_call_are_there() -> None:
    assert {("check",), ("explain",), ("applies",), ("rule",)} <= set(PATHS)
    assert {("pack", name) for name in ("list", "check", "test", "schema")} <= set(PATHS)


def test_the_help_gives_the_exit_codes() -> None:
    said = " ".join(run("-h").stdout.split())
    assert "Exit codes: 0 " in said
    assert "; 2 " in said


def test_the_version_is_that_of_the_library() -> None:
    assert version() in run("--version").stdout


def test_no_command_at_all_shows_the_help_and_is_2() -> None:
    done = run()
    assert done.exit_code == 2
    assert "Usage: cbccvc" in done.stderr


def test_a_mistyped_command_gets_the_nearest_one() -> None:
    done = run("chek")
    assert done.exit_code == 2
    assert "check" in done.stderr
