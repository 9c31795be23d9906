"""``weibotext repair`` and ``weibotext explain``, and what a record says of guesses."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from weibotext import extract
from weibotext.cli import main
from weibotext.repairs.simulate import Damage, simulate
from weibotext.values import Edit, Span

TEXT = "省政府開設政務微博，服務群眾，發布信息。”微博貴州開通，成效很好。"
PAGE = simulate(TEXT, Damage(glosses=(("務", "wù"), ("發", "fā")), half_width=False))


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.txt"
    path.write_text(PAGE, encoding="utf-8")
    return path


def run(*arguments: str, text: str = "") -> Result:
    return CliRunner().invoke(main, list(arguments), input=text.encode())


def test_the_repaired_text_goes_to_standard_output_and_nothing_else_does(page: Path) -> None:
    done = run("repair", str(page))
    assert (done.stdout, done.stderr, done.exit_code) == (TEXT, "", 0)


def test_standard_input_and_simplified_characters() -> None:
    done = run("repair", "--simplified", "-", text=PAGE)
    assert done.stdout == "省政府开设政务微博，服务群众，发布信息。”微博贵州开通，成效很好。"


def test_the_output_file_is_whole(page: Path, tmp_path: Path) -> None:
    done = run("repair", str(page), "-o", str(tmp_path / "out.txt"))
    assert (done.output, (tmp_path / "out.txt").read_text(encoding="utf-8")) == ("", TEXT)


def test_a_page_beyond_repair_is_refused_with_the_reason(tmp_path: Path) -> None:
    (tmp_path / "lost.txt").write_text("????????,????????????。\n" * 5, encoding="utf-8")
    for command in ("repair", "explain"):
        done = run(command, str(tmp_path / "lost.txt"))
        assert done.exit_code == 2
        assert "question marks" in done.stderr and "get another copy" in done.stderr


def test_an_explanation_names_the_damage_the_conversion_and_the_edits(page: Path) -> None:
    lines = run("explain", str(page)).stdout.splitlines()
    assert lines[0].startswith("decoder Q: ")
    assert "2 characters glossed: 務(wù) 發(fā)" in lines
    assert "misalignment_start: 1 edit, 1 uncertain" in lines
    assert any(line.startswith("conversion: t2s (") for line in lines)
    start = PAGE.index("?")
    assert f"{start}-{start + 2} misalignment_start, uncertain: 發(fā)布信息⟦?！→。⟧蔽⒉┵F州開通，" in lines


def test_many_edits_of_a_kind_are_counted_unless_all_are_wanted(tmp_path: Path) -> None:
    path = tmp_path / "many.txt"
    path.write_text("服務(wù)" * 9, encoding="utf-8")
    short, long = (run("explain", *more, str(path)).stdout.splitlines() for more in ([], ["--all"]))
    assert short[-1] == "… 6 more edits of pinyin_gloss"
    assert (len(short), len(long)) == (3 + 4, 3 + 9)


def test_an_explanation_keeps_to_its_lines(tmp_path: Path) -> None:
    path = tmp_path / "odd.txt"
    path.write_text("贵\u200b州\n省\x08政府", encoding="utf-8")
    lines = run("explain", str(path)).stdout.splitlines()
    assert lines[-2:] == [
        "1-2 zero_width: 贵⟦\\u200b⟧州\\n省\\x08政府",
        "5-6 control_character: 贵\\u200b州\\n省⟦\\x08⟧政府",
    ]


def test_clean_text_is_said_to_be_clean() -> None:
    assert run("explain", "-", text="贵州发布").stdout.splitlines() == [
        "no damage",
        "conversion: none (no traditional character)",
    ]


@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), st.booleans()), max_size=8),
    st.integers(0, 20),
    st.integers(0, 5),
)
def test_a_span_is_certain_unless_a_guess_touches_it(
    steps: list[tuple[int, int, bool]], start: int, length: int
) -> None:
    edits, place = [], 0
    for gap, width, certain in steps:
        edits.append(Edit(Span(place + gap, place + gap + width), "x" * width, "", "loss", certain))
        place += gap + width
    record = replace(extract(""), edits=tuple(edits))
    touched = [
        edit for edit in edits if not edit.certain and edit.span.start <= start + length and start <= edit.span.stop
    ]
    assert record.is_certain(Span(start, start + length)) == (not touched)


def test_items_beside_a_guess_are_uncertain() -> None:
    record = extract("全省投资约\x007亿元。新增微博3266个，6月30日前完成。", published="2013-08-20")
    certain = {figure.text: record.is_certain(figure.span) for figure in record.figures}
    assert certain == {"7亿元": False, "3266个": True}
    assert [(row["text"], row["certain"]) for row in record.figures_table()] == list(certain.items())
    assert [row["certain"] for row in record.dates_table()] == [True]
