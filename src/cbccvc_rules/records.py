"""`dataclass` as in the standard library, made sooner: it is what most classes here are.

Up to Python 3.12 the standard decorator compiles six functions a class, which for all the classes
of this library takes longer than judging a small round. Comparison, hash and representation need
no code of their own a class: here they are written once. What a class does is the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import dataclass
else:
    from dataclasses import dataclass as _standard
    from dataclasses import fields
    from operator import attrgetter
    from reprlib import recursive_repr

    def dataclass(cls=None, /, **how):  # noqa: ANN001, ANN003, ANN201
        """Return a class made a dataclass, or what makes it one."""
        return _made(cls, how) if cls is not None else lambda given: _made(given, how)

    def _made(cls, how):  # noqa: ANN001, ANN202
        if how.get("order"):
            return _standard(cls, **how)
        own = cls.__dict__
        made = _standard(cls, **how, repr=False, eq=False)
        names = [field.name for field in fields(made) if field.compare]
        made._compared = attrgetter(*names) if names else _nothing
        if "__repr__" not in own:
            made.__repr__ = _repr
        if "__eq__" not in own:
            made.__eq__ = _eq
            if "__hash__" not in own:
                made.__hash__ = _hash if how.get("frozen") else None
        return made

    def _nothing(_record):  # noqa: ANN001, ANN202
        return ()

    def _eq(self, other):  # noqa: ANN001, ANN202
        if other.__class__ is self.__class__:
            return self._compared(self) == self._compared(other)
        return NotImplemented

    def _hash(self):  # noqa: ANN001, ANN202
        return hash(self._compared(self))

    @recursive_repr()
    def _repr(self):  # noqa: ANN001, ANN202
        shown = (f"{one.name}={getattr(self, one.name)!r}" for one in fields(self) if one.repr)
        return f"{type(self).__qualname__}({', '.join(shown)})"


__all__ = ["dataclass"]
