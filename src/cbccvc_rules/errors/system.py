"""What the operating system says of a file that cannot be opened or written, in both languages."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING

from cbccvc_rules.sources import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

_SAID: Mapping[int, Text] = {
    errno.ENOENT: Text("không có tệp hoặc thư mục như vậy", "there is no such file or folder"),
    errno.ENOTDIR: Text("đường dẫn đi qua một tệp", "part of its path is no folder"),
    errno.EISDIR: Text("đó là một thư mục", "it is a folder"),
    errno.EEXIST: Text("đã có tệp này", "it is there already"),
    errno.EACCES: Text("không có quyền", "it is not allowed"),
    errno.EPERM: Text("không có quyền", "it is not allowed"),
    errno.EROFS: Text("ổ đĩa chỉ cho đọc", "the disk may only be read"),
    errno.ENOSPC: Text("ổ đĩa đã đầy", "the disk is full"),
    errno.ENAMETOOLONG: Text("tên quá dài", "the name is too long"),
    errno.ELOOP: Text("liên kết đi vòng tròn", "links lead in a circle"),
    errno.EIO: Text("ổ đĩa có lỗi", "the disk is at fault"),
    errno.EINVAL: Text("tên không hợp lệ", "the name is not valid"),
}


def said_by_system(fault: OSError) -> Text:
    """Return why a file cannot be used; what is not known here, in the system's own words."""
    words = fault.strerror or type(fault).__name__
    return _SAID.get(fault.errno or 0) or Text(words, words)
