"""The page in a browser: it runs under its own policy, asks for nothing, and can be used."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from cbccvc_rules import Batch, check, read, write
from cbccvc_rules.api.many import many_text
from cbccvc_rules.errors import Problem
from cbccvc_rules.model.many import CheckedRound
from chromium import CHROMIUM, Page, browser
from golden.outputs import EXAMPLE
from unit.reports.rounds import UNITS, a_person, findings, hostile

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from cbccvc_rules.model.findings import Findings

pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="Chromium is not installed (Debian: apt-get install chromium)"
)

WHO = "[...document.querySelectorAll('#findings tbody .who')].map((one) => one.textContent)"
SHOWN = "document.querySelector('#findings .status').textContent"
FOCUS = "document.querySelector('#findings .toggle').focus()"


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    with browser(tmp_path_factory.mktemp("profile")) as found:
        yield found


@pytest.fixture(scope="module")
def example() -> Findings:
    return check(read(EXAMPLE), distribution=True)


def opened(found: Findings, page: Page, folder: Path, **options: Any) -> Page:  # noqa: ANN401
    write(found, folder / "report.html", **options)
    page.open(folder / "report.html")
    return page


def choose(page: Page, control: str, words: str) -> None:
    """Choose what begins with some words in a list."""
    page.value(
        f"(() => {{ const list = document.getElementById('{control}');"
        f"list.value = [...list.options].find((one) => one.text.startsWith('{words}')).value;"
        "list.dispatchEvent(new Event('change')); })()"
    )


def typed(page: Page, words: str) -> None:
    """Type into the search, and wait until it has searched."""
    page.value(
        "(() => { const search = document.getElementById('search');"
        f"search.value = '{words}'; search.dispatchEvent(new Event('input'));"
        "return new Promise((done) => setTimeout(done, 400)); })()"
    )


def test_it_runs_under_its_policy_and_asks_for_nothing(
    example: Findings, page: Page, tmp_path: Path
) -> None:
    opened(example, page, tmp_path)
    assert page.complaints() == []
    assert page.requests() == [(tmp_path / "report.html").as_uri()]
    headings = page.value("[...document.querySelectorAll('h2')].map((one) => one.textContent)")
    assert headings[0] == "Phạm vi đã xét"
    last = page.value("[...document.querySelectorAll('main p')].pop().textContent")
    assert last == "Kết quả kiểm tra dữ liệu theo quy tắc, không phải tư vấn pháp lý."


def test_its_policy_lets_no_other_script_run_and_no_markup_be_made(
    example: Findings, page: Page, tmp_path: Path
) -> None:
    opened(example, page, tmp_path)
    made = "document.body.innerHTML = '<b>'"
    assert (
        page.value(f"(() => {{ try {{ {made}; return 'made' }} catch (e) {{ return e.name }} }})()")
        == "TypeError"
    )
    page.value(
        "(() => { const one = document.createElement('img'); one.src = 'https://example.org/a';"
        "document.body.append(one); return new Promise((done) => setTimeout(done, 100)); })()"
    )
    assert [one for one in page.complaints() if "img-src" in one or "default-src" in one]


def test_every_finding_can_be_seen(example: Findings, page: Page, tmp_path: Path) -> None:
    opened(example, page, tmp_path)
    choose(page, "state", "Vi phạm")
    told = [one for one in example.broken if one.severity == "violation"]
    assert page.value(SHOWN).startswith(f"{len(told)} trong ")
    assert sorted(one.split()[0] for one in page.value(WHO)) == sorted(
        one.subject.id.split()[0] for one in told
    )


@pytest.mark.parametrize("words", ["Đặng Ngọc Sơn", "dang ngoc son", "DANG NGOC SƠN", "son dang"])
def test_a_search_minds_neither_accents_nor_case_nor_order(
    words: str, example: Findings, page: Page, tmp_path: Path
) -> None:
    opened(example, page, tmp_path)
    typed(page, words)
    told = page.value(WHO)
    assert told != []
    assert set(told) == {"CC009 Đặng Ngọc Sơn"}


def test_names_are_sorted_by_the_vietnamese_alphabet(page: Page, tmp_path: Path) -> None:
    names = ["Ô", "Đô", "Da", "Ơ", "Dô", "Ă", "An", "Â", "Êm", "Em", "O"]
    staff = [a_person(name, months_worked="4,5", name=name) for name in names]
    found = check(
        Batch.from_records(staff, UNITS, period="2024"), select=["rated-under-six-months"]
    )
    opened(found, page, tmp_path, names=False)
    page.value("[...document.querySelectorAll('#findings thead button')][1].click()")
    assert page.value(WHO) == ["An", "Ă", "Â", "Da", "Dô", "Đô", "Em", "Êm", "O", "Ô", "Ơ"]
    assert (
        page.value("document.querySelectorAll('#findings th')[1].getAttribute('aria-sort')")
        == "ascending"
    )


def test_a_finding_opens_and_closes_by_the_keyboard(
    example: Findings, page: Page, tmp_path: Path
) -> None:
    opened(example, page, tmp_path)
    typed(page, "cc007")
    page.value(FOCUS)
    page.key("Enter")
    told = page.value("document.querySelector('#findings .detail').textContent")
    for part in ("Cách khắc phục", "Căn cứ", "Ngoại lệ", "disciplines.csv!E2", "Điều 2 khoản 5"):
        assert part.casefold() in told.casefold(), part
    assert page.value("document.activeElement.getAttribute('aria-expanded')") == "true"
    page.key("Enter")
    assert page.value("document.querySelector('#findings .detail')") is None


def test_a_unit_leads_to_its_findings(example: Findings, page: Page, tmp_path: Path) -> None:
    opened(example, page, tmp_path)
    page.value(
        "[...document.querySelectorAll('#units .link')]"
        ".find((one) => one.textContent.includes('P-KHTC')).click()"
    )
    told = [one for one in example.findings if one.subject.unit == "P-KHTC"]
    assert page.value(SHOWN).startswith(f"{len(told)} trong ")


def test_charts_stand_beside_their_limits(example: Findings, page: Page, tmp_path: Path) -> None:
    opened(example, page, tmp_path)
    assert example.distribution is not None
    shares = len(example.distribution.shares)
    assert page.value("document.querySelectorAll('#shares svg .limit').length") == shares
    unnamed = "svg:not([aria-label]):not([aria-hidden])"
    assert page.value(f"document.querySelectorAll('{unnamed}').length") == 0


def test_hostile_text_is_shown_and_nothing_more(page: Page, tmp_path: Path) -> None:
    found = hostile()
    opened(found, page, tmp_path)
    assert page.complaints() == []
    told = " ".join(page.value(WHO))
    for one in found.findings:
        assert one.subject.id in told
    inside = "document.querySelectorAll('main b, main a[href*=\":\"], main img, main script')"
    bold = page.value(f"[...{inside}].map((one) => one.textContent)")
    assert not [one for one in bold if "&amp;" in one]
    assert page.value("document.querySelectorAll('a:not([href^=\"#\"])').length") == 0


def test_many_findings_are_a_page_of_rows_at_a_time(page: Page, tmp_path: Path) -> None:
    few = findings()
    (one,) = [
        one
        for one in few.findings
        if one.rule == "rated-under-six-months" and one.subject.id == "A"
    ]
    many = tuple(
        replace(one, subject=replace(one.subject, id=f"N{number}", name=f"Đỗ {number}"))
        for number in range(3_001)
    )
    opened(replace(few, findings=many), page, tmp_path)
    assert page.value("document.querySelectorAll('#findings tbody tr').length") == 50
    typed(page, "do 2999")
    assert page.value(WHO) == ["N2999 Đỗ 2999"]
    page.value(FOCUS)
    page.key("Enter")
    assert "Căn cứ" in page.value("document.querySelector('#findings .detail').textContent")
    page.value("document.querySelector('#findings form button').click()")
    page.value("dispatchEvent(new Event('beforeprint'))")
    note = page.value("document.querySelector('#findings .print-note').textContent")
    assert "3.000" in note
    page.value("dispatchEvent(new Event('afterprint'))")
    assert page.value("document.querySelectorAll('#findings tbody tr').length") <= 51


def test_every_row_is_printed_where_that_is_asked_for(page: Page, tmp_path: Path) -> None:
    few, rows = findings(), "document.querySelectorAll('#findings tbody tr').length"
    one = few.broken[0]
    many = tuple(
        replace(one, subject=replace(one.subject, id=f"N{number}")) for number in range(3_001)
    )
    opened(replace(few, findings=many), page, tmp_path)
    tick = "document.querySelector('#findings .print-every')"
    assert page.value(f"{tick}.hidden") is False
    assert "3.002" in page.value(f"{tick}.textContent")
    page.value("dispatchEvent(new Event('beforeprint'))")
    assert page.value(rows) == 3_000
    page.value("dispatchEvent(new Event('afterprint'))")
    page.value(f"{tick}.querySelector('input').click()")
    page.value("dispatchEvent(new Event('beforeprint'))")
    assert page.value(rows) == 3_002
    assert page.value("document.querySelector('#findings .print-note').textContent") == ""
    assert page.value(f"getComputedStyle({tick}).display") == "flex"
    page.value("dispatchEvent(new Event('afterprint'))")
    typed(page, "N2999")
    assert page.value(f"{tick}.hidden") is True


def test_it_prints_on_a4_with_every_finding(example: Findings, page: Page, tmp_path: Path) -> None:
    opened(example, page, tmp_path)
    printed = page.pdf()
    assert printed.startswith(b"%PDF")
    sizes = {part.split(b"]")[0].strip() for part in printed.split(b"/MediaBox [")[1:]}
    assert len(sizes) == 1
    (size,) = sizes
    width, height = (float(one) for one in size.split()[2:])
    assert (round(width), round(height)) == (595, 842)


@pytest.mark.parametrize("dark", [False, True])
def test_words_stand_out_from_the_paper(
    dark: bool, example: Findings, page: Page, tmp_path: Path
) -> None:
    """The contrast that the guidelines for accessible pages (WCAG 2.1, AA) ask for."""
    opened(example, page, tmp_path)
    page.look(1000, 800, dark=dark)
    faint = page.value(
        """(() => {
        const parts = (colour) => colour.match(/[0-9.]+/g).slice(0, 3).map(Number);
        const light = (colour) => {
          const [r, g, b] = parts(colour).map((one) => one / 255).map((one) =>
            one <= 0.03928 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4);
          return 0.2126 * r + 0.7152 * g + 0.0722 * b;
        };
        const paper = light(getComputedStyle(document.body).backgroundColor);
        const found = [];
        const told = 'p, li, td, th, .state, button, a'; // what has words
        for (const it of document.getElementById('page').querySelectorAll(told)) {
          const ink = light(getComputedStyle(it).color);
          const [high, low] = [Math.max(ink, paper), Math.min(ink, paper)];
          const contrast = (high + 0.05) / (low + 0.05);
          if (!it.disabled && contrast < 4.5) found.push(it.textContent.slice(0, 40));
        }
        return found;
        })()"""
    )
    assert faint == []


def test_a_page_on_several_rounds_is_filtered_by_round(
    example: Findings, page: Page, tmp_path: Path
) -> None:
    refused = CheckedRound("c.csv", "", refused=(Problem("path-empty"),))
    rounds = (CheckedRound("so/a", "so/a", example), CheckedRound("so/b", "", findings()), refused)
    words = many_text(rounds, "html")
    assert isinstance(words, str)
    (tmp_path / "report.html").write_text(words, encoding="utf-8")
    page.open(tmp_path / "report.html")
    assert page.complaints() == []
    names = page.value(
        "[...document.querySelectorAll('#rounds .link')].map((one) => one.textContent)"
    )
    assert names == ["so/a", "so/b", "c.csv"]
    whole = page.value(SHOWN)
    page.value("document.querySelectorAll('#rounds .link')[2].click()")
    assert page.value(SHOWN) == f"1 trong {whole.partition(' ')[0]}"
    choose(page, "round", "so/b")
    told = "[...document.querySelectorAll('#findings tbody .round')].map((one) => one.textContent)"
    assert set(page.value(told)) == {"so/b"}
    page.value("document.querySelector('#scope details').open = true")
    scope = page.value("document.querySelector('#scope details').textContent")
    assert "87 quy tắc" in scope
    typed(page, "so/a dang ngoc son")
    assert page.value(SHOWN).startswith("0 trong")
