"""Small rounds on disk, and the command run on them."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner, Result

from cbccvc_rules.cli.main import cbccvc

EXAMPLE = Path(__file__).parents[3] / "examples" / "01-phong-ban-2024"
HEADINGS = "staff_id,name,unit_id,category,months_worked,leave_months,maternity,rating"
CLEAN = ("A,Lý Một,U,VC,12,0,không,HTTNV", "B,Lý Hai,U,VC,12,0,không,HTNV")
BROKEN = "C,Lý Ba,U,VC,5,0,không,HTTNV"
UNKNOWN = "D,Lý Bốn,U,VC,,0,không,HTTNV"
NOTICE = "E,Lý Năm,U,VC,6,6,không,HTTNV"
CONTRACT = "F,Lý Sáu,U,HD,12,0,không,HTXSNV"
CADRE = "G,Lý Bảy,U,CB,12,0,không,HTTNV"
# No law is known to govern cadres on this day; public employees fall under Decree 233/2026.
NO_LAW_FOR_CADRES = 'period: "2025"\non: 2026-08-01\n'
RULE = "rated-under-six-months"
KEPT_BY_CLEAN = "not-rated-without-ground"


def a_list(*rows: str, headings: str = HEADINGS) -> str:
    """Return a staff list; the clean one if no row is given."""
    return "\n".join((headings, *(rows or CLEAN))) + "\n"


def a_round(folder: Path, *rows: str, header: str = 'period: "2024"\n', **tables: str) -> Path:
    """Write a round; a table that is not given is absent."""
    folder.mkdir(exist_ok=True, parents=True)
    (folder / "batch.yaml").write_text(header, encoding="utf-8")
    for name, text in {"staff": a_list(*rows), **tables}.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


def run(*arguments: str | Path) -> Result:
    """Run the command; what ends it must be an exit code, never an error of Python."""
    done = CliRunner().invoke(cbccvc, [str(one) for one in arguments])
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    assert "Traceback" not in done.output
    return done


def said(done: Result) -> list[str]:
    """Return the lines of talk: the problems of a run that came to nothing."""
    return done.stderr.splitlines()
