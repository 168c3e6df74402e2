"""The pages of the docs that go through the law clause by clause; cases are the command's part."""

from __future__ import annotations

import re
from itertools import groupby
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from cbccvc_rules.authoring.coverage import clauses_of
from cbccvc_rules.authoring.coverage_said import AWAITS, PARTIAL, STATE_NAMES, clause_name, summary
from cbccvc_rules.authoring.markdown import both, links, table
from cbccvc_rules.explain.phrasebook import phrasebook
from cbccvc_rules.sources import LANGS, Text, provision

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cbccvc_rules.packs.library import Act, Clause, Encoded, Library

_FOLDER = "reference/coverage"
_TITLE = "Từng điều khoản / Clause by clause"
_INTRO = Text(
    "Mỗi điều khoản dưới đây có đúng một trạng thái, với lý do, độ chắc chắn và "
    "nơi mã hóa; trang của điều khoản ghi nguồn đã đọc. `cbccvc pack coverage` in bảng này kèm số "
    "ca. Bộ quy tắc viện dẫn một điều khoản của các văn bản này mà không có ở đây thì không tải "
    "được; văn bản ghi “chỉ các điều khoản mà các bộ quy tắc dùng” thì còn điều khoản khác.",
    "Every clause listed below has exactly one state, with a reason, a confidence and where it is "
    "encoded; its page names the sources that were read. `cbccvc pack coverage` prints this table "
    "with the number of cases. A pack that cites a clause of these acts which is not here cannot "
    "be loaded; an act marked “only the clauses that the packs use” has further clauses.",
)
_LAWS = "law.md#ai-theo-luật-nào-ngày-nào--who-is-governed-by-what-and-when"
_HEAD = "Điều khoản / Clause|Trạng thái / State|Mã hóa ở / Encoded in"


def coverage_pages(library: Library) -> dict[str, str]:
    """Return the table of all clauses, and a page for each list that goes through it."""
    listed = {name: clauses for name in library.acts if (clauses := clauses_of(library, name))}
    parts = [f"# {_TITLE}\n", f"{_INTRO.vi}\n", f"{_INTRO.en}\n"]
    found: dict[str, str] = {}
    for name, clauses in listed.items():
        act = library.acts[name]
        parts.append(f"## {both(act.name)}\n\n{_partial(act)}{_summary(clauses)}\n")
        parts.append(table(_HEAD, (_row(one) for one in clauses)))
        by_page = sorted(clauses, key=_file)
        for page, some in groupby(by_page, key=_file):
            found[f"{_FOLDER}/{page}"] = _list(act, list(some))
    return {f"{_FOLDER}/README.md": "\n".join(parts), **found}


def clause_page(clause: Clause) -> str:
    """Return where in the folder of these pages a clause stands: `pack/file.md#anchor`."""
    return f"{_file(clause)}#{_anchor(clause_name(clause, 'vi'))}"


def _file(clause: Clause) -> str:
    """Return the page that goes with the file in which a clause is listed: `pack/file.md`."""
    file = PurePosixPath(clause.place.source)
    return f"{file.parent.parent.name}/{file.stem}.md"


def _partial(act: Act) -> str:
    return "" if act.whole else f"**{both(PARTIAL)}**\n\n"


def _summary(clauses: Sequence[Clause]) -> str:
    return "  \n".join(summary(clauses, lang) for lang in LANGS)


def _row(one: Clause) -> tuple[str, str, str]:
    name = clause_name(one, "vi")
    where = ", ".join(_links(one.encoded, "../")) or "–"
    if one.encoded.rules:
        where = links(one.encoded.rules, "../rules/")
    elif one.awaits_rule:
        where = both(AWAITS)
    return f"[{name}]({clause_page(one)})", both(STATE_NAMES[one.state]), where


def _anchor(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def _list(act: Act, clauses: Sequence[Clause]) -> str:
    lines = [f"# {both(act.name)}", "", f"{_partial(act)}[{_TITLE}](../README.md)"]
    for top, some in groupby(clauses, key=lambda one: one.steps[:1]):
        if top:
            lines.extend(("", f"## {provision(top, 'vi')} / {provision(top, 'en')}"))
        for one in some:
            lines.extend(("", f"### {clause_name(one, 'vi')}", "", *_entry(one)))
    return "\n".join(lines) + "\n"


def _entry(one: Clause) -> Iterator[str]:
    yield f"{one.gist.vi}"
    yield ""
    yield f"*{clause_name(one, 'en')}*: {one.gist.en}"
    yield ""
    awaits = f" **{both(AWAITS)}.**" if one.awaits_rule else ""
    yield f"- **{both(STATE_NAMES[one.state])}**:{awaits} {both(one.reason)}"
    if one.encoded:
        yield f"- Mã hóa ở / encoded in: {', '.join(_links(one.encoded, '../../'))}"
    sure = Text(*(phrasebook(lang).say("confidences", one.confidence) for lang in LANGS))
    sources = "; ".join(both(source) for source in one.sources) or "–"
    yield f"- {both(sure)}. Nguồn / sources: {sources}"


def _links(encoded: Encoded, up: str) -> Iterator[str]:
    yield from (f"[{name}]({up}rules/{name}.md)" for name in encoded.rules)
    yield from (f"[{name}]({up}definitions.md#{name})" for name in encoded.definitions)
    yield from (f"[${name}]({up}parameters.md#{name})" for name in encoded.parameters)
    yield from (f"[${name}]({up}readings.md#{name})" for name in encoded.readings)
    for name in encoded.columns:
        yield f"[`{name}`]({up}tables.md#{name.partition('.')[0]})"
    if encoded.applies:
        yield f"[applies.yaml: {', '.join(encoded.applies)}]({up}../{_LAWS})"
