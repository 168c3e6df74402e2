"""The `scorecards` table: one row a criterion of a person's or a unit's card. Its columns."""

from typing import Annotated

from cbccvc_rules.model.column import Table, about
from cbccvc_rules.model.kinds import CriterionKind, Quantity, TextCell


class Scorecard(Table):
    """One quantified criterion, its weight, its target and what was reached."""

    staff_id: Annotated[
        TextCell,
        about(
            ("Mã số", "Staff id"),
            ("người được chấm; hoặc mã đơn vị", "whose card it is; or a unit id"),
            "Mã CBCCVC",
            "Mã số CBCCVC",
            "Mã nhân viên",
        ),
    ] = None
    unit_id: Annotated[
        TextCell,
        about(
            ("Mã đơn vị", "Unit id"),
            ("đơn vị được chấm; hoặc mã số", "the unit whose card it is; or a staff id"),
            "Mã cơ quan, đơn vị",
            "Mã định danh đơn vị",
        ),
    ] = None
    criterion: Annotated[
        TextCell,
        about(("Tiêu chí", "Criterion"), ("tên tiêu chí", "its name"), "Tiêu chí chấm điểm"),
    ] = None
    kind: Annotated[
        CriterionKind,
        about(
            ("Loại tiêu chí", "Kind"),
            (
                "khối lượng, chất lượng, tiến độ, sáng kiến, chung",
                "quantity, quality, progress, innovation, general",
            ),
        ),
    ] = None
    weight: Annotated[
        Quantity,
        about(
            ("Trọng số", "Weight"),
            (
                "điểm tối đa của tiêu chí, hoặc hệ số nhân, tùy cách hiểu `scorecard_weight`",
                "most points of the criterion, or a multiplier: reading `scorecard_weight`",
            ),
            "Điểm tối đa",
        ),
    ] = None
    target: Annotated[
        Quantity, about(("Chỉ tiêu", "Target"), ("mức phải đạt", "what was to be reached"))
    ] = None
    actual: Annotated[
        Quantity, about(("Thực hiện", "Actual"), ("mức đã đạt", "what was reached"))
    ] = None
    points: Annotated[
        Quantity,
        about(("Điểm", "Points"), ("điểm đạt được", "points given"), "Điểm đạt"),
    ] = None
