"""Keep the packs that come with the library as they are once read.

`python -m cbccvc_rules.packs.keep`, which `make` and the build of a wheel run; it says where.
"""

from __future__ import annotations

import sys

from cbccvc_rules.packs.kept import KEPT, keep
from cbccvc_rules.packs.load import load

if __name__ == "__main__":
    keep(load())
    sys.stdout.write(f"{KEPT.name}\n")
