"""Texts of the problems that people in a database can have: its address, its refusals, its tables.

None of them repeats an address as it was typed: there may be a password in it.
"""

from __future__ import annotations

from cbccvc_rules.errors.catalogue_files import with_nearest
from cbccvc_rules.sources import Text

DATABASES: dict[str, Text] = {
    "database-kind": with_nearest(
        "không đọc được từ địa chỉ `{scheme}://`; chỉ đọc được từ `postgresql://`",
        "an address `{scheme}://` cannot be read from; only `postgresql://` can",
    ),
    "database-address": Text(
        "không hiểu địa chỉ của cơ sở dữ liệu (không nhắc lại ở đây vì có thể có mật khẩu); hãy "
        "viết `postgresql://người-dùng@máy-chủ:cổng/tên`, các ký tự đặc biệt trong mật khẩu viết "
        "dạng `%` (`@` là `%40`, `/` là `%2F`)",
        "the address of the database cannot be understood (it is not repeated here, as there may "
        "be a password in it); write `postgresql://user@host:port/name`, and special characters "
        "of a password with `%` (`@` is `%40`, `/` is `%2F`)",
    ),
    "database-refused": Text(
        "không kết nối được tới `{database}` ({said}); hãy xem địa chỉ, người dùng, mật khẩu và "
        "quyền kết nối",
        "no connection to `{database}` ({said}); look at the address, the user, the password and "
        "the right to connect",
    ),
    "database-lost": Text(
        "cơ sở dữ liệu ngắt kết nối giữa chừng ({said}), nên không có kết quả nào; hãy chạy lại",
        "the database broke the connection off ({said}), so there is no result; run it again",
    ),
    "database-query": Text(
        "cơ sở dữ liệu không trả lời được cho bảng `{table}` ({said}); hãy sửa `--{table}`",
        "the database gives no answer for the table `{table}` ({said}); mend `--{table}`",
    ),
    "database-name": Text(
        "`{read}` không phải tên bảng (`lược_đồ.bảng`) cũng không phải câu `select …`; "
        "hãy sửa `--{table}`",
        "`{read}` is neither the name of a table (`schema.table`) nor a query (`select …`); "
        "mend `--{table}`",
    ),
    "database-column-type": Text(
        "cột `{column}` có kiểu `{type}` mà ở đây không đọc được; hãy đổi kiểu trong câu hỏi, "
        "ví dụ `{column}::date` hay `{column}::text`",
        "the column `{column}` is of the type `{type}`, which is not read here; change it in the "
        "query, such as `{column}::date` or `{column}::text`",
    ),
    "database-nothing-asked": Text(
        "chưa nói lấy gì trong cơ sở dữ liệu; hãy nêu bảng hoặc câu hỏi: `--staff`, hoặc "
        "`--counts` nếu chỉ có số lượng",
        "nothing is asked of the database; name a table or a query: `--staff`, or `--counts` "
        "where there are only totals",
    ),
    "tables-without-database": Text(
        "`--{table}` chỉ dùng khi đọc từ một cơ sở dữ liệu (`postgresql://…`)",
        "`--{table}` goes with a database (`postgresql://…`) alone",
    ),
    "previous-is-database": Text(
        "đợt trước phải là tệp hay thư mục; từ cơ sở dữ liệu, hãy lấy kết quả các năm trước bằng "
        "`--history`",
        "an earlier round must be a file or a folder; from a database, take the grades of earlier "
        "years with `--history`",
    ),
    "database-no-temporary": Text(
        "cơ sở dữ liệu không cho tạo bảng tạm ({said}) mà `--engine sql` cần; hãy xin quyền "
        "TEMPORARY, hoặc dùng `--engine auto`",
        "the database allows no temporary tables ({said}), which `--engine sql` needs; ask for "
        "the right TEMPORARY, or use `--engine auto`",
    ),
    "dialect-unknown": with_nearest(
        "không có phương ngữ SQL `{dialect}`; các phương ngữ là {known}",
        "there is no dialect of SQL `{dialect}`; the dialects are {known}",
    ),
    "sql-refused": Text(
        "lỗi của công cụ, không phải của dữ liệu: phương ngữ `{dialect}` từ chối {faults}; hãy báo "
        "cho chúng tôi",
        "a fault of the tool, not of the data: the dialect `{dialect}` refuses {faults}; please "
        "report it",
    ),
    "database-limit": Text(
        "câu lệnh vượt giới hạn của cơ sở dữ liệu ({said}); hãy dùng `--engine auto`",
        "a statement goes beyond a limit of the database ({said}); use `--engine auto`",
    ),
}
