"""Where output goes: data to standard output or a file, talk to standard error, all in UTF-8."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from functools import wraps
from io import TextIOWrapper
from typing import TYPE_CHECKING, NoReturn, ParamSpec, TypeVar

import click

from cbccvc_rules.errors import CbccvcError, Problem, UsageError
from cbccvc_rules.sources import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from cbccvc_rules.sources import Lang

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")
NOTHING_JUDGED = 2
_NOT_WRITTEN = Text(
    "không ghi được tệp `{path}` ({said}); hãy kiểm tra thư mục và quyền ghi",
    "the file `{path}` cannot be written ({said}); check its folder and whether it may be written",
)


class NotWrittenError(Exception):
    """The file that output was to go to cannot be written."""

    def __init__(self, target: Path, fault: OSError) -> None:
        """Keep which file it is, and what the system says of it."""
        super().__init__(str(target))
        self.target = target
        self.said = fault.strerror or type(fault).__name__


def use_utf8() -> None:
    """Write UTF-8 whatever the platform's own encoding is (Windows consoles say cp1258)."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def put(words: str, target: Path | None) -> None:
    """Write data to a file, or to standard output."""
    if target is None:
        click.echo(words, nl=not words.endswith("\n"))
        return
    try:
        target.write_text(words, encoding="utf-8", newline="\n")
    except OSError as fault:
        raise NotWrittenError(target, fault) from fault


def put_bytes(data: bytes, target: Path, *, overwrite: bool) -> None:
    """Write a file that is no text.

    Raises:
        UsageError: where there is one already, unless it is to be overwritten.
    """
    try:
        with target.open("wb" if overwrite else "xb") as stream:
            stream.write(data)
    except FileExistsError:
        raise UsageError(Problem("file-exists", None, {"path": str(target)})) from None
    except OSError as fault:
        raise NotWrittenError(target, fault) from fault


def talk(words: str) -> None:
    """Say something that is not data."""
    click.echo(words, err=True)


def fail(error: CbccvcError, lang: Lang) -> NoReturn:
    """Print every problem and end: nothing could be judged."""
    for problem in error.problems:
        talk(problem.say(lang))
    sys.exit(NOTHING_JUDGED)


def says_problems(command: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
    """Turn what stops the work into its problems on standard error and exit code 2."""

    @wraps(command)
    def run(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Result:
        lang: Lang = "en" if kwargs.get("lang") == "en" else "vi"
        try:
            return command(*args, **kwargs)
        except CbccvcError as error:
            fail(error, lang)
        except NotWrittenError as error:
            talk(_NOT_WRITTEN.in_(lang).format(path=error.target, said=error.said))
            sys.exit(NOTHING_JUDGED)

    return run


@contextmanager
def progress_bar(label: str) -> Iterator[Callable[[int, int], None]]:
    """Show how far long work has come, on a terminal's standard error only."""
    with click.progressbar(
        length=1, label=label, file=sys.stderr, hidden=not sys.stderr.isatty()
    ) as bar:

        def done(number: int, whole: int) -> None:
            bar.length = max(whole, 1)
            bar.update(number - bar.pos)

        yield done
