"""Zip archives and folders: what is read, under which names, and what no archive may do."""

from __future__ import annotations

import io
import stat
import struct
import sys
import zipfile
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import Mock, patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from weibotext import InputError, read_articles
from weibotext.reading import archives, limits
from weibotext.reading.limits import Budget

Members = dict[str, str | bytes]


def packed(members: Members, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return data.getvalue()


def archive(folder: Path, members: Members | bytes) -> Path:
    path = folder / "news.zip"
    path.write_bytes(members if isinstance(members, bytes) else packed(members))
    return path


def read(path: Path, **options: Any) -> tuple[dict[str, str], dict[str, str]]:
    """Sources and reasons by name; names and reasons without the folder."""
    told: dict[str, str] = {}
    start = f"{path.parent}/"
    found = list(read_articles(path, on_error=lambda name, problem: told.update({name: str(problem)}), **options))
    assert all(name.startswith(start) and problem.startswith(name) for name, problem in told.items())
    reasons = {name.removeprefix(start): problem.removeprefix(name + ": ") for name, problem in told.items()}
    return {str(article.name).removeprefix(start): article.source for article in found}, reasons


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_members_of_every_format_in_the_archives_order(method: int, tmp_path: Path) -> None:
    inner = packed({"深.txt": "丁", "again.zip": packed({"e.txt": "戊"})})
    members: Members = {
        "b/b.txt": "甲".encode("gbk"),
        "a.csv": "text\n乙\n丙",
        "in.zip": inner,
        "c.jsonl": '{"text": "己"}',
    }
    found, told = read(archive(tmp_path, packed(members, method)))
    assert told == {}
    assert list(found.items()) == [
        ("news.zip/b/b.txt", "甲"),
        ("news.zip/a.csv#1", "乙"),
        ("news.zip/a.csv#2", "丙"),
        ("news.zip/in.zip/深.txt", "丁"),
        ("news.zip/in.zip/again.zip/e.txt", "戊"),
        ("news.zip/c.jsonl#1", "己"),
    ]


def test_parquet_inside_an_archive(tmp_path: Path) -> None:
    pa, pq = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    data = io.BytesIO()
    pq.write_table(pa.table({"text": ["甲"]}), data)
    assert read(archive(tmp_path, {"a.parquet": data.getvalue()}))[0] == {"news.zip/a.parquet#1": "甲"}


def test_what_is_hidden_or_of_no_known_format_is_passed_over(tmp_path: Path) -> None:
    members: Members = {"a.txt": "甲", "__MACOSX/._a.txt": "x", ".b.txt": "x", "c.docx": "x", "README": "x", "d/": ""}
    assert read(archive(tmp_path, members)) == ({"news.zip/a.txt": "甲"}, {})


def test_names_in_gb_18030_are_read_as_such(tmp_path: Path) -> None:
    raw = packed({"??????.txt": "甲"}).replace(b"??????", "贵州省".encode("gbk"))
    assert read(archive(tmp_path, raw))[0] == {"news.zip/贵州省.txt": "甲"}


def test_a_bad_member_costs_only_itself(tmp_path: Path) -> None:
    raw = packed({"a.txt": "甲", "b.txt": "乙" * 50, "c.txt": b"", "d.txt": bytes(40), "e.csv": "x\n1", "f.txt": "己"})
    start = raw.index(b"b.txt") + 5
    broken = raw[:start] + bytes([raw[start] ^ 0xFF, 0xFF]) + raw[start + 2 :]
    found, told = read(archive(tmp_path, broken))
    assert list(found) == ["news.zip/a.txt", "news.zip/f.txt"]
    assert {name[-5:]: problem[:21] for name, problem in told.items()} == {
        "b.txt": "cannot be unpacked (E",
        "c.txt": "is empty; take it out",
        "d.txt": "40 bytes that are not",
        "e.csv": "no column holds the t",
    }


def test_an_encrypted_member_is_told(tmp_path: Path) -> None:
    raw = bytearray(packed({"a.txt": "甲"}))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        raw[raw.index(mark) + place] |= 1
    assert read(archive(tmp_path, bytes(raw))) == (
        {},
        {"news.zip/a.txt": "is encrypted; unpack it with its password first"},
    )


@pytest.mark.parametrize("name", ["../a.txt", "a/../../b.txt", "/etc/a.txt", "C:/a.txt", "..\\a.txt", "a\u202etxt.txt"])
def test_names_that_lead_out_of_the_archive_are_refused(name: str, tmp_path: Path) -> None:
    found, told = read(archive(tmp_path, {name: "甲", "b.txt": "乙"}))
    assert list(found) == ["news.zip/b.txt"]
    (reason,) = told.values()
    assert "its name leads out of the archive" in reason


def test_links_are_refused(tmp_path: Path) -> None:
    info = zipfile.ZipInfo("a.txt")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as file:
        file.writestr(info, "/etc/passwd")
    assert "is a link, not a file" in read(archive(tmp_path, data.getvalue()))[1]["news.zip/a.txt"]


def test_a_member_that_packs_as_no_text_does(tmp_path: Path) -> None:
    found, told = read(archive(tmp_path, {"a.txt": bytes(8 * 2**20), "b.txt": "乙"}))
    assert list(found) == ["news.zip/b.txt"]
    assert "more than 200 times as much" in told["news.zip/a.txt"]


def test_a_member_that_lies_about_its_size(tmp_path: Path) -> None:
    raw = bytearray(packed({"a.txt": "甲" * 1000, "b.txt": "乙"}))
    for mark, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        struct.pack_into("<L", raw, raw.index(mark) + place, 9)
    found, told = read(archive(tmp_path, bytes(raw)))
    assert list(found) == ["news.zip/b.txt"]
    assert "cannot be unpacked" in told["news.zip/a.txt"]


def test_the_limits_on_all_members_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = archive(tmp_path, {"a.txt": "甲" * 100, "b.txt": "乙", "c.zip": packed({"d.txt": "丁" * 100})})
    size = sum(member.file_size for member in zipfile.ZipFile(path).infolist())
    monkeypatch.setattr(limits.Budget.__init__, "__defaults__", (size - 1,))
    assert "may be; split it" in read(path)[1]["news.zip"]
    monkeypatch.setattr(limits.Budget.__init__, "__defaults__", (size + 10,))
    found, told = read(path)
    assert list(found) == ["news.zip/a.txt", "news.zip/b.txt"]
    assert told["news.zip/c.zip"] == "unpacks to 300 bytes, more than the 10 that may be; split it"
    monkeypatch.setattr(limits.Budget.__init__, "__defaults__", (2**30,))
    monkeypatch.setattr(archives, "MOST_MEMBERS", 2)
    assert "3 members, more than 2; split it" in read(path)[1]["news.zip"]
    monkeypatch.setattr(archives, "MOST_DIRECTORY", 20)
    assert "its list of members has" in read(path)[1]["news.zip"]


def test_one_account_for_all_archives_inside() -> None:
    budget = Budget(10)
    budget.spend(10, "a")
    with pytest.raises(InputError, match="more than the 0 that may be"):
        budget.spend(1, "b")


def test_archives_inside_archives_end_somewhere(tmp_path: Path) -> None:
    data = packed({"a.txt": "甲"})
    for _ in range(4):
        data = packed({"in.zip": data, "b.txt": "乙"})
    found, told = read(archive(tmp_path, data))
    assert sorted(found) == ["news.zip/b.txt", "news.zip/in.zip/b.txt", "news.zip/in.zip/in.zip/b.txt"]
    assert told == {"news.zip/in.zip/in.zip/in.zip": "an archive inside 3 others; unpack it by hand"}


def test_members_that_overlap(tmp_path: Path) -> None:
    raw = packed({"a.txt": bytes(range(33, 127)) * 20}, zipfile.ZIP_STORED)
    start, end = raw.index(b"PK\x01\x02"), raw.index(b"PK\x05\x06")
    entry = raw[start:end]
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 9, 9, 9 * len(entry), start, 0)
    assert "its members overlap" in read(archive(tmp_path, raw[:start] + entry * 9 + tail))[1]["news.zip"]


@pytest.mark.parametrize("data", [b"", b"PK\x05\x06", b"no archive at all", packed({"a.txt": "甲" * 99})[:60]])
def test_what_is_no_whole_archive(data: bytes, tmp_path: Path) -> None:
    found, told = read(archive(tmp_path, data))
    assert found == {}
    assert "is not a whole zip archive" in told["news.zip"]


def test_an_archive_of_zip64(tmp_path: Path) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as file, file.open("a.txt", "w", force_zip64=True) as member:
        member.write("甲".encode())
    assert read(archive(tmp_path, data.getvalue()))[0] == {"news.zip/a.txt": "甲"}


def test_a_member_without_a_name_is_no_article(tmp_path: Path) -> None:
    # zipfile ends a name at its first NUL, so this one has none
    data = packed({"a.txt": "甲", "b.txt": "乙"}).replace(b"a.txt", b"\0.txt")
    assert read(archive(tmp_path, data)) == ({"news.zip/b.txt": "乙"}, {})


@cache
def valid_files() -> dict[str, bytes]:
    pa, pq = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    table = io.BytesIO()
    pq.write_table(pa.table({"text": ["甲" * 20] * 3, "date": ["2013-08-20"] * 3}), table)
    rows, lines = "text,date\n甲,2013-08-20\n" * 2, '{"text": "甲", "date": "2013"}\n' * 2
    page = '<html><head><meta charset="gbk"></head><body><div>来源：某报</div><p>甲乙丙丁。</p></body></html>'
    inner = packed({"a.txt": "甲", "b.csv": rows, "c.zip": packed({"d.jsonl": lines})})
    return {
        "zip": packed({"e.zip": inner, "f.parquet": table.getvalue(), "g.html": page}),
        "parquet": table.getvalue(),
        "csv": rows.encode("gbk"),
        "jsonl": lines.encode(),
        "html": page.encode("gbk"),
    }


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_files_with_changed_bytes_are_articles_or_told(data: st.DataObject) -> None:
    kind, whole = data.draw(st.sampled_from(list(valid_files().items())))
    places = st.tuples(st.integers(0, len(whole) - 1), st.binary(max_size=3))
    for place, changed in data.draw(st.lists(places, min_size=1, max_size=6)):
        whole = whole[:place] + changed + whole[place + 1 :]
    told: list[str] = []
    with patch.object(sys, "stdin", Mock(buffer=io.BytesIO(whole))):
        found = list(read_articles("-", format=kind, on_error=lambda name, problem: told.append(str(problem))))
    assert all(article.source.strip() for article in found)
    assert all(problem.startswith("standard input") for problem in told)


def test_a_folder_is_read_in_order_of_names(tmp_path: Path) -> None:
    for name in ("b.txt", "a/c.txt", "a/.hidden.txt", ".git/d.txt", "e.py", "a/f.MD"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(name, encoding="utf-8")
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "g.txt").mkdir()
    assert [article.source for article in read_articles(tmp_path)] == ["a/c.txt", "a/f.MD", "b.txt"]


def test_a_folder_without_articles_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no articles in this folder; it should hold files that end in \.txt"):
        list(read_articles(tmp_path))


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("empty.txt", b"", "is empty; take it out"),
        ("photo.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, "are not text"),
        ("large.txt", b"a" * (16 * 2**20 + 1), "more than 16 MB, which is no article; split it"),
        ("a\0.txt", None, "a path holds no NUL"),
        ("none.txt", None, "there is no such file; check the path"),
        ("none.csv", None, "there is no such file; check the path"),
    ],
)
def test_files_that_are_no_article_are_told_and_the_rest_goes_on(
    name: str, content: bytes | None, reason: str, tmp_path: Path
) -> None:
    path, good = f"{tmp_path}/{name}", tmp_path / "good.txt"
    good.write_text("好", encoding="utf-8")
    if content is not None:
        Path(path).write_bytes(content)
    told: list[tuple[str, str]] = []
    found = list(read_articles(path, good, on_error=lambda name, problem: told.append((name, str(problem)))))
    assert [article.source for article in found] == ["好"]
    assert told[0][0] == path
    assert reason in told[0][1]


def test_an_unknown_format_is_told_at_once() -> None:
    with pytest.raises(InputError, match="format='docx' is none of txt, html, csv"):
        list(read_articles("a.docx", format="docx"))
