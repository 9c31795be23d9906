"""Every command with a wrong input: the error names the input and the cure, and is never a traceback."""

from __future__ import annotations

import os
import sys
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
