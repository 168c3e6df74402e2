"""No text makes the reader of pack files fail, and every character of a value has its place."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cbccvc_rules.marked import Data, read_marked

PIECES = ["a", "b: ", "- ", "? ", ": ", "&x ", "*x ", "!t ", "'", '"', "|", ">", "\n", "  ", "{"]
PIECES += ["}", "[", "]", ",", "#", "%", "@", "`", "---", "...", "\t", "\\", "~", "điểm", "<<: "]
YAML_LIKE = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


def texts_only(data: Data) -> bool:
    if isinstance(data, dict):
        return all(isinstance(key, str) and texts_only(value) for key, value in data.items())
    if isinstance(data, list):
        return all(texts_only(item) for item in data)
    return data is None or isinstance(data, str)


@given(st.text() | YAML_LIKE)
def test_any_text_gives_plain_data_or_a_fault_with_a_place(text: str) -> None:
    found = read_marked(text, "f.yaml")
    assert texts_only(found.data)
    for problem in found.problems:
        assert str(problem.place).startswith("f.yaml")
        assert problem.say("vi")
        assert problem.say("en")


WORD = st.text(st.characters(categories=["Ll", "Lu", "Nd"]), min_size=1, max_size=6)
LINES = st.lists(st.lists(WORD, min_size=1, max_size=4), min_size=1, max_size=4)


def written(lines: list[list[str]], style: str, indent: int) -> str:
    """A map whose key `is` has the words as its value, written in a style."""
    pad = " " * (indent + 1)
    rows = [" ".join(words) for words in lines]
    joined = f"\n{pad}".join(rows)
    match style:
        case "'" | '"':
            return f"before: x\nis: {style}{joined}{style}\nafter: y\n"
        case "plain":
            return f"before: x\nis:\n{pad}{joined}\nafter: y\n"
        case _:
            return f"before: x\nis: {style}\n{pad}{joined}\nafter: y\n"


@given(LINES, st.sampled_from(["plain", "'", '"', "|", ">-", ">"]), st.integers(0, 5))
def test_every_visible_character_of_a_value_is_found_in_the_file(
    lines: list[list[str]], style: str, indent: int
) -> None:
    text = written(lines, style, indent)
    found = read_marked(text, "f.yaml")
    value = found.at(("is",))
    if not isinstance(value, str):  # a single `null`
        return
    rows = text.split("\n")
    for offset, character in enumerate(value):
        if not character.isspace():
            place = found.place_inside(("is",), offset)
            assert rows[(place.row or 0) - 1][(place.column or 0) - 1] == character


@given(st.dictionaries(WORD, WORD | st.lists(WORD, max_size=3), max_size=5))
def test_every_value_stands_where_its_place_says(entries: dict[str, str | list[str]]) -> None:
    text = "".join(f"k{key}: {value}\n".replace("'", "") for key, value in entries.items())
    found = read_marked(text, "f.yaml")
    rows = text.split("\n")
    for key, value in entries.items():
        place = found.place((f"k{key}",))
        rest = rows[(place.row or 0) - 1][(place.column or 0) - 1 :]
        assert rest.startswith("[" if isinstance(value, list) else value)
