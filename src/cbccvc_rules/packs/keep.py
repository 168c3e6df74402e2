"""Keep the packs that come with the library as they are once read, and the outlines of their rules.

`python -m cbccvc_rules.packs.keep`, which `make` and the build of a wheel run; it says where.
"""

from __future__ import annotations

import sys

from cbccvc_rules.packs.kept import KEPT, keep
from cbccvc_rules.packs.load import load
from cbccvc_rules.packs.outlines import OUTLINES, outlines_text
from cbccvc_rules.packs.scale import read_labels

if __name__ == "__main__":
    library = load()
    keep(library)
    OUTLINES.write_text(outlines_text(library, read_labels()), encoding="utf-8", newline="\n")
    sys.stdout.write(f"{KEPT.name} {OUTLINES.name}\n")
