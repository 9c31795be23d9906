"""Files to articles as a reading asks for it, with what cannot be read in its place."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from weibotext.intake import Reading, Unreadable, name_from, read_all
from weibotext.reading import Article, Columns


@pytest.fixture
def table(tmp_path: Path) -> str:
    """A table of unusual name and unusual columns, with one row that is none."""
    path = tmp_path / "rows.data"
    path.write_bytes(
        "标题,甲,乙,日期\n上线,微博上线,其他,2013-05-01\n缺,省公安厅\n再见,政务公开,其他,\n".encode("gb18030")
    )
    return str(path)


def test_a_reading_says_how_files_are_read(table: str) -> None:
    how = Reading(encoding="gb18030", format="csv", columns=Columns(text="甲"))
    first, second, third = read_all([table], how)
    assert isinstance(first, Article) and isinstance(third, Article)
    assert (first.source, first.title) == ("微博上线", "上线")
    assert (first.published, first.published_basis) == (date(2013, 5, 1), "metadata")
    assert first.encoding is not None and (first.encoding.name, first.encoding.basis) == ("gb18030", "given")
    assert isinstance(second, Unreadable) and second.name == f"{table}#2" and "2 fields" in second.reason
    assert (third.source, third.published) == ("政务公开", None)


def test_a_day_for_all_goes_before_their_own_and_is_given(table: str) -> None:
    how = Reading("2014-01-01", "gb18030", "csv", Columns(text="甲"))
    articles = [one for one in read_all([table], how) if isinstance(one, Article)]
    assert [(one.published, one.published_basis) for one in articles] == [("2014-01-01", "given")] * 2


def test_what_cannot_be_read_stands_where_it_was_asked_for(table: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("2013年", encoding="utf-8")
    files = [str(tmp_path / "none.txt"), str(tmp_path / "a.txt"), str(tmp_path / "gone.txt")]
    assert [(type(one), one.name) for one in read_all(files, Reading(folder=tmp_path))] == [
        (Unreadable, "none.txt"),
        (Article, "a.txt"),
        (Unreadable, "gone.txt"),
    ]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("/data/news/a.txt", "news/a.txt"),
        ("/data/news/../b.txt#3", "b.txt#3"),
        ("/data2/a.txt", "/data2/a.txt"),
        ("/elsewhere/./a.txt", "/elsewhere/a.txt"),
        ("standard input", "standard input"),
        ("standard input#2", "standard input#2"),
    ],
)
def test_names_are_counted_from_a_folder(name: str, expected: str) -> None:
    assert name_from(name, Path("/data")) == expected
    assert name_from(name, None) == name
