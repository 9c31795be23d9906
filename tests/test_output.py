"""Files that are whole or not there, with the permissions that any new file has."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

import pytest

from weibotext import InputError
from weibotext.output import made_folder, replacing, unfinished
from weibotext.reading import find_files


@pytest.fixture(params=[0o027, 0o002])
def mask(request: pytest.FixtureRequest) -> Iterator[int]:
    """A mask for new files that is not everybody's."""
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


def test_a_file_takes_its_place_when_it_is_whole(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    target.write_bytes(b"old")
    with replacing(target) as file:
        file.write("微博\r\n\ud800\n")
        file.flush()
        assert target.read_bytes() == b"old"
        assert find_files([tmp_path]) == [str(target)], "what is unfinished is no article"
    assert target.read_bytes() == "微博\r\n\ud800\n".encode("utf-8", "surrogatepass")
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def _fail(file: TextIO, reason: type[BaseException]) -> None:
    file.write("new")
    raise reason


@pytest.mark.parametrize("reason", [ValueError, KeyboardInterrupt])
def test_a_file_that_was_not_finished_is_not_there(reason: type[BaseException], tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"old")
    for name in ("a.txt", "b.txt"):
        with pytest.raises(reason), replacing(tmp_path / name) as file:
            _fail(file, reason)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a.txt": b"old"}


def test_a_writer_that_takes_its_file_away_and_fails_is_told_of_by_its_own_error(tmp_path: Path) -> None:
    with pytest.raises(KeyError), unfinished(tmp_path / "a.bin") as part:
        _fail_without(part)
    assert list(tmp_path.iterdir()) == []


def _fail_without(part: Path) -> None:
    part.unlink()
    raise KeyError


def test_a_new_file_has_the_permissions_that_the_process_gives(tmp_path: Path, mask: int) -> None:
    with unfinished(tmp_path / "a.bin") as part:
        part.write_bytes(b"a")
    (tmp_path / "b.bin").write_bytes(b"b")
    assert (tmp_path / "a.bin").stat().st_mode == (tmp_path / "b.bin").stat().st_mode
    assert os.umask(mask) == mask, "the mask was read and put back"


def test_a_device_is_not_replaced_by_a_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for name, said in (("pipe", "no file"), (".", "a folder"), ("none/a.txt", "check its folder")):
        with pytest.raises(InputError, match=said), unfinished(tmp_path / name):
            pytest.fail("there is nothing to write to")
    assert [path.name for path in tmp_path.iterdir()] == ["pipe"]


def test_a_folder_is_made_with_those_above_it_and_may_be_there(tmp_path: Path) -> None:
    for _ in range(2):
        assert made_folder(tmp_path / "a" / "b").is_dir()
    (tmp_path / "file").touch()
    with pytest.raises(InputError, match="name another place"):
        made_folder(tmp_path / "file" / "c")
