"""The `counts` table: totals of grades where no list of people is told. The list of its columns."""

from typing import Annotated

from cbccvc_rules.model.column import Table, about
from cbccvc_rules.model.kinds import Category, TextCell, Whole


class Counts(Table):
    """How many people of a unit, or of a part of it, have each grade."""

    unit_id: Annotated[
        TextCell,
        about(
            ("Mã đơn vị", "Unit id"),
            ("đơn vị được đếm", "the unit that is counted"),
            "Mã cơ quan, đơn vị",
            "Mã định danh đơn vị",
            required=True,
        ),
    ] = None
    category: Annotated[
        Category,
        about(
            ("Loại đối tượng", "Category"),
            ("để trống: mọi đối tượng", "if empty: every category"),
            "Loại CBCCVC",
        ),
    ] = None
    peer_group: Annotated[
        TextCell,
        about(
            ("Nhóm nhiệm vụ tương đồng", "Peer group"),
            ("để trống: toàn đơn vị", "if empty: the whole unit"),
            "Nhóm tương đồng",
        ),
    ] = None
    total: Annotated[
        Whole,
        about(("Tổng số", "Total"), ("số người", "number of people"), "Tổng số người"),
    ] = None
    HTXSNV: Annotated[
        Whole,
        about(
            ("Hoàn thành xuất sắc nhiệm vụ", "Excellent completion"),
            ("số người", "number of people"),
            "Hoàn thành xuất sắc",
        ),
    ] = None
    HTTNV: Annotated[
        Whole,
        about(
            ("Hoàn thành tốt nhiệm vụ", "Good completion"),
            ("số người", "number of people"),
            "Hoàn thành tốt",
        ),
    ] = None
    HTNV: Annotated[
        Whole,
        about(
            ("Hoàn thành nhiệm vụ", "Completion"), ("số người", "number of people"), "Hoàn thành"
        ),
    ] = None
    KHTNV: Annotated[
        Whole,
        about(
            ("Không hoàn thành nhiệm vụ", "Non-completion"),
            ("số người", "number of people"),
            "Không hoàn thành",
        ),
    ] = None
    not_rated: Annotated[
        Whole,
        about(
            ("Không xếp loại", "Not rated"),
            ("số người", "number of people"),
            "Không đánh giá",
            "Không đánh giá, xếp loại",
        ),
    ] = None
