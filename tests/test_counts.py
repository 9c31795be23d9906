"""Words in their form for the number before them, wherever the command line counts."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from weibotext import Corpus, Store
from weibotext.cli import main
from weibotext.commands.progress import progress

WRONG = re.compile(
    r"\b(1 (articles|documents|copies|edits|characters|figures|mentions|claims)|[02-9] (article|document|edit|copy))\b"
)


@pytest.mark.parametrize("number", [1, 2])
def test_every_command_counts_in_english(number: int, tmp_path: Path) -> None:
    folder, store = tmp_path / "news", str(tmp_path / "news.db")
    folder.mkdir()
    for name in range(number):
        (folder / f"{name}.txt").write_text(f"201{name}年，貴州省公安廳(tīng)服務(wù)網(wǎng)民。", encoding="utf-8")
    commands = (
        ["feed", str(folder), "--store", store],
        ["feed", str(folder), "--store", store, "--published", "2014-01-01"],
        ["search", "公安", "--store", store],
        ["search", "财政", "--store", store],
        ["explain", str(folder / "0.txt")],
        ["report", store, "-o", str(tmp_path / "r.html"), "--per-page", "1"],
    )
    said = [CliRunner().invoke(main, arguments).output for arguments in commands]
    with Store(store) as opened:
        said.append(repr(opened))
    said.append(repr(Corpus.of(folder)))
    assert not [found for one in said if (found := WRONG.search(one))]
    documents = f"{number} document{'s' * (number > 1)}"
    assert documents in said[0] and documents in said[-2]
    assert ("1 was read under" if number == 1 else "2 were read under") in said[1]
    assert f"{number} of {documents}\n" in said[2]
    assert "0 of 0 documents" in said[3]


def test_the_log_of_a_single_article() -> None:
    out, moments = io.StringIO(), iter([0.0, 61.0, 122.0])
    with progress(None, stream=out, clock=lambda: next(moments)) as step:
        step("a.txt")
        step("b.txt")
    assert out.getvalue() == "1 article in 1 min, the last a.txt\n2 articles in 2 min, the last b.txt\n"
