"""Pictures of themes and topics. Nothing here touches a display, or matplotlib's settings of the process."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from weibotext.counts import counted
from weibotext.output import unfinished
from weibotext.survey.fonts import chinese_font
from weibotext.survey.tables import NONE, Row, Survey

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MOST_GROUPS: Final = 24
"""More groups than these, the ones with most articles, find no place in a picture; months are never left out."""

_INK, _BAR, _MAP = "#1f2933", "#2f6f8f", "GnBu"


def draw(survey: Survey, folder: Path) -> list[Path]:
    """Draw the tables into PNG files, and return their paths.

    Raises :class:`InputError` when the extra ``plots`` is not installed.
    """
    drawn = [_saved(_bars(survey), folder / "themes.png")]
    if survey.themes:
        title = f"Share of articles with a theme, by {survey.by}"
        drawn.append(_saved(_heat(survey.themes, survey.by, title), folder / f"themes_by_{survey.by}.png"))
    if survey.topic_shares:
        title = f"Share of topics, by {survey.by}"
        drawn.append(_saved(_heat(survey.topic_shares, survey.by, title), folder / f"topics_by_{survey.by}.png"))
    return drawn


def _saved(figure: Figure, path: Path) -> Path:
    with unfinished(path) as part:
        figure.savefig(part, format="png", metadata={"Software": None})
    return path


def _figure(width: float, height: float, title: str) -> tuple[Figure, Axes, Any]:
    font = chinese_font()
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height), dpi=150, layout="constrained")
    axes = figure.add_subplot()
    axes.set_title(title, fontproperties=font, size=12, color=_INK, loc="left")
    axes.spines[:].set_visible(False)
    axes.tick_params(length=0, colors=_INK)
    return figure, axes, font


def _bars(survey: Survey) -> Figure:
    """How many articles have each theme."""
    counts = Counter(label for one in survey.articles for label in one.labels or (NONE,))
    ranked = sorted(counts.items(), key=lambda one: (one[1], one[0]))
    height = 1.2 + 0.32 * len(ranked)
    figure, axes, font = _figure(7, height, f"Themes of {counted(len(survey.articles), 'article')}")
    bars = axes.barh(range(len(ranked)), [count for _, count in ranked], color=_BAR)
    axes.bar_label(bars, padding=3, fontproperties=font, size=9, color=_INK)
    axes.set_yticks(range(len(ranked)), [label for label, _ in ranked], fontproperties=font, size=10)
    axes.set_xticks([])
    return figure


def _heat(rows: Sequence[Row], by: str, title: str) -> Figure:
    """Groups along the bottom, themes or topics up the side, shares by colour and in figures."""
    groups, names = _groups(rows, by), sorted({row[1] for row in rows}, reverse=True)
    shares = {(row[1], row[0]): float(row[2]) for row in rows}
    table = [[shares.get((name, group), 0.0) for group in groups] for name in names]
    width, height = 3 + 0.62 * len(groups), 1.8 + 0.36 * len(names)
    figure, axes, font = _figure(max(6, width), height, title)
    axes.imshow(table, cmap=_MAP, aspect="auto", vmin=0, vmax=1)
    axes.set_yticks(range(len(names)), names, fontproperties=font, size=9)
    axes.set_xticks(range(len(groups)), groups, fontproperties=font, size=9, rotation=45, ha="right")
    for line, values in enumerate(table):
        for column, value in enumerate(values):
            if value >= 0.005:
                colour = "white" if value > 0.6 else _INK
                axes.text(
                    column, line, f"{value:.0%}", ha="center", va="center", size=7, color=colour, fontproperties=font
                )
    return figure


def _groups(rows: Sequence[Row], by: str) -> list[str]:
    """The groups to draw, in order."""
    sizes = {row[0]: row[3] for row in rows}
    if by == "month":
        return sorted(sizes)
    return sorted(sorted(sizes, key=lambda group: (-sizes[group], group))[:MOST_GROUPS])
