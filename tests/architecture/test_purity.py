"""The same data give the same findings everywhere.

No floats, clock, chance, locale, environment or network.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from architecture.source import Source, snippet, sources

if TYPE_CHECKING:
    from collections.abc import Iterator

PURE = frozenset({"urllib.parse"})  # text alone, though its neighbours open connections
MODULES = {
    "time": "clock",
    "random": "chance",
    "secrets": "chance",
    "uuid": "chance",
    "locale": "locale",
    "platform": "environment",
    "getpass": "environment",
    "socket": "network",
    "ssl": "network",
    "http": "network",
    "urllib": "network",
    "requests": "network",
    "httpx": "network",
    "subprocess": "environment",
    "multiprocessing": "environment",
}
ATTRIBUTES = {
    "now": "clock",
    "utcnow": "clock",
    "today": "clock",
    "urandom": "chance",
    "environ": "environment",
    "environb": "environment",
    "getenv": "environment",
    "getlocale": "locale",
    "setlocale": "locale",
    "expanduser": "environment",
    "home": "environment",
}
TEXT_METHODS = {"read_text", "write_text"}
BINARY = {"rb", "wb", "ab", "xb", "rb+", "wb+"}

ALLOWED = {
    ("exact.py", "float"): "the one place where numbers of other kinds are made exact",
    ("errors/suggest.py", "float"): "closeness of two spellings, only to suggest a name",
}
"""(file, kind of impurity) -> why it is needed there."""


def _modules(node: ast.AST) -> list[str]:
    match node:
        case ast.Import():
            return [alias.name for alias in node.names]
        case ast.ImportFrom(module=str(module)):
            return [module, *(f"{module}.{alias.name}" for alias in node.names)]
        case _:
            return []


def _reads_text_by_locale(call: ast.Call) -> bool:
    """Tell whether a file is opened as text in whatever encoding the machine prefers."""
    told = any(keyword.arg == "encoding" for keyword in call.keywords)
    match call.func:
        case ast.Name(id="open"):
            modes = [*call.args[1:2], *(k.value for k in call.keywords if k.arg == "mode")]
            binary = any(isinstance(m, ast.Constant) and m.value in BINARY for m in modes)
            return not told and not binary
        case ast.Attribute(attr=name) if name in TEXT_METHODS:
            positional = 0 if name == "read_text" else 1
            return not told and len(call.args) <= positional
        case _:
            return False


def impurities(source: Source) -> Iterator[tuple[str, str]]:
    """Yield the kind of each impurity, and where it is."""
    for node in ast.walk(source.tree):
        for module in _modules(node):
            top, _, last = module.partition(".")
            if module in PURE or module.startswith(tuple(f"{one}." for one in PURE)):
                continue
            if kind := MODULES.get(top) or (ATTRIBUTES.get(last) if top == "os" else None):
                yield kind, source.at(node, f"import of {module}")
        match node:
            case ast.Constant(value=float() | complex() as value):
                yield "float", source.at(node, f"{value}")
            case ast.Name(id="float" | "Decimal"):
                yield "float", source.at(node, node.id)
            case ast.Attribute(attr=name) if name in ATTRIBUTES:
                yield ATTRIBUTES[name], source.at(node, ast.unparse(node))
            case ast.Call() if _reads_text_by_locale(node):
                yield "locale", source.at(node, f"{ast.unparse(node.func)} without encoding")


def kinds(text: str) -> set[str]:
    return {kind for kind, _ in impurities(snippet(text))}


def test_nothing_depends_on_where_or_when_it_runs() -> None:
    found = [
        f"{where} ({kind})"
        for source in sources()
        for kind, where in impurities(source)
        if (source.path, kind) not in ALLOWED
    ]
    assert found == []


def test_every_exception_is_needed_and_gives_its_reason() -> None:
    needed = {(source.path, kind) for source in sources() for kind, _ in impurities(source)}
    assert set(ALLOWED) - needed == set()
    assert all(ALLOWED.values())


def test_floats_are_caught() -> None:
    assert kinds("share = 0.2") == {"float"}
    assert kinds("share = float(text)") == {"float"}
    assert kinds("x = 1e3") == {"float"}
    assert kinds("x = Fraction(1, 5)") == set()


def test_the_clock_is_caught() -> None:
    for text in ("import time", "from time import sleep", "date.today()", "dt.datetime.now(UTC)"):
        assert kinds(text) == {"clock"}, text


def test_chance_is_caught() -> None:
    for text in ("import random", "from uuid import uuid4", "os.urandom(8)"):
        assert kinds(text) == {"chance"}, text


def test_the_environment_is_caught() -> None:
    for text in ("os.environ['LANG']", "from os import getenv", "Path.home()", "import platform"):
        assert kinds(text) == {"environment"}, text


def test_the_network_is_caught() -> None:
    for text in ("import socket", "from urllib.request import urlopen", "import http.client"):
        assert kinds(text) == {"network"}, text


def test_the_locale_is_caught() -> None:
    bad = ("import locale", "open(p)", "open(p, 'w')", "p.read_text()", "p.write_text(text)")
    for text in bad:
        assert kinds(text) == {"locale"}, text


def test_files_with_a_named_encoding_or_bytes_are_let_be() -> None:
    good = ("open(p, 'rb')", "open(p, encoding='utf-8')", "p.read_text('utf-8')", "p.read_bytes()")
    for text in good:
        assert kinds(text) == set(), text
