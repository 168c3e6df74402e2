"""The command and its subcommands."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import click

from cbccvc_rules.cli.output import NotWrittenError, fail, not_written, use_utf8
from cbccvc_rules.cli.usage import Spoken
from cbccvc_rules.errors import BatchError, Problem, said_by_system
from cbccvc_rules.extras import late
from cbccvc_rules.version import VERSION

if TYPE_CHECKING:
    from cbccvc_rules.sources import Text


COMMANDS = {
    "check": "check_command",
    "explain": "explain_command",
    "mapping": "mapping_command",
    "permitted": "permitted_command",
    "quota": "quota_command",
    "repair": "repair_command",
    "sample": "sample_command",
    "sensitivity": "sensitivity_command",
    "whatif": "whatif_command",
    "applies": "applies_command",
    "rule": "rule_command",
    "sql": "sql_command",
    "summary": "summary_command",
    "template": "template_command",
    "pack": "pack_group",
}
"""What each command is called in its module."""
_MODULES = {"quota": "permitted"}


class Commands(Spoken):
    """The commands, each loaded when it is asked for: `check` does without what the others need."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command; None where there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        module = late(f"cli.{_MODULES.get(cmd_name, cmd_name)}")
        found: click.Command = getattr(module, COMMANDS[cmd_name])
        return found


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(VERSION, prog_name="cbccvc")
def cbccvc() -> None:
    """Check ratings of public staff against Decree 90/2020 and explain each finding.

    Exit codes: 0 nothing at or above the fail level is broken; 1 something is, or could not be
    decided or read; 2 nothing could be judged.
    """


def main() -> None:
    """Run the command."""
    # A round is read, judged and told, and all of it is needed until the end: what is loaded by now
    # is never looked through again for something to clear away, and what follows seldom.
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
    use_utf8()
    try:
        cbccvc()
    except OSError as fault:
        if fault.filename is None:  # help and version are printed before any command runs
            not_written(NotWrittenError(None, fault), "vi")
        told: dict[str, str | Text] = {"path": str(fault.filename), "said": said_by_system(fault)}
        fail(BatchError(Problem("file-not-readable", None, told)), "vi")
