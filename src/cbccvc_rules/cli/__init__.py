"""The command `cbccvc`: parse, call the verbs, print; no logic of its own."""

from cbccvc_rules.cli.main import main

__all__ = ["main"]
