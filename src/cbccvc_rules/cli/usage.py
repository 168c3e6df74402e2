"""What is wrong with a command line, told in the language asked for, Vietnamese by default."""

from __future__ import annotations

import re
from contextlib import contextmanager
from itertools import pairwise
from typing import IO, TYPE_CHECKING

import click

from cbccvc_rules.cli.output import LANG, NOTHING_JUDGED, without_password
from cbccvc_rules.errors import Problem, nearest
from cbccvc_rules.sources import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cbccvc_rules.sources import Lang

_USAGE = Text("Cách dùng: {0}", "Usage: {0}")
_HELP = Text("Xem thêm: {0} --help", "More: {0} --help")
_FAULT = Text("Lỗi: {0}", "Error: {0}")
# Click keeps what was typed in its sentence alone.
_QUOTED = re.compile(r"'([^']*)'")
_EXTRA = re.compile(r"unexpected extra arguments? \((.*)\)", re.DOTALL)
_NO_COMMAND = re.compile(r"No such command '([^']*)'")


class MisusedError(click.ClickException):
    """A command line that cannot be understood, with what to say of it."""

    exit_code = NOTHING_JUDGED

    def __init__(self, fault: click.UsageError, lang: Lang) -> None:
        """Keep what Click found wrong."""
        super().__init__(fault.message)
        self.fault = fault
        self.lang = lang

    def show(self, file: IO[str] | None = None) -> None:
        """Say what is wrong, below the way the command is used."""
        said = [_FAULT.in_(self.lang).format(problem_of(self.fault).say(self.lang))]
        context = self.fault.ctx
        if context is not None:
            path = context.command_path
            pieces = context.command.collect_usage_pieces(context)
            said.insert(0, _USAGE.in_(self.lang).format(" ".join((path, *pieces))))
            said.insert(1, _HELP.in_(self.lang).format(path) + "\n")
        click.echo(without_password("\n".join(said)), file=file, err=file is None)


class Spoken(click.Group):
    """A group of commands whose faults of use are told as every other problem is."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read what stands before the command; the language may stand anywhere."""
        ctx.meta[LANG] = lang_asked(args)
        with _told(ctx):
            return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> object:
        """Read what stands behind the command, and run it."""
        with _told(ctx):
            return super().invoke(ctx)


@contextmanager
def _told(ctx: click.Context) -> Iterator[None]:
    try:
        yield
    except click.UsageError as fault:
        if type(fault).__name__ == "NoArgsIsHelpError":  # it shows the help
            raise
        raise MisusedError(fault, "en" if ctx.meta[LANG] == "en" else "vi") from fault


def lang_asked(args: Sequence[str]) -> Lang:
    """Return the language that a command line asks for, whether or not it can be understood.

    >>> lang_asked(["check", "--lang", "en"]), lang_asked(["--lang=en"]), lang_asked(["check"])
    ('en', 'en', 'vi')
    """
    told = [after for before, after in pairwise(args) if before == "--lang"]
    told += [one.removeprefix("--lang=") for one in args if one.startswith("--lang=")]
    return "en" if "en" in told else "vi"


def problem_of(fault: click.UsageError) -> Problem:
    """Return a fault of use as a problem with its text in both languages."""
    match fault:
        case click.MissingParameter():
            return _missing(fault)
        case click.NoSuchOption():
            known = [name for param in _params(fault) for name in param.opts]
            near = nearest(fault.option_name, known) or ""
            return Problem("option-unknown", None, {"option": fault.option_name, "nearest": near})
        case click.BadOptionUsage():
            takes_none = "does not take" in fault.message
            code = "option-takes-no-value" if takes_none else "option-needs-value"
            return Problem(code, None, {"option": fault.option_name})
        case click.BadParameter():
            return _bad_value(fault)
        case _:
            return _of_sentence(fault)


def _of_sentence(fault: click.UsageError) -> Problem:
    """Return a fault that Click tells by its sentence alone: about commands and arguments."""
    wrong = _NO_COMMAND.search(fault.message)
    if wrong is not None:
        commands = _commands(fault)
        near = nearest(wrong[1], commands) or ""
        params = {"command": wrong[1], "known": ", ".join(commands), "nearest": near}
        return Problem("command-unknown", None, params)
    extra = _EXTRA.search(fault.message)
    if extra is not None:
        return Problem("argument-extra", None, read=extra[1])
    if fault.message.startswith("Missing command"):
        return Problem("command-missing", None, {"known": ", ".join(_commands(fault))})
    return Problem("usage-not-understood", None, {"said": fault.message})


def _missing(fault: click.MissingParameter) -> Problem:
    name = _name(fault.param)
    argument = isinstance(fault.param, click.Argument)
    return Problem(
        "argument-missing" if argument else "option-missing",
        None,
        {"name": name.removesuffix("...")},
    )


def _bad_value(fault: click.BadParameter) -> Problem:
    kind = None if fault.param is None else fault.param.type
    quoted = _QUOTED.search(fault.message)
    name, read = _name(fault.param), "" if quoted is None else quoted[1]
    if isinstance(kind, click.Choice):
        known = [str(one) for one in kind.choices]
        params = {"name": name, "known": ", ".join(known), "nearest": nearest(read, known) or ""}
        return Problem("option-choice", None, params, read=read)
    if isinstance(kind, click.Path):
        code = "option-no-such-path" if "does not exist" in fault.message else "option-wrong-path"
        return Problem(code, None, {"name": name}, read=read)
    return Problem("option-value", None, {"name": name, "said": fault.message})


def _name(param: click.Parameter | None) -> str:
    """Return what a user calls an option or an argument."""
    if param is None:
        return "…"
    if isinstance(param, click.Argument):
        return param.human_readable_name.strip("[]")
    return max(param.opts, key=len)


def _params(fault: click.UsageError) -> list[click.Parameter]:
    return [] if fault.ctx is None else fault.ctx.command.params


def _commands(fault: click.UsageError) -> list[str]:
    if fault.ctx is None or not isinstance(fault.ctx.command, click.Group):
        return []
    return sorted(fault.ctx.command.list_commands(fault.ctx))
