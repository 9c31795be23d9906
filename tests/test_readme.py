"""What the two READMEs show is what happens."""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path

import pytest

from weibotext import Pipeline
from weibotext.demo import corpus
from weibotext.evaluation import Sample, compare, load_articles, load_sentences, totals

ROOT = Path(__file__).parent.parent
SORTS = ("dates", "figures", "agencies", "accounts", "observations", "themes")
ROW = re.compile(r"\| (\d+) (articles|sentences|篇文章|个单句)[,，] ?(dev|test) \|(.+)\|")
SHOWN = re.compile(r"```python\n(?P<code>.*?)```\n\n```\n(?P<printed>.*?)```", re.DOTALL)


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_the_python_shown_prints_what_is_shown(name: str) -> None:
    blocks = list(SHOWN.finditer((ROOT / name).read_text(encoding="utf-8")))
    assert blocks
    for block in blocks:
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(block["code"], name, "exec"), {})
        assert printed.getvalue() == block["printed"]


@pytest.mark.parametrize(
    "name",
    [
        "README.md",
        "README.zh.md",
        "CONTRIBUTING.md",
        "docs/architecture.md",
        "docs/record.md",
        "docs/repair.md",
        "docs/cluster.md",
        "docs/reading.md",
        "docs/themes.md",
        "docs/store.md",
    ],
)
def test_links_lead_somewhere(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in link]
    assert [link for link in links if not (ROOT / name).parent.joinpath(link).exists()] == []


def f1(pipeline: Pipeline, samples: list[Sample]) -> list[str]:
    """The F1 of each sort in per cent, as the tables have it; nothing for a sort without gold."""
    scores = totals(compare(pipeline(one.source, published=one.published), one.gold, one.sorts) for one in samples)
    return [f"{100 * scores[sort].f1:.1f}" if sort in scores else "" for sort in SORTS]


def test_the_tables_of_quality_are_what_is_measured() -> None:
    pipeline, measured = Pipeline(), {}
    for kind, samples in (("articles", load_articles(corpus())), ("sentences", load_sentences(corpus()))):
        for split in ("dev", "test"):
            chosen = [one for one in samples if one.split == split]
            measured[str(len(chosen)), kind, split] = f1(pipeline, chosen)
    kinds = {"篇文章": "articles", "个单句": "sentences"}
    for name in ("README.md", "README.zh.md"):
        rows = ROW.findall((ROOT / name).read_text(encoding="utf-8"))
        told = {
            (count, kinds.get(kind, kind), split): [cell.strip(" *") for cell in cells.split("|")]
            for count, kind, split, cells in rows
        }
        assert told == measured, f"{name}: give what `python benchmarks/quality.py` prints"


def test_the_twins_give_the_same_commands() -> None:
    commands = [
        re.findall(r"```bash\n(.*?)```", (ROOT / name).read_text(encoding="utf-8"), re.DOTALL)[:2]
        for name in ("README.md", "README.zh.md")
    ]
    assert commands[0] == commands[1]
