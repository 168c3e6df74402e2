"""The page put together: a template with its style, its script and the data that it shows.

Text of the round stands in it as JSON alone, which a browser does not run; the script puts it into
the page as text. A policy in the head lets nothing run but this script and this style, by their
digests, and nothing be fetched from anywhere.
"""

from __future__ import annotations

import json
from base64 import b64encode
from functools import cache
from hashlib import sha256
from html import escape
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING

from cbccvc_rules.reports.entries import printable
from cbccvc_rules.reports.html.data import page_data
from cbccvc_rules.reports.html.several import page_data_of_many
from cbccvc_rules.reports.html.words import WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cbccvc_rules.model.findings import Findings
    from cbccvc_rules.model.many import CheckedRound
    from cbccvc_rules.reports.base import Options
    from cbccvc_rules.reports.html.packing import Json

_HERE = Path(__file__).parent
# One script: what a file names, those after it use.
_SCRIPTS = ("elements", "tables", "charts", "report")
# What would end the element or be a character of its own to a reader of markup or script.
_ESCAPED = str.maketrans({one: f"\\u{ord(one):04x}" for one in "<>&\u2028\u2029"})


def html_report(findings: Findings, options: Options) -> str:
    """Return the report as a page; people are named unless told otherwise."""
    title = printable(f"{WORDS['title'].in_(options.lang)} {findings.round.period}")
    return _page(title, *page_data(findings, options), options)


def html_of_many(rounds: Sequence[CheckedRound], sums: Iterable[str], options: Options) -> str:
    """Return one page on several rounds; `sums` are the lines that end it."""
    title = f"{WORDS['title'].in_(options.lang)}: {WORDS['many'].in_(options.lang)}"
    data = page_data_of_many(rounds, sums, options)
    return _page(title.format(len(rounds)), *data, options)


def _page(title: str, head: Json, details: list[Json], options: Options) -> str:
    style = _part("report.css")
    script = "\n".join(_part(f"{name}.js") for name in _SCRIPTS)
    return Template(_part("template.html")).substitute(
        lang=options.lang,
        policy=escape(_policy(style, script)),
        title=escape(title),
        no_script=escape(WORDS["no_script"].in_(options.lang)),
        style=style,
        script=script,
        data=data_block("data", head),
        details="\n".join(data_block("details", block) for block in details),
    )


@cache
def _part(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


def _policy(style: str, script: str) -> str:
    """Return the policy: nothing but this style and this script, no text taken for markup."""
    return "; ".join(
        (
            "default-src 'none'",
            f"style-src '{_digest(style)}'",
            f"script-src '{_digest(script)}'",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        )
    )


def _digest(part: str) -> str:
    return f"sha256-{b64encode(sha256(part.encode()).digest()).decode()}"


def data_block(kind: str, data: Json) -> str:
    r"""Return data as an element of the page that neither shows nor runs.

    >>> data_block("data", ["</script>"])
    '<script type="application/json" class="data">["\\u003c/script\\u003e"]</script>'
    """
    told = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPED)
    return f'<script type="application/json" class="{kind}">{told}</script>'
