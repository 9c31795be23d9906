"""What the page tells of its articles together, as plain values for the template; nothing in them is escaped.

Links are ``href`` attributes, complete with the file where an article stands on another page.
"""

from __future__ import annotations

from typing import NamedTuple


class Link(NamedTuple):
    """A link: where to, what it says, and its tooltip.

    >>> Link("#n1-o2", "a.txt").title
    ''
    """

    href: str
    text: str
    title: str = ""


class ClaimRow(NamedTuple):
    """A row of the table of claims; the fields called ``by_…`` are what it is sorted by.

    >>> ClaimRow("贵州公安", "贵州省", "粉丝", "followers", "超过 420,000 人", 420000.0, "2013-06", "2013-06-30", (), True).measure
    '粉丝'
    """

    subject: str
    province: str
    measure: str
    code: str
    value: str
    by_value: float | None
    time: str
    by_time: str
    sources: tuple[Link, ...]
    disputed: bool


class ReadingRow(NamedTuple):
    """One value that copies give, and the copies that give it.

    >>> ReadingRow("1691个", "1,691", ()).said
    '1,691'
    """

    text: str
    said: str
    sources: tuple[Link, ...]


class Dispute(NamedTuple):
    """A figure on which copies disagree, with the words around it.

    >>> Dispute("标题", "已有", "个微博", ()).before
    '已有'
    """

    title: str
    before: str
    after: str
    readings: tuple[ReadingRow, ...]


class Dot(NamedTuple):
    """Claims at one place of the time line: where in per cent of its width, and how many.

    >>> Dot(12.5, 3, Link("#n1-o1", "3")).claims
    3
    """

    left: float
    claims: int
    link: Link
    disputed: bool = False


class Lane(NamedTuple):
    """The claims of one measure on the time line.

    >>> Lane("粉丝", "followers", 3, ()).total
    3
    """

    name: str
    code: str
    total: int
    dots: tuple[Dot, ...]


class Timeline(NamedTuple):
    """The time line: marks of time (per cent, label), lanes, and how many claims are of a time before it.

    >>> Timeline(((0.0, "2013"),), ()).ticks
    ((0.0, '2013'),)
    """

    ticks: tuple[tuple[float, str], ...]
    lanes: tuple[Lane, ...]
    earlier: int = 0


class HeatRow(NamedTuple):
    """A row of numbers of stories by period: what is counted, what is said of it, and the numbers.

    >>> HeatRow("公安", "贵州省公安厅", (2, 1)).total
    3
    """

    name: str
    note: str
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        """The numbers together."""
        return sum(self.counts)


class Heat(NamedTuple):
    """Numbers of stories by period.

    >>> Heat(("2013-08",), (HeatRow("公安", "", (5,)),)).tint(5)
    60
    """

    periods: tuple[str, ...]
    rows: tuple[HeatRow, ...]

    def tint(self, count: int) -> int:
        """How dark a cell is, in per cent; where no number is above two, none is dark."""
        most = max((*(count for row in self.rows for count in row.counts), 3))
        return 10 + round(50 * count / most)


class Bar(NamedTuple):
    """The themes of one period: its number of articles, and for each theme its place in the legend and its articles.

    >>> Bar("2013-08", 4, ((0, 3), (1, 1))).total
    4
    """

    period: str
    total: int
    parts: tuple[tuple[int, int], ...]


class Shares(NamedTuple):
    """The themes of articles over time: the legend, and a bar a period.

    >>> Shares(("应急救援",), ()).themes
    ('应急救援',)
    """

    themes: tuple[str, ...]
    bars: tuple[Bar, ...]

    @property
    def most(self) -> int:
        """The articles of the period that has most, one at least."""
        return max((bar.total for bar in self.bars), default=1)


class Unlinked(NamedTuple):
    """An article's figures that no claim uses.

    >>> Unlinked(Link("#n1", "标题"), ()).figures
    ()
    """

    article: Link
    figures: tuple[Link, ...]


class Sections(NamedTuple):
    """Everything above the articles. An empty or absent part is left out of the page.

    >>> Sections().claims
    ()
    """

    claims: tuple[ClaimRow, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    timeline: Timeline | None = None
    kinds: Heat | None = None
    bodies: Heat | None = None
    shares: Shares | None = None
    unlinked: tuple[Unlinked, ...] = ()
    errors: tuple[tuple[str, str], ...] = ()
    pages: tuple[Link, ...] = ()
    note: str = ""
