"""Where output goes: data to standard output or a file, talk to standard error, all in UTF-8."""

from __future__ import annotations

import os
import re
import sys
from contextlib import contextmanager, suppress
from functools import wraps
from io import TextIOWrapper
from typing import TYPE_CHECKING, NoReturn, ParamSpec, TypeVar

import click

from cbccvc_rules.errors import CbccvcError, Problem, UsageError, discreet, said_by_system
from cbccvc_rules.reports.entries import printable
from cbccvc_rules.sources import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from cbccvc_rules.sources import Lang

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")
NOTHING_JUDGED = 2
LANG = "cbccvc_rules.lang"
"""Under what the language asked for is kept beside a command."""
TOLD_BEFORE = "cbccvc_rules.told_before"
"""Under what a sentence is kept that is told before a command does its work."""
_NOT_WRITTEN = Text(
    "không ghi được tệp `{path}` ({said}); hãy kiểm tra thư mục và quyền ghi",
    "the file `{path}` cannot be written ({said}); check its folder and whether it may be written",
)


_NOT_PRINTED = Text(
    "không in được kết quả ({said}); hãy xem nơi nhận kết quả, hoặc ghi vào tệp bằng `--output`",
    "the output cannot be printed ({said}); look at where it goes, or use `--output` for a file",
)
# Judging a round of this many people takes long enough that one wonders whether it goes on.
LONG_ROUND = 500


class NotWrittenError(Exception):
    """What was to be said cannot be written: to a file, or (`target` None) to standard output."""

    def __init__(self, target: Path | None, fault: OSError) -> None:
        """Keep which file it is, and what the system says of it."""
        super().__init__(str(target))
        self.target = target
        self.fault = fault

    def say(self, lang: Lang) -> str | None:
        """Return what to tell; nothing where the reader of a pipe has simply gone."""
        said = said_by_system(self.fault).in_(lang)
        if self.target is not None:
            return _NOT_WRITTEN.in_(lang).format(path=self.target, said=said)
        gone = isinstance(self.fault, BrokenPipeError)
        return None if gone else _NOT_PRINTED.in_(lang).format(said=said)


def use_utf8() -> None:
    """Write UTF-8 whatever the platform's own encoding is (Windows consoles say cp1258)."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


_READ = "cbccvc_rules.read"


def remember_read(files: Iterable[Path]) -> None:
    """Keep which files the round is in: nothing may be written over them."""
    read: set[Path] = click.get_current_context().meta.setdefault(_READ, set())
    read.update(one.resolve() for one in files)


def spare_what_was_read(targets: Iterable[Path | None]) -> None:
    """Refuse to write over a file of the round itself, whose data would be gone.

    Raises:
        UsageError: for the first that is one.
    """
    context = click.get_current_context(silent=True)
    read: set[Path] = set() if context is None else context.meta.get(_READ, set())
    for target in targets:
        if target is not None and target.resolve() in read:
            raise UsageError(Problem("output-is-input", None, {"path": str(target)}))


def put(words: str | bytes, target: Path | None) -> None:
    """Write data to a file, or to standard output; never over a file of the round.

    Raises:
        UsageError: where the file is one of those that the round was read from.
    """
    spare_what_was_read([target])
    try:
        if isinstance(words, bytes):
            if target is None:
                sys.stdout.buffer.write(words)
            else:
                target.write_bytes(words)
            return
        if target is None:
            click.echo(words, nl=not words.endswith("\n"))
            return
        target.write_text(words, encoding="utf-8", newline="\n")
    except OSError as fault:
        raise NotWrittenError(target, fault) from fault


def drop_output() -> None:
    """Send what is still to be printed nowhere, or Python would try once more when it ends."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


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


def new_folder(folder: Path) -> None:
    """Make a folder that files are written into, and nothing else is in.

    Raises:
        UsageError: where there is something in it already.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise UsageError(Problem("folder-not-empty", None, {"path": str(folder)}))
    except OSError as fault:
        raise NotWrittenError(folder, fault) from fault


_PASSWORD = re.compile(r"(\w://[^\s:@]*:)\S*@")


def without_password(words: str) -> str:
    """Return words in which no address of a database tells its password.

    >>> without_password("no `postgresql://reader:secret@host/hr` here")
    'no `postgresql://reader:***@host/hr` here'
    """
    return _PASSWORD.sub(r"\1***@", words)


def talk(words: str) -> None:
    """Say something that is not data; where that cannot be said either, the exit code tells."""
    with suppress(OSError):
        click.echo(printable(without_password(words)), err=True)


def fail(error: CbccvcError, lang: Lang, *, named: bool = False) -> NoReturn:
    """Print every problem and end: nothing could be judged; a log names nobody unless asked to."""
    for problem in error.problems:
        talk((problem if named else discreet(problem)).say(lang))
    sys.exit(NOTHING_JUDGED)


def says_problems(command: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
    """Turn what stops the work into its problems on standard error and exit code 2."""

    @wraps(command)
    def run(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Result:
        lang: Lang = "en" if kwargs.get("lang") == "en" else "vi"
        before: Text | None = click.get_current_context().meta.get(TOLD_BEFORE)
        if before is not None:
            talk(before.in_(lang))
        try:
            return command(*args, **kwargs)
        except CbccvcError as error:
            fail(error, lang, named=kwargs.get("names") is True)
        except NotWrittenError as error:
            not_written(error, lang)

    return run


def not_written(error: NotWrittenError, lang: Lang) -> NoReturn:
    """Say that output went nowhere, and end."""
    drop_output()
    said = error.say(lang)
    if said is not None:
        talk(said)
    sys.exit(NOTHING_JUDGED)


_LINE_AWAY = "\033[1A\033[2K"  # up into the line of the bar, and clear it


@contextmanager
def progress_bar(label: str, *, long: bool) -> Iterator[Callable[[int, int], None]]:
    """Show how far long work has come, on a terminal's standard error only, and clear it away."""
    hidden = not (long and sys.stderr.isatty())
    # Of the address of a database no more than its kind: there may be a password in it.
    label = label.partition("://")[0]
    with click.progressbar(length=1, label=label, file=sys.stderr, hidden=hidden) as bar:

        def done(number: int, whole: int) -> None:
            bar.length = max(whole, 1)
            bar.update(number - bar.pos)

        yield done
    if not hidden:
        click.echo(_LINE_AWAY, nl=False, err=True)
