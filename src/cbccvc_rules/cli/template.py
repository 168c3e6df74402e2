"""`cbccvc template`: an empty workbook to fill."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cbccvc_rules.api.template import blank_workbook
from cbccvc_rules.cli.asked import day
from cbccvc_rules.cli.options import lang_option
from cbccvc_rules.cli.output import put_bytes, says_problems, talk
from cbccvc_rules.model.header import RATING_COLUMNS
from cbccvc_rules.model.period import canonical_period
from cbccvc_rules.model.sheets import SHEET_TITLES
from cbccvc_rules.sources import Text

if TYPE_CHECKING:
    from cbccvc_rules.sources import Lang

_NAME = Text("xep-loai", "rating")
_WRITTEN = Text(
    "Đã ghi `{path}`. Hãy mở bằng Excel hoặc LibreOffice, đọc trang `{guide}`, điền rồi lưu; "
    "sau đó chạy: cbccvc check {path}",
    "Written: `{path}`. Open it in Excel or LibreOffice, read the sheet `{guide}`, fill it in, "
    "save; then run: cbccvc check {path}",
)


@click.command("template")
@click.option("--period", help="Period rated: 2024, or 2023-2024 for a school year.")
@click.option("--on", help="Day of the rating act (2024-12-14); it decides which law applies.")
@click.option(
    "--stage", type=click.Choice(list(RATING_COLUMNS)), help="Which rating column is judged."
)
@click.option(
    "--category",
    "categories",
    multiple=True,
    metavar="CB|CC|VC",
    help="For people of this category only; give it again for another.",
)
@click.option(
    "--all-columns", "everything", is_flag=True, help="Every table and column, read or not."
)
@click.option(
    "--output",
    "--out",
    "-o",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Where to write it; xep-loai-PERIOD.xlsx by default.",
)
@click.option("--force", is_flag=True, help="Overwrite a file that is there.")
@lang_option
@says_problems
def template_command(
    period: str | None,
    on: str | None,
    stage: str | None,
    categories: tuple[str, ...],
    everything: bool,
    output: Path | None,
    force: bool,
    lang: Lang,
) -> None:
    """Write an empty workbook to fill: headings, drop-down lists, notes with their clauses.

    With --period, it has the columns that the rules in force then read; fill it in, and check it.
    """
    data = blank_workbook(
        period=period,
        on=day(on),
        stage=stage,
        categories=categories,
        everything=everything,
        lang=lang,
    )
    known = None if period is None else canonical_period(period)
    named = "-".join(part for part in (_NAME.in_(lang), known) if part)
    target = Path(f"{named}.xlsx") if output is None else output
    put_bytes(data, target, overwrite=force)
    talk(_WRITTEN.in_(lang).format(path=target, guide=SHEET_TITLES["guide"].in_(lang)))
