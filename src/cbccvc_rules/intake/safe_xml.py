"""XML that may come from anybody: no entities, no DTD, one encoding; events alone, never a tree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol
from xml.parsers import expat

if TYPE_CHECKING:
    from collections.abc import Mapping

_ENCODINGS = frozenset({"utf-8", "utf8", "us-ascii", "ascii"})


class RefusedXmlError(ValueError):
    """The text is no XML, or tries what no spreadsheet needs."""


class DoctypeError(RefusedXmlError):
    """The text declares a document type, which may define entities without end."""


class Listener(Protocol):
    """Told of every element by its name as written; `local` takes the prefix off."""

    def start(self, name: str, told: Mapping[str, str]) -> None:
        """Take the start of an element with its attributes."""

    def end(self, name: str) -> None:
        """Take the end of an element."""

    def text(self, text: str) -> None:
        """Take a run of text."""


def listen(data: bytes, listener: Listener) -> None:
    """Tell a listener what stands in an XML text.

    Raises:
        RefusedXmlError: when it is not well-formed, or declares a document type or an encoding
            other than UTF-8.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = listener.start
    parser.EndElementHandler = listener.end
    parser.CharacterDataHandler = listener.text
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.XmlDeclHandler = _refuse_other_encodings
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, LookupError) as fault:
        raise RefusedXmlError(str(fault)) from None


def local(name: str) -> str:
    """Return a name without its prefix: `x:row` and `row` mean the same in these files."""
    return name.rpartition(":")[2]


def _refuse_doctype(*_: object) -> None:
    raise DoctypeError


def _refuse_other_encodings(_: str, encoding: str | None, __: int) -> None:
    # Another reader might take the same bytes for other text than this one does.
    if encoding is not None and encoding.lower() not in _ENCODINGS:
        message = f"the encoding {encoding}"
        raise RefusedXmlError(message)
