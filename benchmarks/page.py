"""How long a page of many findings takes to open, to search and to sort, in headless Chromium.

`PYTHONPATH=tests python -m benchmarks.page [FINDINGS]`. The findings of a made-up department are
repeated under other ids until there are so many. Time is the wall's, as whoever waits has it.
"""

from __future__ import annotations

import sys
import tempfile
import time
from dataclasses import replace
from itertools import count, islice
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.people import made_up
from cbccvc_rules import check, write
from chromium import browser

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cbccvc_rules.model.finding import Finding
    from cbccvc_rules.model.findings import Findings

DEPARTMENT = 500
FINDINGS = 100_000
_CLOCKED = """(() => {{
  const start = performance.now();
  {0};
  document.body.offsetHeight;
  return performance.now() - start;
}})()"""
# A search waits for a pause in typing, which is not counted.
_SEARCH = """(async () => {{
  const search = document.getElementById("search");
  const status = document.querySelector("#findings .status");
  search.value = "{0}";
  search.dispatchEvent(new Event("input"));
  return new Promise((done) => new MutationObserver((_, watch) => {{
    watch.disconnect();
    done(status.textContent);
  }}).observe(status, {{childList: true}}));
}})()"""


def many(found: Findings, number: int) -> Findings:
    """Return the findings of a round repeated under other ids until there are so many."""

    def others() -> Iterator[Finding]:
        for copy in count():
            for one in found.findings:
                key, name = f"{one.subject.id}-{copy}", f"Nguyễn Thị Đào {copy}"
                yield replace(one, subject=replace(one.subject, id=key, name=name))

    return replace(found, findings=tuple(islice(others(), number)))


def measured(number: int) -> Iterator[str]:
    """Yield a line of figures for each thing that one may wait for."""
    found = many(check(made_up(DEPARTMENT), distribution=True), number)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        file = Path(folder) / "report.html"
        start = time.process_time()
        write(found, file)
        written = time.process_time() - start
        yield f"findings {number}: {file.stat().st_size / 1e6:.1f} MB, written in {written:.1f} s"
        with browser(Path(folder) / "profile") as page:
            start = time.perf_counter()
            page.open(file)
            yield f"opened in {time.perf_counter() - start:.2f} s"
            for words in ("dao 17", "cc00012", "khong", ""):
                start = time.perf_counter()
                told = page.value(_SEARCH.format(words))
                yield f"searched for `{words}`: {time.perf_counter() - start - 0.12:.2f} s; {told}"
            heads = "document.querySelectorAll('#findings thead button')"
            for at, column in enumerate(("kind", "subject", "unit", "rule")):
                for again in ("first", "then"):
                    spent = page.value(_CLOCKED.format(f"{heads}[{at}].click()"))
                    yield f"sorted by {column}, {again} time: {spent / 1000:.2f} s"
            list_ = "document.getElementById('state')"
            chosen = f"{list_}.selectedIndex = 1; {list_}.dispatchEvent(new Event('change'))"
            yield f"filtered by kind: {page.value(_CLOCKED.format(chosen)) / 1000:.3f} s"
            pressed = "document.querySelector('#findings .toggle').click()"
            yield f"a finding opened: {page.value(_CLOCKED.format(pressed)) / 1000:.3f} s"


if __name__ == "__main__":
    for line in measured(int(sys.argv[1]) if len(sys.argv) > 1 else FINDINGS):
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
