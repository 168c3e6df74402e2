"""`dataclass` as in the standard library, made sooner: it is what most classes here are.

Up to Python 3.12 the standard decorator compiles six functions a class, which for all the classes
of this library takes longer than judging a small round. Only `__init__` needs code of its own; the
others are written once here. What a class does is the same, and type checkers see the standard one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import dataclass
else:
    from dataclasses import MISSING, FrozenInstanceError, fields
    from dataclasses import dataclass as _standard
    from operator import attrgetter
    from reprlib import recursive_repr
    from types import MemberDescriptorType

    def dataclass(cls=None, /, **how):  # noqa: ANN001, ANN003, ANN201
        """Return a class made a dataclass, or what makes it one."""
        return _made(cls, **how) if cls is not None else lambda given: _made(given, **how)

    def _made(cls, *, frozen=False, slots=False, order=False):  # noqa: ANN001, ANN202
        if order:
            return _standard(cls, frozen=frozen, slots=slots, order=order)
        own = cls.__dict__
        made = _standard(cls, init=not frozen, repr=False, eq=False, slots=slots)
        names = [field.name for field in fields(made) if field.compare]
        made.__record_fields__ = tuple(field.name for field in fields(made))
        made.__record_compared__ = attrgetter(*names) if names else _nothing
        given = {"__repr__": _repr}
        if "__eq__" not in own:
            given |= {"__eq__": _eq, "__hash__": _hash if frozen else None}
        if frozen:
            given |= {"__init__": _init(made), "__setattr__": _refuse, "__delattr__": _refuse}
            given |= {"__getstate__": _state, "__setstate__": _restore}
        for name, method in given.items():
            if name not in own:
                setattr(made, name, method)
        return made

    def _init(made):  # noqa: ANN001, ANN202
        """Compile what sets every field of a record that refuses to be changed."""
        known = {"_set": object.__setattr__, "_none": MISSING}
        slots = {field.name: getattr(made, field.name, None) for field in fields(made)}
        taken, lines = ["self"], []
        for field in fields(made):
            name = value = field.name
            if field.default_factory is not MISSING:
                known[f"_make_{name}"] = field.default_factory
                value = f"_make_{name}()"
                if field.init:
                    taken.append(f"{name}=_none")
                    value = f"{value} if {name} is _none else {name}"
            elif field.default is not MISSING:
                known[f"_default_{name}"] = field.default
                value = name if field.init else f"_default_{name}"
                taken += [f"{name}=_default_{name}"] if field.init else []
            elif field.init:
                taken.append(name)
            else:
                continue  # set by `__post_init__`
            if isinstance(slots[name], MemberDescriptorType):  # this way it takes less time
                known[f"_set_{name}"] = slots[name].__set__
                lines.append(f" _set_{name}(self, {value})")
            else:
                lines.append(f" _set(self, {name!r}, {value})")
        lines += [" self.__post_init__()"] if hasattr(made, "__post_init__") else []
        exec(f"def __init__({', '.join(taken)}):\n" + ("\n".join(lines) or " pass"), known)
        return known["__init__"]

    def _nothing(_record):  # noqa: ANN001, ANN202
        return ()

    def _eq(self, other):  # noqa: ANN001, ANN202
        if other.__class__ is self.__class__:
            return self.__record_compared__(self) == self.__record_compared__(other)
        return NotImplemented

    def _hash(self):  # noqa: ANN001, ANN202
        return hash(self.__record_compared__(self))

    @recursive_repr()
    def _repr(self):  # noqa: ANN001, ANN202
        shown = (f"{one.name}={getattr(self, one.name)!r}" for one in fields(self) if one.repr)
        return f"{type(self).__qualname__}({', '.join(shown)})"

    def _refuse(self, name, *_value):  # noqa: ANN001, ANN002, ANN202
        message = f"{type(self).__qualname__} is never changed: {name}"
        raise FrozenInstanceError(message)

    def _state(self):  # noqa: ANN001, ANN202
        return [getattr(self, name) for name in self.__record_fields__]

    def _restore(self, state):  # noqa: ANN001, ANN202
        change = object.__setattr__
        for name, value in zip(self.__record_fields__, state, strict=True):
            change(self, name, value)


__all__ = ["dataclass"]
