"""The door: what is public, and what importing and using it leaves behind."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from pkgutil import resolve_name
from typing import get_type_hints

import pytest

import weibotext
from weibotext.errors import AlignmentError, InputError, LexiconError, WeibotextError


def run(code: str, home: Path) -> subprocess.CompletedProcess[str]:
    environment = {"HOME": str(home), "TMPDIR": str(home), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-W", "error", "-c", code]
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=True)


def test_the_public_names_are_sorted_and_there() -> None:
    assert weibotext.__all__ == sorted(weibotext.__all__)
    assert all(hasattr(weibotext, name) for name in weibotext.__all__)


def test_the_tree_of_errors() -> None:
    assert all(
        issubclass(one, WeibotextError) and issubclass(one, ValueError)
        for one in (InputError, LexiconError, AlignmentError)
    )


def test_importing_is_silent_and_light(tmp_path: Path) -> None:
    heavy = "jieba rjieba opencc sklearn jinja2 numpy pandas tqdm click".split()
    code = f"import sys; from weibotext import *; print([name for name in {heavy} if name in sys.modules])"
    done = run(code, tmp_path)
    assert (done.stdout.strip(), done.stderr) == ("[]", "")


def test_importing_waits_for_what_is_asked_for(tmp_path: Path) -> None:
    code = "import sys, weibotext; print(len([name for name in sys.modules if name.startswith('weibotext.')]))"
    assert run(code, tmp_path).stdout.strip() == "1"  # the errors
    assert "Pipeline" in dir(weibotext)
    with pytest.raises(AttributeError, match="has no attribute 'Pipelines'"):
        weibotext.Pipelines  # type: ignore[attr-defined]  # noqa: B018


def documents() -> str:
    root = Path(__file__).parent.parent
    named = [*root.glob("*.md"), *root.glob("docs/*.md")]
    return "\n".join(one.read_text(encoding="utf-8") for one in named)


def test_every_name_that_a_document_gives_can_be_asked_for() -> None:
    names = sorted(set(re.findall(r"\bweibotext((?:\.[A-Za-z_]\w*)+)", documents())))
    given = [name[1:] for name in names if not re.search(r"\.(db|py|toml)$", name)]
    assert {"agencies.lookup", "arrow.schema", "reading.page_article"} <= set(given)
    for name in given:
        first, *_ = name.split(".")
        assert first in {*weibotext.__all__, *weibotext._MODULES, "__version__"}, name
        resolve_name(f"weibotext.{name}")


def test_calls_that_documents_show_in_their_lines_run_as_they_stand(tmp_path: Path) -> None:
    shown = set(re.findall(r"`(weibotext\.\w+\.\w+\([^`…]*\))`", documents()))
    calls = [call for call in shown if not re.search(r"[(,] ?[a-z]", call)]  # which are told no values of their own
    assert 'weibotext.agencies.lookup("贵州公安厅")' in calls
    for call in calls:
        run(f"import weibotext; assert {call} is not None", tmp_path)
    for module in ("agencies", "reading", "repairs"):
        run(f"import weibotext; weibotext.{module}.__all__", tmp_path)


def test_nothing_is_written_and_no_network_is_used(tmp_path: Path) -> None:
    code = """
import socket
def refused(*_, **__):
    raise AssertionError("network")
socket.socket = socket.create_connection = refused
import weibotext
weibotext.extract("貴州省公安廳2013年服務(wù)網(wǎng)民3.5%")._repr_html_()
weibotext.Segmenter(engine="jieba").words("微博")
"""
    done = run(code, tmp_path)
    assert (done.stdout, done.stderr) == ("", "")
    assert list(tmp_path.iterdir()) == []


def test_types_of_the_public_functions_can_be_looked_up() -> None:
    assert get_type_hints(weibotext.extract)["return"] is weibotext.Record
    assert get_type_hints(weibotext.repair)["return"] is weibotext.Repaired
