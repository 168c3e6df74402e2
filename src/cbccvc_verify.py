"""Re-check a JSON report of `cbccvc check` against its data, without the engine that made it."""

import argparse
import csv
import json
import re
import sys
from bisect import bisect_left
from fractions import Fraction
from hashlib import sha256
from math import ceil, floor, lcm
from operator import add, mul, sub
from pathlib import Path
from typing import Any
from unicodedata import normalize

Json = Any
Step = dict[Any, Any]
NOT = {True: False, False: True, None: None}  # what is open stays open
_rank = [False, None, True].index  # the least of several is their `and`, the most their `or`
SPOT = ("source", "row", "column")
IDS = {"staff_id", "unit_id"}
OPPOSITES = {"unequal": "equal", "at-most": "more", "at-least": "less"}
ARITHMETIC = {"add": add, "subtract": sub, "multiply": mul, "floor": floor, "ceil": ceil}
OUTLINES = Path(__file__).parent / "cbccvc_rules" / "packs" / "outlines.json"


def _digest(report: Step) -> str:  # all but the findings and the digest, then each finding
    code = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
    head = {key: value for key, value in report.items() if key not in {"findings", "sha256"}}
    rounds = [x | {"report": (x["report"] or {}).get("sha256")} for x in head.get("reports", [])]
    head |= {"reports": rounds} if rounds else {}  # of each round its digest
    texts = "\n".join(map(code, (head, *report.get("findings", []))))
    return sha256(texts.encode("utf-8", "surrogatepass")).hexdigest()


def _native(value: Json) -> Json:  # numbers exactly, a range as its ends
    if isinstance(value, dict) and "least" in value:
        return (_native(value["least"]), _native(value["most"]))
    whole = type(value) is int or re.fullmatch(r"-?\d+/[1-9]\d*", str(value))
    return Fraction(value) if whole else value


def _before(a: Json, b: Json, codes: Json = ()) -> bool | None:
    rank = {code: Fraction(n) for n, code in enumerate(codes)}
    (low, top), (least, most) = [x if type(x) is tuple else (rank.get(x, x),) * 2 for x in (a, b)]
    if type(low) is not type(least) or (type(low) is not Fraction and "-" not in str(low)):
        return None
    return (top is not None and top < least) or (None if most is None or low < most else False)


OPERATIONS: dict[str, Json] = {  # of values, and what the step names
    "and": lambda x, _: min(x, key=_rank),
    "or": lambda x, _: max(x, key=_rank, default=False),
    "not": lambda x, _: NOT[x[0]],
    "equal": lambda x, c: OPERATIONS["apart" if tuple in {*map(type, x)} else "same"](x, c),
    "apart": lambda x, c: False if _before(x[0], x[1], c) or _before(x[1], x[0], c) else None,
    "same": lambda x, _: None if None in x else bool(x[0] == x[1]),
    "less": lambda x, codes: _before(x[0], x[1], codes),
    "more": lambda x, codes: _before(x[1], x[0], codes),
    **{x: lambda v, c, y=y: NOT[OPERATIONS[y](v, c)] for x, y in OPPOSITES.items()},
    **{x: lambda v, _, y=y: Fraction(y(*v)) for x, y in ARITHMETIC.items()},
    "in": lambda x, codes: x[0] in codes,
    "divide": lambda x, _: x[0] / x[1] if x[1] else None,
    "in-year": lambda x, days: f"{x[0][:4]}-{days[0]}",
    "in-next-year": lambda x, days: f"{int(x[0][:4]) + 1:04}-{days[0]}",
    "choose": lambda x, _: x[1] if x[0] or x[1] == x[-1] else None if x[0] is None else x[-1],
}


class _Round:  # its rows, and what its rules make of them as far as the rows tell
    def __init__(self, report: Step, law: Step, files: dict[str, bytes], said: Step) -> None:
        self.report, self.law, self.said, self.batch = report, law, said, report["batch"]
        self.faults, self.aside, self.about, self.unread = list[str](), list[str](), "data", False
        self.inside, self.texts, self.spare, self.days, self.met = (Step() for _ in range(5))
        self.rows: dict[str, Step] = {x: {} for x in {*law["tables"].values(), ""}}
        self.odd = [tuple(map((x["place"] or {}).get, SPOT)) for x in report["problems"]]
        self.read, on = report["parameters"] | report["readings"], report["batch"]["on"]
        self.whom = {x: z for x, y in law["whom"].items() for z in y if z["from"] <= on <= z["to"]}
        sources = self.batch["sources"] + self.batch["beside"]
        for path, hashed in ((x["path"], x["sha256"]) for x in sources):
            self.faults += [f"data: {path}: not the file that was checked"] * (hashed not in files)
            data = files.get(hashed, files.get(Path(path).name, b""))
            if data[:2] not in {b"PK", b"PA", b"SQ", b"\xd0\xcf"}:  # workbooks, Parquet, databases
                self.texts[path] = data.decode("utf-16" if data[:1] in b"\xff\xfe" else "utf-8-sig")
        for one in report["mappings"]:
            self._take(one, self.texts.get(one["source"], ""))
        units, groups, untold = self.rows["units"], self.rows["group"], not self.rows["units"]
        groups |= {x: {"#": ("group", x), "unit_id": x} for x in units}
        text = "\n".join(self.texts.get(one["path"], "") for one in self.batch["beside"])
        self.entries = re.split(r"\n *- |\n(?= *\{)", re.sub(r"(?m)^\s*#.*", "", text))
        year, told = self.batch["period"], ("parent_id", "kind", "body")
        self.rows["batch"][year] = self.batch | {"#": ("batch", year), "school_year": "-" in year}
        usual = "-" not in year and not any("year_end" in x for x in units.values())
        self.days = {"year_from": f"{year}-01-01", "year_to": f"{year}-12-31"} if usual else {}
        for row in [*self.rows["staff"].values(), *self.spare.values()]:
            at = "" if row["#"][1] in self.spare else self._cell(row, "unit_id")
            at = at if at in units or (untold and isinstance(at, str)) else ""
            row |= {"+": bool(at) or None, "rating": row.get(law["rated"][self.batch["stage"]])}
            row["by"] = {x: self._value(y["step"], row, row, "") for x, y in self.whom.items()}
            while isinstance(at, str) and self.inside.get(at, [])[-1:] != [row]:
                self.inside.setdefault(at, []).append(row)
                for name in {None, self._cell(row, "peer_group")} - {...} if at else set[str]():
                    key = f"{at}/{name}" if name else at
                    groups[key] = {"#": ("group", key), "unit_id": at, "peer_group": name}
                units |= {at: {"#": ("units", at)}} if untold and at else {}  # each is a body
                body = at not in units or self._cell(units[at], "body")
                at = None if body else self._cell(units[at], "parent_id")
        numbers = {x["unit_id"] for x in self.rows["counts"].values()} & {*units} - {*self.inside}
        alike = [x["code"] for x in report["problems"] if x["code"] == "units-taken-as-one"]
        odd = [x for x, y in units.items() if ... in [self._cell(y, z) for z in told]]
        if odd := [*odd, *numbers, *alike]:
            raise ValueError(f"{odd}: told twice, in a circle, as numbers, or by no known cell")
        self._check()

    def _row(self, table: str, key: str) -> Json:
        rows = self.rows[self.law["tables"][table]]
        if rows and key not in rows and re.fullmatch("T-[A-Z2-7]{8}", key):
            raise ValueError(f"{key} stands for a name taken as an id: ask for it with --names")
        self.faults += [f"{self.about}: there is no {key}"] * (bool(rows) and key not in rows)
        return rows.get(key)

    def _alike(self, told: Step, must: Step) -> Json:
        for name, right in must.items():
            if repr(_native(told.get(name))) != repr(_native(right)):
                self.faults.append(f"{self.about}: {name} is {told.get(name)}, not {right}")

    def _clean(self, text: str) -> str:
        return " ".join(re.sub(self.law["noise"], r"\1", normalize("NFC", text)).split())

    def _understood(self, cell: Json, column: Step) -> Json:
        if column["kind"] == "list":
            items = cell if isinstance(cell, list) else str(cell or "").split(";")
            return [item for one in items if (item := self._clean(str(one)))] or None
        text = self._clean("" if cell in (None, ...) else str(cell))
        if text.casefold() in column["labels"]:
            return column["labels"][text.casefold()]
        for pattern, other in column["reads"]:  # in one way, or as nothing
            text = re.sub(pattern, other, text)
        if not text or column["kind"] not in {"number", "whole"}:
            return text or None
        number = Fraction(text.rstrip("%")) / (100 if text[-1] == "%" else 1)
        least, most = (number if x is None else Fraction(x) for x in column["limits"])
        return number if least <= number <= most else None

    def _items(self, text: str, at: int) -> Json:  # keys, where values begin, and values
        decoder = json.JSONDecoder(parse_float=Fraction, parse_int=Fraction)
        item = re.compile(r'\s*[\[{,]\s*(?=[^\s\]}])(?:("(?:[^"\\]|\\.)*")\s*:\s*)?')
        while mark := item.match(text, at):
            value, at = decoder.raw_decode(text, mark.end())
            yield mark[1] and json.loads(mark[1]), mark.end(), value

    def _rows(self, text: str, one: Step) -> Json:  # by column: cells and places
        columns = self.law["columns"][one["table"]]  # a heading that names one is that column
        heads = {x["column"]: self._clean(x["heading"]) for x in one["columns"]}
        if text.lstrip()[:1] not in {"[", "{"}:
            read = csv.reader(re.split("(?<=\n)", text), delimiter=max(";,\t|", key=text.count))
            grid = [[self._clean(cell) for cell in row] for row in read]
            tops = [x for x in grid if IDS & {*x} or (IDS & {*heads} and {*heads.values()} <= {*x})]
            if not tops:
                self.aside.append(f"cells of {one['source']}: no CSV, JSON or plain headings")
                self.unread |= one["table"] in {"staff", "units"} and one["told_by"] != "previous"
                return
            top, heads = grid.index(tops[0]), heads | {x: x for x in tops[0] if x in columns}
            at = {x: tops[0].index(head) for x, head in heads.items() if head in tops[0]}
            for n, row in ((n, x) for n, x in enumerate(grid, 1) if n > top + 1 and x != tops[0]):
                shifted, row = any(row[len(tops[0]) :]), row + [""] * len(tops[0])
                yield n, {x: (... if shifted else row[i], (n, i + 1)) for x, i in at.items()}
            return
        tables = {key: at for key, at, _ in self._items(text, 0)} if one["sheet"] else {}
        ends = [-1, *(x.start() for x in re.finditer("\n", text))]
        for n, (_, top, _) in enumerate(self._items(text, tables.get(one["sheet"], 0)), 1):
            cells: Json = {"": (None, top)} | {x: (z, y) for x, y, z in self._items(text, top)}
            heads |= {x: x for x in cells if x in columns}
            told = [(x, *cells.get(head, cells[""])) for x, head in heads.items()]
            yield n, {x: (y, (m := bisect_left(ends, z), z - ends[m - 1])) for x, y, z in told}

    def _take(self, one: Step, text: str) -> None:
        columns, earlier = self.law["columns"][one["table"]], one["told_by"] == "previous"
        table, twice = "history" if earlier else one["table"], set[Json]()
        rows, whole = self.rows[table], table in {"staff", "units"}
        for n, cells in self._rows(text, one):
            told = {x for x, (y, _) in cells.items() if y not in (None, "")}
            cells |= {x: (y, (n, None)) for x, y in one["filled"].items()}
            ids = {x: self._understood(cells[x][0], columns[x]) for x in cells if x[-3:] == "_id"}
            key: Json = ids.get("staff_id") or (table != "staff" and ids.get("unit_id")) or ""
            key = key if whole or not key else f"{key}@{one['period']}" if earlier else f"{key}#{n}"
            foot = " " in key and not told & {"unit_id", "category", "name", "rating"}
            if not told or (table == "staff" and (foot or re.match(r"(?i)(tổng|cộng)\b", key))):
                continue  # it is nobody's
            if one["told_by"] != "with" or not whole:
                twice |= {key} if whole and (key in rows or not key) else set()
                key = f"#{n}" if key in twice else key
                rows.setdefault(key, {"#": (table, key)})
            for name, (cell, place) in cells.items():
                if key in rows and rows[key].get(name) in (None, ""):
                    rows[key] |= {name: cell, f"@{name}": (one["source"], *place)}
        lost = {x: rows.pop(x) for x in [*rows] if x in {"", *twice} or x[:1] == "#"}
        self.spare |= lost if table == "staff" else {}
        rows |= {x: y | {"kind": "?"} for x, y in lost.items() if table == "units" and x in twice}

    def _cell(self, row: Step, column: str) -> Json:  # None tells nothing, `...` is open
        columns, raw = self.law["columns"].get(row["#"][0], {}), row.get(column)
        if column not in columns or (column.startswith("criteria_") and column not in row):
            return self.days.get(column, ...) if columns else raw
        value, spec = self._understood(raw, columns[column]), columns[column]
        odd = spec["kind"] in {"text", "date", "list"} and row.get(f"@{column}") in self.odd
        pairs = [[self._understood(row.get(x), columns[x]) for x in y] for y in spec["pairs"]]
        odd |= any(_before(*x) for x in pairs)  # a whole below its part: neither is told
        odd |= column == "decided_by" and raw not in self.rows["staff"]
        if value is not None or raw not in (None, ""):
            return None if value == "" else ... if value is None or odd else value
        if column == "body":
            return not self._cell(row, "parent_id") or self._cell(row, "kind") is not None
        if column == "leads":
            return [self._cell(row, "unit_id")] if self._cell(row, "role") == "head" else []
        return "staff" if column == "role" and column in row else None

    def _count(self, step: Step, row: Json, subject: Json, pack: str) -> Json:
        if row is None or step["name"] not in {"members", "staff"} or self.unread:
            return ...
        unit, group, least, most = row.get("unit_id", row["#"][1]), row.get("peer_group"), 0, 0
        for one in self.inside.get(unit, []) + self.inside.get("", []):
            if group is None or self._cell(one, "peer_group") in {group, one["+"] or ...}:
                where = step["where"] is None or self._value(step["where"], one, subject, pack)
                holds = min(one["+"], one["by"][pack], where, key=_rank)
                least, most = least + (holds is True), most + (holds is not False)
        found = {"none": not least, "any": least > 0, "sum": ...}.get(step["op"], Fraction(least))
        return found if least == most else (Fraction(least), Fraction(most))

    def _value(self, at: int, row: Json, subject: Json, pack: str, step: Json = None) -> Json:
        steps, parts, found = self.law["steps"], (step or {}).get("parts", []), _native(...)
        own, op, name, inner = steps[at], *(steps[at][x] for x in ("op", "name", "parts"))
        here = row
        for word in own["row"].split(".") if own["row"] else []:  # to None: it is open
            key = (here or {}).get(f"{word}_id", self.batch["period"])
            there = self.rows[self.law["tables"].get(word, "")].get(key)
            here = subject if word == "subject" else there
        low = here if op in {"let", "definition", "exception"} else row
        if step and (op, name, own["text"]) != (step["op"], step.get("name", ""), step["text"]):
            return self._alike(step, {x: own[x] for x in ("op", "name", "text")})
        if op in {"count", "any", "none", "sum"}:
            found = self._count(own, here, subject, pack)
            found = ... if isinstance(found, tuple) and (step or op != "count") else found
            for part in (rows := [x for x in parts if x["op"] == "row"]):
                below, that = part["parts"][0], self._row(part["text"], part["name"])
                meant = next(x for x in own["shapes"] if steps[x]["op"] == below["op"])
                self._alike(part, {"value": self._value(meant, that, subject, pack, below)})
            taken = {"rows": [x["name"] for x in rows if x["value"] is True]}
            self._alike({"rows": [], **(step or {})}, taken if rows and op != "sum" else {})
        elif low is None and parts and parts[0]["text"] != steps[inner[0]]["text"]:
            found = None  # a relation that leads nowhere
        elif op == "field" and here:
            found = self._cell(here, own["column"])
        elif op in {"literal", "reading", "parameter"}:
            read = self.read | self.report["readings_by_pack"].get(pack, {})
            found = own["value"] if op == "literal" else read[name]
            found = Fraction(found) if op[0] == "p" and found[-1:].isdigit() else _native(found)
        elif op != "field":
            if op == "choose" and len(parts) == 2:  # the one that was chosen
                inner = [inner[0], inner[1 if parts[0]["value"] else 2]]
            pairs = zip(inner, parts if step else [None] * len(inner), strict=True)
            values = [_native(self._value(x, low, subject, pack, y)) for x, y in pairs]
            if op in {"given", "recorded"}:
                none = here and self._cell(here, own["column"]) is None  # it is empty, or denies
                denied = none and (op == "given" or here.get(own["column"]))
                found = True if values[0] is not None else False if denied else ...
            elif op in self.law["strict"] and (None in values or tuple in {*map(type, values)}):
                found = None if None in values else ...
            else:
                found = OPERATIONS.get(op, lambda x, _: x[-1])(values, name.split(", "))
        if step is None:
            return None if found is ... else found
        exact, must = [_native(x["value"]) for x in parts], Step(inequality=None)
        if op in self.law["signs"] and {*map(type, exact)} == {Fraction}:
            left, right = (int(x * lcm(*(y.denominator for y in exact))) for x in exact)
            must["inequality"] = {"left": left, "sign": self.law["signs"][op], "right": right}
        self._alike(step, must if found is ... else {**must, "value": found})
        if "fact" in step:
            self._fact(step["fact"], step, here if op == "field" else None)
        return step["value"]

    def _fact(self, fact: Step, step: Step, row: Json) -> None:
        late = "criteria_deficient" in step["text"]  # it is worked out of two cells
        table, column, value = self.law["tables"][fact["record"]], fact["column"], fact["value"]
        unread = not self.rows[table] or (value is None and fact["id"] in self.spare)
        if unread or (own := self._row(table, fact["id"])) is None:
            return
        sure = own if value is None else {x: y for x, y in own.items() if x[0] != "@"}
        empty = late or (value is None and own.get(column) in (None, ""))
        must = {"value": step["value"]} if step["op"] == "field" else {}
        must |= {} if empty or (told := self._cell(sure, column)) is ... else {"value": told}
        if value is not None:
            must |= {"place": own.get(f"@{column}", (None,) * 3), "id": (row or own)["#"][1]}
        self._alike({**fact, "place": tuple(map((fact["place"] or {}).get, SPOT))}, must)

    def _judged(self, own: Step, row: Step, trace: Json = None) -> Step:
        found, failed = Step(when=[True], unless=[False], require=[True]), list[str]()
        for at, step in zip(own["steps"], trace or [None] * len(own["steps"]), strict=True):
            op, name = self.law["steps"][at]["op"], self.law["steps"][at]["name"]
            found[op].append(self._value(at, row, row, own["pack"], step))
            failed += [name] if op == "require" and found[op][-1] is False and name else []
        when, met = (min(found[x], key=_rank) for x in ("when", "require"))
        applies = min(when, NOT[max(found["unless"], key=_rank)], key=_rank)
        made = "kept" if met else "broken" if met is False and applies else "unknown"
        return {"verdict": made if applies is not False else "not_applicable", "conditions": failed}

    def _finding(self, one: Step) -> None:
        law, rule, who, on = self.law, one["rule"], one["subject"]["id"], self.batch["on"]
        self.about, own, trace = f"{rule} {who}", law["rules"][rule], one["trace"]
        row = self._row(own["judges"], who)
        gap = [own["gap"][x["text"]] for x in trace] if "gap" in own else own["steps"]
        must = self._judged({**own, "steps": gap}, row, trace) | {"contested": bool(one["flips"])}
        doubtful = not self.whom.get(own["pack"], {"certain": True})["certain"]
        must |= {} if doubtful and one["severity"] == "notice" else {"severity": own["severity"]}
        parts = "\0".join((rule, own["judges"], who, self.batch["period"], self.batch["occasion"]))
        must |= {"fingerprint": sha256(parts.encode()).hexdigest()[:32], "kind": own["judges"]}
        self._alike({**one, "kind": one["subject"]["kind"]}, must)
        made = [(x, self._value(y, row, row, own["pack"])) for x, y in own["measures"].items()]
        unsure = {type(None), tuple} if self.spare else {type(None)}
        self._alike(one["measures"], {x: y for x, y in made if type(y) not in unsure})
        also = {self._judged(law["rules"][x], row)["verdict"] for x in one["also"]}
        held = {"also": {*one["also"]} <= {*own["also"]} and also <= {one["verdict"], "unknown"}}
        may = {(*law["cites"][z],) for y in (rule, *one["also"]) for z in law["rules"][y]["cites"]}
        given: set[Json] = {tuple(map(x.get, law["cited"])) for x in one["cites"]}
        held["places"] = all(repr(x) in repr(trace) for x in one["places"])
        held["cites"] = given <= may and bool(given) >= bool(may)
        self.met |= {(x, who): one for x in (rule, *one["also"])}
        if term := one["waived"]:  # by an entry of a ledger, or a finding of an earlier report
            told = {rule, who, one["facts_sha256"], *(term[x] for x in law["terms"] if term[x])}
            found = any(all(x in y for x in told) for y in self.entries)
            held["waived"] = found and (term["from"] or on) <= on <= (term["to"] or on)
        self._alike(held, dict.fromkeys(held, True))

    def _check(self) -> None:
        on, report, law, self.about = self.batch["on"], self.report, self.law, "round"
        own = [x["path"] for x in self.batch["sources"] if "/" not in x["path"]]
        texts = [re.sub(law["rows"], "-", self.texts.get(x, "")) for x in own if x[-4:] != ".csv"]
        said = dict(x for y in texts for x in re.findall(law["choices"], y)) | self.said
        self._alike(said, {x: y for z in report["mappings"] for x, y in z["filled"].items()})
        packs, period = {x["id"]: x["sha256"] for x in report["packs"]}, said.get("period", "")
        must = law["usual"] | {"period": period, "on": f"{period[-4:]}-12-14"}
        must |= {x["name"]: x["value"] for x in law["figures"] if x["from"] <= on <= x["to"]}
        told = self.batch | report["readings"] | report["parameters"]
        self._alike(told, {x: said.get(x, y) for x, y in must.items() if x in told})
        own = [x for y in self.rows["staff"].values() for x in y["by"] if y["by"][x]]
        self._alike(packs, {x: law["packs"].get(x) for x in [*packs, *own * ("packs" not in said)]})
        for pack, own in report["readings_by_pack"].items():
            self._alike(own, {x: y for x, y in law["by_pack"][pack].items() if x not in said})
        told = {x: x in report["rules"] for x, y in law["rules"].items() if y["pack"] in packs}
        must = {x: law["rules"][x]["from"] <= on <= law["rules"][x]["to"] for x in told}
        self._alike(told, {x: y for x, y in must.items() if not y or "rules" not in said})
        found = ["waived" if x["waived"] else x["verdict"] for x in report["findings"]]
        self._alike(report["counts"], {x: found.count(x) for x in ("broken", "waived", "unknown")})
        self._alike(report, {"sha256": _digest(report)})
        for finding in (x for x in report["findings"] if not x["rule"].startswith("waiver-")):
            self._finding(finding)
        left = list[str]()
        for rule in (x for x in report["rules"] if not law["rules"][x]["criteria_of"]):
            own, table = law["rules"][rule], law["tables"][law["rules"][rule]["judges"]]
            rows = [x for x in self.rows[table].items() if x[1].get("by", packs)[own["pack"]]]
            got = {x: self._judged(own, y)["verdict"] for x, y in rows if (rule, x) not in self.met}
            bad = (x for x, y in got.items() if y == "broken")
            self.faults += [f"{rule} {x}: broken, and nothing says so" for x in bad]
            left += [rule] * ("unknown" in got.values())
        self.aside += [f"who else breaks {', '.join(left)}"] * bool(left)


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser("cbccvc-verify", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("report", type=Path, help="what `cbccvc check --format json` wrote")
    parser.add_argument("--data", type=Path, required=True, action="append", help="file or folder")
    parser.add_argument("--packs", type=Path, default=OUTLINES, help="what `pack outlines` wrote")
    parser.add_argument("--say", nargs=2, action="append", default=[], metavar=("NAME", "VALUE"))
    asked = parser.parse_args()
    try:
        read = [(x, x.read_bytes()) for y in asked.data for x in [y, *y.rglob("*")] if x.is_file()]
        files = {y: data for x, data in read for y in (x.name, sha256(data).hexdigest())}
        law, report = json.loads(asked.packs.read_bytes()), json.loads(asked.report.read_bytes())
        rounds = [x["report"] for x in report.get("reports", [{"report": report}]) if x["report"]]
        if any(x["batch"]["masked"] for x in rounds or [report]):
            parser.exit(3, "masked: the ids of the data are not those of the report\n")
        made = [_Round(one, law, files, dict(asked.say)) for one in rounds]
    except Exception as fault:
        parser.exit(2, f"{asked.report}: cannot be re-checked with this data: {fault!r}\n")
    faults, number = [y for x in made for y in x.faults], sum(len(x["findings"]) for x in rounds)
    faults += ["reports: not as they were sealed"] * (report["sha256"] != _digest(report))
    pairs = [(x, y) for z in rounds for x in z["batch"]["sources"] for y in z["mappings"]]
    taken = {(x["sha256"], y["table"]) for x, y in pairs if x["path"] == y["source"]}
    strays = sorted({(sha256(y).hexdigest(), x.stem) for x, y in read if y} - taken)
    faults += [f"data: {x}: not a table of the report" for _, x in strays if x in law["columns"]]
    sys.stdout.writelines(f"FAIL {one}\n" for one in faults)
    sys.stdout.writelines(f"not re-checked: {y}\n" for x in made for y in x.aside)
    sys.stdout.write(f"{number} findings re-checked, {len(faults)} faults\n")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
