"""The one list of problem texts, joined from the lists of the rooms that raise them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cbccvc_rules.errors.catalogue_batch import BATCH
from cbccvc_rules.errors.catalogue_databases import DATABASES
from cbccvc_rules.errors.catalogue_files import FILES
from cbccvc_rules.errors.catalogue_joined import JOINED
from cbccvc_rules.errors.catalogue_lists import LISTS
from cbccvc_rules.errors.catalogue_mutants import MUTANTS
from cbccvc_rules.errors.catalogue_packs import PACKS
from cbccvc_rules.errors.catalogue_rows import ROWS
from cbccvc_rules.errors.catalogue_shapes import SHAPES
from cbccvc_rules.errors.catalogue_usage import USAGE
from cbccvc_rules.errors.catalogue_waivers import WAIVERS

if TYPE_CHECKING:
    from cbccvc_rules.sources import Text

CATALOGUE: dict[str, Text] = {
    **FILES,
    **LISTS,
    **DATABASES,
    **BATCH,
    **JOINED,
    **SHAPES,
    **ROWS,
    **PACKS,
    **MUTANTS,
    **WAIVERS,
    **USAGE,
}
