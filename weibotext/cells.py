"""CSV for people: rows that a spreadsheet opens without taking a cell for a formula."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from typing import IO, Any, Final

from weibotext.surrogates import replaced

_FORMULA: Final = re.compile(r"[=@\t\r\n＝＋－＠]|[-+](?![0-9]+(?:\.[0-9]+)?\Z)")
"""What begins a formula, by OWASP's page on CSV injection, the wide forms included; a number with its sign is none."""


def cell(value: Any) -> Any:
    r"""A value as it may stand in a CSV file.

    What a spreadsheet would take for a formula has an apostrophe before it; a number is none. NUL and lone surrogates,
    which a file cannot hold, are U+FFFD. What is no text stays as it is.

    >>> cell("@贵州公安"), cell("=cmd()"), cell("-1+1"), cell("-3.5"), cell(None)
    ("'@贵州公安", "'=cmd()", "'-1+1", '-3.5', None)
    """
    if not isinstance(value, str):
        return value
    text = replaced(value).replace("\0", "\ufffd")
    return f"'{text}" if _FORMULA.match(text) else text


def write_rows(file: IO[str], columns: Iterable[str], rows: Iterable[Iterable[Any]], *, end: str = "\n") -> None:
    r"""Write a header and rows, each value as :func:`cell` has it.

    >>> import sys
    >>> write_rows(sys.stdout, ["name", "change"], [["=1", "-3.5"]])
    name,change
    '=1,-3.5
    """
    writer = csv.writer(file, lineterminator=end)
    writer.writerow(columns)
    writer.writerows([cell(value) for value in row] for row in rows)
