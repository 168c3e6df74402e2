"""What a batch says of itself in `batch.yaml` or a sheet: period, occasion, day, stage, choices.

The same fields may be told by whoever reads the batch; those win, and faults in them have no place.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import field
from datetime import date
from typing import TYPE_CHECKING, Annotated, Protocol

from cbccvc_rules.errors import Problem, nearest
from cbccvc_rules.model.column import Code, Kind, about, kinds_in, told_of
from cbccvc_rules.model.columns import TABLES
from cbccvc_rules.model.period import Period
from cbccvc_rules.model.scale import Labels
from cbccvc_rules.model.values import CellFault, shown
from cbccvc_rules.records import dataclass
from cbccvc_rules.sources import Place, Text

if TYPE_CHECKING:
    from cbccvc_rules.trace import Value

# The stage of a round says which column of the staff table is judged; never another one silently.
RATING_COLUMNS: Mapping[str, str] = {
    "decided": "rating",
    "proposed": "proposed_rating",
    "self": "self_rating",
}
OCCASIONS: tuple[Code, ...] = (
    Code("annual", Text("hằng năm", "yearly")),
    Code("pre_appointment", Text("trước khi bổ nhiệm", "before an appointment")),
    Code("pre_promotion", Text("trước khi đề bạt", "before a promotion")),
    Code("pre_rotation", Text("trước khi luân chuyển", "before a rotation")),
    Code("pre_placement", Text("trước khi bố trí, sử dụng", "before a placement")),
)
STAGES: tuple[Code, ...] = (
    Code("decided", Text("đã quyết định", "decided")),
    Code("proposed", Text("đề xuất", "proposed")),
    Code("self", Text("tự xếp loại", "own rating")),
)


@dataclass(frozen=True)
class BatchHeader:
    """The keys of `batch.yaml`; an unknown key is a fault."""

    period: Annotated[
        str | None,
        Kind("text", form="period"),
        about(
            ("Kỳ xếp loại", "Period"),
            ("`2024`, hoặc `2023-2024` cho năm học", "`2024`, or `2023-2024` for a school year"),
        ),
    ] = None
    occasion: Annotated[
        str | None,
        Kind("code", codes=OCCASIONS),
        about(("Dịp xếp loại", "Occasion"), ("mặc định là hằng năm", "yearly by default")),
    ] = None
    on: Annotated[
        date | None,
        Kind("date"),
        about(
            ("Ngày xếp loại", "Day of the rating act"),
            (
                "quyết định luật áp dụng; mặc định là ngày 14/12 của năm",
                "decides which law applies; 14 December of the year by default",
            ),
        ),
    ] = None
    stage: Annotated[
        str | None,
        Kind("code", codes=STAGES),
        about(
            ("Giai đoạn", "Stage"),
            ("cột xếp loại nào được kiểm tra", "which column of grades is judged"),
        ),
    ] = None
    packs: Annotated[
        tuple[str, ...] | None,
        Kind("list"),
        about(
            ("Bộ quy tắc thêm", "Packs"),
            ("thêm vào các bộ tự chọn; `-tên` để bỏ", "added to those chosen; `-name` leaves out"),
        ),
    ] = None
    readings: Annotated[
        dict[str, str],
        about(("Cách hiểu", "Readings"), ("chọn cách hiểu luật", "choices between readings")),
    ] = field(default_factory=dict)
    parameters: Annotated[
        dict[str, str],
        about(("Tham số", "Parameters"), ("số liệu của địa phương", "local figures")),
    ] = field(default_factory=dict)
    tables: Annotated[
        dict[str, str],
        about(("Tệp", "Tables"), ("tên tệp của từng bảng", "the file name of each table")),
    ] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Round:
    """A header that can be worked with: the period and the day are known.

    `places` leads from (`packs`, `readings` or `parameters`, name) to where it is written.
    """

    period: Period
    occasion: str
    on: date
    stage: str
    packs: tuple[str, ...]
    readings: Mapping[str, str]
    parameters: Mapping[str, str]
    places: Mapping[tuple[str, str], Place]


@dataclass(frozen=True, slots=True)
class Wishes:
    """What whoever reads a batch says of it; None and empty: what the batch itself says."""

    period: str | None = None
    on: date | str | None = None
    occasion: str | None = None
    stage: str | None = None
    packs: tuple[str, ...] = ()
    readings: Mapping[str, str] | None = None
    parameters: Mapping[str, str] | None = None


Path = tuple[str | int, ...]


class ToldHeader(Protocol):
    """What a source says of its round, by key, with the place of each; `Marked` is one."""

    @property
    def source(self) -> str:
        """The file it stands in."""

    @property
    def data(self) -> object:
        """The keys and their values: a dict, or what stands in the place of one."""

    @property
    def problems(self) -> list[Problem]:
        """What was wrong with reading it."""

    def place(self, path: Path = ()) -> Place:
        """Return the place of a value."""

    def key_place(self, path: Path) -> Place:
        """Return the place of a key."""

    def at(self, path: Path) -> object:
        """Return the value at a path, None where there is none."""


def read_header(told: ToldHeader | None, wishes: Wishes) -> tuple[BatchHeader, list[Problem]]:
    """Read what is told, if anything, and what is wished instead; report all faults at once."""
    data = {} if told is None or told.data is None else told.data
    problems = [] if told is None else list(told.problems)
    if not isinstance(data, dict):
        problems.append(Problem("header-not-keys", None if told is None else told.place()))
        data = {}
    written: dict[str, object] = {key: value for key, value in data.items() if value is not None}
    asked: dict[str, object] = {
        "period": wishes.period,
        "on": wishes.on,
        "occasion": wishes.occasion,
        "stage": wishes.stage,
    }
    wished = {key: value for key, value in asked.items() if value is not None}
    header, faults = _validated({**written, **wished})
    for path, fault in faults:
        asked_for = wished.get(str(path[0]))
        place = None
        if told is not None and asked_for is None:
            place = told.key_place(path) if fault.code in _OF_KEYS else told.place(path)
        read = asked_for or (None if told is None else told.at(path))
        problems.append(_problem(path, fault, place, read))
    problems.extend(_table_names(header, told))
    return header, sorted(problems, key=_in_order)


def _in_order(problem: Problem) -> tuple[int, int]:
    place = problem.place
    return (0, 0) if place is None else (place.row or 0, place.column or 0)


_OF_KEYS = frozenset({"header-key-unknown"})


def _validated(told: Mapping[str, object]) -> tuple[BatchHeader, list[tuple[Path, CellFault]]]:
    """Read each key by its kind; as of a table, so that nothing is built to read five words."""
    faults: list[tuple[Path, CellFault]] = []
    values: dict[str, Value | Mapping[str, str]] = {}
    kinds = kinds_in(BatchHeader)
    for key, value in told.items():
        if key in kinds:
            try:
                values[key] = kinds[key].value(value, _NO_LABELS)
            except CellFault as fault:
                faults.append(((key,), CellFault("header-not-understood", fault.expected)))
        elif key not in told_of(BatchHeader):
            faults.append(((key,), CellFault("header-key-unknown")))
        else:
            words, wrong = _words(key, value)
            faults.extend(wrong)
            if not wrong:
                values[key] = words
    made: Callable[..., BatchHeader] = BatchHeader
    return made(**values), sorted(faults, key=_in_order_of_keys)


_NO_LABELS = Labels()
_A_MAP = Text("các dòng `tên: giá trị`", "lines of `name: value`")
_A_WORD = Text("một giá trị", "one value")


def _words(key: str, told: object) -> tuple[dict[str, str], list[tuple[Path, CellFault]]]:
    """Read a map of names to words."""
    if not isinstance(told, dict):
        return {}, [((key,), CellFault("header-not-understood", _A_MAP))]
    words = {str(name): value for name, value in told.items() if isinstance(value, str)}
    wrong: list[tuple[Path, CellFault]] = [
        ((key, str(name)), CellFault("header-not-understood", _A_WORD))
        for name, value in told.items()
        if not isinstance(value, str)
    ]
    return words, wrong


def _in_order_of_keys(fault: tuple[Path, CellFault]) -> int:
    """Sort as the keys are listed; those that are not listed come last."""
    key = str(fault[0][0])
    keys = tuple(told_of(BatchHeader))
    return keys.index(key) if key in keys else len(keys)


def _problem(path: Path, fault: CellFault, place: Place | None, told: object) -> Problem:
    key = ".".join(str(step) for step in path)
    params: dict[str, str | Text] = {"key": key}
    if fault.code in _OF_KEYS:
        params["nearest"] = nearest(key, told_of(BatchHeader)) or ""
        params["known"] = ", ".join(told_of(BatchHeader))
    read = "…" if isinstance(told, (dict, list)) else shown(told)
    return Problem(fault.code, place, params, read=read, expected=fault.expected)


def _table_names(header: BatchHeader, told: ToldHeader | None) -> Iterator[Problem]:
    for name in header.tables:
        if name not in TABLES:
            params = {
                "key": name,
                "known": ", ".join(TABLES),
                "nearest": nearest(name, TABLES) or "",
            }
            place = None if told is None else told.key_place(("tables", name))
            yield Problem("table-unknown", place, params)


def the_round(
    header: BatchHeader,
    wishes: Wishes,
    place: Place | None = None,
    *,
    told: ToldHeader | None = None,
    where: Text | None = None,
) -> Round | list[Problem]:
    """Return the round that a header describes, or why it describes none.

    `place` is where the period is told or should be; `where` says so in words.
    """
    if header.period is None:
        params: dict[str, str | Text] = {"where": where or ""}
        return [Problem("period-missing", place, params)]
    period = Period(header.period)
    on = header.on or (None if period.is_school_year else date(period.last_year, 12, 14))
    if on is None:
        return [Problem("day-missing", place, {"period": period.text})]
    return Round(
        period=period,
        occasion=header.occasion or "annual",
        on=on,
        stage=header.stage or "decided",
        packs=tuple(dict.fromkeys((*(header.packs or ()), *wishes.packs))),
        readings={**header.readings, **(wishes.readings or {})},
        parameters={**header.parameters, **(wishes.parameters or {})},
        places={} if told is None else dict(_places(header, wishes, told)),
    )


def _places(
    header: BatchHeader, wishes: Wishes, told: ToldHeader
) -> Iterator[tuple[tuple[str, str], Place]]:
    """Yield where each pack, reading and figure is chosen that nobody has wished otherwise."""
    written = told.at(("packs",))
    listed = [str(one).strip() for one in written] if isinstance(written, list) else []
    for name in header.packs or ():
        path: Path = ("packs", listed.index(name)) if name in listed else ("packs",)
        yield ("packs", name), told.place(path)
    for key, chosen, wished in (
        ("readings", header.readings, wishes.readings),
        ("parameters", header.parameters, wishes.parameters),
    ):
        for name in chosen.keys() - (wished or {}).keys():
            yield (key, name), told.key_place((key, name))
