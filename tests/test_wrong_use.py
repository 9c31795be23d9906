"""Every command with a wrong input: the error names the input and the cure, and is never a traceback."""

from __future__ import annotations

import errno
import io
import os
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from weibotext.cli import _called, main
from weibotext.output import made_folder, replacing

TO_FILES = {
    "extract": ["extract", "NEWS", "-o"],
    "repair": ["repair", "NEWS/a.txt", "-o"],
    "agencies": ["agencies", "NEWS", "-o"],
    "report": ["report", "STORE", "-o"],
    "export": ["export", "--store", "STORE", "--format", "jsonl", "-o"],
}
TO_FOLDERS = {
    "csv": ["export", "--store", "STORE", "--format", "csv", "-o"],
    "parquet": ["export", "--store", "STORE", "--format", "parquet", "-o"],
    "timeml": ["export", "--store", "STORE", "--format", "timeml", "-o"],
    "themes": ["themes", "NEWS", "--no-plots", "-o"],
    "demo": ["demo", "-o"],
}
READERS = {
    "extract": ["extract"],
    "feed": ["feed", "--store", "NEW.db"],
    "report": ["report", "-o", "r.html"],
    "themes": ["themes", "--no-plots", "-o", "themes"],
    "agencies": ["agencies"],
    "repair": ["repair"],
    "explain": ["explain"],
}


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with articles, a store, and things that are no articles."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.txt").write_text("2013年，贵州省公安厅发布。", encoding="utf-8")
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty.txt").touch()
    (tmp_path / "binary.txt").write_bytes(b"\xff\xff\x00\x81" * 99)
    assert run("feed", "news", "--store", "news.db").exit_code == 0
    return tmp_path


def run(*arguments: str) -> Result:
    given = [one.replace("NEWS", "news").replace("STORE", "news.db") for one in arguments]
    return CliRunner().invoke(main, given)


def told(result: Result, *words: str) -> None:
    assert result.exit_code in (1, 2), result.output
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert all(word in result.stderr for word in words), result.stderr


@pytest.mark.parametrize("name", TO_FILES)
def test_a_file_that_cannot_be_written(name: str, place: Path) -> None:
    told(run(*TO_FILES[name], "empty"), "empty: is a folder", "name a file")
    told(run(*TO_FILES[name], "no/such/file"), "no/such/file: cannot be written", "check its folder no/such")
    told(run(*TO_FILES[name], "empty.txt/file"), "empty.txt/file: cannot be written", "check its folder empty.txt")
    assert list((place / "empty").iterdir()) == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_device_or_a_pipe_is_not_replaced_by_a_file(place: Path) -> None:
    os.mkfifo("pipe")
    told(run("extract", "news", "-o", "pipe"), "pipe: is no file")
    assert (place / "pipe").is_fifo()


@pytest.mark.parametrize("name", TO_FOLDERS)
def test_a_folder_that_cannot_be_made(name: str, place: Path) -> None:
    told(run(*TO_FOLDERS[name], "empty.txt/folder"), "empty.txt/folder: the folder cannot be made", "another place")
    told(run(*TO_FOLDERS[name], "empty.txt"), "empty.txt: the folder cannot be made")


@pytest.mark.parametrize("name", READERS)
def test_what_cannot_be_read(name: str, place: Path) -> None:
    told(run(*READERS[name], "none.txt"), "none.txt: there is no such file; check the path")
    told(run(*READERS[name], "binary.txt"), "binary.txt: 396 bytes that are not text", "take the file out")
    told(run(*READERS[name], "empty.txt"), "empty.txt: is empty")
    told(run(*READERS[name], "empty"), "empty: ", "folder")
    assert not (place / "r.html").exists()


@pytest.mark.parametrize("name", [name for name in READERS if name not in ("repair", "explain")])
def test_the_rest_goes_on_and_the_end_is_1(name: str, place: Path) -> None:
    result = run(*READERS[name], "none.txt", "news")
    assert result.exit_code == 1
    assert "left out: none.txt: there is no such file" in result.stderr
    assert "Error" not in result.stderr
    if name == "agencies":
        assert "贵州省公安厅" in result.stdout
    if name == "report":
        assert "贵州省公安厅" in (place / "r.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["query", " ", "--store", "STORE"], ["QUESTION"]),
        (["query", "account", "--store", "STORE"], ["account", "--name"]),
        (["themes", "NEWS", "--no-plots", "-o", "t", "--taxonomy", "none.toml"], ["none.toml", "no such file"]),
        (["agencies", "NEWS", "--published", "gestern"], ["gestern", "2013-08-20"]),
        (["search", "x", "--store", "empty"], ["empty", "directory"]),
        (["feed", "NEWS", "--store", "empty.txt/x.db"], ["empty.txt/x.db: cannot be opened"]),
        *(([name, "--nope"], ["--nope"]) for name in main.commands),
    ],
)
def test_wrong_use_is_told_in_words(arguments: list[str], words: list[str], place: Path) -> None:
    told(run(*arguments), *words)


def test_a_disk_that_is_full_is_told(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", "news.jsonl")

    monkeypatch.setattr("weibotext.output.os.replace", full)
    told(run("extract", "news", "-o", "news.jsonl"), "news.jsonl: No space left on device", "room")
    assert not list(place.glob("*.jsonl")) and not list(place.glob(".*.part"))


def test_folders_and_files_are_made_where_they_can_be(tmp_path: Path) -> None:
    folder = made_folder(tmp_path / "a" / "b")
    assert made_folder(folder).is_dir()
    for text in ("一", "二"):
        with replacing(folder / "a.txt") as file:
            file.write(text)
        assert (folder / "a.txt").read_text("utf-8") == text


@pytest.mark.parametrize(
    ("called", "again"),
    [
        ("/usr/bin/weibotext", "/usr/bin/weibotext"),
        (".venv/bin/weibotext", ".venv/bin/weibotext"),
        ("weibotext", "weibotext"),
        ("/x/weibotext/__main__.py", "python -m weibotext"),
        ("/usr/bin/pytest", "weibotext"),
    ],
)
def test_commands_to_try_next_can_be_called_as_this_one_was(
    called: str, again: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", [called])
    assert _called() == again


def test_a_file_to_read_is_not_written_over(place: Path) -> None:
    before = (place / "news" / "a.txt").read_bytes()
    for command in (["extract"], ["agencies"], ["report"]):
        told(run(*command, "news/a.txt", "-o", "news/../news/a.txt"), "a.txt: is one of the files to read")
    told(run("report", "news.db", "-o", "news.db"), "news.db: is one of the files to read")
    told(run("export", "--store", "STORE", "--format", "jsonl", "-o", "news.db"), "news.db: is one of the files")
    assert (place / "news" / "a.txt").read_bytes() == before
    assert run("search", "公安", "--store", "STORE").exit_code == 0


def test_a_text_may_be_repaired_in_its_place(place: Path) -> None:
    (place / "a.txt").write_text("政務(wù)微博的服務(wù)", encoding="utf-8")
    assert run("repair", "a.txt", "-o", "a.txt").exit_code == 0
    assert (place / "a.txt").read_text("utf-8") == "政務微博的服務"


@pytest.mark.parametrize("name", [name for name in READERS if name not in ("repair", "explain")])
def test_a_folder_that_cannot_be_looked_into_is_told(name: str, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (place / "news" / "locked").mkdir()
    looked = os.scandir

    def look(path: str) -> object:
        if str(path).endswith("locked"):
            raise PermissionError(13, "Permission denied", str(path))
        return looked(path)

    monkeypatch.setattr(os, "scandir", look)
    result = run(*READERS[name], "news")
    told(result, "left out: ", "locked")
    assert result.exit_code == 1


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_costs_no_other(place: Path) -> None:
    (place / "locked.txt").write_text("2013年", encoding="utf-8")
    (place / "locked.txt").chmod(0)
    result = run("extract", "locked.txt", "news")
    told(result, "locked.txt: cannot be read (Permission denied)")
    assert "贵州省公安厅" in result.stdout


def test_a_link_to_nothing_is_told(place: Path) -> None:
    try:
        (place / "news" / "b.txt").symlink_to("nowhere")
    except OSError:
        pytest.skip("no links here")
    told(run("extract", "news"), f"{Path('news/b.txt')}: there is no such file")


@pytest.mark.parametrize("name", READERS)
def test_a_text_of_white_space_is_none(name: str, place: Path) -> None:
    (place / "blank.txt").write_text(" \n\u3000\n", encoding="utf-8")
    told(run(*READERS[name], "blank.txt"), "blank.txt: holds nothing but white space")


@pytest.mark.parametrize("name", READERS)
def test_a_page_whose_characters_are_gone_is_named(name: str, place: Path) -> None:
    (place / "gone.txt").write_text("?" * 300, encoding="utf-8")
    told(run(*READERS[name], "gone.txt"), "gone.txt: ", "question marks", "another copy")


def test_tables_are_written_without_the_extra_for_pictures(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("weibotext.extras.find_spec", lambda package: None)
    result = run("themes", "news", "-o", "tables")
    assert result.exit_code == 0
    assert result.stderr == (
        "tables only: drawing pictures needs matplotlib and noto_cjk_sans_otc; run `pip install 'weibotext[plots]'`\n"
    )
    assert (place / "tables" / "articles.csv").exists() and not list(place.glob("tables/*.png"))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no POSIX shells here")
@pytest.mark.parametrize(
    ("arguments", "closed", "code", "words"),
    [
        ("extract -", "<&-", 1, "standard input: is closed; name a file"),
        ("repair -", "<&-", 2, "standard input: is closed; name a file"),
        ("extract news", ">&-", 2, "standard output: is closed; name a file to write with -o"),
        ("extract news -o x.jsonl", "2>&-", 0, ""),
        ("feed empty.txt --store x.db", "2>&-", 1, ""),
    ],
)
def test_streams_that_are_closed(arguments: str, closed: str, code: int, words: str, place: Path) -> None:
    command = f"'{sys.executable}' -m weibotext {arguments} {closed}"
    result = subprocess.run(["/bin/sh", "-c", command], capture_output=True, encoding="utf-8", check=False)
    assert result.returncode == code
    assert words in result.stderr and "Traceback" not in result.stderr
    assert (place / "x.jsonl").exists() == ("x.jsonl" in arguments)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there is no SIGTERM here")
def test_a_run_that_is_ended_leaves_nothing_half_written(place: Path) -> None:
    os.mkfifo("pipe.txt")
    command = [sys.executable, "-m", "weibotext", "extract", "news", "pipe.txt", "-o", "x.jsonl"]
    with subprocess.Popen(command, stderr=subprocess.PIPE) as process:
        while not list(place.glob(".x.jsonl.*")) and process.poll() is None:
            time.sleep(0.05)
        process.terminate()  # it waits for the pipe, which nobody writes to
        assert process.wait(60) == 128 + signal.SIGTERM
    assert not list(place.glob(".x.jsonl.*")) and not (place / "x.jsonl").exists()


@pytest.mark.parametrize("name", ["extract", "report"])
def test_the_file_that_finds_no_room_is_named(name: str, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Full(io.StringIO):
        def write(self, text: str) -> int:
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("weibotext.output.open", lambda *_, **__: Full(), raising=False)
    told(run(name, "news", "-o", "x.out"), "x.out: No space left on device", "room")
    assert not list(place.glob(".x.out.*")) and not (place / "x.out").exists()


def test_a_temporary_file_that_finds_no_room_is_told(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Full(io.BytesIO):
        def write(self, data: object) -> int:
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("tempfile.TemporaryFile", lambda *_: Full())
    packed, nested = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.txt", "2013年")
    with zipfile.ZipFile(nested, "w") as archive:
        archive.writestr("in.zip", packed.getvalue())
        archive.writestr("b.txt", "2014年")
    (place / "news.zip").write_bytes(nested.getvalue())
    result = run("extract", "news.zip")
    told(result, "news.zip/in.zip: needs room for a temporary file (No space left on device)", "TMPDIR")
    assert '"2014年"' in result.stdout


def test_small_reports_are_no_0_mb(place: Path) -> None:
    said = run("report", "news", "-o", "r.html").stderr
    assert said.startswith("r.html: ") and said.endswith(" KB\n")
