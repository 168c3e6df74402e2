"""The kinds of column that the tables are made of, each with the type its values have.

A model annotates a column with one of these and with what is said `about` it.
"""

from datetime import date
from typing import Annotated

from cbccvc_rules.exact import Number
from cbccvc_rules.model.column import Code, Kind
from cbccvc_rules.sources import Text

TextCell = Annotated[str | None, Kind("text")]
Reference = Annotated[str | None, Kind("text", form="reference")]
Actor = Annotated[str | None, Kind("text", form="actor")]
PeriodCell = Annotated[str | None, Kind("text", form="period")]
Truth = Annotated[bool | None, Kind("truth")]
Day = Annotated[date | None, Kind("date")]
StepDay = Annotated[date | None, Kind("date", form="step")]
Ids = Annotated[tuple[str, ...] | None, Kind("list")]
Whole = Annotated[int | None, Kind("whole", least=0)]
Quantity = Annotated[Number | None, Kind("number", least=0)]
Months = Annotated[Number | None, Kind("number", least=0, most=12)]
Points = Annotated[Number | None, Kind("number", least=0, most=100)]
Share = Annotated[Number | None, Kind("number", least=0, most=1, form="share")]
Grade = Annotated[str | None, Kind("grade", ordered=True)]

Category = Annotated[
    str | None,
    Kind(
        "code",
        codes=(
            Code("CB", Text("cán bộ", "cadre"), ("elected or appointed official",)),
            Code("CC", Text("công chức", "civil servant")),
            Code("VC", Text("viên chức", "public employee")),
            Code(
                "HD",
                Text("hợp đồng lao động", "labour contract"),
                ("HĐ", "HĐLĐ", "hợp đồng", "người lao động", "lao động hợp đồng"),
            ),
        ),
    ),
]
Role = Annotated[
    str | None,
    Kind(
        "code",
        codes=(
            Code("head", Text("người đứng đầu", "head"), ("cấp trưởng",)),
            Code("deputy", Text("cấp phó", "deputy"), ("cấp phó của người đứng đầu",)),
            Code(
                "staff",
                Text("không giữ chức vụ lãnh đạo, quản lý", "without a leading post"),
                ("không giữ chức vụ", "không giữ chức vụ quản lý"),
            ),
        ),
    ),
]
# Điều 3 khoản 1-5 of Decree 90/2020: "thực hiện tốt" is asked for HTXSNV, "đáp ứng" for the others.
General = Annotated[
    str | None,
    Kind(
        "code",
        codes=(
            Code("not_met", Text("không đáp ứng", "not met"), ("chưa đáp ứng",)),
            Code("met", Text("đáp ứng", "met")),
            Code("good", Text("thực hiện tốt", "done well"), ("tốt",)),
        ),
        ordered=True,
    ),
]
Effect = Annotated[
    str | None,
    Kind(
        "code",
        codes=(
            Code("low", Text("thấp", "low"), ("hiệu quả thấp",)),
            Code("normal", Text("bảo đảm hiệu quả", "effective"), ("hiệu quả",)),
            Code("high", Text("cao", "high"), ("hiệu quả cao",)),
        ),
        ordered=True,
    ),
]
UnitKind = Annotated[
    str | None,
    Kind(
        "code",
        codes=(
            Code(
                "administrative",
                Text("cơ quan hành chính", "administrative agency"),
                ("hành chính", "cơ quan hành chính nhà nước"),
            ),
            Code(
                "public_service",
                Text("đơn vị sự nghiệp công lập", "public service unit"),
                ("sự nghiệp", "đơn vị sự nghiệp"),
            ),
            Code(
                "party_mass",
                Text("cơ quan đảng, đoàn thể", "Party or mass organisation"),
                ("đảng, đoàn thể",),
            ),
        ),
    ),
]
Track = Annotated[
    str | None,
    Kind(
        "code",
        codes=(
            Code("party", Text("kỷ luật đảng", "Party discipline"), ("đảng",)),
            Code(
                "administrative",
                Text("kỷ luật hành chính", "administrative discipline"),
                ("hành chính", "chính quyền"),
            ),
        ),
    ),
]
CriterionKind = Annotated[
    str | None,
    Kind(
        "code",
        codes=(
            Code("quantity", Text("khối lượng", "quantity"), ("số lượng",)),
            Code("quality", Text("chất lượng", "quality")),
            Code("progress", Text("tiến độ", "progress"), ("thời gian hoàn thành",)),
            Code(
                "innovation",
                Text("sáng kiến, đổi mới", "innovation"),
                ("giải pháp sáng tạo", "sáng kiến"),
            ),
            Code("general", Text("tiêu chí chung", "general criteria"), ("chung",)),
        ),
    ),
]
