"""The command and its subcommands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cbccvc_rules.cli.applies import applies_command
from cbccvc_rules.cli.check import check_command
from cbccvc_rules.cli.explain import explain_command
from cbccvc_rules.cli.output import NotWrittenError, fail, not_written, use_utf8
from cbccvc_rules.cli.pack import pack_group
from cbccvc_rules.cli.permitted import permitted_command, quota_command
from cbccvc_rules.cli.rule import rule_command
from cbccvc_rules.cli.sensitivity import sensitivity_command
from cbccvc_rules.cli.template import template_command
from cbccvc_rules.cli.usage import Spoken
from cbccvc_rules.errors import BatchError, Problem, said_by_system
from cbccvc_rules.version import VERSION

if TYPE_CHECKING:
    from cbccvc_rules.sources import Text


@click.group(cls=Spoken, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(VERSION, prog_name="cbccvc")
def cbccvc() -> None:
    """Check ratings of public staff against Decree 90/2020 and explain each finding.

    Exit codes: 0 nothing at or above the fail level is broken; 1 something is, or could not be
    decided or read; 2 nothing could be judged.
    """


COMMANDS = (
    check_command,
    explain_command,
    permitted_command,
    quota_command,
    sensitivity_command,
    applies_command,
    rule_command,
    template_command,
    pack_group,
)
for command in COMMANDS:
    cbccvc.add_command(command)


def main() -> None:
    """Run the command."""
    use_utf8()
    try:
        cbccvc()
    except OSError as fault:
        if fault.filename is None:  # help and version are printed before any command runs
            not_written(NotWrittenError(None, fault), "vi")
        told: dict[str, str | Text] = {"path": str(fault.filename), "said": said_by_system(fault)}
        fail(BatchError(Problem("file-not-readable", None, told)), "vi")
