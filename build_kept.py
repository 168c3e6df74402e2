"""The step of a build that keeps the rule packs as they are once read, and their outlines."""

from __future__ import annotations

import runpy
import sys
from pathlib import Path
from types import ModuleType

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

KEPT = ("src/cbccvc_rules/packs/kept.bin", "src/cbccvc_rules/packs/outlines.json")


class KeepsPacks(BuildHookInterface):
    """Writes the kept packs beside the code, in a wheel and in an editable install."""

    def initialize(self, version: str, build_data: dict[str, object]) -> None:
        """Read the packs and keep them; a build goes on without: the files are read then."""
        try:
            self._keep()
        except Exception as fault:
            self.app.display_warning(f"the rule packs were not kept: {fault}")
            return
        artifacts = build_data["artifacts"]
        if isinstance(artifacts, list):
            artifacts.extend(f"/{one}" for one in KEPT)

    def _keep(self) -> None:
        source = Path(self.root) / "src"
        # The package without what its `__init__` offers: that needs more than reading packs does.
        package = ModuleType("cbccvc_rules")
        package.__path__ = [str(source / "cbccvc_rules")]
        loaded = {name: module for name, module in sys.modules.items() if _is_ours(name)}
        for name in loaded:
            del sys.modules[name]
        sys.modules["cbccvc_rules"] = package
        try:
            runpy.run_module("cbccvc_rules.packs.keep", run_name="__main__")
        finally:
            for name in [name for name in sys.modules if _is_ours(name)]:
                del sys.modules[name]
            sys.modules.update(loaded)


def _is_ours(name: str) -> bool:
    return name.partition(".")[0] == "cbccvc_rules"
