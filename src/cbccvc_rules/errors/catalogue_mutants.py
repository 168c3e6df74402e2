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
    "one-pack-alone": Text(
        "`--tightens` hỏi về đúng một bộ; hãy nêu thư mục của bộ ấy",
        "`--tightens` asks about just one pack; name the folder of that pack",
    ),
    "local-pack-no-solver": Text(
        "bộ `{pack}` chưa được chứng minh là chặt như `{parent}`; muốn chứng minh: "
        "pip install '{extra}'",
        "the pack `{pack}` is not proved to be as strict as `{parent}`; to prove it: "
        "pip install '{extra}'",
    ),
    "local-pack-not-proved": Text(
        "bộ `{pack}` không chặt như `{parent}` ở {rules}, hoặc chưa chứng minh được; "
        "`cbccvc pack verify THƯ-MỤC --tightens {parent}` cho thấy một đợt; quy tắc của `{parent}` "
        "vẫn được áp dụng",
        "the pack `{pack}` is not as strict as `{parent}` in {rules}, or that could not be proved; "
        "`cbccvc pack verify FOLDER --tightens {parent}` shows a round; the rules of `{parent}` "
        "are judged all the same",
    ),
    "mutant-killed": Text(
        "đột biến `{mutant}` đã bị ca “{case}” phát hiện; hãy bỏ lời giải thích này",
        "the mutant `{mutant}` is killed by the case “{case}”; remove its explanation",
    ),
}
