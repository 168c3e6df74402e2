"""Re-check a JSON report of `cbccvc check` against CSV data, without the engine that made it.

The standard library alone, nothing of `cbccvc_rules`. Values are worked out again from their parts,
facts are looked up in their cells, verdicts follow from the parts of rules, excellent ratings are
counted again, a digest holds the rest. Exit codes: 0 all holds, 1 not, 2 cannot be read.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from fractions import Fraction
from hashlib import sha256
from math import lcm
from pathlib import Path
from typing import Any

Json = Any
Step = dict[str, Json]
SIGNS = {"equal": "=", "unequal": "!=", "less": "<", "at-most": "<=", "more": ">", "at-least": ">="}
DENIALS = {"không", "không có", "chưa", "chưa có", "no", "none", "false"}
TRUTHS = dict.fromkeys(["true", "có", "yes", "1", "x"], True)
TRUTHS |= dict.fromkeys(["false", "không", "no", "0"], False)
NOT = {True: False, False: True, None: None}  # what is open stays open
TABLES = {"unit": "units", "discipline": "disciplines", "scorecard": "scorecards"}
RATED = {"decided": "rating", "proposed": "proposed_rating", "self": "self_rating"}
SHARES = {"excellent-share": "CB VC CC", "civil-servant-excellent-share": "CC"}
SHARES |= {"public-employee-excellent-share": "VC"}
PACKS = {"CC": "decree-335-2025", "VC": "decree-233-2026"}
SLACK = {"half_up": (Fraction(1, 2), Fraction(0)), "at_least_one": (Fraction(0), Fraction(1))}
GRADES = ["HTXSNV", "HTTNV", "HTNV", "KHTNV", "not_rated"]
UNREADABLE = (ArithmeticError, AttributeError, LookupError, OSError, RuntimeError, TypeError)


def digest(report: dict[str, Json]) -> str:
    """Return the digest of a report: all but the findings and the digest, then each finding."""
    encoder = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    head = {key: value for key, value in report.items() if key not in {"findings", "sha256"}}
    texts = [encoder.encode(one) for one in (head, *report["findings"])]
    return sha256("\n".join(texts).encode("utf-8", "surrogatepass")).hexdigest()


def number(value: Json) -> Fraction | None:
    """Return an exact number of a report, None for anything else."""
    is_text = isinstance(value, str) and re.fullmatch(r"-?\d+/\d+", value)
    return Fraction(value) if type(value) is int or is_text else None


def _told(exact: Fraction) -> Json:
    return int(exact) if exact.denominator == 1 else str(exact)


def before(left: Json, right: Json, codes: list[str]) -> bool | None:
    """Return whether one value comes before another; None where that is open."""
    if left in codes and right in codes:
        return codes.index(left) < codes.index(right)
    if isinstance(left, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", left):
        return left < right if isinstance(right, str) else None
    ends = [(x["least"], x["most"]) if isinstance(x, dict) else (x, x) for x in (left, right)]
    low, high, least, most = (number(end) for pair in ends for end in pair)
    if low is None or least is None:
        return None
    surely = high is not None and high < least
    return surely or (False if most is not None and low >= most else None)


def same(left: Json, right: Json) -> bool | None:
    """Return whether two values are one; None where it is open."""
    if left is None or right is None:
        return None
    if isinstance(left, dict) or isinstance(right, dict):
        return False if before(left, right, []) or before(right, left, []) else None
    return bool(left == right)


def _both(values: list[Json]) -> bool | None:
    return False if False in values else None if None in values else True


def worked_out(step: Step, *, totals: bool) -> Json:
    """Return the value that a step must have; `...` where its parts alone do not tell."""
    op, parts, name = step["op"], step.get("parts", []), step.get("name", "")
    values, codes = [part["value"] for part in parts], name.split(", ")
    exact = [number(value) for value in values]
    match op:
        case "when" | "unless" | "require" | "let" | "definition" | "exception" | "row":
            return values[-1]
        case "and" | "or":
            return _both(values) if op == "and" else NOT[_both([NOT[value] for value in values])]
        case "not":
            return NOT[values[0]]
        case "equal" | "unequal":
            return same(*values) if op == "equal" else NOT[same(*values)]
        case "less" | "at-least" | "more" | "at-most":
            one, two = values if op in {"less", "at-least"} else values[::-1]
            found = before(one, two, codes)
            return found if op in {"less", "more"} else NOT[found]
        case "in":
            return None if values[0] is None else values[0] in codes
        case "add" | "subtract" | "multiply" | "divide" if None not in exact:
            a, b = (x or Fraction(0) for x in exact)
            made = {"add": a + b, "subtract": a - b, "multiply": a * b, "divide": b and a / b}
            return _told(made[op]) if b or op != "divide" else None
        case "add" | "subtract" | "multiply" | "divide":
            return ... if any(isinstance(value, dict) for value in values) else None
        case "choose":
            return values[1] if values[0] is not None or values[1] == values[2] else None
        case "given" | "recorded":
            return True if values[0] is not None else None if step["value"] is None else False
        case "count" | "any" | "none" | "sum":
            return over_rows(step, totals=totals)
        case "field":
            return step["fact"]["value"] if "fact" in step else ...
        case "literal":
            return literal(step["text"])
        case "in-year" | "in-next-year":
            return values[0] and f"{int(values[0][:4]) + (op == 'in-next-year'):04}-{name}"
        case _:
            return ... if op in {"parameter", "reading", "path", "where", "floor", "ceil"} else [op]


def over_rows(step: Step, *, totals: bool) -> Json:
    """Return what a count or a sum must be; `...` where a row stands for many, or is open."""
    op, parts, taken = step["op"], step.get("parts", []), step.get("rows", [])
    rows = [part for part in parts if part["op"] == "row"]
    untold = any(part["op"] == "field" and "fact" in part for part in parts)
    if op == "sum":
        figures = {row["name"]: number(row["value"]) for row in rows if row["value"] is not True}
        if not untold and None not in figures.values() and set(taken) == set(figures):
            return _told(sum((x or Fraction(0) for x in figures.values()), Fraction(0)))
        return None if set(taken) <= set(figures) else ("the sum of", taken)
    if rows and taken != [row["name"] for row in rows if row["value"] is True]:
        return ("the number of", taken)
    is_open = untold or any(row["value"] is None for row in rows)
    if op == "count":
        return ... if is_open or totals else len(taken)
    exists = True if taken else None if is_open else False
    return exists if op == "any" else NOT[exists]


def literal(text: str) -> Json:
    """Return what a pack writes down: a word, a number, a share, a day."""
    if text in {"unknown", "true", "false"}:
        return {"unknown": None, "true": True, "false": False}[text]
    if re.fullmatch(r"-?\d+(?:\.\d+)?%?|-?\d+/\d+", text):
        return _told(Fraction(text.rstrip("%")) / (100 if text.endswith("%") else 1))
    return text.strip("'\"")


def _steps_of(step: Step) -> list[Step]:  # without the outline of a condition asked of rows
    below = [part for part in step.get("parts", []) if part["op"] not in {"where", "path"}]
    return [step, *(found for part in below for found in _steps_of(part))]


def verdict_of(trace: list[Step]) -> tuple[str, list[str]]:
    """Return the verdict that the parts of a rule make, and the conditions that fail."""
    parts = {op: [x["value"] for x in trace if x["op"] == op] for op in ("when", "unless")}
    required = [step for step in trace if step["op"] == "require"]
    applies = _both([*parts["when"], *(NOT[value] for value in parts["unless"])])
    met = _both([step["value"] for step in required])
    failed = [one["name"] for one in required if one["value"] is False and "name" in one]
    if applies is False or met:
        return "kept" if met and applies is not False else "not_applicable", failed
    return ("broken" if met is False and applies else "unknown"), failed


def _clean(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


class Data:
    """The CSV files that a report was made from, where the report says that its columns stand."""

    def __init__(self, folder: Path, report: dict[str, Json]) -> None:
        self.faults, self.aside = list[str](), list[str]()
        self.grids: dict[str, list[list[str]]] = {}
        self.columns, self.labels = dict[tuple[str, str], int](), dict[tuple[str, str], Json]()
        self.tables: dict[str, str] = {}
        for name, hashed in ((one["path"], one["sha256"]) for one in report["batch"]["sources"]):
            path = folder / name if folder.is_dir() else folder
            if sha256(data := path.read_bytes()).hexdigest() != hashed:
                self.faults.append(f"data: {name}: not the file that was checked")
            if path.suffix.lower() == ".csv":
                wide = data[:2] in {b"\xff\xfe", b"\xfe\xff"}
                text = data.decode("utf-16" if wide else "utf-8-sig")
                cut = max(";,\t|", key=text.partition("\n")[0].count)
                self.grids[name] = [*csv.reader(io.StringIO(text, newline=""), delimiter=cut)]
            elif path.name != "batch.yaml":
                self.aside.append(f"{name}: no CSV file; its cells are not looked up")
        for one in report["mappings"]:
            headings = self.grids.get(one["source"], [[]])[0]
            self.tables[one["table"]] = one["source"]
            for label in one["labels"]:
                self.labels[label["column"], _clean(label["label"]).casefold()] = label["value"]
            for pair in one["columns"]:
                heads = [_clean(head) == _clean(pair["heading"]) for head in headings]
                if heads.count(True) == 1:
                    self.columns[one["table"], pair["column"]] = heads.index(True) + 1
                elif one["source"] in self.grids:
                    self.faults.append(f"data: {one['source']}: no one column “{pair['heading']}”")
        joined = sorted(self.grids.keys() - self.tables.values())
        self.aside += [f"{one}: joined, not looked up" for one in joined if self.grids.pop(one)]

    def row(self, table: str, number: int) -> dict[str, str]:
        """Return a row by column."""
        cells = dict(enumerate(self.grids[self.tables[table]][number - 1], 1))
        at = {column: i for (one, column), i in self.columns.items() if one == table}
        return {column: _clean(cells.get(i, "")) for column, i in at.items()}

    def rows(self, table: str) -> list[dict[str, str]]:
        """Return all rows of a table that are not empty."""
        height = len(self.grids.get(self.tables.get(table, ""), []))
        return [row for at in range(2, height + 1) if any((row := self.row(table, at)).values())]

    def read(self, column: str, row: dict[str, str]) -> list[Json]:
        """Return what a cell may have been taken for; an empty one what it is agreed to mean."""
        text = row.get(column, "")
        folded = text.casefold()
        if not text and column in {"role", "body"}:
            top = not row.get("parent_id") or bool(row.get("kind"))
            return ["staff" if column == "role" else top]
        if not text and column == "leads":
            return [[row.get("unit_id")] if "head" in self.read("role", row) else []]
        found: list[Json] = [text, [one.strip() for one in text.split(";")]]
        found += [self.labels[column, folded]] if (column, folded) in self.labels else []
        found += [TRUTHS[folded]] if folded in TRUTHS else []
        if day := re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", text):
            found.append(f"{day[3]}-{int(day[2]):02}-{int(day[1]):02}")
        plain = re.sub(r"(?<=\d)\.(?=\d{3}(?!\d))", "", text).replace(",", ".")
        if re.fullmatch(r"-?\d+(?:\.\d+)?%?", plain):
            found.append(_told(Fraction(plain.rstrip("%")) / (100 if plain[-1] == "%" else 1)))
        return found


def check_fact(fact: Step, data: Data, report: dict[str, Json]) -> str | None:
    """Return what is wrong with a fact of a certificate, None where its cell says so."""
    place, value, column = fact["place"], fact["value"], str(fact["column"])
    table = str(TABLES.get(fact["record"], fact["record"]))
    if fact["record"] == "batch":
        return None if value == report["batch"].get(column, value) else "not what the round says"
    if place is None or place["source"] not in data.grids or table == "counts":
        return None
    stands = (place["source"], place["column"])
    if (data.tables.get(table), data.columns.get((table, column))) != stands:
        return "the place is none of this column"
    text = (row := data.row(table, place["row"]))[column]
    own = row.get("unit_id" if table == "units" else "staff_id") or row.get("unit_id")
    if fact["id"] not in {own, f"{own}#{place['row']}", f"{own}@{row.get('period')}"}:
        return f"the row is of {own}"
    if "typed" in fact and _clean(fact["typed"]) != text:
        return f"the cell says “{text}”"
    if value is None:
        unread = any(one["place"] == place for one in report["problems"])
        denied = text.casefold() in DENIALS or None in data.read(column, row)
        # Who decided is looked for among the ids: what is none of them is not known.
        said = text and not (unread or denied or column == "decided_by")
        return f"the cell says “{text}”" if said else None
    found = (type(value), value) in [(type(one), one) for one in data.read(column, row)]
    return None if found else f"the cell says “{text}”"


def check_step(step: Step, data: Data, report: dict[str, Json]) -> list[str]:
    """Return what is wrong with one step of a certificate."""
    name, value = step.get("name", ""), step["value"]
    must = worked_out(step, totals=any(x["table"] == "counts" for x in report["mappings"]))
    other = must is not ... and (must != value or type(must) is not type(value))
    faults = [f"{step['op']} {step['text'] or name} is {must}, not {value}"] if other else []
    own = [one[name] for one in report["readings_by_pack"].values() if name in one]
    if step["op"] == "reading" and value not in [*own, report["readings"].get(name)]:
        faults.append(f"the reading {name} is another one")
    if step["op"] == "parameter" and report["parameters"].get(name, str(value)) != str(value):
        faults.append(f"the figure {name} is another one")
    exact, numbers = [number(part["value"]) for part in step.get("parts", [])], None
    if step["op"] in SIGNS and None not in exact:
        left, right = (x or Fraction(0) for x in exact)
        scale = lcm(left.denominator, right.denominator)
        numbers = {"left": left * scale, "sign": SIGNS[step["op"]], "right": right * scale}
    other = step.get("inequality") != numbers
    faults += [f"the inequality of {step['op']} is another one"] if other else []
    wrong = check_fact(step["fact"], data, report) if "fact" in step else None
    return faults + ([f"{step['fact']['id']} {step['fact']['column']}: {wrong}"] if wrong else [])


def check_finding(one: Step, data: Data, report: dict[str, Json]) -> list[str]:
    """Return what is wrong with one finding; what is said of a waiver has no certificate."""
    subject, batch = one["subject"], report["batch"]
    steps = [step for top in one["trace"] for step in _steps_of(top)]
    faults = [fault for step in steps for fault in check_step(step, data, report)]
    verdict, failed = verdict_of(one["trace"])
    other = verdict != one["verdict"] or failed != one["conditions"]
    faults += [f"its parts make it {verdict}, failing {failed}"] if steps and other else []
    parts = (one["rule"], subject["kind"], subject["id"], batch["period"], batch["occasion"])
    if steps and sha256("\0".join(parts).encode()).hexdigest()[:32] != one["fingerprint"]:
        faults.append("the fingerprint is of another finding")
    facts = [step["fact"] for step in steps if "fact" in step]
    about = "waiver-" in one["rule"] or any(str(x["id"]).startswith(subject["id"]) for x in facts)
    if subject["kind"] == "staff" and one["verdict"] in {"broken", "unknown"} and not about:
        faults.append("nothing in it is about its subject" if steps else "it has no certificate")
    figures = {key: number(value) or 0 for key, value in one["measures"].items()}
    if verdict == "broken" and {"given", "base", "share"} <= set(figures):
        excess = max(0, figures["given"] - figures["allowed"]) - figures["excess"]
        short = figures["share"] * figures["base"] - figures["given"]
        if excess or (short and figures["base"]):  # of nobody there is no share
            faults.append("its share or its excess is not what its numbers make")
    places = [fact["place"] for fact in facts]
    faults += [f"not looked at: {x['cell']}" for x in one["places"] if steps and x not in places]
    return faults + [f"told: {x['column']}" for x in one["missing"] if x["value"] not in (None, [])]


def recounted(data: Data, rated: str, categories: list[str], readings: Step) -> Json:
    """Return for each body and group: the excellent, the base at least, and at most."""
    units = {row["unit_id"]: row for row in data.rows("units")}
    bodies = {key for key, row in units.items() if True in data.read("body", row)}
    asked = {key for key, row in units.items() if not row.get("outstanding_decision")}
    asked &= bodies if readings["cap_level"] == "body" else asked
    every = (0, 4 if readings["not_rated_in_base"] == "out" else 5)
    ends = {"good": (1, 2), "good_or_better": (0, 2)}.get(readings["excellent_share_base"], every)
    found: Json = defaultdict(lambda: [0, 0, 0])
    for row in data.rows("staff"):
        read, at, above = data.read(rated, row), row.get("unit_id", ""), set[str]()
        while at in units and at not in above:
            above.add(at)
            at = "" if at in bodies else units[at].get("parent_id", "")
        sure, told = (any(x in read for x in those) for those in (GRADES[slice(*ends)], GRADES))
        for unit in (
            asked & above if any(x in data.read("category", row) for x in categories) else ()
        ):
            for group in {"", row.get("peer_group", "")}:
                for i, counts in enumerate((GRADES[0] in read, sure, sure or not told)):
                    found[unit, group][i] += counts
    return found


def check_shares(data: Data, report: dict[str, Json]) -> list[str]:
    """Return the groups whose excellent ratings, counted again, are not as the report has them."""
    rules, faults, aside = SHARES.keys() & {*report["rules"]}, list[str](), [*data.aside]
    both = {"excellent-share", "public-employee-excellent-share"} <= rules
    for rule in sorted(rules):
        readings = report["readings"] | report["readings_by_pack"].get(PACKS.get(SHARES[rule]), {})
        categories = SHARES[rule].split()[: 3 if len(rules) == 1 else 2]  # or by their own rule
        if aside or (both and "VC" in categories) or readings["excellent_unit_share"] != "decided":
            data.aside.append(f"{rule}: not counted again where two laws or other files decide")
            continue
        findings = {one["subject"]["id"]: one for one in report["findings"] if one["rule"] == rule}
        figure = "party_excellent_share" if rule == "excellent-share" else rule.replace("-", "_")
        limit, rounding = Fraction(report["parameters"][figure]), "excellent_share_rounding"
        slack, free = SLACK.get(readings[rounding], (Fraction(0), Fraction(0)))
        made = recounted(data, RATED[report["batch"]["stage"]], categories, readings)
        for (unit, group), (given, least, most) in made.items():
            one = findings.get(key := f"{unit}/{group}" if group else unit, {"measures": {}})
            above = [given > max(limit * base + slack, free) for base in (least, most)]
            if all(above) and one.get("verdict") not in {"broken", "unknown"}:
                faults.append(f"{key}: {given} of at most {most} excellent, and nothing says so")
            if not any(above) and one.get("verdict") == "broken":
                faults.append(f"{key}: {given} of {least} are within {limit}")
            told = [one["measures"].get(*pair) for pair in (("given", given), ("base", most))]
            if least == most and told != [given, most]:
                faults.append(f"{key}: {told}, counted {[given, most]}")
    return faults


def verify(report: dict[str, Json], folder: Path) -> tuple[list[str], list[str]]:
    """Return what does not hold, and what could not be re-checked."""
    data = Data(folder, report)
    faults = ["digest: the report was changed"] * (digest(report) != report["sha256"])
    faults += data.faults
    for one in report["findings"]:
        of = f"{one['rule']} {one['subject']['id']}"
        faults += [f"{of}: {fault}" for fault in check_finding(one, data, report)]
    found = Counter("waived" if x["waived"] else x["verdict"] for x in report["findings"])
    names = [x for x in ("broken", "waived", "unknown") if report["counts"][x] != found[x]]
    faults += [f"counts: {found[x]} {x}, not {report['counts'][x]}" for x in names]
    return faults + [f"shares: {fault}" for fault in check_shares(data, report)], data.aside


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser("cbccvc-verify", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("report", type=Path, help="what `cbccvc check --format json` wrote")
    parser.add_argument("--data", type=Path, required=True, help="the round that was checked")
    asked = parser.parse_args()
    try:
        faults, aside = verify(report := json.loads(asked.report.read_bytes()), asked.data)
    except (*UNREADABLE, ValueError) as fault:
        sys.stderr.write(f"{asked.report}: cannot be re-checked with this data: {fault!r}\n")
        sys.exit(2)
    sys.stdout.writelines(f"FAIL {one}\n" for one in faults)
    sys.stdout.writelines(f"not re-checked: {one}\n" for one in aside)
    sys.stdout.write(f"{len(report['findings'])} findings re-checked, {len(faults)} faults\n")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
