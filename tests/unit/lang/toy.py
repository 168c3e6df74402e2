"""A vocabulary of books on shelves: the language knows nothing of staff, so its tests do not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from cbccvc_rules.lang.check import check
from cbccvc_rules.lang.nodes import Anchor, Compare, Field, Literal
from cbccvc_rules.lang.scope import Definition, Scope
from cbccvc_rules.lang.types import Coded, Record, Relation, Scalar, Type, Vocabulary
from cbccvc_rules.sources import Citation, Text

if TYPE_CHECKING:
    from cbccvc_rules.lang.nodes import Node
    from cbccvc_rules.lang.syntax import Fault

COLOUR = Coded("colour", ("red", "green", "blue"))
WORTH = Coded("worth", ("low", "fair", "high"), ordered=True, states=("unpriced",))
RECKONED = Coded("reckoned", ("by_page", "by_book"))
COUNTED = Coded("counted", ("once", "twice", "never"))
TRUTH, NUMBER, DATE, TEXT = Scalar.TRUTH, Scalar.NUMBER, Scalar.DATE, Scalar.TEXT

VOCABULARY = Vocabulary(
    {
        "book": Record(
            "book",
            {
                "pages": NUMBER,
                "price": NUMBER,
                "lent": TRUTH,
                "torn": TRUTH,
                "due": DATE,
                "title": TEXT,
                "tags": Scalar.LIST,
                "colour": COLOUR,
                "worth": WORTH,
            },
            {"shelf": Relation("shelf", many=False), "loans": Relation("loan", many=True)},
        ),
        "shelf": Record(
            "shelf",
            {"width": NUMBER, "dusty": TRUTH, "paint": COLOUR, "worth": WORTH},
            {"above": Relation("shelf", many=False), "books": Relation("book", many=True)},
        ),
        "loan": Record(
            "loan",
            {"days": NUMBER, "late": TRUTH, "began": DATE},
            {"book": Relation("book", many=False)},
        ),
        "batch": Record("batch", {"on": DATE}, {}),
    }
)

SAYS_OLD = Text("sách đã cũ", "the book is old")
CITES_OLD = (Citation("1/2000/LIB", Text("Nội quy", "House rules"), article=1),)


def a_field(record: str, name: str) -> Field:
    """A column of the row at hand."""
    return Field(Anchor("this", record), name, VOCABULARY[record].columns[name])


OLD = Definition(
    "old",
    "book",
    Compare("<", a_field("book", "due"), Literal(date(2000, 1, 1), DATE), DATE),
    SAYS_OLD,
    CITES_OLD,
)
LONG_LET = Literal(300, NUMBER)

BOOK = Scope(
    vocabulary=VOCABULARY,
    this="book",
    subject="book",
    parameters={"most_pages": NUMBER, "least_worth": WORTH},
    readings={"reckoned": RECKONED, "counted": COUNTED},
    definitions={("book", "old"): OLD},
    lets={"long": LONG_LET},
)
MEASURE = replace(BOOK, measures=True)
SHELF = replace(BOOK, this="shelf", subject="shelf", lets={})
IN_DEFINITION = replace(BOOK, subject=None, lets={})


def node(text: str, scope: Scope = BOOK, expected: Type | None = None) -> Node:
    """The tree of an expression without faults."""
    found, faults = check(text, scope, expected)
    assert faults == []
    assert found is not None
    return found


def faults(text: str, scope: Scope = BOOK, expected: Type | None = None) -> list[Fault]:
    """The faults of an expression that must not give a tree."""
    found, faults = check(text, scope, expected)
    assert found is None
    return faults


def fault(text: str, scope: Scope = BOOK, expected: Type | None = None) -> tuple[str, int]:
    """The code and the offset of the one fault of an expression."""
    (only,) = faults(text, scope, expected)
    return only.code, only.offset


def under(text: str, word: str) -> int:
    """The offset of a word that stands once in a text."""
    assert text.count(word) == 1
    return text.index(word)
