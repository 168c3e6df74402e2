"""The generated part of the docs: pages, and blocks inside written pages, from packs and models.

Everything is a pure function of the library; only `main` (called by `make docs`) touches files.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from cbccvc_rules.authoring.case_pages import case_lines
from cbccvc_rules.authoring.cases import Case, cases_of_packs
from cbccvc_rules.authoring.coverage_pages import clause_page, coverage_pages
from cbccvc_rules.authoring.markdown import both, codes, fenced, links, table
from cbccvc_rules.authoring.open_points import open_points
from cbccvc_rules.authoring.provenance import figure_sources, lookup
from cbccvc_rules.errors.catalogue import CATALOGUE
from cbccvc_rules.exact import show_number
from cbccvc_rules.explain.explanation import cited
from cbccvc_rules.explain.phrasebook import phrasebook
from cbccvc_rules.explain.rule_page import (
    alternatives,
    days,
    figure,
    markdown,
    rule_page,
)
from cbccvc_rules.lang import read as grammar
from cbccvc_rules.lang.nodes import And, Named, Node, Not
from cbccvc_rules.lang.operators import OPERATORS
from cbccvc_rules.lang.rules import walk
from cbccvc_rules.lang.show import show
from cbccvc_rules.model.column import said_of, told_of
from cbccvc_rules.model.columns import DERIVED, TABLE_TITLES, TABLES, columns_of
from cbccvc_rules.model.header import BatchHeader
from cbccvc_rules.packs.load import load
from cbccvc_rules.packs.scale import read_labels
from cbccvc_rules.packs.vocabulary import VOCABULARY
from cbccvc_rules.sources import LANGS, Lang, Text, packaged_rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cbccvc_rules.lang.rules import Rule
    from cbccvc_rules.model.column import Column
    from cbccvc_rules.model.scale import Doubt, Labels
    from cbccvc_rules.packs.library import Clause, Library
    from cbccvc_rules.sources import Citation

GENERATED = "<!-- make docs -->"
_FEW = 5
_ITEM = Text("mục", "item")
_BLOCK = re.compile(r"(<!-- make docs: ([a-z-]+) -->\n).*?(<!-- end -->)", re.DOTALL)
# By the form of a column where it has one, else by its kind.
_KINDS: Mapping[str, str] = {
    "truth": "có/không / yes or no",
    "number": "số / number",
    "whole": "số nguyên / whole number",
    "date": "ngày / date",
    "text": "chữ / text",
    "code": "mã / code",
    "grade": "mức xếp loại / grade",
    "list": "danh sách, cách bằng `;` / list, separated by `;`",
    "period": "năm hoặc năm học / year or school year",
    "share": "tỷ lệ / share",
    "actor": "mã số của người hoặc mã đơn vị; hoặc `không` / id of a person or unit; or `không`",
    "reference": "số, ngày văn bản; hoặc `không` / reference of a document; or `không`, none",
    "step": "ngày; hoặc `không` nếu không có / date; or `không` where there was none",
}


def pages(library: Library) -> dict[str, str]:
    """Return the generated pages by path under `docs/`."""
    found = {
        "reference/tables.md": _tables(),
        "reference/readings.md": _readings(library),
        "reference/open-points.md": open_points(library),
        "reference/parameters.md": _parameters(library),
        "reference/definitions.md": _definitions(library),
        "reference/problems.md": _problems(),
        "reference/rules/README.md": _rules(library),
    }
    cases: dict[str, list[Case]] = {}
    for case in cases_of_packs(packaged_rules(), library):
        cases.setdefault(case.rule, []).append(case)
    for name, rule in library.rules.items():
        found[f"reference/rules/{name}.md"] = _rule(rule, library, cases.get(name, []))
    found.update(coverage_pages(library))
    return {path: f"{GENERATED}\n{text}" for path, text in found.items()}


def blocks(library: Library, labels: Labels) -> dict[str, str]:
    """Return the pieces that written pages hold between `make docs: name` and `end`."""
    return {
        "packs-vi": _packs(library, "vi"),
        "packs-en": _packs(library, "en"),
        "grammar": fenced((grammar.__doc__ or "").partition("\n")[2].strip()),
        "operators": _operators(),
        "records": _records(),
        "grades": _grades(labels),
        "header": _header(),
        "acts": _acts(library),
        "applies": _applies(library),
        "doubts": _doubts(library),
    }


def filled(text: str, known: Mapping[str, str]) -> str:
    r"""Return a written page with its blocks renewed.

    >>> filled("<!-- make docs: a -->\nold\n<!-- end -->", {"a": "new\n"})
    '<!-- make docs: a -->\nnew\n<!-- end -->'
    """
    return _BLOCK.sub(lambda found: f"{found[1]}{known[found[2]]}{found[3]}", text)


def main(folder: Path, others: Iterable[Path]) -> None:
    """Write the generated pages under `folder`; renew the blocks there and in `others`."""
    library = load()
    generated = pages(library)
    known = blocks(library, read_labels())
    for old in sorted(folder.rglob("*.md")):
        text = old.read_text(encoding="utf-8")
        if text.startswith(GENERATED) and old.relative_to(folder).as_posix() not in generated:
            old.unlink()
    for path, text in generated.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8", newline="\n")
    for page in (*sorted(folder.rglob("*.md")), *others):
        text = filled(page.read_text(encoding="utf-8"), known)
        page.write_text(text, encoding="utf-8", newline="\n")


def _sure(citation: Citation) -> str:
    return f"{cited(citation, 'vi')} / {cited(citation, 'en')}"


def _rule(rule: Rule, library: Library, cases: Sequence[Case]) -> str:
    named = lookup(library, lambda clause: f"../coverage/{clause_page(clause)}")
    vi, en = (rule_page(rule, named, lang) for lang in LANGS)
    file = f"rules/{rule.pack}/{rule.id}.yaml"
    head = f"`{rule.id}` · `{file}` · [English](#english)"
    lines = [f"# {vi.title}", "", head, "", *markdown(vi)]
    if terms := {**rule.lets, **rule.measures}:
        rows = ((f"`{name}`", f"`{show(node)}`") for name, node in terms.items())
        lines.extend(("", table("Tên trong biểu thức / Name|Biểu thức / Expression", rows)[:-1]))
    if used := sorted(_used(rule, library)):
        there = (f"[{name}](../definitions.md#{name})" for name in used)
        lines.extend(("", f"Định nghĩa / definitions: {', '.join(there)}"))
    lines.extend(("", "## English", "", f"**{en.title}**", "", *markdown(en)))
    lines.extend(case_lines(cases, file.replace(".yaml", ".cases.yaml")))
    return "\n".join(lines) + "\n"


def _used(rule: Rule, library: Library) -> set[str]:
    """Return the definitions that a rule rests on, those under other definitions included."""
    tops: tuple[Node, ...] = (*rule.nodes(), *rule.lets.values(), *rule.measures.values())
    known = {name for _, name in library.definitions}
    below = (node for top in tops for node in walk(top))
    return {node.name for node in below if isinstance(node, Named) and node.name in known}


def _rules(library: Library) -> str:
    parts = ["# Quy tắc / Rules\n"]
    for name, pack in sorted(library.packs.items()):
        rules = [rule for rule in library.rules.values() if rule.pack == name]
        rows = (
            (links([one.id], ""), both(one.title), one.severity, days(one.in_force, "en"))
            for one in sorted(rules, key=lambda rule: rule.id)
        )
        head = "Quy tắc / Rule|Nội dung / Title|Mức độ / Severity|Hiệu lực / In force"
        parts.append(f"## `{name}`\n\n{both(pack.title)}\n")
        if rules:
            parts.append(table(head, rows))
    return "\n".join(parts)


def _packs(library: Library, lang: Lang) -> str:
    rows = []
    for name, pack in sorted(library.packs.items()):
        rules = [rule for rule in library.rules.values() if rule.pack == name]
        cites = [cite for rule in rules for cite in rule.cites]
        acts = dict.fromkeys(cite.act for cite in cites if cite.article or cite.item)
        where = "; ".join(_provisions(act, cites, len(acts) > 1, lang) for act in acts)
        if rules:
            rows.append((f"`{name}`", pack.title.in_(lang), where or "–", str(len(rules))))
    heads = {"vi": "Bộ|Văn bản|Điều đã có|Quy tắc", "en": "Pack|Text|Articles so far|Rules"}
    return table(heads[lang], rows)


def _provisions(act: str, cites: Iterable[Citation], named: bool, lang: Lang) -> str:
    """Return the articles or items of one act, with its number where there are several acts."""
    own = [cite for cite in cites if cite.act == act]
    articles = _spans({cite.article for cite in own if cite.article})
    items = _spans({cite.item for cite in own if cite.item})
    spans = ", ".join(filter(None, (articles, items and f"{_ITEM.in_(lang)} {items}")))
    return f"{act}: {spans}" if named else spans


def _spans(numbers: Iterable[int]) -> str:
    """Return numbers with neighbours joined.

    >>> _spans([4, 2, 5, 6])
    '2, 4–6'
    """
    spans: list[list[int]] = []
    for number in sorted(numbers):
        if spans and number == spans[-1][-1] + 1:
            spans[-1].append(number)
        else:
            spans.append([number])
    return ", ".join("–".join(map(str, dict.fromkeys((one[0], one[-1])))) for one in spans)


def _readings(library: Library) -> str:
    parts = ["# Cách hiểu / Readings\n"]
    for name, spec in sorted(library.readings.items()):
        rules = (rule.id for rule in library.rules.values() if name in rule.readings())
        parts.append(f"## {name}\n\n{both(spec.question)}\n")
        meant = (words.en for words in spec.alternatives.values())
        choices = zip(alternatives(spec, "vi"), meant, strict=True)
        parts.extend(f"- {vi} / {en}" for vi, en in choices)
        parts.append(f"\n{spec.source.vi}\n\n{spec.source.en}\n")
        parts.append(f"Quy tắc / rules: {links(rules)}\n")
    return "\n".join(parts)


def _parameters(library: Library) -> str:
    parts = ["# Tham số / Parameters\n"]
    for name, spec in sorted(library.parameters.items()):
        rules = (rule.id for rule in library.rules.values() if name in rule.parameters())
        tighter = f"`{spec.unit}`, chặt hơn là / tighter is `{spec.tighter}`"
        parts.append(f"## {name}\n\n{both(spec.title)} ({tighter})\n")
        parts.extend(
            f"- {figure(dated, spec.unit, lang)}" for dated in spec.values for lang in LANGS
        )
        parts.extend(("\nNguồn / sources:\n", *figure_sources(spec, library, _beside)))
        parts.append(f"\nQuy tắc / rules: {links(rules)}\n")
    return "\n".join(parts)


def _beside(clause: Clause) -> str:
    return f"coverage/{clause_page(clause)}"


def _definitions(library: Library) -> str:
    parts = ["# Định nghĩa dùng chung / Shared definitions\n"]
    for (record, name), known in sorted(library.definitions.items()):
        rules = (rule.id for rule in library.rules.values() if name in _used(rule, library))
        whole = known.body.parts if isinstance(known.body, And) else (known.body,)
        exceptions = [one for part in whole if (one := _exception(part)) is not None]
        parts.append(f"## {name}\n\n{both(known.says)} (`{record}`)\n")
        parts.extend(f"- {_sure(citation)}" for citation in known.cites)
        parts.append("\n" + fenced(show(whole[0] if exceptions else known.body)))
        for one in exceptions:
            says = one.name if one.says is None else both(one.says)
            parts.append(f"Trừ khi / unless `{one.name}`: {says}\n")
            parts.extend(f"- {_sure(citation)}" for citation in one.cites)
            parts.append("\n" + fenced(show(one.body)))
        parts.append(f"Quy tắc / rules: {links(rules)}\n")
    return "\n".join(parts)


def _exception(part: Node) -> Named | None:
    """Return the labelled exception that a part of a definition denies."""
    item = part.item if isinstance(part, Not) else None
    return item if isinstance(item, Named) and item.kind == "exception" else None


def _tables() -> str:
    parts = ["# Bảng và cột / Tables and columns\n"]
    for name in TABLES:
        parts.append(f"## {name}\n\n{both(TABLE_TITLES[name])}\n")
        head = "Cột / Column|Tên / Title|Ghi gì / What|Kiểu / Kind|Tiêu đề khác / Other headings"
        parts.append(table(head, (_column(one) for one in columns_of(name))))
        if name in DERIVED:
            derived = codes(DERIVED[name])
            parts.append(f"Tự tính, không nhập / worked out, not given: {derived}\n")
    return "\n".join(parts)


def _column(one: Column) -> tuple[str, ...]:
    kind = _KINDS.get(one.form, _KINDS[one.kind])
    if one.labels:
        kind += ": " + "; ".join(
            " · ".join((f"`{code.name}` {both(code.title)}", *code.labels)) for code in one.labels
        )
    elif one.most is not None:
        kind += f" ({show_number(one.least or 0, 'en')}–{show_number(one.most, 'en')})"
    name = f"`{one.name}`" + " **\\***" * one.required
    return (name, both(one.title), both(one.says), kind, "; ".join(one.aliases) or "–")


def _header() -> str:
    rows = []
    for name, items in told_of(BatchHeader).items():
        told = said_of(items)
        rows.append((f"`{name}`", both(told.title), both(told.says)))
    return table("Khóa / Key|Tên / Title|Ghi gì / What", rows)


def _grades(labels: Labels) -> str:
    rows = []
    for grade, name in labels.names.items():
        accepted = [label for label, code in labels.codes.items() if code == grade]
        rows.append((f"`{grade}`", both(name), "; ".join(accepted)))
    certain = table("Mã / Code|Mức / Grade|Nhãn nhận / Labels accepted", rows)
    doubts: dict[Doubt, list[str]] = {}
    for label, doubt in labels.doubts.items():
        doubts.setdefault(doubt, []).append(label)
    open_ = (("; ".join(had), codes(one.may_mean), both(one.reason)) for one, had in doubts.items())
    doubtful = table("Nhãn không đoán / Never guessed|Có thể là / May mean|Vì sao / Why", open_)
    empty = "; ".join(sorted(labels.not_told))
    return f"{certain}\n{doubtful}\nCoi như ô trống / the same as an empty cell: {empty}\n"


def _operators() -> str:
    rows = []
    for one in OPERATORS:
        said = (phrasebook(lang).say("operators", one.key).strip() for lang in LANGS)
        words = " / ".join(re.sub(r"(\{\w+\})+", "…", phrase) for phrase in said)
        rows.append((f"`{one.sign}`", str(one.strength), words, "measures" * one.measures_only))
    return table("Dấu / Sign|Ưu tiên / Strength|Đọc là / Reads|Chỉ trong / Only in", rows)


def _records() -> str:
    rows = []
    for name, record in VOCABULARY.records.items():
        ways = (
            f"`{way}` → {relation.target}{'[]' if relation.many else ''}"
            for way, relation in record.relations.items()
        )
        derived = [column for column in record.columns if name in {"group", "batch"}]
        called = " / ".join(phrasebook(lang).say("records", name) for lang in LANGS)
        rows.append((f"`{name}`", called, ", ".join(ways) or "–", codes(derived)))
    return table("Dòng / Record|Là / Is|Quan hệ / Relations|Cột riêng / Columns of its own", rows)


def _problems() -> str:
    rows = ((f"`{code}`", said.vi, said.en) for code, said in sorted(CATALOGUE.items()))
    listed = table("Mã / Code|Tiếng Việt|English", rows)
    return f"# Thông báo lỗi / Problems\n\n{listed.replace('[[', '').replace(']]', '')}"


def _citations(library: Library) -> Iterator[tuple[str, Citation]]:
    """Yield every citation with the rule that it defends, straight or through a figure."""
    for name, rule in sorted(library.rules.items()):
        conditions = (*rule.unless, *rule.require)
        figures = (library.parameters[one] for one in rule.parameters())
        yield from ((name, cite) for cite in rule.cites)
        yield from ((name, cite) for one in conditions for cite in one.cites)
        yield from ((name, cite) for spec in figures for one in spec.values for cite in one.cites)


def _acts(library: Library) -> str:
    cites = list(_citations(library))
    rows = []
    for name, act in library.acts.items():
        mine = [
            (rule, cite)
            for rule, cite in cites
            if name in {cite.act, cite.added_by_act, cite.amended_by_act}
        ]
        rules = {rule for rule, _ in mine}
        few = links(rules, "reference/rules/") if len(rules) <= _FEW else str(len(rules))
        span = "–" if act.in_force is None else days(act.in_force, "en")
        sure = dict.fromkeys(cite.confidence for _, cite in mine)
        rows.append((both(act.name), span, few, codes(sure)))
    head = "Văn bản / Act|Hiệu lực / In force|Quy tắc dựa vào / Rules|Độ chắc chắn / Confidence"
    return table(head, rows)


def _applies(library: Library) -> str:
    rows = []
    for one in library.applies.all_entries():
        governed = codes(one.packs) if one.packs else ("" if one.hole is None else both(one.hole))
        law = "" if one.instruments is None else both(one.instruments)
        who = f"`{one.category}`" if one.who is None else f"`{one.category}`: {both(one.who)}"
        rows.append((who, days(one.interval, "en"), law, governed, f"`{one.confidence}`"))
    head = "Diện / Category|Ngày / Days|Văn bản / Law|Bộ, hoặc vì sao không / Packs, or why none"
    return table(f"{head}|Độ chắc chắn / Confidence", rows)


def _doubts(library: Library) -> str:
    """Return every citation that is not certain, with the rules that rest on it."""
    found: dict[str, set[str]] = {}
    for rule, citation in _citations(library):
        if citation.confidence != "certain":
            found.setdefault(_sure(citation), set()).add(rule)
    rows = ((said, links(rules, "reference/rules/")) for said, rules in found.items())
    return table("Chỗ chưa chắc chắn / Not certain|Quy tắc / Rules", rows)


if __name__ == "__main__":
    main(Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]])
