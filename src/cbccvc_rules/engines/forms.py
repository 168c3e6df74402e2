"""What the nodes of rules say of themselves, kept with a round: it asks for each many times."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cbccvc_rules.lang.nodes import Field, Literal, Parameter, Reading
from cbccvc_rules.lang.outline import key_of, scale_of
from cbccvc_rules.lang.show import show

if TYPE_CHECKING:
    from cbccvc_rules.lang.nodes import Node

# Only a leaf shows its own text: what a compound says, its parts say.
LEAVES = (Field, Parameter, Reading, Literal)


class Form(NamedTuple):
    """The operator of a node, the codes that it ranks by, and the text of a leaf."""

    node: Node  # as long as it is kept, no other has its number
    key: str
    scale: str
    text: str


class Forms:
    """The forms of nodes, and the texts of whole conditions."""

    def __init__(self) -> None:
        """Know none yet."""
        self._forms: dict[int, Form] = {}
        self._texts: dict[int, tuple[Node, str]] = {}

    def of(self, node: Node) -> Form:
        """Return the form of a node."""
        known = self._forms.get(id(node))
        if known is None:
            text = show(node) if isinstance(node, LEAVES) else ""
            known = self._forms[id(node)] = Form(node, key_of(node), scale_of(node), text)
        return known

    def text(self, node: Node) -> str:
        """Return the text of a whole condition."""
        known = self._texts.get(id(node))
        if known is None:
            known = self._texts[id(node)] = (node, show(node))
        return known[1]
