"""What can be wrong with a ledger of waivers, or with an earlier report."""

from __future__ import annotations

from cbccvc_rules.errors.catalogue_packs import with_nearest
from cbccvc_rules.sources import Text

WAIVERS: dict[str, Text] = {
    "waiver-without-round": Text(
        "mục này chưa ghi `round`: khi kiểm tra nhiều đợt, mỗi mục phải nêu tệp hay thư mục của "
        "đợt ({known}), vì nơi khác có thể dùng cùng mã số cho người khác",
        "this entry has no `round`: of several rounds each entry names the file or folder of its "
        "own ({known}), since the same id may be somebody else's elsewhere",
    ),
    "waiver-round-unknown": with_nearest(
        "không có đợt `{round}` trong lần chạy này, nên mục miễn trừ không được dùng; có: {known}",
        "there is no round `{round}` in this run, so the waiver is not used; there are {known}",
    ),
    "waiver-twice": Text(
        "đã có mục miễn trừ `{rule}` cho `{subject}` từ cùng ngày ở {place}; hãy giữ một mục",
        "`{rule}` is already waived for `{subject}` from the same day at {place}; keep one of them",
    ),
    "waiver-not-filled": Text(
        "mục này chưa điền: {keys}; hãy điền đủ, hoặc bỏ cả mục nếu không được miễn trừ",
        "this entry leaves empty: {keys}; fill them in, or remove the entry if nothing is waived",
    ),
    "waiver-days-reversed": Text(
        "ngày kết thúc (`to`) trước ngày bắt đầu (`from`); hãy xem lại hai ngày",
        "the last day (`to`) is before the first (`from`); look at both",
    ),
    "report-not-json": Text(
        "tệp này không phải báo cáo JSON của `cbccvc check` ({said}); hãy nêu tệp do "
        "`cbccvc check … --format json` ghi ra",
        "this is no JSON report of `cbccvc check` ({said}); name a file that "
        "`cbccvc check … --format json` has written",
    ),
    "report-changed": Text(
        "báo cáo này đã bị sửa sau khi ghi ra: mã băm của nó (`sha256`) không khớp nội dung, nên "
        "không được dùng; hãy lấy lại bản gốc, hoặc chạy lại `cbccvc check … --format json`",
        "this report was changed after it was written: its digest (`sha256`) does not fit what "
        "stands in it, so it is not used; take the original, or run `cbccvc check … --format json` "
        "again",
    ),
    "report-of-one-round": Text(
        "báo cáo này về một đợt, mà lần chạy này có nhiều đợt; hãy nêu báo cáo JSON của một lần "
        "chạy nhiều đợt, hoặc kiểm tra riêng đợt ấy",
        "this report is about one round, and several are checked here; name the JSON report of a "
        "run on several rounds, or check that round by itself",
    ),
    "report-of-other-round": Text(
        "báo cáo này về đợt {period} ({occasion}), không phải {own_period} ({own_occasion}); "
        "hãy nêu báo cáo cũ của chính đợt này",
        "this report is about the round {period} ({occasion}), not {own_period} ({own_occasion}); "
        "name an earlier report of the same round",
    ),
}
