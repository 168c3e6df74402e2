"""Files of every kind, damaged at random in ways that keep some of their sense, and read.

Run as a program, `python -m unit.intake.hostile COUNT SEED`, this damages and reads so many files
within tight limits: the memory of the process, and the processor's time of each file. It prints
what went wrong, and ends with what the files came to.
"""

from __future__ import annotations

import io
import random
import re
import resource
import signal
import sys
import zipfile
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from cbccvc_rules import check
from cbccvc_rules.errors import BatchError
from cbccvc_rules.intake.read import read_batch
from cbccvc_rules.model.scale import packaged_labels
from unit.intake.shapes.carriers import CARRIERS, carries

if TYPE_CHECKING:
    from collections.abc import Iterator

    from properties.lists import Told

ASKED = 3_000_000_000  # bytes that the process may ask for: Arrow asks for far more than it uses
USED = 700_000_000  # bytes of which it may use at once, its own modules included
SECONDS = 20  # of the processor, for one file
JUDGED = 0.1  # the share of the files read that is judged as well
_TOKENS = (
    *(b"<", b">", b'"', b"&", b"]]>", b"<!DOCTYPE a [", b"<![CDATA[", b"</row>", b"</table>"),
    *(b"\0", b"\r", b"\n", b"\t", b";", b",", b'"\n', b'=""', b"\xff\xfe", b"\xef\xbb\xbf"),
    *(b"99999999", b"-1", b"1e999", b"#N/A", b"1048576", b"XFD1048576", b"x", b"I", b"A"),
    *("Tổng cộng".encode(), "NGƯỜI LẬP BIỂU".encode(), "Họ và tên".encode(), "Năm 2023".encode()),
    *(b'rowspan="9999"', b'colspan="9999"', b"<td>" * 600, b"<table>" * 50, b"<tr>" * 2_000),
    *(b'table:number-rows-repeated="1048576"', b'table:number-columns-repeated="16384"'),
    *(b' t="s"', b' t="str"', b' t="e"', b' hidden="1"', b"<f>A1</f>", b"<v/>", b' s="9"'),
    *(b"_x000D_", b"&#10;", b"&lol;", "\ufffe".encode(), b"\xed\xa0\x80", b"a" * 40_000),
)
_NUMBER = re.compile(rb"[0-9]+")
_ELEMENT = re.compile(rb"<[^<>]{1,200}>")


def damaged(data: bytes, dice: random.Random) -> bytes:
    """Change a few places of a file: bytes, tokens, numbers, pieces that go, come twice or move."""
    for _ in range(dice.choice((1, 1, 1, 2, 3, 8))):
        at = dice.randrange(len(data) + 1)
        length = dice.choice((1, 1, 4, 30, 400, 5_000))
        piece = data[at : at + length]
        match dice.randrange(9):
            case 0:
                data = data[:at] + dice.randbytes(min(length, 30)) + data[at + len(piece) :]
            case 1:
                data = data[:at] + data[at + len(piece) :]
            case 2:
                data = data[:at] + piece * dice.choice((2, 3, 50)) + data[at + len(piece) :]
            case 3:
                to = dice.randrange(len(data) + 1)
                data = data[:to] + piece + data[to:]
            case 4:
                data = data[:at]
            case 5 | 6:
                data = data[:at] + dice.choice(_TOKENS) + data[at:]
            case _:
                data = _changed(data, dice)
    return data


def _changed(data: bytes, dice: random.Random) -> bytes:
    """Change a number, or let an element go or come many times."""
    is_number = dice.random() < 0.5
    found = list((_NUMBER if is_number else _ELEMENT).finditer(data))
    if not found:
        return data
    one = dice.choice(found)
    if is_number:
        new = dice.choice((b"0", b"-1", b"16384", b"1048577", b"4294967295", b"9" * 30, b"2023"))
    else:
        new = dice.choice((b"", one[0] * 2, one[0] * 3_000))
    return data[: one.start()] + new + data[one.end() :]


def damaged_inside(data: bytes, dice: random.Random) -> bytes:
    """Change parts of a zip and pack them anew, so that their sums are right."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for _ in range(dice.choice((1, 1, 2))):
        name, other = dice.choice(sorted(parts)), dice.choice(sorted(parts))
        match dice.randrange(12):
            case 0:
                parts.pop(name) if len(parts) > 1 else None
            case 1:
                parts[name] = parts[other]
            case _:
                parts[name] = damaged(parts[name], dice)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return file.getvalue()


def files(shapes: list[Told], dice: random.Random) -> Iterator[tuple[Told, str, str, bytes]]:
    """Yield files without end: what was told in each, how it was carried, its ending, its bytes."""
    while True:
        told, carrier = dice.choice(shapes), dice.choice(sorted(CARRIERS))
        if not carries(carrier, told.sheets[0]):
            continue
        ending, data = CARRIERS[carrier](*told.sheets)
        inside = data.startswith(b"PK") and dice.random() < 0.8
        yield told, carrier, ending, (damaged_inside if inside else damaged)(data, dice)


def outcome(path: Path, told: Told, dice: random.Random) -> str:
    """Read a file, and now and then judge it; return what it came to."""
    try:
        batch = read_batch(
            path, packaged_labels(), period="2024", stage=told.stage, chosen=told.answers
        )
    except BatchError as error:
        problems = error.problems
        assert any(one.severity == "error" for one in problems), "refused without an error"
        assert all(one.say("vi") and one.say("en") for one in problems)
        return "refused"
    assert all(one.say("vi") and one.say("en") for one in batch.problems)
    rows = sum(len(batch.tables.get(table, ())) for table in ("staff", "counts"))
    assert rows or any(one.severity == "error" for one in batch.problems), "nobody, and no error"
    if dice.random() < JUDGED:
        try:
            check(batch)
        except BatchError as error:  # such as a list without the grades that are to be judged
            assert any(one.severity == "error" for one in error.problems)
            return "refused"
    return "read as before" if rows == len(told.expected) else "read, other rows"


def _too_long(*_: object) -> None:
    raise TimeoutError


def most_used() -> int:
    """Return the most bytes that this program has used at once.

    The kernel's `ru_maxrss` counts what the process was before it became this program, which is
    all of the process that started it.
    """
    told = Path("/proc/self/status").read_text(encoding="ascii")
    return int(told.partition("VmHWM:")[2].split()[0]) * 1024


def main(count: int, seed: int, shapes: list[Told]) -> int:
    """Damage and read so many files; return how many went wrong."""
    resource.setrlimit(resource.RLIMIT_DATA, (ASKED, ASKED))
    signal.signal(signal.SIGPROF, _too_long)
    dice = random.Random(seed)
    came_to: Counter[str] = Counter()
    with TemporaryDirectory() as folder:
        made = files(shapes, dice)
        for at in range(count):
            told, carrier, ending, data = next(made)
            path = Path(folder) / f"danh-sach{ending}"
            path.write_bytes(data)
            signal.setitimer(signal.ITIMER_PROF, SECONDS)
            try:
                came_to[outcome(path, told, dice)] += 1
            except Exception as fault:
                came_to["wrong"] += 1
                sys.stdout.write(f"{seed} {at} {carrier}: {type(fault).__name__} {fault}\n")
                kept = Path(sys.argv[3]) / f"{seed}-{at}{ending}" if len(sys.argv) > 3 else None
                if kept is not None:
                    kept.write_bytes(data)
            signal.setitimer(signal.ITIMER_PROF, 0)
    used = most_used()
    sys.stdout.write(f"{dict(came_to)}, {used // 1_000_000} MB\n")
    return came_to["wrong"] + (used > USED)


if __name__ == "__main__":
    from unit.intake.shapes.test_saved_by_libreoffice import SHAPES

    sys.exit(1 if main(int(sys.argv[1]), int(sys.argv[2]), list(SHAPES.values())) else 0)
