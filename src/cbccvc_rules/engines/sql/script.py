"""The statements of a run as text in a dialect, with comments that name rule and provision.

Nothing is run here. What DuckDB and PostgreSQL run is written the same way as there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlglot import ErrorLevel, exp
from sqlglot.errors import UnsupportedError

from cbccvc_rules.engines.sql.plan import plan_of
from cbccvc_rules.engines.sql.refused import LINTED, refused
from cbccvc_rules.engines.sql.tables import sql_types
from cbccvc_rules.errors import Problem, UsageError
from cbccvc_rules.sources import Text, cites_on

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cbccvc_rules.engines.sql.plan import Plan
    from cbccvc_rules.engines.sql.terms import Tree
    from cbccvc_rules.engines.world import World
    from cbccvc_rules.lang.rules import Rule, Ruleset
    from cbccvc_rules.sources import Lang

_HEAD = Text(
    "Quy tắc viết thành SQL, phương ngữ {dialect}; đợt {period}, ngày xếp loại {on}",
    "The rules as SQL, dialect {dialect}; round {period}, rating act of {on}",
)
_NOT_RUN = {
    "spark": Text(
        "Bộ kiểm thử của chúng tôi chỉ chạy phương ngữ này ở nơi có Spark (`make spark`)",
        "Our tests run this dialect only where there is Spark (`make spark`)",
    ),
    **dict.fromkeys(
        sorted(LINTED),
        Text(
            "CHƯA CHẠY THỬ: bộ kiểm thử của chúng tôi không chạy phương ngữ này, chỉ soát những gì "
            "nó từ chối",
            "NOT EXECUTED BY OUR TESTS: of this dialect they look only for what it refuses",
        ),
    ),
}
_VERDICTS = Text(
    "Kết luận: 0 không áp dụng, 1 tuân thủ, 2 vi phạm, 3 chưa rõ, NULL không thuộc quy tắc",
    "Verdicts: 0 not applicable, 1 kept, 2 broken, 3 unknown, NULL where a rule is not put",
)
_TABLES = Text(
    "Các bảng cần có (mã là thứ tự trong danh sách, tính từ 0; ngày viết 20241214; số được nhân "
    "cho thành số nguyên):",
    "Tables expected (codes by their place in the list, from 0; days as 20241214; numbers made "
    "whole by a factor):",
)
_ROWS = Text("{rows} dòng", "rows: {rows}")
_COUNTS = Text("Số đếm dùng cho các câu sau", "Counts that the statements below use")
_ASIDE = Text(
    "{rule}: do bộ máy `reference` kiểm tra ({why})", "{rule}: judged by `reference` ({why})"
)
_OF_ROUND = Text("kiểm tra cả đợt, không theo dòng", "it judges the round as a whole")


_WITHOUT_TRUTHS = frozenset({"tsql", "oracle"})


def script(ruleset: Ruleset, world: World, dialect: str, lang: Lang) -> str:
    """Return everything that a database would be asked of a round.

    Raises:
        UsageError: when the dialect refuses a statement: a fault of ours, told with its place.
    """
    plan = plan_of(ruleset, world, keeps_truths=dialect not in _WITHOUT_TRUTHS)
    faults: list[str] = []
    parts = ["\n".join(_remarks(_head(world, dialect, lang)))]
    parts.append("\n".join(_remarks(_expected(plan, lang))))
    for name, query in plan.groups.items():
        made = _made(name, _fit(query, dialect, plan, faults), dialect)
        parts.append("\n".join((*_remarks([_COUNTS.in_(lang)]), made)))
    for rules, query in plan.verdicts.values():
        written = _written(_fit(query, dialect, plan, faults), dialect)
        named = _remarks(_named(rules, world, lang))
        parts.append("\n".join((*named, f"{written};")))
    parts.append("\n".join(_remarks(_left(ruleset, plan, lang))))
    if faults:
        params = {"dialect": dialect, "faults": "; ".join(dict.fromkeys(faults))}
        raise UsageError(Problem("sql-refused", None, params))
    return "\n\n".join(part for part in parts if part) + "\n"


def _remarks(lines: Iterator[str] | Sequence[str]) -> list[str]:
    """Return lines as comments; whatever they hold, none breaks out of its line."""
    return ["-- " + " ".join(line.split()) for line in lines]


def _head(world: World, dialect: str, lang: Lang) -> Iterator[str]:
    batch = world.batch
    yield _HEAD.in_(lang).format(dialect=dialect, period=batch.period.text, on=batch.on.isoformat())
    if dialect in _NOT_RUN:
        yield _NOT_RUN[dialect].in_(lang)
    yield _VERDICTS.in_(lang)


def _expected(plan: Plan, lang: Lang) -> Iterator[str]:
    yield _TABLES.in_(lang)
    for table in plan.tables:
        columns = ", ".join(f"{name} {kind}" for name, kind in sql_types(table).items())
        rows = _ROWS.in_(lang).format(rows=max(map(len, table.columns.values()), default=0))
        yield f"  {table.name} ({columns}); {rows}"


def _named(rules: Sequence[Rule], world: World, lang: Lang) -> Iterator[str]:
    """Yield the column of each rule with its id, title and provisions."""
    for number, rule in enumerate(rules, 1):
        cites = "; ".join(one.text(lang) for one in cites_on(rule.cites, world.batch.on))
        yield f"v{number} = {rule.id}: {rule.title.in_(lang)} ({cites})"


def _left(ruleset: Ruleset, plan: Plan, lang: Lang) -> Iterator[str]:
    for rule in ruleset.rules:
        if rule.id in plan.aside:
            yield _ASIDE.in_(lang).format(rule=rule.id, why=plan.aside[rule.id].in_(lang))
        elif rule.judges == "batch":
            yield _ASIDE.in_(lang).format(rule=rule.id, why=_OF_ROUND.in_(lang))


def _fit(query: exp.Select, dialect: str, plan: Plan, faults: list[str]) -> exp.Select:
    """Return a statement in the ways of a dialect; what it still refuses goes to `faults`."""
    fit = query.copy()
    if dialect == "tsql":
        for table in fit.find_all(exp.Table):
            if table.name in plan.groups:
                table.set("this", exp.Identifier(this=f"#{table.name}"))
        for text in tuple(fit.find_all(exp.Literal)):
            if text.is_string and not str(text.this).isascii():
                text.replace(exp.National(this=text.this))
    faults.extend(refused(fit, dialect))
    return fit


def _made(name: str, query: exp.Select, dialect: str) -> str:
    """Return a statement that makes a temporary table of a query."""
    written = _written(query, dialect)
    match dialect:
        case "tsql":
            return f"SELECT * INTO [#{name}] FROM (\n{written}\n) AS [made];"
        case "oracle":
            # Its rows would go with the commit that making it is.
            head = f'CREATE GLOBAL TEMPORARY TABLE "{name}" ON COMMIT PRESERVE ROWS AS'
        case "spark":
            head = f"CREATE TEMPORARY VIEW `{name}` AS"
        case _:
            head = f'CREATE TEMPORARY TABLE "{name}" AS'
    return f"{head}\n{written};"


def _written(query: Tree, dialect: str) -> str:
    """Return a statement as text.

    Raises:
        UsageError: when sqlglot knows that the dialect has no such thing.
    """
    try:
        return query.sql(
            dialect, identify=True, pretty=True, unsupported_level=ErrorLevel.RAISE, copy=True
        )
    except UnsupportedError as fault:
        params = {"dialect": dialect, "faults": str(fault)}
        raise UsageError(Problem("sql-refused", None, params)) from None
