"""What can be wrong with reasons: for mutants that no case kills, for what proofs find."""

from __future__ import annotations

from cbccvc_rules.errors.catalogue_packs import with_nearest
from cbccvc_rules.sources import Text

MUTANTS: dict[str, Text] = {
    "mutant-twice": Text(
        "đột biến `{mutant}` đã được giải thích ở {place}; hãy giữ lại một chỗ",
        "the mutant `{mutant}` is already explained at {place}; keep one of them",
    ),
    "mutant-unknown": with_nearest(
        "bộ này không còn đột biến `{mutant}`; hãy bỏ dòng này hoặc viết lại theo quy tắc đã sửa",
        "this pack has no mutant `{mutant}` any more; remove the line or follow the changed rule",
    ),
    "case-wrong": Text(
        "ca “{case}” sai ngay cả với quy tắc không bị sửa nên không phát hiện được gì; "
        "hãy chạy `cbccvc pack test`",
        "the case “{case}” is wrong of the rules as they stand, so it can kill nothing; "
        "run `cbccvc pack test`",
    ),
    "proof-reason-twice": Text(
        "đã có lý do cho `{found}` ở {place}; hãy giữ lại một chỗ",
        "a reason for `{found}` is already given at {place}; keep one of them",
    ),
    "proof-reason-stale": with_nearest(
        "`pack verify` không còn thấy `{found}`; hãy bỏ dòng này hoặc viết lại theo quy tắc đã sửa",
        "`pack verify` finds no `{found}` any more; remove the line or follow the changed rule",
    ),
    "mutant-killed": Text(
        "đột biến `{mutant}` đã bị ca “{case}” phát hiện; hãy bỏ lời giải thích này",
        "the mutant `{mutant}` is killed by the case “{case}”; remove its explanation",
    ),
}
