"""The container of a workbook: a zip, opened only within limits; what it is when it is none.

Everything is checked before anything is unpacked: what the directory claims, then what comes out.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING

from cbccvc_rules.records import dataclass
from cbccvc_rules.sources import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from cbccvc_rules.intake.base import TakenFile

MAX_UNPACKED_MEGABYTES = 100
MAX_RATIO = 200  # sheets of real lists shrink to a tenth, of blank styled cells to a fortieth
RATIO_FROM_BYTES = 1_000_000
MAX_DIRECTORY_BYTES = 1_000_000  # some ten thousand entries; a workbook has a few dozen

_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_FLAG = 0x1
_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,  # a way of packing that no spreadsheet uses
    RuntimeError,
    OSError,
    ValueError,
    IndexError,
    OverflowError,
)


class RefusedError(ValueError):
    """Why a workbook is not read: a code of the catalogue, what fills its text, and where."""

    def __init__(
        self,
        code: str,
        params: Mapping[str, str | Text] | None = None,
        *,
        sheet: str | None = None,
        row: int | None = None,
    ) -> None:
        """Keep everything."""
        super().__init__(code)
        self.code = code
        self.params: Mapping[str, str | Text] = params or {}
        self.sheet = sheet
        self.row = row

    def in_sheet(self, sheet: str) -> RefusedError:
        """Return it with the sheet that it belongs to."""
        return RefusedError(self.code, self.params, sheet=sheet, row=self.row)


@dataclass(frozen=True, slots=True)
class Package:
    """The entries of a zip by folded path; each is unpacked on demand."""

    archive: zipfile.ZipFile
    entries: Mapping[str, zipfile.ZipInfo]

    def has(self, path: str) -> bool:
        """Return whether there is an entry at a path, whatever the case."""
        return _key(path) in self.entries

    def read(self, path: str) -> bytes:
        """Unpack one entry.

        Raises:
            RefusedError: when it is not there, is damaged, or is not what its directory claims.
        """
        entry = self.entries.get(_key(path))
        if entry is None:
            raise RefusedError("workbook-broken")
        try:
            with self.archive.open(entry) as stream:
                return stream.read(max(entry.file_size, 1))  # never more, whatever comes out
        except _FAULTS:
            raise RefusedError("workbook-broken") from None

    def size(self, path: str) -> int:
        """Return how many bytes an entry is said to hold; 0 where it is not there."""
        entry = self.entries.get(_key(path))
        return 0 if entry is None else entry.file_size

    def pieces(self, path: str, size: int) -> Iterator[bytes]:
        """Unpack one entry piece by piece.

        Raises:
            RefusedError: when it is not there, is damaged, or is not what its directory claims.
        """
        entry = self.entries.get(_key(path))
        if entry is None:
            raise RefusedError("workbook-broken")
        left = entry.file_size
        try:
            with self.archive.open(entry) as stream:
                while left > 0 and (piece := stream.read(min(size, left))):
                    left -= len(piece)
                    yield piece
        except _FAULTS:
            raise RefusedError("workbook-broken") from None


def unpacked_bytes(path: Path) -> int:
    """Return how many bytes the entries of a zip are said to hold together; 0: it is none."""
    try:
        with zipfile.ZipFile(path) as archive:
            return sum(entry.file_size for entry in archive.infolist())
    except _FAULTS:
        return 0


def open_package(file: TakenFile, megabytes: int = MAX_UNPACKED_MEGABYTES) -> Package:
    """Open a file as the container of a workbook, of so many bytes unpacked at most.

    Raises:
        RefusedError: when it is something else, damaged, locked, or too large inside.
    """
    data = file.data
    if not data.startswith((_ZIP, _EMPTY_ZIP)):
        raise _something_else(data)
    if _directory_bytes(data) > MAX_DIRECTORY_BYTES:
        raise RefusedError("workbook-too-large", {"limit": f"{megabytes} MB"})
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _FAULTS:
        raise RefusedError("workbook-broken") from None
    entries: dict[str, zipfile.ZipInfo] = {}
    for entry in archive.infolist():
        if entries.setdefault(_key(entry.filename), entry) is not entry:
            raise RefusedError("workbook-broken")  # which of two is meant, no two readers agree
        _within_limits(entry)
    if sum(entry.file_size for entry in entries.values()) > megabytes * 1_000_000:
        raise RefusedError("workbook-too-large", {"limit": f"{megabytes} MB"})
    return Package(archive, entries)


def _key(path: str) -> str:
    return path.replace("\\", "/").lstrip("/").casefold()


def _within_limits(entry: zipfile.ZipInfo) -> None:
    if entry.flag_bits & _ENCRYPTED_FLAG:
        raise RefusedError("workbook-encrypted")
    if entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise RefusedError("workbook-broken")
    large = entry.file_size > RATIO_FROM_BYTES
    if large and entry.file_size > MAX_RATIO * max(entry.compress_size, 1):
        raise RefusedError("workbook-bomb")


_END = b"PK\x05\x06"
_END_BYTES = 22
_LONGEST_COMMENT = 65_535
_END_64_LOCATOR = b"PK\x06\x07"
_END_64_BYTES, _LOCATOR_BYTES = 56, 20


def _directory_bytes(data: bytes) -> int:
    """Return how long the directory of a zip claims to be: it is read whole on opening."""
    at = data.rfind(_END, max(0, len(data) - _END_BYTES - _LONGEST_COMMENT))
    if at < 0 or at + _END_BYTES > len(data):
        raise RefusedError("workbook-broken")
    locator = at - _LOCATOR_BYTES
    if locator >= _END_64_BYTES and data.startswith(_END_64_LOCATOR, locator):
        (size,) = struct.unpack_from("<Q", data, locator - _END_64_BYTES + 40)
        return int(size)
    (size,) = struct.unpack_from("<L", data, at + 12)
    return int(size)


_LEGACY = Text("Excel cũ (.xls)", "the old Excel format (.xls)")
_XML_2003 = Text("XML Spreadsheet 2003", "XML Spreadsheet 2003")
_PLAIN = Text("chữ thường như CSV", "plain text, such as CSV")


def _something_else(data: bytes) -> RefusedError:
    """Say what a file is that is no zip."""
    if data.startswith(_COMPOUND):
        if has_stream(data, "EncryptedPackage"):
            return RefusedError("workbook-encrypted")
        if has_stream(data, "Workbook") or has_stream(data, "Book"):
            return RefusedError("workbook-other-format", {"format": _LEGACY})
        return RefusedError("workbook-broken" if _directory_is_cut(data) else "workbook-not-one")
    if data.startswith(_UTF16_MARKS) and b"\t\0" in data[:4096] + b"\0":
        return RefusedError("workbook-other-format", {"format": _PLAIN})
    start = data[:4096].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if b"urn:schemas-microsoft-com:office:spreadsheet" in start:
        return RefusedError("workbook-other-format", {"format": _XML_2003})
    if start.startswith(b"<"):
        return RefusedError("workbook-html")
    if not start or any(byte in start for byte in b"\0\1\2\3\4\5\6"):
        return RefusedError("workbook-not-one")
    return RefusedError("workbook-other-format", {"format": _PLAIN})


_SECTOR_SHIFT, _FIRST_SECTOR = 0x1E, 0x30


def _directory_is_cut(data: bytes) -> bool:
    """Return whether the directory of a compound file would stand behind its end."""
    try:
        (shift,) = struct.unpack_from("<H", data, _SECTOR_SHIFT)
        (first,) = struct.unpack_from("<L", data, _FIRST_SECTOR)
    except struct.error:
        return True
    return shift in {9, 12} and (first + 1) << shift >= len(data)


_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def has_stream(data: bytes, name: str) -> bool:
    """Return whether a compound file has a stream: its directory writes the name in UTF-16."""
    return name.encode("utf-16-le") + b"\0\0" in data
